"""Candidate lists held against what is published, by everything but the key."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from math import comb, inf, log
from pathlib import Path

import numpy as np

from mintgeo import Airline
from tests.privacy import bayes
from tests.privacy.law import LAW, Counts, Law, Numbers, drawn, keyed, publish
from tests.privacy.published import _ways
from tests.privacy.studies import make

GUESSES = tuple(
    text.encode()
    for text in ("", "0", "mintgeo", "MINTGEO_PRIVACY_KEY", "None", "key", "secret", "geheim",
                 "test", "0" * 16, "0" * 32, "1234567890123456", "participants", "\0" * 32)
)  # fmt: skip
"""Keys that an intruder tries, each as it is and hashed."""


def guesses(*words: str) -> Iterator[bytes]:
    for text in (*GUESSES, *(word.encode() for word in words)):
        yield text
        yield hashlib.sha256(text).digest()
        yield hashlib.scrypt(text, salt=b"mintgeo", n=2**14, r=8, p=1, dklen=32)


def confirmed_by_noise(
    numbers: Numbers, counts: Counts, *words: str, law: Law = LAW
) -> list[bytes]:
    """Keys by which a candidate list gives the very numbers that are published."""
    return [
        key
        for key in guesses(*words)
        for attempt in range(2)
        if (made := publish(counts, keyed(key, counts, law, attempt), law)).total == numbers.total
        and (made.laender, made.kreise) == (numbers.laender, numbers.kreise)
    ]


def traces(file: Path) -> set[bytes]:
    """Everything that would confirm a file: its hashes and its name."""
    content = file.read_bytes()
    digests = [hashlib.new(name, content).digest() for name in ("md5", "sha1", "sha256", "sha512")]
    return {file.name.encode(), file.stem.encode(), *digests, *(d.hex().encode() for d in digests)}


@dataclass(frozen=True, kw_only=True)
class Last:
    """What somebody who knows all others, and where the last one lives, learns of the last."""

    there: bool
    ratio: float
    """Log likelihood of the last person being on the list, over not being on it."""

    @property
    def certain(self) -> bool:
        return abs(self.ratio) == inf


def last_one(seed: int, *, law: Law = LAW) -> Last:
    """A random list, with its last person or without; counts and the way are published."""
    made, chance = make(seed), np.random.default_rng([seed, 2])
    order = list(chance.permutation(len(made.areas)))
    last, others = order[-1], order[:-1]
    there = bool(chance.random() < 0.5)
    counts = Counter(made.areas[place] for place in others)
    truth = counts + Counter([made.areas[last]] if there else [])
    numbers = publish(truth, drawn(seed, law), law)
    likelihood = bayes.likelihoods(numbers, counts, law)
    ratio = likelihood[made.areas[last]] - likelihood[""]
    if made.venue is not None and numbers.total is not None:
        rows = made.people["row"].to_numpy()
        ways = [_way_km(made.venue, int(rows[place])) for place in order]
        told = chosen_way(ways if there else ways[:-1], chance)
        ratio += _log(chance_of_way(told, ways)) - _log(chance_of_way(told, ways[:-1]))
    return Last(there=there, ratio=ratio)


@cache
def _way_km(venue: str, row: int) -> float:
    """As the crow flies."""
    return float(_ways(venue, "car")["distance_m"].iloc[row]) / 1000 / Airline().curve.detour


def _placed(ways: Sequence[float]) -> list[float]:
    return sorted(way for way in ways if np.isfinite(way))


def rounded(way_km: float) -> int:
    step = 10 if way_km >= 50 else 5 if way_km >= 10 else 1
    return int(np.round(way_km / step) * step)


def chosen_way(ways: Sequence[float], chance: np.random.Generator, law: Law = LAW) -> int | None:
    """The way of about the middle person, as documented; None for few."""
    known = _placed(ways)
    if chance.random() >= law.tells_way(len(known)):
        return None
    return rounded(known[_rank(len(known), int(chance.integers(16)).bit_count() - law.ranks)])


def chance_of_way(told: int | None, ways: Sequence[float], law: Law = LAW) -> float:
    """Chance that this way is told of people with these ways."""
    known, bits = _placed(ways), 2 * law.ranks
    tells = law.tells_way(len(known))
    if told is None or not tells:
        return 1 - tells if told is None else 0.0
    return tells * sum(
        comb(bits, ones) / 2**bits
        for ones in range(bits + 1)
        if rounded(known[_rank(len(known), ones - law.ranks)]) == told
    )


def _rank(people: int, moved: int) -> int:
    return min(max(0, (people + 1) // 2 - 1 + moved), people - 1)


def _log(chance: float) -> float:
    return log(chance) if chance > 0 else -inf
