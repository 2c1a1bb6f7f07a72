"""Free text on when an offer takes place → days, times, rhythm, dates."""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from mintgeo._schema.values import WEEKDAYS
from mintgeo.read.times import SEPARATOR, When, clock, when_of
from mintgeo.survey.dates import backwards, days_in
from mintgeo.survey.notes import Notes

_NTH: Final = (
    r"(?:erste[nr]?|zweite[nr]?|dritte[nr]?|vierte[nr]?|letzte[nr]?|1st|2nd|3rd|4th|first|second|third|fourth|"
    r"last|[1-5]\.)"
)
_NTHS: Final = rf"{_NTH}(?:\s*(?:und|&|,|\+|and)\s*{_NTH})*"
_DAYS: Final = r"(?=\s+(?:mo|di|mi|do|fr|sa|so|tu|we|th|su)\w*)"
_WORDS: Final = {
    "fortnightly": (
        r"alle (?:zwei|2) wochen|alle 14 tage|14[- ]?täg(?:ig|lich)|vierzehntägig|"
        r"zweiwöchentlich|2-wöchentlich|jede (?:zweite|2\.) woche|"
        r"every (?:two|2|other|second) weeks?|fortnightly|biweekly|"
        rf"(?:jede[nrm]?|an jedem|every) (?:zweite[nr]?|2\.|second|2nd|other){_DAYS}"
        r"(?!.*(?:monat|month))"
    ),
    "monthly": (
        rf"(?:jeden|jeder|am|an jedem|every|on the|immer am)?\s*{_NTHS}{_DAYS}|"
        r"(?:im|des|eines jeden|in jedem|jeden|pro) monats?|"
        r"(?:1\s?x|(?:ein|zwei)mal)?\s*monatlich|of (?:the|each|every) month|"
        r"monthly|once a month|each month"
    ),
    "yearly": r"(?:einmal|1\s?x)?\s*(?:pro|im) jahr|jährlich|yearly|annual(?:ly)?|once a year",
    "weekly": (
        r"wöchentlich|jede woche|(?:einmal|1\s?x)?\s*(?:pro|in der) woche|weekly|every week|"
        r"once a week"
    ),
    "once": r"einmalig\w*|einzeltermin|once(?! a)",
    "on_request": (
        r"(?:termine?\s*)?(?:nach|auf|in|per)\s+(?:\w+\s+)?"
        r"(?:vereinbarung|absprache|anfrage|wunsch|anmeldung|bedarf)|\bn\.\s?v\.|flexibel|"
        r"jederzeit|individuell\w*|by (?:arrangement|appointment|agreement)|"
        r"(?:up)?on (?:request|demand)|any ?time|flexible|auf abruf"
    ),
}
_RHYTHMS: Final = {
    code: re.compile(rf"(?<!\w)(?:{words})", re.IGNORECASE) for code, words in _WORDS.items()
}
_AGAIN: Final = re.compile(
    r"\b(?:(?:mon|diens|donners|frei|sams|sonn)tags|mittwochs|sonnabends|jeden?|every|bis|until)\b",
    re.IGNORECASE,
)
"""A date beside it is the first or the last one: "mittwochs bis 3.12."."""
_OFTEN: Final = re.compile(
    r"\b(?:(?:[2-9]|1\d)\s?(?:x|mal)|(?:zwei|drei|vier|fünf|sechs)\s?mal|twice|\w+ times)\s+"
    r"(?:(?:pro|im|a|per|each)\s+)?(?:jahr|jährlich|year)",
    re.IGNORECASE,
)
"""More than once a year is no rhythm of ours."""
_HOLIDAYS: Final = re.compile(
    r"(?:\w+-\s*(?:,|und|oder)\s*)*\b(?:sommer|oster|herbst|winter|weihnachts|pfingst|schul)ferien\w*(?:\s+20\d\d)?|"
    r"\b(?:summer|easter|autumn|winter|christmas|school) (?:holidays?|vacations?|break)|ferienzeit|"
    r"\bferien(?:woche|tag)\w*",
    re.IGNORECASE,
)
_NOISE: Final = re.compile(
    r"\b(?:ganzjährig|das ganze jahr|all year(?: round)?|ca|circa|etwa|jeweils|je|immer|termine?|"
    r"regelmäßig|"
    r"regularly|meist(?:ens)?|in der regel|usually|auch|mit anmeldung|nachmittags|vormittags|"
    r"abends)\b\.?|\b(?:außer|except)\b(?!\s*(?:in|ferien|(?:an|am|on)\s|(?:mo|di|mi|do|fr|sa|so|tu|we|th|su)))|"
    r"\b\d\s?(?:x|mal)\b|\b\d+(?:[.,]\d+)?\s*(?:minuten|min\.?|stunden|std\.?|hours?|tage|days|wochen|weeks|termine|einheiten)\b",
    re.IGNORECASE,
)
_SINCE: Final = re.compile(
    r"\b(?:ab|seit|beginn\w*|start\w*|from|since|as of)\b\s*:?\s*(?:dem|am)?\s*\d", re.IGNORECASE
)
_MINUTES: Final = re.compile(r"\b(\d{1,2}):(\d{2})\b")
_CLOCKS: Final = re.compile(
    r"\b(\d{1,2})(?:[:.](\d{2}))?\s*(?:uhr|h)?\s*(?:-|–|—|bis|to)\s*(\d{1,2})(?:[:.](\d{2}))?"
    r"(?!\d|[:.]\d)",
    re.IGNORECASE,
)
_TIMED: Final = re.compile(r"\b(\d{1,2})(?:[:.](\d{2}))?\s*(?:uhr|h)\b", re.IGNORECASE)
_EARLY, _LATE, _DAY = 6 * 60, 23 * 60, 24 * 60


