"""There, stay, and home again: by hand in Busland."""

from typing import Any

import geopandas as gpd
import pandas as pd
import pytest
from shapely import Point

import mintgeo as mg
from mintgeo._errors import InputError, OptionError
from tests import busland, kleinland

ALL_DAY = {"leave": "14:00", "home_by": "16:00", "stay_min": 30}


def router(day: str = busland.DAY) -> mg.Transit:
    return mg.Transit(busland.timetable(), day=day)


def offers(*lon: float, **columns: Any) -> gpd.GeoDataFrame:
    ids = [f"o{number}" for number in range(len(lon))]
    places = [Point(one, 0.0) for one in lon]
    return gpd.GeoDataFrame({"id": ids, "role": "offer", **columns}, geometry=places, crs=4326)


def outings(sites: gpd.GeoDataFrame, day: str = busland.DAY, **asked: Any) -> pd.DataFrame:
    found = mg.outings(kleinland.demand(), sites, router(day), **{**ALL_DAY, **asked})
    return pd.DataFrame(found).set_index("id")


def test_a_course_at_the_end_of_the_line() -> None:
    found = outings(offers(0.0), start="14:30")
    c = found.loc["c"]
    assert c[["leave", "arrive", "stay_until", "home"]].tolist() == [
        "14:02", "14:18", "15:00", "15:16",
    ]  # fmt: skip
    assert c[["last_back", "spare_min", "travel_min", "back_min"]].tolist() == ["15:00", 0, 16, 16]
    assert c[["rides", "rides_back", "nearest_id", "reason"]].tolist() == [1, 1, "o0", "ok"]
    # Ddorf comes at 14:48; nothing takes anybody home to it
    assert found["reason"].tolist() == [
        "ok", "ok", "ok", "no_way_there", "no_service", "no_stop",
    ]  # fmt: skip
    assert found.loc["a", ["travel_min", "rides", "last_back"]].tolist() == [0, 0, "16:00"]


def test_only_the_way_home_is_missing() -> None:
    found = outings(offers(0.0, 0.05), start="14:50")
    assert found.loc["d", "reason"] == "no_way_back"
    assert found.loc["d", ["offers_there", "offers", "offers_lost"]].tolist() == [2, 0, 2]
    assert found.loc["d", "status"] == "no_connection"
    assert pd.isna(found.loc["d", "nearest_id"])
    late = outings(offers(0.0), start="14:30", home_by="15:10")
    assert late.loc["c", ["reason", "offers_lost"]].tolist() == ["home_too_late", 1]
    assert late.loc["b", ["reason", "home"]].tolist() == ["ok", "15:08"]


def test_open_houses_are_come_to_at_once() -> None:
    c = outings(offers(0.0)).loc["c"]
    assert c[["leave", "arrive", "stay_until", "home"]].tolist() == [
        "14:00", "14:18", "14:48", "15:16",
    ]  # fmt: skip
    assert c[["spare_min", "travel_min", "back_min"]].tolist() == [12, 18, 28]


def test_offers_with_days_and_times_of_their_own() -> None:
    sites = offers(
        0.0, 0.0, 0.0, 0.0, start=["14:30", "14:30", pd.NA, "14:20"],
        end=["15:00", "15:01", pd.NA, pd.NA], days=["tu", "tu;we", "we", "tu;holidays"],
    )  # fmt: skip
    pairs = mg.outing_pairs(kleinland.demand()[2:3], sites, router(), **ALL_DAY)
    assert pairs["to_id"].tolist() == ["o0", "o1"]
    assert pairs["reason"].tolist() == ["ok", "no_way_back"]
    assert pairs["stay_until"].tolist() == ["15:00", "15:01"]
    none = outings(sites[2:3])
    assert set(none["reason"]) == {"no_offer"}
    assert none["nearest_id"].isna().all()


def test_only_offers_count_unless_all_are_asked_for() -> None:
    sites = offers(0.0, 0.05).assign(role=["potential", "offer"])
    assert outings(sites, start="14:30").loc["a", "offers"] <= 1
    assert outings(sites, start="14:30", role=None).loc["a", "offers_there"] == 2


def test_shares_by_area_are_those_of_a_reach_table() -> None:
    found = mg.outings(
        kleinland.demand(), offers(0.0), router(), leave="14:00", home_by="16:00", start="14:30",
        stay_min=30,
    )  # fmt: skip
    shares = mg.coverage(found, by="country", minutes=60, too_coarse="blank")
    people = found["population"]
    assert shares["population"].iloc[0] == people.sum()
    assert shares["mode"].iloc[0] == "transit"


def test_which_start_lets_most_children_come() -> None:
    found = mg.course_times(
        kleinland.demand(), offers(0.0), router(), days=[busland.DAY], leave="14:00",
        home_by="16:00", stay_min=30, step_min=15,
    )  # fmt: skip
    people = kleinland.demand().set_index("id")["population"]
    at = found.set_index("start")
    assert at.index[0] == "14:00"
    assert at.loc["14:30", "children"] == people[["a", "b", "c"]].sum()
    assert at.loc["14:30", "there"] == people[["a", "b", "c"]].sum()
    assert at.loc["15:00", "children"] == people["a"]
    assert at["best"].sum() == 1
    best = found[found["best"]].iloc[0]
    assert best["start"] == "14:30"
    assert best["children_within"] == people[["a", "b", "c"]].sum()
    assert best["earlier"] == people["a"]


def test_the_missing_link_is_named() -> None:
    found = mg.course_times(
        kleinland.demand()[1:3], offers(0.0), router(), days=[busland.DAY], leave="14:00",
        home_by="16:00", stay_min=60, step_min=15,
    )  # fmt: skip
    best = found[found["best"]].iloc[0]
    people = kleinland.demand()["population"].iloc[1:3].sum()
    assert best[["start", "children", "there"]].tolist() == ["14:30", 0, people]
    assert best[["link_line", "link_stop", "link_time"]].tolist() == ["1", "Adorf Kirche", "15:00"]
    assert best[["link_children", "later_bus"]].tolist() == [people, people]


def test_what_leaves_no_room_is_refused() -> None:
    for asked in ({"start": "13:00"}, {"stay_min": 700}, {"home_by": "14:10"}, {"leave": "x"}):
        with pytest.raises(OptionError):
            outings(offers(0.0), **asked)
    with pytest.raises(InputError, match="Transit"):
        mg.outings(kleinland.demand(), offers(0.0), mg.Airline())  # type: ignore[arg-type]
