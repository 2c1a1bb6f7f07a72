"""Which chapters there are, and in which order they are told."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any, Final

from mintgeo._errors import OptionError
from mintgeo._kinds import Kind
from mintgeo.chapters.basics import SECTIONS
from mintgeo.chapters.calls import CALLING
from mintgeo.chapters.companies import COMPANIES
from mintgeo.chapters.coverage import COVERAGE
from mintgeo.chapters.filters import FILTERS
from mintgeo.chapters.gaps import GAPS
from mintgeo.chapters.limits import LIMITS
from mintgeo.chapters.lists import LISTS
from mintgeo.chapters.meeting import MEETING, NEXT_MEETING
from mintgeo.chapters.members import MEMBERS
from mintgeo.chapters.method import METHOD
from mintgeo.chapters.participation import PARTICIPATION
from mintgeo.chapters.partners import PARTNERS
from mintgeo.chapters.people import COUNTED
from mintgeo.chapters.placement import PLACEMENT
from mintgeo.chapters.protocol import Chapter
from mintgeo.chapters.ranks import RANKING
from mintgeo.chapters.regions import REGIONS
from mintgeo.chapters.register import REGISTER
from mintgeo.chapters.routers import ROUTERS
from mintgeo.chapters.schools import SCHOOLS
from mintgeo.chapters.stops import PLAN
from mintgeo.chapters.touring import TOURING, TRAIL
from mintgeo.chapters.transit import TRANSIT
from mintgeo.chapters.travel import TRAVEL
from mintgeo.language import Language, set_further
from mintgeo.modes import MODES
from mintgeo.run import Run

RESULTS: Final = (
    COUNTED, REGIONS, LISTS, TRAVEL, COVERAGE, TRANSIT, FILTERS, RANKING, GAPS, PARTNERS, CALLING,
    COMPANIES, SCHOOLS, PLAN, TOURING, TRAIL, MEETING, NEXT_MEETING, PARTICIPATION, MEMBERS,
    REGISTER,
)  # fmt: skip
CLOSING: Final = (LIMITS, PLACEMENT, METHOD)
"""What every report ends with; chapters that are registered come before it."""
_further: list[Chapter] = []
_ROUTERS: Final = tuple(ROUTERS.values())


def registered() -> tuple[Chapter, ...]:
    """Return all chapters, in the order in which they are told."""
    return (*RESULTS, *_further, *CLOSING)


def is_plain() -> bool:
    """Whether there are no chapters and routers but those of the package."""
    return not _further and tuple(ROUTERS.values()) == _ROUTERS


def register(chapter: Chapter) -> None:
    """Add a chapter to every study, run and report from now on.

    Raises
    ------
    OptionError
        If a chapter has its name already, or declares one of its tables.
    """
    _kinds((*registered(), chapter), tuple(MODES))
    _set((*_further, chapter))


@contextmanager
def with_chapters(*chapters: Chapter) -> Iterator[None]:
    """Add chapters until the end of a ``with`` block."""
    before = tuple(_further)
    try:
        for chapter in chapters:
            register(chapter)
        yield
    finally:
        _set(before)


def _set(further: Sequence[Chapter]) -> None:
    _further[:] = further
    set_further("chapters", (chapter.messages for chapter in further))


def declared() -> Mapping[str, Kind[Any]]:
    """Every kind of table that a chapter declares, by the names of its tables."""
    return _kinds(registered(), tuple(MODES))


def open_inputs() -> frozenset[str]:
    """Names of inputs that tell nothing of people, of all chapters and routers."""
    routers = (name for kind in ROUTERS.values() for name in kind.open_inputs)
    return frozenset(routers).union(*(chapter.open_inputs for chapter in registered()))


def headlines(run: Run, say: Language) -> list[tuple[str, str]]:
    """What a notebook says of a run, of all chapters."""
    return [pair for chapter in registered() for pair in chapter.card(run, say)]


@lru_cache(maxsize=8)
def _kinds(chapters: tuple[Chapter, ...], modes: tuple[str, ...]) -> Mapping[str, Kind[Any]]:  # noqa: ARG001
    """Kinds by the names that their tables can have; a mode that is registered adds names."""
    pairs = [(name, kind) for one in chapters for kind in one.kinds for name in kind.names()]
    given = [*(one.name for one in chapters), *(f"table {name}" for name, _ in pairs)]
    given += [one.name for one in chapters if one.section is not None and one.name in SECTIONS]
    if doubles := [name for name, times in Counter(given).items() if times > 1]:
        raise OptionError(
            "Chapters and their tables need different names: {doubles}.", doubles=", ".join(doubles)
        )
    return dict(pairs)
