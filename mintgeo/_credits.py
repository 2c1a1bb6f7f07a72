"""Who must be named with a table: lines that travel in its ``attrs`` from stage to stage."""

from collections.abc import Iterable
from typing import Any, Final, TypeVar

import pandas as pd

KEY: Final = "attributions"
Frame = TypeVar("Frame", bound=pd.DataFrame)


def credits_of(*sources: Any) -> list[str]:
    """Lines that must stand where these sources are shown, each once, in their order.

    Parameters
    ----------
    sources
        Tables (their ``attrs["attributions"]``), lists of lines, single lines, routers (what they
        ``describe``), or None.

    Examples
    --------
    >>> credits_of("© A", None, ["© B", "© A"])
    ['© A', '© B']
    """
    return list(dict.fromkeys(line for source in sources for line in _lines(source)))


def credited(table: Frame, *sources: Any) -> Frame:
    """Let a table name its sources; those that it named already come first."""
    table.attrs = {**table.attrs, KEY: credits_of(table, *sources)}
    return table


def _lines(source: Any) -> Iterable[str]:
    if source is None:
        return ()
    if isinstance(source, str):
        return (source,)
    if isinstance(source, pd.DataFrame):
        return tuple(source.attrs.get(KEY, ()))
    if hasattr(source, "describe"):
        return tuple(source.describe().get(KEY, ()))
    return tuple(source)
