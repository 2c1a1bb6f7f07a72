"""Headers of surveys, from single words to whole questions → fields."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Final

from rapidfuzz import fuzz, process

from mintgeo._schema import SITES
from mintgeo.language import LANGUAGES, language
from mintgeo.read.folding import folded
from mintgeo.read.meaning import CLEAR, understood
from mintgeo.survey.elsewhere import Words, asks, is_elsewhere
from mintgeo.survey.fields import BY_NAME, FIELDS, IGNORED, OWNERS

LIKE: Final = 84
"""Least likeness of a misspelled word of a header."""
_SHORTEST, _PART, _INSIDE = 5, 5, 7
_SHORT: Final = re.compile(r"(?<=\w\w\w)(?:(?<![wp])ort|zeit|mail|link)$")
"""Short stems that compounds end in; but for "Antwort" and "Sport"."""
_OF_REGISTRATION: Final = ("anmelde", "bewerbungs", "einsende", "redaktions")
"""What a compound begins with that asks for no time or place of the offer: "Anmeldeschluss"."""
_OTHER_HEAD: Final = re.compile(
    r"(?:(?<!zeit)raum|(?<!zeit)raeume|(?<!eintritts)geld|bedingung|bedingungen|kenntnis|kenntnisse|vereinbarung|(?<!kosten)aufwand|verbindung|vertrag|konto)$|"
    r"(?<!telefon)(?<!handy)(?<!mobil)(?<!phone)(?<!festnetz)(?<!kontakt)nummer$|"
    r"^(?:telefon|sprech|buero|\w*teil|frei|fahr|fahrt|reise|arbeits|lebens|warte|bearbeitungs)zeit(?:en)?$"
)
"""Compounds that are something else than what they begin or end with: "Klassenraum"."""
_FIRST: Final = frozenset({"ab", "von", "from", "min", "minimum", "mindestens", "wenigstens"})
_LAST: Final = frozenset({"bis", "to", "up", "max", "maximum", "hoechstens", "maximal"})
_LOOSE: Final = frozenset({"von", "from", "to"})
"""Words that say an end only first in a header, or beside no more than what it is of."""
_FIRM: Final = (_FIRST | _LAST) - _LOOSE
_TWO: Final = 2
_ENDS: Final = {"ages": ("age_from", "age_to"), "grades": ("grade_from", "grade_to")}
"""Fields of a span → those of its ends, where a header asks for one: "Ab welchem Alter?"."""
_ENOUGH, _ALONE = 3, 4
_LONGEST, _FOLDED = 300, 100
_STOP: Final = re.compile(r"[?!.:]\s")
_BRACKETS: Final = re.compile(r"\s*[(\[][^)\]]*[)\]]")
_REMARK: Final = re.compile(r"[(\[][^)\]\s]+\s[^)\]]*[)\]]")
_APART: Final = re.compile(r"\bfindet\b(?P<what>.*)\bstatt\b", re.IGNORECASE)
_POSTCODE: Final = frozenset({"plz", "postleitzahl", "zip", "zipcode", "postcode", "postltz"})
_WHOLE: Final = frozenset({"adresse", "anschrift", "address", "strasse", "street"})
"""What a postcode is a part of: "Adresse mit PLZ"."""
_ADDRESS: Final = {
    "street": "street", "house_number": "house_number", "postcode": "postcode", "place": "place",
    "district": "district", "state": "state", "lat": "lat", "lon": "lon", "latlon": "latlon",
    "id": IGNORED, "age_min": "age_from", "age_max": "age_to",
}  # fmt: skip
"""What headers of lists of places mean, and which field that is."""


@dataclass(frozen=True, kw_only=True)
class Meant:
    """What a header means, how that is known, and how surely (0–100)."""

    field: str
    how: str
    score: float


@lru_cache(maxsize=10_000)
def meant(header: str) -> Meant | None:
    """What a header of a survey means.

    Examples
    --------
    >>> [meant(text).field for text in ("Wie heißt Ihr Angebot?", "Was kostet es?", "PLZ")]
    ['title', 'cost', 'postcode']
    >>> meant("Tietel"), meant("Getränke")
    (Meant(field='title', how='similar', score=73), None)
    """
    text = header[:_LONGEST].strip()
    if not text:
        return None
    if (name := _headings().get("".join(folded(text)))) is not None:
        return Meant(field=name, how="template", score=100)
    words = Words(_every_word(text), _every_word(_REMARK.sub("", text)))
    return None if is_elsewhere(words.every) else _of_offer(text, words)


def _of_offer(text: str, header: Words) -> Meant | None:
    """What a header asks of an offer."""
    address, sure = understood(text, SITES)
    field = _ADDRESS.get(address or "", "")
    field = field if field and asks(field, header) else ""
    if field and sure >= CLEAR:
        return Meant(field=_end_of(field, header.every), how="words", score=95)
    bare = frozenset(folded(_BRACKETS.sub("", text)))
    if bare & _POSTCODE and not bare & _WHOLE and asks("postcode", header):
        return Meant(field="postcode", how="words", score=90)
    for shown in _shown(text):
        found = _scored(folded(shown), header)
        if found is not None:
            return replace(found, field=_end_of(found.field, header.every))
    return Meant(field=field, how="words", score=60) if field else None


def _end_of(field: str, words: tuple[str, ...]) -> str:
    """The field, or that of its one end that words ask for; both ends are a span.

    "z. B. 8 bis 12" asks for both, "von Kindern" and "open to" for none.
    """
    if any(word.isdecimal() for word in words):
        return field
    first, last = not _FIRST.isdisjoint(words), not _LAST.isdisjoint(words)
    if first != last and _LOOSE & set(words) and len(words) > _TWO:
        edges = {words[0]} | _FIRM & set(words)
        first, last = not _FIRST.isdisjoint(edges), not _LAST.isdisjoint(edges)
    if first and last:
        return next((span for span, ends in _ENDS.items() if field in ends), field)
    return _ENDS[field][last] if field in _ENDS and first != last else field


def _every_word(text: str) -> tuple[str, ...]:
    """All words of a header; one word at a time is folded of a long one."""
    if len(text) <= _FOLDED:
        return folded(text)
    return tuple(word for part in text.split() for word in folded(part))


def _shown(text: str) -> Iterator[str]:
    """A question without what is said in brackets, its first sentence, then all of it."""
    text = _APART.sub(r"\g<what> findet statt", text)
    bare = _BRACKETS.sub("", text).strip()
    yield bare or text
    yield _STOP.split(bare)[0] if _STOP.search(bare) else text
    yield text


def _scored(words: tuple[str, ...], header: Words) -> Meant | None:
    """What words speak of the most, of a header.

    Where they speak of what is not asked, an owner is whose that is: "Gesamtkosten des Projekts".
    """
    scores: dict[str, float] = {}
    similar, others = set[str](), set[str]()
    for name, weight, by in _hits(words):
        if not asks(name, header):
            others.add(name)
            continue
        scores[name] = scores.get(name, 0) + weight
        if by == "similar":
            similar.add(name)
    if others or any(score >= _ENOUGH for name, score in scores.items() if name not in OWNERS):
        scores = {name: score for name, score in scores.items() if name not in OWNERS}
    if not scores:
        return None
    best = max(scores, key=lambda name: (scores[name], name not in similar, -_order(name)))
    if scores[best] < _ENOUGH and best not in OWNERS:
        return None
    if len(words) == 1 and words[0] in _stems() and 1 < scores[best] < _ALONE:
        scores[best] = _ALONE
    how = "similar" if best in similar else "words"
    return Meant(
        field=best, how=how, score=min(60 + 7 * scores[best], 94) if how == "words" else 73
    )


def _hits(words: tuple[str, ...]) -> Iterator[tuple[str, float, str]]:
    """Fields that words speak of, and how strongly; phrases count beside their words."""
    text = f"_{'_'.join(words)}_"
    for name, phrase, weight in _phrases():
        if f"_{phrase}_" in text:
            yield name, weight, "words"
    for word in words:
        exact = _stems().get(word)
        if exact is None:
            exact = _compound(word)
        if exact is not None:
            yield from ((name, weight, "words") for name, weight in exact)
        elif len(word) >= _SHORTEST:
            near = process.extractOne(word, _long(), scorer=fuzz.ratio, score_cutoff=LIKE)
            for name, weight in _stems()[near[0]] if near else ():
                yield name, weight - 1, "similar"


def _compound(word: str) -> list[tuple[str, float]] | None:
    """Fields of a stem in a longer word: "Kontakttelefon" by its end, "Altersangabe" by another."""
    if word.startswith(_OF_REGISTRATION) or _OTHER_HEAD.search(word):
        return None
    last = [stem for stem in _long() if word.endswith(stem)]
    if last:
        return _stems()[max(last, key=len)]
    short = _SHORT.search(word)
    if short:
        return _stems()[short[0]]
    parts = [stem for stem in _long()
             if word.startswith(stem) or (len(stem) >= _INSIDE and stem in word)]  # fmt: skip
    return _stems()[max(parts, key=len)] if parts else None


@cache
def _stems() -> dict[str, list[tuple[str, float]]]:
    out: dict[str, list[tuple[str, float]]] = {}
    for name, stem, weight in _words():
        if "_" not in stem:
            out.setdefault(stem, []).append((name, weight))
    return out


@cache
def _long() -> tuple[str, ...]:
    return tuple(stem for stem in _stems() if len(stem) >= _PART)


@cache
def _phrases() -> tuple[tuple[str, str, float], ...]:
    return tuple(one for one in _words() if "_" in one[1])


def _words() -> Iterable[tuple[str, str, float]]:
    for one in FIELDS:
        for entry in one.words.split():
            stem, _, weight = entry.rpartition("=")
            yield one.name, stem, float(weight)


@cache
def _headings() -> dict[str, str]:
    """Headings of our own templates in every language → fields."""
    return {
        "".join(folded(language(lang)(one.heading))): one.name
        for lang in LANGUAGES
        for one in FIELDS
    }


def _order(name: str) -> int:
    return list(BY_NAME).index(name)
