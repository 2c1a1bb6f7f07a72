"""The router by bus and train, in a world by hand and against all that is possible."""

from datetime import date
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from shapely import Point

import mintgeo as mg
from mintgeo._errors import MissingDataError, OptionError
from mintgeo._located import Located
from mintgeo.travel import Airline, abilities
from mintgeo.travel.protocol import PlacingRouter
from tests import busland, kleinland
from tests.search.brute import World


def router(**options: Any) -> mg.Transit:
    asked = {"day": busland.DAY, "depart": ("14:00", "14:30")} | options
    return mg.Transit(busland.timetable(), **asked)


def homes() -> gpd.GeoDataFrame:
    return kleinland.demand()


def offers(*lon: float) -> gpd.GeoDataFrame:
    ids = [f"o{number}" for number in range(len(lon))]
    return gpd.GeoDataFrame({"id": ids}, geometry=[Point(one, 0.0) for one in lon], crs=4326)


def test_a_window_by_hand() -> None:
    found = mg.nearest(homes(), offers(0.0), router()).set_index("from_id")
    # Cdorf: three minutes lead to 14:18 (18, 17, 16), 28 more to 14:48 (45 down to 18)
    assert found.loc["c", "travel_min"] == 18 + (15 - 3)
    assert found.loc["c", ["p10_min", "p90_min"]].tolist() == [18, 42]
    assert found.loc["c", ["share_departures", "rides", "transfers"]].tolist() == [1, 2, 0]
    # Ddorf: one bus at 14:05 to Bdorf, on at 14:40; who comes later has none
    assert found.loc["d", "status"] == "no_connection"
    assert found.loc["d", "share_departures"] == pytest.approx(6 / 31)
    assert pd.isna(found.loc["d", "travel_min"])
    assert found.loc["a", ["travel_min", "walk_min", "wait_min"]].tolist() == [0, 0, 0]
    assert found.loc[["e", "f"], "status"].tolist() == ["no_service", "no_stop"]


def test_what_a_way_is_made_of() -> None:
    found = mg.nearest(homes(), offers(0.0), router(depart=("14:00", "14:05")))
    way = found.set_index("from_id").loc["d"]
    assert way[["travel_min", "transfers", "walk_min"]].tolist() == [45, 1, 0]
    assert way["wait_min"] == 45 - 25 - 8
    legs = router().legs(homes()[3:4], offers(0.0), leave="14:01")
    assert legs["kind"].tolist() == ["ride", "change", "ride"]
    assert legs["depart"].tolist() == ["14:05", "14:30", "14:40"]
    assert legs["arrive"].tolist() == ["14:30", "14:40", "14:48"]
    assert legs["line"].fillna("").tolist() == ["2", "", "1"]
    assert legs["start"].tolist() == ["Ddorf Kirche", "Bdorf Kirche", "Bdorf Kirche"]
    none = router().legs(homes()[4:], offers(0.0), leave="14:01")
    assert none.empty
    assert list(none) == list(legs)
    usual = router().usual_legs(homes(), offers(0.0))
    assert usual["from_id"].unique().tolist() == ["a", "b", "c"]
    assert usual.loc[usual["from_id"] == "c", "arrive"].tolist() == ["14:48"]
    assert router().usual_legs(homes()[4:], offers(0.0)).empty


def test_slack_breaks_a_connection_and_delays_the_arrival() -> None:
    quick, safe = (
        mg.nearest(homes(), offers(0.0), router(depart=("14:00", "14:05"), slack_min=spare))
        .set_index("from_id").loc["d"] for spare in (0, 8)
    )  # fmt: skip
    assert quick["status"] == safe["status"] == "ok"
    assert safe["travel_min"] == quick["travel_min"] + 8
    late = router(depart=("14:00", "14:05"), slack_min=9, longest_min=60)
    table = mg.nearest(homes(), offers(0.0), late).set_index("from_id")
    assert table.loc["d", "status"] == "no_connection"


