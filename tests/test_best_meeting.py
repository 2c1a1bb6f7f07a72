"""Where to meet: exact values in Kleinland, brute force, every option, and hostile tables."""

from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import Point, box

import mintgeo as mg
from mintgeo._crs import GEOD, points
from mintgeo._errors import (
    CrsError,
    DuplicateIdError,
    InputError,
    MintgeoError,
    MissingDataError,
    OptionError,
)
from mintgeo.emissions import FACTORS, EmissionFactors
from mintgeo.plan import hubs
from mintgeo.travel.matrices import NOT_SNAPPED, Matrix
from tests.kleinland import DEGREE_M, PLACES

KM_A_MINUTE = mg.SpeedCurve(
    detour=1.0, stretches=((float("inf"), 60.0),), spread=0.1, source="erfunden"
)
CAR = mg.Airline(mode="car", curve=KM_A_MINUTE)
"""A minute per km, as the crow flies."""
HALF = mg.SpeedCurve(detour=1.0, stretches=((float("inf"), 30.0),), spread=0.1, source="erfunden")
TRANSIT = mg.Airline(mode="transit", curve=HALF)
DEGREE_KM = DEGREE_M / 1000


def people(
    lon: list[float | None], count: list[int] | None = None, **columns: Any
) -> gpd.GeoDataFrame:
    """People on the equator; None for a home that nobody found."""
    table = pd.DataFrame(
        {"id": [f"p{one}" for one in range(len(lon))], "count": count or [1] * len(lon),
         "radius_m": 0.0, "match_level": "coordinate", **columns}
    )  # fmt: skip
    shapes = [None if one is None else Point(one, 0) for one in lon]
    return gpd.GeoDataFrame(table, geometry=gpd.GeoSeries(shapes, crs=4326))


def venues(lon: list[float | None], **columns: Any) -> gpd.GeoDataFrame:
    """Venues on the equator: A, B, C …"""
    ids = "ABCDEFGHIJ"[: len(lon)]
    names = [f"Halle {one}" for one in ids]
    table = pd.DataFrame({"id": list(ids), "name": names, **columns})
    shapes = [None if one is None else Point(one, 0) for one in lon]
    return gpd.GeoDataFrame(table, geometry=gpd.GeoSeries(shapes, crs=4326))


HOMES = people([0.0, 0.2, 0.4, None], [3, 3, 1, 2])
PLACES_HERE = gpd.GeoDataFrame(
    PLACES[["id", "place"]].rename(columns={"place": "name"}),
    geometry=points(PLACES["lon"], [0.0] * len(PLACES)),
)


class Gaps:
    """A router that brings some people nowhere: those west of 0 to venue A."""

    mode = "car"

    def matrix(self, origins: Any, destinations: Any, *, max_min: float | None = None) -> Matrix:
        found = CAR.matrix(origins, destinations, max_min=max_min)
        west = origins.geometry.x.to_numpy() < 0
        lost = west[found.row] & (found.to_ids[found.column] == "A")
        return Matrix.of_pairs(
            found.from_ids, found.to_ids, found.row[~lost], found.column[~lost], mode="car",
            max_min=None, values={name: one[~lost] for name, one in found.values.items()},
            origin=found.origin, goal=found.goal, apart=NOT_SNAPPED,
            unjoined=lambda: west[:, None] & (found.to_ids == "A")[None],
        )  # fmt: skip

    def nearest(self, *args: Any, **options: Any) -> pd.DataFrame:
        return CAR.nearest(*args, **options)

    def travel_times(self, *args: Any, **options: Any) -> pd.DataFrame:
        return CAR.travel_times(*args, **options)

    def describe(self) -> dict[str, object]:
        return CAR.describe()


