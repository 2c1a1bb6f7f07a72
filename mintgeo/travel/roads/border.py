"""How soon people leave an extract: beyond its border there may be offers that it does not know."""

from dataclasses import replace

import numpy as np

from mintgeo._crs import geocentric
from mintgeo._osm import Box
from mintgeo.travel._points import Points
from mintgeo.travel.roads.graphs import Ends, Graph
from mintgeo.travel.roads.network import Network
from mintgeo.travel.roads.places import WALK_MS, Places
from mintgeo.travel.roads.search import nearest_roots
from mintgeo.travel.roads.segments import Floats


def minutes_to_border(
    network: Network, backward: Graph, points: Points, here: Places, *, top_kmh: float, max_m: float
) -> Floats:
    """Least minutes after which somebody can be beyond the extract, per row of the table.

    Out lead the roads that the extract cuts, and the walk to a road beyond if that may be nearer
    than the point's own road (or nearer than ``max_m``, if it has none). Where no road is cut, for
    the extract may not say what it covers, the straight line to the border at the highest speed of
    the mode is the answer. 0 outside, infinite where no way leads out, NaN without a place.
    """
    gap = gap_to_border_m(tuple(network.extent), *here.lonlat.T)
    own = np.where(here.spots.snapped, here.spots.gap_m, max_m)
    minutes = np.where(gap <= own, gap / WALK_MS / 60, np.inf)
    straight = gap / (top_kmh / 3.6) / 60
    found = _by_road(network, backward, here) if len(network.exits) else straight
    out = np.full(len(points.ids), np.nan)
    out[points.placed] = np.minimum(minutes, found)[here.of_row[points.placed]]
    return out


def _by_road(network: Network, backward: Graph, here: Places) -> Floats:
    """Minutes to the nearest cut road, the walk to the road included: a search by time alone."""
    leaves, roots = here.origins(network), _exits(network)
    out = np.full(len(here), np.inf)
    if len(leaves.arc):
        graph = replace(backward, weight=backward.time)
        leaves = replace(leaves, rest_weight=leaves.rest_time)
        found = nearest_roots(graph, roots, leaves, k=1)
        out[found.leaf] = found.time / 60
    return out


def _exits(network: Network) -> Ends:
    arc = np.searchsorted(network.first, network.exits, side="right") - 1
    last = network.last[arc]
    time, length = (
        (one[network.exits] - one[last]).astype(float) for one in (network.time_s, network.length_m)
    )
    none = np.zeros(len(arc))
    return Ends(
        number=np.arange(len(arc)), arc=arc, rest_weight=time, rest_time=time, rest_length=length,
        walk_s=none, walk_m=none, count=len(arc),
    )  # fmt: skip


def gap_to_border_m(box: Box, lon: Floats, lat: Floats) -> Floats:
    """Metres in a straight line to the nearest side of a box of degrees; 0 outside."""
    west, south, east, north = box
    sides = [(np.full_like(lon, side), lat) for side in (west, east)]
    sides += [(lon, np.full_like(lat, side)) for side in (south, north)]
    at = geocentric(lon, lat)
    gaps = [np.linalg.norm(geocentric(*side) - at, axis=1) for side in sides]
    inside = (lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)
    return np.where(inside, np.min(gaps, axis=0), 0.0)
