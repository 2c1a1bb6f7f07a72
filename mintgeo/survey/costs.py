"""Free text on costs → what is paid, how much, for what."""

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from mintgeo.survey.notes import Notes

_FREE: Final = re.compile(
    r"\b(?:kostenlos\w*|kostenfrei\w*|gratis|umsonst|unentgeltlich|gebührenfrei|beitragsfrei|frei|free"
    r"(?: of charge)?|keine?(?: kosten| gebühren?| teilnahmegebühr)?|nichts|no (?:cost|fee|"
    r"charge)s?|none|nein|"
    r"ohne (?:kosten|gebühr\w*|entgelt|beitrag|eintritt)|for free)\b",
    re.IGNORECASE,
)
_NOT_FREE: Final = re.compile(
    r"\b(?:nicht|nie|kein(?:e[nr]?)?|not|never)\s+(?:\w+\s+)?(?:kostenlos\w*|kostenfrei\w*|gratis|umsonst|"
    r"unentgeltlich|gebührenfrei|beitragsfrei|frei|free)\b",
    re.IGNORECASE,
)
_EURO_CENTS: Final = re.compile(
    r"\b(\d{1,3})\s?(?:€|euros?|eur)\s?(\d{2})(?:\s?(?:cent|ct)\b)?(?!\d|[.,]\d|\s*(?:[^\W\d_]|[€%–-]))",
    re.IGNORECASE,
)
"""As it is spoken: "4 Euro 50"."""
_TIMES: Final = re.compile(
    r"\b(?!1\s?[x×m])\d+\s?(?:x|×|mal)\s+(?=(?:€\s*)?\d+(?:[.,]\d+)?\s*(?:€|eur))", re.IGNORECASE
)
"""Several payments: "3 x 20 €"."""
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
_NUMBER: Final = r"(?<!\d)(?<!\d[.,])(?:\d{1,3}(?:[.,\s']\d{3})+|\d+)(?:[.,]\d{1,2})?(?![.,]?\d)"
_BELOW_NOTHING: Final = re.compile(
    rf"\s*(?:€|eur)?\s*[-−–]\s*(?:€\s*)?{_NUMBER}\s*(?:€|eur\w*)?\s*", re.IGNORECASE
)
_AMOUNT: Final = re.compile(
    rf"({_NUMBER})(?P<flat>\s*[,.]-+|,–)?\s*(?P<sign>€|eur(?:o|os)?\b|cent\b|ct\b)?",
    re.IGNORECASE,
)
_ON_TOP: Final = re.compile(
    rf"(?:\+|\bplus\b|\bzzgl\b\.?|\bzuzüglich\b)\s*(?:ca\.?\s*)?(?:€\s*)?(?={_NUMBER})",
    re.IGNORECASE,
)
"""Beside what is not said, so that it is not what is paid: "Eintritt + 2 €"."""
_DASH: Final = re.compile(r"\s*(?:-|–|—|bis(?: zu)?|to)\s*(?:€\s*)?", re.IGNORECASE)
_BETWEEN: Final = re.compile(r"\s*(?:und|and)\s*(?:€\s*)?", re.IGNORECASE)
_IS_BETWEEN: Final = re.compile(r"\b(?:zwischen|between)\b", re.IGNORECASE)
_BEFORE: Final = re.compile(r"(?:€|\beur(?:o)?)\s*$", re.IGNORECASE)
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
    (re.compile(r"\bmonatlich|monthly|\bmonatsbeitrag|\bim monat\b", re.IGNORECASE), "month"),
    (re.compile(r"\bjährlich|yearly|\bjahresbeitrag|\bim jahr\b", re.IGNORECASE), "year"),
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
    if _FOREIGN.search(text) or _TIMES.search(text):
        notes.add("survey.cost_odd", cell=text)
        return Cost()
    text = _EURO_CENTS.sub(r"\1,\2 €", text)
    amounts, is_range = _amounts(text)
    free = _FREE.search(text) is not None and not _NOT_FREE.search(text)
    if not any(signed for _, signed in amounts) and (free or _REQUEST.search(text)):
        amounts = []
    values = [value for value, signed in amounts if signed] or [value for value, _ in amounts]
    priced = [one for one in values if one > 0]
    out = Cost(cost_per=_per(text) if priced else None)
    free = free or (bool(values) and not priced)
    if free and priced and not _LATER.search(text):
        notes.add("survey.cost_contradicts", cell=text)
        return Cost()
    if len(priced) == 1 and not free and _ON_TOP.search(text):
        notes.add("survey.cost_odd", cell=text)
        return Cost()
    if not values:
        out.cost = "free" if free else _unpriced(text)
        if out.cost is None:
            notes.add("survey.cost_odd", cell=text)
    elif not priced:
        out.cost = "free"
    else:
        ends = [0.0, *priced] if free else priced
        out.cost, out.cost_eur, out.cost_max_eur = "paid", min(ends), max(ends)
        _look(text, ends, notes, is_range=is_range and not free)
    return out


def _unpriced(text: str) -> str | None:
    if _DONATION.search(text):
        return "donation"
    return "on_request" if _REQUEST.search(text) else None


def _look(text: str, ends: list[float], notes: Notes, *, is_range: bool) -> None:
    if max(ends) > _MOST or _BELOW_NOTHING.fullmatch(text):
        notes.add("survey.cost_unlikely", cell=text)
    if len(set(ends)) > 1 and not is_range:
        notes.add("survey.cost_several", cell=text, low=min(ends), high=max(ends))


def _amounts(text: str) -> tuple[list[tuple[float, bool]], bool]:
    """Numbers and whether they are euros for sure; and whether they are the ends of one range."""
    found = list(_AMOUNT.finditer(text))
    starts = [0, *(one.end() for one in found)]
    signed = [
        bool(one["sign"] or one["flat"] or _BEFORE.search(text[start : one.start()]))
        for start, one in zip(starts, found, strict=False)
    ]
    joins = [_is_range(text, text[one.end() : two.start()]) for one, two in pairwise(found)]
    for at in range(len(joins) - 1, -1, -1):
        signed[at] |= joins[at] and signed[at + 1]
    values = [(_euros(one), sure) for one, sure in zip(found, signed, strict=True)]
    kept = sum(signed) or len(found)
    return values, any(joins) and kept == 2  # noqa: PLR2004


def _is_range(text: str, between: str) -> bool:
    if _DASH.fullmatch(between):
        return True
    return _IS_BETWEEN.search(text) is not None and _BETWEEN.fullmatch(between) is not None


def _euros(found: re.Match[str]) -> float:
    whole, _, cents = re.sub(r"[.,](?=\d{1,2}$)", "#", found[1]).partition("#")
    value = float(re.sub(r"\D", "", whole) or 0) + (float(f"0.{cents}") if cents else 0)
    return value / _CENTS if (found["sign"] or "").casefold() in ("cent", "ct") else value


def _per(text: str) -> str | None:
    for code, pattern in _PER.items():
        if pattern.search(text):
            return code
    return next((code for pattern, code in _MONTHLY if pattern.search(text)), None)