def test_kleinland_by_hand() -> None:
    found = mg.best_meeting(HOMES, PLACES_HERE, CAR, limit_min=25)
    table = found.venues.set_index("id")
    assert list(table.index) == ["d", "c", "b", "a", "e", "f"]
    degrees = {"a": 1.0, "b": 0.95, "c": 0.9, "d": 0.8, "e": 1.8, "f": 5.3}
    for one, value in degrees.items():
        assert table.loc[one, "total_min"] == pytest.approx(value * DEGREE_KM, rel=1e-6)
        assert table.loc[one, "more"] == pytest.approx((value - 0.8) * DEGREE_KM, abs=1e-4)
        assert table.loc[one, "person_km"] == pytest.approx(2 * value * DEGREE_KM, rel=1e-6)
    best = table.loc["d"]
    assert best["mean_min"] == pytest.approx(0.8 * DEGREE_KM / 7, rel=1e-6)
    assert best["median_min"] == pytest.approx(0.2 * DEGREE_KM, rel=1e-6)
    assert best["longest_min"] == pytest.approx(0.2 * DEGREE_KM, rel=1e-6)
    assert best["co2_kg"] == pytest.approx(2 * 0.8 * DEGREE_KM * 0.164, rel=1e-6)
    assert (best["people"], best["without"]) == (7, 2)
    assert list(table["beyond"]) == [0, 1, 1, 1, 3, 7]  # 25 min are 0.2246 degrees
    assert set(found.missing["status"]) == {"no_location"}
    assert set(found.missing["people"]) == {2.0}
    assert (found.unit, found.ties, found.open) == ("minutes", ["d"], [])
    assert best["wins"] == 1.0  # homes are exact


def test_each_criterion_has_its_own_best_place() -> None:
    homes = people([0.0, 0.0, 0.0, 0.4])
    there = venues([0.0, 0.2, 0.3])
    best = {
        by: mg.best_meeting(homes, there, CAR, by=by, limit_km=31).best["id"]
        for by in ("total", "mean", "longest", "beyond")
    }
    assert best == {"total": "A", "mean": "A", "longest": "B", "beyond": "B"}


def test_beyond_counts_who_has_no_way_and_a_limit_is_still_within() -> None:
    homes = people([-0.1, 0.1])
    there = venues([0.0, 0.5])
    found = mg.best_meeting(homes, there, Gaps(), by="beyond", limit_min=0.4 * DEGREE_KM + 1e-6)
    table = found.venues.set_index("id")
    assert table.loc["A", "value"] == 1  # the one from the west has no way
    assert table.loc["B", "value"] == 1  # the one from the west is too far
    assert table.loc["B", "beyond"] == 1
    assert table.loc["A", "beyond"] == 0
    assert found.ties == ["A", "B"]
    assert found.unit == "people"


def test_a_missing_way_never_counts_as_short() -> None:
    homes = people([-0.1, 0.1])
    found = mg.best_meeting(homes, venues([0.0, 3.0]), Gaps())
    assert list(found.venues["id"]) == ["B", "A"]  # far for both, but both get there
    assert found.venues["without"].tolist() == [0, 1]
    assert np.isnan(found.venues["more"].iloc[1])  # of other people
    row = found.missing.iloc[0]
    assert (row["id"], row["status"], row["people"]) == ("A", "not_snapped", 1.0)


def test_ties_are_told_and_stand_by_total_time_then_id() -> None:
    homes = people([0.0, 0.4])
    found = mg.best_meeting(homes, venues([0.1, 0.1, 0.3, 0.2]), CAR)
    assert found.ties == ["A", "B", "C", "D"]
    assert found.venues["tied"].all()
    assert (found.venues["rank"] == 1).all()
    assert (found.venues["more"] == 0).all()
    assert found.venues["wins"].sum() == pytest.approx(1)
    longest = mg.best_meeting(homes, venues([0.1, 0.1, 0.3, 0.2]), CAR, by="longest")
    assert longest.ties == ["D"]
    assert longest.venues["rank"].tolist() == [1, 2, 2, 2]
    assert longest.open == []


def test_the_last_place_against_the_best() -> None:
    last = venues([0.0]).assign(radius_m=0.0)
    found = mg.best_meeting(HOMES, PLACES_HERE, CAR, existing=last)
    assert found.change is not None
    change = found.change.set_index("plan")
    assert change.loc["before", "total_min"] == pytest.approx(DEGREE_KM, rel=1e-6)
    assert change.loc["saved", "total_min"] == pytest.approx(0.2 * DEGREE_KM, rel=1e-6)
    assert (change.loc["saved", "shorter"], change.loc["saved", "longer"]) == (4, 3)
    assert found.existing_open is False
    assert found.ways.groupby("venue")["people"].sum().to_dict() == {"best": 9, "existing": 9}
    same = mg.best_meeting(HOMES, PLACES_HERE, CAR, existing=venues([0.2]))
    assert same.existing_open is True
    assert same.change is not None
    assert same.change["longer"].iloc[2] == same.change["shorter"].iloc[2] == 0


