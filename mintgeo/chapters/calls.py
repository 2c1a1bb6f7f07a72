"""Whom to call first: possible partners near the gaps, with reasons, to be passed on: ``[calls]``.

Nothing of it is public: it is what the office works with.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import geopandas as gpd

from mintgeo._errors import OptionError
from mintgeo._excel import save
from mintgeo._kinds import Kind
from mintgeo.analysis.calling.ranked import calls_of
from mintgeo.analysis.calling.workbook import call_book
from mintgeo.chapters.coverage.tables import PLACED
from mintgeo.chapters.gaps.tables import AREAS
from mintgeo.chapters.leaf import File
from mintgeo.chapters.partners import GAINS, Partners
from mintgeo.chapters.plan import Study
from mintgeo.chapters.protocol import Chapter, Section
from mintgeo.chapters.rows import Row, records
from mintgeo.chapters.stages import Results, Stage, Work
from mintgeo.chapters.travel import ROUTER
from mintgeo.chapters.words import by_mode
from mintgeo.language import N_, NOTHING, Language
from mintgeo.run import Run

CALLS: Final[Kind[gpd.GeoDataFrame]] = Kind(name="calls")
FOLDER: Final = "calls"
FILE: Final = "calls.xlsx"
_TOLD: Final = 10
"""So many stand on the page."""


@dataclass(frozen=True, kw_only=True)
class Calls:
    """Which of the possible partners are called.

    Attributes
    ----------
    within_km
        How near to a gap they are, as the crow flies; those whose place is unknown are listed too.
    """

    within_km: float = 10

    def __post_init__(self) -> None:
        if not self.within_km >= 0:
            raise OptionError(
                "[calls] within_km must be 0 or more, not {value!r}.", value=self.within_km
            )


def _check(plan: Study) -> None:
    if plan.section(Calls) is not None and plan.section(Partners) is None:
        raise OptionError("[calls] needs the section [partners]: it says who could be called.")


def _listed(work: Work) -> Results:
    asked = work.section(Calls)
    table = calls_of(
        work[GAINS], work[ROUTER], gaps=work.get(AREAS), within_km=asked.within_km,
        offers=work[PLACED],
    )  # fmt: skip
    return {CALLS: table}


def _parameters(work: Work) -> dict[str, Any]:
    asked = work.plan.section(Calls)
    return {} if asked is None else {"calls": {"within_km": asked.within_km}}


def _lead(run: Run, say: Language) -> str:
    table, within = run.of(CALLS), say.number(run.parameters["calls"]["within_km"])
    lost = int(table["reasons"].eq("no_location").sum())
    if run.find(AREAS) is None:
        told = [say.count("{n} Ort könnte angerufen werden.", "{n} Orte könnten angerufen werden.",
                          len(table))]  # fmt: skip
    else:
        told = [say.count(
            "{n} möglicher Partner liegt in einer Lücke oder höchstens {within} km davon.",
            "{n} mögliche Partner liegen in einer Lücke oder höchstens {within} km davon.",
            len(table) - lost, within=within,
        )]  # fmt: skip
        if lost:
            told.append(say.count("Von {n} weiteren ist kein Ort bekannt.",
                                  "Von {n} weiteren ist kein Ort bekannt.", lost))  # fmt: skip
    if len(table):
        told.append(say("Die Anrufliste mit Gründen und Platz für Notizen ist „{file}“.",
                        file=f"{FOLDER}/{FILE}"))  # fmt: skip
    return " ".join(told)


def _near(row: Row, say: Language) -> str:
    """The gap that somebody is near to, or in."""
    if not row["gap"]:
        return NOTHING
    if not row["gap_m"]:
        return say("{gap} (darin)", gap=row["gap"])
    return say("{gap} ({km} km)", gap=row["gap"], km=say.number(row["gap_m"] / 1000, 1))


def _sections(run: Run, say: Language) -> Iterator[Section]:
    table = run.find(CALLS)
    if table is None:
        return
    rows = [
        {**row, "where": _near(row, say), "lost": row["reasons"] == "no_location"}
        for row in records(run, CALLS)[:_TOLD]
    ]  # fmt: skip
    yield Section(
        anchor="calls", title=say("Wen zuerst anrufen"), template="calls.html.j2",
        values={"lead": _lead(run, say), "calls": rows, "by": by_mode(run.mode, say)},
    )  # fmt: skip


def _files(run: Run, say: Language) -> Iterator[File]:
    table = run.find(CALLS)
    if table is not None and len(table):
        day = datetime.fromisoformat(run.as_of)
        yield File(folder=FOLDER, name=FILE,
                   write=lambda path: save(call_book(table, (), say), path, day))  # fmt: skip


CALLING: Final = Chapter(
    name="calls",
    kinds=(CALLS,),
    section=Calls,
    check=_check,
    stages=(
        Stage(
            title=N_("Anrufliste"), needs=(GAINS, ROUTER, PLACED), wants=(AREAS,), makes=(CALLS,),
            run=_listed, asked=lambda plan: plan.section(Calls) is not None,
        ),
    ),
    parameters=_parameters,
    sections=_sections,
    files=_files,
)  # fmt: skip
