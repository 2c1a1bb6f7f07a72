"""Ages and grades in one cell → youngest and oldest in years."""

import re
from typing import Final

import pandas as pd

from mintgeo.findings import Gathered

_UNIT: Final = r"(?:jahren?|j\.?|years?|yrs?|klassen?|kl\.?|jahrgangsstufen?|jgst\.?|grades?)?"
_SPAN: Final = re.compile(
    rf"(\d{{1,3}})\.?\s*{_UNIT}\s*(?:-|–|—|bis|to|/)\s*(\d{{1,3}})\.?\s*{_UNIT}", re.IGNORECASE
)
_FROM: Final = re.compile(
    rf"(?:(?:ab|von|from|mind\.?|mindestens|>=?|≥)\s*{_UNIT}\s*(\d{{1,3}})\.?\s*{_UNIT}|(\d{{1,3}})\s*\+)",
    re.IGNORECASE,
)
_TO: Final = re.compile(
    rf"(?:bis|up to|max\.?|maximal|<=?|≤)\s*{_UNIT}\s*(\d{{1,3}})\.?\s*{_UNIT}", re.IGNORECASE
)
_ONE: Final = re.compile(rf"{_UNIT}\s*(\d{{1,3}})\.?\s*{_UNIT}", re.IGNORECASE)
_PLAIN: Final = re.compile(r"\d{1,3}(?:\s?[-–]\s?\d{1,3})?")
"""Years as anybody writes them: nothing that must be said was read into them."""
_LABEL: Final = re.compile(
    r"^(?:alter|altersgruppe|klassen?(?:stufen?)?|kl\.?)\s*:?\s*", re.IGNORECASE
)
FIRST_GRADE: Final = 5
"""Children of grade g are mostly g + 5 to g + 6 years old."""
OLDEST, LAST_GRADE = 120, 13
Span = tuple[float | None, float | None]


def span_of(text: str) -> Span | None:
    """Youngest and oldest that a text says.

    Examples
    --------
    >>> span_of("8-12 Jahre"), span_of("ab 10"), span_of("bis 14 J."), span_of("alle")
    ((8.0, 12.0), (10.0, None), (None, 14.0), None)
    """
    text = _LABEL.sub("", text.strip())
    if (found := _SPAN.fullmatch(text)) is not None:
        low, high = float(found[1]), float(found[2])
        return (low, high) if low <= high else None
    if (found := _FROM.fullmatch(text)) is not None:
        return float(found[1] or found[2]), None
    if (found := _TO.fullmatch(text)) is not None:
        return None, float(found[1])
    if (found := _ONE.fullmatch(text)) is not None:
        return float(found[1]), float(found[1])
    return None


def ages(cells: pd.Series, gathered: Gathered, *, column: str) -> tuple[pd.Series, pd.Series]:
    """Youngest and oldest of every cell of ``ages`` or ``grades``.

    What can't be read is said, and how others were read; but for plain years ("8-12").
    """
    grades = column == "grades"
    spans = [_in_years(str(cell), grades=grades) if pd.notna(cell) else None for cell in cells]
    read = pd.Series([span is not None for span in spans], index=cells.index)
    low = pd.Series([span[0] if span else None for span in spans], index=cells.index, dtype=float)
    high = pd.Series([span[1] if span else None for span in spans], index=cells.index, dtype=float)
    plain = cells.astype("str").str.strip().str.fullmatch(_PLAIN).fillna(False).astype(bool)
    named = {"low": low.map(_said), "high": high.map(_said)}
    gathered.add(read & (grades | ~plain), "read.ages_read", column=column, cell=cells, **named)
    gathered.add(cells.notna() & ~read, "read.ages_odd", column=column, cell=cells)
    return low, high


def _in_years(text: str, *, grades: bool) -> Span | None:
    span = span_of(text)
    most = LAST_GRADE if grades else OLDEST
    if span is None or any(end is not None and end > most for end in span):
        return None
    return years_of(span) if grades else span


def years_of(grades: Span) -> Span:
    """How old children of these grades mostly are."""
    low, high = grades
    return (
        None if low is None else low + FIRST_GRADE,
        None if high is None else high + FIRST_GRADE + 1,
    )


def _said(value: float) -> str:
    return "…" if pd.isna(value) else f"{value:g}"
