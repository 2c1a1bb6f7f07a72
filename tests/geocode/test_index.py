"""AddressIndex of a made-up village, and what geocode() makes of it."""

from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest

import mintgeo as mg
from mintgeo._errors import InputError, OptionError
from mintgeo.addresses.harvest import harvest
from mintgeo.cli import main
from mintgeo.gazetteer import Placed
from mintgeo.geocoding import geocode

VILLAGE = Path(__file__).with_name("kleindorf.osm")


@pytest.fixture(scope="module")
def index() -> mg.AddressIndex:
    return mg.AddressIndex.from_osm(VILLAGE)


def find(
    index: mg.AddressIndex, street: str | None, postcode: str | None = "17033",
    place: str | None = "Neubrandenburg", name: str = "-",
) -> pd.Series:  # fmt: skip
    row = {"Name": [name], "Straße": [street], "PLZ": [postcode], "Ort": [place]}
    out = geocode(mg.read_sites(pd.DataFrame(row)), using=[index]).iloc[0]
    lat_lon = (round(out.geometry.y, 6), round(out.geometry.x, 6)) if out.geometry else None
    return out.drop("geometry").to_dict() | {"at": lat_lon}  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("address", "at"),
    [
        ("Ahornstraße 1", (53.55, 13.251)),
        ("Ahornstr. 4", (53.5501, 13.252)),
        ("Ahornstr. 6", (53.5501, 13.252)),
        ("Buchenweg 3a", (53.551, 13.25)),
        ("Buchenweg 8", (53.5521, 13.2502)),
        ("Buchenweg 10-14", (53.5512, 13.25)),
        ("Eichhof 1", (53.5521, 13.2502)),
    ],
)
def test_nodes_ways_relations_and_associated_streets(
    index: mg.AddressIndex, address: str, at: tuple[float, float]
) -> None:
    row = find(index, address)
    assert (row["match_level"], row["match_note"], row["radius_m"]) == ("house", "", 40)
    assert row["match_source"] == "OpenStreetMap, Adresse"
    assert row["at"] == at


def test_what_the_map_does_not_name_is_no_house(index: mg.AddressIndex) -> None:
    between = find(index, "Ahornstraße 5")
    assert (between["match_level"], between["at"]) == ("street", (53.55, 13.253))
    assert between["match_note"] == "Hausnummer 5 nicht in der Karte, zwischen 1 und 9"
    assert between["radius_m"] > 50
    spanned = find(index, "Buchenweg 12")
    assert (spanned["match_level"], spanned["at"]) == ("street", (53.5512, 13.25))
    interpolated = find(index, "Dorfplatz 6")
    assert (interpolated["match_level"], interpolated["at"]) == ("street", (53.556, 13.252))
    letter = find(index, "Ahornstraße 1b")
    assert (letter["match_level"], letter["at"]) == ("street", (53.55, 13.251))
    beyond = find(index, "Ahornstraße 15")
    assert (beyond["match_level"], beyond["at"]) == ("street", (53.55, 13.255))


def test_streets_without_number_or_houses(index: mg.AddressIndex) -> None:
    line = find(index, "Cäcilienallee 7")
    assert (line["match_level"], line["match_source"]) == ("street", "OpenStreetMap, Straße")
    assert line["at"][0] == 53.554
    assert 200 < line["radius_m"] < 500
    assert find(index, "Ahornstraße")["match_level"] == "street"


def test_misspelled_streets_are_said(index: mg.AddressIndex) -> None:
    row = find(index, "Ahronstraße 9")
    assert (row["match_level"], row["at"]) == ("house", (53.55, 13.255))
    assert row["match_note"] == "Straße „Ahronstraße“ gelesen als „Ahornstraße“"
    assert find(index, "Zypressenhain 9")["match_level"] == "place"


def test_a_wrong_postcode_is_repaired_and_said(index: mg.AddressIndex) -> None:
    row = find(index, "Dorfplatz 10", postcode="17303")
    assert row["at"] == (53.556, 13.254)
    assert row["match_note"] == "PLZ 17303 passt nicht; Straße liegt in 17033"
    assert find(index, "Dorfplatz 10", postcode="80333", place="München")["at"] != (53.556, 13.254)


