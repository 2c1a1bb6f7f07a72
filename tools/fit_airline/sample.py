"""Times by road between homes and offers of an extract."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
from scipy.spatial import cKDTree

from mintgeo import RoadNetwork
from mintgeo import _osm as osm
from mintgeo._crs import points, to_metric
from mintgeo._quantiles import Floats
from mintgeo.travel import CURVES, Airline, travel_times

LIVED_IN: Final = (
    "residential",
    "living_street",
    "unclassified",
    "tertiary",
    "secondary",
    "primary",
)
CLUSTERS: Final = 28
EACH: Final = 10
AROUND_M: Final = 1000
"""So many homes, and so many offers, within so far of each of so many places."""
INSIDE: Final = 0.03
"""The outer part of an extract on every side, where a better road may lie beyond."""
MOST_ACCESS_MIN: Final = 3
"""Who walks longer to a road has one that the extract lacks (both ends together)."""
JOINED: Final = 0.95
"""Part of the pairs that a way must join, or the network of the mode is incomplete."""
SHORTEST_M: Final = 125
FARTHEST_M: Final = 32_000


@dataclass(frozen=True, kw_only=True)
class Sample:
    """Homes and offers of an extract, and the minutes by road between them (homes × offers)."""

    extract: str
    mode: str
    homes: gpd.GeoDataFrame
    offers: gpd.GeoDataFrame
    minutes: Floats
    geodesic_m: Floats

    @property
    def pairs(self) -> pd.DataFrame:
        """Pairs that a curve can be held against."""
        near = (self.geodesic_m > SHORTEST_M) & (self.geodesic_m < FARTHEST_M)
        use = near & np.isfinite(self.minutes)
        table = {"geodesic_m": self.geodesic_m[use], "minutes": self.minutes[use]}
        return pd.DataFrame(table).assign(extract=self.extract)


def samples(paths: list[Path], mode: str) -> list[Sample]:
    """Samples of all extracts whose network of the mode is complete."""
    found = [sample(path, mode) for path in paths]
    return [one for one in found if one is not None]


def sample(path: Path, mode: str) -> Sample | None:
    """Draw homes and offers along roads where people live, and find their times by road."""
    homes, offers = _places(path)
    router = RoadNetwork.from_osm(path, mode, progress=False)
    by_road = travel_times(homes, offers, router)
    found = by_road[by_road["status"] == "ok"]
    if len(found) < JOINED * len(homes) * len(offers):
        return None
    minutes, access = (
        np.nan_to_num(_matrix(found, name), nan=np.inf) for name in ("travel_min", "access_min")
    )
    line = travel_times(homes, offers, Airline(mode))
    metres = _matrix(line, "distance_m") / CURVES[mode].detour
    own, theirs = (np.median(access, axis=side) < MOST_ACCESS_MIN / 2 for side in (1, 0))
    return Sample(
        extract=path.name.partition(".")[0].partition("_")[2] or path.name.partition(".")[0],
        mode=mode, homes=homes[own], offers=offers[theirs],
        minutes=minutes[own][:, theirs],
        geodesic_m=metres[own][:, theirs],
    )  # fmt: skip


def _matrix(table: pd.DataFrame, name: str) -> Floats:
    size = CLUSTERS * EACH
    out = np.full((size, size), np.nan)
    rows, columns = (table[one].astype(int).to_numpy() for one in ("from_id", "to_id"))
    out[rows, columns] = table[name]
    return out


def _places(path: Path) -> list[gpd.GeoDataFrame]:
    """Homes, and offers, in clusters: short ways must be among them, and neighbours."""
    at = _nodes(path)
    low, high = np.quantile(at, [INSIDE, 1 - INSIDE], axis=0)
    at = at[((at >= low) & (at <= high)).all(axis=1)]
    flat = to_metric(gpd.GeoDataFrame(geometry=points(*at.T))).geometry
    xy = np.column_stack([flat.x, flat.y])
    tree, middles = cKDTree(xy), np.random.default_rng(1).choice(len(xy), CLUSTERS)
    around = [tree.query_ball_point(xy[one], AROUND_M, return_sorted=True) for one in middles]
    found = []
    for seed in (1, 2):
        rng = np.random.default_rng(seed)
        chosen = at[np.concatenate([rng.choice(near, EACH) for near in around])]
        ids = pd.Series([str(number) for number in range(len(chosen))], dtype="str")
        found.append(gpd.GeoDataFrame({"id": ids}, geometry=points(*chosen.T)))
    return found


def _nodes(path: Path) -> Floats:
    """Places along roads where people live, in degrees."""
    places = {
        node.ref: (node.location.lon, node.location.lat)
        for way in osm.stream(path, "w", keys={"highway": None}, locations=True)
        if way.tags.get("highway") in LIVED_IN
        for node in way.nodes
        if node.location.valid()
    }
    return np.array([places[ref] for ref in sorted(places)])
