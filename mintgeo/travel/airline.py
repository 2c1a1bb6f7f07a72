"""Travel times without any road data: geodesic distance × detour, and a speed curve per mode."""

from functools import partial
from typing import Final

import numpy as np
import pandas as pd

from mintgeo._card import card
from mintgeo._curves import CURVES, SpeedCurve
from mintgeo._located import Floats, Ints, Points
from mintgeo.language import MODES as NAMES
from mintgeo.language import language
from mintgeo.modes import MODES, check_mode
from mintgeo.travel._points import (
    Pairs,
    geodesic_m,
    nearest_ways,
    no_pairs,
    pairs_within,
)
from mintgeo.travel._table import travel_table
from mintgeo.travel.laws import ErrorLaw
from mintgeo.travel.matrices import Matrix, unplaced
from mintgeo.travel.measured import law_of
from mintgeo.travel.protocol import AnyPoints, check_limits

_SLACK: Final = 1.001
"""Searches look this much farther than the limit; every pair is then judged by its true time."""


class Airline:
    """A router that needs no data: geodesic × detour, and a speed curve per mode.

    Parameters
    ----------
    mode
        ``car`` (brought by car), ``bike`` or ``foot``; with a ``curve`` any registered one.
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
        self._mode = check_mode(mode, CURVES if curve is None else MODES)
        self._curve = curve or CURVES[mode]

    @property
    def mode(self) -> str:
        """Way to travel."""
        return self._mode

    @property
    def curve(self) -> SpeedCurve:
        """Speeds behind the times."""
        return self._curve

    @property
    def law(self) -> ErrorLaw:
        """Error of the times: measured for a fitted curve, else a normal one of its spread."""
        return law_of(self.curve, self.mode)

    def describe(self) -> dict[str, object]:
        """Return the constants behind the times."""
        return {"kind": "airline", "mode": self.mode, **self.curve.plain()}

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
            f"Luftlinie, {say(NAMES[self.mode])}",
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

    def place(self, points: AnyPoints, *, what: str = "points") -> Points:
        """Check points once, for several questions; ``what`` they are is said in errors."""
        return Points.of(points, what=what)

    def nearest(
        self,
        origins: AnyPoints,
        destinations: AnyPoints,
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
            return self._table(start, goal, no_pairs(), np.empty(0))
        pairs, metres = nearest_ways(start, goal, k=min(k, len(goal.placed)))
        return self._table(start, goal, pairs, metres, max_min=max_min)

    def travel_times(
        self,
        origins: AnyPoints,
        destinations: AnyPoints,
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
        return self.matrix(origins, destinations, max_min=max_min).table()

    def matrix(
        self,
        origins: AnyPoints,
        destinations: AnyPoints,
        *,
        max_min: float | None = None,
    ) -> Matrix:
        """Find the same pairs as ``travel_times`` as numbers, never holding more than these.

        Returns
        -------
        Matrix
            Every placed point is joined to every other; what takes longer is ``over_limit``.
        """
        check_limits(max_min=max_min)
        start = Points.of(origins, what="origins")
        goal = Points.of(destinations, what="destinations")
        radius = np.inf if max_min is None else self.curve.reach_m(max_min) * _SLACK + 1
        blocks = [
            self._within(start, goal, pairs, max_min=max_min)
            for pairs in pairs_within(start, goal, radius)
        ]
        nothing = *no_pairs(), np.empty(0)
        *pairs, way = map(np.concatenate, zip(nothing, *blocks, strict=True))
        none = np.zeros(len(way))
        return Matrix.of_pairs(
            start.ids, goal.ids, start.placed[pairs[0]], goal.placed[pairs[1]],
            mode=self.mode, max_min=max_min, origin=unplaced(start), goal=unplaced(goal),
            values={"travel_min": self.curve.minutes(way), "access_min": none,
                    "distance_m": way, "snap_m": none},
            unjoined=partial(np.zeros, (len(start.ids), len(goal.ids)), dtype=bool),
        )  # fmt: skip

    def _within(
        self, start: Points, goal: Points, pairs: Pairs, *, max_min: float | None
    ) -> tuple[Ints, Ints, Floats]:
        """Pairs that do not take longer, and the metres of their way."""
        way = self.curve.way_m(geodesic_m(start, goal, pairs))
        if max_min is None:
            return *pairs, way
        keep = self.curve.minutes(way) <= max_min
        return pairs[0][keep], pairs[1][keep], way[keep]

    def _table(
        self,
        start: Points,
        goal: Points,
        pairs: Pairs,
        metres: Floats,
        *,
        max_min: float | None = None,
    ) -> pd.DataFrame:
        origin, target = pairs
        way = self.curve.way_m(metres)
        time = self.curve.minutes(way)
        near = time <= (np.inf if max_min is None else max_min)
        none = np.zeros(int(near.sum()))
        missing = np.full(len(start.ids), "no_location", dtype="<U16")
        if len(goal.placed):
            missing[start.placed] = "over_limit"
        return travel_table(
            start.ids,
            goal.ids,
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
            ranked=True,
        )
