"""How a study was computed, step by step."""

from collections.abc import Iterator
from typing import Any, Final

from mintgeo.chapters.coverage.page import edge_people
from mintgeo.chapters.coverage.tables import known
from mintgeo.chapters.meeting import JOURNEYS
from mintgeo.chapters.participation.own import OWN
from mintgeo.chapters.participation.tables import COUNTS
from mintgeo.chapters.protocol import Chapter, Section
from mintgeo.chapters.travel import law_of_run, said_of_router
from mintgeo.language import Language
from mintgeo.run import Run


def _sections(run: Run, say: Language) -> Iterator[Section]:
    shares, counts, ways = known(run), run.find(COUNTS, level="kreis"), run.find(JOURNEYS)
    if not shares and counts is None:
        return
    values: dict[str, Any] = {
        "of_shares": shares, "of_ways": shares or ways is not None,
        "of_people": counts is not None, "of_parts": run.find(OWN) is not None,
        "edge_people": edge_people(run) if shares else 0, "router": said_of_router(run, say),
        "beside": [said_of_router(run, say, one) for one in run.parameters.get("beside", ())],
    }  # fmt: skip
    if shares:
        values["law_spreads"] = {mode: law_of_run(run, mode).spread for mode in run.modes}
    yield Section(
        anchor="method", title=say("Wie gerechnet wurde"), template="method.html.j2", values=values
    )


METHOD: Final = Chapter(name="method", sections=_sections)
