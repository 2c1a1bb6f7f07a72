"""Companies of several sites × areas of networks, in Kleinland and on real names of Kreise."""

from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
from shapely.geometry import box

import mintgeo as mg
from mintgeo._crs import points
from mintgeo._errors import (
    InputError,
    MintgeoError,
    OptionError,
    TableError,
    UnknownRegionError,
)
from mintgeo.analysis.companies.areas import network_areas
from mintgeo.analysis.companies.names import domain_of, normal_name
from mintgeo.language import explained

COLUMNS = ["company", "network", "reason", "sites", "shared", "unsure", "networks"]


def sites(*rows: tuple[str, str, float | None]) -> gpd.GeoDataFrame:
    """Name, page and longitude of each; without a longitude there is no place."""
    table = pd.DataFrame(rows, columns=["name", "url", "lon"])
    table["id"] = [f"s{number}" for number in range(len(table))]
    lon = table.pop("lon").astype(float)
    place = points(lon, lon * 0.0)
    place[lon.isna()] = None
    out = gpd.GeoDataFrame(table, geometry=place)
    out.attrs["attributions"] = []
    return out


def networks(**spans: tuple[float, float]) -> gpd.GeoDataFrame:
    shapes = [box(west, -0.1, east, 0.1) for west, east in spans.values()]
    out = gpd.GeoDataFrame({"ags": list(spans), "name": list(spans)}, geometry=shapes, crs=4326)
    out.attrs["attributions"] = []
    return out


WEST_EAST = networks(West=(-0.1, 0.15), Ost=(0.15, 1.0))


def found(table: gpd.GeoDataFrame, areas: gpd.GeoDataFrame = WEST_EAST) -> list[tuple[object, ...]]:
    out = mg.company_networks(table, areas)[COLUMNS].astype("object")
    return [tuple(row) for row in out.where(out.notna(), None).itertuples(index=False)]


def test_a_company_in_two_networks_in_none_and_nowhere() -> None:
    table = sites(
        ("Glas GmbH", "", 0.0), ("GLAS GmbH & Co. KG", "", 0.05), ("Glas, Filiale Ost", "", 0.4),
        ("Glas AG", "", 5.0), ("Glas e.K.", "", None), ("Holz GmbH", "", 0.0),
    )  # fmt: skip
    assert found(table) == [
        ("glas", "Ost", "inside", 1, 0, 0, 2), ("glas", "West", "inside", 2, 0, 0, 2),
        ("glas", None, "outside", 1, 0, 0, 2), ("glas", None, "no_location", 1, 0, 0, 2),
    ]  # fmt: skip
    said = mg.company_sentences(mg.company_networks(table, WEST_EAST))
    assert said["glas"] == (
        "Glas AG hat Standorte in den Gebieten der Netzwerke Ost und West. "
        "Ein weiterer Standort liegt in keinem davon."
    )


def test_on_the_border_and_in_two_areas_at_once() -> None:
    """Both areas hold their common border; who is that near may be on either side."""
    table = sites(("Glas GmbH", "", 0.15), ("Glas", "", 0.4))
    assert found(table) == [
        ("glas", "Ost", "inside", 2, 1, 1, 2),
        ("glas", "West", "inside", 1, 1, 1, 2),
    ]
    near = table.assign(radius_m=[0.0, 40_000.0])
    assert [row[5] for row in found(near)] == [2, 1]
    both = networks(Alle=(-1.0, 1.0), Ost=(0.15, 1.0))
    assert [row[:5] for row in found(sites(("A1", "", 0.4), ("A1", "", 0.0)), both)] == [
        ("a1", "Alle", "inside", 2, 1), ("a1", "Ost", "inside", 1, 1)
    ]  # fmt: skip


def test_pages_join_and_tell_apart() -> None:
    table = sites(
        ("Meyer GmbH", "meyer-bau.de", 0.0), ("Meyer GmbH", "https://www.meyer-ohg.de/x", 0.4),
        ("Meyer Bau", "info@meyer-bau.de", 0.4), ("Meyer", "", 0.0),
        ("Funk GmbH", "funk.com", 0.0), ("Funk Werk Nord", "jobs.funk.de", 0.4), ("FUNK", "", 0.0),
        ("Verein A", "facebook.com/a", 0.0), ("Verein B", "facebook.com/b", 0.4),
    )  # fmt: skip
    table = mg.company_networks(table, WEST_EAST).drop_duplicates("company").set_index("company")
    assert table["all_sites"].to_dict() == {"funk.com": 3, "meyer-bau.de": 2}
    assert table["grouped_by"].to_dict() == {"funk.com": "name", "meyer-bau.de": "domain"}


