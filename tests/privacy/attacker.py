"""The intruder: knows the code, the rule, the embedded data and every published byte."""

from collections.abc import Iterator
from dataclasses import dataclass

from tests.privacy.law import ALL, LANDS, Counts, sums
from tests.privacy.programs import Programs, Publication

SMALL = 5


@dataclass(frozen=True, kw_only=True)
class Told:
    """What is proven of an area that is not shown, and of all areas that are like it."""

    areas: tuple[str, ...]
    most: int
    least: int = 0

    @property
    def small(self) -> bool:
        """Surely fewer than five took part who live there, or nobody did."""
        return self.most < SMALL


def told(publication: Publication) -> Iterator[Told]:
    """Proven bounds of every area that is not shown."""
    programs = _consistent(publication)
    for areas in _hidden(programs, publication):
        row = programs.cell(areas[0])
        yield Told(areas=areas, most=programs.most(row), least=programs.least(row))


def small(publication: Publication) -> list[Told]:
    """Areas that are proven to hold fewer than five."""
    programs, found = _consistent(publication), []
    for areas in _hidden(programs, publication):
        row = programs.cell(areas[0])
        if not programs.reaches(row, SMALL):
            found.append(Told(areas=areas, most=programs.most(row)))
    return [one for one in found if one.small]


def _consistent(publication: Publication) -> Programs:
    programs = Programs(publication)
    if not programs.possible():
        raise AssertionError(f"the published numbers contradict the rule: {publication.numbers}")
    return programs


def _hidden(programs: Programs, publication: Publication) -> Iterator[tuple[str, ...]]:
    """Areas of all levels that are not shown; those that nothing tells apart together."""
    cells = {land: (land,) for land in LANDS} | {ALL: (ALL,)}
    cells |= {group.areas[0]: group.areas for group in programs.groups}
    return (areas for cell, areas in cells.items() if publication.numbers.of(cell) is None)


def truths(counts: Counts) -> set[str]:
    """Areas that in truth have one to four people."""
    return {cell for cell, count in sums(counts).items() if 0 < count < SMALL}


def possible_homes(first: Publication, second: Publication) -> Iterator[str]:
    """Areas in which the person can live whom the second list has more than the first.

    Of areas that nothing tells apart only two are named.
    """
    for group in Programs(first, second).groups:
        if Programs(first, second, extra=group.areas[0]).possible():
            yield from group.areas[:2]
