"""Speed curves: what a straight line costs in metres of way and in minutes, by mode."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating[Any]]


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

    def plain(self) -> dict[str, Any]:
        """The curve as values of JSON, which ``of`` reads; the last end, infinite, as none."""
        ends = [[end if np.isfinite(end) else None, speed] for end, speed in self.stretches]
        return {**asdict(self), "stretches": ends}

    @classmethod
    def of(cls, said: Mapping[str, Any]) -> "SpeedCurve":
        """The curve that ``plain`` has said, from a file perhaps."""
        ends = tuple((np.inf if end is None else end, speed) for end, speed in said["stretches"])
        return cls(**{**said, "stretches": ends, "off_by": tuple(said["off_by"])})

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
FOOT: Final = CURVES["foot"]
"""People on foot, of whatever mode the rest of the way is."""
