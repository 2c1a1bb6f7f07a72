"""Extracts read in blocks: the same as object by object, in any order, once for all modes."""

from dataclasses import fields
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mintgeo import RoadNetwork, _osm
from mintgeo._extract import Extract, read_extract
from mintgeo.travel.roads.graph import cache
from mintgeo.travel.roads.graph.network import Network, build_network, network_of
from mintgeo.travel.roads.graph.obstacles import obstacles_met, waits
from mintgeo.travel.roads.graph.sorting import firsts, order_by
from mintgeo.travel.roads.reading.extract import _numbered, read_ways
from mintgeo.travel.roads.reading.profiles import PROFILES
from mintgeo.travel.roads.reading.rules import ANY, BOTH, SIGNAL, Profile, Turns
from mintgeo.travel.roads.reading.ways import Obstacles
from tests.road_world import kleinland, write_osm
from tests.shared_data import shared

pytest.importorskip("osmium")
WANTED = {"n": ["barrier", "highway"], "w": ["highway", "route"], "r": ["restriction"]}
WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zs"]), min_size=1, max_size=140)


def objects(path: Path) -> list[tuple[object, ...]]:
    """What blocks say, an object at a time."""
    found: list[tuple[object, ...]] = []
    for block in _osm.blocks(path, WANTED, progress=False):
        text = [one.decode() for one in block.strings]
        for row, number in enumerate(block.ids.tolist()):
            a, b = block.tag_first[row : row + 2]
            tags = [
                (text[k], text[v]) for k, v in zip(block.keys[a:b], block.values[a:b], strict=True)
            ]
            a, b = block.ref_first[row : row + 2] if block.kind != "n" else (0, 0)
            rest = [one[a:b].tolist() for one in (block.refs, block.x, block.y, block.types)]
            roles = [text[role] for role in block.roles[a:b]]
            found.append((block.kind, number, tags, *rest, roles))
    return found


def one_by_one(path: Path) -> list[tuple[object, ...]]:
    """The same as osmium gives it to Python."""
    found: list[tuple[object, ...]] = []
    for kind, keys in WANTED.items():
        for one in _osm.stream(path, kind, keys=keys, locations=True, progress=False):
            nodes = list(one.nodes) if kind == "w" else []
            members = list(one.members) if kind == "r" else []
            found.append((
                kind, one.id, [(tag.k, tag.v) for tag in one.tags],
                [node.ref for node in nodes] + [member.ref for member in members],
                [node.location.x for node in nodes], [node.location.y for node in nodes],
                ["nwr".index(member.type) for member in members],
                [member.role for member in members],
            ))  # fmt: skip
    return found


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    ids=st.lists(st.integers(1, 2**50), min_size=2, max_size=8, unique=True),
    tags=st.dictionaries(WORDS, WORDS, max_size=6),
    at=st.tuples(st.floats(-179, 179), st.floats(-89, 89)),
)
def test_blocks_say_what_objects_say(
    ids: list[int], tags: dict[str, str], at: tuple[float, float], tmp_path: Path
) -> None:
    nodes = {one: (at[0], at[1] - number / 50, {"barrier": "gate", **tags} if number % 2 else {})
             for number, one in enumerate(sorted(ids))}  # fmt: skip
    way = {
        7: (ids, {**tags, "highway": "path"}),
        2**45: (ids[:1], {"route": "ferry"}),
        9: (ids, tags),
    }
    turns = [(7, ("node", ids[0]), 9, {**tags, "restriction": "no_u_turn"})]
    path = write_osm(tmp_path / "a.osm", nodes, way, turns)
    assert objects(path) == one_by_one(path)


def test_blocks_of_a_real_extract() -> None:
    path = shared("osm/brouter_dreieich.osm.pbf")
    assert objects(path) == one_by_one(path)


def same(one: Network, other: Network) -> None:
    for field in fields(Network):
        np.testing.assert_array_equal(getattr(one, field.name), getattr(other, field.name))


def named(path: Path) -> Path:
    """Kleinland with a street whose halves have names of their own, which only bicycles mind."""
    return kleinland(path, way_101={"name": "Ost"}, way_102={"name": "West"})


@pytest.mark.parametrize("mode", list(PROFILES))
def test_a_common_reading_is_that_of_the_mode_alone(mode: str, tmp_path: Path) -> None:
    path = named(tmp_path / "a.osm")
    reading = read_ways(path, list(PROFILES.values()))
    profile = PROFILES[mode]
    same(network_of(reading, profile, box=_osm.extent(path)), build_network(path, profile))


def test_nodes_behind_their_ways_are_found(tmp_path: Path) -> None:
    """In a format that does not show its order at a look."""
    osmium = _osm.engine()
    plain, turned = named(tmp_path / "a.osm"), tmp_path / "b.opl"
    with osmium.SimpleWriter(str(turned)) as writer:
        for kind in "wrn":
            for one in _osm.stream(plain, kind, progress=False):
                writer.add(one)
    for profile in PROFILES.values():
        one, other = build_network(plain, profile), build_network(turned, profile)
        np.testing.assert_array_equal(one.x, other.x)
        np.testing.assert_array_equal(one.step_weight_s, other.step_weight_s)
    asked: list[bool] = []
    read_extract(turned, lambda extract: asked.append(look(extract)))
    assert asked == [True]


