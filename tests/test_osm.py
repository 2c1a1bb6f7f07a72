"""The door to osmium: what is read, and one clear error for whatever is no extract."""

import bz2
import gzip
import sys
from pathlib import Path

import pytest

from mintgeo import _osm
from mintgeo._errors import InputError, MissingExtraError
from tests.shared_data import shared

XML = """<?xml version='1.0' encoding='UTF-8'?>
<osm version="0.6"><bounds minlat="49" minlon="8" maxlat="50" maxlon="9"/>
<node id="1" lat="49.5" lon="8.5"/><node id="2" lat="49.6" lon="8.6"><tag k="name" v="Ü"/></node>
<way id="5"><nd ref="1"/><nd ref="2"/><tag k="highway" v="path"/></way>
<way id="6"><nd ref="2"/><nd ref="1"/><tag k="building" v="yes"/></way>
<relation id="9"><member type="way" ref="5" role="from"/><tag k="type" v="restriction"/></relation>
</osm>
"""


def write(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("name", "pack"),
    [("a.osm", bytes), ("a.osm.gz", gzip.compress), ("a.osm.bz2", bz2.compress)],
)
def test_all_packings_are_read(name, pack, tmp_path: Path) -> None:
    path = write(tmp_path, name, pack(XML.encode()))
    assert [one.id for one in _osm.stream(path, "nwr")] == [1, 2, 5, 6, 9]
    assert [one.id for one in _osm.stream(path, "w", keys=["highway"])] == [5]
    assert [one.id for one in _osm.stream(path, "nw", ids=[2, 6])] == [2, 6]
    assert _osm.extent(path) == (8, 49, 9, 50)


@pytest.mark.parametrize("large", [_osm.LARGE_BYTES, 0])
def test_ways_know_where_they_are_if_asked(
    large: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_osm, "LARGE_BYTES", large)
    path = write(tmp_path, "a.osm", XML.encode())
    (where,) = (
        [(node.lon, node.lat) for node in way.nodes]
        for way in _osm.stream(path, "w", keys=["highway"], locations=True)
    )
    assert where == [(8.5, 49.5), (8.6, 49.6)]


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.osm.pbf", b"", "is empty"),
        ("a.osm.pbf", b"no extract at all" * 99, "cannot be read"),
        ("a.osm", b"<html></html>", "cannot be read"),
        ("a.osm", XML.encode()[:300], "cut off"),
        ("a.osm.gz", gzip.compress(XML.encode())[:150], "cut off"),
        ("a.osm.bz2", bz2.compress(XML.encode())[:150], "cut off"),
        ("a.shp", b"x", r"not named as an extract; wanted is one of .osm.pbf"),
    ],
)
def test_what_is_no_extract_is_refused(name, content, says, tmp_path: Path) -> None:
    path = write(tmp_path, name, content)
    with pytest.raises(InputError, match=says):
        list(_osm.stream(path, "nwr"))


def test_missing_file_and_folder(tmp_path: Path) -> None:
    for path, says in ((tmp_path / "a.osm.pbf", "There is no file"), (tmp_path, "is a folder")):
        with pytest.raises(InputError, match=says):
            _osm.extent(path)


def test_half_a_real_extract(tmp_path: Path) -> None:
    whole = shared("osm/brouter_dreieich.osm.pbf").read_bytes()
    path = write(tmp_path, "half.osm.pbf", whole[: len(whole) // 2])
    with pytest.raises(InputError, match="cut off"):
        list(_osm.stream(path, "nwr"))


def test_without_osmium_the_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path, "a.osm", XML.encode())
    monkeypatch.setitem(sys.modules, "osmium", None)
    for call in (lambda: list(_osm.stream(path, "n")), lambda: _osm.extent(path)):
        with pytest.raises(MissingExtraError, match=r"mintgeo\[osm\]"):
            call()
