"""Ways to places beyond an extract: on its roads to the border, from there by the airline."""

import numpy as np
import pandas as pd
from scipy.spatial import cKDTree

from mintgeo._crs import geocentric
from mintgeo._curves import SpeedCurve
from mintgeo._located import Points
from mintgeo.travel._table import travel_table
from mintgeo.travel.roads.graph.arcs import Ends, Paths
from mintgeo.travel.roads.graph.ground import Ground
from mintgeo.travel.roads.graph.network import Network
from mintgeo.travel.roads.graph.places import WALK_MS, Places
from mintgeo.travel.roads.graph.segments import Ints
from mintgeo.travel.roads.search.border import Exits, by_time, gap_to_border_m, soonest


def nearest_beyond(
    network: Network, ground: Ground, start: Points, here: Places, goal: Points, *,
    curve: SpeedCurve, mode: str, k: int,
) -> pd.DataFrame:  # fmt: skip
    """Travel table of the ``k`` ≤ 2 nearest of those of ``goal`` that lie beyond the extract.

    A place beyond is as far as a cut road and the fitted airline from there. Of each cut road only
    the ``k`` nearest places matter: over it, none is nearer than these.
    """
    whole = goal
    goal = goal.among(gap_to_border_m(tuple(network.extent), goal.lon, goal.lat) == 0)
    exits = Exits.of(network)
    found = Paths.none()
    if len(exits) and len(goal.placed):
        roots = _roots(exits, goal, curve, k)
        fields = ground.kept.of(whole, f"beyond {k}", lambda: soonest(ground, roots, k=k))
        found = by_time(ground, roots, here.origins(network), fields, k=k)
    row, pair = _rows(start, here, found, k)
    gap = here.spots.gap_m[found.leaf[pair]]
    return travel_table(
        start.ids, goal.ids, row=row, target=goal.placed[found.root[pair]],
        values={
            "travel_min": found.time[pair] / 60,
            "access_min": gap / WALK_MS / 60,
            "distance_m": found.length[pair],
            "snap_m": gap,
        },
        missing=np.full(len(start.ids), "other_component"), mode=mode, ranked=True,
    )  # fmt: skip


def _roots(exits: Exits, goal: Points, curve: SpeedCurve, k: int) -> Ends:
    """Goals behind the cut roads."""
    count = min(k, len(goal.placed))
    chord, near = cKDTree(goal.xyz).query(geocentric(*exits.lonlat.T), k=range(1, count + 1))
    metres = curve.way_m(chord.ravel())
    every = exits.chosen(np.repeat(np.arange(len(exits)), count))
    return every.roots(near.ravel(), curve.minutes(metres) * 60, metres)


def _rows(start: Points, here: Places, found: Paths, k: int) -> tuple[Ints, Ints]:
    """Rows of the table and their pairs, the nearest first."""
    leaf = here.of_row[start.placed]
    low, high = (np.searchsorted(found.leaf, leaf, side=side) for side in ("left", "right"))
    pair = low[:, None] + np.arange(k)
    row, there = np.repeat(start.placed, k), (pair < high[:, None]).ravel()
    return row[there], pair.ravel()[there]