def look(extract: Extract) -> bool:
    """Whether ways know all their nodes."""
    blocks = list(extract.blocks({"w": ["highway"]}, progress=False))
    missing = np.concatenate([one.refs[one.x == 2_147_483_647] for one in blocks])
    extract.check_places(missing)
    return not len(missing)


def test_modes_of_a_study_are_read_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = kleinland(tmp_path / "a.osm")
    monkeypatch.setenv("MINTGEO_CACHE", str(tmp_path / "cache"))
    readings: list[list[str]] = []

    def counted(file: Path, profiles: list[object], **how: object) -> object:
        readings.append([one.mode for one in profiles])  # type: ignore[attr-defined]
        return read_ways(file, profiles, **how)  # type: ignore[arg-type]

    monkeypatch.setattr(cache, "read_ways", counted)
    cache.keep_networks(path, ["car"], progress=False)
    assert readings == []  # one mode alone has nothing to share
    RoadNetwork.from_osm(path, "car", progress=False)
    cache.keep_networks(path, list(PROFILES), progress=False)
    for mode in PROFILES:
        RoadNetwork.from_osm(path, mode, progress=False)
    assert readings == [["car"], ["bike", "foot"]]


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=40))
def test_counting_orders_as_lexsort_does(pairs: list[tuple[int, int]]) -> None:
    one, two = np.array(pairs, dtype=np.int32).reshape(-1, 2).T
    np.testing.assert_array_equal(order_by(one, two, below=10), np.lexsort((two, one)))
    np.testing.assert_array_equal(firsts(one, 10), np.searchsorted(np.sort(one), np.arange(11)))


@given(st.lists(st.integers(0, 2**60), max_size=30))
def test_nodes_are_numbered_by_their_ids(ids: list[int]) -> None:
    refs = np.array(ids * 2, dtype=np.int64)
    different, number = _numbered(refs)
    np.testing.assert_array_equal(different, np.unique(refs))
    np.testing.assert_array_equal(different[number], refs)


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 5), st.integers(-1, 1)), max_size=9))
def test_who_comes_to_a_node_meets_what_faces_them(rows: list[tuple[int, int, int]]) -> None:
    node, kind, direction = np.array(sorted(rows), dtype=np.int64).reshape(-1, 3).T
    seconds = np.arange(len(node)) + 0.5
    roads: Any = SimpleNamespace(
        obstacles=Obstacles(node=node, kind=kind, seconds=seconds, direction=direction)
    )
    comers = [(one, way) for one in range(6) for way in BOTH]
    wait, signal = waits(roads, *obstacles_met(roads, *np.array(comers).T), len(comers))
    for number, (one, way) in enumerate(comers):
        met = (node == one) & ((direction == ANY) | (direction == way))
        assert wait[number] == seconds[met].sum()
        assert signal[number] == (kind[met] == SIGNAL).any()


@pytest.mark.parametrize("profile", PROFILES.values(), ids=list(PROFILES))
def test_a_profile_says_whether_it_looks_at_angles(profile: Profile) -> None:
    """Bearings are made only for those that do."""
    angle, no = np.linspace(-180, 180, 37), np.zeros(37, dtype=bool)
    turns = Turns(angle=angle, roads=np.full(37, 4), u_turn=no, signal=no,
                  obstacle_s=np.zeros(37), mode_changes=no, roundabout=no)  # fmt: skip
    cost = profile.turn_s(turns)
    assert (len(np.unique(cost)) > 1) == profile.angles


def test_it_does_not_matter_which_way_a_street_was_drawn(tmp_path: Path) -> None:
    """Streets drawn towards each other are one road; of other names they are two for bicycles."""
    nodes = {one: (one / 100, one % 2 / 300, {}) for one in range(1, 8)}
    lane = {"highway": "service", "oneway": "yes", "foot": "no"}
    arcs = {}
    for name, last in (("drawn on", [3, 4, 5]), ("drawn back", [5, 4, 3])):
        for road in ("Ring", "Allee"):
            ways = {
                **{one: ([5, one], {**lane, "name": f"Lane {one}"}) for one in (6, 7)},
                11: ([1, 2, 3], {"highway": "residential", "name": "Ring"}),
                12: (last, {"highway": "residential", "name": road}),
            }
            path = write_osm(tmp_path / f"{name} {road}.osm", nodes, ways)
            arcs[name, road] = {mode: len(build_network(path, profile).twin)
                                for mode, profile in PROFILES.items()}  # fmt: skip
    for road in ("Ring", "Allee"):
        assert arcs["drawn on", road] == arcs["drawn back", road]
    assert arcs["drawn back", "Ring"]["bike"] + 2 == arcs["drawn back", "Allee"]["bike"]
