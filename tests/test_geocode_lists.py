"""Review of a placed list, the list written out again, reverse lookup, participation."""

from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from openpyxl import load_workbook

import mintgeo as mg
from mintgeo._crs import points
from mintgeo._errors import CrsError, OptionError
from mintgeo.analysis.participation import poisson_interval
from mintgeo.cli import main
from mintgeo.lists import geocode_list
from tests import kleinland

LISTS = Path(__file__).parents[1] / "data" / "raw" / "listen"


@pytest.fixture(scope="module")
def contradictions() -> gpd.GeoDataFrame:
    return mg.geocode(mg.read_participants(LISTS / "10_widersprueche.csv"))


def test_review_counts_levels_and_findings(contradictions: gpd.GeoDataFrame) -> None:
    review = mg.geocode_report(contradictions).set_index(["part", "what"])
    levels = review.loc["level"]
    assert levels["rows"].sum() == levels["people"].sum() == 16
    assert levels["share"].sum() == pytest.approx(1)
    assert levels.loc["none", "rows"] == 5
    assert review.loc["finding", "rows"].to_dict() == {
        "contradiction": 3, "ambiguous": 1, "abroad": 1, "unknown": 4, "respelled": 1,
        "no_address": 1,
    }  # fmt: skip


def test_doubtful_rows_begin_with_the_lost(contradictions: gpd.GeoDataFrame) -> None:
    rows = mg.doubtful_rows(contradictions)
    assert (rows["match_level"].iloc[:5] == "none").all()
    assert rows["id"].iloc[0] == "1"
    assert (rows["note"] != "").all()
    assert set(rows["id"]) == set(
        contradictions.loc[(contradictions["match_note"] + contradictions["read_note"]) != "", "id"]
    )
    assert len(mg.doubtful_rows(contradictions, limit=2)) == 2
    with pytest.raises(OptionError, match="negative"):
        mg.doubtful_rows(contradictions, limit=-1)


@pytest.mark.parametrize("ending", [".xlsx", ".csv", ".gpkg"])
@pytest.mark.slow
def test_every_column_comes_back(tmp_path: Path, ending: str) -> None:
    goal = tmp_path / f"out{ending}"
    assert main(["geocode", str(LISTS / "07_ausgeblendet.xlsx"), "-o", str(goal)]) == 0
    level, levels = "mintgeo: verortet nach", {"PLZ und Ort"}
    if ending == ".gpkg":
        level, levels = "match_level", {"place"}
        back = gpd.read_file(goal)
        assert back.crs.to_epsg() == 4326
        assert back.geometry.notna().all()
    elif ending == ".csv":
        back = pd.read_csv(goal, sep=";", decimal=",", dtype={"PLZ": "str"})
        assert back["mintgeo: Breite"].between(47, 55).all()
    else:
        back = pd.read_excel(goal, dtype="str")
    assert list(back["Bemerkung"]) == ["a", "abgemeldet", "c"]
    assert list(back["PLZ"]) == ["28195", "27568", "26122"]
    assert set(back[level]) == levels


@pytest.mark.slow
def test_left_out_rows_stand_on_a_sheet_of_their_own(tmp_path: Path) -> None:
    goal = geocode_list(LISTS / "01_titel_und_summe.xlsx").save(tmp_path / "a.xlsx")
    book = load_workbook(goal)
    assert book.sheetnames == ["Liste", "Nicht gelesen"]
    assert [row[0] for row in book["Nicht gelesen"].iter_rows(min_row=2, values_only=True)] == [
        1, 2, 8, 11, 12,
    ]  # fmt: skip


@pytest.mark.slow
def test_headers_like_ours_are_kept_apart(tmp_path: Path) -> None:
    frame = pd.DataFrame(
        {"PLZ": ["10115"], "ID": ["x\x00y"], "Lat": ["=1+1"], "fid": ["f"], "plz": [None]}
    )
    placed = geocode_list(frame)
    assert placed.table["ID"].iloc[0] == "x\x00y"
    assert placed.table["id (mintgeo)"].iloc[0] == "x\x00y"
    for ending in (".xlsx", ".csv", ".gpkg"):
        assert placed.save(tmp_path / f"a{ending}").exists()
    cells = load_workbook(tmp_path / "a.xlsx")["Liste"]
    assert cells["C2"].data_type == "s"
    with pytest.raises(OptionError, match=r"\.docx"):
        placed.save(tmp_path / "a.docx")
    with pytest.raises(OptionError, match="kind"):
        geocode_list(frame, kind="clubs")


def test_faulty_calls_are_one_message(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["geocode", str(tmp_path / "no.csv"), "-o", str(tmp_path / "a.csv")]) == 2
    wrong = ["geocode", str(LISTS / "02_excel_null.csv"), "-o", "a.csv", "--column", "Standort"]
    assert main(wrong) == 2
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 2
    assert "--column braucht KOPF=NAME, nicht Standort" in said[1]


def test_reverse() -> None:
    at = points([13.4132, 8.0, np.nan], [52.5219, 54.9, np.nan])
    table = gpd.GeoDataFrame({"x": [1, 2, 3]}, geometry=at).set_axis([7, 7, 1]).to_crs(25832)
    before = table.copy()
    found = mg.reverse_geocode(table)
    pd.testing.assert_frame_equal(pd.DataFrame(table), pd.DataFrame(before))
    assert found.crs == table.crs
    assert list(found.index) == [7, 7, 1]
    square = found.iloc[0]
    assert (square.land, square.kreis, square.gemeinde, square.ags) == (
        "Berlin", "Berlin", "Berlin", "11000000",
    )  # fmt: skip
    assert square.postcode == "10178"
    assert found.iloc[1:]["ags_land"].isna().all()
    with pytest.raises(CrsError):
        mg.reverse_geocode(gpd.GeoDataFrame(geometry=gpd.points_from_xy([13], [52])))


def people(counts: list[int], lons: list[float]) -> gpd.GeoDataFrame:
    table = pd.DataFrame({"id": [str(n) for n in range(len(counts))], "count": counts})
    table = table.assign(match_level="place", match_score=90.0, radius_m=1000.0, match_source="x")
    return gpd.GeoDataFrame(table, geometry=points(lons, [0.0] * len(lons)))


def test_participation_in_kleinland() -> None:
    """West 600 people: 3 + 27; east 900: 9; far away 2."""
    table = mg.participation(
        people([3, 27, 9, 2], [0.0, 0.1, 0.4, 40.0]), layer=kleinland.regions()
    ).set_index("ags")
    assert table["participants"].to_dict() == {"91001": 30, "92001": 9, "außerhalb": 2}
    assert table.loc["91001", "per_1000"] == pytest.approx(50)
    assert table.loc["92001", "per_1000"] == pytest.approx(10)
    assert list(table["small"]) == [False, True, True]
    assert (table["per_1000_low"] < table["per_1000"]).iloc[:2].all()
    assert (table["per_1000_high"] > table["per_1000"]).iloc[:2].all()
    with pytest.raises(OptionError, match="one of land, kreis"):
        mg.participation(people([1], [0.0]), by="gemeinde")


def test_poisson_interval_against_published_values() -> None:
    """Garwood 1936: 95 % limits of 10 are 4.795 and 18.390, of 0 they are 0 and 3.689."""
    low, high = poisson_interval(np.array([10.0, 0.0]), confidence=0.95)
    np.testing.assert_allclose(low, [4.795, 0], atol=5e-4)
    np.testing.assert_allclose(high, [18.390, 3.689], atol=5e-4)
