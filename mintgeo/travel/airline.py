"""Travel times without any road data: geodesic distance × detour, and a speed curve per mode."""

from dataclasses import asdict, dataclass
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd

from mintgeo._card import card
from mintgeo.language import MODES, language
from mintgeo.travel._points import (
    Floats,
    Pairs,
    Points,
    geodesic_m,
    nearest_pairs,
    no_pairs,
    pairs_within,
)
from mintgeo.travel._table import travel_table
from mintgeo.travel.protocol import check_limits, check_mode

_SLACK: Final = 1.001
"""Searches look this much farther than the limit; every pair is then judged by its true time."""


@dataclass(frozen=True, kw_only=True)
class SpeedCurve:
    """Way and time from a straight line: a detour factor, and a speed for each stretch of the way.

    Attributes
    ----------
    detour
        Length of the way divided by the geodesic.
    stretches
        Pairs (kilometres of the way up to here, km/h on this stretch), ends ascending; the last
        end is infinite. A longer way has a longer time, always.
    spread
        Standard deviation of log(true time / estimated time), of a way in a region not seen before.
    source
        Where the constants come from.
    off_by
        Share of the estimate by which half, four fifths and nineteen twentieths of the true times
        are off at most; empty if nobody measured it.
    """

    detour: float
    stretches: tuple[tuple[float, float], ...]
    spread: float
    source: str
    off_by: tuple[float, ...] = ()

    def way_m(self, geodesic_m: Floats) -> Floats:
        """Length of the way in metres."""
        return geodesic_m * self.detour

    def minutes(self, way_m: Floats) -> Floats:
        """Time in minutes for a way in metres: piecewise linear, continuous, increasing."""
        ends, times, pace = self._knots()
        piece = np.searchsorted(ends, way_m, side="right") - 1
        return np.asarray(times[piece] + (way_m - ends[piece]) * pace[piece])

    def reach_m(self, minutes: float) -> float:
        """Longest geodesic in metres that takes at most this long."""
        ends, times, pace = self._knots()
        piece = int(np.searchsorted(times, minutes, side="right")) - 1
        return float(ends[piece] + (minutes - times[piece]) / pace[piece]) / self.detour

    def _knots(self) -> tuple[Floats, Floats, Floats]:
        ends = np.array([0.0, *(end * 1000 for end, _ in self.stretches[:-1])])
        pace = np.array([60 / (speed * 1000) for _, speed in self.stretches])
        times = np.concatenate([[0.0], np.cumsum(np.diff(ends) * pace[:-1])])
        return ends, times, pace


_FITTED: Final = (
    "angepasst an Zeiten auf den Straßennetzen von acht Auszügen von OpenStreetMap "
    "(Neubrandenburg, nördliches Bayreuth, Dreieich, Karlsruhe-Kirchfeld, Krems, Liechtenstein, "
    "Andorra, Porto; bis 32 km), das erste Stück mit dem Aufwand des Starts"
)
_BALLOU: Final = "Umweg nach Ballou, Rahardja und Sakai 2002 (Deutschland: 1,32)"
_FAR: Final = float("inf")

CURVES: Final = {
    "car": SpeedCurve(
        detour=1.32,
        stretches=((0.3, 17.5), (0.8, 24.5), (2.5, 35), (12, 46), (40, 73), (100, 90), (_FAR, 100)),
        spread=0.35,
        off_by=(0.22, 0.47, 1.12),
        source=(
            f"{_BALLOU}; Geschwindigkeiten bis 40 km {_FITTED}, darüber Autobahn mit 90 km/h "
            "(Klasse des OSRM-Standardprofils) und über 100 km mit Tempo 120 bis 130 × 0,8 "
            "(Faktor des Profils)"
        ),
    ),
    "bike": SpeedCurve(
        detour=1.3,
        stretches=((0.3, 10), (1, 12.9), (4, 13.8), (_FAR, 15.3)),
        spread=0.322,
        off_by=(0.15, 0.38, 1.14),
        source=f"Umweg und Geschwindigkeit {_FITTED}",
    ),
    "foot": SpeedCurve(
        detour=1.27,
        stretches=((0.6, 4.7), (_FAR, 5.2)),
        spread=0.228,
        off_by=(0.09, 0.22, 0.72),
        source=f"Umweg und Geschwindigkeit {_FITTED}",
    ),
}
"""Fitted by ``python -m tools.fit_airline``; what was found stands in docs/decisions/0035."""


