"""From where a place is reached in time: around stops, as far as the rest of the time is walked."""

from collections.abc import Iterator, Sequence
from itertools import repeat
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from mintgeo._crs import LAEA, WGS84
from mintgeo._located import Points
from mintgeo.timetable.search import Walks
from mintgeo.travel.protocol import AreaRouter
from mintgeo.travel.transit.summary import ranked, summed

if TYPE_CHECKING:
    from mintgeo.travel.transit.places import StopPoints
    from mintgeo.travel.transit.router import Transit


def reached_areas(
    router: "Transit", sites: "StopPoints", *, minutes: Sequence[float]
) -> Iterator[list[BaseGeometry]]:
    """Yield per site the areas, one per threshold, from where the median of times is in it.

    They are circles around stops: what is left of the time is walked, by the airline. Around the
    site people walk on streets, where it lies on some. Somebody to whom one stop is best at some
    times and another at others may live outside of them and be in time all the same.
    """
    stops = router.stops
    every = np.repeat(np.arange(len(stops.placed)), router.max_walk_min + 1)
    walk = np.tile(np.arange(router.max_walk_min + 1), len(stops.placed))
    homes = Walks.of(
        np.arange(len(every)), stops.placed[every], walk.astype(np.float32), n=len(every)
    )
    for row, walked in enumerate(_walked(router, sites, minutes)):
        travel = _travel(router, sites.one(row), homes).reshape(-1, router.max_walk_min + 1)
        circles = [_circles(router, stops, travel, limit) for limit in minutes]
        yield _nested(list(zip(walked, circles, strict=True)))


def _walked(
    router: "Transit", sites: "StopPoints", minutes: Sequence[float]
) -> Iterator[list[BaseGeometry]]:
    """Per site the areas from where one walks all the way: on streets, if it lies on some."""
    streets, curve = router.footways.streets, router.footways.airline.curve
    known = streets.reached_areas(sites.feet.on_streets, minutes=minutes) if isinstance(
        streets, AreaRouter
    ) else repeat([shapely.Point()] * len(minutes))  # fmt: skip
    for row, areas in zip(range(len(sites.ids)), known, strict=False):
        flat = list(gpd.GeoSeries(list(areas), crs=WGS84).to_crs(LAEA))
        here = shapely.points(sites.xy[sites.placed == row])
        yield [
            area if not area.is_empty else shapely.union_all(
                shapely.buffer(here, curve.reach_m(limit))
            )
            for area, limit in zip(flat, minutes, strict=True)
        ]  # fmt: skip


def _travel(router: "Transit", site: "StopPoints", homes: Walks) -> Any:
    """Minutes to the site from every stop after every walk to it, the walk included."""
    found = ranked(router.search(site).read(homes))
    return summed(found, router.options.by).travel[:, 0]


def _circles(router: "Transit", stops: Points, travel: Any, limit: float) -> list[BaseGeometry]:
    """Around each stop as far as one can walk to it and be in time."""
    curve = router.footways.airline.curve
    walk = np.where(travel <= limit, np.arange(travel.shape[1]), -1).max(axis=1)
    radius = np.array([curve.reach_m(float(one)) for one in np.maximum(walk, 0)])
    some = radius > 0
    return list(shapely.buffer(shapely.points(stops.xy[some]), radius[some]))


def _nested(parts: list[tuple[BaseGeometry, list[BaseGeometry]]]) -> list[BaseGeometry]:
    """What was walked and the circles as one area for each threshold, each in the next one."""
    out: list[BaseGeometry] = []
    for walked, circles in parts:
        out.append(shapely.union_all([walked, *circles, *out[-1:]]))
    flat = gpd.GeoSeries(out, crs=LAEA).to_crs(WGS84)
    return [shapely.multipolygons(shapely.get_parts(one)) for one in flat]
