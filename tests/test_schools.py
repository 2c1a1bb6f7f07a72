"""Schools of Kleinland on foot, by bike and by bus; who comes to them, and who employs near by."""

from itertools import product

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mintgeo as mg
from mintgeo._crs import points
from mintgeo._errors import InputError, OptionError, TableError
from mintgeo.travel import SpeedCurve
from tests import busland
from tests.shared_data import shared

CURVE = SpeedCurve(detour=1.0, stretches=((float("inf"), 60),), spread=0.2, source="test")
"""A kilometre a minute."""
CAR = mg.Airline(curve=CURVE)
ROW = {"a": 0.0, "b": 0.05, "c": 0.10, "d": 0.20, "e": 0.40}


def placed(lons: dict[str, float | None], **columns: object) -> gpd.GeoDataFrame:
    lon = pd.Series(list(lons.values()), dtype=float)
    place = points(lon, lon * 0.0)
    place[lon.isna()] = None
    table = pd.DataFrame({"id": list(lons), **columns})
    if "name" not in table:
        table["name"] = "Schule " + table["id"]
    out = gpd.GeoDataFrame(table, geometry=place)
    out.attrs["attributions"] = []
    return out


def schools(**more: float | None) -> gpd.GeoDataFrame:
    return placed({**ROW, **more})


def lab() -> gpd.GeoDataFrame:
    return placed({"L": 0.0, "x": 0.4}, name=["Labor", "Wunsch"], role=["offer", "potential"])


def told(table: pd.DataFrame, mode: str) -> dict[str, str]:
    rows = table[table["mode"] == mode]
    return dict(zip(rows["id"], rows["reason"], strict=True))


def test_by_bus_after_school_and_on_foot() -> None:
    """Line 1 brings b and c to Adorf and back; d gets there and not back; e has a bus at dawn."""
    bus = mg.Transit(busland.timetable(), day=busland.DAY)
    ways = [mg.Airline("foot"), bus]
    table = mg.school_access(schools(z=None), lab(), ways, minutes=20, leave="14:00", stay_min=30)
    assert told(table, "foot") == {
        "a": "ok", **dict.fromkeys("bcde", "over_limit"), "z": "no_location"
    }  # fmt: skip
    by_bus = told(table, "transit")
    assert {by_bus[one] for one in "abc"} == {"ok"}
    assert by_bus["d"] == "no_way_back"
    assert by_bus["e"] in ("no_service", "no_way_there")
    assert by_bus["z"] == "no_location"
    assert list(table["id"].drop_duplicates()) == [*"abcdez"]
    first = table.drop_duplicates("id").set_index("id")
    assert first["modes"].to_dict() == {
        "a": "foot; transit", "b": "transit", "c": "transit", "d": "", "e": "", "z": ""
    }  # fmt: skip
    assert list(first.index[first["nothing"]]) == ["d", "e", "z"]
    c = table[(table["id"] == "c") & (table["mode"] == "transit")].iloc[0]
    assert (c["nearest"], c["travel_min"], c["back_min"] > 0) == ("Labor", 18, True)
    late = mg.school_access(schools(), lab(), bus, minutes=15, leave="14:00", stay_min=30)
    assert told(late, "transit")["c"] == "over_limit"


def test_without_offers_it_is_not_the_school_that_is_nowhere() -> None:
    bus = mg.Transit(busland.timetable(), day=busland.DAY)
    for none in (lab().iloc[:0], placed({"L": None}, name=["Labor"], role=["offer"])):
        table = mg.school_access(schools(z=None), none, [mg.Airline("foot"), bus])
        assert set(table.loc[table["id"] != "z", "reason"]) == {"no_offer"}
        assert set(table.loc[table["id"] == "z", "reason"]) == {"no_location"}


def test_tables_that_are_none_of_schools() -> None:
    foot = mg.Airline("foot")
    with pytest.raises(TableError, match="'id' should hold text"):
        mg.school_access(schools().assign(id=range(5)), lab(), foot)
    with pytest.raises(InputError, match="schools must be a GeoDataFrame with 'id'"):
        mg.school_access(schools().drop(columns="id"), lab(), foot)
    access = mg.school_access(schools(), lab(), foot)
    with pytest.raises(TableError, match="'name'"):
        mg.school_parties(access.drop(columns="name"), lab(), CAR)


def test_exactly_the_threshold_is_reached() -> None:
    way = mg.travel_times(schools()[1:2], lab()[:1], CAR)["travel_min"].iloc[0]
    for minutes, reason in ((way, "ok"), (np.nextafter(way, 0), "over_limit")):
        assert told(mg.school_access(schools(), lab(), CAR, minutes=minutes), "car")["b"] == reason


def test_what_is_refused() -> None:
    with pytest.raises(InputError, match="one router of each way"):
        mg.school_access(schools(), lab(), [])
    with pytest.raises(InputError, match="car, car"):
        mg.school_access(schools(), lab(), [CAR, CAR])
    with pytest.raises(OptionError, match="minutes"):
        mg.school_access(schools(), lab(), CAR, minutes=0)
    access = mg.school_access(schools(), lab(), CAR)
    with pytest.raises(OptionError, match="most"):
        mg.school_parties(access, lab(), CAR, most=0)
    with pytest.raises(OptionError, match="minutes"):
        mg.school_parties(access, lab(), CAR, minutes=-1)
    with pytest.raises(OptionError, match="Quanten"):
        mg.school_companies(schools(), lab().assign(topics="Technik"), CAR, topics=["Quanten"])
    with pytest.raises(InputError, match="no companies"):
        mg.school_companies(schools(), lab().iloc[:0].assign(topics=""), CAR)


