"""Tours, trails and costs from tables of places to tables of visits."""

from datetime import date
from typing import Any

import geopandas as gpd
import pandas as pd
import pytest

import mintgeo as mg
from mintgeo._errors import InfeasibleError, InputError, OptionError
from mintgeo.plan.tours import Goal

TERM = mg.Term(first="2027-03-01", last="2027-05-28")
ROUTER = mg.Airline()


def places(names: dict[str, tuple[float, float]], **columns: Any) -> gpd.GeoDataFrame:
    lon, lat = zip(*names.values(), strict=True)
    table = {"id": list(names), "name": [f"Ort {one}" for one in names], **columns}
    return gpd.GeoDataFrame(table, geometry=gpd.points_from_xy(lon, lat, crs=4326))


DEPOT = places({"depot": (13.26, 53.56)})
STOPS = places({
    "mv-1": (13.30, 53.47), "mv-2": (13.55, 53.66), "mv-3": (13.06, 53.36),
    "bb-1": (13.87, 53.31), "bb-2": (13.50, 53.20),
})  # fmt: skip


@pytest.fixture(scope="module")
def plan() -> mg.TourPlan:
    stops = STOPS.assign(
        opens="08:00", closes="13:30", children=[20, 30, 10, 25, None],
        children_low=[15, 20, 5, 20, None], children_high=[25, 40, 15, 30, None],
        bound=[None, None, "2027-05-22", None, None],
    )  # fmt: skip
    return mg.plan_tours(
        stops, DEPOT, ROUTER, term=TERM, usual=mg.Usual(every_weeks=2, stay_min=75),
        vans=(mg.Van(load_min=15),), prices=mg.Prices(hour=30), search=5,
    )  # fmt: skip


def kinds_of(plan: mg.TourPlan, prefix: str) -> list[date]:
    dates = plan.tours.loc[plan.tours["id"].str.startswith(prefix), "date"]
    return [date.fromisoformat(one) for one in dates]


def test_each_land_has_its_own_holidays(plan: mg.TourPlan) -> None:
    """Easter holidays 2027: 24 March to 2 April in MV, 22 March to 3 April in Brandenburg."""
    assert not [on for on in kinds_of(plan, "mv") if date(2027, 3, 24) <= on <= date(2027, 4, 2)]
    assert not [on for on in kinds_of(plan, "bb") if date(2027, 3, 22) <= on <= date(2027, 4, 3)]
    usual = [on for on in kinds_of(plan, "") if on != date(2027, 5, 22)]
    assert all(on.weekday() < 5 for on in usual)
    assert not {date(2027, 5, 6), date(2027, 5, 17), date(2027, 3, 29)} & set(usual)


def test_years_without_fixed_holidays_are_named(plan: mg.TourPlan) -> None:
    assert plan.unknown_years == ()
    term = mg.Term(first="2031-03-03", last="2031-03-21")
    found = mg.plan_tours(STOPS[:1], DEPOT, ROUTER, term=term, search=0)
    assert found.unknown_years == (2031,)


def test_nothing_to_visit_is_a_plan_without_tours() -> None:
    found = mg.plan_tours(STOPS[:2].assign(visits=0), DEPOT, ROUTER, term=TERM)
    assert found.tours.empty
    assert found.days.empty
    assert found.costs.empty
    assert found.totals()["km"] == 0


def test_a_bound_date_is_kept_on_whatever_day(plan: mg.TourPlan) -> None:
    assert date(2027, 5, 22).weekday() == 5
    on = plan.tours[plan.tours["date"] == "2027-05-22"]
    assert on["id"].tolist() == ["mv-3"]


def test_tables_agree_with_each_other(plan: mg.TourPlan) -> None:
    assert plan.costs["km"].sum() == pytest.approx(plan.days["drive_km"].sum())
    assert plan.costs["hours"].sum() * 60 == pytest.approx(plan.days["work_min"].sum())
    assert plan.costs["co2_kg"].sum() == pytest.approx(plan.costs["km"].sum() * 0.324)
    assert plan.costs["fuel"].sum() == pytest.approx(plan.costs["km"].sum() / 10)
    euro = plan.costs["km"] * 0.3 + plan.costs["hours"] * 30
    assert plan.costs["cost_eur"].tolist() == pytest.approx(euro.tolist())
    assert len(plan.tours) == plan.days["visits"].sum()
    assert plan.tours.crs == 4326
    assert plan.about["emissions"]


