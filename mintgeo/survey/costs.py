"""Free text on costs → what is paid, how much, for what."""

import re
from dataclasses import dataclass
from typing import Final

from mintgeo.survey.notes import Notes

_FREE: Final = re.compile(
    r"\b(?:kostenlos\w*|kostenfrei\w*|gratis|umsonst|unentgeltlich|gebührenfrei|beitragsfrei|frei|free"
    r"(?: of charge)?|keine?(?: kosten| gebühren?| teilnahmegebühr)?|nichts|no (?:cost|fee|"
    r"charge)s?|none|nein|"
    r"ohne kosten|for free)\b",
    re.IGNORECASE,
)
_DONATION: Final = re.compile(r"\bspenden?\w*|\bdonations?\b|pay what you", re.IGNORECASE)
_REQUEST: Final = re.compile(
    r"\b(?:auf|nach|per)\s+(?:\w+\s+)?(?:anfrage|absprache|vereinbarung|aufwand)|\bje nach\b|"
    r"variabel|variier\w*|"
    r"unterschiedlich|individuell|verhandelbar|\bn\.\s?v\.|on request|varies|by arrangement|upon "
    r"request|"
    r"noch offen|tbd|verschieden",
    re.IGNORECASE,
)
_FOREIGN: Final = re.compile(
    r"\b(?:chf|sfr|usd|gbp|pln|czk|dkk|franken|dollar|pfund)\b|[$£¥]", re.IGNORECASE
)
_NUMBER: Final = r"(?:\d{1,3}(?:[.\s']\d{3})+|\d+)(?:[.,]\d{1,2})?"
_AMOUNT: Final = re.compile(
    rf"(?:€|eur(?:o)?\b)?\s*({_NUMBER})(?:\s*,-+|,–)?\s*(?P<sign>€|eur(?:o|os)?\b|cent\b|ct\b)?",
    re.IGNORECASE,
)
_RANGE: Final = re.compile(r"\d\s*(?:€|eur(?:o)?)?\s*(?:-|–|—|bis|to)\s*(?:€\s*)?\d", re.IGNORECASE)
_WHAT: Final = {
    "person": (
        r"(?:kind\b|person|p\.|tn\b|teilnehm|schüler|kopf|nase|sus\b|child|pupil|participant|head|"
        r"student|pers\b)"
    ),
    "group": (
        r"(?:gruppe|klasse|schulklasse|kurs\b|workshop|veranstaltung|group|class|course|termin|"
        r"einsatz)"
    ),
    "family": r"famil", "day": r"(?:tag|day)", "hour": r"(?:stunde|std|h\b|hour|ue\b)",
    "month": r"(?:monat|month)", "year": r"(?:jahr|year|schuljahr|halbjahr)",
}  # fmt: skip
_EACH: Final = (
    r"(?:\b(?:pro|je|per|p\.|für (?:eine?n?|jedes|jede)|for (?:a|each)|a|an|each)\s*|/\s*)"
)
_PER: Final = {code: re.compile(_EACH + what, re.IGNORECASE) for code, what in _WHAT.items()}
_LATER: Final = re.compile(
    r"\b(?:material\w*|verpflegung|mittagessen|essen|fahrt\w*|mitglied\w*|members?|ermäßigt\w*|nichtmitglied\w*|"
    r"lunch|anreise)\b",
    re.IGNORECASE,
)
_MONTHLY: Final = (
    (re.compile(r"\bmonatlich|monthly", re.IGNORECASE), "month"),
    (re.compile(r"\bjährlich|yearly", re.IGNORECASE), "year"),
)
_MOST: Final = 2_000.0
_CENTS: Final = 100


@dataclass(kw_only=True)
class Cost:
    """What an offer costs, as columns of ``OFFERS``."""

    cost: str | None = None
    cost_eur: float | None = None
    cost_max_eur: float | None = None
    cost_per: str | None = None


def cost_of(text: str, notes: Notes) -> Cost:
    """What a text on costs says."""
    if _FOREIGN.search(text):
        notes.add("survey.cost_odd", cell=text)
        return Cost()
    amounts = [_euros(one) for one in _AMOUNT.finditer(text)]
    priced = [one for one in amounts if one > 0]
    out = Cost(cost_per=_per(text) if priced else None)
    free = _FREE.search(text) is not None or (bool(amounts) and not priced)
    if free and priced and not _LATER.search(text):
        notes.add("survey.cost_contradicts", cell=text)
        return Cost()
    if priced and not free:
        out.cost, out.cost_eur, out.cost_max_eur = "paid", min(priced), max(priced)
        _look(text, priced, notes)
    elif free:
        out.cost = "free"
        if priced:
            notes.add("survey.cost_several", cell=text, low=0, high=max(priced))
            out.cost, out.cost_eur, out.cost_max_eur = "paid", 0.0, max(priced)
    elif _DONATION.search(text):
        out.cost = "donation"
    elif _REQUEST.search(text):
        out.cost = "on_request"
    else:
        notes.add("survey.cost_odd", cell=text)
    return out


def _look(text: str, priced: list[float], notes: Notes) -> None:
    if max(priced) > _MOST:
        notes.add("survey.cost_unlikely", cell=text)
    if len(set(priced)) > 1 and not (len(priced) == 2 and _RANGE.search(text)):  # noqa: PLR2004
        notes.add("survey.cost_several", cell=text, low=min(priced), high=max(priced))


def _euros(found: re.Match[str]) -> float:
    whole, _, cents = re.sub(r"[.,](?=\d{1,2}$)", "#", found[1]).partition("#")
    value = float(re.sub(r"\D", "", whole) or 0) + (float(f"0.{cents}") if cents else 0)
    return value / _CENTS if (found["sign"] or "").casefold() in ("cent", "ct") else value


def _per(text: str) -> str | None:
    for code, pattern in _PER.items():
        if pattern.search(text):
            return code
    return next((code for pattern, code in _MONTHLY if pattern.search(text)), None)