def test_parties_where_nothing_is_in_reach() -> None:
    """a reaches the lab. The fire brigade at c has one evening: it is nearest to c itself."""
    access = mg.school_access(schools(z=None), lab(), CAR, minutes=5)
    partner = placed({"f": 0.10, "g": 0.19}, name=["Feuerwehr", "Hof"])
    table = mg.school_parties(access, partner, CAR, minutes=12, most=1).set_index("id")
    assert table["reason"].to_dict() == {
        "b": "partners_full", "c": "ok", "d": "ok", "e": "no_partner", "z": "no_location"
    }  # fmt: skip
    assert table.loc[["c", "d"], "partner"].tolist() == ["Feuerwehr", "Hof"]
    more = mg.school_parties(access, partner, CAR, minutes=12, most=2).set_index("id")
    assert more["partner_id"].dropna().to_dict() == {"b": "f", "c": "f", "d": "g"}
    blurred = mg.school_parties(
        access.assign(radius_m=700.0), partner.assign(radius_m=[200.0, 50.0]), CAR, minutes=12
    ).set_index("id")
    assert blurred["blur_m"].dropna().to_dict() == {"b": 900.0, "c": 900.0, "d": 750.0}
    assert mg.school_parties(access, partner, CAR)["blur_m"].isna().all()


@settings(max_examples=6)
@given(
    st.lists(st.integers(0, 60), min_size=1, max_size=4),
    st.lists(st.integers(0, 60), min_size=1, max_size=3), st.integers(1, 2),
)  # fmt: skip
def test_most_schools_then_least_time(here: list[int], there: list[int], most: int) -> None:
    """No other list of pairs serves more schools, or as many in less time."""
    access = mg.school_access(
        placed({f"s{n}": 0.5 + one / 100 for n, one in enumerate(here)}), lab(), CAR, minutes=5
    )  # fmt: skip
    partner = placed({f"p{n}": 0.5 + one / 100 for n, one in enumerate(there)})
    table = mg.school_parties(access, partner, CAR, minutes=12, most=most)
    time = mg.matrix(gpd.GeoDataFrame(table[["id", "geometry"]]), partner, CAR).dense()
    best = (0, 0.0)
    for choice in product(range(-1, len(there)), repeat=len(here)):
        used = [one for one in choice if one >= 0]
        ways = [time[row, one] for row, one in enumerate(choice) if one >= 0]
        if max(map(used.count, used), default=0) <= most and max(ways, default=0) <= 12:
            best = min(best, (-len(used), sum(ways)))
    assert -best[0] == (table["reason"] == "ok").sum()
    assert table["travel_min"].sum() == pytest.approx(best[1])
    assert table["partner_id"].value_counts().max() <= most or not best[0]


def test_companies_by_topic() -> None:
    topics = ["Technik; Chemie", "technik", None]
    at = {"w1": 0.05, "w2": 0.10, "w3": 0.4}
    works = placed(at, topics=topics, name=["Eins", "Zwei", "Drei"])
    table = mg.school_companies(schools(), works, CAR, minutes=12)
    assert len(table) == 5 * 3
    by_topic = table.set_index(["id", "topic"])
    counts = by_topic["companies"].unstack()
    assert counts["Technik"].to_dict() == {"a": 2, "b": 2, "c": 2, "d": 1, "e": 0}
    assert counts["Chemie"].to_dict() == {"a": 1, "b": 1, "c": 1, "d": 0, "e": 0}
    assert counts["ohne Angabe"].to_dict() == {**dict.fromkeys("abcd", 0), "e": 1}
    assert by_topic.loc[("c", "Technik"), "nearest"] == "Zwei"
    assert by_topic.loc[("e", "Chemie"), ["nearest_id", "travel_min"]].isna().all()
    for asked in (["CHEMIE"], "chemie"):
        some = mg.school_companies(schools(), works, CAR, minutes=12, topics=asked)
        assert set(some["topic"]) == {"Chemie"}
    with pytest.raises(OptionError, match="there are Technik, Chemie"):
        mg.school_companies(schools(), works, CAR, topics=[])


@pytest.mark.verify
def test_all_schools_of_bavaria() -> None:
    table = mg.geocode(mg.read_sites(shared("sites/schools_bavaria.csv")))
    labs = mg.geocode(mg.read_sites(shared("sites/muc_labs_mint_munich.csv")))
    access = mg.school_access(table, labs, [mg.Airline("foot"), mg.Airline("bike")])
    assert len(access) == 2 * 5074
    counts = access.groupby("mode")["reached"].sum()
    assert 100 < counts["foot"] < counts["bike"] < 1000
    nothing = access.drop_duplicates("id")["nothing"].sum()
    parties = mg.school_parties(access, labs, mg.Airline("car"), minutes=60, most=3)
    assert len(parties) == nothing
    assert parties["partner_id"].value_counts().max() == 3
