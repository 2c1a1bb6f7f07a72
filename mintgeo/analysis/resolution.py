"""Whether points are fine enough for a share: how far off people live, against the way allowed.

A point stands for people who live around it, and its time is theirs only about. That moves the
share of an area by

    rms² = min(1, D / w) · Σ pᵢ² (a · min(1, σᵢ / w) + sᵢ² / 4)

with pᵢ the part of the area's people at point i, σᵢ how far they live from it (m, in x and y), sᵢ
how wrong their number is (σ of its logarithm), w the straight line that the threshold allows (m),
and D the extent of the area (m, root mean square around its middle): the farther areas reach, the
more often the line of the threshold runs through them. Nineteen of twenty shares are less than
about twice that off. Law and constants were found on real patterns of offers, see
docs/decisions/0038 and ``tools/measure_coarse.py``.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mintgeo._errors import OptionError, TooCoarseError, name_rows
from mintgeo._located import Located
from mintgeo._phrase import Phrase, phrases
from mintgeo._quantiles import Floats, Ints
from mintgeo.travel.abilities import curve_for

LIMIT: Final = 0.1
"""An area has no share if one of twenty such shares would be farther off than that."""
MOST: Final = 0.5
"""A table of which more than this part would be empty is refused as a whole."""
FINE: Final = 0.075
"""People this part of the way from their point are at it: cells of 250 m, 15 minutes on foot."""
CHOICES: Final = ("refuse", "blank")
WAY_OUT: Final = Phrase(
    "Take people on a finer grid: 'mintgeo data fetch zensus-2022', then population(file, "
    "cell='100m', layer=regions('gemeinde', source=...)); or ask for larger areas, longer times, "
    "or a quicker way to travel."
)
_NINETEEN: Final = 2.0
_ESTIMATED: Final = 0.78
_COUNTED: Final = 0.14
"""What the extent of points counts for: of points that were estimated, and of cells of a grid."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Resolution:
    """How far the shares of some areas may be off because their points are coarse.

    Attributes
    ----------
    error
        Thresholds × areas: 19 of 20 such shares are less than that off (0–1).
    hidden
        Thresholds × areas: whether there is no share.
    refused
        Thresholds of which too little is left for a table.
    """

    error: Floats
    hidden: NDArray[np.bool_]
    refused: NDArray[np.bool_]

    @classmethod
    def of(
        cls, reach: pd.DataFrame | Located, codes: Ints, areas: int, limits: Sequence[float]
    ) -> "Resolution":
        """Judge areas of a reach table of one mode; codes say which area a point is in."""
        error = expected_error(reach, codes, areas, limits)
        counted = Located.of(reach).table["population"].to_numpy(dtype=float)
        people = np.bincount(codes, counted, areas) > 0
        coarse = (error > LIMIT) & people
        refused = coarse.sum(axis=1) > MOST * people.sum()
        return cls(error=error, hidden=coarse | (refused[:, None] & people), refused=refused)

    def check(self, mode: str, limits: Sequence[float], names: Iterable[Any], choice: str) -> None:
        """Refuse a table that would be mostly empty, unless it may be.

        Raises
        ------
        OptionError
            If the choice is unknown.
        TooCoarseError
            With mode, thresholds and areas.
        """
        if choice not in CHOICES:
            raise OptionError(
                "too_coarse must be one of {choices}, not {choice!r}.",
                choices=", ".join(CHOICES),
                choice=choice,
            )
        minutes = tuple(float(one) for one in np.asarray(limits)[self.refused])
        if choice == "blank" or not minutes:
            return
        wrong = np.asarray((self.error[self.refused] > LIMIT).any(axis=0))
        areas = tuple(str(name) for name, bad in zip(names, wrong, strict=True) if bad)
        said = phrases((Phrase("{minutes:g}", minutes=one) for one in minutes), "; ")
        raise TooCoarseError(
            "The points are too coarse for shares of {n} of {n2} areas ({rows}) within {said} "
            "minutes ({mode}): one of twenty would be over {limit:.0%} off. {way_out} "
            "too_coarse='blank' leaves them empty.",
            n=len(areas),
            n2=len(wrong),
            rows=name_rows(areas, limit=5),
            said=said,
            mode=mode,
            limit=LIMIT,
            way_out=WAY_OUT,
            minutes=minutes,
            areas=areas,
        )


