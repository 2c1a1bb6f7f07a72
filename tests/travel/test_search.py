"""The search on random directed graphs: equal to trying all paths, with what they carry."""

import pickle
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mintgeo import RoadNetwork, reach
from mintgeo._located import Located
from mintgeo.travel.roads.graph.arcs import Ends, Graph, Paths
from mintgeo.travel.roads.graph.ground import Ground
from mintgeo.travel.roads.search.nearest import nearest_fields, nearest_roots
from mintgeo.travel.roads.search.paths import all_roots
from mintgeo.travel.roads.search.trees import Trees
from tests.road_world import table

NODES = 9
SAMPLE = Path(__file__).parents[2] / "data" / "raw" / "neubrandenburg.osm.pbf"


def ground_of(graph: Graph, seed: int, block: int = 3) -> Ground:
    """The same graph in another order, searched a few nodes at a time."""
    order = np.random.default_rng(seed).permutation(graph.nodes)
    return Ground.of_graph(graph, order, block=block)


def graph_of(seed: int) -> tuple[Graph, np.ndarray]:
    """A graph whose edges cost a turn and the node behind; times and lengths of their own."""
    random = np.random.default_rng(seed)
    there = random.random((NODES, NODES)) < 0.25
    weight = random.integers(1, 9, NODES).astype(float)
    source, target = np.nonzero(there)
    turn = random.integers(0, 3, len(source))
    first = np.concatenate([[0], np.cumsum(there.sum(axis=1))])
    graph = Graph(
        first=first, target=target.astype(np.int32), weight=turn + weight[target],
        time=random.random(len(source)), length=random.random(len(source)),
    )  # fmt: skip
    return graph, weight


def ends_of(seed: int, count: int, weight: np.ndarray, *, goal: bool) -> Ends:
    """Each number on one or two arcs, somewhere along them."""
    random = np.random.default_rng(seed)
    number = np.repeat(np.arange(count), random.integers(1, 3, count))
    arc = random.integers(0, NODES, len(number))
    share = random.integers(0, 5, len(number)) / 4
    rest = (share - 1 if goal else 1 - share) * weight[arc]
    walk = random.integers(0, 3, count)[number].astype(float)
    none = np.zeros(len(number))
    return Ends(
        number=number, arc=arc, rest_weight=rest, rest_time=none, rest_length=rest,
        walk_s=walk, walk_m=walk, count=count,
    )  # fmt: skip


def brute_force(graph: Graph, roots: Ends, leaves: Ends) -> np.ndarray:
    """Cost of every pair by Floyd and Warshall; infinite where no path leads."""
    between = np.full((NODES, NODES), np.inf)
    for node in range(NODES):
        for edge in range(graph.first[node], graph.first[node + 1]):
            between[node, graph.target[edge]] = graph.weight[edge]
    step = between.copy()
    np.fill_diagonal(between, 0)
    for middle in range(NODES):
        between = np.minimum(between, between[:, [middle]] + between[[middle]])
    after = (step[:, :, None] + between[None]).min(axis=1)
    cost = np.full((roots.count, leaves.count), np.inf)
    for a in range(len(roots.arc)):
        for b in range(len(leaves.arc)):
            walks = roots.walk_s[a] + leaves.walk_s[b]
            rest = roots.rest_weight[a] + leaves.rest_weight[b]
            found = after[roots.arc[a], leaves.arc[b]] + rest
            if roots.arc[a] == leaves.arc[b] and rest >= 0:
                found = min(found, rest)
            pair = roots.number[a], leaves.number[b]
            cost[pair] = min(cost[pair], found + walks)
    return cost


def matrix(paths: Paths, roots: Ends, leaves: Ends) -> np.ndarray:
    out = np.full((roots.count, leaves.count), np.inf)
    out[paths.root, paths.leaf] = paths.weight
    return out


@settings(max_examples=150)
@given(
    st.integers(0, 10**6),
    st.integers(1, 6),
    st.integers(1, 5),
    st.integers(1, 2),
    st.integers(1, 10),
)
def test_nearest_equals_brute_force(seed: int, many: int, few: int, k: int, block: int) -> None:
    graph, weight = graph_of(seed)
    roots = ends_of(seed + 1, many, weight, goal=False)
    leaves = ends_of(seed + 2, few, weight, goal=True)
    found = nearest_roots(ground_of(graph, seed, block), roots, leaves, k=k)
    costs = np.sort(brute_force(graph, roots, leaves), axis=0)
    for leaf in range(few):
        wanted = costs[:k, leaf]
        ours = found.chosen(found.leaf == leaf)
        np.testing.assert_allclose(ours.weight, wanted[np.isfinite(wanted)])
        assert len(set(ours.root)) == len(ours.root)


