"""The rule by which a count becomes a published number, and what the number tells of the count.

See docs/decisions/0028-publication-model.md; perturbation by a key, as in the census of Destatis.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

LEAST: Final = 5
"""Counts below this are never told, and nothing may be concluded that tells one."""
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
UNTOLD: Final = (0, SHOWN - 1 - STEP // 2 + SPREAD)
"""Bounds of the count of an area that is not shown."""
RANKS: Final = 2
"""Chance moves the rank of the person with the middle way by at most so much."""

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

    def published(self, cell: Counts) -> int | None:
        """Return the number to be published of the people of a cell; None for no number."""
        count = sum(cell.values())
        number = STEP * ((count + self._noise(cell, SPREAD) + STEP // 2) // STEP)
        return number if count >= LEAST and number >= SHOWN else None

    def rank(self, people: int) -> int:
        """Rank, from 1, of the person whose way is told: about the middle one."""
        return min(max(1, (people + 1) // 2 + self._noise({}, RANKS)), people)

    def _noise(self, cell: Counts, most: int) -> int:
        """A binomial number between −most and most, the same for the same people."""
        said = json.dumps([self.attempt, _written(self.everybody), _written(cell)])
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
    ((15, 35), (5, 20), (0, 15))
    """
    if number is None:
        return UNTOLD
    return max(LEAST, number - MOST_OFF), number + MOST_OFF