def test_a_wrong_place_is_repaired_only_near_by(index: mg.AddressIndex) -> None:
    near = find(index, "Buchenweg 8", place="Burg Stargard")
    assert near["match_note"] == "Ort „Burg Stargard“ passt nicht; Straße liegt in Neubrandenburg"
    far = find(index, "Buchenweg 8", place="Hamburg")
    assert (far["match_level"], far["at"]) == ("none", None)
    assert find(index, "Buchenweg 8", place="Kleindorf")["match_note"] == ""


def test_one_name_twice(index: mg.AddressIndex) -> None:
    """Without a PLZ, number 5 could be on either Ahornstraße of the town: no house, far radius."""
    row = find(index, "Ahornstraße 5", postcode=None)
    assert (row["match_level"], row["at"]) == ("street", (53.6, 13.25))
    assert row["radius_m"] > 5_000
    assert find(index, "Ahornstraße 5", postcode="17034")["match_level"] == "house"


def test_facilities_by_name(index: mg.AddressIndex) -> None:
    row = find(index, None, name="Feuerwehr Kleindorf")
    assert (row["match_level"], row["at"]) == ("house", (53.553, 13.253))
    assert row["match_note"] == "nach dem Namen „Freiwillige Feuerwehr Kleindorf“ gefunden"
    assert find(index, "Schule am Lindetal")["at"] == (53.5535, 13.2535)
    assert find(index, None, name="Planetarium")["match_level"] == "place"


def test_names_of_people_are_not_looked_up(index: mg.AddressIndex) -> None:
    rows = pd.DataFrame({"PLZ": ["17033"], "Ort": ["Neubrandenburg"]})
    people = mg.read_participants(rows).assign(name="Feuerwehr Kleindorf")
    assert geocode(people, using=[index])["match_level"].iloc[0] == "place"


def test_post_boxes_stay_with_the_postcode(index: mg.AddressIndex) -> None:
    assert find(index, "Postfach 1")["match_level"] == "place"


def test_saved_opened_combined(index: mg.AddressIndex, tmp_path: Path) -> None:
    path = index.save(tmp_path / "a.addresses")
    with mg.AddressIndex.open(path) as opened:
        assert len(opened) == len(index) == 11
        pd.testing.assert_frame_equal(opened.rows().houses, index.rows().houses)
        both = mg.AddressIndex.combine([opened, index], save_to=tmp_path / "b.addresses")
        pd.testing.assert_frame_equal(both.rows().houses, index.rows().houses)
        assert find(both, "Buchenweg 8")["match_level"] == "house"
        assert find(both, "Cäcilienallee")["match_level"] == "street"
        again = mg.AddressIndex.from_osm(VILLAGE, save_to=tmp_path / "c.addresses")
        assert again.save(tmp_path / "d.addresses").read_bytes() == path.read_bytes()
        both.close()
        again.close()


def test_what_is_no_index_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"There is no file .*AddressIndex\.from_osm makes one"):
        mg.AddressIndex.open(tmp_path / "x")
    (tmp_path / "x").write_text("nichts davon " * 100)
    with pytest.raises(InputError, match="is no address index"):
        mg.AddressIndex.open(tmp_path / "x")
    with pytest.raises(InputError, match="at least one"):
        mg.AddressIndex.combine([])
    with pytest.raises(InputError):
        mg.AddressIndex.from_osm(tmp_path / "x.osm.pbf")


def test_an_extract_that_names_no_postcodes() -> None:
    """Then the gazetteer's nearest PLZ is taken: right enough to be found by PLZ or place."""
    found = harvest(VILLAGE)
    bare = found.houses.assign(**{
        name: pd.Categorical([""] * len(found.houses)) for name in ("postcode", "place")
    })  # fmt: skip
    index = mg.AddressIndex.build(replace(found, houses=bare))
    assert find(index, "Ahornstraße 1")["at"] == (53.55, 13.251)
    assert find(index, "Buchenweg 8", place=None)["at"] == (53.5521, 13.2502)


def test_an_extract_without_addresses(tmp_path: Path) -> None:
    (tmp_path / "empty.osm").write_text('<osm version="0.6"></osm>')
    empty = mg.AddressIndex.from_osm(tmp_path / "empty.osm")
    assert len(empty) == 0
    assert find(empty, "Ahornstraße 1")["match_level"] == "place"


class Recorder:
    """A step that notes what it saw and puts one row somewhere."""

    def __init__(self, level: str = "street") -> None:
        self.seen: list[str] = []
        self.level = level

    def find(self, rows: pd.DataFrame, known: object) -> dict[int, Placed]:  # noqa: ARG002
        self.seen += rows["id"].tolist()
        return {rows.index[0]: Placed(53.55, 13.25, self.level, 90.0, 300.0, "Test")}

    def describe(self) -> dict[str, str]:
        return {"step": "Recorder"}