def test_names_of_kinds_are_nobody() -> None:
    table = sites(("Feuerwehr", "", 0.0), ("Feuerwehr e.V.", "", 0.4), ("Grundschule", "", 0.0),
                  ("Grundschule", "", 0.4), ("", "", 0.0), ("", "", 0.4),
                  ("GmbH", "", 0.0), ("GmbH & Co. KG", "", 0.4))  # fmt: skip
    out = mg.company_networks(table, WEST_EAST)
    assert (len(out), out.attrs["unnamed"]) == (0, 8)
    table = sites(("Lehrgarten", "", 0.0), ("Lehrgarten e.V.", "", 0.4), ("Kläranlage", "", 0.0))
    assert len(mg.company_networks(table, WEST_EAST)) == 2
    assert mg.company_networks(table.assign(category="Lehrgarten"), WEST_EAST).empty
    assert mg.company_sentences(out).empty


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bäcker Öz GmbH", "BAECKER OEZ"), ("Groß + Klein OHG", "Gross & Klein"),
        ("Stahl gGmbH", "Stahl Aktiengesellschaft"),
        ("Rad und Tat UG (haftungsbeschränkt)", "Rad & Tat"),
        ("Licht SE - Standort Ulm", "Licht"), ("Licht e. V.", "licht  E.V."),
        ("Agrar e. G.", "Agrar eG"), ("Bau G.m.b.H. und Co. KG", "Bau KG"),
        ("Bau gemeinnützige Gesellschaft mbH", "Bau gUG"), ("Klinik A. ö. R.", "Klinik AöR"),
        ("Rat PartG mbB", "Rat PartGmbB"), ("Uhr Gesellschaft mbH", "Uhr S. A."),
    ],
)  # fmt: skip
def test_one_name_in_two_spellings(one: str, other: str) -> None:
    assert normal_name(one) == normal_name(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Stadtwerke Ulm", "Stadtwerke Aalen"), ("Agrar Nord", "Agrar Süd"), ("Werk Kunz", "Kunz"),
        ("AG Energie", "Energie Ring"), ("Müller", "Muller"), ("=1+1", "=1+2"),
    ],
)  # fmt: skip
def test_names_alike_are_two(one: str, other: str) -> None:
    assert normal_name(one) != normal_name(other)


def test_pages_without_an_owner() -> None:
    nothing = (
        "",
        "hof.a@gmail.com",
        "b@gmx.net",
        "http://[::1",
        "192.168.0.1",
        "http://",
        "localhost",
        "x",
        "=cmd|' /C calc'!A0",
    )
    assert [domain_of(one) for one in nothing] == [""] * len(nothing)


def test_only_a_name_is_said_and_comes_last() -> None:
    table = sites(("Ringschule", "", 0.0), ("Ringschule", "", 0.4), ("Ringschule", "", 0.5),
                  ("Lack", "", 0.4), ("Lack GmbH", "", 0.0))  # fmt: skip
    out = mg.company_networks(table, WEST_EAST).drop_duplicates("company")
    assert dict(zip(out["company"], out["grouped_by"], strict=True)) == {
        "lack": "name", "ringschule": "name_alone"
    }  # fmt: skip
    said = mg.company_sentences(mg.company_networks(table, WEST_EAST))
    assert "nur der gleiche Name" in said["ringschule"]
    assert "Name" not in said["lack"]
    run_by = table.assign(provider=["Kreis Ost", "Kreis Ost", "Kreis West", None, None])
    assert mg.company_networks(run_by, WEST_EAST)["all_sites"].tolist() == [2, 2, 2, 2]


def test_networks_by_name_and_key() -> None:
    works = pd.DataFrame({"Name": ["Optik GmbH", "Optik GmbH"], "PLZ": ["07743", "44135"]})
    works = mg.geocode(mg.read_sites(works))
    table = pd.DataFrame({"Netzwerk": ["Ruhr", None, "Saale"], "AGS": [5913.0, 5911, 16053]})
    by_table = mg.company_networks(works, table)
    named = mg.company_networks(works, {"Ruhr": ["Dortmund", "05911"], "Saale": "Jena"})
    pd.testing.assert_frame_equal(by_table, named)
    (said,) = mg.company_sentences(named, lang="en")
    assert said == (
        "Optik GmbH has sites in the areas of the networks Ruhr (Nordrhein-Westfalen) and Saale "
        "(Thüringen)."
    )


def test_what_is_refused() -> None:
    table = sites(("A", "", 0.0))
    with pytest.raises(InputError, match="no network"):
        mg.company_networks(table, {})
    with pytest.raises(UnknownRegionError):
        mg.company_networks(table, {"X": "Atlantis"})
    with pytest.raises(InputError, match="one of their areas"):
        mg.company_networks(table, pd.DataFrame({"Netzwerk": ["X"]}))
    with pytest.raises(InputError, match="none of these"):
        mg.company_networks(table, {"X": "16063105"})
    with pytest.raises(OptionError, match="least_sites"):
        mg.company_networks(table, WEST_EAST, least_sites=0)
    with pytest.raises(TableError, match="'radius_m' should hold number"):
        mg.company_networks(table.assign(radius_m="weit"), WEST_EAST)
    with pytest.raises(OptionError, match="mapping"):
        mg.company_networks(table, "Ruhr")  # type: ignore[arg-type]


