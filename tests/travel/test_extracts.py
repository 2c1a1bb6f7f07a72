"""Public extracts as they are: cut anywhere, edited by hand, from many programs."""

from pathlib import Path

import pytest

from mintgeo import RoadNetwork, travel_times
from tests.road_world import Tags, table, write_osm

STREET: Tags = {"highway": "residential"}
NODES: dict[int, tuple[float, float, Tags]] = {
    number: (13.26 + 0.002 * number, 53.55, {}) for number in range(1, 8)
}
WAYS: dict[int, tuple[list[int], Tags]] = {
    11: ([1, 2, 3], STREET),
    12: ([3, 4, 5], STREET),
    13: ([5, 6, 7], STREET),
}
Rule = tuple[int, tuple[str, int], int, Tags]
SENSELESS: list[tuple[str, list[int], Rule]] = [
    ("from a way of one node", [3], (20, ("node", 3), 12, {"restriction": "no_left_turn"})),
    ("to a way of one node", [3], (11, ("node", 3), 20, {"restriction": "no_right_turn"})),
    ("only to a way of one node", [3], (11, ("node", 3), 20, {"restriction": "only_right_turn"})),
    ("through a way of one node", [3], (11, ("way", 20), 12, {"restriction": "no_u_turn"})),
    ("through a way of nodes outside", [88], (11, ("way", 20), 12, {"restriction": "no_u_turn"})),
    ("from a way without nodes", [], (20, ("node", 3), 12, {"restriction": "no_left_turn"})),
    ("through a way without nodes", [], (11, ("way", 20), 12, {"restriction": "no_u_turn"})),
    ("from a way of one node twice", [3, 3], (20, ("node", 3), 12, {"restriction": "no_u_turn"})),
    ("at a node outside", [3, 4], (11, ("node", 88), 12, {"restriction": "no_straight_on"})),
    ("from a way that is not there", [3, 4], (99, ("node", 3), 12, {"restriction": "no_u_turn"})),
]


@pytest.mark.parametrize("mode", ["car", "bike"])
@pytest.mark.parametrize(("what", "nodes", "rule"), SENSELESS, ids=[one[0] for one in SENSELESS])
def test_a_restriction_that_cannot_be_meant_forbids_nothing(
    tmp_path: Path, what: str, nodes: list[int], rule: Rule, mode: str
) -> None:
    ways = {**WAYS, 20: (nodes, STREET)}
    path = write_osm(tmp_path / "cut.osm", NODES, ways, [rule])
    router = RoadNetwork.from_osm(path, mode, cache=False, progress=False)
    ends = table([NODES[1][:2], NODES[7][:2]])
    way = travel_times(ends[:1], ends[1:], router)
    assert list(way["status"]) == ["ok"]
    assert way["distance_m"][0] == pytest.approx(795, abs=5)
