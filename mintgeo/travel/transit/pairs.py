"""Ways between all origins and all destinations."""

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from mintgeo.timetable.search import Walks, in_time, over_departures, spread
from mintgeo.travel.matrices import NOWHERE, Codes, Matrix, codes_of, unplaced
from mintgeo.travel.transit.reasons import NO_CONNECTION, NO_STOP, reasons
from mintgeo.travel.transit.summary import by_vehicle
from mintgeo.travel.transit.tables import lengths

if TYPE_CHECKING:
    from mintgeo.travel.transit.places import StopPoints
    from mintgeo.travel.transit.router import Transit

_TOLD = ("travel_min", "p10_min", "p90_min", "share_departures", "rides")


def all_pairs(
    router: "Transit", start: "StopPoints", goal: "StopPoints", *, max_min: float | None
) -> Matrix:
    """Times of all pairs within a limit, with the reasons of all others."""
    told = _told(router, start, goal)
    travel = told["travel_min"]
    limit = np.inf if max_min is None else max_min
    row, target = np.nonzero(np.isfinite(travel) & (travel <= limit))
    values = {name: value[row, target].astype(float) for name, value in told.items()}
    values = {name: np.where(np.isfinite(one), one, np.nan) for name, one in values.items()}
    lost = ~np.isfinite(travel)
    return Matrix.of_pairs(
        start.ids, goal.ids, row, target, mode=router.mode, max_min=max_min,
        values={**values, "access_min": np.full(len(row), np.nan),
                **lengths(router, start, goal, row, target)},
        origin=_kept_apart(codes_of(reasons(router, start))), goal=_goals(goal),
        unjoined=lost.copy, apart=codes_of(np.array([NO_CONNECTION]))[0],
    )  # fmt: skip


def _told(
    router: "Transit", start: "StopPoints", goal: "StopPoints"
) -> dict[str, NDArray[np.float32]]:
    shape = len(start.ids), len(goal.ids)
    ways = router.on_foot(start, goal)
    on_foot = np.full(shape, np.inf, dtype=np.float32)
    on_foot[ways.origin, ways.stop] = ways.minutes
    if router.options.by is not None:
        return _latest(router, start.near, router.slowed(goal.near), on_foot)
    out = {name: np.full(shape, np.inf, dtype=np.float32) for name in _TOLD}
    blocks = over_departures(
        router.service(), start.near, router.slowed(goal.near), depart=router.options.window,
        max_min=router.options.longest_min, on_foot=on_foot, change_min=router.change_min,
        walk_min=router.max_walk_min,
    )  # fmt: skip
    for block, found in blocks if shape[1] else ():
        middle = spread(found)
        parts = middle.median, middle.p10, middle.p90, middle.share, by_vehicle(found)
        for name, part in zip(_TOLD, parts, strict=True):
            out[name][:, block] = part
    return out


def _latest(
    router: "Transit", homes: Walks, offers: Walks, on_foot: Any
) -> dict[str, NDArray[np.float32]]:
    """The latest way of every pair that is in time."""
    first, by = router.options.window
    ways = in_time(
        router.service(), homes, offers, leave=first, by=by, on_foot=on_foot,
        change_min=router.change_min,
    )  # fmt: skip
    there = ways.rides >= 0
    travel = np.where(there, ways.arrive - ways.leave, np.inf).astype(np.float32)
    parts = travel, travel, travel, there.astype(np.float32), (ways.rides > 0).astype(np.float32)
    return dict(zip(_TOLD, parts, strict=True))


def _kept_apart(origin: Codes) -> Codes:
    """What keeps an origin from every way by itself: having stops and vehicles does not."""
    return np.where(origin == codes_of(np.array([NO_CONNECTION]))[0], 0, origin).astype(np.uint8)


def _goals(goal: "StopPoints") -> Codes:
    out = unplaced(goal)
    far = (goal.near.n == 0) & (out != NOWHERE)
    return np.where(far, codes_of(np.array([NO_STOP]))[0], out).astype(np.uint8)
