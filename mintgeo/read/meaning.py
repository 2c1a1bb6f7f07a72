"""What a header means: its words, and how surely they say it."""

import re
from functools import lru_cache
from typing import Final

from mintgeo._schema import Table
from mintgeo.read.folding import folded, has_unit, plain
from mintgeo.read.words import FILLERS, LIKELY_ONLY, LOOKS, MOST, OWNERS, PREFIXES, WORDS

TIMES: Final = ("times", "weekdays", "begins", "ends")
"""Columns that say when an offer takes place."""
EXTRA: Final = frozenset({
    "house_number", "latlon", "district", "count_part", "ages", "grades", *TIMES,
})  # fmt: skip
"""Columns that are read into others and are no columns of a table."""
_MEANS: Final = {word: name for name, words in WORDS.items() for word in words.split()}
_ADDRESS: Final = ("street", "house_number", "postcode", "place", "district", "state")
"""What a header of several of these begins with is what it is called."""
_OWNED: Final = frozenset({*_ADDRESS, "name", "latlon", "lat", "lon", "id", "url", "category"})
_SPECIFIC: Final = frozenset({"postcode", "place", "house_number", "state"})
_GENERIC: Final = frozenset({"adresse", "anschrift", "address", "addr", "adr"})
"""Words that only say that it is part of an address: "Adresse: PLZ"."""
_PEOPLE: Final = frozenset({
    "id", "street", "house_number", "postcode", "place", "district", "state", "lat", "lon",
    "latlon", "count", "count_part",
})  # fmt: skip
"""What headers of participants can mean."""
SECOND: Final = re.compile(r" \(\d+\)$")
"""What a second header of one text is told apart by."""
_MEASURED: Final = frozenset({"lat", "lon", "latlon", "count", "count_part", "capacity", "state"})
_LONGEST, _SHORTEST = 4, 3
"""Words that are one compound when written together ("geographische Breite"); letters of a part."""
OWN, EXACT, CLEAR, LIKELY = 4, 3, 2, 1


def names(table: Table) -> frozenset[str]:
    """Every name that a header of this table can mean."""
    return frozenset(column.name for column in table.columns) | EXTRA


def meaning(header: str, table: Table, *, without: frozenset[str] = frozenset()) -> str | None:
    """Name of the schema that a header means, if any."""
    return understood(header, table, without=without)[0]


def understood(
    header: str, table: Table, *, without: frozenset[str] = frozenset()
) -> tuple[str | None, int]:
    """Name of the schema that a header means, and how surely, from ``LIKELY`` to ``OWN``.

    Examples
    --------
    >>> from mintgeo._schema import PARTICIPANTS
    >>> understood("PLZ", PARTICIPANTS), understood("Deine Postleitzahl", PARTICIPANTS)
    (('postcode', 3), ('postcode', 2))
    >>> understood("PLZ der Schule", PARTICIPANTS), understood("Geburtsort", PARTICIPANTS)
    (('postcode', 1), (None, 0))
    """
    known = names(table) - without
    own = header in known - EXTRA
    name, sure = (header, OWN) if own else _read(SECOND.sub("", header))
    people = table.name == "participants"
    if name not in known or (people and name not in _PEOPLE):
        return None, 0
    return name, sure


def looks_like(header: str) -> str | None:
    """What a header that is not understood is perhaps about."""
    words = " ".join(folded(header))
    return next((name for name, like in LOOKS.items() if re.search(like, words)), None)


@lru_cache(maxsize=4_000)
def _read(header: str) -> tuple[str | None, int]:
    word, unit = plain(header), has_unit(header)
    if (name := _MEANS.get(word)) is not None and not (unit and name in _MEASURED):
        return name, LIKELY if word in LIKELY_ONLY else EXACT
    for brackets in (True, False):
        name, sure = _of_words(folded(header, brackets=brackets))
        if name is not None:
            return (None, 0) if unit and name in _MEASURED else (name, sure)
    return None, 0


