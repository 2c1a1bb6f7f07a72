"""The rule by which a count becomes a published number, and what the number tells of the count.

See docs/decisions/0028-publication-model.md; perturbation by a key, as in the census of Destatis.
"""

import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

LEAST: Final = 5
"""Nothing published may show that an area has fewer people than this."""
STEP: Final = 5
"""Published numbers are multiples of it."""
SHOWN: Final = 2 * STEP
"""The least published number."""
SPREAD: Final = 8
"""Chance moves a count by at most so much before it is rounded."""
MOST_OFF: Final = SPREAD + STEP // 2
"""So much a published number is off at most."""
NEAR: Final = 4
"""So much it is off at most in nine of ten cases (94 of 100; see the tests)."""
RANKS: Final = 2
"""Chance moves the rank of the person with the middle way by at most so much."""
WAYS_SPREAD: Final = 3
"""Chance moves the number of people with a way by so much before it decides if one is told."""

Counts = Mapping[str, int]
"""People by Kreis."""


@dataclass(frozen=True, kw_only=True)
class Chance:
    """The random bits of one publication.

    Attributes
    ----------
    key
        The user's secret.
    everybody
        Counts by Kreis of all who are published together.
    attempt
        How many draws before this one were thrown away.
    """

    key: bytes
    everybody: Counts
    attempt: int = 0

    def published(self, area: Iterable[str]) -> int | None:
        """Return the number to be published of an area, given by its Kreise; None for none."""
        kreise = sorted(area)
        count = sum(self.everybody[one] for one in kreise)
        number = STEP * ((count + self._noise(kreise, SPREAD) + STEP // 2) // STEP)
        return number if number >= SHOWN else None

    def tells_way(self, people: int) -> bool:
        """Whether a way is told of so many people: of five at least, of more than ten surely."""
        return people + self._noise("way", WAYS_SPREAD) >= LEAST + WAYS_SPREAD

    def rank(self, people: int) -> int:
        """Rank, from 1, of the person whose way is told: about the middle one."""
        return min(max(1, (people + 1) // 2 + self._noise("rank", RANKS)), people)

    def _noise(self, what: object, most: int) -> int:
        """A binomial number between −most and most, the same for the same counts."""
        said = json.dumps([self.attempt, _written(self.everybody), what])
        digest = hmac.digest(self.key, said.encode(), hashlib.sha256)
        bits = int.from_bytes(digest) & ((1 << 2 * most) - 1)
        return bits.bit_count() - most


def _written(counts: Counts) -> list[tuple[str, int]]:
    return sorted((area, int(count)) for area, count in counts.items() if count)


def bounds(number: int | None) -> tuple[int, int]:
    """Return the least and the largest count of which this number may be published.

    Examples
    --------
    >>> bounds(25), bounds(10), bounds(None)
    ((15, 35), (0, 20), (0, 15))
    """
    if number is None:
        return 0, SHOWN - 1 - STEP // 2 + SPREAD
    return number - MOST_OFF, number + MOST_OFF


def most_without_way() -> int:
    """So many people had a way at most if none is told."""
    return LEAST + 2 * WAYS_SPREAD - 1
