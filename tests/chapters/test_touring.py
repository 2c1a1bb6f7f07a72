"""The chapters of tours and trails: options, lists, and what a run knows of its plan."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pytest

import mintgeo as mg
from mintgeo._errors import InputError, OptionError
from mintgeo.analysis.tours.rounds import rounds_of
from mintgeo.chapters.stages import Work
from mintgeo.chapters.stops import words
from mintgeo.chapters.stops.options import PlanOptions
from mintgeo.chapters.stops.tables import SHARES as PLAN_SHARES
from mintgeo.chapters.touring import TOURING, book, page
from mintgeo.chapters.touring.options import TourOptions, TrailOptions
from mintgeo.chapters.touring.tables import SHARES
from mintgeo.chapters.touring.wishes import listed
from mintgeo.language import NO_BREAK, language, loose
from mintgeo.report import render
from tests import planned

DATES = {"first": date(2027, 3, 1), "last": date(2027, 4, 30)}


@pytest.mark.parametrize(
    "said",
    [
        {"vans": 0}, {"minutes": 0}, {"days": ["montag"]}, {"opens": "acht"},
        {"every_weeks": 2, "visits": 3}, {"first": date(2027, 5, 1)}, {"hours": float("nan")},
        {"hours": float("inf")}, {"begin": "17:00", "end": "07:00"}, {"stay_min": 3_000},
    ],
)  # fmt: skip
def test_wishes_of_tours_are_refused(said: dict[str, Any]) -> None:
    with pytest.raises(OptionError):
        TourOptions(stops=Path("a.csv"), depot="a", **{**DATES, **said})


def test_a_trail_has_one_limit() -> None:
    with pytest.raises(OptionError, match="max_km"):
        TrailOptions(sites=Path("a.csv"))
    with pytest.raises(OptionError, match="max_km"):
        TrailOptions(sites=Path("a.csv"), max_km=3, max_min=30)


def test_vans_have_names_of_their_own() -> None:
    one = TourOptions(stops=Path("a.csv"), depot="a", **DATES)
    two = TourOptions(stops=Path("a.csv"), depot="a", vans=2, name="Bus", **DATES)
    assert [van.name for van in one.fleet] == ["MINT-Mobil"]
    assert [van.name for van in two.fleet] == ["Bus 1", "Bus 2"]


class _Nothing(dict[Any, Any]):
    def __missing__(self, key: Any) -> tuple[()]:
        return ()


def _listed(tmp_path: Path, text: str) -> gpd.GeoDataFrame:
    file = tmp_path / "halte.csv"
    file.write_text(text, encoding="utf-8")
    work: Any = _Nothing()
    assert not isinstance(work, Work)
    return listed(work, file)


def test_numbers_of_a_list_are_numbers(tmp_path: Path) -> None:
    found = _listed(
        tmp_path,
        "name;lat;lon;stay_min;children;boxes\nA;53,5;13,2;90;12,5;Wind 2\nB;53,4;13,1;;;\n",
    )
    assert found["stay_min"].iloc[0] == 90
    assert found["children"].iloc[0] == 12.5
    assert found[["stay_min", "children"]].iloc[1].isna().all()
    assert found["boxes"].iloc[0] == "Wind 2"
    with pytest.raises(InputError, match="stay_min"):
        _listed(tmp_path, "name;lat;lon;stay_min\nA;53,5;13,2;lange\n")


def _places(*ids: str) -> gpd.GeoDataFrame:
    names = list(ids) or ["a", "b", "c"]
    lon = [13.2 + 0.1 * at for at in range(len(names))]
    points = gpd.points_from_xy(lon, [53.5] * len(names), crs=4326)
    return gpd.GeoDataFrame({"id": names}, geometry=points)


def test_days_of_one_round_are_put_together_and_drawn() -> None:
    plan = mg.plan_tours(
        _places(), _places("depot"), mg.Airline(), term=mg.Term(**DATES),
        usual=mg.Usual(every_weeks=1, stay_min=60), search=0,
    )  # fmt: skip
    rounds = rounds_of(plan, mg.tour_ways(plan))
    assert sum(len(one.dates) for one in rounds) == len(plan.days)
    assert sum(len(some) for one in rounds for some in one.visits) == len(plan.tours)
    for one in rounds:
        assert one.ways["from_id"].tolist() == [one.starts, *one.stops]
        assert one.ways["to_id"].tolist() == [*one.stops, one.ends]
    layer = mg.maps.ToursLayer(plan)
    assert f"Runde {len(rounds)}" in layer.data
    html = mg.maps.tours_map(plan, attributions=["niemand"]).get_root().render()
    assert "niemand" in html
    english = mg.maps.ToursLayer(plan, lang="en")
    assert "Round 1" in english.data


def test_a_hostile_name_is_no_element_of_the_map() -> None:
    stops = _places().assign(name=["<img src=x onerror=alert(1)>", "{{ 7 }}", "</script>"])
    plan = mg.plan_tours(stops, _places("depot"), mg.Airline(), term=mg.Term(**DATES), search=0)
    html = mg.maps.tours_map(plan, attributions=["niemand"]).get_root().render()
    assert "<img src=x" not in html
    assert html.count("</script>") == html.count("<script")


def test_a_table_of_visits_may_be_empty_of_boxes() -> None:
    plan = mg.plan_tours(
        _places().assign(boxes=[None, "Wind", pd.NA]), _places("depot"), mg.Airline(),
        term=mg.Term(**DATES), search=0,
    )  # fmt: skip
    assert plan.places["boxes"].fillna("").tolist() == ["", "", "Wind", ""]


def test_a_plan_without_visits_is_a_map_without_rounds() -> None:
    usual, term = mg.Usual(visits=0), mg.Term(**DATES)
    plan = mg.plan_tours(_places(), _places("depot"), mg.Airline(), term=term, usual=usual)
    assert plan.tours.empty
    html = mg.maps.tours_map(plan, attributions=["niemand"]).get_root().render()
    assert "niemand" in html
    assert "Runde" not in mg.maps.ToursLayer(plan).data


def _toured(small: mg.Run, folder: Path, rows: str, **asked: Any) -> mg.Run:
    file = folder / "touren.csv"
    file.write_text(rows, encoding="utf-8")
    options = TourOptions(
        stops=file, depot="Labor Uelzen", visits=2, stay_min=60, rounds=0,
        **{"minutes": 20, **DATES, **asked},
    )  # fmt: skip
    return planned.run(small, options, TOURING)


ROWS = "name;lat;lon;children;children_low;children_high\n"
ROSCHE = "Rosche;52,987;10,752;20;10;40\n"
SUDERBURG = "Suderburg;52,896;10,451;20;20;20\n"


def test_tours_say_what_a_plan_of_their_stops_says(small_run: mg.Run, tmp_path: Path) -> None:
    run = _toured(small_run, tmp_path, ROWS + ROSCHE + SUDERBURG)
    stops = tmp_path / "halte.csv"
    stops.write_text("id;name;lat;lon\na;Rosche;52.987;10.752\nb;Suderburg;52.896;10.451\n")
    plan = planned.run(
        small_run, PlanOptions(stops=2, minutes=20, candidates=stops, alternatives=0)
    )
    pd.testing.assert_frame_equal(run.of(SHARES), plan.of(PLAN_SHARES))
    for say in (language("de"), language("en")):
        assert page.gain(run, say) == words.gain(plan, say)
        assert re.search(r"\d–\d+.?%", page.gain(run, say))
    text = render(run, map_html="")
    assert f"Runde{NO_BREAK}1" in text
    assert page.gain(run, language("de")) in loose(text)
    assert page.assumed(run, language("de")) in loose(text)


def test_shares_of_coarse_points_are_not_told_of_tours(small_run: mg.Run, tmp_path: Path) -> None:
    run = _toured(small_run, tmp_path, ROWS + ROSCHE, minutes=3)
    assert run.of(SHARES)["share"].isna().all()
    said = " ".join(one.text for one in page.points(run, language("de")))
    assert "zu grob" in said
    assert "%" not in said


def test_stops_that_nobody_reaches_gain_nobody(small_run: mg.Run, tmp_path: Path) -> None:
    run = _toured(small_run, tmp_path, ROWS + "Helgoland;54,18;7,89;;;\n", hours=24, end="24:00",
                  begin="00:00")  # fmt: skip
    assert not page.trouble(run, language("de"))
    assert run.of(SHARES).set_index("plan").loc["gain", "reached"] == 0


def test_costs_say_their_prices_and_the_span_of_children(small_run: mg.Run, tmp_path: Path) -> None:
    run = _toured(small_run, tmp_path, ROWS + ROSCHE + SUDERBURG)
    totals = run.parameters["tours"]["totals"]
    told = {"de": ("0,30 €", "20 €", "10 Liter", "Arbeitszeit ist"),
            "en": ("0.30 €", "20 €", "10 litres", "Working hours")}  # fmt: skip
    for lang, said in told.items():
        say = language(lang)
        assert say.duration(60 * totals["hours"]) in page.summary(run, totals, say)
        text = f"{page.money(totals, say)} {page.assumed(run, say)}"
        assert all(one in text for one in said)
        assert totals["per_child_low"] < totals["per_child_high"]
        ends = [say.number(totals[f"per_child_{one}"], 2) for one in ("low", "high")]
        assert re.search(rf"{ends[0]} (bis|to) {ends[1]} €", text)
    sure = _toured(small_run, tmp_path, ROWS + SUDERBURG)
    assert " bis " not in page.money(sure.parameters["tours"]["totals"], language("de"))
    alone = _toured(small_run, tmp_path, "name;lat;lon\nRosche;52,987;10,752\n")
    assert "Kind" not in page.money(alone.parameters["tours"]["totals"], language("de"))
    costs = next(one for one in book.sheets(run, language("de")) if "cost_eur" in one.table)
    assert [one.head for one in costs.columns][-2:] == ["€ je Kind, von", "€ je Kind, bis"]
    assert book.columns(run, language("de")) == [("cost_eur", page.assumed(run, language("de")))]


def test_ways_to_tours_are_no_longer_than_those_that_are_looked_for(tmp_path: Path) -> None:
    long = TourOptions(stops=tmp_path / "a.csv", depot="a", minutes=300, **DATES)
    with pytest.raises(OptionError, match=r"\[tours\] minutes must be at most"):
        TOURING.check(planned.work(long).plan)