def _of_words(words: tuple[str, ...]) -> tuple[str | None, int]:
    """What words mean together."""
    telling = tuple(word for word in words if word not in FILLERS or word == "5")
    telling = tuple(dict.fromkeys(word for word in telling if not word.isdecimal()))
    if not telling:
        return None, 0
    word = "".join(telling)
    if (name := _MEANS.get(word)) is not None:
        return name, LIKELY if word in LIKELY_ONLY else CLEAR
    parts = _parts(telling)
    if parts is None:
        return None, 0
    found = {_MEANS[part] for part in parts if part in _MEANS}
    most = any(part in MOST for part in parts)
    owners = [part for part in parts if part in OWNERS]
    return _together(found, parts, most=most, owned=bool(owners))


def _parts(words: tuple[str, ...]) -> list[str] | None:
    """The words, those that are one compound joined; None if one of them is unknown."""
    parts, at = [], 0
    while at < len(words):
        for size in range(min(_LONGEST, len(words) - at), 0, -1):
            joined = "".join(words[at : at + size])
            if joined in _MEANS or (size == 1 and (joined in OWNERS or joined in MOST)):
                parts.append(joined)
                break
        else:
            size = 1
            rest = _without_prefix(words[at])
            if rest is None:
                return None
            parts += rest
        at += size
    return parts


def _without_prefix(word: str) -> list[str] | None:
    """Take "schuladresse" apart: its owner, and what it is."""
    for prefix in PREFIXES:
        rest = word.removeprefix(prefix).removeprefix("s")
        if rest != word and len(rest) >= _SHORTEST and _MEANS.get(rest) in _OWNED:
            return [prefix, rest]
    return None


def _together(
    found: set[str], parts: list[str], *, most: bool, owned: bool
) -> tuple[str | None, int]:
    if most:
        return ("capacity", LIKELY) if found & {"count", "capacity"} else (None, 0)
    if len(found) == 1 and not any(part in OWNERS and part not in _MEANS for part in parts):
        return next(iter(found)), CLEAR
    found = _without_company(found, parts, owned=owned)
    for pair, name in _PAIRS:
        if found == pair:
            return name, LIKELY
    if found and found <= set(_ADDRESS):
        return next(name for name in ("street", "postcode", "place", *_ADDRESS) if name in found), (
            CLEAR if not owned else LIKELY
        )
    if len(found) == 1:
        return next(iter(found)), LIKELY
    return None, 0


def _without_company(found: set[str], parts: list[str], *, owned: bool) -> set[str]:
    """What words mean beside each other, less than each alone."""
    if "count" in found and not _counts(parts):
        found = found - {"count"}
    if found & _SPECIFIC and len(found) == len({"street"}) + 1 and _of("street", parts) <= _GENERIC:
        found = found - {"street"}
    if "id" in found and found & {"street", "house_number"}:
        found = (found - {"id"}) | {"house_number"}
    if owned and found & _OWNED - {"name"}:
        found = found - {"name", "count", "provider"}
    return found


_PAIRS: Final = (
    ({"lat", "lon"}, "latlon"), ({"lat", "lon", "latlon"}, "latlon"), ({"lat", "latlon"}, "lat"),
    ({"lon", "latlon"}, "lon"), ({"count", "capacity"}, "capacity"), ({"name", "id"}, "id"),
    ({"count", "id"}, "id"), ({"postcode", "id"}, "postcode"),
    ({"count", "count_part"}, "count_part"),
    ({"name", "category"}, "category"), ({"name", "provider"}, "provider"),
    ({"ages", "age_min"}, "age_min"), ({"ages", "age_max"}, "age_max"),
    ({"ages", "grades"}, "ages"), ({"name", "topics"}, "topics"), ({"name", "url"}, "url"),
)  # fmt: skip
"""What two meanings mean together."""
_NUMBERS: Final = frozenset(
    str.split("anzahl zahl anz menge count gesamtzahl gesamtanzahl kopfzahl headcount")
)


def _of(name: str, parts: list[str]) -> set[str]:
    return {part for part in parts if _MEANS.get(part) == name}


def _counts(parts: list[str]) -> bool:
    """Whether a number is asked for, and of people: "Anzahl Schulen" counts none."""
    people = [part for part in parts if _MEANS.get(part) == "count" and part not in _NUMBERS]
    numbers = [part for part in parts if part in _NUMBERS]
    others = [part for part in parts if _MEANS.get(part) not in (None, "count", "count_part")]
    return bool(people or numbers) and (not others or bool(numbers and people))
