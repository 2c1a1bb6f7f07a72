"""Plans in Kleinland: every number can be worked out by hand.

On the equator, people of a reach 0.05° and more by car within 15 minutes, 0.1° not: whoever stops
at x reaches a, b and c, at y b and c, at z d, at w e.
"""

import json
import re
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest

import mintgeo as mg
from mintgeo._errors import InfeasibleError, InputError, OptionError, PrivacyError
from mintgeo._schema import PLAN_REACHED, PLAN_SHARES, PLAN_STOPS
from mintgeo.analysis.planning import stop_gain
from mintgeo.analysis.planning.refused import values_of
from mintgeo.analysis.planning.saved import plan_file
from mintgeo.language import explained
from tests import kleinland, planned
from tests.planning.halls import CAR, halls, placed, plan


def test_the_best_stop_counts_only_whom_offers_leave() -> None:
    """Adorf's lab reaches a and b within 15 minutes; of c, d and e the last two are most."""
    found = plan(n_stops=2, existing=kleinland.sites())
    assert found.stops["id"].tolist() == ["w", "z"]
    assert found.stops["adds"].tolist() == [500.0, 400.0]
    assert found.shares.set_index("plan")["reached"].tolist() == [300.0, 1200.0, 900.0]
    assert found.before.tolist() == [True, True, False, False, False, False]
    assert (found.status, found.gap, found.proven) == ("optimal", 0.0, True)


def test_tables_say_whom_each_stop_adds_and_what_leaving_it_out_loses() -> None:
    found = plan(n_stops=4)
    stops = found.stops.set_index("id")
    assert found.stops["id"].tolist() == ["x", "w", "z", "y"]
    assert stops["people"].to_dict() == {"x": 600.0, "y": 500.0, "z": 400.0, "w": 500.0}
    assert stops["adds"].to_dict() == {"x": 600.0, "w": 500.0, "z": 400.0, "y": 0.0}
    assert stops["loses"].to_dict() == {"x": 100.0, "w": 500.0, "z": 400.0, "y": 0.0}
    assert stops.loc["y", "near_reason"] == "spare"
    assert stops.loc["x", "near_reason"] == "people"
    west = found.reached[found.reached["id"] == "x"]
    assert west[["ags_gemeinde", "people", "adds"]].values.tolist() == [["91001001", 600.0, 600.0]]
    for schema, table in (
        (PLAN_STOPS, found.stops), (PLAN_REACHED, found.reached), (PLAN_SHARES, found.shares),
    ):  # fmt: skip
        schema.check(table)


def test_what_stops_gain_that_are_decided_is_what_a_plan_of_them_gains() -> None:
    """Spans too: a plan and a list of the same stops must not say two things."""
    sites, people = kleinland.sites(), kleinland.demand()
    reached = mg.reach(people, sites, CAR, max_min=60)
    options = {"minutes": 15, "existing": sites, "draws": 30, "seed": 4, "too_coarse": "blank"}
    found = mg.plan_stops(reached, halls(), CAR, n_stops=4, **options)
    pd.testing.assert_frame_equal(stop_gain(reached, halls(), CAR, **options), found.shares)


def test_the_nearest_offer_and_stop_are_told() -> None:
    found = plan(n_stops=2, existing=kleinland.sites()).stops.set_index("id")
    degree = kleinland.DEGREE_M / 1000
    assert found["nearest_offer"].tolist() == ["Labor Adorf"] * 2
    assert found.loc["z", "nearest_offer_km"] == pytest.approx(0.2 * degree, rel=0.02)
    assert found.loc["z", "nearest_stop_km"] == pytest.approx(0.2 * degree, rel=0.02)


def test_required_forbidden_and_partial_covering() -> None:
    assert set(plan(n_stops=2, required=["y"]).stops["id"]) == {"y", "w"}
    assert set(plan(n_stops=2, forbidden="w").stops["id"]) == {"x", "z"}
    found = plan(target_share=0.7)
    assert (found.value, set(found.stops["id"])) == (2.0, {"x", "w"})
    assert plan(n_stops=2, required=["y"]).stops.set_index("id")["status"]["y"] == "required"


