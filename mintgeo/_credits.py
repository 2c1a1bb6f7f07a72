"""Who must be named with a table: lines that travel in its ``attrs`` from stage to stage.

A table without any such lines (merging takes them off, say) has unknown sources; whatever is made
of it says so too, by ``UNNAMED`` among its lines, until a map or a figure is asked for its sources.
"""

from collections.abc import Iterable
from typing import Any, Final, TypeVar

import pandas as pd

KEY: Final = "attributions"
UNNAMED: Final = "?"
"""Stands for sources that a table has lost."""
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
    return [line for line in _known(sources) if line != UNNAMED]


def is_unnamed(*sources: Any) -> bool:
    """Whether one of these sources is a table that does not know all of its own.

    Examples
    --------
    >>> table = pd.DataFrame({"id": ["1"]})
    >>> is_unnamed(table), is_unnamed(credited(table, "© A"), None)
    (True, False)
    """
    return UNNAMED in _known(sources)


def credited(table: Frame, *sources: Any) -> Frame:
    """Let a table name its sources; those that it named already come first."""
    table.attrs = {**table.attrs, KEY: _known((table.attrs.get(KEY), *sources))}
    return table


def _known(sources: Iterable[Any]) -> list[str]:
    return list(dict.fromkeys(line for source in sources for line in _lines(source)))


def _lines(source: Any) -> Iterable[str]:
    if source is None:
        return ()
    if isinstance(source, str):
        return (source,)
    if isinstance(source, pd.DataFrame):
        return tuple(source.attrs.get(KEY, (UNNAMED,)))
    if hasattr(source, "describe"):
        return tuple(source.describe().get(KEY, ()))
    return tuple(source)
