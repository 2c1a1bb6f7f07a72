"""Days and times of an offer as people write them → days, start, end."""

import re
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, Final, TypeVar

import pandas as pd

from mintgeo._schema.values import WEEKDAYS
from mintgeo.findings import Gathered

Value = TypeVar("Value")
SEPARATOR: Final = ";"
_HOLIDAYS: Final = "holidays"
_SCHOOL: Final = "school"
_NOON, _LAST = 12, 24 * 60
_STEMS: Final = (
    ("mo", "montag", "mon", "monday"), ("di", "dienstag", "tue", "tues", "tuesday"),
    ("mi", "mittwoch", "wed", "weds", "wednesday"),
    ("do", "donnerstag", "thu", "thur", "thurs", "thursday"), ("fr", "freitag", "fri", "friday"),
    ("sa", "samstag", "sonnabend", "sat", "saturday"), ("so", "sonntag", "sun", "sunday"),
)  # fmt: skip
_PARTS: Final = (
    "vormittag",
    "vormittags",
    "mittag",
    "mittags",
    "nachmittag",
    "nachmittags",
    "abend",
    "abends",
)
_SHORT: Final = 5
"""Letters of a day beside which a part of it may stand: "Mittwochabend", and no "Moabend"."""
_DAY: Final = {
    word: number
    for number, stems in enumerate(_STEMS)
    for stem in (*stems, WEEKDAYS[number])
    for word in (stem, f"{stem}s", *(f"{stem}{part}" for part in _PARTS if len(stem) > _SHORT))
}


def _each(words: str, value: Value) -> dict[str, Value]:
    return dict.fromkeys(words.split(), value)


_GROUPS: Final = {
    **_each("werktags werktag werktage werktagen weekdays wochentags", range(5)),
    **_each("taeglich daily", range(7)),
    **_each("wochenende wochenenden wochenends weekend weekends", range(5, 7)),
}
_PERIODS: Final = {
    **_each("ferien schulferien ferientags ferientage ferientagen", _HOLIDAYS),
    **_each("holidays holiday vacation vacations", _HOLIDAYS),
    **_each("schulzeit schultags schultage schultagen schoolday", _SCHOOL),
    **_each("schooldays school term termtime", _SCHOOL),
}
_UMLAUTS: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_EVERY_DAY: Final = re.compile(r"\b(?:jeden tag|an jedem tag|every day)\b")
_SCHOOL_HOLIDAYS: Final = re.compile(r"\bschool[\s-]+(?=holiday|vacation)")
_OUTSIDE: Final = _each("ausser ausserhalb nicht except outside not", None)
_FILLERS: Final = _each(
    "am an ab um im in den der die das von vom from on at the jeden jede jeder immer jeweils every "
    "each uhr h o clock oclock und and u schul waehrend during nur only std zeit time nachm "
    "nachmittags vorm vormittags abends tag day days hrs",
    None,
)
_TO: Final = _each("- – — bis to until till", None)
_WORDS: Final = re.compile(
    r"(?P<time>(?P<hour>\d{1,2})(?:\s*[:.]\s*(?P<minute>\d{2})(?::\d{2})?"
    r"|\s*(?:uhr|h)\s*(?P<after>\d{2})(?!\d|\s*(?:uhr|h)\b))?(?:\s*(?P<half>[ap])\.?\s?m\b\.?)?)"
    r"(?![\d%]|\.\s*[^\W\d_])|(?P<word>[^\W\d_]+)\.?|(?P<sign>[-–—])|(?P<rest>[\s,;+&/|()'’.:]+)|(?P<odd>.)"
)
_DATE: Final = re.compile(r"\s*(\d{4}-\d\d-\d\d|\d{1,2}\.\s?\d{1,2}\.(\s?\d{2,4})?)\s*")


@dataclass(frozen=True, kw_only=True)
class When:
    """When an offer takes place.

    Attributes
    ----------
    days
        Of ``WEEKDAYS`` in their order; empty where nothing is said. With ``school`` or ``holidays``
        it takes place only on school days, or in school holidays.
    start, end
        Minutes since midnight; None where nothing is said.
    several
        Whether there are further times that differ from this one.
    """

    days: tuple[str, ...] = ()
    start: int | None = None
    end: int | None = None
    several: bool = False


