"""Public extracts as they are: cut anywhere, edited by hand, from many programs."""

import bz2
import gzip
import io
import logging
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import mintgeo as mg
from mintgeo import RoadNetwork, travel_times
from mintgeo._cache import seal
from mintgeo._errors import InputError, MissingDataError
from mintgeo.addresses.harvest import harvest
from mintgeo.sites.shapes import objects
from tests.road_world import Tags, table, write_osm
from tests.shared_data import FOLDER

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


KINDS = st.sampled_from(["node", "way", "relation"])
MEMBERS = st.lists(
    st.tuples(KINDS, st.integers(-1, 14) | st.just(20), st.sampled_from(["from", "via", "to", ""])),
    max_size=6,
)
VALUES = st.sampled_from(["no_u_turn", "only_straight_on", "no_entry", "only_", "no_", "yes", ""])


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rules=st.lists(st.tuples(MEMBERS, VALUES), min_size=1, max_size=3))
def test_no_restriction_of_any_form_ends_a_network(
    rules: list[tuple[list[tuple[str, int, str]], str]], tmp_path: Path
) -> None:
    """Members of any kind, missing, twice, closed and of one node: a network comes."""
    ways = {**WAYS, 14: ([2, 4, 6, 2], STREET), 20: ([3], STREET), -1: ([7, 6, 7], STREET)}
    path = write_osm(tmp_path / "a.osm", NODES, ways)
    text = ""
    for number, (members, value) in enumerate(rules, start=900):
        inside = "".join(f'<member type="{k}" ref="{r}" role="{o}"/>' for k, r, o in members)
        tags = f'<tag k="type" v="restriction"/><tag k="restriction" v="{value}"/>'
        text += f'<relation id="{number}">{inside}{tags}</relation>'
    path.write_text(path.read_text().replace("</osm>", f"{text}</osm>"))
    assert RoadNetwork.from_osm(path, "car", cache=False, progress=False).describe()["arcs"]


def test_a_node_is_no_way_even_if_its_number_is_one(tmp_path: Path) -> None:
    """A restriction from *node* 11 must not bind who comes from *way* 11."""
    path = write_osm(tmp_path / "a.osm", NODES, WAYS)
    rule = (
        '<relation id="9"><member type="node" ref="11" role="from"/><member type="node" ref="3" '
        'role="via"/><member type="way" ref="12" role="to"/><tag k="type" v="restriction"/>'
        '<tag k="restriction" v="no_straight_on"/></relation>'
    )
    path.write_text(path.read_text().replace("</osm>", rule + "</osm>"))
    assert minutes(path) > 0


def minutes(path: Path, mode: str = "car") -> float:
    """From the first to the last node of the little world, which must be joined."""
    router = RoadNetwork.from_osm(path, mode, cache=False, progress=False)
    ends = table([NODES[1][:2], NODES[7][:2]])
    (way,) = travel_times(ends[:1], ends[1:], router).itertuples()
    assert way.status == "ok"
    return float(way.travel_min)


TOWN = """<?xml version="1.0"?><osm version="0.6" generator="GEN">
{nodes}{ways}{relations}</osm>"""
HOUSE: Tags = {"addr:street": "Ring", "addr:housenumber": "3", "addr:city": "Ort"}
BARE = {number: (lon, lat, {}) for number, (lon, lat, _) in NODES.items()}


def parts(sign: int = 1, version: int = 1) -> dict[str, list[str]]:
    """Objects of a small town as XML: roads, a house, a school of a way, one of a relation."""
    node = [
        f'<node id="{sign * n}" version="{version}" lat="{lat:.7f}" lon="{lon:.7f}"/>'
        for n, (lon, lat, _) in NODES.items()
    ]
    corners = [(30, 0.0, 13.26), (31, 0.001, 13.262), (32, 0.002, 13.26)]
    node += [
        f'<node id="{sign * n}" version="{version}" lat="{53.56 + up}" lon="{east}"/>'
        for n, up, east in corners
    ]
    ring = [30, 31, 32, 30]
    school = {"amenity": "school", "name": "Schule"}
    all_ways = {
        **WAYS,
        40: (ring, {**school, **HOUSE}),
        41: (ring, {}),
    }
    way = [
        f'<way id="{sign * n}" version="{version}">'
        + "".join(f'<nd ref="{sign * ref}"/>' for ref in refs)
        + "".join(f'<tag k="{k}" v="{v}"/>' for k, v in tags.items())
        + "</way>"
        for n, (refs, tags) in all_ways.items()
    ]
    relation = (
        f'<relation id="{sign * 50}" version="{version}"><member type="way" ref="{sign * 41}" '
        'role="outer"/><tag k="type" v="multipolygon"/><tag k="amenity" v="library"/>'
        '<tag k="name" v="Bücherei"/></relation>'
    )
    return {"n": node, "w": way, "r": [relation]}


