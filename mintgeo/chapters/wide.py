"""Long tables as an office reads them: one row per area, and beside it what holds for each way."""

from collections.abc import Sequence
from typing import Final

import pandas as pd

from mintgeo.chapters.protocol import Column
from mintgeo.language import Language
from mintgeo.modes import MODES as KNOWN

_WAYS: Final = ["mode", "minutes"]


def widened(
    table: pd.DataFrame, say: Language, *, index: Sequence[str], values: Sequence[str],
    once: Sequence[str] = (),
) -> tuple[pd.DataFrame, list[Column]]:  # fmt: skip
    """Spread modes and thresholds over columns.

    Parameters
    ----------
    table
        With ``mode`` and ``minutes``, and one row per ``index`` and both.
    say
        The language of headers.
    index
        Columns that stay.
    values
        Columns that differ by mode and threshold.
    once
        Columns that differ by mode only.

    Returns
    -------
    tuple
        A row per ``index`` in the order of the table, and its columns: those of ``index``, then for
        every mode those of its thresholds and those that it has once.
    """
    out = table.drop_duplicates([*index[:1]])[[*index]].set_index(index[0], drop=False)
    columns = [Column(name=name) for name in index]
    for mode in sorted(table["mode"].unique(), key=[*KNOWN].index):
        of_mode = table[table["mode"] == mode]
        group = say(KNOWN[mode].heading)
        for minutes, part in of_mode.groupby("minutes", sort=True):
            rows = part.set_index(index[0])
            for code in values:
                name = f"{code}_{mode}_{minutes:g}"
                out[name] = rows[code]
                head = _head(code, float(minutes), say)
                columns.append(Column(name=name, code=code, head=head, group=group))
        rows = of_mode.drop_duplicates(index[0]).set_index(index[0])
        for code in once:
            name = f"{code}_{mode}"
            out[name] = rows[code]
            columns.append(Column(name=name, code=code, group=group))
    return out.reset_index(drop=True), columns


def _head(code: str, minutes: float, say: Language) -> str:
    """Say what a value is at a threshold."""
    number = say.limit(minutes)
    if code.endswith("_low"):
        return say("{minutes} min von", minutes=number)
    if code == "span":
        return say("{minutes} min, Spanne", minutes=number)
    if code.endswith("_high"):
        return say("{minutes} min bis", minutes=number)
    return say("{minutes} min", minutes=number)