class Airline:
    """A router that needs no data: geodesic × detour, and a speed curve per mode.

    Parameters
    ----------
    mode
        ``car`` (brought by car), ``bike`` or ``foot``.
    curve
        Your own constants; by default those of ``CURVES``, each with its source.

    Notes
    -----
    Distances are geodesics on WGS84. ``access_min`` and ``snap_m`` are 0: there is no road to walk
    to. Nothing is known of rivers, borders or mountains: single ways can take twice as long.

    Against times on real roads (26,000 pairs per mode on eight extracts, 0.125 to 32 km, every
    extract and band of distance counting the same; ``python -m tools.fit_airline``) half of the
    estimates are off by at most 22 % by car, 15 % by bike and 9 % on foot, nineteen of twenty by
    112, 114 and 72 %: rivers and mountains are among them. Car times beyond 40 km of way are
    literature, not measured.
    """

    def __init__(self, mode: str = "car", *, curve: SpeedCurve | None = None) -> None:
        self._mode = check_mode(mode)
        self.curve = curve or CURVES[mode]

    @property
    def mode(self) -> str:
        """Way to travel."""
        return self._mode

    def describe(self) -> dict[str, object]:
        """Return the constants behind the times."""
        constants = asdict(self.curve)
        stretches = [[None if np.isinf(end) else end, speed] for end, speed in self.curve.stretches]
        return {"kind": "airline", "mode": self.mode, **constants, "stretches": stretches}

    def _repr_html_(self) -> str:
        """The detour, the speeds, and how far times are off."""
        say, curve = language(), self.curve
        speeds = [
            f"{say.number(speed, int(speed % 1 > 0))} km/h"
            + ("" if np.isinf(end) else f" bis {say.number(end, int(end % 1 > 0))} km")
            for end, speed in curve.stretches
        ]
        errors = zip(("die Hälfte", "vier Fünftel", "19 von 20"), curve.off_by, strict=False)
        return card(
            f"Luftlinie, {say(MODES[self.mode])}",
            [
                ("Umweg", f"× {say.number(curve.detour, 2)}"),
                ("Geschwindigkeit", ", ".join(speeds)),
                *(
                    (f"{part} der Zeiten", f"höchstens {say.percent(off)} falsch")
                    for part, off in errors
                ),
                ("Quelle", curve.source),
            ],
        )

    def nearest(
        self,
        origins: gpd.GeoDataFrame,
        destinations: gpd.GeoDataFrame,
        *,
        k: int = 1,
        max_min: float | None = None,
    ) -> pd.DataFrame:
        """Find the ``k`` nearest destinations of every origin.

        Candidates are ranked by the chord through the earth, which orders points as the geodesic
        does (to 5 m at 800 km). Of equally near destinations the smaller id wins.

        Returns
        -------
        DataFrame
            A travel table with ``rank``, ordered as the origins are.
        """
        check_limits(k=k, max_min=max_min)
        start = Points.of(origins, what="origins")
        goal = Points.of(destinations, what="destinations")
        if not len(goal.placed):
            return self._table(start, goal, no_pairs(), ranked=True)
        k = min(k, len(goal.placed))
        pairs = nearest_pairs(start, goal, k=k)
        return self._table(start, goal, pairs, ranked=True, max_min=max_min)

    def travel_times(
        self,
        origins: gpd.GeoDataFrame,
        destinations: gpd.GeoDataFrame,
        *,
        max_min: float | None = None,
    ) -> pd.DataFrame:
        """Find all pairs within ``max_min`` minutes, never holding origins × destinations.

        Returns
        -------
        DataFrame
            A travel table, ordered as the origins and then the destinations are; an origin that
            reaches nothing has one row with the reason.
        """
        check_limits(max_min=max_min)
        start = Points.of(origins, what="origins")
        goal = Points.of(destinations, what="destinations")
        radius = np.inf if max_min is None else self.curve.reach_m(max_min) * _SLACK + 1
        blocks = [
            self._within(start, goal, pairs, max_min=max_min)
            for pairs in pairs_within(start, goal, radius)
        ]
        origin, target = zip(no_pairs(), *blocks, strict=True)
        pairs = np.concatenate(origin), np.concatenate(target)
        return self._table(start, goal, pairs, ranked=False, max_min=max_min)

    def _within(self, start: Points, goal: Points, pairs: Pairs, *, max_min: float | None) -> Pairs:
        if max_min is None:
            return pairs
        keep = self.curve.minutes(self.curve.way_m(geodesic_m(start, goal, pairs))) <= max_min
        return pairs[0][keep], pairs[1][keep]

    def _table(
        self,
        start: Points,
        goal: Points,
        pairs: Pairs,
        *,
        ranked: bool,
        max_min: float | None = None,
    ) -> pd.DataFrame:
        origin, target = pairs
        way = self.curve.way_m(geodesic_m(start, goal, pairs))
        time = self.curve.minutes(way)
        near = time <= (np.inf if max_min is None else max_min)
        none = np.zeros(int(near.sum()))
        missing = np.full(len(start.ids), "no_location", dtype="<U16")
        if len(goal.placed):
            missing[start.placed] = "over_limit"
        return travel_table(
            start,
            goal,
            row=start.placed[origin[near]],
            target=goal.placed[target[near]],
            values={
                "travel_min": time[near],
                "access_min": none,
                "distance_m": way[near],
                "snap_m": none,
            },
            missing=missing,
            mode=self.mode,
            ranked=ranked,
        )