def town(path: Path, *blocks: str, generator: str = "hand") -> Path:
    """Write pieces of XML, in the order given, as one extract."""
    head = f'<?xml version="1.0"?><osm version="0.6" generator="{generator}">'
    path.write_text(head + "\n".join(blocks) + "</osm>", encoding="utf-8")
    return path


def told(path: Path) -> dict[str, object]:
    """What everything that reads extracts says of a town."""
    houses = harvest(path).houses
    found = objects(path, ["amenity"])
    return {
        "minutes": round(minutes(path), 3),
        "houses": houses[["lat", "lon"]].round(6).to_numpy().tolist(),
        "places": sorted(
            (one.tags["name"], round(one.point.x, 6), round(one.point.y, 6)) for one in found
        ),
    }


def usual(tmp_path: Path) -> dict[str, object]:
    one = parts()
    said = told(town(tmp_path / "usual.osm", *one["n"], *one["w"], *one["r"]))
    assert len(said["places"]) == 2  # type: ignore[arg-type]
    assert len(said["houses"]) >= 1  # type: ignore[arg-type]
    return said


def _mixed() -> list[str]:
    one = parts()
    middle = {*range(3, 6)}
    text = "\n".join([*one["n"], *one["w"], *one["r"]])
    for number in middle:
        text = text.replace(f'<node id="{number}"', f'<node id="-{number}"')
        text = text.replace(f'ref="{number}"', f'ref="-{number}"')
    return [text]


def _old(sign: str) -> list[str]:
    """Older versions: elsewhere, of other names, since deleted."""
    one = parts(version=2)
    nodes = [
        text.replace('version="2"', 'version="1"').replace("53.5", "53.4") for text in one["n"]
    ]
    gone = (
        '<node id="77" version="1" lat="53.56" lon="13.26"><tag k="amenity" v="school"/>'
        '<tag k="name" v="Alte Schule"/></node><node id="77" version="2" visible="false"/>'
    )
    every = [*nodes, *one["n"], gone, *one["w"], *one["r"]]
    return every if sign == "first" else [*one["n"], *nodes, gone, *one["w"], *one["r"]]


_ONE, _NEW = parts(), parts(-1)
_GONE = (
    '<node id="78" version="3" visible="false" lat="53.56" lon="13.26">'
    '<tag k="amenity" v="school"/><tag k="name" v="Weg"/></node>'
)
ORDERS: dict[str, list[str]] = {
    "ways first": [*_ONE["w"], *_ONE["n"], *_ONE["r"]],
    "backwards": [*_ONE["r"], *_ONE["w"], *_ONE["n"]],
    "relations between": [*_ONE["n"][:5], *_ONE["r"], *_ONE["w"], *_ONE["n"][5:]],
    "way by way": [*_ONE["w"][:2], *_ONE["n"], *_ONE["w"][2:], *_ONE["r"]],
    "two blocks": [*_ONE["n"][:4], *_ONE["w"][:1], *_ONE["n"][4:], *_ONE["w"][1:], *_ONE["r"]],
    "falling ids": [*_ONE["n"][::-1], *_ONE["w"][::-1], *_ONE["r"]],
    "everything twice": [*_ONE["n"], *_ONE["w"], *_ONE["r"]] * 2,
    "nodes twice": [*_ONE["n"], *_ONE["n"], *_ONE["w"], *_ONE["r"]],
    "below zero": [*_NEW["n"], *_NEW["w"], *_NEW["r"]],
    "below zero, ways first": [*_NEW["w"], *_NEW["n"], *_NEW["r"]],
    "below zero in the middle": _mixed(),
    "older versions": _old("first"),
    "older versions last": _old("last"),
    "no versions": [text.replace(' version="1"', "") for kind in "nwr" for text in _ONE[kind]],
    "deleted": [*_ONE["n"], _GONE, *_ONE["w"], '<way id="79" visible="false"/>', *_ONE["r"]],
    "zero": ['<node id="0" lat="53.56" lon="13.26"/>', *_ONE["n"], *_ONE["w"], *_ONE["r"]],
}  # fmt: skip


@pytest.mark.parametrize("order", ORDERS)
def test_in_whatever_order_objects_come_they_tell_the_same(order: str, tmp_path: Path) -> None:
    assert told(town(tmp_path / "a.osm", *ORDERS[order])) == usual(tmp_path)