def test_every_kreis_has_its_stop_and_its_floor() -> None:
    assert set(plan(n_stops=2, forbidden=["x", "y"]).stops["id"]) == {"z", "w"}
    assert set(plan(n_stops=2, per_area=1).stops["id"]) == {"x", "w"}
    both = plan(n_stops=3, per_area={"92001": 2})
    assert set(both.stops["id"]) == {"x", "z", "w"}
    assert both.stops.set_index("id").loc[["z", "w"], "near_reason"].tolist() == ["area"] * 2
    assert set(plan(n_stops=1, floor={"92": 0.5}).stops["id"]) == {"w"}


def test_more_people_than_a_stop_has_room_for() -> None:
    """x takes 350 of 600; y may take 250 more of b and c: together all of them."""
    crowd = halls().assign(seats=[350.0, 250.0, 100.0, 100.0])
    found = plan(crowd, n_stops=2, capacity="seats")
    stops = found.stops.set_index("id")
    assert set(stops.index) == {"x", "y"}
    assert stops["adds"].sum() == pytest.approx(600.0)
    assert stops.loc["x", "loses"] == pytest.approx(350.0)
    assert stops["near_reason"].tolist() == ["capacity"] * 2
    assert found.shares.set_index("plan").loc["gain", "reached"] == pytest.approx(600.0)
    assert stops["certainty"].isna().all()


def test_weights_count_rural_people_and_those_far_beyond() -> None:
    kinds = ["city", "city", "city", "rural", "town", "rural"]
    people = kleinland.demand().assign(area_type=kinds, children=[0, 0, 0, 30, 10, 0])
    rural = mg.StopWeights(area_type={"rural": 2})
    assert plan(demand=people, n_stops=1, weights=rural).stops["id"].tolist() == ["z"]
    counted = plan(demand=people, n_stops=1, weights="children")
    assert counted.value == 30.0
    assert counted.stops[["weight", "weight_adds"]].values.tolist() == [[30.0, 30.0]]
    far = plan(demand=people, n_stops=1, weights=mg.StopWeights(beyond_min=10),
               existing=kleinland.sites())  # fmt: skip
    way = mg.reach(people, kleinland.sites(), CAR)["travel_min"].iloc[2]
    assert far.weights.tolist()[:3] == [100.0, 200.0, pytest.approx(300 * (1 + (way - 15) / 10))]
    assert far.weights[4] == 1000.0


def test_stops_that_are_worth_the_same_keep_away_from_offers_and_each_other() -> None:
    """Both x and its twin reach the same; the one beside the offer gives way."""
    twins = halls(x=0.0501, twin=0.02, w=0.4)
    lab = placed(lab=0.05).assign(role="offer")
    people = kleinland.demand()
    people["population"] = [100.0, 0.0, 0.0, 0.0, 500.0, 0.0]
    found = plan(twins, demand=people, n_stops=2, existing=lab.iloc[:0])
    assert len(found.stops) == 2
    near = plan(twins, demand=people, n_stops=2, existing=lab)
    assert near.stops["id"].tolist() == ["w", "twin"]
    assert near.stops.loc[1, "adds"] == 0.0
    assert near.stops["offer_reason"].isna().all()


def test_spans_are_those_of_coverage() -> None:
    """What the draws say of offers and stops together is what ``coverage`` says of them."""
    lab, stops = kleinland.sites().assign(radius_m=2000.0), halls().assign(radius_m=3000.0)
    found = plan(stops, n_stops=2, existing=lab, draws=40)
    chosen = stops[stops["id"].isin(found.stops["id"])].assign(role="offer")
    after = gpd.GeoDataFrame(pd.concat([lab, chosen], ignore_index=True), crs=4326)
    for name, sites in (("before", lab), ("after", after)):
        reached = mg.reach(kleinland.demand(), sites, CAR, max_min=15)
        draws = mg.uncertainty(reached, sites, draws=40, minutes=15, progress=False)
        told = mg.coverage(reached, by="country", minutes=15, uncertainty=draws).iloc[0]
        own = found.shares.set_index("plan").loc[name]
        assert own["share_low"] == told["share_low"]
        assert own["share_middle"] == told["share"]
        assert own["share_high"] == told["share_high"]
    assert found.stops["certainty"].between(0, 1).all()


