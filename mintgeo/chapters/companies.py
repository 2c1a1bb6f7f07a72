"""Companies with sites in the areas of several networks: ``[companies]``.

Nothing of it is public: a list of companies can name single people.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pandas as pd

from mintgeo._errors import OptionError
from mintgeo._kinds import Kind
from mintgeo.analysis.companies import company_networks, company_sentences, read_networks
from mintgeo.chapters.lists import INDEX
from mintgeo.chapters.plan import Study
from mintgeo.chapters.protocol import Chapter, Column, Input, Section, Sentence, Sheet
from mintgeo.chapters.rows import Row, records
from mintgeo.chapters.stages import Results, Stage, Work
from mintgeo.geocoding import geocode
from mintgeo.language import N_, Language
from mintgeo.read import read_sites
from mintgeo.run import Run

FOUND: Final[Kind[pd.DataFrame]] = Kind(name="company_networks")
_TOLD: Final = 12
"""So many companies stand on the page."""
_SEVERAL: Final = 2
_WHERE: Final = {
    "inside": N_("im Gebiet"), "outside": N_("in keinem der Gebiete"),
    "no_location": N_("Ort unbekannt"),
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Companies:
    """Sites of companies, and the areas of networks.

    Attributes
    ----------
    file
        A list of sites; who runs one is a company.
    networks
        A layer of areas, or a list of networks and their Kreise or Länder.
    name
        Column of the names of the layer.
    least_sites
        Companies of fewer sites are left out.
    """

    file: Path
    networks: Path
    name: str = ""
    least_sites: int = _SEVERAL

    def __post_init__(self) -> None:
        if not self.least_sites >= 1:
            raise OptionError(
                "[companies] least_sites must be 1 or more, not {value}.", value=self.least_sites
            )


def _inputs(plan: Study) -> Iterator[Input]:
    asked = plan.section(Companies)
    if asked is not None:
        yield Input(name="companies", key="file", file=asked.file)
        yield Input(name="areas of networks", key="networks", file=asked.networks)


def _matched(work: Work) -> Results:
    asked = work.section(Companies)
    sites = geocode(read_sites(asked.file), using=work[INDEX])
    networks = read_networks(asked.networks, name=asked.name)
    return {FOUND: company_networks(sites, networks, least_sites=asked.least_sites)}


def _parameters(work: Work) -> dict[str, Any]:
    asked = work.plan.section(Companies)
    return {} if asked is None else {"companies": {"least_sites": asked.least_sites}}


def _companies(run: Run) -> list[Row]:
    """One row per company, in the order of the table."""
    return list({row["company"]: row for row in reversed(records(run, FOUND))}.values())[::-1]


def _lead(run: Run, say: Language) -> str:
    every = _companies(run)
    least = run.parameters["companies"]["least_sites"]
    several = [row for row in every if row["networks"] >= _SEVERAL]
    counted = say.count(
        "{n} Unternehmen der Liste hat mindestens {least} Standorte.",
        "{n} Unternehmen der Liste haben mindestens {least} Standorte.",
        len(every), least=say.number(least),
    ) if least >= _SEVERAL else say.count(
        "{n} Unternehmen steht in der Liste.", "{n} Unternehmen stehen in der Liste.", len(every)
    )  # fmt: skip
    shared = say.count(
        "Davon hat {n} Standorte in den Gebieten mehrerer Netzwerke.",
        "Davon haben {n} Standorte in den Gebieten mehrerer Netzwerke.", len(several),
    )  # fmt: skip
    return " ".join([counted, shared, *_doubts(run.of(FOUND), say)])


def _doubts(table: pd.DataFrame, say: Language) -> Iterator[str]:
    """How often a site may lie in another area than it is told to, and how many are nowhere."""
    if unsure := int(table["unsure"].sum()):
        yield say.count(
            "Bei {n} Zuordnung eines Standorts zu einem Gebiet ist eine Grenze näher, als der Ort "
            "bekannt ist.",
            "Bei {n} Zuordnungen von Standorten zu Gebieten ist eine Grenze näher, als der Ort "
            "bekannt ist; ein Standort in mehreren Gebieten zählt in jedem.", unsure,
        )  # fmt: skip
    if lost := int(table.loc[table["reason"] == "no_location", "sites"].sum()):
        yield say.count("Von {n} Standort ist kein Ort bekannt.",
                        "Von {n} Standorten ist kein Ort bekannt.", lost)  # fmt: skip


def _steps(run: Run, say: Language) -> Iterator[Sentence]:
    best = next((row for row in _companies(run) if row["networks"] >= _SEVERAL), None)
    if best is not None:
        told = company_sentences(run.of(FOUND), lang=say.code)
        yield Sentence(about=say("Unternehmen ansprechen"), text=told[best["company"]])


def _sections(run: Run, say: Language) -> Iterator[Section]:
    if run.find(FOUND) is None:
        return
    told = company_sentences(run.of(FOUND), lang=say.code)
    several = [row for row in _companies(run) if row["networks"] >= _SEVERAL]
    yield Section(
        anchor="companies", title=say("Unternehmen in mehreren Netzwerken"),
        template="companies.html.j2",
        values={"lead": _lead(run, say), "more": max(len(several) - _TOLD, 0),
                "sentences": [told[row["company"]] for row in several[:_TOLD]]},
    )  # fmt: skip


def _sheets(run: Run, say: Language) -> Iterator[Sheet]:
    table = run.find(FOUND)
    if table is None:
        return
    heads = {
        "name": say("Unternehmen"), "network_name": say("Netzwerk"), "land": say("Land"),
        "reason": say("Lage"), "sites": say("Standorte"), "unsure": say("davon nahe der Grenze"),
        "shared": say("davon auch in einem anderen Netzwerk"), "places": say("Orte"),
        "networks": say("Netzwerke insgesamt"), "all_sites": say("Standorte insgesamt"),
        "names": say("Schreibweisen"),
    }  # fmt: skip
    where = {code: say(text) for code, text in _WHERE.items()}
    yield Sheet(
        title=say("Unternehmen"), table=table.assign(reason=table["reason"].map(where)), place=91,
        columns=[Column(name=name, head=head) for name, head in heads.items()],
        note=say("VERTRAULICH: in welchen Gebieten von Netzwerken Unternehmen Standorte haben"),
    )  # fmt: skip


COMPANIES: Final = Chapter(
    name="companies",
    kinds=(FOUND,),
    section=Companies,
    inputs=_inputs,
    stages=(
        Stage(
            title=N_("Unternehmen"), needs=(INDEX,), makes=(FOUND,), run=_matched,
            asked=lambda plan: plan.section(Companies) is not None,
        ),
    ),
    parameters=_parameters,
    steps=_steps,
    sections=_sections,
    sheets=_sheets,
)  # fmt: skip
