"""What may stand in a public output: counts per area, small ones hidden beyond inference.

Counts of 1 to 4 people are hidden (primary suppression). Totals are published, so a hidden count
could be had by subtraction; further counts are hidden until, for all that is published, every
hidden one may be as large as 5 (complementary suppression; Hundepool et al. 2012, chapter 4).
"""

from collections.abc import Mapping
from typing import Final

import numpy as np
import pandas as pd

from mintgeo._errors import PrivacyError, name_rows
from mintgeo.language import language

LEAST: Final = 5
"""Fewer people than this are never published as a number."""
PERSONAL: Final = frozenset({"participants", "journeys"})
"""Tables with one row per participant or group."""
_RATES: Final = ("participants", "per_1000", "per_1000_low", "per_1000_high")
_SINGLE: Final = ("min_m", "max_m", "min_blur_m", "max_blur_m", "min_text", "max_text")
"""Columns of the summary of journeys that tell of one person."""


def public_tables(tables: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Return what may be published of the tables of a run.

    Parameters
    ----------
    tables
        Name → table, as a run has them.

    Returns
    -------
    dict
        Without the tables of participants, their review and journeys; ``participation_land`` and
        ``participation_kreis`` with a column ``hidden``: where it is true, the count and all that
        tells it are NA. They are left out for fewer than 10 people, whom nothing could hide. The
        summary of journeys comes without the shortest and the longest, in whole kilometres (to the
        metre, the median would tell where one person lives), and not at all for fewer than 5.
    """
    dropped = PERSONAL | {"geocode_participants"}
    out = {name: table for name, table in tables.items() if name not in dropped}
    if "participation_kreis" in out:
        laender, kreise = out.pop("participation_land"), out.pop("participation_kreis")
        if enough(laender):
            laender, kreise = suppress(laender, kreise)
            out |= {"participation_land": laender, "participation_kreis": kreise}
    summary = out.pop("journey_summary", None)
    if summary is not None and summary["placed"].iloc[0] >= LEAST:
        out["journey_summary"] = _coarse(summary.drop(columns=list(_SINGLE)))
    check_public(out)
    return out


def _coarse(summary: pd.DataFrame) -> pd.DataFrame:
    """Whole kilometres; a way below its blur stays below it, and no other blur is told."""
    way, blur = summary["median_m"] / 1000, summary["median_blur_m"] / 1000
    near = way < blur
    out = summary.assign(
        median_m=way.round().where(~near, np.floor(way)) * 1000,
        median_blur_m=np.ceil(blur).where(near, 1.0) * 1000,
        total_km=summary["total_km"].round(),
    )
    pairs = zip(out["median_m"], out["median_blur_m"], strict=True)
    return out.assign(median_text=[language().distance(*pair) for pair in pairs])


def check_public(tables: Mapping[str, pd.DataFrame]) -> None:
    """Refuse tables that tell where single participants are.

    Raises
    ------
    PrivacyError
        If a table has a row per participant, or publishes a count of 1 to 4; it names the tables.
    """
    personal = [
        name
        for name, table in tables.items()
        if name in PERSONAL or ({"match_level", "count"} <= set(table.columns))
    ]
    if personal:
        raise PrivacyError(
            f"A public output must not hold participants one by one; table {', '.join(personal)} "
            "does. public_tables() leaves them out."
        )
    for name, table in tables.items():
        if name.startswith("participation"):
            small = table["participants"].between(1, LEAST - 1)
            if small.any():
                rows = name_rows(table.loc[small, "ags"])
                raise PrivacyError(f"Table {name} tells counts below {LEAST} ({rows}).")


def enough(participation: pd.DataFrame) -> bool:
    """Whether so many took part that small counts can be hidden among others."""
    return int(participation["participants"].sum()) >= 2 * LEAST


def suppress(laender: pd.DataFrame, kreise: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Hide small counts of two participation tables, and as many more as protect them.

    Parameters
    ----------
    laender, kreise
        Participation tables of the same participants.

    Returns
    -------
    tuple
        Both with a column ``hidden``; where it is true the count and its rates are NA. The sum over
        Germany counts as published.

    Raises
    ------
    PrivacyError
        For fewer than 10 participants: nothing could hide them.
    """
    if not enough(laender):
        raise PrivacyError(
            f"Counts per region of fewer than {2 * LEAST} participants can't be published."
        )
    counts = dict(zip(kreise["ags"], kreise["participants"].astype(int), strict=True))
    groups = dict.fromkeys(laender["ags"], ()) | {
        land: tuple(ags for ags in counts if ags.startswith(land) and ags != land)
        for land in laender["ags"]
    }
    top = dict(zip(laender["ags"], laender["participants"].astype(int), strict=True))
    hidden = _Cells(top, counts, groups).hide()
    return _blanked(laender, hidden), _blanked(kreise, hidden)


def _blanked(table: pd.DataFrame, hidden: frozenset[str]) -> pd.DataFrame:
    gone = table["ags"].isin(hidden)
    out = table.assign(hidden=gone, participants=table["participants"].astype("Int64"))
    for column in _RATES:
        out[column] = out[column].mask(gone)
    return out.assign(small=table["small"] & ~gone)


class _Cells:
    """Counts of Länder and of their Kreise, and which of them are hidden."""

    def __init__(
        self, laender: dict[str, int], kreise: dict[str, int], groups: dict[str, tuple[str, ...]]
    ) -> None:
        self._laender, self._groups = laender, groups
        self._counts = kreise | laender
        self._hidden = {ags for ags, count in self._counts.items() if 0 < count < LEAST}

    def hide(self) -> frozenset[str]:
        """Hide one more cell at a time until all are protected."""
        while (cell := self._next()) is not None:
            self._hidden.add(cell)
        return frozenset(self._hidden)

    def _next(self) -> str | None:
        for land, members in self._groups.items():
            shown, candidate = land not in self._hidden, self._smallest(members)
            if shown and self._weak(members):
                return candidate or land
            if candidate and not shown and not self._gone(members):
                return candidate
        top = tuple(self._laender)
        return self._smallest(top) if self._weak(top) else None

    def _weak(self, cells: tuple[str, ...]) -> bool:
        """Whether a hidden one of these cells, whose sum is known, can't be as large as 5."""
        gone = self._gone(cells)
        slack = sum(self._counts[cell] - self._least(cell) for cell in gone)
        return bool(gone) and (len(gone) == 1 or slack < LEAST - 1)

    def _least(self, cell: str) -> int:
        """The least that a hidden cell can be: 1, or what is known of its parts."""
        members = self._groups.get(cell, ())
        gone = self._gone(members)
        known = sum(self._counts[one] for one in members if one not in self._hidden)
        return max(1, known + len(gone))

    def _gone(self, cells: tuple[str, ...]) -> list[str]:
        return [cell for cell in cells if cell in self._hidden]

    def _smallest(self, cells: tuple[str, ...]) -> str | None:
        """The smallest count that is still shown; zeros say nothing of anybody and stay."""
        shown = [cell for cell in cells if cell not in self._hidden and self._counts[cell] > 0]
        return min(shown, key=lambda cell: (self._counts[cell], cell), default=None)
