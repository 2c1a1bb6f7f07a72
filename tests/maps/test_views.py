"""Maps of placed lists, of travel, and the map that fits a table: what they hold."""

from typing import Any

import geopandas as gpd
import pandas as pd
import pytest

import mintgeo as mg
from mintgeo._errors import InputError, OptionError, PrivacyError, TableError
from mintgeo.geocoding.corrections import row_signs
from mintgeo.maps import Map
from mintgeo.privacy import MOST_OFF, SHOWN, public_tables
from tests import kleinland
from tests.maps import placed
from tests.maps.test_coverage_map import payload


def read_spots(packed: dict[str, Any]) -> list[dict[str, Any]]:
    names, words = packed["columns"], packed["words"]
    return [dict(zip(names, (words[at] for at in row[2:]), strict=True)) for row in packed["rows"]]


def placement(table: gpd.GeoDataFrame | None = None, **options: Any) -> Map:
    rows = placed.rows() if table is None else table
    return mg.maps.placement_map(rows, kreise=kleinland.regions(), **options)


def test_every_row_is_on_the_map_or_in_the_list() -> None:
    data: Any = payload(placement())
    rows = read_spots(data["spots"])
    assert [row["id"] for row in rows] == ["15", "16", "18", "17", "19"], "doubtful rows on top"
    assert {row["id"]: row["rank"] for row in rows if row["rank"]} == {"19": 2, "17": 3}
    assert rows[3] == {
        "id": "17", "level": "place", "radius": 4630, "rank": 3, "address": "Cdorf",
        "note": "PLZ 10000 gehört zu Bdorf; „Cdorf“ liegt 5 km daneben",
        "choice": 0, "was": 0,
    }  # fmt: skip
    assert data["checks"][12:16] == row_signs(placed.rows())[2]
    assert data["lost"] == [
        {"id": "20", "address": "Nirgendwo", "note": "PLZ 99999 ist unbekannt",
         "check": row_signs(placed.rows())[5], "choice": 0, "was": 0},
    ]  # fmt: skip
    assert data["bounds"] == [[-0.05, -0.05], [0.05, 0.25]]


def test_choices_and_what_was_decided_travel_as_data() -> None:
    table = pd.DataFrame({"ID": ["1", "2"], "PLZ": [None, "17033"], "Ort": ["Rothenburg"] * 2})
    people = mg.read_participants(table.assign(Ort=["Rothenburg", "Neubrandenburg"]))
    made = {"list": "participants", "id": "2", "check": row_signs(people)[1], "lat": 53.5,
            "decision": "moved", "lon": 13.2, "date": "2026-11-26", "note": "</script>"
            }  # fmt: skip
    again = mg.geocode(people, corrections=pd.DataFrame([made]))
    data: Any = payload(placement(again, lang="en"))
    assert [len(data["choices"]), data["lost"][0]["choice"]] == [1, 1]
    assert all("Rothenburg" in one["name"] for one in data["choices"][0])
    assert data["was"] == [
        {"decision": "moved", "place": "", "date": "2026-11-26", "note": "</script>"}
    ]
    assert read_spots(data["spots"])[0]["was"] == 1
    assert 'sandbox="allow-scripts allow-downloads"' in placement(again)._repr_html_()
    assert data["file"]["decisions"] == {"moved": "moved", "chosen": "chosen", "right": "right"}


def test_only_a_list_of_people_is_not_to_be_published() -> None:
    assert payload(placement())["personal"] is True
    assert payload(placement(placed.rows().assign(role="offer")))["personal"] is False


def test_rows_are_told_apart_whatever_their_index() -> None:
    twice = placed.rows().set_axis([7] * 6)
    assert placement(twice).html() == placement().html()


def test_list_without_any_place() -> None:
    data: Any = payload(placement(placed.rows().iloc[5:]))
    assert data["spots"]["rows"] == []
    assert data["bounds"] is None


def test_ten_thousand_rows_are_a_light_file() -> None:
    page = placement(placed.rows(10_000))
    data: Any = payload(page)
    assert len(data["spots"]["rows"]) + len(data["lost"]) == 10_000
    assert len(page.html()) < 2_000_000


def test_only_geocoded_tables_have_a_placement() -> None:
    with pytest.raises(TableError, match="match_level"):
        placement(kleinland.demand())


def travel(**options: Any) -> Map:
    table = options.pop("table", placed.journeys())
    return mg.maps.travel_map(table, placed.venue(), kreise=kleinland.regions(), **options)