def test_euro_per_child_have_the_span_of_the_children(plan: mg.TourPlan) -> None:
    totals = plan.totals()
    number = plan.tours["id"].value_counts()
    wanted = number["mv-1"] * 20 + number["mv-2"] * 30 + number["mv-3"] * 10 + number["bb-1"] * 25
    assert totals["children"] == wanted
    assert totals["per_child_eur"] == pytest.approx(totals["cost_eur"] / wanted)
    assert totals["per_child_low"] < totals["per_child_eur"] < totals["per_child_high"]


def test_a_replan_says_what_became_of_each_appointment(plan: mg.TourPlan) -> None:
    first = plan.tours["date"].iloc[0]
    ill = plan.tours["id"].iloc[0]
    stops = STOPS.assign(
        opens="08:00", closes="13:30", bound=[None, None, "2027-05-22", None, None],
        closed=[first if one == ill else None for one in STOPS["id"]],
    )  # fmt: skip
    again = mg.plan_tours(
        stops, DEPOT, ROUTER, term=TERM, usual=mg.Usual(every_weeks=2, stay_min=75),
        vans=(mg.Van(load_min=15),), keep=plan, search=5,
    )  # fmt: skip
    changed = again.changed
    assert changed["id"].tolist() == [ill]
    assert changed["change"].tolist() == ["moved"]
    assert changed["date_before"].tolist() == [first]
    assert len(again.changes) == len(plan.tours)


def test_a_plan_keeps_to_a_table_that_was_saved(plan: mg.TourPlan) -> None:
    saved = pd.DataFrame(plan.tours.drop(columns="geometry"))
    one = STOPS.iloc[:1].assign(opens="08:00", closes="13:30")
    again = mg.plan_tours(
        one, DEPOT, ROUTER, term=TERM, usual=mg.Usual(every_weeks=2, stay_min=75),
        vans=(mg.Van(load_min=15),), keep=saved, search=0,
    )  # fmt: skip
    by = again.changes.groupby("id")["change"].unique()
    assert by["mv-1"].tolist() == ["kept"]
    assert by["bb-1"].tolist() == ["dropped"]


def test_days_of_a_stop_say_more_than_the_term() -> None:
    stops = STOPS.iloc[:3].assign(days=["we", "holidays", "sa;su"], visits=[2, 2, 1])
    found = mg.plan_tours(stops, DEPOT, ROUTER, term=mg.Term(
        first="2027-03-01", last="2027-04-30", days=("mo", "tu", "we", "th", "fr", "sa")
    ), search=0)  # fmt: skip
    by = found.tours.groupby("id")["date"].unique()
    assert [date.fromisoformat(one).weekday() for one in by["mv-1"]] == [2, 2]
    assert all("2027-03-24" <= one <= "2027-04-02" for one in by["mv-2"])
    assert date.fromisoformat(by["mv-3"][0]).weekday() == 5


def test_the_stop_that_is_too_far_is_named_in_both_languages() -> None:
    van = mg.Van(hours=3.5, begin="08:00", end="12:00")
    with pytest.raises(InfeasibleError) as caught:
        mg.plan_tours(STOPS, DEPOT, ROUTER, term=TERM, vans=(van,))
    assert caught.value.code == "day_too_short"
    assert caught.value.values["stop"] == "bb-1"
    more = int(str(caught.value.values["lack_min"]))
    longer = mg.Van(hours=3.5 + more / 60, begin="08:00", end="13:30", rests=())
    mg.plan_tours(STOPS[3:4], DEPOT, ROUTER, term=TERM, vans=(longer,), search=0)


def test_two_vans_belong_to_their_depots() -> None:
    depots = pd.concat([DEPOT, places({"prenzlau": (13.86, 53.32)})], ignore_index=True)
    vans = (mg.Van(name="A", depot="depot"), mg.Van(name="B", depot="prenzlau"))
    both = gpd.GeoDataFrame(depots, crs=4326)
    found = mg.plan_tours(STOPS, both, ROUTER, term=TERM, vans=vans, search=2)
    by = dict(zip(found.tours["id"], found.tours["van"], strict=True))
    assert by["mv-1"] == "A"
    assert by["bb-1"] == "B"
    with pytest.raises(OptionError, match="must say its depot"):
        mg.plan_tours(STOPS, both, ROUTER, term=TERM)
    with pytest.raises(OptionError, match="belongs to the depot"):
        mg.plan_tours(STOPS, DEPOT, ROUTER, term=TERM, vans=(mg.Van(depot="Rom"),))