class River(mg.Airline):
    """Everything is beyond a river: ways take four times as long as they seem, surely."""

    @property
    def law(self) -> mg.ErrorLaw:
        return mg.ErrorLaw(spread=0.05)

    def matrix(self, origins: Any, destinations: Any, *, max_min: float | None = None) -> mg.Matrix:
        ways = super().matrix(origins, destinations)
        minutes = ways.travel_min * 4
        near = minutes <= (np.inf if max_min is None else max_min)
        values = {name: one[near] for name, one in {**ways.values, "travel_min": minutes}.items()}
        return mg.Matrix.of_pairs(
            ways.from_ids, ways.to_ids, ways.row[near], ways.column[near], mode=self.mode,
            max_min=max_min, values=values, origin=ways.origin, goal=ways.goal,
        )  # fmt: skip


def test_what_a_router_has_ruled_out_is_near_in_no_draw() -> None:
    """From Bdorf to hall c it seems to be 11.5 minutes; by the bridge it is four times that."""
    beside = halls(c=0.10, f=0.402)
    found = mg.plan_stops(kleinland.demand(), beside, River(), minutes=12, n_stops=2, draws=20)
    by_id = found.stops.set_index("id")
    assert by_id["people"].to_dict() == {"f": 500.0, "c": 300.0}
    shares = found.shares.set_index("plan").loc["after"]
    assert shares["share_low"] == shares["share"] == shares["share_high"] == 800 / 1500


def test_the_same_seed_gives_the_same_plan() -> None:
    one, other = (plan(n_stops=2, draws=20, seed=7, alternatives=1) for _ in range(2))
    pd.testing.assert_frame_equal(one.stops, other.stops)
    pd.testing.assert_frame_equal(one.shares, other.shares)


def test_alternatives_are_plans_of_their_own() -> None:
    people = kleinland.demand().assign(population=[0.0, 300.0, 0.0, 300.0, 300.0, 0.0])
    found = plan(demand=people, n_stops=2, alternatives=2)
    assert found.alternatives
    for number, other in enumerate(found.alternatives, start=1):
        assert set(other.stops["id"]) != set(found.stops["id"])
        row = found.shares.set_index("plan").loc[f"alternative_{number}"]
        assert row["reached"] == other.shares.set_index("plan").loc["after", "reached"]
        assert other.alternatives == ()


def test_a_plan_begins_where_a_page_has_saved_it(tmp_path: Path) -> None:
    first = plan(n_stops=2)
    file = tmp_path / "plan.json"
    raw = plan_file(first)
    raw["added"] = [{"id": "neu-1", "lat": 0.0, "lon": 0.22, "name": "Dorfplatz"}]
    file.write_text(json.dumps(raw), encoding="utf-8")
    again = plan(n_stops=2, start=file, required=["neu-1"])
    assert "Dorfplatz" in again.stops["name"].tolist()
    assert plan(n_stops=2, start=again).candidates["id"].tolist().count("neu-1") == 1
    assert set(plan(n_stops=2, start=["x", "w"]).stops["id"]) == {"x", "w"}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"minutes": 20.0}, "20"),
        ({"mode": "foot"}, "foot"),
        ({"version": 2}, "2"),
        ({"format": "other"}, "no saved plan"),
        ({"stops": "x"}, "damaged"),
        ({"added": [{"id": "n", "lat": 95, "lon": 0}]}, "damaged"),
        ({"stops": ["nobody"]}, "nobody"),
    ],
)
def test_a_file_of_something_else_is_refused(
    tmp_path: Path, change: dict[str, object], said: str
) -> None:
    file = tmp_path / "plan.json"
    file.write_text(json.dumps(plan_file(plan(n_stops=1)) | change), encoding="utf-8")
    with pytest.raises(InputError, match=said):
        plan(n_stops=1, start=file)


def test_candidates_that_nobody_reaches_are_told_with_reasons() -> None:
    some = halls(x=0.05, far=3.0, w=0.4)
    some = gpd.GeoDataFrame(pd.concat([some, placed(lost=float("nan"))], ignore_index=True))
    found = plan(some, n_stops=1)
    assert found.candidates["id"].tolist() == ["x", "w"]
    notes = mg.row_findings(found.lost)
    assert found.lost["id"].tolist() == ["far", "lost"]
    assert len(notes) == 2


