"""How soon people leave an extract: beyond its border there may be offers that it does not know."""

from dataclasses import dataclass, replace

import geopandas as gpd
import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from mintgeo._crs import LAEA, WGS84, geocentric
from mintgeo._located import Points
from mintgeo._osm import Box
from mintgeo.travel.roads.graph.arcs import Ends, Paths
from mintgeo.travel.roads.graph.ground import Ground
from mintgeo.travel.roads.graph.network import Network
from mintgeo.travel.roads.graph.places import WALK_MS, Places
from mintgeo.travel.roads.graph.segments import Bools, Floats, Ints
from mintgeo.travel.roads.search.nearest import Field, nearest_fields, nearest_roots


def minutes_to_border(
    network: Network,
    ground: Ground,
    points: Points,
    here: Places,
    *,
    top_kmh: float,
    max_m: float,
    known: BaseGeometry | None = None,
) -> Floats:
    """Least minutes after which somebody can be beyond the extract, per row of the table.

    Out lead the roads that the extract cuts, and the walk to a road beyond if that may be nearer
    than the point's own road (or nearer than ``max_m``, if it has none). Where no road is cut, for
    the extract may not say what it covers, the straight line to the border at the highest speed of
    the mode is the answer. 0 outside, infinite where no way leads out, NaN without a place.
    Nobody is beyond within the area that is ``known``.
    """
    box = tuple(network.extent)
    gap = gap_to_border_m(box, *here.lonlat.T)
    if known is not None and known.area > 0:
        gap = np.maximum(gap, _gap_to_unknown_m(box, known, here.lonlat))
    own = np.where(here.spots.snapped, here.spots.gap_m, max_m)
    minutes = np.where(gap <= own, gap / WALK_MS / 60, np.inf)
    straight = gap / (top_kmh / 3.6) / 60
    found = _by_road(network, ground, here, known) if len(network.exits) else straight
    out = np.full(len(points.ids), np.nan)
    out[points.placed] = np.minimum(minutes, found)[here.of_row[points.placed]]
    return out


def _by_road(network: Network, ground: Ground, here: Places, known: BaseGeometry | None) -> Floats:
    """Minutes to the nearest cut road, the walk to the road included: a search by time alone."""
    exits = Exits.of(network)
    if known is not None:
        exits = exits.chosen(~shapely.contains_xy(known, exits.lonlat))
    roots = exits.roots(np.arange(len(exits)), np.zeros(len(exits)), np.zeros(len(exits)))
    fields = ground.kept.of(
        ground, "border", lambda: [soonest(ground, roots, k=1)[0].timed()],
        same=None if known is None else known.wkb,
    )  # fmt: skip
    found = by_time(ground, roots, here.origins(network), fields, k=1)
    out = np.full(len(here), np.inf)
    out[found.leaf] = found.time / 60
    return out


def soonest(ground: Ground, roots: Ends, *, k: int) -> list[Field]:
    """The roots that are reached soonest from every state, whatever a driver would like."""
    return nearest_fields(ground, roots, ground.time, k=k)


def by_time(ground: Ground, roots: Ends, leaves: Ends, fields: list[Field], *, k: int) -> Paths:
    """The ``k`` roots that are reached soonest from the leaves."""
    leaves = replace(leaves, rest_weight=leaves.rest_time)
    return nearest_roots(ground, roots, leaves, k=k, fields=fields)


@dataclass(frozen=True)
class Exits:
    """Where roads leave the extract: the arc, and seconds and metres before its end (below 0)."""

    arc: Ints
    time: Floats
    length: Floats
    lonlat: Floats

    def __len__(self) -> int:
        return len(self.arc)

    @classmethod
    def of(cls, network: Network) -> "Exits":
        """Find the exits of a network."""
        arc = np.searchsorted(network.first, network.exits, side="right") - 1
        last = network.first[arc + 1] - 1
        time, length = (
            (one[network.exits] - one[last]).astype(float)
            for one in (network.time_s, network.length_m)
        )
        at = np.column_stack([network.x[network.exits], network.y[network.exits]])
        return cls(arc, time, length, at * 1e-7)

    def chosen(self, which: Bools | Ints) -> "Exits":
        """Some of them."""
        return Exits(self.arc[which], self.time[which], self.length[which], self.lonlat[which])

    def roots(self, number: Ints, seconds: Floats, metres: Floats) -> Ends:
        """One goal behind each exit, so many seconds and metres beyond it."""
        order = np.argsort(number, kind="stable")
        time = self.time[order]
        return Ends(
            number=number[order], arc=self.arc[order], rest_weight=time, rest_time=time,
            rest_length=self.length[order], walk_s=seconds[order], walk_m=metres[order],
            count=int(number.max(initial=-1)) + 1,
        )  # fmt: skip


def _gap_to_unknown_m(box: Box, known: BaseGeometry, lonlat: Floats) -> Floats:
    """Metres in a straight line to what is neither in the box nor in the area; 0 there."""
    area = gpd.GeoSeries([shapely.box(*box).union(known)], crs=WGS84).to_crs(LAEA).iloc[0]
    at = gpd.GeoSeries(shapely.points(lonlat), crs=WGS84).to_crs(LAEA).to_numpy()
    gap = shapely.distance(at, area.boundary)
    return np.where(shapely.covers(area, at), gap, 0.0)


def gap_to_border_m(box: Box, lon: Floats, lat: Floats) -> Floats:
    """Metres in a straight line to the nearest side of a box of degrees; 0 outside."""
    west, south, east, north = box
    spots = [(lon, lat), *((np.full_like(lon, side), lat) for side in (west, east))]
    spots += [(lon, np.full_like(lat, side)) for side in (south, north)]
    at, *sides = np.split(geocentric(*np.concatenate(spots, axis=1)), len(spots))
    gaps = [np.linalg.norm(side - at, axis=1) for side in sides]
    inside = (lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)
    return np.where(inside, np.min(gaps, axis=0), 0.0)
