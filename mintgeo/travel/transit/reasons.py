"""Why somebody has no connection."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from mintgeo.timetable.search import Walks

if TYPE_CHECKING:
    from mintgeo.travel.transit.router import StopPoints

NO_STOP, NO_SERVICE, NO_CONNECTION = "no_stop", "no_service", "no_connection"


def reasons(points: "StopPoints", boarding: NDArray[np.bool_]) -> NDArray[np.str_]:
    """Per point: no place, no stop, nothing that leaves, or ``no_connection`` where all is there.

    ``boarding`` says of every stop whether people can board.
    """
    out = np.full(len(points.ids), "no_location", dtype="<U16")
    out[points.placed] = NO_STOP
    out[points.near.n > 0] = NO_SERVICE
    out[_any(points.near, boarding)] = NO_CONNECTION
    return out


def _any(walks: Walks, stops: NDArray[np.bool_]) -> NDArray[np.bool_]:
    return np.bincount(walks.origin, stops[walks.stop], minlength=len(walks)) > 0
