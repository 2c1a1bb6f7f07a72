"""The router on real roads."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Self

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from mintgeo import _osm
from mintgeo._cache import content_key
from mintgeo._located import Points
from mintgeo.modes import check_mode
from mintgeo.travel.laws import ErrorLaw
from mintgeo.travel.matrices import Matrix
from mintgeo.travel.measured import ON_ROADS
from mintgeo.travel.protocol import AnyPoints, check_limits
from mintgeo.travel.roads.areas.finder import AreaFinder
from mintgeo.travel.roads.cards import network_card
from mintgeo.travel.roads.common import OnStreets
from mintgeo.travel.roads.graph.cache import check_bbox, kept_networks
from mintgeo.travel.roads.graph.network import Network
from mintgeo.travel.roads.graph.places import WALK_MS, RoadPoints
from mintgeo.travel.roads.graph.snapping import Snapper
from mintgeo.travel.roads.lines import road_lines
from mintgeo.travel.roads.quarters import Quarters
from mintgeo.travel.roads.reading.profiles import PROFILES
from mintgeo.travel.roads.search.beyond import nearest_beyond
from mintgeo.travel.roads.search.border import minutes_to_border
from mintgeo.travel.roads.search.directions import Searches
from mintgeo.travel.roads.trips import Trips


class RoadNetwork(OnStreets):
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

    Points prefer roads of large components (1,000 arcs), however far within ``max_snap_m``; but two
    points beside one small component travel on it if that costs less, walks included.

    The method: arcs between junctions are the states of the search, so that turns cost time (OSRM's
    turn functions), signals, gates and stops hold up, and turn restrictions bind.
    """

    def __init__(
        self, network: Network, mode: str, *, source: dict[str, object] | None = None,
        max_snap_m: float = 2000, law: ErrorLaw = ON_ROADS, extract: Path | None = None,
    ) -> None:  # fmt: skip
        super().__init__(mode, max_snap_m=max_snap_m, law=law, extract=extract)
        self.network = network
        self._source = source or {}
        self._snapper = Snapper(network)
        self._searches = Searches(network, PROFILES[mode].entry_s)

    @classmethod
    def from_osm(
        cls,
        path: str | Path,
        mode: str = "car",
        *,
        bbox: tuple[float, float, float, float] | None = None,
        cache: str | Path | bool = True,
        max_snap_m: float = 2000,
        law: ErrorLaw = ON_ROADS,
        progress: bool = True,
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
        law
            How wrong its times are; by default two of three are within ± 10 %.
        progress
            Show a progress bar, if the output is a terminal or notebook.

        Raises
        ------
        InputError
            If the file is missing, empty, cut off or no extract, or has no road for the mode.
        OptionError
            For an unknown mode or a bbox that is none.
        MissingExtraError
            If osmium is not installed.
        """
        check_mode(mode, PROFILES)
        check_bbox(bbox)
        key = content_key(file := _osm.check_extract(path))
        source: dict[str, object] = {"extract": file.name, "sha256": key, "bbox": bbox}
        kept = kept_networks(file, [mode], bbox=bbox, key=key, cache=cache, progress=progress)
        net = dict(kept)[mode]
        return cls(net, mode, source=source, max_snap_m=max_snap_m, law=law, extract=file)

    def describe(self) -> dict[str, object]:
        """Return where the network comes from, and the constants that are no profile's."""
        return {
            "kind": "roads", "mode": self.mode, **self._source,
            "profile": PROFILES[self.mode].source, "arcs": len(self.network.twin),
            "walk_kmh": WALK_MS * 3.6, "max_snap_m": self.max_snap_m,
            "attributions": [_osm.ATTRIBUTION],
        }  # fmt: skip

    def __getstate__(self) -> dict[str, object]:
        """What travels to other processes, with what each would build: they share it."""
        self._snapper.prepare()
        self._searches.prepare()
        if self._quarters is not None:
            self._quarters.searches.prepare()
        return self.__dict__

    def _repr_html_(self) -> str:
        return network_card(self.describe())

    def place(self, points: AnyPoints, *, what: str = "points") -> RoadPoints:
        """Bring points to their roads once, for several questions; errors say ``what`` they are."""
        return RoadPoints.at(points, self._snapper, max_m=self.max_snap_m, what=what)

    def nearest(
        self, origins: AnyPoints, destinations: AnyPoints, *, k: int = 1,
        max_min: float | None = None,
    ) -> pd.DataFrame:  # fmt: skip
        """Find the ``k`` nearest destinations of every origin, by what a driver would choose.

        Returns
        -------
        DataFrame
            A travel table with ``rank``, ordered as the origins are. Of destinations at one point
            the smaller id comes first.
        """
        check_limits(k=k, max_min=max_min)
        return self._trips(origins, destinations).nearest(k=k, max_min=max_min)

    def travel_times(
        self, origins: AnyPoints, destinations: AnyPoints, *, max_min: float | None = None
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
        return self._trips(origins, destinations).within(max_min=max_min)

    def matrix(
        self, origins: AnyPoints, destinations: AnyPoints, *, max_min: float | None = None
    ) -> Matrix:
        """Find the same pairs as ``travel_times`` as numbers, with the reason of every other one.

        Returns
        -------
        Matrix
            If it has a limit, its reasons cost a search without one, and only when asked for.
        """
        check_limits(max_min=max_min)
        return self._trips(origins, destinations).matrix(max_min=max_min)

    def route(
        self, origins: AnyPoints, destinations: AnyPoints, *, pairs: pd.DataFrame | None = None
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
        return self._trips(origins, destinations).routes(pairs)

    def reached_areas(
        self, sites: AnyPoints, *, minutes: Sequence[float]
    ) -> Iterator[list[BaseGeometry]]:
        """Yield per site the areas, one per threshold, from where it is reached in time.

        Parameters
        ----------
        sites
            Points with ``id``.
        minutes
            Thresholds, ascending. Every area holds those before it.
        """
        there, limit = self.place(sites, what="sites").on, self._searches.cost_of(max(minutes))
        found = self._finder.of_places(there, list(minutes), limit=limit)
        if self._quarters is not None:
            found = self._quarters.joined(found, there, list(minutes), max_m=self.max_snap_m)
        yield from found

    @cached_property
    def _finder(self) -> AreaFinder:
        return AreaFinder(
            network=self.network, snapper=self._snapper, backward=self._searches.backward,
            max_m=self.max_snap_m,
        )  # fmt: skip

    def road_lines(self) -> gpd.GeoSeries:
        """Return the lines of all roads in EPSG:4326, each road once."""
        return road_lines(self.network)

    def minutes_to_border(
        self, points: AnyPoints, *, known: BaseGeometry | None = None
    ) -> NDArray[np.float64]:
        """Least minutes after which somebody from each point can be beyond the extract.

        Parameters
        ----------
        points
            Points with ``id``.
        known
            An area where nobody is beyond, though the extract has ended.

        Returns
        -------
        ndarray of float
            In the order of the table; infinite where no way leads out, NaN without a place.
        """
        placed, max_m = self.place(points), self.max_snap_m
        minutes = minutes_to_border(
            self.network, self._searches.ground, placed, placed.on,
            top_kmh=PROFILES[self.mode].top_kmh, max_m=max_m, known=known,
        )  # fmt: skip
        if self._quarters is not None:
            more = self._quarters.minutes_to_border(placed, placed.on, max_m=max_m, known=known)
            minutes = np.fmin(minutes, more)
        return np.asarray(minutes, dtype=np.float64)

    def nearest_beyond(
        self, origins: AnyPoints, destinations: AnyPoints, *, k: int = 1
    ) -> pd.DataFrame:
        """Find the ``k`` ≤ 2 nearest of those destinations that lie outside of the extract.

        Returns
        -------
        DataFrame
            A travel table with ``rank``. The way is the quickest over a road that the extract cuts,
            and from there on what the fitted airline says (``CURVES``).
        """
        check_limits(k=k)
        start = self.place(origins, what="origins")
        return nearest_beyond(
            self.network, self._searches.ground, start, start.on,
            Points.of(destinations, what="destinations"), curve=self.curve, mode=self.mode, k=k,
        )  # fmt: skip

    def _trips(self, origins: AnyPoints, destinations: AnyPoints) -> Trips:
        return Trips.of(
            self.place(origins, what="origins"), self.place(destinations, what="destinations"),
            mode=self.mode, searches=self._searches, quarters=self._quarters,
        )  # fmt: skip

    @cached_property
    def _quarters(self) -> Quarters | None:
        return Quarters.of(self.network, PROFILES[self.mode].entry_s)
