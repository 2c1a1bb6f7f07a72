"""What lies in a table of one's own can lie on a map, whatever its shapes."""

from typing import Any

import geopandas as gpd
import pytest
from shapely.geometry import GeometryCollection, MultiPoint, Point

import mintgeo as mg
from mintgeo._errors import CrsError, InputError
from tests.maps.packed import parts_of
from tests.maps.test_coverage_map import payload
from tests.maps.test_folium import PLACES, places
from tests.maps.test_views import read_spots


def drawn(table: gpd.GeoDataFrame, **options: Any) -> dict[str, Any]:
    layer = mg.maps.ShapesLayer(table, classes=PLACES, caption="Orte", **options)
    return payload(mg.maps.Map(layer, title="Orte"))


def test_each_shape_has_its_class_and_text() -> None:
    data = drawn(places())
    (lake,), (river,) = data["areas"]["features"], data["lines"]["features"]
    assert lake["properties"] == {"name": "See", "text": "7 ha", "class": 0}
    assert river["properties"] == {"name": "Fluss", "text": "", "class": 0}
    assert parts_of(river["shape"]) == [[[[0, 0], [3000, 2000]]]]
    assert read_spots(data["spots"]) == [{"name": "Brunnen", "text": "", "class": 1}]
    assert data["spots"]["rows"][0][:2] == [0.1, 0.2]
    assert (data["missing"], data["whole"]) == (1, "")
    assert [one["colour"] for one in data["classes"]] == ["#0072b2", "#e69f00"]


def test_in_metres_it_lies_in_the_same_place() -> None:
    there = drawn(places().to_crs(25832).to_crs(3035))
    assert there["spots"]["rows"][0][:2] == [0.1, 0.2]
    assert parts_of(there["lines"]["features"][0]["shape"]) == [[[[0, 0], [3000, 2000]]]]


def test_what_is_hidden_at_first_has_a_switch() -> None:
    assert drawn(places(), show=False)["whole"] == "Orte"
    assert drawn(places(), show=False, name="Gewässer")["whole"] == "Gewässer"


def test_an_empty_table_is_drawn() -> None:
    data = drawn(places().iloc[:0])
    assert (data["areas"]["features"], data["spots"]["rows"], data["bounds"]) == ([], [], None)


@pytest.mark.parametrize(
    ("table", "error", "words"),
    [
        (places().drop(columns="class"), InputError, "'class'"),
        (places().assign(**{"class": ["wet", "damp", "dry", None]}), InputError, "wet, dry: id F"),
        (places().set_crs(None, allow_override=True), CrsError, "set_crs"),
        (places().set_geometry([GeometryCollection([Point(0, 0)])] * 4, crs=4326), InputError,
         "not GeometryCollection"),
        (places().set_geometry([MultiPoint([(0, 0), (1, 1)])] * 4, crs=4326), InputError,
         "not MultiPoint; explode"),
    ],
)  # fmt: skip
def test_what_cannot_be_drawn_says_so(
    table: gpd.GeoDataFrame, error: type[Exception], words: str
) -> None:
    with pytest.raises(error, match=words):
        mg.maps.ShapesLayer(table, classes=PLACES, caption="Orte")
