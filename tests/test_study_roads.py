"""The study of Neubrandenburg: real roads, partners of the map, what the report says of them."""

import re
from pathlib import Path

import geopandas as gpd
import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser

import mintgeo as mg
from mintgeo._errors import InputError
from mintgeo.language import loose, quoted
from mintgeo.report import render, study_map, write_xlsx
from tests.chromium import SIZES, open_file

pytest.importorskip("osmium")
ROOT = Path(__file__).parents[1]
STUDY = ROOT / "studies" / "neubrandenburg.toml"


@pytest.fixture(scope="module")
def page(town_run: mg.Run) -> str:
    return render(town_run, map_html="")


@pytest.mark.slow
def test_levels_agree_and_people_are_kept(town_run: mg.Run) -> None:
    country = town_run.table("coverage_country").set_index(["mode", "minutes"])
    gemeinden = town_run.table("coverage_gemeinde").groupby(["mode", "minutes"])
    assert gemeinden["population"].sum().to_dict() == pytest.approx(country["population"].to_dict())
    whole = gemeinden["covered"].agg(lambda part: part.sum(skipna=False)).dropna()
    assert set(whole.index) == {("car", 30.0)}
    assert whole.to_dict() == pytest.approx(country.loc[whole.index, "covered"].to_dict())
    told = country[country["share"].notna()]
    assert set(told.index) == {
        ("bike", 30.0),
        ("transit", 30.0),
        ("car", 15.0),
        ("car", 30.0),
    }
    assert (told["share_low"] <= told["share"]).all()
    assert (told["share"] <= told["share_high"]).all()


@pytest.mark.slow
def test_areas_hold_the_people_who_reach_an_offer(town_run: mg.Run) -> None:
    areas = town_run.table("isochrones").set_index(["mode", "minutes"])
    for mode in ("bike", "foot", "car"):
        reached = gpd.GeoDataFrame(town_run.table(f"reach_{mode}"))
        for minutes in (15.0, 30.0):
            inside = reached.geometry.intersects(areas.at[(mode, minutes), "geometry"])
            people = reached["population"]
            near = people[reached["travel_min"] <= minutes].sum()
            assert people[inside].sum() == pytest.approx(near, rel=0.01)


@pytest.mark.slow
def test_partners_are_ranked_by_gain(town_run: mg.Run) -> None:
    table = town_run.table("partners_bike")
    assert table["gained"].is_monotonic_decreasing
    assert set(table["role"]) == {"potential"}
    assert table["category"].value_counts()[["Feuerwehr", "Museum", "Schule"]].to_dict() == {
        "Feuerwehr": 7, "Museum": 7, "Schule": 30,
    }  # fmt: skip
    before = town_run.table("coverage_country").set_index(["mode", "minutes"])
    assert before.loc[[("bike", 15.0)], "share"].isna().all()  # points are too coarse for it
    assert table[["share_before", "share_after"]].isna().all(axis=None)
    counted = before.loc[("car", 15.0)]
    share = counted["covered"] / counted["population"]  # gains are counted, not drawn
    assert town_run.table("partners_car")["share_before"].iloc[0] == pytest.approx(share)


@pytest.mark.slow
def test_report_speaks_of_streets(page: str, town_run: mg.Run) -> None:
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", page.split("<body>")[1]))
    for phrase in (
        "auf dem Straßennetz", "Erreichbarkeit nach Gemeinden",
        "Neubrandenburg und Umgebung", "Wer mitmachen könnte", "Berufsfeuerwehr Neubrandenburg",
        "OpenStreetMap-Mitwirkende (ODbL)", "jenseits des Kartenausschnitts",
    ):  # fmt: skip
        assert phrase in text
    ways = re.sub(r"[\d,]+ k?m Luftlinie", "", text.replace("\N{NO-BREAK SPACE}", " "))
    assert "Luftlinie" not in ways  # but for how far a stop is from an offer
    assert not re.search(r"\b(nan|None|NaT|over_limit|no_location|True|False)\b", text)
    assert not re.search(r"\b1 (zusammenhängenden|vordringlichsten)", text)
    for name in town_run.table("partners_bike")["name"]:
        assert quoted(name, "de") in loose(page)


@pytest.mark.slow
def test_workbook_has_partners(town_run: mg.Run, tmp_path: Path) -> None:
    book = load_workbook(write_xlsx(town_run, tmp_path / "t.xlsx"))
    assert {"Gemeinden", "Mögliche Partner"} <= set(book.sheetnames)
    sheet, table = book["Mögliche Partner"], town_run.table("partners_bike")
    groups = {sheet.cell(1, one.min_col).value: one.min_col for one in sheet.merged_cells.ranges}
    assert set(groups) == {"Fahrrad", "Bus und Bahn", "zu Fuß", "Auto"}
    names = [sheet.cell(row, 1).value for row in range(3, sheet.max_row + 1)]
    gained = [sheet.cell(row, groups["Fahrrad"] + 1).value for row in range(3, sheet.max_row + 1)]
    assert sheet.cell(2, groups["Fahrrad"] + 1).value == "davon heute ohne Angebot"
    wanted = table.sort_values(["name", "gained"])
    assert sorted(names) == list(wanted["name"])
    assert [one for _, one in sorted(zip(names, gained, strict=True))] == pytest.approx(
        list(wanted["gained"])
    )


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.parametrize("size", SIZES)
def test_map_in_a_browser(browser: Browser, town_run: mg.Run, tmp_path: Path, size: str) -> None:
    path = study_map(town_run).save(tmp_path / "map.html")
    seen = open_file(browser, path, size=size)
    assert seen.requests == [path.as_uri()]
    assert seen.faults == []
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= SIZES[size][0]
    if size == "wide":
        shape = "document.querySelector('path.area').getAttribute('d')"
        first = seen.page.evaluate(shape)
        seen.page.get_by_label("zu Fuß, 30 Minuten").check()
        assert seen.page.evaluate(shape) != first
        assert "zu Fuß" in seen.page.locator(".view").inner_text()
        seen.page.get_by_label("könnte: Feuerwehr (7)").check()
        assert seen.page.locator(".leaflet-marker-icon .dot.partner").count() == 7
        seen.page.evaluate("window.mintgeo.people.getLayers()[0].openTooltip()")
        assert "bei " in seen.page.locator(".leaflet-tooltip").first.inner_text()
    seen.page.close()


def changed(tmp_path: Path, old: str, new: str) -> Path:
    text = STUDY.read_text(encoding="utf-8").replace("../data", str(ROOT / "data"))
    assert old in text
    path = tmp_path / "study.toml"
    path.write_text(text.replace(old, new), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('kind = "roads"', 'kind = "rail"', "'airline' or 'roads', not 'rail'"),
        ('kind = "roads"', 'kind = "airline"', "extract belongs to kind = 'roads'"),
        ('"Bauernhof"', '"Bauernhaus"', "knows no Bauernhaus; there are Bauernhof"),
        ("neubrandenburg.osm.pbf", "atlantis.osm.pbf", "no file .*atlantis.osm.pbf"),
        ("minutes = 15\n", "minutes = 0\n", "must be positive"),
    ],
)
@pytest.mark.slow
def test_faulty_studies(tmp_path: Path, old: str, new: str, words: str) -> None:
    with pytest.raises(InputError, match=words):
        mg.study.run(changed(tmp_path, old, new), progress=False)
