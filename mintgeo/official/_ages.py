"""Age classes of a grid: how many people are under 3, 6, 10, 15, 18 …, as far as it says."""

import re
from typing import Final

import pandas as pd

from mintgeo.official._table import find_column, numbers

PERCENT: Final = ("unter18_a", "anteilunter18")
"""Per cent of people under 18: Zensus 2011 and 2022."""
_ADULT: Final = 19
"""Oldest whole year that a column of children may end with."""


def children(table: pd.DataFrame, people: pd.Series) -> pd.DataFrame:
    """People under each age that the columns allow, added up from the youngest class."""
    found = {}
    for column in table.columns:
        span = _years(str(column))
        if span is not None:
            found[span] = numbers(table[column]).reset_index(drop=True)
    out: dict[str, pd.Series] = {}
    age, below = 0, pd.Series(0.0, index=people.index)
    while nexts := [span for span in found if span[0] == age and span[1] <= _ADULT]:
        span = min(nexts, key=lambda one: one[1])
        count = found[span].where(found[span] >= 0)
        below = below + count.fillna(0)
        out[f"children_u{span[1] + 1}"] = below.where(people.notna())
        age = span[1] + 1
    wide = [span for span in found if span[0] == 0 and span[1] <= _ADULT]
    for span in wide:
        out.setdefault(f"children_u{span[1] + 1}", found[span].clip(lower=0))
    percent = find_column(table, PERCENT)
    if percent is not None:
        share = numbers(table[percent]).reset_index(drop=True)
        out["children_u18"] = people * share.where(share >= 0) / 100
    return pd.DataFrame(out, index=people.index)


def _years(column: str) -> tuple[int, int] | None:
    """First and last year of an age class: ``Unter3`` → (0, 2), ``a3bis5`` → (3, 5)."""
    name = column.strip().lower()
    if match := re.fullmatch(r"unter_?(\d+)", name):
        return 0, int(match[1]) - 1
    if match := re.fullmatch(r"a?(\d+)_?(?:bis|-)_?(\d+)", name):
        return int(match[1]), int(match[2])
    return None