def test_the_last_place_can_be_better_than_all_others() -> None:
    found = mg.best_meeting(people([0.0, 0.1]), venues([3.0]), CAR, existing=venues([0.0]))
    assert found.change is not None
    assert found.change["total_min"].iloc[2] < 0
    assert found.existing_open is True
    west = mg.best_meeting(people([-0.1, 0.1]), venues([0.0]), Gaps(),
                           existing=venues([3.0]).assign(id="Z"))  # fmt: skip
    assert west.existing_open is True  # farther, but everybody gets there
    assert west.change is not None
    assert np.isnan(west.change["total_min"].iloc[2])
    assert west.change["without"].iloc[2] == -1


def test_everybody_by_the_mode_that_they_state() -> None:
    homes = people([0.0, 0.2], mode=["car", "transit"])
    found = mg.best_meeting(homes, venues([0.0, 0.2]), {"car": CAR, "transit": TRANSIT})
    table = found.venues.set_index("id")
    assert found.best["id"] == "B"  # the slow one should not have to travel
    assert table.loc["A", "total_min"] == pytest.approx(0.4 * DEGREE_KM, rel=1e-6)
    assert table.loc["B", "total_min"] == pytest.approx(0.2 * DEGREE_KM, rel=1e-6)
    assert table.loc["A", "co2_kg"] == pytest.approx(2 * 0.2 * DEGREE_KM * 0.067, rel=1e-6)
    assert table.loc["B", "co2_kg"] == pytest.approx(2 * 0.2 * DEGREE_KM * 0.164, rel=1e-6)


def test_shares_divide_those_who_do_not_state_it() -> None:
    routers = {"car": CAR, "transit": TRANSIT}
    homes = people([0.0, 0.2], [4, 1], mode=pd.Series([None, "car"], dtype="str"))
    found = mg.best_meeting(homes, venues([0.2]), routers, shares={"car": 3, "transit": 1})
    row = found.best
    assert row["total_min"] == pytest.approx((3 + 2) * 0.2 * DEGREE_KM, rel=1e-6)
    assert row["people"] == 5
    assert row["longest_min"] == pytest.approx(0.4 * DEGREE_KM, rel=1e-6)
    each = found.ways.set_index(["id", "mode"])["people"]
    assert each.to_dict() == {("p0", "car"): 3, ("p1", "car"): 1, ("p0", "transit"): 1}


def test_nobody_is_guessed_to_travel_in_a_mode() -> None:
    routers = {"car": CAR, "transit": TRANSIT}
    with pytest.raises(OptionError, match="who travels how"):
        mg.best_meeting(people([0.0]), venues([0.2]), routers)
    with pytest.raises(InputError, match="Kutsche"):
        mg.best_meeting(people([0.0], mode=["Kutsche"]), venues([0.2]), routers)
    with pytest.raises(OptionError, match="shares"):
        mg.best_meeting(people([0.0]), venues([0.2]), routers, shares={"car": -1, "transit": 2})
    with pytest.raises(OptionError, match="shares"):
        mg.best_meeting(people([0.0]), venues([0.2]), CAR, shares={"foot": 1})
    with pytest.raises(OptionError, match="is of mode car"):
        mg.best_meeting(people([0.0]), venues([0.2]), {"bike": CAR})
    with pytest.raises(OptionError, match="needs a router"):
        mg.best_meeting(people([0.0]), venues([0.2]), "car")  # type: ignore[arg-type]


def test_blurred_homes_make_near_venues_one() -> None:
    near = venues([0.0, 0.001, 0.5])
    sharp = mg.best_meeting(people([0.0] * 5), near, CAR, draws=400)
    assert sharp.open == []
    assert sharp.best["wins"] == 1.0
    blurred = people([0.0] * 5).assign(radius_m=3_000.0)
    found = mg.best_meeting(blurred, near, CAR, draws=400)
    assert found.open == ["B"]
    wins = found.venues.set_index("id")["wins"]
    assert 0.4 < wins["A"] < 0.65
    assert wins.sum() == pytest.approx(1)
    assert wins["C"] == 0
    unsure = near.assign(radius_m=[0.0, 90_000.0, 0.0])
    assert mg.best_meeting(people([0.0] * 5), unsure, CAR, draws=400).open == []


def test_draws_are_those_of_the_seed_and_do_not_depend_on_the_order() -> None:
    homes = people([0.0, 0.05, 0.3]).assign(radius_m=[2_000.0, 5_000.0, 1_000.0])
    there = venues([0.04, 0.05, 0.06])
    one = mg.best_meeting(homes, there, CAR, draws=100)
    other = mg.best_meeting(homes[::-1], there[::-1], CAR, draws=100)
    pd.testing.assert_frame_equal(
        pd.DataFrame(one.venues.drop(columns="geometry")),
        pd.DataFrame(other.venues.drop(columns="geometry")), check_exact=False,
    )  # fmt: skip
    assert mg.best_meeting(homes, there, CAR, draws=0).venues["wins"].isna().all()


