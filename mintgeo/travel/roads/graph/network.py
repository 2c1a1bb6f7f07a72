"""A road network of one mode as flat arrays, built once from an extract and kept on disk."""

from dataclasses import dataclass, fields
from pathlib import Path
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from mintgeo import _osm
from mintgeo._cache import write_atomically
from mintgeo._errors import InputError
from mintgeo._phrase import Phrase
from mintgeo.travel.roads.graph.chains import Arcs, inner_nodes, make_arcs, make_sides
from mintgeo.travel.roads.graph.expansion import Steps, expand, hold_up_inside, is_barrier
from mintgeo.travel.roads.graph.impossible import without_impossible
from mintgeo.travel.roads.graph.restrictions import forbidden_pairs, via_nodes
from mintgeo.travel.roads.graph.segments import Bools, Ints, Segments, make_segments
from mintgeo.travel.roads.graph.via_ways import forbid_over_ways
from mintgeo.travel.roads.reading.rules import Profile
from mintgeo.travel.roads.reading.ways import UNIT, Roads, read_roads

Floats32 = NDArray[np.float32]

BIG_COMPONENT: Final = 1000
"""States a component must have to be preferred when points are snapped (``osrm-extract``)."""


@dataclass(frozen=True, kw_only=True)
class Network:
    """Arcs with their vertices, and the steps between arcs.

    Attributes
    ----------
    first
        Where the vertices of each arc begin, one more than arcs.
    x, y
        Vertices in steps of 1e-7 degrees, EPSG:4326.
    time_s, weight_s, length_m
        From the start of the arc to each vertex: seconds, what the search counts, metres.
    twin
        The arc that goes back on the same road, or -1.
    start
        Arcs on which a journey may begin or end.
    big
        Arcs of components with at least ``BIG_COMPONENT`` arcs.
    step_first, step_target, step_weight_s, step_time_s
        Steps out of each arc, and what their turns cost.
    doubled
        Arcs that the last arcs double, because of restrictions over ways; nothing starts there,
        but who arrives on one has arrived on the arc.
    extent
        West, south, east, north of the extract in degrees.
    exits
        Vertices where roads leave the extract: outside of its extent, or before a node it lacks.
    """

    first: NDArray[np.int64]
    x: NDArray[np.int32]
    y: NDArray[np.int32]
    time_s: Floats32
    weight_s: Floats32
    length_m: Floats32
    twin: NDArray[np.int32]
    start: Bools
    big: Bools
    step_first: NDArray[np.int64]
    step_target: NDArray[np.int32]
    step_weight_s: Floats32
    step_time_s: Floats32
    doubled: Ints
    extent: NDArray[np.float64]
    exits: NDArray[np.int64]

    @property
    def last(self) -> Ints:
        """Last vertex of each arc."""
        return self.first[1:] - 1

    def save(self, path: Path) -> None:
        """Write all arrays into one file, wholly or not at all."""
        arrays = {field.name: getattr(self, field.name) for field in fields(self)}
        with write_atomically(path) as part, part.open("wb") as file:
            np.savez(file, **arrays)

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read what ``save`` wrote."""
        with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            return cls(**{field.name: arrays[field.name] for field in fields(cls)})


def build_network(
    path: Path, profile: Profile, *, bbox: _osm.Box | None = None, progress: bool = False
) -> Network:
    """Build the network of a mode from an extract.

    Raises
    ------
    InputError
        If the file is no extract or cut off, has no road for this mode, or none inside ``bbox``.
    """
    roads = without_impossible(read_roads(path, profile, progress=progress), path.name)
    segments = make_segments(roads, _inside(roads, bbox))
    if not len(segments.start):
        where = Phrase(" inside the bbox {bbox}", bbox=bbox) if bbox else ""
        raise InputError(
            "{file} has no road for the mode '{mode}'{where}.",
            file=path.name,
            mode=profile.mode,
            where=where,
        )
    sides = make_sides(segments, len(roads.node_ids))
    fixed = via_nodes(roads) | is_barrier(roads)
    inner = inner_nodes(segments, sides, fixed)
    segments = hold_up_inside(roads, profile, segments, sides, inner)
    arcs = make_arcs(segments, sides, inner)
    meeting = sides.roads
    del sides, inner
    forbidden = forbidden_pairs(roads, segments, arcs)
    steps = expand(roads, profile, segments, meeting, arcs, forbidden)
    steps, doubled = forbid_over_ways(roads, segments, arcs, steps)
    extent = bbox or _osm.extent(path) or _extent(roads)
    return _packed(roads, segments, arcs, steps, doubled, extent)


def _inside(roads: Roads, bbox: _osm.Box | None) -> Bools:
    if bbox is None:
        return np.ones(len(roads.node_ids), dtype=bool)
    west, south, east, north = bbox
    lon, lat = roads.x * UNIT, roads.y * UNIT
    return np.asarray((lon >= west) & (lon <= east) & (lat >= south) & (lat <= north))


def _leaving(roads: Roads, extent: _osm.Box) -> Bools:
    """Nodes outside of the extent, and the last ones before a node that the extract lacks."""
    leaving = roads.located & ~_inside(roads, extent)
    way = np.repeat(np.arange(len(roads.way_ids)), np.diff(roads.offset))
    next_ = np.flatnonzero(way[1:] == way[:-1])
    for here, there in ((next_, next_ + 1), (next_ + 1, next_)):
        cut = ~roads.located[roads.node[there]]
        leaving[roads.node[here[cut]]] = True
    return np.asarray(leaving)


def _extent(roads: Roads) -> _osm.Box:
    lon, lat = roads.x[roads.located] * UNIT, roads.y[roads.located] * UNIT
    return float(lon.min()), float(lat.min()), float(lon.max()), float(lat.max())


def _packed(
    roads: Roads, segments: Segments, arcs: Arcs, steps: Steps, doubled: Ints,
    extent: _osm.Box,
) -> Network:  # fmt: skip
    """Flat arrays of everything; doubles of arcs stand behind them, and no journey starts there."""
    start = np.array([one.start for one in roads.rules])[segments.rule[arcs.head]]
    number = len(arcs.start) + len(doubled)
    counts = np.bincount(steps.source, minlength=number)
    sizes = np.diff(arcs.first)
    big = _in_big_component(arcs, steps, number)
    again = _vertices(arcs, doubled)
    node = arcs.node[again]
    return Network(
        first=np.concatenate([[0], np.cumsum(np.concatenate([sizes, sizes[doubled]]))]),
        x=roads.x[node],
        y=roads.y[node],
        time_s=arcs.time_s[again],
        weight_s=arcs.weight_s[again],
        length_m=arcs.length_m[again],
        twin=np.concatenate([arcs.twin, np.full(len(doubled), -1)]).astype(np.int32),
        start=np.concatenate([start, np.zeros(len(doubled), dtype=bool)]),
        big=big,
        step_first=np.concatenate([[0], np.cumsum(counts)]),
        step_target=steps.target.astype(np.int32),
        step_weight_s=steps.weight_s.astype(np.float32),
        step_time_s=steps.time_s.astype(np.float32),
        doubled=doubled,
        extent=np.array(extent),
        exits=np.flatnonzero(_leaving(roads, extent)[node]),
    )


def _vertices(arcs: Arcs, doubled: Ints) -> slice | Ints:
    """Places in the arrays of vertices, those of doubles once more."""
    if not len(doubled):
        return slice(None)
    again = [np.arange(arcs.first[arc], arcs.first[arc + 1]) for arc in doubled]
    return np.concatenate([np.arange(arcs.first[-1]), *again])


def _in_big_component(arcs: Arcs, steps: Steps, number: int) -> Bools:
    """Strongly connected, where an arc and its twin always belong together, as in OSRM."""
    two_way = np.flatnonzero(arcs.twin >= 0).astype(np.int32)
    source = np.concatenate([steps.source, two_way])
    target = np.concatenate([steps.target, arcs.twin[two_way]])
    ones = np.ones(len(source), dtype=np.int8)
    graph = coo_array((ones, (source, target)), shape=(number, number)).tocsr()
    label = connected_components(graph, directed=True, connection="strong")[1]
    return np.asarray(np.bincount(label)[label] >= BIG_COMPONENT)
