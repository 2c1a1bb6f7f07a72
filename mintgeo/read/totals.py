"""Rows that are none of the list: totals under all names and under none, headings, averages."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mintgeo.read.footnotes import PLACED
from mintgeo.read.heads import NUMBER

Flags = NDArray[np.bool_]
Counted = Callable[[pd.Series], pd.Series]
Why = tuple[str, dict[str, Any]]

_PEOPLE: Final = (
    r"(?:kinder|personen|teilnehm\w*|tn|schüler\w*|besuch\w*|anmeldungen|einträge|datensätze|zeilen|"
    r"einrichtungen|angebote|vereine|schulen|participants|people|rows|entries)"
)
_COUNTED: Final = re.compile(rf"\s*\d+\s+{_PEOPLE}\s*", re.IGNORECASE)
"""A number with what is counted: "4 Angebote" beside "Summe"."""
_TOTAL: Final = re.compile(
    r"\W*(?:(?:zwischen|gesamt|end|teil|haupt|tages|wochen|monats|quartals|jahres|seiten|gruppen|"
    r"kreis|spalten|haupt|neben)?(?:summen?|ergebnis|sum)\b"
    r"|(?:in |die )?(?:gesamt|ges)(?:zahl|anzahl|betrag|wert)?\b|insgesamt\b|(?:in|im) summe\b"
    r"|(?:grand |sub[- ]?)?totals?\b|zusammen\b|alle(?: (?:zusammen|" + _PEOPLE + r")\b|\W*$)"
    r"|(?:gesamt)?anzahl\b\s*(?:der )?" + _PEOPLE + r"?\s*(?:gesamt|insgesamt)?\s*[:=]?\s*$"
    r"|" + _PEOPLE + r"\s+(?:gesamt|insgesamt|total|zusammen)\b|overall\b|altogether\b|in total\b"
    r"|[σ∑])"
)  # fmt: skip
_CARRIED: Final = re.compile(r"\W*(?:übertrag|vortrag|saldovortrag|carried|brought)\b")
_AVERAGE: Final = re.compile(
    r"\W*(?:durchschnitt\w*|im durchschnitt|mittelwert|mittel|ø|⌀|∅|schnitt|average|mean|avg|"
    r"median|minimum|maximum|min|max|prozent|anteil|quote|in prozent|in %)(?:\b|(?<=[ø⌀∅])|(?<=%))"
)
_OF_WHICH: Final = re.compile(r"\W*(?:davon|darunter|hiervon|of which|thereof|including)\b")
_PARTS: Final = (
    (_OF_WHICH, "list.of_which"), (_CARRIED, "list.carried"), (_AVERAGE, "list.average"),
)  # fmt: skip
_AREA: Final = re.compile(
    r"(?:land)?kreis|(?:verbands|samt|einheits)?gemeinde|stadt|amt|amtsbereich|region|bezirk|bundesland|"
    r"land|gruppe|kurs|klasse|team|abteilung|woche|block|teil|tag|station|termin|freistaat|hansestadt|"
    r"montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|januar|februar|märz|april|mai|juni|"
    r"juli|august|september|oktober|november|dezember|vormittag|nachmittag|kategorie|bereich|ort|"
    r"verwaltungsgemeinschaft|regierungsbezirk|stadtteil|ortsteil|county|district|group|day|week"
)
_HEADING: Final = re.compile(rf"(?:{_AREA.pattern})\b.*|[^:]{{2,60}}:", re.DOTALL)
_POSTCODE: Final = r"\d{4,5}"


@dataclass(frozen=True, kw_only=True)
class Others:
    """Rows that are none of the list, by position, and why; and those that may be none."""

    why: dict[int, Why]
    doubtful: Flags


def other_rows(cells: pd.DataFrame, people: Counted | None) -> Others:
    """Find totals and their kin, then headings between the rows.

    ``people`` turns the column ``count`` into numbers; without it totals are not checked.
    """
    texts = cells.drop(columns="_row")
    kinds = _labelled(cells, texts)
    totals = np.array([kind == "list.total" for kind in kinds], dtype=bool)
    others = np.array([kind is not None for kind in kinds], dtype=bool)
    if people is not None and "count" in cells.columns:
        unnamed = _unnamed(cells, texts, others, people)
        totals, others = totals | unnamed, others | unnamed
    why: dict[int, Why] = {at: (kind, {}) for at, kind in enumerate(kinds) if kind}
    if people is not None and "count" in cells.columns and totals.any():
        why |= _checked(cells, totals, others, people)
    headings, doubtful = _headings(cells, texts, others)
    why |= {int(at): ("list.heading", {}) for at in np.flatnonzero(headings)}
    return Others(why=why, doubtful=doubtful)


def _labelled(cells: pd.DataFrame, texts: pd.DataFrame) -> list[str | None]:
    """What the only words of a row say, if they are no words of a row of the list."""
    free = np.ones(len(cells), dtype=bool)
    if "postcode" in cells.columns:
        code = cells["postcode"].str.fullmatch(_POSTCODE).fillna(value=False)
        free &= ~code.to_numpy(dtype=bool)
    rows = texts.astype(object).to_numpy()
    return [_kind(row) if may else None for row, may in zip(rows, free, strict=True)]


def _kind(row: NDArray[Any]) -> str | None:
    texts = [cell for cell in row if isinstance(cell, str) and not _is_number(cell)]
    words = [cell for cell in texts if not _COUNTED.fullmatch(cell)]
    if not words or len(words) > 2:  # noqa: PLR2004
        return None
    kinds = [_said(word.casefold()) for word in words]
    return kinds[0] if all(kinds) else None


def _said(word: str) -> str | None:
    for pattern, code in _PARTS:
        if pattern.match(word):
            return code
    return "list.total" if _TOTAL.match(word) else None


def _is_number(cell: str) -> bool:
    bare = re.sub(r"[\s'’.,%€]|^[=~≈]", "", cell)
    return bool(NUMBER.fullmatch(bare)) or not bare


def _unnamed(cells: pd.DataFrame, texts: pd.DataFrame, others: Flags, people: Counted) -> Flags:
    """Rows of nothing but numbers whose count is the sum of the rows above them.

    Two rows at least must have been summed, and everything below must be such a row too.
    """
    out = np.zeros(len(cells), dtype=bool)
    numbers = texts.apply(lambda column: column.map(_bare_number)).to_numpy(dtype=bool)
    placed = [name for name in cells.columns if name in PLACED]
    bare = numbers.all(axis=1) & cells[placed].isna().all(axis=1).to_numpy()
    bare &= cells["count"].notna().to_numpy()
    counts = people(cells["count"]).to_numpy()
    kept = 0
    since = overall = 0
    for at in range(len(cells)):
        if bare[at] and kept > 1 and counts[at] in (since, overall) and counts[at] > 1:
            out[at], since = True, 0
        elif not others[at]:
            kept, since, overall = kept + 1, since + counts[at], overall + counts[at]
    return out


def _bare_number(cell: object) -> bool:
    return not isinstance(cell, str) or _is_number(cell)


def _checked(cells: pd.DataFrame, totals: Flags, others: Flags, people: Counted) -> dict[int, Why]:
    """Compare every total with the rows above it: all of them, or those since the last subtotal."""
    counts = people(cells["count"]).to_numpy()
    said = people(cells["count"]).where(cells["count"].notna()).to_numpy(dtype=float)
    checked: dict[int, Why] = {}
    since = overall = 0.0
    for at, is_total in enumerate(totals):
        if not others[at]:
            since, overall = since + counts[at], overall + counts[at]
        if is_total:
            value = said[at]
            if value in (since, overall):
                checked[at] = ("list.total_right", {"total": value})
            elif not np.isnan(value):
                checked[at] = ("list.total_wrong", {"total": value, "found": overall})
            since = 0.0
    return checked


def _headings(cells: pd.DataFrame, texts: pd.DataFrame, others: Flags) -> tuple[Flags, Flags]:
    """Headings between the rows, and rows that look like one but may be somebody with only a name.

    A heading stands alone in its row, above a row of the list, where the rows themselves have more.
    It is certain if it says what it is ("Landkreis …", "…:"), or stands where numbers stand, or has
    no count where every row of the list has one.
    """
    none = np.zeros(len(cells), dtype=bool)
    placed = [name for name in cells.columns if name in PLACED]
    if not placed or texts.shape[1] < 2:  # noqa: PLR2004
        return none, none
    filled = texts.notna().to_numpy()
    there = cells[placed].notna().any(axis=1).to_numpy() & ~others
    alone = (filled.sum(axis=1) == 1) & ~others
    full = there & ~alone
    if not full.any():
        return none, none
    last = int(np.flatnonzero(full)[-1])
    candidates = alone & (np.arange(len(cells)) < last)
    numbered = _numbered(texts, full)
    counted = "count" in cells.columns and cells["count"].notna().to_numpy()[full].all()
    sure, doubtful = none.copy(), none.copy()
    for at in map(int, np.flatnonzero(candidates)):
        column = int(filled[at].argmax())
        name, text = texts.columns[column], str(texts.iat[at, column])
        says = _HEADING.fullmatch(text.casefold()) is not None
        if name in ("postcode", "place", "lat", "lon", "latlon"):
            sure[at] = says and counted and name == "place"
        elif name != "count" and not _is_number(text):
            sure[at] = bool(says or column in numbered or counted)
            doubtful[at] = not sure[at] and name not in PLACED
    return sure, doubtful


def _numbered(texts: pd.DataFrame, full: Flags) -> set[int]:
    """Columns in which every full row has a number."""
    number = texts[full].apply(lambda column: column.map(_is_text_number))
    return {at for at in range(texts.shape[1]) if number.iloc[:, at].all()}


def _is_text_number(cell: object) -> bool:
    return isinstance(cell, str) and _is_number(cell)
