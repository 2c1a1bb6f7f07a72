"""Why somebody has no connection."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from mintgeo.timetable.search import Walks

if TYPE_CHECKING:
    from mintgeo.travel.transit.places import StopPoints
    from mintgeo.travel.transit.router import Transit

NO_STOP, NO_SERVICE, NO_CONNECTION = "no_stop", "no_service", "no_connection"


def reasons(router: "Transit", points: "StopPoints") -> NDArray[np.str_]:
    """Per point: no place, no stop, nothing that leaves, or ``no_connection`` where all is."""
    out = np.full(len(points.ids), "no_location", dtype="<U16")
    out[points.placed] = NO_STOP
    out[points.near.n > 0] = NO_SERVICE
    out[_any(points.near, boarding(router))] = NO_CONNECTION
    return out


def boarding(router: "Transit") -> NDArray[np.bool_]:
    """Stops at which people can board at some time that is looked at, by position."""
    first, last = router.options.window
    day = router.service()
    ends = np.zeros(len(day.stop), dtype=bool)
    ends[day.first[1:][np.diff(day.first) > 0] - 1] = True
    begin, end = first * 60, (last + router.options.longest_min) * 60
    some = day.board & ~ends & (day.depart >= begin) & (day.depart <= end)
    out = np.zeros(day.n_stops, dtype=bool)
    out[day.stop[some]] = True
    return out


def _any(walks: Walks, stops: NDArray[np.bool_]) -> NDArray[np.bool_]:
    return np.bincount(walks.origin, stops[walks.stop], minlength=len(walks)) > 0
