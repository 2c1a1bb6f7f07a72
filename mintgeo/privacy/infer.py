"""What can be inferred from published numbers, by linear and integer programming.

An intruder knows every published number, the rule behind it, and the sums that hold between counts:
Kreise add up to Länder, Länder to all. An area is betrayed if the numbers leave no five for it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp

from mintgeo.analysis.participation import ELSEWHERE
from mintgeo.privacy.rule import LEAST, RANKS, bounds, most_without_way
from mintgeo.privacy.ways import FARTHER, NEARER, Way


@dataclass(frozen=True, kw_only=True)
class Published:
    """All that is published of one list of participants.

    Attributes
    ----------
    total
        Of all.
    laender, kreise
        Number by key; None where none is shown.
    members
        Keys of the Kreise by key of their Land.
    meeting
        Whether there was a meeting: then it tells something, too, if no way is told.
    way
        The way to it, if it is told.
    """

    total: int | None
    laender: Mapping[str, int | None]
    kreise: Mapping[str, int | None]
    members: Mapping[str, tuple[str, ...]]
    meeting: bool = False
    way: Way | None = None


@dataclass(frozen=True)
class _Part:
    """Kreise of one Land that the numbers treat alike; a shown one stands alone."""

    land: str
    side: str
    keys: tuple[str, ...]
    low: int
    high: int


def members_of(laender: Iterable[str], kreise: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Kreise of every Land by the beginning of their key; an area that is no Land is its own."""
    keys = list(kreise)
    return {land: tuple(key for key in keys if key.startswith(land)) for land in laender}


def betrayed(published: Published) -> list[str]:
    """Keys of Länder and Kreise that are shown to have fewer than five people.

    An empty list proves that every area without a number could have five. Numbers that no counts
    can have betray every area: nobody can say what they tell.
    """
    program = _Program(published)
    if not program.possible():
        return [*published.laender, *published.kreise]
    return [key for keys, most in program.largest() if most < LEAST for key in keys]


class _Program:
    """The linear constraints of everything published, and the largest counts that they allow."""

    def __init__(self, published: Published) -> None:
        self._all = published
        self._parts = list(_parts(published))
        self._limits = self._constraints()

    def possible(self) -> bool:
        """Whether there are counts of which all this may be published."""
        nothing = np.zeros(len(self._parts))
        return _solved(nothing, self._parts, self._limits).x is not None

    def largest(self) -> Iterator[tuple[list[str], int]]:
        """Keys of areas without a number that share a largest count, and that count."""
        for position, part in enumerate(self._parts):
            if self._all.kreise[part.keys[0]] is None:
                yield list(part.keys), self._of_one(position)
        for land, number in self._all.laender.items():
            if number is None:
                aim = np.array([float(part.land == land) for part in self._parts])
                yield [land], _most(aim, self._parts, self._limits)

    def _of_one(self, position: int) -> int:
        """Largest count of one Kreis of a part, which is taken out of it."""
        part, limits = self._parts[position], self._limits
        low, high = bounds(None)
        others = part.keys[1:]
        rest = _Part(part.land, part.side, others, low * len(others), high * len(others))
        single = _Part(part.land, part.side, part.keys[:1], low, high)
        parts = [*self._parts[:position], rest, *self._parts[position + 1 :], single]
        wide = np.column_stack([limits.A, limits.A[:, position]])
        aim = np.append(np.zeros(len(parts) - 1), 1.0)
        return _most(aim, parts, LinearConstraint(wide, limits.lb, limits.ub))

    def _constraints(self) -> LinearConstraint:
        parts, published = self._parts, self._all
        rows = [np.ones(len(parts))]
        limits: list[tuple[float, float]] = [bounds(published.total)]
        for land, number in published.laender.items():
            rows.append(np.array([float(part.land == land) for part in parts]))
            limits.append(bounds(number))
        if published.meeting and published.way is None:
            rows.append(np.array([float(part.land != ELSEWHERE) for part in parts]))
            limits.append((0, most_without_way()))
        if published.way is not None:
            for side, more in ((NEARER, RANKS - 0.5), (FARTHER, float(RANKS))):
                # at most half of all people, and what chance moved the rank, lie beyond the way
                rows.append(np.array([float(part.side == side) for part in parts]) - 0.5)
                limits.append((-np.inf, more))
        low, high = zip(*limits, strict=True)
        return LinearConstraint(np.array(rows), np.array(low), np.array(high))


def _most(aim: NDArray[np.float64], parts: list[_Part], limits: LinearConstraint) -> int:
    return round(-float(_solved(aim, parts, limits).fun))


def _solved(aim: NDArray[np.float64], parts: list[_Part], limits: LinearConstraint) -> Any:
    return milp(
        -aim,
        constraints=limits,
        integrality=np.ones(len(parts)),
        bounds=Bounds([part.low for part in parts], [part.high for part in parts]),
    )


def _parts(published: Published) -> Iterator[_Part]:
    sides = {} if published.way is None else published.way.sides
    for land, members in published.members.items():
        alike: dict[str, list[str]] = {}
        for key in members:
            if published.kreise[key] is None:
                alike.setdefault(sides.get(key, ""), []).append(key)
            else:
                yield _Part(land, sides.get(key, ""), (key,), *bounds(published.kreise[key]))
        for side, keys in alike.items():
            low, high = bounds(None)
            yield _Part(land, side, tuple(keys), low * len(keys), high * len(keys))