@pytest.mark.parametrize("order", ["ways first", "below zero", "everything twice"])
@pytest.mark.parametrize("ending", ["osm.pbf", "opl", "osm.bz2", "osh.pbf"])
def test_other_formats_in_odd_orders(order: str, ending: str, tmp_path: Path) -> None:
    osmium = pytest.importorskip("osmium")
    plain = town(tmp_path / "a.osm", *ORDERS[order])
    path = tmp_path / f"b.{ending}"
    with osmium.SimpleWriter(path) as writer:
        for one in osmium.FileProcessor(plain):
            writer.add(one)
    assert told(path) == usual(tmp_path)


@pytest.mark.parametrize("order", ["older versions", "older versions last", "deleted"])
@pytest.mark.parametrize("ending", ["osh", "osh.pbf", "osh.gz", "osh.opl"])
def test_histories_are_read_as_of_today(order: str, ending: str, tmp_path: Path) -> None:
    osmium = pytest.importorskip("osmium")
    path = tmp_path / f"b.{ending}"
    with osmium.SimpleWriter(path) as writer:
        for one in osmium.FileProcessor(town(tmp_path / "a.osm", *ORDERS[order])):
            writer.add(one)
    assert told(path) == usual(tmp_path)


def test_what_was_deleted_in_josm_is_gone(tmp_path: Path) -> None:
    one = parts()
    gone = (
        "<node id='80' action='delete' visible='true' version='1' lat='53.56' lon='13.26'>"
        "<tag k='amenity' v='school'/><tag k='name' v='Weg'/></node>"
    )
    new = "<way id='-81' action='modify' visible='true'><nd ref='1'/><nd ref='7'/></way>"
    path = town(tmp_path / "a.osm", *one["n"], gone, *one["w"], new, *one["r"], generator="JOSM")
    assert told(path) == usual(tmp_path)


@pytest.mark.parametrize(
    "name", ["A.OSM", "a.Osm", "a.osm.GZ", "A.OSM.BZ2", "a.xml", "a.osm.txt", "a", "ä b.OSM.xml.gz"]
)
def test_a_file_is_what_it_holds_whatever_its_name(name: str, tmp_path: Path) -> None:
    one = parts()
    plain = town(tmp_path / "plain.osm", *one["n"], *one["w"], *one["r"]).read_bytes()
    pack: Callable[[bytes], bytes] = (
        gzip.compress if name.lower().endswith("gz") else bz2.compress
        if name.lower().endswith("bz2") else bytes
    )  # fmt: skip
    path = tmp_path / name
    path.write_bytes(pack(plain))
    assert told(path) == usual(tmp_path)


@pytest.mark.parametrize("name", ["A.OSM.PBF", "a.Pbf", "a.osm", "a.osm.gz", "extract"])
def test_a_pbf_is_one_under_any_name(name: str, tmp_path: Path) -> None:
    osmium = pytest.importorskip("osmium")
    one = parts()
    plain = town(tmp_path / "plain.osm", *one["n"], *one["w"], *one["r"])
    with osmium.SimpleWriter(tmp_path / "p.osm.pbf") as writer:
        for item in osmium.FileProcessor(plain):
            writer.add(item)
    path = shutil.copy(tmp_path / "p.osm.pbf", tmp_path / name)
    assert told(Path(path)) == usual(tmp_path)


@pytest.mark.parametrize("name", ["a.osc", "a.osm", "a.osc.gz", "a.osm.gz", "A.OSC"])
def test_changes_are_refused_as_such(name: str, tmp_path: Path) -> None:
    text = b'<osmChange version="0.6"><create><node id="1" lat="1" lon="2"/></create></osmChange>'
    path = tmp_path / name
    path.write_bytes(gzip.compress(text) if name.endswith("gz") else text)
    with pytest.raises(InputError, match=rf"{name} holds changes to the map"):
        mg.RoadNetwork.from_osm(path, "foot", cache=False, progress=False)


@pytest.mark.parametrize(
    "wrong", ['lat="NaN"', 'lat="553.55"', 'lat="53,55"', 'lat="x"', 'lat="inf"', 'lat="999"']
)
@pytest.mark.parametrize("ending", ["osm", "osm.gz"])
def test_coordinates_that_are_none_are_refused_with_their_node(
    wrong: str, ending: str, tmp_path: Path
) -> None:
    one = parts()
    one["n"][3] = f'<node id="4" version="1" {wrong} lon="13.268"/>'
    path = town(tmp_path / "a.osm", *one["n"], *one["w"], *one["r"])
    if ending.endswith("gz"):
        path = tmp_path / "a.osm.gz"
        path.write_bytes(gzip.compress((tmp_path / "a.osm").read_bytes()))
    for read in (lambda: minutes(path), lambda: harvest(path), lambda: objects(path, ["amenity"])):
        with pytest.raises(InputError, match=rf"{path.name} .*node 4 has lat="):
            read()


