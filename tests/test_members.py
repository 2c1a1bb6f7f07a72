"""Members over time, counted by hand; and what of them is published: of few, nothing."""

from dataclasses import replace

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mintgeo as mg
from mintgeo._crs import GEOD, points
from mintgeo._errors import InputError, OptionError
from mintgeo.privacy import public_members
from mintgeo.privacy.rule import bounds

HOMES = {"Rostock": (12.10, 54.09), "Schwerin": (11.41, 53.63), "Kiel": (10.13, 54.32)}
KEY = b"k" * 32


def people(*rows: tuple[str, str | None], **columns: object) -> gpd.GeoDataFrame:
    """Mail and home of each; without a home there is no place."""
    mail = pd.Series([one for one, _ in rows], dtype="str")
    lon, lat = np.array([HOMES.get(str(home), (np.nan, np.nan)) for _, home in rows]).T
    place = points(lon, lat)
    place[np.isnan(lon)] = None
    level = ["place" if home else "none" for _, home in rows]
    table = pd.DataFrame({"id": mail.index.astype(str), "Mail": mail, "match_level": level})
    table = table.assign(match_score=90.0, radius_m=1000.0, match_source="test", **columns)
    out = gpd.GeoDataFrame(table, geometry=place)
    out.attrs["attributions"] = []
    return out


def history() -> gpd.GeoDataFrame:
    """Ada in all three years, Ben in two, Cem new in 2023, two unknown in 2022."""
    first = people(("ada@x", "Rostock"), ("ben@x", "Kiel"), ("Ada@X ", "Rostock"))
    second = people(("ADA@x", "Schwerin"), ("", "Kiel"), ("dora@x", None), count=[1, 2, 1])
    third = people(("ben@x", "Kiel"), ("cem@x", "Kiel"), ("ada@x", None), Wie=["online", "", "x"])
    meetings = [
        mg.Meeting(participants=third, date="2023-05-04", name="Drei", digital="Wie"),
        mg.Meeting(participants=first, date="2021-03-01", name="Eins"),
        mg.Meeting(participants=second, date="2022-03-01", name="Zwei", digital=True),
    ]
    return mg.member_history(meetings, person="Mail")


def counts(table: pd.DataFrame, *columns: str) -> list[tuple[object, ...]]:
    return [tuple(row) for row in table[[*columns]].itertuples(index=False)]


def test_one_person_over_all_lists() -> None:
    table = history()
    assert counts(table, "meeting", "member", "known", "digital")[:2] == [
        ("Eins", "1", True, False), ("Eins", "2", True, False)
    ]  # fmt: skip
    ada = table[table["member"] == "1"]
    assert list(ada["date"]) == ["2021-03-01", "2022-03-01", "2023-05-04"]
    assert list(ada["digital"]) == [False, True, True]
    assert table.loc[~table["known"], "count"].tolist() == [2]


def test_growth_by_country_land_and_kreis() -> None:
    """Ada counts where she lived last, Schwerin, in all years; Dora has no place."""
    columns = ("year", "active", "digital", "new", "total", "unknown")
    assert counts(mg.member_growth(history()), *columns) == [
        (2021, 2, 0, 2, 2, 0), (2022, 2, 2, 1, 3, 2), (2023, 3, 2, 1, 4, 0)
    ]  # fmt: skip
    by_land = mg.member_growth(history(), by="land")
    assert counts(by_land[by_land["year"] == 2023], "ags", "name", "active", "total") == [
        ("01", "Schleswig-Holstein", 2, 2), ("13", "Mecklenburg-Vorpommern", 1, 1),
        ("außerhalb", "außerhalb", 0, 1),
    ]  # fmt: skip
    assert set(mg.member_growth(history(), by="kreis")["ags"]) == {"01002", "13004", "außerhalb"}
    with pytest.raises(OptionError, match="by must be one of"):
        mg.member_growth(history(), by="plz")


def test_persons_by_number_in_any_cell() -> None:
    """A number beside an empty cell is 17.0 to pandas; a day is a day in any spelling."""
    lists = [
        people(("", "Kiel"), ("", "Kiel"), Nr=numbers)
        for numbers in ([17, 18], [17.0, np.nan], ["17", " 18 "])
    ]
    days = ("2021-01-01 00:00:00", pd.Timestamp("2022-01-01"), np.datetime64("2023-01-01"))
    meetings = [
        mg.Meeting(participants=one, date=day, name="E")
        for one, day in zip(lists, days, strict=True)
    ]
    table = mg.member_history(meetings, person="Nr")
    assert counts(table, "year", "member", "known") == [
        (2021, "1", True), (2021, "2", True), (2022, "1", True), (2022, "?4", False),
        (2023, "1", True), (2023, "2", True),
    ]  # fmt: skip
    far = people(("a", "Kiel"), ("b", "Kiel"), Wie=[1.0, np.nan])
    for digital, told in (("Wie", [True, False]), (np.True_, [True, True])):
        meeting = mg.Meeting(participants=far, date="2021-01-01", name="E", digital=digital)
        assert list(mg.member_history([meeting], person="Mail")["digital"]) == told


def test_a_meeting_that_nobody_came_to() -> None:
    nobody = mg.Meeting(participants=people(("a", "Kiel"), count=[0]), date="2021-01-01", name="E")
    table = mg.member_history([nobody], person="Mail")
    for by in ("country", "kreis"):
        assert mg.member_growth(table, by=by).empty
    assert mg.member_cohorts(table).empty
    assert public_members(table, key=KEY) == {}