@pytest.mark.parametrize(("text", "rows"), [
    ("MINT-Netzwerk;Kreisschlüssel\nA;16053\nB;01001\n", [("A", "16053"), ("B", "01001")]),
    ("Stand: 2026\n\nCluster;Landkreise\nA;Ilm-Kreis; Weimar\n;Gotha\n", None),
    ("network;state;county\nA;Hessen;\nA;Hessen;Fulda\n", [("A", "Hessen"), ("A", "Fulda")]),
])  # fmt: skip
def test_a_list_of_networks(tmp_path: Path, text: str, rows: list[tuple[str, str]] | None) -> None:
    """Lists are written in many ways; a row without a network belongs to the one above."""
    file = tmp_path / "netzwerke.csv"
    file.write_text(text.replace("Ilm-Kreis; Weimar", '"Ilm-Kreis; Weimar"'), encoding="utf-8")
    wanted = rows or [("A", "Ilm-Kreis"), ("A", "Weimar"), ("A", "Gotha")]
    assert list(mg.read_networks(file).itertuples(index=False, name=None)) == wanted


def test_all_networks_of_unknown_areas_are_named() -> None:
    """Of a long list, too; two columns of one name are two columns."""
    rows = [["A", None, "Atlantis"], [None, None, "16053"], ["B", "16053", None],
            ["x" * 300, "Utopia", None]]  # fmt: skip
    table = pd.DataFrame(rows, columns=["Netzwerk", "Kreis", "Kreis"])
    works = sites(("A", "", 0.0))
    with pytest.raises(UnknownRegionError) as refused:
        mg.company_networks(works, table)
    text = explained(refused.value, lang="de")
    assert text.startswith("Zeile 1, Netzwerk „A“: In den Daten gibt es")
    assert "Zeile 4, Netzwerk „xx" in text
    assert "x…“: In den Daten" in text
    assert "„B“" not in text
    many = {f"N{number}": "Atlantis" for number in range(13)}
    with pytest.raises(UnknownRegionError, match=r"Network 'N9': .* and 3 more$"):
        mg.company_networks(works, many)


def test_a_layer_of_networks(tmp_path: Path) -> None:
    WEST_EAST.to_file(tmp_path / "netze.gpkg")
    assert list(mg.read_networks(tmp_path / "netze.gpkg")["name"]) == ["Ost", "West"]
    (tmp_path / "netze.csv").write_text("Netzwerk;Ansprechpartner\nA;B\n", encoding="utf-8")
    with pytest.raises(InputError, match="one of their areas"):
        mg.read_networks(tmp_path / "netze.csv")


@pytest.mark.parametrize(("text", "match"), [
    ("Netzwerk;Kreis\nA;16053\nB;\nC;\n", r"no area: B \(row 3\), C \(row 4\)"),
    ("Stand\n\nNetzwerk;Kreis\n;16053\nA;Gotha\n", r"above the first network: 16053 \(row 4\)"),
])  # fmt: skip
def test_nothing_of_a_list_of_networks_is_lost(tmp_path: Path, text: str, match: str) -> None:
    file = tmp_path / "netzwerke.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=match):
        mg.read_networks(file)


def test_rows_of_a_list_say_what_is_wrong_with_them(tmp_path: Path) -> None:
    """Rows of the file, not of the table; each of a network; Kreise that are no more, too."""
    file = tmp_path / "netzwerke.csv"
    text = "Netzwerke\n\nNetzwerk;Kreis\nA;Gotha\n;Atlantis\nB;3156\n;Utopia; \n;16056\n"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(MintgeoError) as refused:
        mg.company_networks(sites(("A", "", 0.0)), mg.read_networks(file))
    said = explained(refused.value, lang="de")
    assert [one for one in range(1, 9) if f"Zeile {one}, " in said] == [5, 6, 7, 8]
    assert "Der Kreis 03156 gehört heute zu Göttingen (03159)" in said


def test_a_city_that_is_a_kreis_may_have_the_key_of_a_gemeinde() -> None:
    works = mg.geocode(mg.read_sites(pd.DataFrame({"Name": ["Optik"] * 2, "PLZ": ["07743"] * 2})))
    keys = {"Kreis": ["16053"], "AGS": ["16053000"], "ARS": ["160530000000"]}
    found_ = mg.company_networks(works, keys)
    assert found_["network"].tolist() == ["AGS", "ARS", "Kreis"]


def test_a_cell_may_hold_a_list_of_areas() -> None:
    layer = network_areas(pd.DataFrame({"network": ["Nord"], "ags": [["03241", "04011"]]}))
    assert layer["land"].tolist() == ["Niedersachsen; Bremen"]
