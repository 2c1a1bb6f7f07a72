"""Streets of a PLZ, a place or a part of town: one by one at first, or all of them.

A list asks for thousands of streets of few PLZ. So what is asked about often is read as a whole,
and names that are not there cost no question.
"""

import re
from collections import Counter
from collections.abc import Callable
from functools import lru_cache
from typing import Final

from mintgeo.addresses.records import Street

Select = Callable[..., list[Street]]
"""Streets whose columns hold some values: ``select("key = ? AND postcode = ?", key, postcode)``."""
Pool = dict[str, list[Street]]
_OFTEN: Final = 20
"""From so many questions about a PLZ or place on, all of its streets are read."""
_POOLS: Final = 1_000
_SINGLE: Final = 100_000
_NUMBER: Final = re.compile("[0-9]+")


class Pools:
    """Streets by what they lie in, and their key."""

    def __init__(self, select: Select) -> None:
        self._select = select
        self._asked: Counter[str] = Counter()
        self._whole = lru_cache(_POOLS)(self._all)
        self._one = lru_cache(_SINGLE)(self._few)
        self._numbered = lru_cache(_POOLS)(self._with_numbers)

    def streets(self, column: str, value: str, key: str) -> list[Street]:
        """Streets of a name whose ``postcode``, ``place_key`` or ``part_key`` is a value."""
        if self._asked[value] >= _OFTEN:
            return self._whole(column, value).get(key, [])
        self._asked[value] += 1
        return self._one(column, value, key)

    def may_hold(self, column: str, value: str, number: str) -> bool:
        """Whether there may be a street with a number in its name, as "Straße des 17. Juni"."""
        if self._asked[value] < _OFTEN:
            return True
        return any(number in key for key in self._numbered(column, value))

    def _with_numbers(self, column: str, value: str) -> list[str]:
        return [key for key in self._whole(column, value) if _NUMBER.search(key)]

    def _few(self, column: str, value: str, key: str) -> list[Street]:
        return self._select(f"key = ? AND {column} = ?", key, value)

    def _all(self, column: str, value: str) -> Pool:
        pool: Pool = {}
        for street in self._select(f"{column} = ?", value):
            pool.setdefault(street.key, []).append(street)
        return pool


def number_in(name: str) -> str:
    """The first number in a name, which stands in its key too: no form of a name loses a digit."""
    found = _NUMBER.search(name)
    return found[0] if found else ""
