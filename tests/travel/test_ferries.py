"""Ferries: what a duration says in all its forms, and how it is shared between stops."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mintgeo import RoadNetwork, travel_times
from mintgeo.travel.roads.reading.tags import seconds
from tests.road_world import Tags, table, write_osm

FORMS = {
    "01:00": 60, "1:00:00": 60, "PT1H20M": 80, "pt45m": 45, "60 min": 60, "1 h": 60, "01:00 h": 60,
    "75": 75, "1.5 h": 90, "1,5 h": 90, "00:05": 5, "PT1.5H": 90, "P0DT0H35M": 35, "1h20": 80,
    "1 h 20 min": 80, "1h20m": 80, "90 minutes": 90, "2 hours": 120, "1 Stunde 30 Minuten": 90,
    "45'": 45, "20 Min.": 20, "ca. 20 min": 20, "~20 min": 20, "00:20;00:30": 20, " 00:20 ": 20,
    "600 s": 10, "00h30": 30, "about 1 hour": 60, "1 Std. 20 Min.": 80, "10:00 h": 600,
}  # fmt: skip
NONSENSE = [
    "", "yes", "?", "00:00", "0", "PT", "P", "20-30 min", "-5", "12 bananas", "30 min 1 h", "h",
    "1:2:3:4", "ten minutes", ":", "1::2", "9" * 60, "1 min 2 min", "summer only", "00:", "1e3",
]  # fmt: skip


@pytest.mark.parametrize(("text", "minutes"), FORMS.items())
def test_every_written_form_of_a_duration(text: str, minutes: float) -> None:
    assert seconds(text) == pytest.approx(minutes * 60)


@pytest.mark.parametrize("text", NONSENSE)
def test_what_is_no_duration_says_nothing(text: str) -> None:
    assert seconds(text) == 0


@given(st.text(max_size=60) | st.text("0123456789:.hmPTS ", max_size=12))
def test_no_text_is_too_odd(text: str) -> None:
    assert 0 <= seconds(text) < 1e18


@given(st.integers(0, 99), st.integers(0, 59))
def test_hours_and_minutes_in_any_form_are_the_same(hours: int, minutes: int) -> None:
    whole = hours * 3600 + minutes * 60
    for text in (
        f"{hours}:{minutes:02}", f"{hours:02}:{minutes:02}:00", f"{hours * 60 + minutes}",
        f"PT{hours}H{minutes}M", f"{hours} h {minutes} min", f"{hours}h{minutes}m",
    ):  # fmt: skip
        assert seconds(text) == whole


METRE = 1 / 66_150
"""Degrees to the east at 53.55° north."""


def island(path: Path, stops: list[float], between: list[float], **tags: str) -> RoadNetwork:
    """A ferry along so many metres; a street goes off at each stop, nodes without lie between."""
    nodes: dict[int, tuple[float, float, Tags]] = {}
    for number, metres in enumerate([*stops, *between], start=1):
        nodes[number] = (13.26 + metres * METRE, 53.55, {})
    ways: dict[int, tuple[list[int], Tags]] = {}
    for number, metres in enumerate(stops, start=1):
        nodes[100 + number] = (13.26 + metres * METRE, 53.549, {})
        ways[number] = ([number, 100 + number], {"highway": "residential"})
    order = sorted(range(1, len(stops) + len(between) + 1), key=lambda one: nodes[one][0])
    ways[99] = (order, {"route": "ferry", **tags})
    return RoadNetwork.from_osm(write_osm(path, nodes, ways), "car", cache=False, progress=False)


def minutes(router: RoadNetwork, a: float, b: float) -> float:
    ends = table([(13.26 + metres * METRE, 53.55) for metres in (a, b)])
    return float(travel_times(ends[:1], ends[1:], router)["travel_min"][0])


CROSSINGS = [
    ("nodes near one end", [0, 1000, 10_000], [100, 200, 300, 400, 500, 600, 700]),
    ("nodes near the other end", [0, 9000, 10_000], [9100, 9200, 9300, 9400]),
    ("stops alone", [0, 2500, 10_000], []),
    ("three stops", [0, 1000, 5000, 10_000], [1200, 1300, 4000]),
    ("nodes everywhere", [0, 5000, 10_000], list(range(50, 10_000, 495))),
]


@pytest.mark.parametrize(("what", "stops", "between"), CROSSINGS)
def test_a_duration_is_shared_by_length(
    what: str, stops: list[float], between: list[float], tmp_path: Path
) -> None:
    """An hour for ten kilometres is six minutes a kilometre, wherever nodes and stops lie."""
    router = island(tmp_path / "a.osm", stops, between, duration="1 h")
    for a in stops:
        for b in stops:
            if a != b:
                assert minutes(router, a, b) == pytest.approx(6 * abs(b - a) / 1000, abs=0.6)


def sailed(path: Path, along: list[int], box: tuple[float, float, float, float] | None) -> float:
    """Minutes from the first to the fifth kilometre of a ferry of an hour over nodes 0 to 10."""
    nodes: dict[int, tuple[float, float, Tags]] = {
        number: (13.26 + 1000 * number * METRE, 53.55, {}) for number in range(11)
    }
    nodes |= {100 + number: (nodes[number][0], 53.549, {}) for number in (1, 4)}
    ways: dict[int, tuple[list[int], Tags]] = {
        number: ([number, 100 + number], {"highway": "footway"}) for number in (1, 4)
    }
    ways[9] = (along, {"route": "ferry", "duration": "60"})
    router = RoadNetwork.from_osm(
        write_osm(path, nodes, ways), "foot", cache=False, progress=False, bbox=box
    )
    return minutes(router, 1000, 4000)


SAILED = [
    ("as it is", [*range(11)], 18.0),
    ("a node twice", [0, 0, 1, 1, 1, *range(2, 11)], 18.0),
    ("there and back", [*range(11), *range(9, -1, -1)], 9.0),
    ("half of it cut off", [*range(11), *range(50, 60)], 9.0),
    ("a hole in it", [*range(6), 77, *range(6, 11)], 180 / 11),
]


@pytest.mark.parametrize(("what", "along", "wanted"), SAILED, ids=[one[0] for one in SAILED])
def test_repeated_nodes_and_cut_ferries(
    what: str, along: list[int], wanted: float, tmp_path: Path
) -> None:
    """A repeated node takes no time; of a ferry that the extract cuts, the part takes its part."""
    assert sailed(tmp_path / "a.osm", along, None) == pytest.approx(wanted, rel=0.06)


def test_a_box_does_not_change_how_long_a_ferry_takes(tmp_path: Path) -> None:
    box = (13.25, 53.5, 13.26 + 5500 * METRE, 53.6)
    assert sailed(tmp_path / "a.osm", [*range(11)], box) == pytest.approx(18, abs=0.2)
