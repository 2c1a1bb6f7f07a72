"""From where a place is reached in time: around stops, as far as the rest of the time is walked."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from mintgeo._crs import LAEA, WGS84
from mintgeo._located import Points
from mintgeo.timetable.search import Walks
from mintgeo.travel.transit.summary import ranked, summed

if TYPE_CHECKING:
    from mintgeo.travel.transit.router import StopPoints, Transit


def reached_areas(
    router: "Transit", sites: "StopPoints", *, minutes: Sequence[float]
) -> Iterator[list[BaseGeometry]]:
    """Yield per site the areas, one per threshold, from where the median of times is in it.

    They are circles around stops and around the site: what is left of the time is walked, by the
    airline. Somebody to whom one stop is best at some times and another at others may live outside
    of them and be in time all the same.
    """
    stops = router.stops
    every = np.repeat(np.arange(len(stops.placed)), router.max_walk_min + 1)
    walk = np.tile(np.arange(router.max_walk_min + 1), len(stops.placed))
    homes = Walks.of(
        np.arange(len(every)), stops.placed[every], walk.astype(np.float32), n=len(every)
    )
    for row in range(len(sites.ids)):
        travel = _travel(router, sites.one(row), homes)
        yield _nested(router, sites, row, stops, travel.reshape(-1, router.max_walk_min + 1),
                      minutes)  # fmt: skip


def _travel(router: "Transit", site: "StopPoints", homes: Walks) -> Any:
    """Minutes to the site from every stop after every walk to it, the walk included."""
    found = ranked(router.search(site).read(homes))
    return summed(found, router.options.by).travel[:, 0]


def _nested(
    router: "Transit", sites: Points, row: int, stops: Points, travel: Any, minutes: Sequence[float]
) -> list[BaseGeometry]:
    """Circles for each threshold; a larger area holds the smaller ones."""
    curve, here = router.footways.airline.curve, np.flatnonzero(sites.placed == row)
    out: list[BaseGeometry] = []
    for limit in minutes:
        walk = np.where(travel <= limit, np.arange(travel.shape[1]), -1).max(axis=1)
        radius = np.array([curve.reach_m(float(one)) for one in np.maximum(walk, 0)])
        some = radius > 0
        circles = [
            *shapely.buffer(shapely.points(stops.xy[some]), radius[some]),
            *shapely.buffer(shapely.points(sites.xy[here]), curve.reach_m(limit)), *out[-1:],
        ]  # fmt: skip
        out.append(shapely.union_all(circles))
    flat = gpd.GeoSeries(out, crs=LAEA).to_crs(WGS84)
    return [shapely.multipolygons(shapely.get_parts(one)) for one in flat]
