"""Where people come from: rates per one number, exact places only, and reports of people alone."""

from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import pytest
from shapely.geometry import box

import mintgeo as mg
from mintgeo.chapters.participation.drawn import themes
from mintgeo.chapters.participation.focus import areas, beside, focus
from mintgeo.chapters.participation.own import BEYOND, unsure
from mintgeo.chapters.rows import numbered
from mintgeo.language import language, loose
from mintgeo.report import summary
from mintgeo.report.points import findings, message
from tests.chapters.test_area import study

STUDY = """
[study]
name = "s"
title = "S"
as_of = 2026-11-26
[inputs]
participants = "people.csv"
[outputs]
folder = "o"
"""
Alone = Callable[[str], mg.Run]


@pytest.fixture
def alone(tmp_path: Path) -> Alone:
    def run(rows: str) -> mg.Run:
        (tmp_path / "people.csv").write_text(f"PLZ,Ort,Anzahl\n{rows}", encoding="utf-8")
        file = tmp_path / "study.toml"
        file.write_text(STUDY, encoding="utf-8")
        return mg.study.run(file, progress=False)

    return run


def test_people_of_one_corner_are_not_a_map_of_germany(alone: Alone) -> None:
    run = alone("66111,Saarbrücken,30\n66663,Merzig,20\n66740,Saarlouis,5\n")
    assert message(run) == (
        "Mehr als die Hälfte der 55 Teilnehmenden kommt aus einem Kreis: Regionalverband "
        "Saarbrücken (30)"
    )
    page = loose(mg.report.render(run, map_html=""))
    assert "Wie gerechnet wurde" in page
    assert "Berlin" not in " ".join(one.text for one in findings(run))
    shown = focus(run)
    assert shown is not None
    assert set(shown["ags"]) == {"10041", "10042", "10044"}
    ground = next(one for one in themes(run, language("de")) if one.name == "ground")
    assert ground.of["own"].equals(shown)  # what the map begins with
    assert set(beside(run)["ags"]) == {"07235", "10043", "10045", "10046"}
    assert "Aus 4 angrenzenden Kreisen kommt niemand auf der Liste" in summary(run).replace(
        "\n  ", " "
    )


@pytest.mark.verify
def test_people_of_the_whole_country_are(alone: Alone) -> None:
    places = mg.regions("gemeinde").query("population > 20000").drop_duplicates("name").head(250)
    run = alone("".join(f",{name},1\n" for name in places["name"]))
    assert focus(run) is None
    assert "Kreisen in Deutschland kommt niemand" in loose(summary(run)).replace("\n  ", " ")


def test_a_study_of_one_kreis_tells_of_its_gemeinden(tmp_path: Path) -> None:
    """Rates are said per the number that they are of: 30 of 330,000 are 9.1 of 100,000."""
    run = study(tmp_path, 'sites = "labs.csv"\nparticipants = "people.csv"')
    page = loose(mg.report.render(run, map_html=""))
    assert "je 100.000 Menschen" in page.replace("Je 100", "je 100")
    assert "<td>9,1</td>" in page
    assert "Million Menschen" not in page
    found = areas(run)
    assert found is not None
    level, counts, shapes = found
    assert (level, int(counts["participants"].sum())) == ("gemeinde", 30)
    assert set(counts["ags"]) == set(shapes["ags"])
    rated = counts[counts["participants"] > 0].iloc[0]
    assert rated["per_1000"] == pytest.approx(1000 * 30 / rated["population"])
    public = areas(run.public())
    assert public is None or public[0] == "kreis"


@pytest.mark.parametrize(("side", "exact"), [(0.4, True), (0.01, False)])
def test_districts_count_whom_a_place_is_exact_enough_for(
    tmp_path: Path, side: float, exact: bool
) -> None:
    """A PLZ is a place of some kilometres; nobody is lost, wherever they are counted."""
    west, south = 6.99 - side / 2, 49.23 - side / 2
    shapes = [box(west, south, west + side, south + side), box(7.39, 49.0, 7.4, 49.01)]
    gpd.GeoDataFrame({"name": ["Mitte", "Rand"]}, geometry=shapes, crs=4326).to_file(
        tmp_path / "b.geojson"
    )
    run = study(tmp_path, 'participants = "people.csv"\ndistricts = "b.geojson"')
    own = run.table("participation_areas").set_index("ags")["participants"]
    assert own.sum() == 36
    assert own[BEYOND] == (6 if exact else 36)
    assert unsure(run) == (0 if exact else 1)
    page = loose(mg.report.render(run, map_html=""))
    assert ("Nach Teilgebieten ist nicht gezählt" in page) is not exact
    assert ("So viele nahmen von hier teil" in page) is exact


def test_brackets_are_not_doubled() -> None:
    say = language("de")
    assert numbered("09162", "München (Stadt)", "12", say) == "München (Stadt, 12)"
    assert numbered("09175", "Ebersberg", "3", say) == "Ebersberg (3)"
