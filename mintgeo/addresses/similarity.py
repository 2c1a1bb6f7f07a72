"""Which street of a few hundred a misspelled name means."""

import re
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Final, NamedTuple

import numpy as np
from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from mintgeo.addresses.streets import TYPES, street_key, street_words

ALIKE: Final = 76.0
"""Least likeness (rapidfuzz ratio of the keys, in per cent)."""
SURE: Final = 86.0
"""From here on a street is taken without its house number proving it."""
FULL: Final = 89.0
"""The same for names in full, whose "strasse" agrees anyway: for slips inside of that word."""
SHORTENED: Final = 92.0
"""Likeness of a name whose words begin those of the street: "F.-Engels-Ring"."""
PART: Final = 86.0
"""Likeness of a name that leaves words out: "Engels-Ring"."""
_TELLING: Final = 4
_BEST: Final = 8
_DOTTED: Final = re.compile(r"[^\W\d_]+(?=\.[\s-]?[^\W\d_])")
_BLOCK: Final = 500
"""So many names are compared with all others at once."""


class Names:
    """Names to choose from, ready to be compared: key → name."""

    def __init__(self, names: dict[str, str]) -> None:
        self.keys = list(names)
        self.known = names.keys()
        self._fulls = [_full(key) for key in self.keys]
        self._names = names
        self._compared: dict[str, list[_Likeness]] = {}

    def compare(self, keys: Iterable[str]) -> None:
        """Compare many keys at once, for :meth:`near`; those of the last time are forgotten."""
        unlike = [key for key in dict.fromkeys(keys) if key not in self.known]
        self._compared = dict(zip(unlike, self._near(unlike), strict=True))

    def near(self, key: str) -> list["_Likeness"]:
        """Names whose keys, or keys in full, are like a key."""
        found = self._compared.get(key)
        return self._near([key])[0] if found is None else found

    def _near(self, keys: list[str]) -> list[list["_Likeness"]]:
        fulls = [_full(key) for key in keys]
        both = zip(_compared(keys, self.keys, ALIKE), _compared(fulls, self._fulls, FULL),
                   strict=True)  # fmt: skip
        return [key + full for key, full in both]

    @cached_property
    def words(self) -> list[tuple[str, ...]]:
        """Words of every name."""
        return [street_words(name) for name in self._names.values()]

    @cached_property
    def bags(self) -> list[str]:
        """Words of every name in the order of the alphabet."""
        return [_bag(words) for words in self.words]


def likest(name: str, names: Names) -> tuple[list[str], float]:
    """Key of the likest name, or several that tie, and how alike they are (per cent).

    A name needs a likeness of ``ALIKE``; of those, the names that the fewest slips (letters added,
    lost, changed, or swapped with the next) turn into the given one are the likest. Words are
    compared one by one only if the names as wholes are not alike.
    """
    found = names.near(street_key(name))
    words = street_words(name)
    short = _shortened(name, words)
    if short or max((one.score for one in found), default=0.0) < SURE:
        bags = _compared([_bag(words)], names.bags, ALIKE)[0]
        found = found + bags + _by_words(words, names, short)
    if not found:
        return [], 0.0
    slips = min(one.slips for one in found)
    best = [one for one in found if one.slips == slips]
    rows = dict.fromkeys(one.row for one in best)
    return [names.keys[row] for row in rows], max(one.score for one in best)


class _Likeness(NamedTuple):
    row: int
    score: float
    slips: int


def _compared(texts: list[str], others: list[str], least: float) -> list[list[_Likeness]]:
    """Of every text the others that are likest to it, the likest first, of equals the first."""
    found: list[list[_Likeness]] = [[] for _ in texts]
    for start in range(0, len(texts) if others else 0, _BLOCK):
        part = texts[start : start + _BLOCK]
        scores = process.cdist(part, others, scorer=fuzz.ratio, score_cutoff=least, dtype=float)
        for row, column in np.argwhere(scores).tolist():
            slips = OSA.distance(part[row], others[column])
            found[start + row].append(_Likeness(column, float(scores[row, column]), slips))
    return [sorted(one, key=_of_likeness)[:_BEST] if len(one) > 1 else one for one in found]


def _of_likeness(one: _Likeness) -> tuple[float, int]:
    return -one.score, one.row


def _bag(words: Sequence[str]) -> str:
    return " ".join(sorted(words))


def _full(key: str) -> str:
    return f"{key}asse" if key.endswith("str") else key


def _shortened(name: str, words: tuple[str, ...]) -> set[str]:
    """Words that are cut short: initials, and those with a dot, but for the kind of street."""
    dotted = {word for text in _DOTTED.findall(name) for word in street_words(text)}
    return {word for word in words if len(word) == 1 or (word in dotted and word not in TYPES)}


def _by_words(words: tuple[str, ...], names: Names, short: set[str]) -> list[_Likeness]:
    """Names that begin alike word by word, or of which the given words are a part.

    Where all but the shortened words agree, nothing is misspelled, and no word left out.
    """
    whole = {word for word in words if word not in TYPES} - short
    telling = {word for word in whole if len(word) >= _TELLING}
    found = []
    for row, other in enumerate(names.words):
        if len(other) == len(words) and all(map(_begins, other, words)):
            same = set(words) - short <= set(other)
            if telling or (same and whole):
                found.append(_Likeness(row, SHORTENED, 0 if same else 1))
        elif telling and telling <= set(other) and set(words) <= set(other):
            found.append(_Likeness(row, PART, 1))
    return found


def _begins(whole: str, word: str) -> bool:
    """Whether a word begins so; "K." is a Karl too, whose key is "carl"."""
    return whole.startswith(word) or (word == "k" and whole.startswith("c"))
