"""Shares of areas against each other, draw by draw: ranks, differences, and how many areas."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mintgeo._credits import credited
from mintgeo._errors import OptionError
from mintgeo._quantiles import Floats, Ints
from mintgeo._schema import AREA_COUNTS, AREA_PAIRS, AREA_RANKS, Table
from mintgeo.analysis.division import Division
from mintgeo.analysis.uncertainty import LEVEL
from mintgeo.analysis.uncertainty.together import Signs, signs

MOST: Final = 600
"""Areas that are compared pair by pair: 180,000 pairs."""
LOW: Final = 0.2
"""What a study calls few people of an area."""
HALF: Final = 0.5
_TAIL: Final = (1 - LEVEL) / 2
WORDS: Final = np.array(["open", "more", "less"])
"""Verdicts by sign: 0, 1, −1."""


@dataclass(frozen=True, kw_only=True)
class AreaShares:
    """Share of people within reach in every area, in every draw; ``area_shares`` makes it.

    Errors that areas have in common are the same in a draw, so shares are compared draw by draw:
    two spans can overlap where it is certain which share is the higher one.

    Attributes
    ----------
    level
        What the areas are: ``by`` of ``area_shares``, or ``layer``.
    ags, names
        Keys and names of the areas, in the order of the keys.
    mode, minutes
        Way to travel, and the thresholds.
    shares
        Thresholds × draws × areas.
    estimate
        Thresholds × areas: medians of the draws; NaN where the points are too coarse for a share.
    attributions
        Lines that must stand where the numbers are shown.
    division
        The areas themselves, for their shapes.
    """

    level: str
    ags: NDArray[np.str_]
    names: NDArray[np.str_]
    mode: str
    minutes: tuple[float, ...]
    shares: Floats
    estimate: Floats
    attributions: tuple[str, ...] = ()
    division: Division | None = None

    def ranks(self, *, geometry: bool = False) -> pd.DataFrame:
        """Say which rank the share of every area can have.

        Parameters
        ----------
        geometry
            As of ``coverage``.

        Returns
        -------
        DataFrame
            One row per area and threshold. Rank 1 is the highest share; ``rank_low`` and
            ``rank_high`` hold the middle 90 % of the draws, where areas of one share have all the
            ranks that they could have. ``p_highest`` and ``p_lowest``: part of the draws in which
            the area is the highest or lowest alone. :func:`mintgeo.surely` says how certain that
            is, given so few draws.
        """
        parts = []
        for one in self._each():
            shares = one.shares[0]
            first, last = _places(shares)
            count = len(one.ags)
            low = np.quantile(first, _TAIL, axis=0, method="inverted_cdf")
            high = np.quantile(last, 1 - _TAIL, axis=0, method="inverted_cdf")
            parts.append(
                _rows(one, {
                    "ags": one.ags, "name": one.names, "share": one.estimate[0],
                    "areas": np.full(count, count), "rank_low": low.astype(int),
                    "rank_high": high.astype(int), "p_highest": (last == 1).mean(axis=0),
                    "p_lowest": (first == count).mean(axis=0),
                })
            )  # fmt: skip
        table = self._table(AREA_RANKS, parts)
        return (self.division or Division.of(self.level)).drawn(table) if geometry else table

    def pairs(self) -> pd.DataFrame:
        """Say of every two areas how far their shares are apart, and which is surely the higher.

        Returns
        -------
        DataFrame
            One row per pair and threshold. ``difference_low`` and ``difference_high`` hold the
            middle 90 % of the draws and are about this pair alone. ``verdict`` is ``more``
            (``ags`` has the higher share), ``less`` or ``open``: all verdicts of a threshold are
            right at once in 9 of 10 cases, so any of them may be picked and quoted.

        Raises
        ------
        OptionError
            If there are more than 600 areas.
        """
        count = len(self.ags)
        if count > MOST:
            raise OptionError(
                "Pair by pair at most {most} areas can be compared, not {count}; a level above "
                "(Kreise instead of Gemeinden), or an area (population(within=...)) has fewer.",
                most=MOST,
                count=count,
            )
        parts = [_rows(one, _differences(one)) for one in self._each()]
        return self._table(AREA_PAIRS, parts)

    def counts(self, at_least: float | Sequence[float] = 0.5) -> pd.DataFrame:
        """Say in how many areas at least such a share of the people is within reach.

        Parameters
        ----------
        at_least
            Shares between 0 and 1.

        Returns
        -------
        DataFrame
            One row per threshold and share, with the middle 90 % of the draws. To count areas whose
            own span lies above would be something else: too few, and yet not certain.

        Raises
        ------
        OptionError
            If a share is not above 0 and at most 1.
        """
        wanted = np.atleast_1d(np.asarray(at_least, dtype=float))
        if not (len(wanted) and ((wanted > 0) & (wanted <= 1)).all()):
            raise OptionError(
                "at_least must be shares above 0 and up to 1, not {at_least!r}.", at_least=at_least
            )
        parts = []
        for one in self._each():
            drawn = (one.shares[0][..., None] >= wanted).sum(axis=1)
            low, middle, high = np.quantile(
                drawn, [_TAIL, 0.5, 1 - _TAIL], axis=0, method="inverted_cdf"
            )
            parts.append(
                _rows(one, {
                    "at_least": wanted, "areas": np.full(len(wanted), len(one.ags)),
                    "count": middle.astype(int),
                    "count_low": low.astype(int), "count_high": high.astype(int),
                })
            )  # fmt: skip
        return self._table(AREA_COUNTS, parts)

    def _each(self) -> Iterator["AreaShares"]:
        """One threshold after the other, with the areas whose share is known at it."""
        for place, minutes in enumerate(self.minutes):
            known = np.isfinite(self.estimate[place])
            if known.any():
                yield replace(
                    self, ags=self.ags[known], names=self.names[known], minutes=(minutes,),
                    shares=self.shares[place][None][:, :, known],
                    estimate=self.estimate[place][None][:, known],
                )  # fmt: skip

    def _table(self, schema: Table, parts: list[pd.DataFrame]) -> pd.DataFrame:
        names = [one.name for one in schema.columns]
        table = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=names)
        table = table[names]
        words = [one.name for one in schema.columns if one.kind == "text"]
        table = table.astype(dict.fromkeys(words, "str"))
        schema.check(table)
        return credited(table, self.attributions)


def _places(shares: Floats) -> tuple[Ints, Ints]:
    """First and last rank of every share in its draw; equal shares have all of theirs."""
    pairs = [(np.sort(draw), draw) for draw in -shares]
    first, last = (
        np.array([ordered.searchsorted(draw, side) for ordered, draw in pairs])
        for side in ("left", "right")
    )
    return first + 1, last


def _differences(areas: AreaShares) -> dict[str, Any]:
    """Columns about the pairs of one threshold."""
    one, other = np.triu_indices(len(areas.ags), 1)
    low, middle, high, more = np.concatenate(
        [_spans(part) for part in _parts(areas)] or [np.empty((4, 0))], axis=1
    )
    return {
        "ags": areas.ags[one], "name": areas.names[one],
        "other_ags": areas.ags[other], "other_name": areas.names[other],
        "difference": middle,
        "difference_low": low, "difference_high": high, "p_more": more,
        "verdict": verdicts(signs(_parts(areas)), low, high),
    }  # fmt: skip


def _parts(areas: AreaShares) -> Iterator[Floats]:
    """Differences to all areas that follow, of one area after the other."""
    for first in range(len(areas.ags) - 1):
        yield areas.shares[0][:, first, None] - areas.shares[0][:, first + 1 :]


def _rows(areas: AreaShares, columns: dict[str, Any]) -> pd.DataFrame:
    table = pd.DataFrame(columns)
    same = {"level": areas.level, "mode": areas.mode}
    texts = {name: pd.Series(text, table.index, dtype="str") for name, text in same.items()}
    return table.assign(**texts, minutes=areas.minutes[0], draws=int(areas.shares.shape[1]))


def verdicts(directions: Signs, low: Floats, high: Floats) -> NDArray[np.str_]:
    """Words for directions; open where the span of a difference alone leaves it open."""
    apart = (low > 0) | (high < 0)
    return np.asarray(WORDS[np.where(apart, directions, 0)])


def _spans(part: Floats) -> Floats:
    """Bounds and median of differences, and the part of draws in which they are above zero."""
    return np.array([*np.quantile(part, [_TAIL, 0.5, 1 - _TAIL], axis=0), (part > 0).mean(axis=0)])
