"""Partners and settlements from OpenStreetMap: a tiny town drawn by hand, and the real sample."""

from collections import Counter
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest

import mintgeo as mg
from mintgeo._errors import InputError, MissingDataError
from mintgeo._osm import stream
from mintgeo._schema import GEOCODED, SITES

pytest.importorskip("osmium")
SAMPLE = Path(__file__).parents[2] / "data" / "raw" / "neubrandenburg.osm.pbf"

TOWN = """<?xml version="1.0"?><osm version="0.6">
<node id="1" lat="53.500" lon="13.200"/><node id="2" lat="53.500" lon="13.202"/>
<node id="3" lat="53.501" lon="13.202"/><node id="4" lat="53.501" lon="13.200"/>
<node id="5" lat="53.5005" lon="13.201"><tag k="amenity" v="school"/><tag k="name" v="Waldschule"/></node>
<node id="6" lat="53.510" lon="13.200"><tag k="amenity" v="fire_station"/></node>
<node id="7" lat="53.511" lon="13.201"><tag k="place" v="village"/><tag k="name" v="Adorf"/></node>
<node id="8" lat="53.520" lon="13.200"><tag k="club" v="sport"/><tag k="sport" v="soccer;swimming"/><tag k="name" v="SV &lt;script&gt;"/></node>
<node id="9" lat="53.530" lon="13.200"/><node id="10" lat="53.530" lon="13.204"/>
<node id="11" lat="53.532" lon="13.204"/><node id="12" lat="53.532" lon="13.200"/>
<node id="13" lat="53.5325" lon="13.202"><tag k="tourism" v="museum"/><tag k="name" v="Technikmuseum"/></node>
<node id="14" lat="53.560" lon="13.202"><tag k="tourism" v="museum"/><tag k="name" v="Technikmuseum"/></node>
<node id="15" lat="53.5002" lon="13.2005"><tag k="amenity" v="kindergarten"/></node>
<node id="16" lat="53.600" lon="13.200"><tag k="shop" v="bakery"/></node>
<way id="21"><nd ref="1"/><nd ref="2"/><nd ref="3"/><nd ref="4"/><nd ref="1"/><tag k="amenity" v="school"/></way>
<way id="22"><nd ref="9"/><nd ref="10"/><nd ref="11"/></way>
<way id="23"><nd ref="11"/><nd ref="12"/><nd ref="9"/></way>
<relation id="31"><member type="way" ref="22" role="outer"/><member type="way" ref="23" role="outer"/>
<tag k="type" v="multipolygon"/><tag k="tourism" v="museum"/><tag k="name" v="Technikmuseum"/></relation>
</osm>"""  # noqa: E501


@pytest.fixture
def town(tmp_path: Path) -> Path:
    path = tmp_path / "town.osm"
    path.write_text(TOWN, encoding="utf-8")
    return path


def test_every_place_once(town: Path) -> None:
    """The school's node gives its area a name; the museum near its area is it, the far one not."""
    table = mg.sites.from_osm(town).set_index("id")
    assert dict(table["category"]) == {
        "way/21": "Schule", "node/6": "Feuerwehr", "node/8": "Wassersportverein",
        "relation/31": "Museum", "node/14": "Museum", "node/15": "Kindergarten",
    }  # fmt: skip
    assert table.loc["way/21", "name"] == "Waldschule"
    assert table.loc["way/21", "osm_ids"] == "way/21; node/5"
    assert table.loc["relation/31", "osm_ids"] == "relation/31; node/13"
    assert table.loc["relation/31"].geometry.y == pytest.approx(53.531, abs=1e-6)


def test_columns_are_those_of_placed_sites(town: Path) -> None:
    table = mg.sites.from_osm(town)
    SITES.check(table)
    GEOCODED.check(table)
    assert set(table["role"]) == {"potential"}
    fire = table.set_index("id").loc["node/6"]
    assert fire["name"] == "Feuerwehr bei Adorf"
    assert fire["place"] == "Adorf"
    assert "Chemie" in fire["topics"]
    assert fire["age_min"] == 6
    assert fire["read_note"] == "ohne Namen in OpenStreetMap"
    assert "SV <script>" in set(table["name"])


