"""The coverage map by its parts: what it holds, and that it asks nothing of anyone."""

import json
import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

import mintgeo as mg
from mintgeo._errors import InputError, TableError
from mintgeo.maps._assets import embed_json
from mintgeo.maps._pack import FINE, packed, packed_spots
from tests import kleinland
from tests.maps.packed import numbers_of, parts_of, rows_of, steps_of

LOADS = re.compile(
    r"""(?:src|href)\s*=\s*["']?(?!data:|#)[^"'>\s]|@import|url\((?!["']?(?:data:|#))"""
)


def coverage(shares: dict[str, float]) -> pd.DataFrame:
    table = pd.DataFrame({"ags": list(shares), "share": list(shares.values())})
    table = pd.concat([table.assign(minutes=15.0), table.assign(minutes=30.0)], ignore_index=True)
    table["name"], table["mode"], table["population"] = table["ags"], "car", 1000.0
    table["covered"] = table["share"] * 1000
    return table.assign(median_min=1.0, p90_min=2.0, median_m=3.0)


def payload(page: mg.maps.Map | str) -> dict[str, object]:
    """What the themes of a page draw, later ones over earlier ones."""
    text = page if isinstance(page, str) else page.html()
    data: dict[str, Any] = {}
    for part in text.split('<script type="application/json"')[1:]:
        read, _ = json.JSONDecoder().raw_decode(part.split(">", 1)[1])
        missing = read.get("missing", 0) + data.get("missing", 0)
        data = {**data, **read, "missing": missing}
    return data


@pytest.fixture
def page() -> mg.maps.Map:
    return mg.maps.coverage_map(
        coverage({"91001": 0.43, "92001": 1.0}),
        kleinland.regions(),
        sites=kleinland.sites().assign(name="a"),
        participants=kleinland.demand(),
        meeting=kleinland.sites().iloc[:1],
        title="Kleinland",
    )


def test_page_loads_nothing(page: mg.maps.Map) -> None:
    markup = re.sub(r"<script>.*?</script>", "", page.html(), flags=re.DOTALL)
    assert not LOADS.search(markup)
    assert "http://" not in markup
    assert "https://" not in markup
    assert "default-src 'none'" in page.html()
    assert 'lang="de"' in page.html()


def test_layers_hold_what_they_should(page: mg.maps.Map) -> None:
    data = payload(page)
    kreise = [one["properties"] for one in data["kreise"]["features"]]
    assert kreise[0]["views"] == {"car-15": [2, 0, 0.43, 0.43], "car-30": [2, 0, 0.43, 0.43]}
    assert len(data["borders"]["features"]) == 2
    assert [(o["category"], len(rows_of(o["spots"]))) for o in data["offers"]] == [
        ("Schülerlabor", 1)
    ]
    assert len(data["people"]) == 6
    assert data["missing"] == 1
    assert [view["first"] for view in data["views"]] == [False, True]


def test_kreis_without_data_has_no_share() -> None:
    page = mg.maps.coverage_map(coverage({"91001": 0.5}), kleinland.regions())
    kreise = {o["properties"]["name"]: o["properties"] for o in payload(page)["kreise"]["features"]}
    assert kreise["Ostkreis"]["views"] == {}


def test_class_is_that_of_the_middle_and_doubt_is_told() -> None:
    """51–86 % are not "80–100 %", and reach over two borders."""
    table = coverage({"91001": 0.85, "92001": 0.61})
    table["share_low"] = table["ags"].map({"91001": 0.51, "92001": 0.58})
    table["share_high"] = table["ags"].map({"91001": 0.86, "92001": 0.79})
    found = payload(mg.maps.coverage_map(table, kleinland.regions()))["kreise"]["features"]  # type: ignore[index]
    views = {one["properties"]["name"]: one["properties"]["views"]["car-30"] for one in found}
    assert views["Westkreis"] == [3, 1, 0.51, 0.86]
    assert views["Ostkreis"] == [3, 0, 0.58, 0.79]


@pytest.mark.slow
def test_borders_follow_the_lines_of_the_kreise() -> None:
    kreise = mg.regions("kreis")
    page = mg.maps.coverage_map(coverage(dict.fromkeys(kreise["ags"], 0.5)), kreise)
    data = payload(page)
    corners = {tuple(xy) for one in data["kreise"]["features"] for xy in _flat(one)}
    assert {tuple(xy) for one in data["borders"]["features"] for xy in _flat(one)} <= corners
    assert len(data["borders"]["features"]) == 16
    assert len(page.html()) < 2_000_000


def _flat(feature: Any) -> list[list[int]]:
    return [xy for part in parts_of(feature["shape"]) for line in part for xy in line]


def test_packed_shapes_are_steps_from_point_to_point() -> None:
    square = shapely.box(10, 50, 10.0002, 50.0001)
    made = packed("MultiPolygon", [(square, {"name": "x"})])
    one, corners, *steps = numbers_of(made["features"][0]["shape"])
    assert _flat(made["features"][0])[0] == [100002, 500000]
    assert (one, corners) == (1, 5)
    assert steps_of(steps) == [100002, 500000, 0, 1, -2, 0, 0, -1, 2, 0]


def test_a_town_is_packed_in_steps_of_a_metre() -> None:
    line = shapely.LineString([(13, 53), (13.00012, 53.00001)])
    made = packed("MultiLineString", [(line, {})], scale=FINE)
    assert made["scale"] == FINE
    assert parts_of(made["features"][0]["shape"]) == [[[[1300000, 5300000], [1300012, 5300001]]]]


def test_packed_spots_hold_every_word_once() -> None:
    spots = [{"at": [50.0, 10.0], "name": n, "place": "Hof"} for n in ("a", "b")]
    assert packed_spots(spots) == {
        "columns": ["name", "place"],
        "words": ["a", "Hof", "b"],
        "rows": [[50.0, 10.0, 0, 1], [50.0, 10.0, 2, 1]],
    }
    assert packed_spots([]) == {"columns": [], "words": [], "rows": []}


def test_same_map_same_bytes(page: mg.maps.Map, tmp_path: Path) -> None:
    again = mg.maps.coverage_map(
        coverage({"91001": 0.43, "92001": 1.0}), kleinland.regions(),
        sites=kleinland.sites().assign(name="a"), participants=kleinland.demand(),
        meeting=kleinland.sites().iloc[:1], title="Kleinland",
    )  # fmt: skip
    assert again.html() == page.html()
    assert page.save(tmp_path / "deep" / "map.html").read_text(encoding="utf-8") == page.html()


def test_a_table_without_rows_is_refused() -> None:
    with pytest.raises(InputError, match="no mode and threshold"):
        mg.maps.coverage_map(coverage({"91001": 0.5}).iloc[:0], kleinland.regions())


def test_wrong_table_is_refused() -> None:
    with pytest.raises(TableError, match="share"):
        mg.maps.coverage_map(coverage({"91001": 1.7}), kleinland.regions())


@given(st.text())
def test_json_never_leaves_its_script(text: str) -> None:
    inside = embed_json({"x": text})
    assert not set("<>&\u2028\u2029") & set(inside)
    assert json.loads(inside) == {"x": text}


def test_in_a_notebook_it_is_a_frame_cut_off(page: mg.maps.Map) -> None:
    assert 'sandbox="allow-scripts"' in page._repr_html_()
