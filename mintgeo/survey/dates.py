"""Days as people and spreadsheets write them, and spans that a spreadsheet took for days."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Final

_MONTHS: Final = {
    name: number
    for number, names in enumerate((
        "januar jänner january jan", "februar february feb", "märz maerz march mrz mar mär",
        "april apr", "mai may", "juni june jun", "juli july jul", "august aug",
        "september sept sep", "oktober october okt oct", "november nov",
        "dezember december dez dec",
    ), start=1)
    for name in names.split()
}  # fmt: skip
_MONTH: Final = "|".join(sorted(_MONTHS, key=len, reverse=True))
_ISO: Final = re.compile(r"\b(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00)?\b|T(?=\d)|\b)")
"""Midnight is what a spreadsheet puts behind a day; any other time is one."""
_GERMAN: Final = re.compile(r"\b(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d{2})?(?!\d)")
_SLASHED: Final = re.compile(r"\b(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})\b")
_NAMED: Final = re.compile(
    rf"\b(\d{{1,2}})(?:st|nd|rd|th)?[.\s-]*({_MONTH})\b\.?,?\s*(\d{{4}})?", re.IGNORECASE
)
_ENGLISH: Final = re.compile(
    rf"\b({_MONTH})\b[.\s-]*(\d{{1,2}})(?:st|nd|rd|th)?,?(?:\s+(\d{{4}}))?(?!\d)", re.IGNORECASE
)
_FIRST_OF_SPAN: Final = re.compile(
    r"\b(\d{1,2})\.(?:\s?(\d{1,2})\.)?\s*(?:-|–|—|bis|/|\+|&|und|u\.)\s*((?:[^\W\d_]+[.,]*\s+)?)"
    r"(?=\d{1,2}\.\s?(\d{1,2})\.\s?(\d{4}|\d{2})(?!\d))"
)
_TO: Final = re.compile(
    r"\s*(?:-|–|—|bis(?: zum)?|to|until)\s*(?:[^\W\d_]+[.,]?\s*)?", re.IGNORECASE
)
"""What stands between the ends of a time; before the last there may be a day of the week."""
_CLOCK: Final = re.compile(r" ?\d{2}:\d{2}(?::\d{2})?")
_CENTURY: Final = 2000
_DAY, _SHORT = 31, 2
_FORMS: Final = ("%d.%m.%Y %H:%M:%S", "%d.%m.%Y %H:%M", "%d.%m.%Y", "%d.%m.%y %H:%M:%S",
                 "%d.%m.%y %H:%M", "%Y/%m/%d %H:%M:%S", "%Y/%m/%d %I:%M:%S %p")  # fmt: skip
_ZONE: Final = re.compile(r"\s+(?:[A-Z]{3,5}|(?:GMT|UTC)\s?[+-]\d{1,2}(?::?\d{2})?)$")
"""What Google Forms puts behind a time: "MESZ", "GMT+2"."""
_EARLIEST, _LATEST = 1990, 2100
_LEAD: Final = re.compile(
    r"(?:\b(?:am|ab|vom|von|bis(?: zum)?|zum|on|from|until|to|since|seit|start|"
    r"beginn)\b\s*:?\s*)?$",
    re.IGNORECASE,
)
Part = tuple[int, int, date | None]
"""Where a day stands in a text, and which it is; None if there is no such day, or no year."""


def span_of_date(text: str) -> tuple[float, float] | None:
    """The span that a spreadsheet took for a day: 5-7 became 5 July, or 7 May.

    Examples
    --------
    >>> span_of_date("2026-07-05"), span_of_date("8. Okt"), span_of_date("Klasse 5")
    ((5.0, 7.0), (8.0, 10.0), None)
    """
    text = text.strip()
    if (iso := _ISO.match(text)) is not None and not _CLOCK.sub("", text[iso.end() :]):
        one, two = int(iso[2]), int(iso[3])
    elif (named := _NAMED.fullmatch(text)) is not None:
        one, two = int(named[1]), _MONTHS[named[2].casefold()]
    elif (named := _ENGLISH.fullmatch(text)) is not None:
        one, two = _MONTHS[named[1].casefold()], int(named[2])
    elif (german := _GERMAN.fullmatch(text)) is not None and german[3]:
        one, two = int(german[1]), int(german[2])
    else:
        return None
    return float(min(one, two)), float(max(one, two))


def days_in(text: str) -> tuple[list[date | None], str]:
    """The days that a text names, None for one that is none, and the text without them.

    Examples
    --------
    >>> days_in("Sa, 9.5.2026, 10-16 Uhr")
    ([datetime.date(2026, 5, 9)], 'Sa, ; , 10-16 Uhr')
    >>> days_in("31.2.2026")[0], days_in("3.–7.8.2026")[0]
    ([None], [datetime.date(2026, 8, 3), datetime.date(2026, 8, 7)])
    """
    text = _FIRST_OF_SPAN.sub(lambda one: f"{one[1]}.{one[2] or one[4]}.{one[5]} - {one[3]}", text)
    parts = sorted(_parts(text))
    days, rest, at = [], "", 0
    for begin, end, day in parts:
        if begin < at:
            continue
        days.append(day)
        rest += _LEAD.sub("", text[at:begin].rstrip(" -–—")) + " ; "
        at = end
    return days, (rest + text[at:]).strip(" ;")


def backwards(text: str) -> bool:
    """Whether a text names two days as the ends of a time, the last one first.

    Examples
    --------
    >>> backwards("5.2.2027 - 1.2.2027"), backwards("5.2.2027, 1.2.2027")
    (True, False)
    """
    parts = sorted(_parts(text))
    if len(parts) != 2:  # noqa: PLR2004
        return False
    (_, end, first), (begin, _, last) = parts
    if first is None or last is None:
        return False
    return first > last and _TO.fullmatch(text[end:begin]) is not None


def _parts(text: str) -> Iterator[Part]:
    for one in _ISO.finditer(text):
        yield one.start(), one.end(), _day(one[1], one[2], one[3])
    for one in _GERMAN.finditer(text):
        if one[3] or int(one[2]) <= 12:  # noqa: PLR2004
            yield one.start(), one.end(), _day(one[3], one[2], one[1])
    for one in _SLASHED.finditer(text):
        month, day = (one[1], one[2]) if int(one[2]) > 12 else (one[2], one[1])  # noqa: PLR2004
        sure = max(int(one[1]), int(one[2])) > 12 or one[1] == one[2]  # noqa: PLR2004
        yield one.start(), one.end(), _day(one[3], month, day) if sure else None
    for one in _NAMED.finditer(text):
        yield one.start(), one.end(), _day(one[3], _MONTHS[one[2].casefold()], one[1])
    for one in _ENGLISH.finditer(text):
        yield one.start(), one.end(), _day(one[3], _MONTHS[one[1].casefold()], one[2])


def _day(year: str | None, month: str | int, day: str) -> date | None:
    if year is None:
        return None
    number = int(year) + _CENTURY * (len(year) == _SHORT)
    try:
        found = date(number, int(month), int(day))
    except ValueError:
        return None
    return found if _EARLIEST <= found.year <= _LATEST else None


def moment(text: str) -> str:
    """A time of submission as ISO writes it; as it stands where it is none.

    Examples
    --------
    >>> moment("04.05.2026 09:00:00"), moment("2026/05/12 3:04:05 PM MESZ"), moment("neulich")
    ('2026-05-04T09:00:00', '2026-05-12T15:04:05', 'neulich')
    """
    plain = _ZONE.sub("", text.strip())
    for form in _FORMS:
        try:
            return datetime.strptime(plain, form).isoformat()  # noqa: DTZ007
        except ValueError:
            continue
    try:
        return datetime.fromisoformat(plain).replace(microsecond=0).isoformat()
    except ValueError:
        return text
