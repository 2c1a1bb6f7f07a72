"""Kinds of days, what is usual for them, and what is missing on odd ones."""

from datetime import date
from pathlib import Path

import pytest

from mintgeo._errors import MissingDataError, OptionError
from mintgeo.timetable import Timetable
from tests.feeds.small import feed, tables
from tests.shared_data import shared


@pytest.fixture(scope="module")
def vrn() -> Timetable:
    return Timetable.from_gtfs(shared("gtfs/ors_vrn_gtfs_cut.zip"), cache=False)


def test_odd_days_of_a_real_feed_are_found(vrn: Timetable) -> None:
    days = vrn.days().set_index("date")
    assert days.attrs["state"] == "08"
    odd = days.loc["2022-11-02"]
    assert odd["odd"]
    assert (odd["kind"], odd["holiday"], odd["runs"], odd["usual"]) == (
        "holiday", "Herbstferien", 490, 739,
    )  # fmt: skip
    assert odd["lines_gone"] == ("RNV 5",)
    school = days.loc["2022-07-05"]
    assert not school["odd"]
    assert (school["kind"], school["runs"], school["lines_gone"]) == ("school", 748, ())
    public = days.loc["2022-10-03"]
    assert (public["kind"], public["like"]) == ("holiday", "sunday")
    assert days.loc["2022-10-04":, "odd"].all()


def test_a_date_outside_of_a_feed_is_named_with_its_days(vrn: Timetable) -> None:
    with pytest.raises(MissingDataError, match=r"2022-12-13.*2022-06-12 to 2022-12-10"):
        vrn.day("2022-12-13")
    with pytest.raises(OptionError, match="such as 2026-11-24"):
        vrn.day("13.12.2022")


@pytest.mark.parametrize("kind", ["school", "holiday", "saturday", "sunday"])
def test_the_day_of_a_kind_is_a_usual_one(vrn: Timetable, kind: str) -> None:
    days = vrn.days().set_index("date")
    picked = days.loc[vrn.date_of(kind).isoformat()]
    assert picked["kind"] == picked["like"] == kind
    assert not picked["odd"]
    assert picked["runs"] == picked["usual"]
    assert vrn.day(kind).date == vrn.date_of(kind)


def test_holidays_are_those_of_the_land_asked_for(vrn: Timetable) -> None:
    by_name = vrn.days(state="Hessen").set_index("date")
    assert by_name.loc["2022-11-02", "kind"] == "school"
    assert by_name.loc["2022-10-26", "kind"] == "holiday"
    assert vrn.days(state="HE").equals(vrn.days(state=6))
    with pytest.raises(OptionError, match="state is one Land"):
        vrn.days(state="Heidelberg")


def two_agencies(folder: Path) -> Timetable:
    """The small feed, whose second line is of another agency that has no data in the third week."""
    of = tables()
    of["agency"].append({**of["agency"][0], "agency_id": "w", "agency_name": "Werksbus"})
    of["routes"].append({**of["routes"][0], "route_id": "q", "agency_id": "w",
                         "route_short_name": "7"})  # fmt: skip
    of["calendar"].append({**of["calendar"][0], "service_id": "w"})
    of["calendar_dates"] = [
        {"service_id": "w", "date": 20260914 + n, "exception_type": 2} for n in range(5)
    ]
    for n in range(1, 10):
        of["trips"].append({**of["trips"][0], "trip_id": f"x{n}"})
        of["stop_times"] += [{**one, "trip_id": f"x{n}"} for one in of["stop_times"][:3]]
    of["trips"].append({"route_id": "q", "service_id": "w", "trip_id": "w1"})
    of["stop_times"] += [{**one, "trip_id": "w1"} for one in of["stop_times"][:3]]
    return Timetable.from_gtfs(feed(folder, of), cache=False)


def test_an_agency_that_vanished_is_named_though_little_is_missing(tmp_path: Path) -> None:
    days = two_agencies(tmp_path).days(state="MV").set_index("date")
    gone = days.index[days["odd"]]
    assert gone.tolist() == [f"2026-09-{day}" for day in (14, 15, 16, 17, 18)]
    assert set(days.loc[gone, "agencies_gone"]) == {("Werksbus",)}
    assert set(days.loc[gone, "lines_gone"]) == {("7",)}
    assert (days.loc[gone, "share"] > 0.9).all()
    assert not any(days.drop(gone)["agencies_gone"])


def test_a_line_that_never_runs_on_fridays_is_not_missed(tmp_path: Path) -> None:
    of = tables()
    of["calendar"].append({**of["calendar"][0], "service_id": "m", "friday": 0})
    of["trips"][1]["service_id"] = "m"
    of["routes"].append({**of["routes"][0], "route_id": "q"})
    of["trips"][1]["route_id"] = "q"
    for n in range(9):
        of["trips"].append({**of["trips"][0], "trip_id": f"x{n}"})
        of["stop_times"] += [{**one, "trip_id": f"x{n}"} for one in of["stop_times"][:3]]
    days = Timetable.from_gtfs(feed(tmp_path, of), cache=False).days(state="MV")
    assert not days["odd"].any()
    assert not any(days["lines_gone"])


def test_without_usual_days_of_a_kind_a_date_must_be_named(tmp_path: Path) -> None:
    of = tables()
    of["calendar"][0].update(saturday=0, start_date=20260907, end_date=20260911)
    timetable = Timetable.from_gtfs(feed(tmp_path, of), cache=False)
    assert timetable.date_of("school") == date(2026, 9, 8)
    with pytest.raises(MissingDataError, match="no usual day of the kind 'saturday'"):
        timetable.date_of("saturday")
    with pytest.raises(OptionError, match="one of school, holiday"):
        timetable.date_of("workday")


def test_school_holidays_that_nobody_has_fixed_are_told(tmp_path: Path) -> None:
    of = tables()
    of["calendar"][0].update(start_date=20991201, end_date=20991224)
    days = Timetable.from_gtfs(feed(tmp_path, of), cache=False).days(state="BY")
    assert days.attrs["unknown_years"] == (2099,)
