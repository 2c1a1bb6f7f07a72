"""How a study was computed, step by step."""

from collections.abc import Iterator
from typing import Final

from mintgeo.chapters.coverage.page import edge_people
from mintgeo.chapters.coverage.tables import known
from mintgeo.chapters.protocol import Chapter, Section
from mintgeo.chapters.travel import law_of_run, said_of_router
from mintgeo.language import Language
from mintgeo.run import Run


def _sections(run: Run, say: Language) -> Iterator[Section]:
    if known(run):
        yield Section(
            anchor="method", title=say("Wie gerechnet wurde"), template="method.html.j2",
            values={
                "edge_people": edge_people(run), "router": said_of_router(run, say),
                "law_spreads": {mode: law_of_run(run, mode).spread for mode in run.modes},
            },
        )  # fmt: skip


METHOD: Final = Chapter(name="method", sections=_sections)
