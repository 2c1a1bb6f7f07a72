"""What the numbers of a report do not say."""

from collections.abc import Iterator
from typing import Final

from mintgeo.chapters.coverage.lead import steps
from mintgeo.chapters.coverage.tables import known
from mintgeo.chapters.protocol import Chapter, Section
from mintgeo.chapters.travel import has_departures, said_of_router
from mintgeo.language import Language
from mintgeo.run import Run


def _sections(run: Run, say: Language) -> Iterator[Section]:
    if known(run):
        title = say("Was die Zahlen nicht sagen")
        values = {"router": said_of_router(run, say), "timed": has_departures(run)}
        yield Section(anchor="limits", title=title, template="limits.html.j2", values=values)


LIMITS: Final = Chapter(name="limits", steps=steps, sections=_sections)
