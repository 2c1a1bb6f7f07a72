"""Random numbers that belong to things: what a site or a point draws depends on nothing else.

A number is a pure function of the seed, of what it is for, of the thing (its place, or its key) and
of the draw. Which row a thing stands in, and what else is in the table, does not matter.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from mintgeo._quantiles import Floats

Keys = NDArray[np.uint64]
Small = NDArray[np.float32]
Bools = NDArray[np.bool_]
Steps = NDArray[np.uint16]

_GOLDEN: Final = 0x9E3779B97F4A7C15
_DEGREE: Final = 1e6
"""Places are the same if they agree to a millionth of a degree (0.1 m)."""


def mixed(keys: Keys) -> Keys:
    """Scramble keys: the finaliser of SplitMix64 (Steele, Lea and Flood 2014)."""
    out = keys + np.uint64(_GOLDEN)
    out = (out ^ (out >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    out = (out ^ (out >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return np.asarray(out ^ (out >> np.uint64(31)), dtype=np.uint64)


def joined(first: Keys, second: Keys) -> Keys:
    """Keys of pairs."""
    return mixed(mixed(first) + second)


def text_keys(texts: Iterable[Any]) -> Keys:
    """Keys of texts, the same on every machine."""
    digests = (blake2b(str(text).encode(), digest_size=8).digest() for text in texts)
    return np.array([int.from_bytes(one, "little") for one in digests], dtype=np.uint64)


def place_keys(lon: Floats, lat: Floats) -> Keys:
    """Keys of places in degrees; one key for all that have none."""
    across, along = (
        np.round(np.nan_to_num(one, nan=999.0) * _DEGREE).astype(np.int64).astype(np.uint64)
        for one in (lon, lat)
    )
    return joined(across, along)


@dataclass(frozen=True)
class Cycles:
    """Every thing runs through the same quantiles in an order of its own, one in each draw.

    In draw d it stands at (``step`` · d + ``first``) mod ``size``, with a prime ``size``: over all
    orders, what two draws get is independent but for being different (an affine family is pairwise
    independent), so a thing's numbers are stratified and two things' numbers unrelated.
    """

    first: Steps
    step: Steps
    size: int

    def __iter__(self) -> Iterator[Steps]:
        """Positions in the draws 0, 1, 2 …; each is overwritten by the next."""
        now, other = self.first.copy(), np.empty_like(self.first)
        while True:
            yield now
            np.add(now, self.step, out=now)
            np.subtract(now, np.uint16(self.size), out=other)
            np.minimum(now, other, out=now)  # below zero wraps round to something large

    def chosen(self, rows: NDArray[Any]) -> "Cycles":
        """The cycles of some things."""
        return Cycles(self.first[rows], self.step[rows], self.size)


@dataclass(frozen=True)
class Chance:
    """The numbers of one seed, for so many draws (at most 10,000)."""

    seed: int
    draws: int

    @cached_property
    def size(self) -> int:
        """Quantiles of a cycle: the smallest prime that is not below the number of draws."""
        size = self.draws
        while any(size % one == 0 for one in range(2, int(size**0.5) + 1)):
            size += 1
        return size

    @cached_property
    def levels(self) -> Floats:
        """Where the quantiles of a cycle lie between 0 and 1."""
        return np.asarray((np.arange(self.size) + 0.5) / self.size)

    @cached_property
    def normal(self) -> Floats:
        """The quantiles of a standard normal law."""
        return np.asarray(ndtri(self.levels))

    def cycles(self, purpose: str, keys: Keys) -> Cycles:
        """A cycle per key, for many keys."""
        own = self._own(purpose, keys)
        step = mixed(own) % np.uint64(self.size - 1) + np.uint64(1)
        first = own % np.uint64(self.size)
        return Cycles(first.astype(np.uint16), step.astype(np.uint16), self.size)

    def even(self, purpose: str, keys: Keys) -> Floats:
        """Numbers between 0 and 1, draws × keys: in every column one from each equal stratum.

        Latin hypercube sampling (McKay, Beckman and Conover 1979): with 200 draws the bounds of a
        country scatter by a fraction of what independent draws would give.
        """
        number = np.arange(1, self.draws + 1, dtype=np.uint64)[:, None]
        chaos = joined(self._own(purpose, keys)[None], number)
        rank = np.argsort(np.argsort(chaos, axis=0, kind="stable"), axis=0, kind="stable")
        inside = (mixed(chaos) >> np.uint64(11)).astype(float) * 2.0**-53
        return np.asarray((rank + inside) / self.draws)

    def bells(self, purpose: str, keys: Keys) -> Floats:
        """Standard normal numbers, draws × keys, stratified as ``even``."""
        return np.asarray(ndtri(np.clip(self.even(purpose, keys), 1e-12, 1 - 1e-12)))

    def _own(self, purpose: str, keys: Keys) -> Keys:
        return joined(text_keys([f"{self.seed}:{purpose}"]), np.asarray(keys, dtype=np.uint64))