def expected_error(
    of: pd.DataFrame | Located, codes: Ints, areas: int, limits: Sequence[float]
) -> Floats:
    """Thresholds × areas: how far 19 of 20 such shares are off at most, because of the points."""
    located, reach = Located.of(of), Located.of(of).table
    extent, wrong = extent_m(reach), _numbers(reach, "scatter_log")
    ways = [straight_m(str(mode), limit) for mode in reach["mode"].head(1) for limit in limits]
    out = np.zeros((len(limits), areas))
    if not ways or not ((extent > FINE * min(ways)).any() or wrong.any()):
        return out
    people = reach["population"].to_numpy(dtype=float)
    total = np.bincount(codes, people, areas)
    wide = _width(located, codes, areas, people, extent)
    blur = np.where(wrong > 0, _ESTIMATED, _COUNTED)
    for line, way in zip(out, ways, strict=True):
        near = np.minimum(1, extent / way)
        each = blur * np.where(near > FINE, near, 0) + wrong**2 / 4
        sums = np.bincount(codes, people**2 * each, areas) * np.minimum(1, wide / way)
        np.divide(_NINETEEN * np.sqrt(sums), total, out=line, where=total > 0)
    return out


def extent_m(table: pd.DataFrame) -> Floats:
    """How far people live from their point, σ in x and y in metres; 0 where nothing is known."""
    cell = _numbers(table, "cell_m") / np.sqrt(12)
    scatter = _numbers(table, "scatter_m")
    return np.where(scatter > 0, scatter, cell)


def straight_m(mode: str, minutes: float) -> float:
    """Straight line that one gets along in a time, about."""
    return curve_for(mode).reach_m(minutes)


def coarse_places(reach: pd.DataFrame, minutes: float) -> bool:
    """Whether the points of most people are too coarse to say which places are beyond."""
    if reach.empty or reach["mode"].nunique() != 1:
        return False
    coarse = extent_m(reach) > FINE * straight_m(str(reach["mode"].iloc[0]), minutes)
    people = reach["population"].to_numpy(dtype=float)
    return bool(people[coarse].sum() > MOST * people.sum())


def check_places(reach: pd.DataFrame, minutes: float, choice: str) -> bool:
    """Whether there is no list of places; refused unless it may be empty.

    Raises
    ------
    OptionError
        If the choice is unknown.
    TooCoarseError
        With mode and threshold.
    """
    if choice not in CHOICES:
        raise OptionError(
            "too_coarse must be one of {choices}, not {choice!r}.",
            choices=", ".join(CHOICES),
            choice=choice,
        )
    coarse = coarse_places(reach, minutes)
    if coarse and choice == "refuse":
        mode = str(reach["mode"].iloc[0])
        raise TooCoarseError(
            "The points are too coarse to say which places are beyond {longest:g} minutes "
            "({mode}): most people live farther from their point than {fine:.1%} of that way. "
            "{way_out} too_coarse='blank' gives an empty table.",
            longest=minutes, fine=FINE, way_out=WAY_OUT, mode=mode, minutes=(float(minutes),),
        )  # fmt: skip
    return coarse


def _width(reach: Located, codes: Ints, areas: int, people: Floats, extent: Floats) -> Floats:
    """Extent of areas: root mean square of the distance of people to the middle of all."""
    if not reach.has_places:
        return np.full(areas, np.inf)
    x, y = reach.xy.T
    there = np.isfinite(x) & np.isfinite(y)
    weight = np.where(there, people, 0.0)
    total = np.bincount(codes, weight, areas)

    def mean(values: Floats) -> Floats:
        sums = np.bincount(codes, weight * np.where(there, values, 0.0), areas)
        return np.asarray(np.divide(sums, total, out=np.zeros(areas), where=total > 0))

    away = (x - mean(x)[codes]) ** 2 + (y - mean(y)[codes]) ** 2
    return np.asarray(np.sqrt(mean(away) + 2 * mean(extent**2)))


def _numbers(table: pd.DataFrame, column: str) -> Floats:
    if column not in table.columns:
        return np.zeros(len(table))
    return np.asarray(table[column].fillna(0.0).to_numpy(dtype=float))