def test_steps_see_what_is_coarser_than_wanted(index: mg.AddressIndex) -> None:
    streets = ["Ahornstraße 1", "Ahornstraße 3", "Zypressenhain 1", None]
    table = pd.DataFrame({"Name": "-", "Straße": streets, "PLZ": "17033", "Ort": "Neubrandenburg"})
    table = table.assign(lat=[None, None, None, 53.5], lon=[None, None, None, 13.2])
    sites = mg.read_sites(table)
    last = Recorder()
    out = geocode(sites, using=[index, last])
    assert last.seen == ["2", "3"]
    assert out["match_source"].to_list()[:2] == ["OpenStreetMap, Adresse", "OpenStreetMap, Straße"]
    assert [step["step"] for step in out.attrs["steps"]] == ["AddressIndex", "Recorder"]
    last = Recorder()
    geocode(sites, using=[index, last], wanted="street")
    assert last.seen == ["3"]
    worse = Recorder(level="municipality")
    pd.testing.assert_frame_equal(
        pd.DataFrame(geocode(sites, using=[worse])), pd.DataFrame(geocode(sites))
    )


def test_steps_are_checked(index: mg.AddressIndex) -> None:
    sites = mg.read_sites(pd.DataFrame({"Name": ["-"], "PLZ": ["17033"]}))
    with pytest.raises(OptionError, match="wanted"):
        geocode(sites, using=[index], wanted="Haus")
    with pytest.raises(OptionError, match="str"):
        geocode(sites, using=["x.addresses"])  # type: ignore[list-item]


def test_inputs_stay_as_they_are(index: mg.AddressIndex) -> None:
    rows = {"Straße": ["Ahornstr. 1", "-"], "PLZ": "17033", "Ort": "Neubrandenburg"}
    people = mg.read_participants(pd.DataFrame(rows, index=[7, 7]))
    before = people.copy()
    out = geocode(people, using=[index])
    pd.testing.assert_frame_equal(people, before)
    assert isinstance(out, gpd.GeoDataFrame)
    assert list(out.index) == [7, 7]
    assert out["match_level"].to_list() == ["house", "place"]


@pytest.mark.slow
def test_a_list_on_the_command_line(tmp_path: Path) -> None:
    lines = "Name;Straße;PLZ;Ort\nLabor;Ahornstr. 4;17033;Neubrandenburg\n"
    (tmp_path / "list.csv").write_text(lines, encoding="utf-8")
    goal = tmp_path / "placed.csv"
    command = ["geocode", str(tmp_path / "list.csv"), "--sites", "-o", str(goal), "--addresses"]
    assert main([*command, str(VILLAGE)]) == 0
    row = pd.read_csv(goal, sep=";", decimal=",", encoding="utf-8-sig").iloc[0]
    found = row[["mintgeo: Breite", "mintgeo: Länge", "mintgeo: verortet nach"]]
    assert found.to_list() == [53.5501, 13.252, "Hausnummer"]
    assert main([*command, str(tmp_path / "list.csv")]) == 2


@pytest.mark.slow
def test_a_study_with_addresses(tmp_path: Path) -> None:
    index = mg.AddressIndex.from_osm(VILLAGE, save_to=tmp_path / "village.addresses")
    index.close()
    lines = "Name;Straße;PLZ;Ort\nLabor;Ahornstr. 4;17033;Neubrandenburg\n"
    (tmp_path / "list.csv").write_text(lines, encoding="utf-8")
    (tmp_path / "study.toml").write_text(
        '[study]\nname = "dorf"\ntitle = "Dorf"\nas_of = 2026-11-25\n[inputs]\n'
        'sites = "list.csv"\naddresses = "village.addresses"\n[coverage]\nwithin = "13071"\n'
        '[router]\nmodes = ["foot"]\n[outputs]\nfolder = "out"\n',
        encoding="utf-8",
    )
    run = mg.study.run(tmp_path / "study.toml", progress=False)
    assert list(run.table("sites")["match_level"]) == ["house"]
    assert run.inputs["addresses"]["file"] == "village.addresses"
    assert any("OpenStreetMap" in line for line in run.attributions)
    assert ("Straßen und Orte der Karte", "village.addresses") in run.vintages
    assert "nach Straße und Hausnummer in „village.addresses“" in mg.report.render(run)
