"""Integer programs over what one or more public folders say of the same participants.

Unknown are the counts of all areas. Hidden areas of one Land that lie alike as seen from the
meeting are interchangeable, so one of them stands for all, and the others are one sum.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import LinearConstraint, milp

from tests.privacy.law import ALL, AREAS, LANDS, LAW, OUTSIDE, Law, Numbers, land_of

Row = Mapping[str, float]
SPOTS = ("near", "ring", "far")


@dataclass(frozen=True, kw_only=True)
class Publication:
    """Published numbers, and where every area lies for the published way: near, ring or far."""

    numbers: Numbers
    spots: Mapping[str, str] = field(default_factory=dict)
    law: Law = LAW
    way_missing: bool = False
    """There is a meeting, but no way to it is told."""
    extra: int = 0
    """People on this list that the first one lacks (they live in ``Programs.extra``)."""


@dataclass(frozen=True, kw_only=True)
class Group:
    """Areas that nothing published tells apart."""

    areas: tuple[str, ...]
    land: str

    @property
    def one(self) -> str:
        return f"one {self.areas[0]}"

    @property
    def rest(self) -> str:
        return f"rest {self.areas[0]}"

    @property
    def names(self) -> tuple[str, ...]:
        return (self.one,) if len(self.areas) == 1 else (self.one, self.rest)


class Programs:
    """What the counts of the first publication can be, given all of them.

    ``extra`` is the area of the person that later lists have more.
    """

    def __init__(self, *publications: Publication, extra: str | None = None) -> None:
        self.publications = publications
        self.groups = grouped(publications, apart=extra)
        self._extra, self._found = extra, list[np.ndarray]()
        self._names = [name for group in self.groups for name in group.names] + ["unplaced"]
        self._place = {name: index for index, name in enumerate(self._names)}
        self._rows: list[tuple[Row, float, float]] = []
        for publication in publications:
            self._rows += self._levels(publication)
            self._rows += self._differences(publication) if publication.law.same_people else []
            self._rows += self._ways(publication)
        self._rows.append(({"unplaced": 1.0, **self.cell(OUTSIDE, -1.0)}, -np.inf, 0.0))
        self._matrix, self._least, self._most = self._packed()

    def cell(self, cell: str, factor: float = 1.0) -> dict[str, float]:
        """The sum of an area of any level."""
        return {
            name: factor
            for group in self.groups
            if cell in (ALL, group.land) or cell in group.areas
            for name in (group.names if cell not in group.areas else (group.one,))
        }

    def most(self, row: Row) -> int:
        """Largest value of a sum; -1 where the publications contradict each other.

        All others are made large too, as far as the sum lets them, so that one answer is good for
        many questions of ``reaches``.
        """
        aim = {name: -1.0 for name in self._names if name != "unplaced"}
        found = self._solve(aim | {name: -1000.0 * factor for name, factor in row.items()})
        return -1 if found is None else self._value(found, row)

    def least(self, row: Row) -> int:
        found = self._solve(row)
        return -1 if found is None else self._value(found, row)

    def possible(self) -> bool:
        return self._solve({}) is not None

    def reaches(self, row: Row, people: int) -> bool:
        """Whether an answer that was found already has so many people there."""
        return any(self._value(found, row) >= people for found in self._found)

    def _value(self, found: np.ndarray, row: Row) -> int:
        return round(sum(factor * found[self._place[name]] for name, factor in row.items()))

    def _shift(self, publication: Publication, cell: str) -> int:
        here = self._extra is not None and cell in (ALL, self._extra, land_of(self._extra))
        return publication.extra if here else 0

    def _levels(self, publication: Publication) -> Iterator[tuple[Row, float, float]]:
        law, numbers = publication.law, publication.numbers
        for cell in (ALL, *LANDS):
            low, high = law.span(numbers.of(cell))
            shift = self._shift(publication, cell)
            yield self.cell(cell), low - shift, high - shift
        for group in self.groups:
            low, high = law.span(numbers.of(group.areas[0]))
            shift, others = self._shift(publication, group.areas[0]), len(group.areas) - 1
            yield {group.one: 1.0}, low - shift, high - shift
            if others:
                yield {group.rest: 1.0}, low * others, high * others

    def _differences(self, publication: Publication) -> Iterator[tuple[Row, float, float]]:
        """Other numbers are other people: somebody lives in the rest of the larger area."""
        numbers = publication.numbers
        for land in LANDS:
            if numbers.of(land) != numbers.total:
                yield self._rest(publication, ALL, self.cell(land), land)
        for group in self.groups:
            if numbers.of(group.land) == numbers.of(group.areas[0]) or group.land == OUTSIDE:
                continue
            for name in group.names if len(group.areas) <= 2 else (group.one,):
                yield self._rest(publication, group.land, {name: 1.0}, group.areas[0])

    def _rest(
        self, publication: Publication, whole: str, part: Row, cell: str
    ) -> tuple[Row, float, float]:
        row = self.cell(whole)
        row = {name: factor - part.get(name, 0.0) for name, factor in row.items()}
        gone = self._shift(publication, whole) - self._shift(publication, cell)
        return row, 1.0 - gone, np.inf

    def _ways(self, publication: Publication) -> Iterator[tuple[Row, float, float]]:
        """The middle person, give or take some ranks, lives in the ring of the published way."""
        law, with_way = publication.law, {**self.cell(ALL), "unplaced": -1.0}
        if publication.way_missing and law.ways_absent is not None:
            yield with_way, 0.0, law.ways_absent - publication.extra
        if not publication.spots or publication.extra:
            return
        spot = {
            name: {n: 1.0 for group in self.groups if publication.spots.get(group.areas[0]) == name
                   for n in group.names}
            for name in SPOTS
        }  # fmt: skip
        yield with_way, law.ways_least, np.inf
        slack = 2.0 * law.ranks
        yield {**_scaled(with_way, -1), **_over(spot["near"], with_way)}, -np.inf, slack - 1
        yield {**_scaled(with_way, -1), **_over(spot["far"], with_way)}, -np.inf, slack
        yield {**spot["ring"], **self.cell(OUTSIDE), "unplaced": -1.0}, 1.0, np.inf

    def _packed(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        matrix = np.zeros((len(self._rows), len(self._names)))
        for place, (row, _, _) in enumerate(self._rows):
            for name, factor in row.items():
                matrix[place, self._place[name]] = factor
        bounds = np.array([[low, high] for _, low, high in self._rows])
        return matrix, bounds[:, 0], bounds[:, 1]

    def _solve(self, aim: Row) -> np.ndarray | None:
        costs = np.zeros(len(self._names))
        for name, factor in aim.items():
            costs[self._place[name]] = factor
        found = milp(
            costs,
            constraints=LinearConstraint(self._matrix, self._least, self._most),
            integrality=np.ones_like(costs),
        )
        if found.status != 0:
            return None
        self._found.append(found.x)
        return np.asarray(found.x)


def _scaled(row: Row, factor: float) -> dict[str, float]:
    return {name: value * factor for name, value in row.items()}


def _over(part: Row, whole: Row) -> dict[str, float]:
    """Twice the part less the whole, in the columns of the part."""
    return {name: 2.0 - whole.get(name, 0.0) for name in part}


def grouped(publications: Sequence[Publication], *, apart: str | None) -> list[Group]:
    """Areas that are shown stand alone; the others by Land and by how they lie."""
    found: dict[tuple[object, ...], list[str]] = {}
    for area in AREAS:
        alone = area == apart or any(p.numbers.of(area) is not None for p in publications)
        lies = tuple(p.spots.get(area, "") for p in publications)
        found.setdefault((land_of(area), lies, area if alone else ""), []).append(area)
    return [Group(areas=tuple(areas), land=land_of(areas[0])) for areas in found.values()]
