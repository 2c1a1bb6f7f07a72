"""The router on real roads."""

import zipfile
from collections.abc import Iterator, Sequence
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import Final, Self

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from mintgeo import _osm
from mintgeo._cache import cache_folder, file_hash
from mintgeo._crs import WGS84
from mintgeo._errors import OptionError
from mintgeo.travel._points import Points
from mintgeo.travel._table import travel_table
from mintgeo.travel.protocol import check_limits, check_mode
from mintgeo.travel.roads.areas import AreaFinder
from mintgeo.travel.roads.border import minutes_to_border
from mintgeo.travel.roads.graphs import Graph, Paths, arc_graph
from mintgeo.travel.roads.lines import road_lines
from mintgeo.travel.roads.network import Network, build_network
from mintgeo.travel.roads.places import WALK_MS, Places, rank, same_point, spread
from mintgeo.travel.roads.profiles import PROFILES
from mintgeo.travel.roads.routes import described_ways, find_ways, paired_rows
from mintgeo.travel.roads.search import all_roots, nearest_roots
from mintgeo.travel.roads.snapping import Snapper

FORMAT: Final = 2
"""Raised whenever networks are built or stored in another way."""
SWEPT: Final = 2
"""Up to this many nearest are found by sweeps over the whole network."""
_ENTRIES: Final = 3
"""Restricted areas that a journey with a limit may have to enter."""


