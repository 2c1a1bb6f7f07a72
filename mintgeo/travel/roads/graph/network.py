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
from mintgeo.travel.roads.graph.chains import inner_nodes, make_chains
from mintgeo.travel.roads.graph.directed import Arcs, make_arcs
from mintgeo.travel.roads.graph.expansion import Steps, expand, hold_up_inside
from mintgeo.travel.roads.graph.impossible import without_impossible
from mintgeo.travel.roads.graph.obstacles import has_obstacle, is_barrier
from mintgeo.travel.roads.graph.pieces import make_pieces
from mintgeo.travel.roads.graph.restrictions import forbidden_pairs, via_nodes
from mintgeo.travel.roads.graph.segments import Bools, Ints, Segments, make_segments
from mintgeo.travel.roads.graph.via_ways import forbid_over_ways
from mintgeo.travel.roads.reading.extract import Reading, read_ways
from mintgeo.travel.roads.reading.rules import Profile
from mintgeo.travel.roads.reading.ways import UNIT, Roads

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
    """Build the network of one mode from an extract.

    Raises
    ------
    InputError
        If the file is no extract or cut off, has no road for this mode, or none inside ``bbox``.
    """
    roads = read_ways(path, [profile], progress=progress).roads(profile.mode)
    return _built(roads, path.name, profile, bbox=bbox, box=_osm.extent(path))


def network_of(
    reading: Reading, profile: Profile, *, bbox: _osm.Box | None = None, box: _osm.Box | None
) -> Network:
    """Build the network of a mode from what was read of an extract for one mode or several.

    Parameters
    ----------
    reading
        What was read.
    profile
        The rules of the mode.
    bbox
        Where roads are kept, if not everywhere.
    box
        What the extract claims to cover, if it says so.

    Raises
    ------
    InputError
        If there is no road for this mode, or none inside ``bbox``.
    """
    return _built(reading.roads(profile.mode), reading.file, profile, bbox=bbox, box=box)


def _built(
    roads: Roads, file: str, profile: Profile, *, bbox: _osm.Box | None, box: _osm.Box | None
) -> Network:
    roads = without_impossible(roads, file)
    segments = make_segments(roads, None if bbox is None else _inside(roads, bbox))
    if not segments.there.any():
        where = Phrase(" inside the bbox {bbox}", bbox=bbox) if bbox else ""
        raise InputError(
            "{file} has no road for the mode '{mode}'{where}.",
            file=file,
            mode=profile.mode,
            where=where,
        )
    arcs, meeting = _arcs(roads, profile, segments)
    del segments
    steps = expand(roads, profile, meeting, arcs, forbidden_pairs(roads, arcs))
    del meeting
    steps, doubled = forbid_over_ways(roads, arcs, steps)
    return _packed(roads, arcs, steps, doubled, bbox or box or _extent(roads))


def _arcs(roads: Roads, profile: Profile, segments: Segments) -> tuple[Arcs, Ints]:
    """Arcs, and how many roads meet in each node."""
    fixed = via_nodes(roads) | is_barrier(roads)
    pieces = make_pieces(roads, segments, fixed | has_obstacle(roads))
    inner, meeting = inner_nodes(pieces, fixed)
    chains = make_chains(roads.node, pieces, inner)
    hold_up_inside(roads, profile, segments, pieces, inner)
    del pieces
    arcs = make_arcs(roads, segments, chains)
    meeting[arcs.start[meeting[arcs.start] == 0]] = 2
    meeting[arcs.goal[meeting[arcs.goal] == 0]] = 2
    return arcs, meeting


def _inside(roads: Roads, bbox: _osm.Box | None) -> Bools:
    if bbox is None:
        return np.ones(len(roads.node_ids), dtype=bool)
    west, south, east, north = bbox
    lon, lat = roads.x * UNIT, roads.y * UNIT
    return np.asarray((lon >= west) & (lon <= east) & (lat >= south) & (lat <= north))


def _leaving(roads: Roads, extent: _osm.Box) -> Bools:
    """Nodes outside of the extent, and the last ones before a node that the extract lacks."""
    leaving = roads.located & ~_inside(roads, extent)
    if roads.located.all():
        return np.asarray(leaving)
    way = np.repeat(np.arange(len(roads.way_ids), dtype=np.int32), np.diff(roads.offset))
    next_ = np.flatnonzero(way[1:] == way[:-1])
    for here, there in ((next_, next_ + 1), (next_ + 1, next_)):
        cut = ~roads.located[roads.node[there]]
        leaving[roads.node[here[cut]]] = True
    return np.asarray(leaving)


def _extent(roads: Roads) -> _osm.Box:
    lon, lat = roads.x[roads.located] * UNIT, roads.y[roads.located] * UNIT
    return float(lon.min()), float(lat.min()), float(lon.max()), float(lat.max())


def _packed(roads: Roads, arcs: Arcs, steps: Steps, doubled: Ints, extent: _osm.Box) -> Network:
    """Flat arrays of everything; doubles of arcs stand behind them, and no journey starts there."""
    start = np.array([one.start for one in roads.rules])[arcs.rule]
    number = len(arcs.start) + len(doubled)
    counts = np.bincount(steps.source, minlength=number)
    sizes = np.diff(arcs.first)
    big, leaving = _in_big_component(arcs, steps, number), _leaving(roads, extent)
    again = _vertices(arcs, doubled)
    node = np.append(arcs.node, arcs.node[again])
    return Network(
        first=np.concatenate([[0], np.cumsum(np.concatenate([sizes, sizes[doubled]]))]),
        x=roads.x[node],
        y=roads.y[node],
        time_s=np.append(arcs.time_s, arcs.time_s[again]),
        weight_s=np.append(arcs.weight_s, arcs.weight_s[again]),
        length_m=np.append(arcs.length_m, arcs.length_m[again]),
        twin=np.concatenate([arcs.twin, np.full(len(doubled), -1, dtype=np.int32)]),
        start=np.concatenate([start, np.zeros(len(doubled), dtype=bool)]),
        big=big,
        step_first=np.concatenate([[0], np.cumsum(counts)]),
        step_target=steps.target.astype(np.int32, copy=False),
        step_weight_s=steps.weight_s,
        step_time_s=steps.time_s,
        doubled=doubled,
        extent=np.array(extent),
        exits=np.flatnonzero(leaving[node]),
    )


def _vertices(arcs: Arcs, doubled: Ints) -> Ints:
    """Places of the vertices of doubled arcs."""
    runs = [np.arange(arcs.first[arc], arcs.first[arc + 1]) for arc in doubled]
    return np.concatenate(runs) if runs else np.empty(0, dtype=np.int64)


def _in_big_component(arcs: Arcs, steps: Steps, number: int) -> Bools:
    """Strongly connected, where an arc and its twin always belong together, as in OSRM."""
    road = np.arange(number, dtype=np.int32)
    two_way = np.flatnonzero(arcs.twin >= 0)
    road[two_way] = np.minimum(road[two_way], arcs.twin[two_way])
    source, target = road[steps.source], road[steps.target]
    # Summed up, for SciPy never ends where a road leads to another one twice.
    graph = coo_array((np.ones(len(target)), (source, target)), shape=(number, number)).tocsr()
    label = connected_components(graph, directed=True, connection="strong")[1][road]
    return np.asarray(np.bincount(label)[label] >= BIG_COMPONENT)
