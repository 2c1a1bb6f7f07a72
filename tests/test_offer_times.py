"""Days and times of offers, as lists say them."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import mintgeo as mg
from mintgeo.read.times import When, when_of

_SAID = {
    "jeden Dienstag von 15.15 bis 16.45 Uhr": ("tu", 915, 1005),
    "Mo./Mi. 14 Uhr": ("mo we", 840, None),
    "Montags, dienstags & freitags ab 13:30": ("mo tu fr", 810, None),
    "Do – Sa 10–18 h": ("th fr sa", 600, 1080),
    "Fr-Mo 9-12": ("mo fr sa su", 540, 720),
    "Tuesdays and Thursdays, 4 pm to 5:30 pm": ("tu th", 960, 1050),
    "Sat 9am-12pm": ("sa", 540, 720),
    "nur in den Schulferien, täglich 8–16 Uhr": ("mo tu we th fr sa su holidays", 480, 960),
    "außerhalb der Ferien mittwochs 16 Uhr": ("we school", 960, None),
    "am Wochenende": ("sa su", None, None),
    "16:00:00": ("", 960, None),
    "sonnabends 10 Uhr 30": ("sa", 630, None),
}
_UNSAID = [
    "nach Absprache", "jeden zweiten Montag 15 Uhr", "Mo 18–16 Uhr", "31 Uhr", "9:75",
    "2x im Monat", "Mo-Mi-Fr bis", "siehe Webseite", "1. und 3. Samstag, 10 Uhr",
]  # fmt: skip


@pytest.mark.parametrize("text", _SAID)
def test_understood(text: str) -> None:
    days, start, end = _SAID[text]
    assert when_of(text) == When(days=tuple(days.split()), start=start, end=end)


@pytest.mark.parametrize("text", _UNSAID)
def test_what_is_half_understood_is_not_taken(text: str) -> None:
    assert when_of(text) is None


def test_different_times_are_said() -> None:
    found = when_of("Mo 14-16 Uhr, Do 15-17 Uhr")
    assert found == When(days=("mo",), start=840, end=960, several=True)


@given(st.text(max_size=20))
def test_never_fails_and_never_ends_before_it_begins(text: str) -> None:
    found = when_of(text)
    if found is not None and found.start is not None and found.end is not None:
        assert found.start < found.end


def _list(**columns: list[object]) -> pd.DataFrame:
    n = len(next(iter(columns.values())))
    return mg.read_sites(
        pd.DataFrame({"Name": [f"K{i}" for i in range(n)], "PLZ": "17033"} | columns)
    )


def test_columns_of_a_list_become_days_start_and_end() -> None:
    read = _list(
        Kurstag=["Mi", "Do", "Fr", None], Uhrzeit=["15–17 Uhr", "ab 16", "wenn es passt", None]
    )
    assert read["days"].fillna("").tolist() == ["we", "th", "", ""]
    assert read["start"].fillna("").tolist() == ["15:00", "16:00", "", ""]
    assert read["end"].fillna("").tolist() == ["17:00", "", "", ""]
    assert read["read_note"].tolist() == ["", "", "Zeit „Fr wenn es passt“ nicht verstanden", ""]
    assert read["Kurstag"].fillna("").tolist() == ["Mi", "Do", "Fr", ""]


def test_dates_are_no_times_and_stay() -> None:
    read = _list(Beginn=["12.03.2027", "2027-04-01"], Ende=["13.03.2027", None])
    assert read[["days", "start", "end"]].isna().all(axis=None)
    assert (read["read_note"] == "").all()
    assert read["Beginn"].tolist() == ["12.03.2027", "2027-04-01"]


def test_what_was_read_is_read_again() -> None:
    once = _list(Tag=["Mo+Di in den Ferien", "Sa"], Beginn=["9:00", "10 Uhr"], Ende=["12", None])
    again = mg.read_sites(once[["name", "postcode", "days", "start", "end"]])
    for column in ("days", "start", "end"):
        assert again[column].fillna("").tolist() == once[column].fillna("").tolist()


def test_lists_without_times_have_no_such_columns() -> None:
    assert not {"days", "start", "end"} & set(_list(Thema=["Robotik"]).columns)
