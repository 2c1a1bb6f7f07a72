"""Names of regions as people write them → the one region that is meant."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from typing import Final

from mintgeo import _embedded
from mintgeo._errors import OptionError, UnknownRegionError
from mintgeo._phrase import Phrase
from mintgeo.germany.within.words import AFFIXES, KINDS, LAENDER, LITTLE, UMLAUTS, WORDS

_NAMED: Final = 8
"""So many regions a message names."""
_BEHIND: Final = re.compile(r"(.+),([^,]+)|(.+?)\(([^()]*)\)\s*")
"""A name, and what stands behind it after a comma or in brackets."""
_STEM: Final = re.compile(r"[(/,]")
_LONGEST: Final = 60
_TABLES: Final = {"land": "laender", "kreis": "kreise", "gemeinde": "gemeinden"}
Words = tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Region:
    """A Land, Kreis or Gemeinde, by its name.

    ``kinds`` are what it can be called before its name, ``aliases`` the words of other names.
    """

    key: str
    name: str
    title: str
    kinds: frozenset[str]
    words: Words
    stem: Words
    aliases: frozenset[Words]


def find_region(text: str) -> Region:
    """Return the region of a name.

    Parameters
    ----------
    text
        A name, with its kind before or behind it, or its Land or Kreis behind it, if need be.

    Raises
    ------
    OptionError
        If several regions of one level have that name.
    UnknownRegionError
        If none has.

    Examples
    --------
    >>> find_region("LK Uelzen").key, find_region("Stadt Uelzen").key, find_region("NRW").key
    ('03360', '03360025', '05')
    >>> find_region("Rostock")  # doctest: +NORMALIZE_WHITESPACE
    Traceback (most recent call last):
        ...
    mintgeo._errors.OptionError: 'Rostock' can be kreisfreie Stadt Rostock (13003), Landkreis
    Rostock (13072); give the key, or say which one.
    """
    found = _find(text)
    if not found:
        raise UnknownRegionError(_unknown(text))
    if len(found) > 1:
        rest = Phrase(" and {n} more", n=len(found) - _NAMED) if len(found) > _NAMED else ""
        named = ", ".join(f"{one.title} ({one.key})" for one in found[:_NAMED])
        raise OptionError(
            "'{text}' can be {named}{rest}; give the key, or say which one.",
            text=text[:_LONGEST],
            named=named,
            rest=rest,
        )
    return found[0]


def told_name(key: str) -> str:
    """What to call a region so that ``find_region`` finds it; its key where no name does.

    Examples
    --------
    >>> told_name("03360"), told_name("13003"), told_name("13")
    ('Landkreis Uelzen', 'kreisfreie Stadt Rostock', 'Mecklenburg-Vorpommern')
    """
    titles = (one.title for one in _known() if one.key == key)
    return next((title for title in titles if [one.key for one in _find(title)] == [key]), key)


def _find(text: str, kind: str = "", under: str = "") -> list[Region]:
    """Regions of the highest level that a text can mean."""
    words = _words(text)
    if not words:
        return []
    found = _highest(one for one in _named(words) if _fits(one, kind, under))
    if found or (kind and under):
        return found
    for first, called in _before(words) if not kind else ():
        found = _find(" ".join(words[first:]), called, under)
        if found:
            return found
    return _behind(text, kind, under)


def _before(words: Words) -> Iterator[tuple[int, str]]:
    """How many words of a text say a kind, and which one."""
    for count in range(len(words) - 1, 0, -1):
        if words[:count] in KINDS:
            yield count, KINDS[words[:count]]


def _behind(text: str, kind: str, under: str) -> list[Region]:
    """What a text means whose last words are a kind, or the Land or Kreis."""
    parts = _BEHIND.fullmatch(text)
    if parts is None:
        return []
    name, word = (one for one in parts.groups() if one is not None)
    called = KINDS.get(_words(word), "")
    if called:
        return _find(name, kind or called, under)
    above = [one.key for one in _find(word) if not under and len(one.key) < 8]  # noqa: PLR2004
    each = [_find(name, kind, key) for key in above]
    return _highest(one for some in each for one in some)


def _named(words: Words) -> list[Region]:
    """Regions that have this name, or else those of whose name it is a short form."""
    known = _known()
    same = [one for one in known if words in (one.words, one.stem) or words in one.aliases]
    return same or [one for one in known if words not in KINDS and _shortens(words, one.words)]


def _shortens(words: Words, name: Words) -> bool:
    """Whether words are the first ones of a name, all but the first maybe cut: "Frankfurt/M."."""
    if words[0] != name[0] or len(words) > len(name):
        return False
    return all(whole.startswith(cut) for cut, whole in zip(words, name, strict=False))


def _fits(one: Region, kind: str, under: str) -> bool:
    return (not kind or kind in one.kinds) and one.key.startswith(under)


def _highest(found: Iterable[Region]) -> list[Region]:
    each = list(found)
    top = min((len(one.key) for one in each), default=0)
    return list(dict.fromkeys(one for one in each if len(one.key) == top))


def _unknown(text: str) -> Phrase:
    names = {"".join(one.words): f"{one.name} ({one.key})" for one in reversed(_known())}
    near = get_close_matches("".join(_words(text[:_LONGEST])), names, n=3)
    found = ", ".join(names[one] for one in near)
    hint = Phrase("; there is {found}", found=found) if near else ""
    return Phrase(
        "There is no Land, Kreis or Gemeinde '{text}' in the data{hint}.",
        text=text[:_LONGEST], hint=hint,
    )  # fmt: skip


def _words(text: str) -> Words:
    """Words of a name without case, umlauts, short forms and the little words between them."""
    each = re.findall(r"[^\W_]+", text.casefold().translate(UMLAUTS))
    full = [WORDS.get(one, one) for one in each]
    inner = range(1, len(full) - 1)
    return tuple(one for place, one in enumerate(full) if place not in inner or one not in LITTLE)


def _stem(name: str) -> Words:
    """Words of a name before what tells it from others: "Halle (Saale)", "Weiden i.d. OPf."."""
    each = re.findall(r"[^\W_]+", _STEM.split(name)[0].casefold().translate(UMLAUTS))
    ends = (place for place, one in enumerate(each) if place and one in LITTLE)
    return _words(" ".join(each[: next(ends, len(each))]))


@lru_cache(maxsize=1)
def _known() -> tuple[Region, ...]:
    """Every region that comes with the package, the larger levels first."""
    kreise = _embedded.read("kreise").set_index("ags")["name"]
    return tuple(
        _region(level, *row, kreise.get(row[0][:5], ""))
        for level, table in _TABLES.items()
        for row in _rows(table)
    )


def _rows(table: str) -> Iterator[tuple[str, str, str]]:
    rows = _embedded.read(table)
    kinds = rows["kind"] if "kind" in rows.columns else [""] * len(rows)
    yield from zip(rows["ags"], rows["name"], kinds, strict=True)


def _region(level: str, key: str, name: str, kind: str, kreis: str) -> Region:
    words = _words(name)
    if level == "kreis":
        town = "tadt" in kind
        called = kind[:1].lower() + kind[1:] if town else kind
        plain = not town and (words[0] in AFFIXES or "kreis" in name.casefold())
        title = name if plain else f"{called} {name}"
        kinds, aliases = {"town"} if town else {"kreis"}, _short(words)
    elif level == "land":
        title, kinds, aliases = name, {"land"}, {_words(one) for one in LAENDER[key]}
    else:
        title, kinds, aliases = f"{name}, {kreis}", {"town", "gemeinde"}, set()
    return Region(
        key=key, name=name, title=title, kinds=frozenset(kinds), words=words, stem=_stem(name),
        aliases=frozenset(aliases),
    )  # fmt: skip


def _short(words: Words) -> set[Words]:
    """Names of a Kreis without the word that says it: "Rhein-Neckar", "Hannover" (Region)."""
    first, last = words[0], words[-1]
    found = {words[1:]} if first in AFFIXES else set()
    if last == "kreis":
        found |= {words[:-1]}
    elif last.endswith("kreis"):
        found |= {(*words[:-1], last.removesuffix("kreis"))}
    return found
