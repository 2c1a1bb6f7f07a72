"""The land around the roads: roads as samples, and for each cell of a raster the nearest one."""

from dataclasses import dataclass, fields, replace
from typing import Final

import numpy as np
from scipy.spatial import cKDTree

from mintgeo._osm import Box
from mintgeo.travel.roads.areas.raster import Raster
from mintgeo.travel.roads.graph.network import Network
from mintgeo.travel.roads.graph.segments import Bools, Floats, Ints, metres_per_degree
from mintgeo.travel.roads.graph.snapping import Snapper, Spots
from mintgeo.travel.roads.reading.ways import UNIT

SPACING_M: Final = 10.0
"""Roads are sampled at least this densely."""


@dataclass(frozen=True, kw_only=True)
class Samples:
    """Points on roads where journeys may begin: both directions of travel, and degrees.

    ``half`` leads from each point to the end of the piece of road it stands for, in degrees.
    """

    spots: Spots
    lon: Floats
    lat: Floats
    half: Floats

    def __len__(self) -> int:
        return len(self.lon)


@dataclass(frozen=True, kw_only=True)
class Surface:
    """Samples, and a raster that knows the nearest one of its cells."""

    samples: Samples
    raster: Raster


def make_surface(
    network: Network, snapper: Snapper, box: Box, *, cell_m: float, max_m: float,
    town: Network | None = None,
) -> Surface:  # fmt: skip
    """Sample the roads of a box and lay a raster over them.

    Parameters
    ----------
    network, snapper
        Roads, and how places on them are described.
    box
        West, south, east, north in degrees.
    cell_m
        Width of the cells, metres.
    max_m
        Cells farther from every road have no nearest sample; points look this far for a road of a
        large component before they take any.
    town
        Network whose large components keep the cells that are nearer to them.
    """
    samples = sample_roads(network, snapper, box, max_m=max_m)
    west, south, east, north = box
    if town is not None:
        samples = _beside(samples, town, _wider(box, max_m))
    scale = np.array(metres_per_degree(np.array((south + north) / 2)))
    width, height = (cell_m + max_m) / scale
    lon = np.arange(west - width, east + width + cell_m / scale[0], cell_m / scale[0])
    lat = np.arange(south - height, north + height + cell_m / scale[1], cell_m / scale[1])
    raster = Raster(
        lon, lat, np.column_stack([samples.lon, samples.lat]), scale, cell_m=cell_m, max_m=max_m
    )
    return Surface(samples=samples, raster=raster)


def _wider(box: Box, metres: float) -> Box:
    west, south, east, north = box
    scale = metres_per_degree(np.array((south + north) / 2))
    lon, lat = (float(metres / one) for one in scale)
    return west - lon, south - lat, east + lon, north + lat


def _beside(samples: Samples, town: Network, box: Box) -> Samples:
    """Samples, and those of a town's large components as places that lead nowhere."""
    big = replace(town, start=town.start & town.big)
    more = sample_roads(big, Snapper(big), box, max_m=np.inf)
    west, south, east, north = box
    near = (more.lon > west) & (more.lon < east) & (more.lat > south) & (more.lat < north)
    more = replace(more, lon=more.lon[near], lat=more.lat[near], half=more.half[near])
    lost = {field.name: getattr(more.spots, field.name)[near] for field in fields(Spots)}
    lost["arc"] = np.full_like(lost["arc"], -1)
    spots = {name: np.concatenate([getattr(samples.spots, name), lost[name]]) for name in lost}
    return Samples(
        spots=Spots(**spots), lon=np.append(samples.lon, more.lon),
        lat=np.append(samples.lat, more.lat), half=np.concatenate([samples.half, more.half]),
    )  # fmt: skip


def sample_roads(network: Network, snapper: Snapper, box: Box, *, max_m: float) -> Samples:
    """Sample the roads that points of a box may be snapped to."""
    once = network.start & ((network.twin < 0) | (np.arange(len(network.twin)) < network.twin))
    xyz = np.column_stack([network.x, network.y]) * UNIT
    west, south, east, north = box
    inside = ((xyz >= (west, south)) & (xyz <= (east, north))).all(axis=1)
    use = np.repeat(once, np.diff(network.first)) & inside
    use[network.last] = False
    vertex = np.flatnonzero(use)
    scale = np.array(metres_per_degree(np.array((south + north) / 2)))
    line = xyz[vertex + 1] - xyz[vertex]
    length = np.linalg.norm(line * scale, axis=1)
    parts = np.maximum(np.ceil(length / SPACING_M), 1).astype(np.int64)
    row = np.repeat(np.arange(len(vertex)), parts)
    within = np.arange(len(row)) - np.repeat(np.cumsum(parts) - parts, parts)
    share = (within + 0.5) / parts[row]
    at = xyz[vertex[row]] + share[:, None] * line[row]
    keep = _preferred(network, vertex[row], at * scale, max_m)
    row, share, at = row[keep], share[keep], at[keep]
    return Samples(
        spots=snapper.spots(vertex[row], share, np.zeros(len(row))),
        lon=at[:, 0], lat=at[:, 1], half=line[row] / parts[row, None] / 2,
    )  # fmt: skip


def _preferred(network: Network, vertex: Ints, metres: Floats, max_m: float) -> Bools:
    """Samples of large components, and those without a large one near: as points are snapped."""
    big = network.big[np.searchsorted(network.first, vertex, side="right") - 1]
    if big.all() or not big.any():
        return np.ones(len(big), dtype=bool)
    keep = big.copy()
    keep[~big] = np.isinf(cKDTree(metres[big]).query(metres[~big], distance_upper_bound=max_m)[0])
    return keep