class RoadNetwork:
    """A router on the roads of an OpenStreetMap extract, for one mode.

    Build it with ``from_osm``. Paths are those that cost a driver least by OSRM's stock profiles
    (search cost: time, and detours around service roads, narrow roads and roads for residents);
    what is reported is their time and length.

    Notes
    -----
    ``travel_min`` is the time from door to door: ``access_min`` of it is walked at 5 km/h between
    the points and the road, in a straight line. ``distance_m`` is the road and the gap, ``snap_m``
    the gap of both ends. Points farther than ``max_snap_m`` from every road are ``not_snapped``, or
    ``outside_extract``.

    The method: arcs between junctions are the states of the search, so that turns cost time (OSRM's
    turn functions), signals, gates and stops hold up, and turn restrictions bind.
    """

    def __init__(
        self, network: Network, mode: str, *, source: dict[str, object] | None = None,
        max_snap_m: float = 2000,
    ) -> None:  # fmt: skip
        self._mode = check_mode(mode)
        if not max_snap_m > 0:
            raise OptionError(f"max_snap_m must be positive metres, not {max_snap_m!r}.")
        self.network = network
        self.max_snap_m = max_snap_m
        self._source = source or {}
        self._snapper = Snapper(network)

    @classmethod
    def from_osm(
        cls,
        path: str | Path,
        mode: str = "car",
        *,
        bbox: tuple[float, float, float, float] | None = None,
        cache: str | Path | bool = True,
        max_snap_m: float = 2000,
    ) -> Self:
        """Build the network of an extract, or take it from the cache.

        Parameters
        ----------
        path
            ``.osm.pbf``, ``.osm``, ``.osm.gz`` or ``.osm.bz2``.
        mode
            ``car`` (brought by car), ``bike`` or ``foot``.
        bbox
            West, south, east, north in degrees: roads that touch it are kept.
        cache
            A folder, ``True`` for the usual one (``MINTGEO_CACHE`` or the user's cache folder), or
            ``False`` to keep nothing. A network is known by the content of the file, mode, bbox and
            version.
        max_snap_m
            Longest gap between a point and its road, metres.

        Raises
        ------
        InputError
            If the file is missing, empty, cut off or no extract, or has no road for the mode.
        OptionError
            For an unknown mode or a bbox that is none.
        MissingExtraError
            If osmium is not installed.
        """
        check_mode(mode)
        _check_bbox(bbox)
        file = _osm.check_extract(path)
        key = file_hash(file)
        source: dict[str, object] = {"extract": file.name, "sha256": key, "bbox": bbox}
        network = _cached(file, mode, bbox, key, cache)
        return cls(network, mode, source=source, max_snap_m=max_snap_m)

    @property
    def mode(self) -> str:
        """Way to travel."""
        return self._mode

    def describe(self) -> dict[str, object]:
        """Return where the network comes from, and the constants that are no profile's."""
        return {
            "kind": "roads",
            "mode": self.mode,
            **self._source,
            "profile": PROFILES[self.mode].source,
            "arcs": len(self.network.twin),
            "walk_kmh": WALK_MS * 3.6,
            "max_snap_m": self.max_snap_m,
        }

    def nearest(
        self,
        origins: gpd.GeoDataFrame,
        destinations: gpd.GeoDataFrame,
        *,
        k: int = 1,
        max_min: float | None = None,
    ) -> pd.DataFrame:
        """Find the ``k`` nearest destinations of every origin, by what a driver would choose.

        Returns
        -------
        DataFrame
            A travel table with ``rank``, ordered as the origins are. Of destinations at one point
            the smaller id comes first.
        """
        check_limits(k=k, max_min=max_min)
        start, goal, here, there = self._placed(origins, destinations)
        found = self._nearest(here, there, k=k)
        return self._table(start, goal, here, there, found, k=k, max_min=max_min)

    def travel_times(
        self,
        origins: gpd.GeoDataFrame,
        destinations: gpd.GeoDataFrame,
        *,
        max_min: float | None = None,
    ) -> pd.DataFrame:
        """Find all pairs within ``max_min`` minutes, by searches from the smaller side.

        Returns
        -------
        DataFrame
            A travel table, ordered as the origins and then the destinations are; an origin that
            reaches nothing has one row with the reason.

        Notes
        -----
        The search is limited by its cost, which may exceed the time: by as much as the least liked
        roads of the network do, and for three entries into roads for residents.
        """
        check_limits(max_min=max_min)
        start, goal, here, there = self._placed(origins, destinations)
        parts = [
            part.chosen(part.time <= (np.inf if max_min is None else max_min * 60))
            for part in self._pairs(here, there, max_min)
        ]
        found = Paths.joined([*parts, same_point(here, there)]).best(len(there) or 1)
        return self._table(start, goal, here, there, found, k=None, max_min=max_min)

    def route(
        self,
        origins: gpd.GeoDataFrame,
        destinations: gpd.GeoDataFrame,
        *,
        pairs: pd.DataFrame | None = None,
    ) -> gpd.GeoDataFrame:
        """Find the ways behind travel times.

        Parameters
        ----------
        origins, destinations
            Points with ``id``.
        pairs
            Which pairs: ``from_id`` and ``to_id``, such as a travel table; rows without a ``to_id``
            are passed over. By default every origin goes to the destination in the same row.

        Returns
        -------
        GeoDataFrame
            A travel table in the order of the pairs, with lines in EPSG:4326 from door to door: the
            first and the last piece are the walks between the points and the road. There is none
            where ``status`` is not ``ok`` or both points are the same. Times and lengths are those
            of ``travel_times``.

        Raises
        ------
        InputError
            If the tables differ in length and there are no pairs, or a pair names an unknown id.
        """
        start, goal, here, there = self._placed(origins, destinations)
        row, target = paired_rows(start.ids, goal.ids, pairs)
        leaf, root = here.of_row[row], there.of_row[target]
        moved = (leaf >= 0) & (root >= 0)
        moved &= (here.lonlat[leaf] != there.lonlat[root]).any(axis=1)
        net, number = self.network, np.flatnonzero(moved)
        ways = find_ways(
            net, self._backward, there.goals(net), here.origins(net), (leaf[moved], root[moved])
        )
        lines = {int(number[one.pair]): one for one in ways}
        values, shapes = described_ways(lines, here, there, leaf, root)
        reasons = self._reasons(start, here, there, Paths.none(), within=None)[row]
        reasons[(leaf >= 0) & (root < 0)] = "no_location"
        snapped = np.append(there.spots.snapped, False)[root]
        reasons[(reasons == "other_component") & ~snapped] = "not_snapped"
        table = pd.DataFrame(
            {
                "from_id": start.ids[row],
                "to_id": goal.ids[target],
                "mode": self.mode,
                **values,
                "status": np.where(np.isnan(values["travel_min"]), reasons, "ok"),
            }
        ).astype(dict.fromkeys(("from_id", "to_id", "mode", "status"), "str"))
        return gpd.GeoDataFrame(table, geometry=shapes, crs=WGS84)

    def reached_areas(
        self, sites: gpd.GeoDataFrame, *, minutes: Sequence[float]
    ) -> Iterator[list[BaseGeometry]]:
        """Yield per site the areas, one per threshold, from where it is reached in time.

        Parameters
        ----------
        sites
            Points with ``id``.
        minutes
            Thresholds, ascending. Every area holds those before it.
        """
        placed = Points.of(sites, what="sites")
        there = Places.of(placed, self._snapper, max_m=self.max_snap_m)
        goals = there.goals(self.network)
        limit = self._cost_of(max(minutes))
        chosen = there.of_row[there.of_row >= 0]
        found = self._finder.areas(goals.picked(chosen), list(minutes), limit=limit)
        for place in there.of_row:
            yield next(found) if place >= 0 else [shapely.MultiPolygon() for _ in minutes]

    @cached_property
    def _finder(self) -> AreaFinder:
        return AreaFinder(
            network=self.network, snapper=self._snapper, backward=self._backward,
            max_m=self.max_snap_m,
        )  # fmt: skip

    def road_lines(self) -> gpd.GeoSeries:
        """Return the lines of all roads in EPSG:4326, each road once."""
        return road_lines(self.network)

    def minutes_to_border(self, points: gpd.GeoDataFrame) -> NDArray[np.float64]:
        """Least minutes after which somebody from each point can be beyond the extract.

        Returns
        -------
        ndarray of float
            In the order of the table; infinite where no way leads out, NaN without a place.
        """
        placed = Points.of(points, what="points")
        here = Places.of(placed, self._snapper, max_m=self.max_snap_m)
        minutes = minutes_to_border(
            self.network, self._backward, placed, here,
            top_kmh=PROFILES[self.mode].top_kmh, max_m=self.max_snap_m,
        )  # fmt: skip
        return np.asarray(minutes, dtype=np.float64)

    @cached_property
    def _forward(self) -> Graph:
        return arc_graph(self.network)

    @cached_property
    def _backward(self) -> Graph:
        return arc_graph(self.network, reverse=True)

    def _placed(
        self, origins: gpd.GeoDataFrame, destinations: gpd.GeoDataFrame
    ) -> tuple[Points, Points, Places, Places]:
        start = Points.of(origins, what="origins")
        goal = Points.of(destinations, what="destinations")
        here, there = (
            Places.of(points, self._snapper, max_m=self.max_snap_m) for points in (start, goal)
        )
        return start, goal, here, there

    def _nearest(self, here: Places, there: Places, *, k: int) -> Paths:
        """The ``k`` best goals (roots) of every origin (leaf)."""
        same = same_point(here, there)
        leaves, roots = here.origins(self.network), there.goals(self.network)
        if not len(roots.arc) or not len(leaves.arc):
            return same.best(k)
        if k <= SWEPT:
            found = nearest_roots(self._backward, roots, leaves, k=k)
            return Paths.joined([found, same]).best(k)
        for part in all_roots(self._backward, roots, leaves):
            same = Paths.joined([same, part]).best(k)
        return same

    def _pairs(self, here: Places, there: Places, max_min: float | None) -> Iterator[Paths]:
        """All pairs with goals as roots and origins as leaves."""
        net = self.network
        origins, goals = here.origins(net), there.goals(net)
        if not len(origins.arc) or not len(goals.arc):
            return
        limit = np.inf if max_min is None else self._cost_of(max_min)
        if len(there) <= len(here):
            yield from all_roots(self._backward, goals, origins, limit=limit)
            return
        for part in all_roots(self._forward, origins, goals, limit=limit):
            yield part.turned()

    def _cost_of(self, minutes: float) -> float:
        """Search cost that no path of so many minutes exceeds."""
        net = self.network
        dearest = float((net.weight_s[net.last] / net.time_s[net.last]).max())
        return minutes * 60 * dearest + _ENTRIES * PROFILES[self.mode].entry_s

    def _table(
        self, start: Points, goal: Points, here: Places, there: Places, found: Paths, *,
        k: int | None, max_min: float | None,
    ) -> pd.DataFrame:  # fmt: skip
        missing = self._reasons(start, here, there, found, within=max_min)
        limit = np.inf if max_min is None else max_min
        row, target, pair = spread(here, there, found)
        if k is not None:
            row, target, pair = (one[rank(row) < k] for one in (row, target, pair))
        else:
            order = np.lexsort((target, row))
            row, target, pair = row[order], target[order], pair[order]
        minutes = found.time[pair] / 60
        near = minutes <= limit
        row, target, pair, minutes = row[near], target[near], pair[near], minutes[near]
        gap = here.spots.gap_m[found.leaf[pair]] + there.spots.gap_m[found.root[pair]]
        gap = np.where(found.walked[pair], gap, 0.0)
        values = {
            "travel_min": minutes,
            "access_min": gap / WALK_MS / 60,
            "distance_m": found.length[pair],
            "snap_m": gap,
        }
        return travel_table(
            start, goal, row=row, target=target, values=values, missing=missing,
            mode=self.mode, ranked=k is not None,
        )  # fmt: skip

    def _reasons(
        self, start: Points, here: Places, there: Places, found: Paths, *, within: float | None
    ) -> NDArray[np.str_]:
        """Per origin, why it would reach nothing."""
        snapped, outside = here.reasons(self.network)
        reason = np.where(snapped, "other_component", np.where(outside, "outside_extract", ""))
        reason = np.where(reason == "", "not_snapped", reason)
        if within is not None and len(there):
            reached = np.zeros(len(here), dtype=bool)
            reached[found.leaf] = True
            if not reached[snapped].all():
                reached[self._nearest(here, there, k=1).leaf] = True
            reason = np.where(snapped & reached, "over_limit", reason)
        if not len(there):
            reason[:] = "no_location"
        elif not there.spots.snapped.any():
            reason[snapped] = "not_snapped"
        out = np.full(len(start.ids), "no_location", dtype="<U16")
        out[start.placed] = reason[here.of_row[start.placed]]
        return out


def _check_bbox(bbox: object) -> None:
    if bbox is None:
        return
    try:
        west, south, east, north = (float(one) for one in bbox)  # type: ignore[attr-defined]
    except (TypeError, ValueError):
        west = south = east = north = np.nan
    if not (west < east and south < north):
        raise OptionError(f"bbox must be (west, south, east, north) in degrees, not {bbox!r}.")


def _cached(
    file: Path, mode: str, bbox: _osm.Box | None, key: str, cache: str | Path | bool
) -> Network:
    if cache is False:
        return build_network(file, PROFILES[mode], bbox=bbox)
    folder = cache_folder() if cache is True else Path(cache)
    place = "" if bbox is None else "-" + "_".join(f"{float(one):g}" for one in bbox)
    name = f"{key[:24]}-{mode}{place}-{version('mintgeo')}-{FORMAT}.npz"
    kept = folder / "roads" / name
    try:
        return Network.load(kept)
    except (OSError, KeyError, ValueError, EOFError, zipfile.BadZipFile):
        network = build_network(file, PROFILES[mode], bbox=bbox)
        network.save(kept)
        return network
