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
        """Somebody may live there who took part, and surely fewer than five did."""
        return 1 <= self.most < SMALL


def told(publication: Publication, *, least: bool = False) -> Iterator[Told]:
    """Proven bounds of every area that is not shown."""
    programs = Programs(publication)
    if not programs.possible():
        raise AssertionError(f"the published numbers contradict the rule: {publication.numbers}")
    cells = {land: (land,) for land in LANDS} | {ALL: (ALL,)}
    cells |= {group.areas[0]: group.areas for group in programs.groups}
    for cell, areas in cells.items():
        if publication.numbers.of(cell) is None:
            row = programs.cell(cell)
            low = round(programs.least(row)) if least else 0
            yield Told(areas=areas, most=round(programs.most(row)), least=low)


def small(publication: Publication) -> list[Told]:
    """Areas that are proven to hold fewer than five, and may hold some."""
    return [area for area in told(publication) if area.small]


def truths(counts: Counts) -> set[str]:
    """Areas that in truth have one to four people."""
    return {cell for cell, count in sums(counts).items() if 0 < count < SMALL}


def possible_homes(first: Publication, second: Publication, areas: tuple[str, ...]) -> set[str]:
    """Areas in which the person can live whom the second list has more than the first."""
    alike: dict[tuple[str, ...], bool] = {}
    shared = Programs(first, second).groups
    for group in shared:
        if set(group.areas) & set(areas):
            alike[group.areas] = Programs(first, second, extra=group.areas[0]).possible()
    return {area for group, possible in alike.items() if possible for area in group}