def when_of(text: str) -> When | None:
    """Days and times that a text says; None if some of it is not understood.

    Examples
    --------
    >>> when_of("mittwochs 15–17 Uhr")
    When(days=('we',), start=900, end=1020, several=False)
    >>> when_of("Mo+Do 14:30-16:00").days, when_of("in den Ferien").days
    (('mo', 'th'), ('holidays',))
    >>> when_of("jeden 2. Mittwoch im Monat")
    """
    words = list(_words(text))
    if any(kind == "odd" for kind, _ in words):
        return None
    blocks = [_block(one) for one in _blocks(_joined(words))]
    if not blocks or None in blocks:
        return None
    return _together([one for one in blocks if one is not None])


def _words(text: str) -> Iterator[tuple[str, object]]:
    """What a text is made of: days, groups, periods, times, "to", and what is none of them."""
    plain = _SCHOOL_HOLIDAYS.sub("", text.casefold().translate(_UMLAUTS))
    plain = _EVERY_DAY.sub("taeglich", plain)
    for found in _WORDS.finditer(plain):
        if found["time"]:
            minutes = _minutes(found)
            yield ("odd", None) if minutes is None else ("time", minutes)
        elif found["sign"] or found["word"] in _TO:
            yield "to", None
        elif (word := found["word"]) is None:
            yield from [("odd", None)] * bool(found["odd"])
        elif word in _DAY:
            yield "days", frozenset({_DAY[word]})
        elif word in _GROUPS:
            yield "days", frozenset(_GROUPS[word])
        elif word in _PERIODS:
            yield "period", _PERIODS[word]
        elif word in _OUTSIDE:
            yield "outside", None
        elif word not in _FILLERS:
            yield "odd", None


def _minutes(found: re.Match[str]) -> tuple[int, str] | None:
    """Minutes since midnight, and whether it is said which half of the day they are of."""
    hour, minute = int(found["hour"]), int(found["minute"] or found["after"] or 0)
    half = found["half"] or ""
    if half:
        if not 1 <= hour <= _NOON:
            return None
        hour = hour % _NOON + _NOON * (half == "p")
    total = hour * 60 + minute
    return (total, half) if minute < 60 and total <= _LAST else None  # noqa: PLR2004


def _joined(words: list[tuple[str, object]]) -> list[tuple[str, object]]:
    """The words, "Mo bis Fr" as days, "15 bis 17" as a span, "außer in den Ferien" as a period."""
    out: list[tuple[str, object]] = []
    for kind, value in words:
        before = [one for one, _ in out[-2:]]
        if before == [kind, "to"] and kind in ("days", "time"):
            first = out[-2][1]
            out[-2:] = [_days_to(first, value) if kind == "days" else _span(first, value)]
        elif before == ["without", "to"] and kind == "days":
            name, days = _days_to(out[-2][1], value)
            out[-2:] = [("without" if name == "days" else name, days)]
        elif before[-1:] == ["outside"] and kind == "period":
            out[-1] = "period", _SCHOOL if value == _HOLIDAYS else _HOLIDAYS
        elif before[-1:] in (["outside"], ["without"]) and isinstance(value, frozenset):
            already = out[-1][1]
            out[-1] = "without", value | (already if isinstance(already, frozenset) else value)
        else:
            out.append((kind, value))
    return out


def _days_to(first: object, last: object) -> tuple[str, object]:
    one, other = (value if isinstance(value, frozenset) else frozenset() for value in (first, last))
    if len(one) != 1 or len(other) != 1:
        return "odd", None
    begin, end = min(one), min(other)
    return "days", frozenset((begin + step) % 7 for step in range((end - begin) % 7 + 1))