def test_a_required_stop_that_nobody_reaches_is_named_with_the_minutes_that_would_do() -> None:
    with pytest.raises(InfeasibleError, match="Halle far") as caught:
        plan(halls(x=0.05, far=1.2), n_stops=1, required=["far"])
    assert caught.value.code == "unreachable_stop"
    needed = caught.value.values["needed_minutes"]
    assert plan(halls(x=0.05, far=1.2), n_stops=1, required=["far"], minutes=needed).stops[
        "id"].tolist() == ["far"]  # fmt: skip
    assert "niemand in 15 Minuten" in explained(caught.value)


def test_what_no_plan_reaches_says_what_would_do() -> None:
    with pytest.raises(InfeasibleError, match=r"2 stops would do, or allow (\d+) minutes") as many:
        plan(n_stops=1, target_share=0.7)
    minutes = many.value.values["needed_minutes"]
    assert plan(n_stops=1, target_share=0.7, minutes=minutes).shares["share"][1] >= 0.7
    assert "mit 2 Halten ginge es; oder" in explained(many.value)
    with pytest.raises(InfeasibleError, match="Ddorf") as share:
        plan(target_share=0.9, forbidden=["z"])
    assert share.value.values["most"] == pytest.approx(1100 / 1500)
    with pytest.raises(InfeasibleError, match="92001") as floor:
        plan(n_stops=3, floor=0.9, forbidden=["z"])
    assert floor.value.code == "floor_unreachable"
    assert values_of(floor.value, "shares")[0] == pytest.approx(5 / 9)


def test_wishes_that_contradict_each_other_name_the_stops() -> None:
    with pytest.raises(InfeasibleError, match="Halle x") as both:
        plan(n_stops=1, required=["x"], forbidden=["x"])
    assert both.value.values["ids"] == ("x",)
    with pytest.raises(InfeasibleError, match=r"Halle x.*Halle y") as near:
        plan(n_stops=2, required=["x", "y"], min_apart_km=10)
    assert near.value.code == "required_near"
    with pytest.raises(InfeasibleError, match="92001"):
        plan(halls(x=0.05), n_stops=1, per_area=1)
    with pytest.raises(InfeasibleError, match="only 4 can be chosen"):
        plan(n_stops=5)
    with pytest.raises(InfeasibleError, match="plan 2"):
        plan(n_stops=1, required=["x", "z"])


def test_areas_are_named_and_shares_are_said_in_each_language() -> None:
    """Real keys have names, and a decimal comma is one."""
    people, hall = planned.people(), planned.sites().iloc[[0]]
    with pytest.raises(InfeasibleError, match=r"Uelzen \(03360\)") as few:
        plan(hall, demand=people, n_stops=1, per_area=9)
    assert few.value.values["lacking"] == 8
    with pytest.raises(InfeasibleError, match=r"\d\.\d%") as low:
        plan(hall, demand=people, n_stops=1, floor=0.9)
    assert re.search(r"\d,\d%", explained(low.value))
    assert not re.search(r"\d\.\d%", explained(low.value))
    assert set(plan(n_stops=3, min_apart_km=10, target_share=1.0).stops["id"]) == {"x", "z", "w"}


def test_lists_of_participants_are_no_demand() -> None:
    homes = kleinland.demand().drop(columns="population").assign(count=1)
    with pytest.raises(PrivacyError):
        plan(demand=homes, n_stops=1)


def test_whom_buses_bring_home_counts_as_reached() -> None:
    """A table of outings: its reasons say who is reached, whatever the way to the stop is."""
    reached = mg.reach(kleinland.demand(), kleinland.sites(), CAR, max_min=15)
    told = reached.assign(mode="transit", reason=["ok", "ok", "no_way_back", "ok", "no_stop", "ok"])
    found = plan(demand=told, n_stops=1, draws=20)
    assert found.before.tolist() == [True, True, False, True, False, True]
    assert found.stops["id"].tolist() == ["w"]
    assert found.shares["share_low"].notna().all()