@settings(max_examples=80)
@given(st.integers(0, 10**6), st.integers(1, 6), st.integers(1, 5), st.floats(1, 30))
def test_all_pairs_equal_brute_force(seed: int, many: int, few: int, limit: float) -> None:
    graph, weight = graph_of(seed)
    roots = ends_of(seed + 1, many, weight, goal=False)
    leaves = ends_of(seed + 2, few, weight, goal=True)
    wanted = brute_force(graph, roots, leaves)
    every = Paths.joined(list(all_roots(graph, roots, leaves)))
    np.testing.assert_allclose(matrix(every, roots, leaves), wanted)
    near = matrix(Paths.joined(list(all_roots(graph, roots, leaves, limit=limit))), roots, leaves)
    inside = wanted <= limit
    np.testing.assert_allclose(near[inside], wanted[inside])


@settings(max_examples=40)
@given(st.integers(0, 10**6))
def test_time_and_length_are_those_of_the_path(seed: int) -> None:
    """If lengths are costs, what is carried is the cost; walking up, or all nodes at once."""
    graph, weight = graph_of(seed)
    graph = Graph(first=graph.first, target=graph.target, weight=graph.weight,
                  time=graph.weight, length=graph.weight)  # fmt: skip
    roots = ends_of(seed + 1, 4, weight, goal=False)
    few, many = (ends_of(seed + 2, count, weight, goal=True) for count in (1, 40))
    for leaves in (few, many):
        for found in (nearest_roots(ground_of(graph, seed), roots, leaves, k=2),
                      *all_roots(graph, roots, leaves)):  # fmt: skip
            np.testing.assert_allclose(found.length, found.weight)


def test_zero_costs_are_edges_too() -> None:
    """scipy must not take an edge of cost zero for a missing one."""
    line = Graph(first=np.array([0, 1, 2, 2]), target=np.array([1, 2], dtype=np.int32),
                 weight=np.zeros(2), time=np.zeros(2), length=np.zeros(2))  # fmt: skip
    none = np.zeros(1)
    ends = {
        name: Ends(number=np.array([0]), arc=np.array([arc]), rest_weight=none, rest_time=none,
                   rest_length=none, walk_s=none, walk_m=none, count=1)
        for name, arc in (("root", 0), ("leaf", 2))
    }  # fmt: skip
    found = nearest_roots(ground_of(line, 1), ends["root"], ends["leaf"], k=1)
    assert list(found.weight) == [0]
    assert list(found.root) == [0]


@pytest.mark.parametrize("dear", [0, 1])
def test_of_two_steps_between_the_same_states_the_cheaper_one_is_taken(dear: int) -> None:
    cost = np.array([1.0, 2.0, 2.0])
    cost[1 + dear] = 5
    fork = Graph(first=np.array([0, 1, 3, 3]), target=np.array([1, 2, 2], dtype=np.int32),
                 weight=cost, time=cost, length=cost)  # fmt: skip
    none, one = np.zeros(1), np.zeros(1, dtype=int)
    ends = [Ends(number=one, arc=one + at, rest_weight=none, rest_time=none, rest_length=none,
                 walk_s=none, walk_m=none, count=1) for at in (0, 2)]  # fmt: skip
    found = nearest_roots(ground_of(fork, 1), *ends, k=1)
    assert list(found.weight) == list(found.length) == [3]


@pytest.mark.parametrize("k", [1, 2])
def test_nothing_is_reached(k: int) -> None:
    empty = Graph(first=np.zeros(3, dtype=int), target=np.zeros(0, dtype=np.int32),
                  weight=np.zeros(0), time=np.zeros(0), length=np.zeros(0))  # fmt: skip
    none, one = np.zeros(1), np.zeros(1, dtype=int)
    ends = [
        Ends(number=one, arc=one + at, rest_weight=none, rest_time=none, rest_length=none,
             walk_s=none, walk_m=none, count=1)
        for at in (0, 1)
    ]  # fmt: skip
    assert not len(nearest_roots(ground_of(empty, 1), ends[0], ends[1], k=k).root)