BAD = {
    "stays": ({"stay_min": -5.0}, "stay_min"),
    "clock": ({"opens": "8 Uhr"}, "mv-1"),
    "days": ({"days": "mo;xx"}, "mv-1"),
    "bound": ({"bound": "12. Juni"}, "mv-1"),
    "both": ({"visits": 2.0, "every_weeks": 2.0}, "mv-1"),
    "id": ({"id": "depot"}, "depot"),
    "span": ({"closed": "2027-05-03/2027-05-01"}, "mv-1"),
    "endless": ({"every_weeks": float("inf")}, "mv-1"),
}


@pytest.mark.parametrize("name", BAD)
def test_rows_that_can_not_be_understood_are_named(name: str) -> None:
    columns, said = BAD[name]
    with pytest.raises(InputError, match=said):
        mg.plan_tours(STOPS.iloc[:1].assign(**columns), DEPOT, ROUTER, term=TERM)


def test_stops_without_a_place_are_named() -> None:
    stops = STOPS.copy()
    stops.loc[1, "geometry"] = None
    with pytest.raises(InputError, match="mv-2"):
        mg.plan_tours(stops, DEPOT, ROUTER, term=TERM)


@pytest.mark.parametrize(
    "make",
    [
        lambda: mg.Term(first="2027-05-01", last="2027-04-01"),
        lambda: mg.Term(first="2027-05-01", last="morgen"),
        lambda: mg.Term(first="2027-05-01", last="2027-06-01", days=("Montag",)),
        lambda: mg.Prices(km=-1),
        lambda: mg.Usual(every_weeks=2, visits=3),
        lambda: Goal(night=float("nan")),
        lambda: mg.Prices(km="0.3"),  # type: ignore[arg-type]
        lambda: mg.Usual(every_weeks=0),
        lambda: mg.Usual(stay_min=float("nan")),  # type: ignore[arg-type]
        lambda: mg.Usual(opens="acht"),
        lambda: mg.Van(hours=float("inf")),
        lambda: mg.Van(load=float("nan")),
        lambda: mg.Van(load_min=-1),
        lambda: mg.Van(fuel_per_100km=float("nan")),
        lambda: mg.Van(begin="12:00", end="08:00"),
    ],
)
def test_options_are_checked(make: Any) -> None:
    with pytest.raises(OptionError):
        make()


def test_tours_need_a_depot() -> None:
    with pytest.raises(InputError, match="depot"):
        mg.plan_tours(STOPS, DEPOT.iloc[:0], ROUTER, term=TERM)
    depot = DEPOT.assign(id=[7])
    van = mg.Van(depot=7, load_min=7.6)  # type: ignore[arg-type]
    found = mg.plan_tours(STOPS.iloc[:1], depot, ROUTER, term=TERM, vans=(van,), search=0)
    assert found.days[["starts", "load_min"]].to_numpy().tolist() == [["7", 8]]


@pytest.mark.parametrize(
    ("column", "value"), [("date", "übermorgen"), ("begin", "9h")]
)  # fmt: skip
def test_the_row_of_a_plan_before_is_named(column: str, value: str) -> None:
    before = pd.DataFrame({"id": ["mv-1", "mv-2"], "date": ["2027-03-02"] * 2, "begin": "09:00"})
    before.loc[1, column] = value
    with pytest.raises(InputError, match="mv-2"):
        mg.plan_tours(STOPS.iloc[:2], DEPOT, ROUTER, term=TERM, keep=before)


def test_the_same_time_in_other_words_is_kept() -> None:
    found = mg.plan_tours(STOPS.iloc[:1].assign(opens="09:00"), DEPOT, ROUTER, term=TERM, search=0)
    before = found.tours.assign(begin=found.tours["begin"].str.removeprefix("0"))
    assert list(before["begin"]) == ["9:00"]
    again = mg.plan_tours(
        STOPS.iloc[:1].assign(opens="09:00"), DEPOT, ROUTER, term=TERM, search=0, keep=before
    )
    assert list(again.changes["change"]) == ["kept"]


