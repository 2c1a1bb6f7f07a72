"""Areas from where goals are reached in time: searches, surfaces and contours put together."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from mintgeo._osm import Box
from mintgeo.travel.roads.areas.contours import nested_areas
from mintgeo.travel.roads.areas.surface import Surface, make_surface
from mintgeo.travel.roads.graph.arcs import Ends, Graph
from mintgeo.travel.roads.graph.network import Network
from mintgeo.travel.roads.graph.places import Places
from mintgeo.travel.roads.graph.segments import Bools, metres_per_degree
from mintgeo.travel.roads.graph.snapping import Snapper
from mintgeo.travel.roads.reading.ways import UNIT
from mintgeo.travel.roads.search.reached import Reached, reached_from

CELL_M: Final = 25.0
"""Width of the cells of the raster; more where an area would need too many."""
_MOST_CELLS: Final = 4_000_000


@dataclass(frozen=True, kw_only=True)
class AreaFinder:
    """Finds areas on one network; a small network has one surface, made once.

    ``max_m`` is the longest gap between a point and its road. If the network is one of quarters,
    ``town`` is the one they are in: land nearer to its large components belongs to these.
    """

    network: Network
    snapper: Snapper
    backward: Graph
    max_m: float
    town: Network | None = None

    def areas(
        self, goals: Ends, minutes: list[float], *, limit: float
    ) -> Iterator[list[BaseGeometry]]:
        """Yield per goal one multipolygon per threshold (ascending), the larger hold the smaller.

        ``limit`` is a search cost that no path within the last threshold exceeds.
        """
        seconds = [60 * one for one in minutes]
        for one in reached_from(self.network, self.backward, goals, limit=limit):
            surface = self._whole or self._around(one)
            if surface is None:
                yield [shapely.MultiPolygon() for _ in seconds]
            else:
                yield nested_areas(surface, one.seconds(surface.samples.spots), seconds)

    @cached_property
    def _whole(self) -> Surface | None:
        if self.town is not None:
            return None
        box = self._box(np.ones(len(self.network.x), dtype=bool))
        return self._surface(box, CELL_M) if self._cells(box, CELL_M) <= _MOST_CELLS else None

    def _around(self, reached: Reached) -> Surface | None:
        """A surface of the arcs that one goal is reached from."""
        arcs = np.isfinite(reached.weight)
        arcs[reached.goal.arc] = True
        if not len(reached.goal.arc):
            return None
        box = self._box(np.repeat(arcs, np.diff(self.network.first)))
        return self._surface(
            box, CELL_M * max(1.0, (self._cells(box, CELL_M) / _MOST_CELLS) ** 0.5)
        )

    def of_places(
        self, places: Places, minutes: list[float], *, limit: float
    ) -> Iterator[list[BaseGeometry]]:
        """Yield the areas of every row of a table, empty where it has no road here."""
        goals = places.goals(self.network)
        rows = places.of_row
        on_road = (rows >= 0) & places.spots.snapped[rows] if len(places) else rows >= 0
        found = self.areas(goals.picked(rows[on_road]), minutes, limit=limit)
        for there in on_road:
            yield next(found) if there else [shapely.MultiPolygon() for _ in minutes]

    def _box(self, vertices: Bools) -> Box:
        lon, lat = self.network.x[vertices] * UNIT, self.network.y[vertices] * UNIT
        return float(lon.min()), float(lat.min()), float(lon.max()), float(lat.max())

    def _surface(self, box: Box, cell_m: float) -> Surface:
        return make_surface(
            self.network, self.snapper, box,
            cell_m=cell_m, max_m=self.max_m, town=self.town,
        )  # fmt: skip

    def _cells(self, box: Box, cell_m: float) -> float:
        west, south, east, north = box
        scale = metres_per_degree(np.array((south + north) / 2))
        width, height = (east - west) * scale[0], (north - south) * scale[1]
        return float((width + 2 * self.max_m) * (height + 2 * self.max_m)) / cell_m**2