@pytest.mark.parametrize("mode", ["car", "bike"])
def test_blocks_of_a_real_network_are_settled_to_the_bit(mode: str) -> None:
    """However few states are searched at a time: the same ways, summed up in the same order."""
    net = RoadNetwork.from_osm(SAMPLE, mode).network
    rng = np.random.default_rng(8)
    at = np.sort(rng.choice(len(net.twin), 90, replace=False))
    share, last, none = rng.random(90), net.last[at], np.zeros(90)
    goals = Ends(
        number=np.arange(90), arc=at, rest_weight=-share * net.weight_s[last],
        rest_time=-share * net.time_s[last], rest_length=-share * net.length_m[last], walk_s=none,
        walk_m=none, count=90,
    )  # fmt: skip
    whole, parts = (replace(Ground.of(net), block=block) for block in (10**6, 700))
    for name in ("weight", "time"):
        found = [nearest_fields(one, goals, getattr(one, name), k=2) for one in (whole, parts)]
        for one, other in zip(*found, strict=True):
            np.testing.assert_array_equal(one.labels.cost, other.labels.cost)
            states = np.arange(whole.states)
            for here, there in zip(one.found(states), other.found(states), strict=True):
                np.testing.assert_array_equal(here, there)
        for here, there in zip(found[0][0].found(states), found[1][0].timed().found(states)[:2],
                               strict=False):  # fmt: skip
            np.testing.assert_array_equal(here, there)


def test_ends_of_all_paths_may_stand_instead_of_their_first_steps() -> None:
    net = RoadNetwork.from_osm(SAMPLE, "bike").network
    ground, at = Ground.of(net), np.arange(0, len(net.twin), 500)
    none = np.zeros(len(at))
    goals = Ends(number=np.arange(len(at)), arc=at, rest_weight=none, rest_time=none,
                 rest_length=none, walk_s=none, walk_m=none, count=len(at))  # fmt: skip
    labels = nearest_fields(ground, goals, ground.time, k=1)[0].labels
    end, sums = Trees(ground, labels).doubled([ground.time])
    instead, others = Trees(ground, labels).doubled([ground.time], instead=True)
    np.testing.assert_array_equal(end, instead)
    np.testing.assert_array_equal(sums, others)
    assert instead is labels.before


def test_what_people_are_asked_for_in_parts_is_the_same() -> None:
    """The goals are swept once, and whoever travels there changes nothing for the others."""
    router = RoadNetwork.from_osm(SAMPLE, "foot")
    west, south, east, north = router.network.extent
    rng = np.random.default_rng(9)
    lonlat = np.column_stack([rng.uniform(west, east, 300), rng.uniform(south, north, 300)])
    people = table([tuple(one) for one in lonlat])
    people = people.assign(population=1.0, ags="13071000", ags_kreis="13071", ags_land="13",
                           place="X")  # fmt: skip
    offers = Located(table([tuple(one) for one in lonlat[:40] + 0.001], "q").assign(role="offer"))
    whole = reach(people, offers, router, role=None)
    ground = router._searches.ground
    kept = offers.on(router, router.place).on  # type: ignore[attr-defined]
    assert ground.kept.has(kept, "nearest 2")
    parts = [reach(people.iloc[low : low + 70], offers, router, role=None)
             for low in range(0, 300, 70)]  # fmt: skip
    pd.testing.assert_frame_equal(pd.concat(parts), whole, check_exact=True)
    copy = pickle.loads(pickle.dumps(ground.kept))  # noqa: S301
    assert not copy.has(kept, "nearest 2")


@given(
    st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4), st.sampled_from([0.1, 0.1 + 1e-9, 2])))
)
def test_the_best_of_each_comes_first_when_all_are_sorted(
    pairs: list[tuple[int, int, float]],
) -> None:
    leaf, root, weight = np.array(pairs, dtype=float).reshape(-1, 3).T
    number = np.arange(len(pairs), dtype=float)
    paths = Paths(root=root.astype(int), leaf=leaf.astype(int), weight=weight, time=number,
                  length=number, gap_m=number)  # fmt: skip
    order = np.lexsort((root, np.round(weight, 6), leaf))
    first = order[np.unique(leaf[order], return_index=True)[1]]
    np.testing.assert_array_equal(paths.best(1).time, number[first])