def test_the_goal_decides() -> None:
    """With days that cost much there are fewer of them."""
    stops = STOPS.assign(stay_min=30)
    cheap = mg.plan_tours(stops, DEPOT, ROUTER, term=TERM, search=5)
    dear = mg.plan_tours(stops, DEPOT, ROUTER, term=TERM, search=5, goal=Goal(day=500))
    assert len(dear.days) <= len(cheap.days)
    even = mg.plan_tours(stops, DEPOT, ROUTER, term=TERM, search=5, goal=Goal(balance=100))
    assert even.days["work_min"].max() <= dear.days["work_min"].max()


SITES = places(
    {"wind": (13.25, 53.55), "sun": (13.26, 53.56), "water": (13.28, 53.55), "heat": (13.9, 53.9)},
    topics=["Wind", "Sonne", "Wasser", "Wärme"], value=[3, 1, 2, 9],
)  # fmt: skip
FOOT = mg.Airline(mode="foot")
SCHOOL = places({"school": (13.262, 53.562)})


def test_a_trail_is_a_round_with_times() -> None:
    found = mg.plan_trail(SITES, FOOT, max_min=200, start=SCHOOL, worth="value", stay_min=10)
    assert found.left == ("heat",)
    assert found.proven
    assert found.worth == 6
    assert found.minutes <= 200
    sites = found.sites
    assert sites["order"].tolist() == [1, 2, 3]
    assert sites["arrive_min"].iloc[0] == sites["way_min"].iloc[0] > 0
    steps = sites["leave_min"].shift(fill_value=0.0) + sites["way_min"]
    assert sites["arrive_min"].tolist() == pytest.approx(steps.tolist())
    assert found.minutes == pytest.approx(sites["leave_min"].iloc[-1] + found.back_min)
    assert found.km == pytest.approx(sites["way_km"].sum() + found.back_km)
    assert set(sites["topics"]) == {"Wind", "Sonne", "Wasser"}


def test_a_trail_that_starts_at_a_site_begins_there() -> None:
    found = mg.plan_trail(SITES, FOOT, max_km=8, start="sun", must=["water"])
    assert found.sites["id"].iloc[0] == "sun"
    assert found.sites["way_min"].iloc[0] == 0
    assert found.sites.set_index("id").loc["water", "must"]
    assert found.km <= 8


def test_ids_of_a_trail_may_be_numbers() -> None:
    numbered = SITES.assign(id=[1, 2, 3, 4])
    found = mg.plan_trail(numbered, FOOT, max_km=8, start=2, must=[3])  # type: ignore
    assert found.sites["id"].iloc[0] == "2"
    assert "3" in set(found.sites["id"])


def test_wishes_of_a_trail_are_checked() -> None:
    with pytest.raises(OptionError):
        mg.plan_trail(SITES, FOOT)
    with pytest.raises(OptionError):
        mg.plan_trail(SITES, FOOT, max_km=3, max_min=20)
    with pytest.raises(InputError, match="Rom"):
        mg.plan_trail(SITES, FOOT, max_km=3, must=["Rom"])
    with pytest.raises(InputError, match="Rom"):
        mg.plan_trail(SITES, FOOT, max_km=3, start="Rom")
    with pytest.raises(InputError, match="topics"):
        mg.plan_trail(SITES, FOOT, max_km=3, worth="topics")
    for wrong in ({"max_km": float("nan")}, {"max_km": float("inf")}, {"max_min": -1},
                  {"max_min": 9, "stay_min": float("nan")}):  # fmt: skip
        with pytest.raises(OptionError):
            mg.plan_trail(SITES, FOOT, **wrong)
    for column in ("value", "stay_min"):
        for amount in ("viel", float("inf"), -1):
            sites = SITES.assign(**{column: [1, amount, 1, 1]})
            with pytest.raises(InputError, match=rf"{column}.*\bsun\b"):
                mg.plan_trail(sites, FOOT, max_min=90, worth="value")
    with pytest.raises(InputError, match="no rows"):
        mg.plan_trail(SITES.iloc[:0], FOOT, max_km=3)
    with pytest.raises(InfeasibleError) as caught:
        mg.plan_trail(SITES, FOOT, max_km=3, must=["heat", "sun"])
    assert caught.value.code == "must_exceed"
    assert " 3.0 km;" in str(caught.value)
    with pytest.raises(InfeasibleError, match=r" 2\.0 min;.* min would do"):
        mg.plan_trail(SITES, FOOT, max_min=2)