def test_venues_that_are_ruled_out_are_so_in_every_draw() -> None:
    """Bounds leave nobody out who wins: all venues drawn one by one say the same."""
    rng = np.random.default_rng(5)
    homes = people(list(rng.uniform(0, 1, 12))).assign(radius_m=8_000.0)
    there = venues(list(rng.uniform(0, 1, 10)))
    for by in ("total", "longest", "beyond"):
        found = mg.best_meeting(homes, there, CAR, by=by, limit_km=30, draws=60)
        assert found.venues["wins"].sum() == pytest.approx(1)
        assert (found.venues["wins"] > 0).sum() > (by != "total")


def test_far_homes_are_moved_too() -> None:
    homes = people([0.0, 8.0]).assign(radius_m=20_000.0)
    found = mg.best_meeting(homes, venues([0.0, 0.01]), CAR, by="longest", draws=50)
    assert found.best["id"] == "B"
    assert found.best["wins"] > 0.9


def test_emissions_of_an_unknown_mode_are_missing_and_factors_can_be_given() -> None:
    none = EmissionFactors(people={})
    found = mg.best_meeting(people([0.0]), venues([0.2]), CAR, factors=none)
    assert np.isnan(found.best["co2_kg"])
    assert found.best["person_km"] > 0
    green = EmissionFactors(people={"car": FACTORS.of("bike")})
    assert mg.best_meeting(people([0.0]), venues([0.2]), CAR, factors=green).best["co2_kg"] == 0


def test_sources_are_named() -> None:
    shapes = [Point(12.1, 54.08), Point(11.41, 53.63)]  # Rostock, Schwerin
    homes = people([0.0, 0.0]).set_geometry(gpd.GeoSeries(shapes, crs=4326))
    homes.attrs["attributions"] = ["wir"]
    found = mg.best_meeting(homes, None, mg.Airline())
    lines = found.venues.attrs["attributions"]
    assert lines[0] == "wir"
    assert any("TREMOD" in line for line in lines)
    assert any("Deutsche Bahn" in line for line in lines)
    assert "Rostock" in set(found.venues["name"])
    assert "Schwerin" in found._repr_html_()


def test_towns_to_meet_in() -> None:
    single = mg.station_towns(people([11.57]).set_geometry([Point(11.57, 48.14)], crs=4326))
    assert len(single) == 10
    assert "München" in set(single["name"])
    assert not single["station"].duplicated().any()
    wide = people([9.0, 9.0, 9.0])
    wide = wide.set_geometry([Point(7, 51), Point(13, 51), Point(10, 54)], crs=4326)
    towns = mg.station_towns(wide, least_people=50_000)
    assert len(towns) > 30
    assert towns["population"].min() >= 50_000
    assert towns.geometry.within(box(6.8, 50.8, 13.2, 54.2)).all()
    with pytest.raises(InputError, match="No participant has a place"):
        mg.station_towns(people([None]))
    with pytest.raises(OptionError, match="least_people"):
        mg.station_towns(wide, least_people=-1)


