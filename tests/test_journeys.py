"""Ways to a meeting, said no finer than they are known."""

import geopandas as gpd
import pandas as pd
import pytest

import mintgeo as mg
from mintgeo._crs import points
from mintgeo._errors import InputError
from mintgeo.language import language


@pytest.fixture
def people() -> gpd.GeoDataFrame:
    table = pd.DataFrame(
        {
            "id": ["near", "far", "lost"],
            "count": [3, 1, 2],
            "radius_m": [3000.0, 4000.0, float("nan")],
        }
    )
    place = points([10.0, 11.57, float("nan")], [53.55, 48.14, float("nan")])
    place[2] = None
    return gpd.GeoDataFrame(table, geometry=place)


@pytest.fixture
def venue() -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame({"id": ["v"], "radius_m": [50.0]}, geometry=points([9.99], [53.55]))


def test_each_way(people: gpd.GeoDataFrame, venue: gpd.GeoDataFrame) -> None:
    table = mg.journeys(people, venue, mg.Airline())
    assert list(table["distance_text"]) == ["unter 4 km", "808 km", "unbekannt"]
    assert list(table["status"]) == ["ok", "ok", "no_location"]
    assert table["land"].fillna("").to_list() == ["Hamburg", "Bayern", ""]


def test_summary_counts_people(people: gpd.GeoDataFrame, venue: gpd.GeoDataFrame) -> None:
    row = mg.journey_summary(mg.journeys(people, venue, mg.Airline())).iloc[0]
    assert (row["people"], row["placed"], row["laender"]) == (6, 4, 2)
    assert row["median_text"] == row["min_text"] == "unter 4 km"
    assert row["max_text"] == "808 km"


def test_venue_must_be_one_place(people: gpd.GeoDataFrame, venue: gpd.GeoDataFrame) -> None:
    with pytest.raises(InputError, match="exactly one row"):
        mg.journeys(people, pd.concat([venue, venue]), mg.Airline())


@pytest.mark.parametrize(
    ("way", "blur", "text"),
    [
        (4200.0, 4200.0, "4 km"),
        (4199.9, 4200.0, "unter 5 km"),
        (0.0, 70.0, "unter 1 km"),
        (842.0, 71.0, "0,8 km"),
        (float("nan"), 5.0, "unbekannt"),
    ],
)
def test_distance_text(way: float, blur: float, text: str) -> None:
    assert language().distance(way, blur) == text


def test_a_list_of_which_nobody_was_found_has_a_summary() -> None:
    nowhere = pd.DataFrame({"PLZ": [None] * 3, "Ort": ["Nirgendhausen"] * 3})
    people = mg.geocode(mg.read_participants(nowhere))
    venue = mg.geocode(mg.read_sites(pd.DataFrame({"Name": ["Aula"], "PLZ": ["20146"]})))
    row = mg.journey_summary(mg.journeys(people, venue, mg.Airline())).iloc[0]
    assert (row["people"], row["placed"], row["laender"], row["total_km"]) == (3, 0, 0, 0.0)
    assert row[["min_m", "median_m", "max_m"]].isna().all()