def _span(first: object, last: object) -> tuple[str, object]:
    """From and to; "3–5 pm" is in the afternoon."""
    if not (isinstance(first, tuple) and isinstance(last, tuple)):
        return "odd", None
    (start, half), (end, other) = first, last
    if other == "p" and not half and start < _NOON * 60 and start + _NOON * 60 <= end:
        start += _NOON * 60
    return ("span", (start, end)) if start < end else ("odd", None)


def _blocks(words: list[tuple[str, object]]) -> Iterator[list[tuple[str, object]]]:
    """Parts of a text with one time each: days that follow a time belong to the next one."""
    block: list[tuple[str, object]] = []
    timed = False
    for place, (kind, value) in enumerate(words):
        more = any(one in ("time", "span") for one, _ in words[place:])
        if timed and more and kind in ("days", "period", "time", "span"):
            yield block
            block, timed = [], False
        block.append((kind, value))
        timed |= kind in ("time", "span")
    yield block


def _block(words: list[tuple[str, object]]) -> When | None:
    """What one part says; None if it can't be."""
    days, periods = set[int](), list[str]()
    start = end = None
    for number, (kind, value) in enumerate(words):
        if kind == "days" and isinstance(value, frozenset):
            days |= value
        elif kind == "without" and isinstance(value, frozenset) and days > value:
            days -= value
        elif kind == "period":
            periods.append(str(value))
        elif kind == "span" and isinstance(value, tuple):
            start, end = value
        elif kind == "time" and isinstance(value, tuple):
            until = number > 0 and words[number - 1][0] == "to"
            start, end = (start, value[0]) if until else (value[0], end)
        elif kind != "to" or words[number + 1 : number + 2] == []:
            return None
    if len(set(periods)) > 1:
        return None
    names = (*(WEEKDAYS[day] for day in sorted(days)), *periods[:1])
    return When(days=names, start=start, end=end) if names or (start, end) != (None, None) else None


def _together(blocks: list[When]) -> When:
    """All parts of a text: days of the same time are one; of different times the first counts."""
    first, *others = blocks
    known = (*WEEKDAYS, _SCHOOL, _HOLIDAYS)
    for one in others:
        if (one.start, one.end) == (first.start, first.end):
            days = {*first.days, *one.days}
            first = replace(first, days=tuple(day for day in known if day in days))
    several = any((one.start, one.end) != (two.start, two.end) for one, two in pairwise(blocks))
    return replace(first, several=several)


def times(cells: pd.DataFrame, gathered: Gathered) -> dict[str, pd.Series]:
    """``days``, ``start`` and ``end`` of every row, from all columns that say something of them.

    ``cells`` has the columns ``times``, ``weekdays``, ``begins`` and ``ends``, or some of them.
    """
    texts = [_text(row) for row in cells.to_dict("records")]
    found = [when_of(text) if text else When() for text in texts]
    shown = pd.Series(texts, index=cells.index, dtype="str")
    gathered.add(pd.Series([one is None for one in found], index=cells.index),
                 "read.times_odd", cell=shown)  # fmt: skip
    gathered.add(pd.Series([bool(one and one.several) for one in found], index=cells.index),
                 "read.times_several", cell=shown)  # fmt: skip
    read = [one or When() for one in found]
    columns = {
        "days": [SEPARATOR.join(one.days) or pd.NA for one in read],
        "start": [clock(one.start) for one in read],
        "end": [clock(one.end) for one in read],
    }
    return {name: pd.Series(some, index=cells.index, dtype="str") for name, some in columns.items()}


def clock(minute: int | None) -> object:
    """Minutes since midnight as "15:00"; NA for none."""
    return pd.NA if minute is None else f"{minute // 60:02}:{minute % 60:02}"


def _text(row: Mapping[Hashable, Any]) -> str:
    """One text of what the columns of a row say; dates are no times."""
    said = {str(name): str(value).strip() for name, value in row.items() if pd.notna(value)}
    said = {name: value for name, value in said.items() if value and not _DATE.fullmatch(value)}
    begin, end = said.get("begins", ""), said.get("ends", "")
    span = f"{begin} – {end}" if begin and end else begin or (end and f"bis {end}")
    return " ".join(one for one in (said.get("weekdays"), said.get("times"), span) if one)
