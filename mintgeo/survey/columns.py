"""The columns of a sheet of answers: what each asks, or which choice of a question it is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from openpyxl.utils.cell import get_column_letter

from mintgeo.read.folding import folded
from mintgeo.read.times import when_of
from mintgeo.survey.contacts import says_nothing, yes_or_no
from mintgeo.survey.costs import cost_of
from mintgeo.survey.fields import CHOSEN, IGNORED, JOINED
from mintgeo.survey.headers import Meant, meant
from mintgeo.survey.notes import Notes
from mintgeo.survey.overrides import Overrides
from mintgeo.survey.venues import venue_of
from mintgeo.survey.vocabulary import find

_CHOICE: Final = re.compile(r"^(?P<question>.*?\S)\s*\[(?P<choice>[^\[\]]+)\]\s*$", re.DOTALL)
_TAIL: Final = re.compile(
    r"^(?P<question>.+?)\s*(?:[:/|>»]|\s[-–—])\s+(?P<choice>[^:/|]+)$", re.DOTALL
)
_MANY: Final = frozenset({*CHOSEN, "venues", "weekdays", "times", "rhythm", "cost"})
"""Fields that can be asked as one column per choice."""
_LISTED: Final = frozenset({*CHOSEN, "weekdays"})
_BRACKETS: Final = re.compile(r"\([^)]*\)")
_OTHER: Final = re.compile(r"sonstige|andere|other|weitere|freitext", re.IGNORECASE)
_STARTS: Final = frozenset(
    {("startzeit",), ("start", "zeit"), ("start", "time"), ("starttime",), ("startdate",)}
)
"""When somebody began to answer, where a tool says beside it when they ended."""
_OF_TOOLS: Final = frozenset({"fertigstellungszeit", "completion", "submitdate"})
_CROSSED: Final = 0.5
_SURE: Final = 80
"""Least score of a title beside which others that only mention an offer are none."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One column: where it is, what it asks, and how that is known.

    ``choice`` is the choice whose crosses the column holds, if it is a column of one; ``turned`` is
    whether it is a row, with an offer in every column.
    """

    place: int
    header: str
    field: str = ""
    choice: str = ""
    how: str = "none"
    score: float = 0
    turned: bool = False

    @property
    def letters(self) -> str:
        """The column as spreadsheets call it, or the number of the row."""
        return str(self.place) if self.turned else get_column_letter(self.place)

    @property
    def is_free(self) -> bool:
        """Whether the choice is any other, which texts may say."""
        return bool(self.choice) and _OTHER.search(self.choice) is not None


def columns_of(
    headers: Sequence[tuple[int, str | None]],
    rows: Sequence[Sequence[str | None]],
    file: str,
    overrides: Overrides,
    *,
    turned: bool = False,
) -> list[Asked]:
    """What the columns of a sheet ask: their places and headers, and the cells below."""
    out = []
    for at, (place, header) in enumerate(headers):
        cells = [text for row in rows if (text := row[at])]
        text = " ".join((header or "").split())
        column = Asked(place=place, header=text, turned=turned)
        given = overrides.find(file, text) if text else None
        if given is not None:
            out.append(replace(column, field=given, how="given", score=100))
        else:
            out.append(_understood(column, header or "", cells))
    return _told_apart(out)


def _understood(column: Asked, header: str, cells: list[str]) -> Asked:
    for pattern in (_CHOICE, _TAIL):
        parts = pattern.match(header.strip())
        if parts and (asked := meant(parts["question"])) and asked.field in _MANY:
            choice = " ".join(parts["choice"].split())
            if asked.field == "cost" and not _says("cost", choice):
                continue
            one = _as(column, asked, choice)
            if _is_crossed(cells) or (pattern is _CHOICE and _is_open(one, cells)):
                return one
    whole = meant(header)
    if whole is not None and whole.field in _MANY and _is_crossed(cells):
        choice = _last_choice(header, whole.field)
        return _as(column, whole, choice if _says(whole.field, choice) else "")
    if whole is None and _is_day(header):
        return replace(column, field="times", choice=header, how="content", score=80)
    if (whole is None or whole.field not in _MANY) and _is_crossed(cells):
        for name, lists in CHOSEN.items():
            if find(header, lists) is not None:
                return replace(column, field=name, choice=header, how="content", score=80)
    return column if whole is None else _as(column, whole, "")


def _as(column: Asked, asked: Meant, choice: str) -> Asked:
    how = "ignored" if asked.field == IGNORED else asked.how
    return replace(column, field=asked.field, choice=choice, how=how, score=asked.score)


def _is_crossed(cells: list[str]) -> bool:
    """Whether most cells only say yes or no."""
    said = [text for text in cells if not says_nothing(text)]
    return bool(said) and sum(yes_or_no(text) is not None for text in said) >= _CROSSED * len(said)


def _is_open(one: Asked, cells: list[str]) -> bool:
    """Whether a column of a choice can hold other than crosses: texts, times, or nothing yet."""
    return one.is_free or one.field == "times" or all(map(says_nothing, cells))


def _says(field: str, choice: str) -> bool:
    """Whether a header is an answer itself, as "Online?" is, and "Preis (€)" is not."""
    if field == "cost":
        return cost_of(choice, Notes()).cost is not None
    return field != "venues" or bool(venue_of(choice)[0])


def _last_choice(header: str, field: str) -> str:
    """The choice at the end of a header: "Themen Physik"; "Online?" is one itself."""
    words = _BRACKETS.sub("", header).split()
    if field not in _LISTED:
        return " ".join(words).strip(" ?!.:")
    for size in range(1, len(words)):
        tail = " ".join(words[size:])
        if field in CHOSEN and find(tail, CHOSEN[field]) is not None:
            return tail
    return words[-1] if len(words) > 1 else ""


def _is_day(header: str) -> bool:
    """Whether a header is the name of a day of the week."""
    when = when_of(header) if header.strip().isalpha() else None
    return when is not None and len(when.days) == 1 and when.start is None


def _told_apart(columns: list[Asked]) -> list[Asked]:
    """Columns whose header means another thing beside the others."""
    fields = [one.field for one in columns]
    titled = any(one.field == "title" and one.score >= _SURE for one in columns)
    ends = any(one.field == "submitted" and _OF_TOOLS & set(folded(one.header)) for one in columns)
    out = []
    for one in columns:
        words = folded(one.header)
        if ends and words in _STARTS:
            one = replace(one, field=IGNORED, how="ignored")  # noqa: PLW2901
        if words == ("name",) and fields.count("title") > 1 and one.how != "given":
            free = "provider" if "provider" not in fields else "contact"
            one = replace(one, field=free)  # noqa: PLW2901
        if titled and one.field == "title" and one.score < _SURE:
            one = replace(one, field="", how="none", score=0)  # noqa: PLW2901
        out.append(one)
    return out


def clearest_first(columns: Sequence[Asked]) -> list[int]:
    """Positions of columns in the order in which they fill a field: the plainest header first.

    Fields that put their columns together do so from left to right.
    """

    def rank(at: int) -> float:
        return 0 if columns[at].field in JOINED else -columns[at].score

    return sorted(range(len(columns)), key=rank)
