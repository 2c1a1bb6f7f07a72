"""For whom an offer is, by all columns that say it → groups, ages, grades."""

import re
from typing import Any, Final

from mintgeo.read.ages import LAST_GRADE, OLDEST, years_of
from mintgeo.read.ages import Span as Ends
from mintgeo.survey.audience import NO_ENDS, Audience, audience, groups_of
from mintgeo.survey.notes import Notes

_ENDS: Final = {"age_from": "age", "age_to": "age", "grade_from": "grade", "grade_to": "grade"}
_ASKED: Final = {"audience": "", "ages": "age", "grades": "grade", **_ENDS}
"""Fields that say for whom, and what bare numbers in them are; ends may be words, too."""


def audience_of(texts: dict[str, str], out: dict[str, Any], notes: Notes) -> None:
    """Put for whom an offer is, by all columns that say it, into its values."""
    found = _together(texts, notes)
    ages, grades = found.ages, found.grades
    expected = years_of(grades)
    if ages == NO_ENDS and grades != NO_ENDS:
        ages = expected
    elif _apart(ages, expected):
        notes.at("ages" if "ages" in texts else "age_from", texts.get("ages"))
        notes.add("survey.ages_contradict", ages=_said(ages), grades=_said(grades))
    out["age_from"], out["age_to"] = ages
    out["grade_from"], out["grade_to"] = grades
    out["target_groups"] = list(dict.fromkeys(found.groups)) or groups_of(ages, grades)
    out["special_groups"] = list(dict.fromkeys(found.special))
    out["_audience"] = found.said


def _together(texts: dict[str, str], notes: Notes) -> Audience:
    """What the columns say together; ends of their own go before spans in one cell."""
    found = Audience()
    for name, unit in _ASKED.items():
        text = texts.get(name)
        if text is not None and not (name in _ENDS and _number(text) is not None):
            found.join(audience(text, unit, notes.at(name, text)))
    for unit, most in (("age", OLDEST), ("grade", LAST_GRADE)):
        ends = _from_to(texts, unit, most, notes)
        found.said |= f"{unit}_from" in texts or f"{unit}_to" in texts
        if ends != NO_ENDS:
            setattr(found, f"{unit}s", ends)
    if found.ages == found.grades == NO_ENDS:
        found.take_stages()
    return found


def _from_to(texts: dict[str, str], unit: str, most: float, notes: Notes) -> Ends:
    """Ends that two columns say."""
    ends: list[float | None] = []
    for name in (f"{unit}_from", f"{unit}_to"):
        text = texts.get(name)
        found = _number(text) if text else None
        if text and found is not None and not 0 <= found <= most:
            notes.at(name, text).add("survey.age_unlikely", cell=text)
            found = None
        ends.append(found)
    low, high = ends
    if low is not None and high is not None and low > high:
        notes.at(f"{unit}_from", texts[f"{unit}_from"])
        notes.add("survey.age_order", cell=f"{low:g}–{high:g}")
        return NO_ENDS
    return low, high


def _number(text: str) -> float | None:
    found = re.fullmatch(r"\D*?(-?\d{1,3}(?:[.,](?:0+|5))?)\D*", text)
    return float(found[1].replace(",", ".")) if found else None


def _apart(ages: Ends, others: Ends) -> bool:
    """Whether two spans have nothing in common."""
    if NO_ENDS in (ages, others):
        return False
    low, high = ages[0] or 0, 200 if ages[1] is None else ages[1]
    least, most = others[0] or 0, 200 if others[1] is None else others[1]
    return low > most or high < least


def _said(ends: Ends) -> str:
    return "–".join("…" if end is None else f"{end:g}" for end in ends)
