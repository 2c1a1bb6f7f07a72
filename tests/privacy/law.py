"""The documented rule of publication (docs/decisions/0028), written again without the package."""

import hmac
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from math import comb

import numpy as np

from mintgeo import _embedded

OUTSIDE = "außerhalb"
ALL = "alle"
AREAS: tuple[str, ...] = (*sorted(_embedded.read("kreise")["ags"]), OUTSIDE)
LANDS: tuple[str, ...] = (*sorted(_embedded.read("laender")["ags"]), OUTSIDE)
Counts = Mapping[str, int]


def land_of(area: str) -> str:
    return area if area == OUTSIDE else area[:2]


@dataclass(frozen=True, kw_only=True)
class Law:
    """What the documents say of counts, so that a change of the rule is a change of one line."""

    bits: int = 16
    step: int = 5
    least: int = 0
    shown_from: int = 10
    same_people: bool = False
    """Areas with the very same people have the same number, so other numbers are other people."""
    ways_least: int = 5
    """So many had a way if a way is told."""
    ways_absent: int | None = 10
    """So many had a way at most if none is told; None: nothing can be said of it."""
    ways_spread: int = 3
    """Chance moves the number of those with a way by so much before it decides if one is told."""
    ranks: int = 2
    """So many ranks the way that is told may be away from the middle one."""

    @cached_property
    def noise(self) -> dict[int, float]:
        """Chance of every e."""
        return {
            ones - self.bits // 2: comb(self.bits, ones) / 2**self.bits
            for ones in range(self.bits + 1)
        }

    def number(self, count: int, e: int) -> int | None:
        value = self.step * ((count + e + 2) // self.step)
        return value if count >= self.least and value >= self.shown_from else None

    def tells_way(self, people: int) -> float:
        """Chance that a way is told of so many people."""
        bits = 2 * self.ways_spread
        enough = self.ways_least + self.ways_spread
        chances = (
            comb(bits, ones)
            for ones in range(bits + 1)
            if people + ones - self.ways_spread >= enough
        )
        return sum(chances) / 2**bits

    def span(self, number: int | None) -> tuple[int, int]:
        """Least and most people that a number, or its absence, can stand for."""
        return self._spans[number]

    @cached_property
    def _spans(self) -> dict[int | None, tuple[int, int]]:
        found: dict[int | None, list[int]] = {}
        for count in range(700):
            for e in self.noise:
                found.setdefault(self.number(count, e), []).append(count)
        return {number: (min(counts), max(counts)) for number, counts in found.items()}

    def chances(self, count: int) -> dict[int | None, float]:
        """Law of the number of a count."""
        return self._chances[count]

    @cached_property
    def _chances(self) -> list[dict[int | None, float]]:
        out: list[dict[int | None, float]] = []
        for count in range(450):
            law: dict[int | None, float] = {}
            for e, chance in self.noise.items():
                number = self.number(count, e)
                law[number] = law.get(number, 0.0) + chance
            out.append(law)
        return out


LAW = Law()


@dataclass(frozen=True, kw_only=True)
class Numbers:
    """Published numbers: what is not in them is not shown."""

    total: int | None
    laender: Mapping[str, int]
    kreise: Mapping[str, int]
    meeting: str | None = None
    way_km: int | None = None

    def of(self, cell: str) -> int | None:
        if cell == ALL:
            return self.total
        return (self.kreise if len(cell) > 2 else self.laender).get(cell)


Noise = Callable[[str, Mapping[str, int]], int]


def sums(counts: Counts) -> dict[str, int]:
    """Counts of all, of Länder and of Kreise that somebody lives in."""
    out = {area: count for area, count in counts.items() if count}
    for area, count in list(out.items()):
        out[ALL] = out.get(ALL, 0) + count
        if area != OUTSIDE:
            out[land_of(area)] = out.get(land_of(area), 0) + count
    return out


def keyed(key: bytes, counts: Counts, law: Law = LAW, attempt: int = 0) -> Noise:
    """Noise as documented: the same counts and areas, the same bits."""
    everybody = sorted((area, count) for area, count in counts.items() if count)

    def noise(cell: str, people: Counts) -> int:
        inside = sorted(people.items()) if law.same_people else list(members(cell))
        text = json.dumps([attempt, everybody, inside]).encode()
        bits = int.from_bytes(hmac.digest(key, text, "sha256")) & (2**law.bits - 1)
        return bits.bit_count() - law.bits // 2

    return noise


@cache
def members(cell: str) -> tuple[str, ...]:
    """Areas of the lowest level that a cell consists of."""
    return tuple(area for area in AREAS if cell in (ALL, area, land_of(area)))


def publish(counts: Counts, noise: Noise, law: Law = LAW) -> Numbers:
    """Numbers of counts, without the test that a publication goes through."""
    shown: dict[str, int] = {}
    for cell, count in sums(counts).items():
        people = {area: counts[area] for area in members(cell) if counts.get(area)}
        number = law.number(count, noise(cell, people))
        if number is not None:
            shown[cell] = number
    total = shown.pop(ALL, None)
    if total is None:
        return Numbers(total=None, laender={}, kreise={})
    outside = {OUTSIDE: shown[OUTSIDE]} if OUTSIDE in shown else {}
    return Numbers(
        total=total,
        laender={cell: n for cell, n in shown.items() if len(cell) == 2} | outside,
        kreise={cell: n for cell, n in shown.items() if len(cell) == 5} | outside,
    )


def drawn(seed: int, law: Law = LAW, *, wild: bool = False) -> Noise:
    """Noise by chance; ``wild``: all values equally likely, so that extremes are common."""
    chance = np.random.default_rng(seed)
    kept: dict[object, int] = {}

    def noise(cell: str, people: Counts) -> int:
        who = tuple(sorted(people.items())) if law.same_people else members(cell)
        if who not in kept:
            values = list(law.noise)
            weights = None if wild else list(law.noise.values())
            kept[who] = int(chance.choice(values, p=weights))
        return kept[who]

    return noise


def added(counts: Counts, *areas: str) -> dict[str, int]:
    """Counts with one person more in each of these areas."""
    out = dict(counts)
    for area in areas:
        out[area] = out.get(area, 0) + 1
    return out


def changed(before: Numbers, after: Numbers, cells: Iterable[str]) -> list[str]:
    return [cell for cell in cells if before.of(cell) != after.of(cell)]
