"""The chapters of tours and trails: options, lists, and what a run knows of its plan."""

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
from mintgeo.chapters.touring.options import TourOptions, TrailOptions
from mintgeo.chapters.touring.wishes import listed

DATES = {"first": date(2027, 3, 1), "last": date(2027, 4, 30)}


@pytest.mark.parametrize(
    "said",
    [
        {"vans": 0}, {"minutes": 0}, {"days": ["montag"]}, {"opens": "acht"},
        {"every_weeks": 2, "visits": 3}, {"first": date(2027, 5, 1)},
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