def test_a_target_that_offers_reach_already_takes_no_stop() -> None:
    found = plan(target_share=0.1, existing=kleinland.sites(), draws=20)
    assert (len(found.stops), len(found.reached), found.value) == (0, 0, 0.0)
    before, after, gain = found.shares["share_high"].tolist()
    assert before == after > gain == 0.0
    far = plan(halls(far=9.0), target_share=0.1, existing=kleinland.sites(), draws=20)
    assert far.lost["id"].tolist() == ["far"]
    pd.testing.assert_frame_equal(far.shares, found.shares)
    with pytest.raises(InfeasibleError, match="Nobody of the demand"):
        plan(halls(far=9.0), target_share=0.9, existing=kleinland.sites())


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        ({"minutes": [15, 30]}, "one threshold"),
        ({"draws": -1}, "draws"),
        ({"draws": 5}, "20 or more"),
        ({"draws": float("nan")}, "'draws' must be a whole number of 0 or more"),
        ({"n_stops": float("inf")}, "'n_stops' must be a whole number of 1 or more"),
        ({"n_stops": "2"}, "'n_stops' must be a whole number"),
        ({"alternatives": None}, "'alternatives' must be"),
        ({"target_share": "0.9"}, "target_share"),
        ({"per_area": 1.5}, "'per_area' must be a whole number"),
        ({"per_area": {"92001": -1}}, "'per_area' must be a whole number"),
        ({"floor": "half"}, "'floor' wants shares"),
        ({"time_limit": "long"}, "time_limit"),
        ({"min_apart_km": "far"}, "min_apart_km"),
        ({"capacity": True}, "capacity"),
        ({"capacity": 5, "alternatives": 1}, "alternatives"),
        ({"capacity": 5, "weights": mg.StopWeights(beyond_min=5)}, "factors"),
        ({"capacity": "seats"}, "seats"),
        ({"min_apart_km": -1}, "min_apart_km"),
        ({"per_area": {"91": 1, "92001": 1}}, "all of one kind"),
        ({"floor": {"93": 0.5}}, "nobody of the demand"),
        ({"weights": "children"}, "children"),
        ({"required": ["nobody"]}, "nobody"),
        ({"candidates": pd.DataFrame({"id": ["x"]})}, "GeoDataFrame"),
    ],
)
def test_wishes_that_do_not_fit_are_refused(wish: dict[str, Any], said: str) -> None:
    with pytest.raises((InputError, OptionError), match=said):
        plan(**{"n_stops": 1, **wish})


def test_candidates_that_nobody_reaches_are_an_answer() -> None:
    with pytest.raises(InfeasibleError, match="Nobody of the demand") as error:
        plan(n_stops=1, candidates=halls(far=9.0))
    assert error.value.code == "reaches_nobody"


def test_areas_are_known_without_gemeinden() -> None:
    """Whoever knows Kreise only has stops in each of them all the same."""
    people = kleinland.demand()
    people["ags"] = pd.Series(pd.NA, index=people.index, dtype="str")
    assert set(plan(demand=people, n_stops=2, per_area=1).stops["id"]) == {"x", "w"}


def test_draws_of_a_reach_table_need_its_offers() -> None:
    reached = mg.reach(kleinland.demand(), kleinland.sites(), CAR, max_min=15)
    with pytest.raises(OptionError, match="existing"):
        plan(demand=reached, n_stops=1, draws=20)
    assert plan(demand=reached, n_stops=1).stops["id"].tolist() == ["w"]
    told = plan(demand=reached, n_stops=1, draws=20, existing=kleinland.sites())
    assert told.shares["share_low"].notna().all()


def test_default_candidates_are_where_people_live() -> None:
    """No place of the gazetteer is near; each Gemeinde has the point of most of its people."""
    found = mg.stop_candidates(kleinland.demand())
    assert found["name"].tolist() == ["Cdorf", "Edorf"]
    assert found.geometry.x.tolist() == [0.1, 0.4]
    named = mg.plan_stops(kleinland.demand(), None, CAR, minutes=15, n_stops=1, draws=0)
    assert named.stops["name"].tolist() == ["Cdorf"]


def test_the_cover_gives_the_shares() -> None:
    """What the page of a plan counts again is what the tables say."""
    found = plan(n_stops=2, existing=kleinland.sites())
    at = pd.Index(found.candidates["id"]).get_indexer(found.stops["id"])
    on = found.before | np.asarray(found.cover[:, at].sum(axis=1) > 0)
    assert found.people[on].sum() == found.shares.set_index("plan").loc["after", "reached"]