HOSTILE: dict[str, tuple[Any, type[MintgeoError], str]] = {
    "empty": (venues([]), InputError, "No venue has a place"),
    "nowhere": (venues([None, None]), InputError, "2 rows"),
    "twice": (venues([0.0, 0.1]).assign(id="A"), DuplicateIdError, "share ids"),
    "areas": (venues([0.0]).set_geometry([box(0, 0, 1, 1)], crs=4326), InputError, "points"),
    "no crs": (venues([0.0]).set_crs(None, allow_override=True), CrsError, "reference system"),
    "no ids": (venues([0.0]).drop(columns="id"), InputError, "'id'"),
    "no table": ([Point(0, 0)], InputError, "GeoDataFrame"),
    "metres": (venues([4_000_000.0]), CrsError, "do not fit"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_tables_of_venues_are_refused(name: str) -> None:
    table, error, text = HOSTILE[name]
    with pytest.raises(error, match=text):
        mg.best_meeting(people([0.0, 0.1]), table, CAR)


def test_venues_without_a_place_are_left_out_and_told() -> None:
    found = mg.best_meeting(people([0.0]), venues([0.3, None, 0.1]), CAR)
    assert list(found.venues["id"]) == ["C", "A"]
    assert found.left_out.to_dict("records") == [{"id": "B", "name": "Halle B"}]


def test_venues_abroad_without_names_in_metres_and_with_names_of_ours() -> None:
    there = venues([0.3, 0.1], value=["x", "y"], rank=[9, 9]).drop(columns="name").to_crs(3857)
    found = mg.best_meeting(people([0.0]), there, CAR)
    assert list(found.venues["name"]) == ["B", "A"]
    assert list(found.venues["rank"]) == [1, 2]
    assert found.venues["value"].dtype == float
    assert found.venues.crs == 4326


def test_people_nowhere_options_and_places_that_do_not_fit() -> None:
    some, there = people([0.0]), venues([0.0])
    for wrong in (people([None]), people([])):
        with pytest.raises(InputError, match="No participant"):
            mg.best_meeting(wrong, there, CAR)
    for options in (
        {"by": "nearest"}, {"by": "beyond"}, {"limit_min": 0}, {"limit_km": float("nan")},
        {"limit_min": 1, "limit_km": 1}, {"draws": -1}, {"draws": 20_000},
    ):  # fmt: skip
        with pytest.raises(OptionError):
            mg.best_meeting(some, there, CAR, **options)
    for last in (venues([None]), venues([0.0, 0.1])):
        with pytest.raises(InputError, match="exactly one row"):
            mg.best_meeting(some, there, CAR, existing=last)
    with pytest.raises(MissingDataError, match="not_snapped"):
        mg.best_meeting(people([-0.1]), there, Gaps())


def test_rows_without_a_count_are_one_person_and_counts_are_checked() -> None:
    homes, there = people([0.0, 0.4], [1, 1]), venues([0.1])
    bare = mg.best_meeting(homes.drop(columns="count"), there, CAR)
    assert bare.best["people"] == 2
    for wrong in (["a", "b"], [-1, 2], [np.nan, 1.0], [0, 0]):
        with pytest.raises(InputError, match="count"):
            mg.best_meeting(homes.assign(count=wrong), there, CAR)
    with pytest.raises(OptionError, match="positive"):
        mg.best_meeting(homes, there, CAR, limit_km="5")  # type: ignore[arg-type]
    both = {"car": CAR, "transit": TRANSIT}
    with pytest.raises(OptionError, match="shares"):
        mg.best_meeting(homes, there, both, shares={"car": "x"})  # type: ignore[dict-item]


SPOTS = st.lists(st.tuples(st.integers(-20, 20), st.integers(1, 4)), min_size=1, max_size=6)


@settings(max_examples=8)
@given(homes=SPOTS, there=st.lists(st.integers(-20, 20), min_size=1, max_size=6))
def test_equal_to_brute_force(homes: list[tuple[int, int]], there: list[int]) -> None:
    some = people([lon / 20 for lon, _ in homes], [count for _, count in homes])
    halls = venues([lon / 20 for lon in there])
    km = np.array([[_km(home, hall) for hall in there] for home, _ in homes])
    count = np.array([one for _, one in homes])
    expected = {
        "total": count @ km, "mean": count @ km / count.sum(), "longest": km.max(axis=0),
        "beyond": count @ (km > 50.0),
    }  # fmt: skip
    for by, value in expected.items():
        found = mg.best_meeting(some, halls, CAR, by=by, limit_min=50.0, draws=0)
        table = found.venues.set_index("id").loc[list(halls["id"])]
        np.testing.assert_allclose(table["value"], value, atol=1e-6)
        assert set(found.ties) == set(halls["id"][np.isclose(value, value.min(), atol=1e-7)])
    one = hubs.solve(km, weights=count.astype(float), n_hubs=1)
    assert one.value == pytest.approx(expected["total"].min(), abs=1e-6)


def _km(home: int, hall: int) -> float:
    return float(GEOD.inv(home / 20, 0, hall / 20, 0)[2] / 1000)


@pytest.mark.parametrize("car", [0.0, 0.3, 1.0])
def test_shares_are_a_mixture_of_modes(car: float) -> None:
    some, halls = people([-0.9, 0.1, 0.35]), venues([-0.5, 0.0, 0.5])
    found = mg.best_meeting(
        some, halls, {"car": CAR, "transit": TRANSIT}, shares={"car": car, "transit": 1 - car},
        draws=0,
    )  # fmt: skip
    alone = mg.best_meeting(some, halls, CAR, draws=0)
    one, other = (x.venues.set_index("id")["total_min"] for x in (found, alone))
    factor = car + 2 * (1 - car)
    np.testing.assert_allclose(one.sort_index(), factor * other.sort_index(), atol=1e-9)
