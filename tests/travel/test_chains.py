"""Ways → arcs: chains closed a piece at a time are those that following every node would close."""

from collections import defaultdict
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mintgeo.travel.roads.graph import network
from mintgeo.travel.roads.graph.network import Network, build_network
from mintgeo.travel.roads.reading.profiles import PROFILES
from tests.road_world import Tags, write_osm

pytest.importorskip("osmium")
Ways = list[list[int]]
Nodes = dict[int, tuple[float, float, Tags]]
NODES = st.integers(1, 12)
WAYS = st.lists(
    st.lists(NODES, min_size=2, max_size=9)
    | st.lists(NODES, min_size=3, max_size=9, unique=True).map(lambda one: [*one, one[0]]),
    min_size=1, max_size=5,
)  # fmt: skip
STEP = 10_000
"""Nodes stand in a row, so many steps of a coordinate apart."""


def built(ways: Ways, path: Path) -> set[tuple[int, ...]]:
    """Nodes of every arc of the network on foot."""
    nodes: Nodes = {
        one: (one * STEP * 1e-7, 0.0, {}) for one in sorted({n for way in ways for n in way})
    }
    of_way = {number: (way, {"highway": "footway"}) for number, way in enumerate(ways, 1)}
    net = build_network(write_osm(path, nodes, of_way), PROFILES["foot"])
    return set(arcs_of(net))


def arcs_of(net: Network) -> list[tuple[int, ...]]:
    return [tuple((net.x[a:b] // STEP).tolist()) for a, b in pairwise(net.first.tolist())]


def followed(ways: Ways) -> set[tuple[int, ...]]:
    """The same, by the rule as it stands in words, a node at a time."""
    near: dict[int, set[int]] = defaultdict(set)
    for a, b in (pair for way in ways for pair in pairwise(way)):
        near[a] |= {b} - {a}
        near[b] |= {a} - {b}
    inner = {one for one, some in near.items() if len(some) == 2}
    inner -= kept(near, inner)
    found = set()
    for start in near.keys() - inner:
        for second in near[start]:
            arc = [start, second]
            while arc[-1] in inner:
                (after,) = near[arc[-1]] - {arc[-2]}
                arc.append(after)
            found.add(tuple(arc))
    return found


def kept(near: dict[int, set[int]], inner: set[int]) -> set[int]:
    """Nodes that stay: one of a chain beside another road, two of a loop, three of a ring."""
    beside: dict[tuple[int, ...], list[list[int]]] = defaultdict(list)
    left = set(inner)
    while left:
        chain = {left.pop()}
        while more := {b for a in chain for b in near[a] & left}:
            chain |= more
            left -= more
        ends = sorted(b for a in chain for b in near[a] - chain)
        beside[tuple(ends)].append(sorted(chain, reverse=True))
    stay: set[int] = set()
    for between, chains in beside.items():
        if len(set(between)) < 2:
            stay.update(one for chain in chains for one in chain[: 2 if between else 3])
        else:
            free = between[1] not in near[between[0]]
            stay.update(chain[0] for chain in sorted(chains)[free:])
    return stay


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(ways=WAYS)
def test_arcs_are_those_of_every_node_followed(ways: Ways, tmp_path: Path) -> None:
    wanted = followed(ways)
    if wanted:
        assert built(ways, tmp_path / "a.osm") == wanted


def test_no_step_is_left_where_all_turns_are_forbidden(tmp_path: Path) -> None:
    """Who may not go on from the first way never comes to the way between."""
    nodes: Nodes = {one: (one * 1e-3, 0.0, {}) for one in (1, 2, 3, 4)}
    street = {"highway": "residential", "oneway": "yes"}
    ways = {number: ([number, number + 1], street) for number in (1, 2, 3)}
    no_way = {"restriction": "no_straight_on"}
    turns = [(1, ("node", 2), 2, no_way), (2, ("node", 3), 3, no_way), (1, ("way", 2), 3, no_way)]
    net = build_network(write_osm(tmp_path / "a.osm", nodes, ways, turns), PROFILES["car"])
    assert len(net.twin) == 3
    assert len(net.step_target) == 0


def test_even_chains_side_by_side_are_told_apart_in_time(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """None should be there; but SciPy would never end if a road led to another one twice."""
    rows: list[list[int]] = []
    sought = network.connected_components

    def seen(graph: Any, **how: Any) -> Any:
        rows.extend(one.tolist() for one in np.split(graph.indices, graph.indptr[1:-1]))
        return sought(graph.tocoo().tocsr(), **how)

    monkeypatch.setattr(network, "connected_components", seen)
    nothing = np.empty(0, dtype=np.int64)
    monkeypatch.setattr("mintgeo.travel.roads.graph.chains._kept", lambda *_: nothing)
    found = built([[1, 2, 3, 1], [1, 4]], tmp_path / "a.osm")
    assert {(1, 2, 3, 1), (1, 4)} <= found
    assert [len(one) for one in rows] == [len(set(one)) for one in rows]