def test_rules_of_ones_own_win(town: Path, tmp_path: Path) -> None:
    own = pd.DataFrame(
        [("Bäckerei", "shop=bakery", "Chemie|Biologie", 6, 12, "Gärung")],
        columns=["category", "tags", "topics", "age_min", "age_max", "offer"],
    )
    table = mg.sites.from_osm(town, extra=own).set_index("id")
    assert table.loc["node/16", "category"] == "Bäckerei"
    assert table.loc["node/16", "topics"] == "Chemie; Biologie"
    own.to_csv(tmp_path / "own.csv", sep=";", index=False)
    again = mg.sites.from_osm(town, extra=tmp_path / "own.csv").set_index("id")
    pd.testing.assert_frame_equal(pd.DataFrame(again), pd.DataFrame(table))


@pytest.mark.parametrize(
    "row",
    [("", "a=b", "t", 1, 2, ""), ("x", "a", "t", 1, 2, ""), ("x", "a!=b", "t", 1, 2, ""),
     ("x", "a=b", "t", 9, 2, ""), ("x", "a=b", "t", None, 2, "")],
)  # fmt: skip
def test_faulty_rules_are_named(row: tuple[object, ...]) -> None:
    extra = pd.DataFrame(
        [row], columns=["category", "tags", "topics", "age_min", "age_max", "offer"]
    )
    with pytest.raises(InputError, match=r"1 of \d+ rules of the taxonomy \(id 1,"):
        mg.sites.taxonomy(extra=extra)
    with pytest.raises(InputError, match="lacks topics"):
        mg.sites.taxonomy(extra=extra.drop(columns="topics"))


def test_taxonomy_is_complete() -> None:
    table = mg.sites.taxonomy()
    assert not (table == "").any(axis=None)
    assert table["age_min"].between(3, 18).all()
    assert {"Feuerwehr", "Schule", "Bibliothek", "Planetarium", "Bauernhof", "Betrieb"} <= set(
        table["category"]
    )


def test_nothing_there(tmp_path: Path) -> None:
    path = tmp_path / "empty.osm"
    path.write_text('<osm version="0.6"><node id="1" lat="53" lon="13"/></osm>')
    with pytest.raises(MissingDataError, match=r"empty\.osm holds no place"):
        mg.sites.from_osm(path)
    assert mg.sites.places_from_osm(path).empty


@pytest.fixture(scope="module")
def sample() -> gpd.GeoDataFrame:
    return mg.sites.from_osm(SAMPLE)


@pytest.mark.parametrize(
    ("key", "value", "category"),
    [("amenity", "fire_station", "Feuerwehr"), ("tourism", "museum", "Museum"),
     ("amenity", "school", "Schule"), ("amenity", "kindergarten", "Kindergarten")],
)  # fmt: skip
@pytest.mark.slow
def test_partners_of_neubrandenburg(
    sample: gpd.GeoDataFrame, key: str, value: str, category: str
) -> None:
    """All 7 fire stations, 7 museums, 31 schools of the map are named, areas and nodes once."""
    letter = {"n": "node", "w": "way", "r": "relation"}
    objects = {
        f"{letter[item.type_str()]}/{item.id}"
        for item in stream(SAMPLE, "nwr", keys=[key])
        if item.tags[key] == value
    }
    assert len(objects) == {"Feuerwehr": 7, "Museum": 7, "Schule": 31, "Kindergarten": 21}[category]
    named = set("; ".join(sample["osm_ids"]).split("; "))
    assert objects <= named
    ours = sample[sample["category"] == category]
    assert not ours["name"].isna().any()
    assert not (Counter("; ".join(sample["osm_ids"]).split("; ")) - Counter(named))


def test_settlements_of_neubrandenburg() -> None:
    places = mg.sites.places_from_osm(SAMPLE)
    assert places["kind"].value_counts()["hamlet"] == 17
    assert {"Burg Stargard", "Krukow", "Pragsdorf"} <= set(places["name"])
    twice = places[places["kind"] == "village"]["name"].duplicated()
    assert not twice.any()