@dataclass(kw_only=True)
class Times:
    """When an offer takes place, as columns of ``OFFERS``."""

    days: tuple[str, ...] = ()
    start: int | None = None
    end: int | None = None
    rhythm: str | None = None
    dates: list[date] = field(default_factory=list)
    is_open: bool = False
    """Whether it goes on after the only day that is named: "ab 3.9.2026"."""

    def with_more(self, other: "Times") -> "Times":
        """These, with what only the others say."""
        timed = self if self.start is not None or self.end is not None else other
        return Times(days=self.days or other.days, start=timed.start, end=timed.end,
                     rhythm=self.rhythm or other.rhythm,
                     dates=[*self.dates, *other.dates],
                     is_open=self.is_open or other.is_open)  # fmt: skip

    def columns(self) -> dict[str, object]:
        """Values of the columns."""
        first, last = (min(self.dates), max(self.dates)) if self.dates else (None, None)
        return {
            "days": SEPARATOR.join(self.days) or None,
            "start": clock(self.start), "end": clock(self.end), "rhythm": self.rhythm,
            "date_from": first.isoformat() if first else None,
            "date_to": last.isoformat() if last and not self.is_open else None,
        }  # fmt: skip


def times_of(text: str, notes: Notes) -> Times:
    """What a text on times says; what can't be is said, and left out."""
    out = Times()
    days, rest = days_in(text)
    out.dates = [day for day in days if day is not None]
    out.is_open = len(days) == 1 and _SINCE.search(text) is not None
    if None in days:
        notes.add("survey.date_odd", cell=text)
    elif backwards(text):
        first, last = out.dates
        notes.add("survey.date_order", first=f"{first:%d.%m.%Y}", last=f"{last:%d.%m.%Y}")
        out.dates = []
    for code, pattern in _RHYTHMS.items():
        if pattern.search(rest) and not (code == "yearly" and _OFTEN.search(rest)):
            out.rhythm = out.rhythm or code
            rest = pattern.sub(" ", rest)
    rest = _NOISE.sub(" ", _HOLIDAYS.sub(" ferien ", rest)).strip(" ;,.()-–:+&/")
    if any(letter.isalnum() for letter in rest):
        _when(rest.replace(";", ","), text, out, notes)
    return out


def _when(rest: str, text: str, out: Times, notes: Notes) -> None:
    when = when_of(rest)
    if when is None:
        code = "survey.time_impossible" if _impossible(rest) else "read.times_odd"
        notes.add(code, cell=text)
        return
    out.days, out.start, out.end = when.days, when.start, when.end
    if len(out.dates) == 1 and not (
        out.is_open or out.rhythm or _AGAIN.search(text) or _fits(out.dates[0], when)
    ):
        notes.add("survey.day_contradicts", cell=text, date=f"{out.dates[0]:%d.%m.%Y}")
        out.days, out.dates = (), []
    if when.several:
        notes.add("read.times_several", cell=text)
    if _at_night(when):
        notes.add("survey.time_unlikely", cell=text)


def _fits(day: date, when: When) -> bool:
    """Whether a date is on the only day of the week that stands beside it."""
    named = [one for one in when.days if one in WEEKDAYS]
    return len(named) != 1 or WEEKDAYS[day.weekday()] == named[0]


def _impossible(text: str) -> bool:
    """Whether a text names an hour that no day has, or an end before its beginning."""
    timed = [*_TIMED.finditer(text), *_MINUTES.finditer(text)]
    if any(_minutes(one[1], one[2]) is None for one in timed):
        return True
    for one in _CLOCKS.finditer(text):
        start, end = _minutes(one[1], one[2]), _minutes(one[3], one[4])
        if start is None or end is None or start >= end:
            return True
    return False


def _minutes(hour: str, minute: str | None) -> int | None:
    total = int(hour) * 60 + int(minute or 0)
    return total if int(minute or 0) < 60 and total <= _DAY else None  # noqa: PLR2004


def _at_night(when: When) -> bool:
    return (when.start is not None and when.start < _EARLY) or (
        when.end is not None and when.end > _LATE
    )