def test_rows_of_one_place_are_one_flow() -> None:
    data: Any = payload(travel())
    assert [(flow["name"], flow["people"]) for flow in data["flows"]] == [
        ("Adorf", 2), ("Cdorf", 4), ("Fdorf", 3),
    ]  # fmt: skip
    assert [view["limits"] for view in data["views"]] == [[30, 60, 90, 120], [50, 100, 200, 400]]
    assert [flow["classes"] for flow in data["flows"]] == [[0, 0], [0, 0], [3, 2]]
    assert [flow["under"] for flow in data["flows"]] == [4, None, None]
    assert data["totals"] == {"people": 10, "minutes": 20.0, "km": 15.0, "unplaced": 1, "rest": 0}


def test_limits_fit_what_nine_of_ten_travel() -> None:
    data: Any = payload(travel(table=placed.journeys().iloc[:3]))
    assert [view["limits"] for view in data["views"]] == [[10, 20, 30, 45], [2, 5, 10, 20]]
    assert [flow["classes"] for flow in data["flows"]] == [[0, 0], [1, 3]]


def test_kreise_have_the_median_of_their_people() -> None:
    west, east = payload(travel(by="kreis"))["flows"]  # type: ignore[misc]
    assert (west["name"], west["people"], west["minutes"], west["km"]) == ("Westkreis", 6, 20, 15.0)
    assert (east["name"], east["people"], east["minutes"]) == ("Ostkreis", 3, 95)


def test_many_places_are_drawn_by_kreis() -> None:
    table = pd.concat([placed.journeys().iloc[[1]]] * 401, ignore_index=True)
    table["id"] = [str(one) for one in range(401)]
    table = table.set_geometry(gpd.points_from_xy(table.index * 1e-4, table.index * 0.0), crs=4326)
    data: Any = payload(travel(table=table))
    assert (data["level"], len(data["flows"])) == ("kreis", 1)
    assert len(payload(travel(table=table, by="place"))["flows"]) == 401  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def crowd() -> gpd.GeoDataFrame:
    """30 people of Hamburg, 12 of Kiel, 2 of Lübeck, 3 of Flensburg and one of nowhere."""
    places = pd.DataFrame(
        {
            "PLZ": ["20148", "24103", "23552", "24937", "99999"],
            "Ort": ["Hamburg", "Kiel", "Lübeck", "Flensburg", "Nirgend"],
            "Anzahl": [30, 12, 2, 3, 1],
        }
    )
    return mg.journeys(mg.geocode(mg.read_participants(places)), hall(), mg.Airline())


def hall() -> gpd.GeoDataFrame:
    """Where the crowd met, in Hamburg."""
    table = pd.DataFrame({"name": ["Aula"], "lat": [53.561], "lon": [9.989]})
    return mg.geocode(mg.read_sites(table))


@pytest.mark.slow
def test_public_map_hides_few_people(crowd: gpd.GeoDataFrame) -> None:
    data: Any = payload(mg.maps.travel_map(crowd, hall(), public=True))
    flows = {flow["name"]: flow for flow in data["flows"]}
    assert abs(flows["Hamburg"]["people"] - 30) <= MOST_OFF
    assert not {"Lübeck", "Flensburg"} & {name.split(",")[0] for name in flows}
    for flow in flows.values():
        assert set(flow) == {"at", "name", "people", "classes"}
        assert flow["people"] % 5 == 0
        assert flow["people"] >= SHOWN
    assert [view["key"] for view in data["views"]] == ["way"]
    assert set(data["totals"]) == {"people", "km"}
    assert data["totals"]["people"] % 5 == data["totals"]["km"] % 1 == 0


def test_public_map_tells_what_a_public_run_tells(crowd: gpd.GeoDataFrame) -> None:
    data: Any = payload(mg.maps.travel_map(crowd, hall(), public=True))
    counts = {by: mg.participation(crowd, by=by) for by in ("land", "kreis")}
    tables = public_tables({f"participation_{by}": table for by, table in counts.items()})
    kreise = tables["participation_kreis"].dropna(subset="participants")
    told = dict(zip(kreise["name"], kreise["participants"], strict=True))
    assert {flow["name"]: flow["people"] for flow in data["flows"]} == told


def test_public_map_says_no_place_of_anyone(crowd: gpd.GeoDataFrame) -> None:
    page = mg.maps.travel_map(crowd, hall(), public=True).html()
    for where in crowd.geometry[~crowd.geometry.is_empty].get_coordinates().round(5).to_numpy():
        assert f"{where[1]},{where[0]}" not in page
    for postcode in crowd["postcode"]:
        assert postcode not in page.split('type="application/json"', 1)[1]


def test_few_people_are_never_public(crowd: gpd.GeoDataFrame) -> None:
    with pytest.raises(PrivacyError, match="too few"):
        mg.maps.travel_map(crowd.iloc[4:], hall(), public=True)
    with pytest.raises(OptionError, match="public map can't show places"):
        mg.maps.travel_map(crowd, hall(), public=True, by="place")