def test_the_latest_way_that_is_in_time() -> None:
    by = router(arrive_by="14:50")
    found = mg.nearest(homes(), offers(0.0), by).set_index("from_id")
    assert found.loc["c", ["travel_min", "share_departures"]].tolist() == [16, 1]
    assert found.loc["d", "travel_min"] == 43
    table = mg.travel_times(homes(), offers(0.0), by).set_index("from_id")
    assert table.loc[["c", "d"], "travel_min"].tolist() == [16, 43]
    assert by.departures == ("2026-11-24T14:50",)
    assert (mg.nearest(homes(), offers(0.0), router(arrive_by="14:47")).set_index("from_id")
            .loc["c", "travel_min"]) == 16  # fmt: skip


def test_against_all_that_is_possible() -> None:
    way = router(depart=("13:50", "14:40"), longest_min=90, max_walk_min=20)
    start = offers(0.003, 0.052, 0.0985, 0.2, 0.07)
    goals = offers(0.0, 0.045, 0.101)
    world = World(way.service(), way.change_min)
    near = [_stops(way.walks(table), row) for table in (start, goals) for row in range(len(table))]
    feet = np.ceil(Airline("foot").matrix(start, goals).dense() - 1e-3)
    times = np.full((51, 5, 3), np.inf)
    for at, leave in enumerate(range(830, 881)):
        for row in range(5):
            best = world.best(near[row], near[5:], leave, leave + 90)
            ridden = [np.inf if one is None else one[0] - leave for one in best]
            times[at, row] = np.minimum(ridden, np.where(feet[row] <= 90, feet[row], np.inf))
    middle = np.sort(times, axis=0)[25]
    found = mg.travel_times(start, goals, way)
    dense = mg.matrix(start, goals, way).dense()
    np.testing.assert_array_equal(np.where(np.isnan(dense), np.inf, dense), middle)
    assert found["status"].eq("ok").sum() == np.isfinite(middle).sum()
    ranked = np.sort(np.sort(times, axis=2), axis=0)[25]
    table = mg.nearest(start, goals, way, k=3)
    for row, one in enumerate(start["id"]):
        said = table.loc[(table["from_id"] == one) & (table["status"] == "ok"), "travel_min"]
        assert said.tolist() == [value for value in ranked[row] if np.isfinite(value)]
    assert not table[table["status"] == "ok"].duplicated(["from_id", "to_id"]).any()


def _stops(walks: Any, row: int) -> dict[int, int]:
    at = slice(walks.first[row], walks.first[row + 1])
    return dict(zip(walks.stop[at].tolist(), walks.whole()[at].tolist(), strict=True))


def test_one_destination_is_the_nearest_one_and_matrices_are_tables() -> None:
    way, goal = router(), offers(0.05)
    near = mg.nearest(homes(), goal, way)
    pairs = mg.travel_times(homes(), goal, way)
    same = ["from_id", "to_id", "travel_min", "p10_min", "p90_min", "rides", "status"]
    pd.testing.assert_frame_equal(near[same], pairs[same], check_dtype=False)
    pd.testing.assert_frame_equal(mg.matrix(homes(), goal, way, max_min=30).table(),
                                  mg.travel_times(homes(), goal, way, max_min=30))  # fmt: skip


def test_limits_and_reasons_of_pairs() -> None:
    far = mg.travel_times(homes(), offers(0.0), router(), max_min=20).set_index("from_id")["status"]
    assert far.loc[["a", "c", "d", "f"]].tolist() == [
        "ok",
        "over_limit",
        "no_connection",
        "no_stop",
    ]
    none = offers(0.0).set_geometry([None], crs=4326)
    assert set(mg.nearest(homes(), none, router())["status"]) == {"no_location"}
    assert set(mg.travel_times(homes(), none, router())["status"]) == {"no_location"}