def test_cohorts() -> None:
    columns = ("cohort", "year", "members", "active", "share")
    assert counts(mg.member_cohorts(history()), *columns) == [
        (2021, 2021, 2, 2, 1.0), (2021, 2022, 2, 1, 0.5), (2021, 2023, 2, 2, 1.0),
        (2022, 2022, 1, 1, 1.0), (2022, 2023, 1, 0, 0.0), (2023, 2023, 1, 1, 1.0),
    ]  # fmt: skip


def test_distances_in_bins() -> None:
    """Ben and Cem in Kiel, Ada in Schwerin: two ways of 112 km, one of none."""
    table = mg.member_distances(history(), bins_km=(10, 100, 200))
    assert list(table["pairs"]) == [1, 0, 2, 0]
    assert table["share"].sum() == pytest.approx(1)
    with pytest.raises(OptionError, match="rising"):
        mg.member_distances(history(), bins_km=(50, 10))
    nobody = mg.member_history(
        [mg.Meeting(participants=people(("a", None)), date="2021-01-01", name="E")], person="Mail"
    )  # fmt: skip
    assert mg.member_distances(nobody)["share"].isna().all()


@settings(max_examples=5)
@given(st.lists(st.tuples(st.floats(6, 15), st.floats(47, 55)), min_size=2, max_size=8))
def test_distances_are_those_on_the_ellipsoid(homes: list[tuple[float, float]]) -> None:
    lon, lat = np.array(homes).T
    many = people(*((f"p{n}", "Kiel") for n in range(len(homes))))
    many = many.set_geometry(points(lon, lat))
    meeting = mg.Meeting(participants=many, date="2021-01-01", name="E")
    table = mg.member_distances(mg.member_history([meeting], person="Mail"), bins_km=(100, 300))
    one, other = np.triu_indices(len(homes), 1)
    km = GEOD.inv(lon[one], lat[one], lon[other], lat[other])[2] / 1000
    if not np.isclose(km[:, None], [100, 300], rtol=0.005).any():
        assert list(table["pairs"]) == [(km <= 100).sum(), ((km > 100) & (km <= 300)).sum(),
                                        (km > 300).sum()]  # fmt: skip


def crowd(*sizes: tuple[int, str, int]) -> gpd.GeoDataFrame:
    """So many people of a town in a year; always the same ones."""
    meetings = [
        mg.Meeting(participants=people(*((f"{town}{n}", town) for n in range(size))),
                   date=f"{year}-01-01", name=str(year))
        for year, town, size in sizes
    ]  # fmt: skip
    return mg.member_history(meetings, person="Mail")


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_nothing_is_told_of_one_to_four(number: int) -> None:
    """Mostly there is no table; where chance makes ten of them, nobody or twenty may be meant."""
    few, silent = crowd((2021, "Kiel", number)), 0
    for n in range(4):
        shown = public_members(few, key=bytes([n]) * 32)
        silent += not shown
        for table in shown.values():
            assert {bounds(one) for one in table["members"]} <= {(0, 20)}
    assert silent >= 3


def test_three_among_many_do_not_show() -> None:
    """Of three in Kiel no Kreis, no Land and no year has a number."""
    table = crowd((2021, "Rostock", 60), (2022, "Kiel", 3))
    shown = public_members(table, key=KEY)
    assert set(shown["members_kreis"]["ags"]) <= {"13003", "außerhalb"}
    assert "2022" not in str(shown.get("members_year", pd.DataFrame()).to_dict())
    assert set(shown) <= {"members_total", "members_land", "members_kreis", "members_year"}


def test_public_numbers_follow_the_rule() -> None:
    shown = public_members(crowd((2021, "Rostock", 60), (2022, "Rostock", 40)), key=KEY)
    numbers = [one for table in shown.values() for one in table["members"]]
    assert all(one % 5 == 0 and one >= 10 for one in numbers)
    assert abs(shown["members_total"]["members"].iloc[0] - 60) <= 10
    held = {"ags", "name", "members", "year"}
    assert all(set(table.columns) <= held and not table.attrs for table in shown.values())
    if "members_year" in shown:
        assert shown["members_year"]["members"].max() <= shown["members_total"]["members"].iloc[0]


def test_what_is_refused() -> None:
    with pytest.raises(InputError, match="no meeting"):
        mg.member_history([], person="Mail")
    for day in ("4.5.2023", 45050, pd.NaT, None):
        with pytest.raises(OptionError, match="2026-11-24"):
            mg.Meeting(participants=people(("a", "Kiel")), date=day, name="E")
    meeting = mg.Meeting(participants=people(("a", "Kiel")), date="2023-05-04", name="E")
    with pytest.raises(InputError, match="no column Name"):
        mg.member_history([meeting], person=["Name", "Mail"])
    with pytest.raises(OptionError, match="person must name"):
        mg.member_history([meeting], person=())
    twice = pd.concat([meeting.participants, meeting.participants[["Mail"]]], axis=1)
    with pytest.raises(InputError, match="Mail more than once"):
        mg.member_history([replace(meeting, participants=twice)], person="Mail")
    odd = people(("a", "Kiel"), Wie=["vielleicht"]).assign(id="Z-7")
    odd_meeting = mg.Meeting(participants=odd, date="2023-05-04", name="E", digital="Wie")
    with pytest.raises(InputError, match="neither online nor in person in id Z-7"):
        mg.member_history([odd_meeting], person="Mail")