def test_travel_refuses_what_does_not_fit() -> None:
    with pytest.raises(InputError, match=r"table of journeys\(\).*travel_min"):
        travel(table=kleinland.demand())
    with pytest.raises(InputError, match="exactly one row"):
        mg.maps.travel_map(placed.journeys(), placed.venue().iloc[:0])
    with pytest.raises(OptionError, match="place, kreis or a layer of polygons, not 'land'"):
        travel(by="land")
    with pytest.raises(OptionError, match="car, transit, bike, foot, not 'train'"):
        travel(mode="train")


def reached() -> gpd.GeoDataFrame:
    return mg.reach(kleinland.demand(), kleinland.sites(), mg.Airline(), max_min=30)


def test_reach_is_drawn_by_time() -> None:
    data: Any = payload(mg.maps.reach_map(reached()))
    homes = read_spots(data["spots"])
    assert [(home["place"], home["class"]) for home in homes] == [
        ("Adorf", 0), ("Bdorf", 0), ("Cdorf", 1), ("Ddorf", 5), ("Edorf", 5), ("Fdorf", 5),
    ]  # fmt: skip
    assert homes[4]["minutes"] == "weiter als die Suchgrenze"
    assert len(data["classes"]) == 6


def isochrones() -> gpd.GeoDataFrame:
    shapes = kleinland.regions().geometry
    table = {"id": "alle", "mode": "car", "minutes": [15.0, 30.0], "area_km2": [1.0, 2.0]}
    return gpd.GeoDataFrame(table, geometry=shapes)


def test_areas_are_drawn_by_minutes() -> None:
    data: Any = payload(mg.maps.areas_map(isochrones()))
    assert [one["properties"] for one in data["areas"]["features"]] == [
        {"name": "alle", "text": "15 Minuten mit dem Auto gebracht, 1 km²", "class": 0},
        {"name": "alle", "text": "30 Minuten mit dem Auto gebracht, 2 km²", "class": 1},
    ]
    assert [one["name"] for one in data["classes"]] == ["bis 15 Minuten", "15 bis 30 Minuten"]


def coverage() -> pd.DataFrame:
    return mg.coverage(reached(), by="kreis", minutes=(15, 30))


def change() -> pd.DataFrame:
    return mg.compare(reached(), reached(), by="kreis", minutes=30)


TITLES = {
    "Wie genau die Liste verortet ist": placed.rows,
    "So weit ist es zum nächsten Angebot": reached,
    "Flächen gleicher Zeit": isochrones,
    "Erreichbarkeit von MINT-Angeboten": coverage,
    "Was sich verändert hat": change,
}


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.slow
def test_explore_finds_the_map(title: str) -> None:
    table = TITLES[title]()
    options = {"kreise": kleinland.regions()} if "ags" in table and "share" in table else {}
    page = mg.maps.explore(table, **options)
    assert f"<h1>{title}</h1>" in page.html()
    assert 'lang="en"' in mg.maps.explore(table, lang="en").html()


@pytest.mark.slow
def test_explore_draws_gaps_and_journeys() -> None:
    people = mg.population(within="13071")
    sites = mg.geocode(mg.read_sites(pd.DataFrame({"name": ["x"], "plz": ["17033"]})))
    gaps = mg.gaps(mg.reach(people, sites, mg.Airline(), max_min=120), minutes=15)
    page = mg.maps.explore(gaps, title="Lücken")
    assert "<h1>Lücken</h1>" in page.html()
    assert payload(page)["areas"]["features"][0]["properties"]["text"].startswith("Rang 1, ")  # type: ignore[index]
    assert "Wege zum Treffen" in mg.maps.explore(placed.journeys(), venue=placed.venue()).html()


def test_explore_says_what_it_knows() -> None:
    run = mg.Run(
        name="k", title="K", as_of="2026-01-01", tables={"coverage_kreis": coverage()},
        parameters={}, inputs={}, vintages=(), attributions=(),
    )  # fmt: skip
    with pytest.raises(InputError, match=r"table with id, role\. explore\(\) knows a geocoded"):
        mg.maps.explore(pd.DataFrame({"id": ["1"], "role": ["offer"]}))
    with pytest.raises(InputError, match="need the place they lead to"):
        mg.maps.explore(placed.journeys())
    with pytest.raises(InputError, match=r"the run has .*coverage_kreis"):
        mg.maps.explore(run)  # type: ignore[arg-type]
    with pytest.raises(InputError, match="not list"):
        mg.maps.explore([1])  # type: ignore[arg-type]
    with pytest.raises(InputError, match="by kreis"):
        mg.maps.explore(mg.coverage(reached(), by="country", minutes=30))


@pytest.mark.parametrize("make", [placement, travel])
def test_same_table_same_bytes(make: Any) -> None:
    assert make().html() == make().html()
    assert make().html().count('mintgeoKit("de", {})') == make().html().count('mintgeoKit("') == 3