def test_tables_without_rows() -> None:
    way = router()
    assert mg.nearest(homes()[:0], offers(0.0), way).empty
    assert mg.travel_times(homes()[:0], offers(0.0), way).empty
    for ask in (mg.nearest, mg.travel_times):
        assert set(ask(homes(), offers(), way)["status"]) == {"no_location"}
    assert mg.matrix(homes(), offers(), way).dense().shape == (6, 0)
    assert mg.isochrones(offers(), way, minutes=10, progress=False).empty


def test_streets_where_they_are_known_and_the_airline_elsewhere() -> None:
    class Lanes(Airline):
        """Knows everything west of 0.06°, and walks half as fast there."""

        def matrix(self, origins: Any, destinations: Any, **limits: Any) -> mg.Matrix:
            found = super().matrix(origins, destinations, max_min=limits["max_min"] / 2)
            west = [points.spread(points.lon) < 0.06 for points in (origins, destinations)]
            keep = west[0][found.row] & west[1][found.column]
            return mg.Matrix.of_pairs(
                found.from_ids, found.to_ids, found.row[keep], found.column[keep], mode="foot",
                max_min=None, values={"travel_min": 2 * found.travel_min[keep]},
                origin=np.where(west[0], 0, 3).astype(np.uint8),
                goal=np.where(west[1], 0, 3).astype(np.uint8),
            )  # fmt: skip

    plain = router()
    slow = router(walk=Lanes("foot"))
    near = offers(0.004, 0.104)
    ways = [one.walks(near) for one in (plain, slow)]
    assert ways[1].minutes[0] == pytest.approx(2 * ways[0].minutes[0])
    assert ways[1].minutes[-1] == pytest.approx(ways[0].minutes[-1])
    with pytest.raises(OptionError, match="mode foot, not bike"):
        router(walk=Airline("bike"))


def test_it_goes_where_every_router_goes() -> None:
    way = router()
    assert abilities(way) >= {"areas", "curve", "departures", "law", "matrix"}
    assert isinstance(way, PlacingRouter)
    sites, people = kleinland.sites(), Located(kleinland.demand())
    found = mg.reach(people, sites, way, max_min=60)
    assert found["status"].tolist() == [
        "ok", "ok", "ok", "no_connection", "no_service", "no_stop",
    ]  # fmt: skip
    draws = mg.uncertainty(found, sites, router=way, minutes=[30], draws=20)
    shares = mg.coverage(found, minutes=[30], by="country", uncertainty=draws)
    assert shares["covered"].tolist() == [600]
    assert way.describe()["date"] == busland.DAY
    assert "Kleinlandbus" in way.describe()["attributions"]


def test_areas_hold_who_is_in_time_and_nobody_else() -> None:
    way = router(depart=("14:00", "14:10"), max_walk_min=12)
    areas = mg.isochrones(offers(0.0), way, minutes=(10, 45), progress=False)
    points = offers(*np.linspace(-0.02, 0.12, 60))
    found = mg.nearest(points, offers(0.0), way)["travel_min"].to_numpy()
    for limit, area in zip((10, 45), areas.geometry, strict=True):
        near = points.geometry.within(area).to_numpy()
        assert (found[near] <= limit).all()
        assert (near == (found <= limit)).mean() > 0.95
    assert areas.geometry.iloc[1].contains(areas.geometry.iloc[0])


def test_usual_days_and_days_without_a_timetable() -> None:
    assert router(day="school").date in (date(2026, 11, 3), date(2026, 11, 4))
    with pytest.raises(MissingDataError, match="2026-11-02 to 2026-12-18"):
        router(day="2027-01-05").service()


@pytest.mark.parametrize(
    "wrong",
    [
        {"depart": ("16:00", "14:00")}, {"depart": "14:00"}, {"depart": ("14:00",)},
        {"depart": ("14", "15")}, {"depart": ("2:00", "15:00")}, {"arrive_by": "25 Uhr"},
        {"change_min": -1}, {"max_walk_min": 15.5}, {"slack_min": True}, {"longest_min": 0},
    ],
)  # fmt: skip
def test_options_that_are_none(wrong: dict[str, Any]) -> None:
    with pytest.raises(OptionError):
        router(**wrong)
