"""The land around the roads: roads as samples, and for each cell of a raster the nearest one."""

from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from mintgeo._osm import Box
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
    """Samples, and a raster (rows are latitudes) that knows the nearest sample and how far it is.

    ``nearest`` is ``len(samples)`` where no road is near. ``gap_cells`` counts the walk to it in
    cells, ``beyond_cells`` by how much it is too long (from -1 to 1; the outermost cells all are).
    """

    samples: Samples
    lon: Floats
    lat: Floats
    nearest: NDArray[np.int32]
    gap_cells: NDArray[np.float32]
    beyond_cells: NDArray[np.float32]
    cell_m: float

    @cached_property
    def corner(self) -> Ints:
        """Cell south-west of each sample, by its number in the raveled raster."""
        column = np.searchsorted(self.lon, self.samples.lon, side="right") - 1
        row = np.searchsorted(self.lat, self.samples.lat, side="right") - 1
        return np.asarray(row * len(self.lon) + column)


def make_surface(
    network: Network, snapper: Snapper, box: Box, *, cell_m: float, max_m: float,
    town: Network | None = None,
) -> Surface:  # fmt: skip
    """Sample the roads of a box and find the nearest sample of every cell.

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
    tree = cKDTree(
        np.column_stack([samples.lon, samples.lat]) * scale,
        balanced_tree=False, compact_nodes=False,
    )  # fmt: skip
    cells = np.column_stack([one.ravel() for one in np.meshgrid(lon, lat)]) * scale
    gap, nearest = tree.query(cells, distance_upper_bound=max_m + cell_m, workers=-1)
    shape = (len(lat), len(lon))
    gap = (np.minimum(gap, max_m + cell_m) / cell_m).astype(np.float32).reshape(shape)
    beyond = np.clip(gap - max_m / cell_m, -1, 1)
    beyond[[0, -1]] = beyond[:, [0, -1]] = 1
    return Surface(
        samples=samples, lon=lon, lat=lat, cell_m=cell_m, gap_cells=gap, beyond_cells=beyond,
        nearest=nearest.astype(np.int32).reshape(shape),
    )  # fmt: skip


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
