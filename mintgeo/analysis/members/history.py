"""Lists of several meetings → one table of who took part in which."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd

from mintgeo._credits import credited
from mintgeo._crs import WGS84, to_wgs84
from mintgeo._errors import InputError, OptionError, name_ids
from mintgeo._schema import GEOCODED, MEMBER_HISTORY, received
from mintgeo._schema.rows import people_in
from mintgeo.germany.regions import with_regions
from mintgeo.read.sheet import as_text

_YES: Final = frozenset({
    "1", "ja", "j", "yes", "y", "true", "wahr", "x", "online", "digital", "virtuell", "zoom",
    "video", "remote", "videokonferenz", "aus der ferne", "bbb", "teams", "webex",
})  # fmt: skip
_NO: Final = frozenset({
    "", "0", "nein", "n", "no", "false", "falsch", "-", "–", "präsenz", "praesenz", "vor ort",
    "in präsenz", "in praesenz", "persönlich", "persoenlich", "in person", "on site", "analog",
})  # fmt: skip


@dataclass(frozen=True, kw_only=True, eq=False)
class Meeting:
    """A meeting and the list of those who took part.

    Attributes
    ----------
    participants
        Geocoded participants (``geocode(read_participants(…))``).
    date
        Its day: "2026-11-24", or a date.
    name
        What it is called.
    digital
        Whether all took part from afar; or the column that says it of each ("online", "ja",
        "Präsenz" …).
    """

    participants: gpd.GeoDataFrame
    date: str | date
    name: str
    digital: bool | str = False

    def __post_init__(self) -> None:
        try:
            _day(self.date)
        except ValueError as error:
            raise OptionError(
                "The date of '{name}' must be such as 2026-11-24, not {value!r}.",
                name=self.name, value=self.date,
            ) from error  # fmt: skip


def member_history(meetings: Sequence[Meeting], *, person: str | Sequence[str]) -> gpd.GeoDataFrame:
    """Join the lists of several meetings to one table of who took part in which.

    Parameters
    ----------
    meetings
        Meetings of any dates; several can be on one day.
    person
        Column of the lists that tells who somebody is, such as ``"E-Mail"``; or several, such as
        ``("Vorname", "Nachname")``, that tell it together. Capitals and spaces do not matter.

    Returns
    -------
    GeoDataFrame
        One row per person and meeting by date (EPSG:4326): ``member`` (a number, the same over all
        lists, in the order of first appearance), ``meeting``, ``date``, ``digital``, Kreis and Land
        of the home on that list. A row without a person, and further people of a row with a
        ``count``, are ``known`` not to be told apart: they count in their year and nowhere else.
        It tells of people: nothing of it is for the public but what ``privacy.public_members``
        makes of it.

    Raises
    ------
    InputError
        If there is no meeting, a list lacks a column, or ``digital`` holds other words.
    TableError
        If participants were not geocoded.
    """
    if not meetings:
        raise InputError("There is no meeting.")
    columns = [person] if isinstance(person, str) else [*person]
    if not columns:
        raise OptionError("person must name a column at least.")
    order = sorted(range(len(meetings)), key=lambda at: (_day(meetings[at].date), at))
    parts = [_rows(meetings[at], columns, at) for at in order]
    table = pd.concat(parts, ignore_index=True)
    known = table["who"] != ""
    number = pd.factorize(table["who"].where(known))[0] + 1
    single = "?" + (np.arange(len(table)) + 1).astype(str).astype(object)
    table["member"] = pd.Series(np.where(known, number.astype(str), single), dtype="str")
    table["known"] = known
    first = table.sort_values("digital", kind="stable")
    first = first[~(known[first.index] & first.duplicated(["member", "at"]))].sort_index()
    names = [one.name for one in MEMBER_HISTORY.columns]
    out = gpd.GeoDataFrame(first[names].reset_index(drop=True), crs=WGS84)
    MEMBER_HISTORY.check(out)
    return credited(out, *(one.participants for one in meetings))


def _rows(meeting: Meeting, columns: list[str], at: int) -> pd.DataFrame:
    """The people of one meeting; ``who`` is empty where nobody is told."""
    people = received(meeting.participants, GEOCODED)
    placed = with_regions(people)
    day = _day(meeting.date)
    rows = pd.DataFrame({
        "who": _who(meeting, people, columns), "meeting": str(meeting.name),
        "date": day.isoformat(), "year": day.year, "digital": _digital(meeting, people),
        "count": people_in(people).astype("int64").to_numpy(), "at": at,
        "ags_kreis": placed["ags_kreis"].array, "ags_land": placed["ags_land"].array,
        "geometry": to_wgs84(people.geometry).array,
    })  # fmt: skip
    rows = rows[rows["count"] > 0]
    more = (rows["who"] != "") & (rows["count"] > 1)
    others = rows[more].copy()
    others["who"], others["count"] = "", others["count"] - 1
    return pd.concat([rows.assign(count=rows["count"].mask(more, 1)), others])


def _who(meeting: Meeting, people: pd.DataFrame, columns: list[str]) -> list[str]:
    """What tells one person; empty if a part of it is missing."""
    plain = [_texts(meeting, people, one) for one in columns]
    return ["\x1f".join(one) if all(one) else "" for one in zip(*plain, strict=True)]


def _texts(meeting: Meeting, people: pd.DataFrame, column: str) -> list[str]:
    """The cells of a column as they are compared; empty ones are ""."""
    there = [*people.columns].count(column)
    if not there:
        raise InputError(
            "The list of '{name}' has no column {missing}; found: {known}.",
            name=meeting.name, missing=column, known=", ".join(map(str, people.columns)),
        )  # fmt: skip
    if there > 1:
        raise InputError(
            "The list of '{name}' has the column {column} more than once: keep one.",
            name=meeting.name, column=column,
        )  # fmt: skip
    texts = ("" if pd.isna(one) else as_text(one) or "" for one in people[column])
    return [" ".join(unicodedata.normalize("NFKC", one).casefold().split()) for one in texts]


def _digital(meeting: Meeting, people: pd.DataFrame) -> list[bool]:
    if isinstance(meeting.digital, bool | np.bool_):
        return [bool(meeting.digital)] * len(people)
    words = _texts(meeting, people, meeting.digital)
    strange = [row for row, one in zip(people["id"], words, strict=True) if one not in _YES | _NO]
    if strange:
        raise InputError(
            "'{column}' of '{name}' says neither online nor in person in {rows}.",
            column=meeting.digital, name=meeting.name, rows=name_ids(strange),
        )  # fmt: skip
    return [one in _YES for one in words]


def _day(said: str | date) -> date:
    return datetime.fromisoformat(str(said)).date()