@pytest.mark.parametrize("place", [(91, 13), (53, 190), (0, 0), (13.27, 53.55), (-53.55, 13.27)])
def test_a_node_far_off_is_passed_over_and_said(
    place: tuple[float, float], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A dead end leads to it: everything else is as if it were not there."""
    lat, lon = place
    odd = f'<node id="99" version="1" lat="{lat}" lon="{lon}"/>'
    road = '<way id="98"><nd ref="3"/><nd ref="99"/><tag k="highway" v="residential"/></way>'
    corner = _ONE["w"][3].replace('<nd ref="31"/>', '<nd ref="31"/><nd ref="99"/>')
    ways = [*_ONE["w"][:3], corner, *_ONE["w"][4:], road]
    path = town(tmp_path / "a.osm", *_ONE["n"], odd, *ways, *_ONE["r"])
    with caplog.at_level(logging.WARNING):
        assert told(path) == usual(tmp_path)
    assert "a.osm: 1 nodes of roads are passed over" in caplog.text
    assert "node 99" in caplog.text


@pytest.mark.parametrize("nodes", [[1], [], [3, 3], [1, 88, 2], [88, 89], [5, 5, 5]])
def test_ways_of_few_doubled_or_unknown_nodes_change_nothing(
    nodes: list[int], tmp_path: Path
) -> None:
    more = "".join(f'<nd ref="{ref}"/>' for ref in nodes)
    way = f'<way id="97">{more}<tag k="highway" v="residential"/><tag k="name" v="X"/></way>'
    path = town(tmp_path / "a.osm", *_ONE["n"], *_ONE["w"], way, *_ONE["r"])
    assert told(path)["minutes"] == usual(tmp_path)["minutes"]


EXTRACTS = sorted(
    path
    for folder in ("osm", "osm_abroad", "gtfs")
    for path in (FOLDER / folder).glob("*")
    if ".pbf" in path.name or ".osm" in path.name
)


LARGE = 600_000
"""Bytes; larger extracts take a minute together."""


@pytest.mark.skipif(not EXTRACTS, reason="no shared extracts")
@pytest.mark.parametrize(
    "path",
    [
        pytest.param(one, id=one.name, marks=[pytest.mark.verify, pytest.mark.slow] * is_large)
        for one in EXTRACTS
        for is_large in [one.stat().st_size > LARGE]
    ],
)
def test_every_public_extract_is_read_by_everything(path: Path) -> None:
    for mode in ("car", "bike", "foot"):
        network = RoadNetwork.from_osm(path, mode, cache=False, progress=False)
        assert network.describe()["arcs"] > 100  # type: ignore[operator]
        west, south, east, north = network.network.extent
        middle = table([((west + east) / 2, (south + north) / 2), (west, south)])
        assert (network.minutes_to_border(middle) >= 0).all()
    assert int(mg.AddressIndex.from_osm(path, progress=False).about["streets"]) > 0
    try:
        assert len(mg.sites.from_osm(path, progress=False))
    except MissingDataError:
        assert "porto" in path.name or "poa" in path.name


def _blocked(folder: Path) -> Path:
    (folder / "file").write_text("no folder")
    return folder / "file"


def _taken(folder: Path) -> Path:
    (folder / "roads").write_text("no folder either")
    return folder


def _unsummed(folder: Path) -> Path:
    (folder / "sums").write_text("no folder")
    return folder


def _garbage(folder: Path) -> Path:
    """What lies there is sealed, but no network."""
    RoadNetwork.from_osm(folder.parent / "a.osm", "foot", cache=folder, progress=False)
    (kept,) = (folder / "roads").glob("*.npz")
    kept.write_bytes(b"no network")
    seal(kept)
    return folder


def _another(folder: Path) -> Path:
    RoadNetwork.from_osm(folder.parent / "a.osm", "foot", cache=folder, progress=False)
    (kept,) = (folder / "roads").glob("*.npz")
    packed = io.BytesIO()
    np.savez(packed, first=np.arange(3))
    kept.write_bytes(packed.getvalue())
    seal(kept)
    return folder


CACHES: list[Callable[[Path], Path]] = [
    _blocked, _taken, _unsummed, _garbage, _another,
    lambda _: Path("/proc/none"), lambda _: Path("/dev/null"),
    lambda folder: folder / ("x" * 300), lambda folder: folder / "a\0b",
]  # fmt: skip


@pytest.mark.parametrize("broken", CACHES)
def test_a_cache_that_cannot_keep_costs_time_not_the_network(
    broken: Callable[[Path], Path], tmp_path: Path
) -> None:
    path = town(tmp_path / "a.osm", *_ONE["n"], *_ONE["w"])
    folder = tmp_path / "cache"
    folder.mkdir()
    where = broken(folder)
    for _ in range(2):
        network = RoadNetwork.from_osm(path, "foot", cache=where, progress=False)
        assert network.describe()["arcs"] == 2
