"""Which street of a few hundred a misspelled name means."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from mintgeo.geocode.store import Street
from mintgeo.geocode.streets import street_key, street_words

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
_TYPES: Final = frozenset({"str", "platz", "weg", "ring", "allee", "gasse", "damm"})
_TELLING: Final = 4


class Pool(NamedTuple):
    """Streets to choose from, and their names as they are compared."""

    streets: list[Street]
    keys: list[str]
    bags: list[str]
    fulls: list[str]


def pool(streets: list[Street]) -> Pool:
    """Prepare streets to be chosen from."""
    keys = [street.key for street in streets]
    bags = [_bag(street_words(street.name)) for street in streets]
    return Pool(streets, keys, bags, [_full(street.name) for street in streets])


def likest(name: str, choices: Pool) -> tuple[list[Street], float]:
    """Streets of the likest name, and how alike it is (per cent); of several if they tie.

    A name needs a likeness of ``ALIKE``; of those, the names that the fewest slips (letters added,
    lost, changed, or swapped with the next) turn into the given one are the likest.
    """
    scores: dict[str, float] = {}
    slips: dict[str, int] = {}
    for text, names, least in (
        (street_key(name), choices.keys, ALIKE),
        (_bag(street_words(name)), choices.bags, ALIKE),
        (_full(name), choices.fulls, FULL),
    ):
        found = process.extract(text, names, scorer=fuzz.ratio, score_cutoff=least, limit=8)
        for other, score, row in found:
            key = choices.keys[row]
            scores[key] = max(scores.get(key, 0.0), score)
            slips[key] = min(slips.get(key, 99), OSA.distance(text, other))
    words = street_words(name)
    if max(scores.values(), default=0.0) < SURE or min(map(len, words), default=0) == 1:
        by_words = _by_words(words, choices)
        scores |= by_words
        slips |= dict.fromkeys(by_words, 1)
    if not scores:
        return [], 0.0
    least_slips = min(slips.values())
    best = {key for key, count in slips.items() if count == least_slips}
    streets = [street for street in choices.streets if street.key in best]
    return streets, max(scores[key] for key in best)


def _bag(words: Sequence[str]) -> str:
    return " ".join(sorted(words))


def _full(name: str) -> str:
    key = street_key(name)
    return f"{key}asse" if key.endswith("str") else key


def _by_words(words: tuple[str, ...], choices: Pool) -> dict[str, float]:
    """Names that begin alike word by word, or of which the given words are a part."""
    found: dict[str, float] = {}
    telling = {word for word in words if len(word) >= _TELLING and word not in _TYPES}
    if not telling:
        return found
    for street in choices.streets:
        other = street_words(street.name)
        if len(other) == len(words) and all(map(str.startswith, other, words)):
            found[street.key] = SHORTENED
        elif telling <= set(other) and set(words) <= set(other):
            found[street.key] = max(found.get(street.key, 0.0), PART)
    return found
