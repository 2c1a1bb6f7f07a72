"""Places of a map that could join, and what each of them would change."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import geopandas as gpd
import pandas as pd

from mintgeo import _qml, _schema
from mintgeo._errors import InputError, OptionError
from mintgeo._kinds import Item, Kind, columns_of
from mintgeo._located import Located
from mintgeo._osm import ATTRIBUTION
from mintgeo.analysis.partners import partner_gains
from mintgeo.chapters.coverage.tables import REACH, REACHED
from mintgeo.chapters.drawing import Figure
from mintgeo.chapters.lists import OF_A_SITE, SITES, map_vintage, near
from mintgeo.chapters.plan import Study
from mintgeo.chapters.protocol import (
    Chapter,
    Column,
    Input,
    Layer,
    Section,
    Sentence,
    Sheet,
    Theme,
)
from mintgeo.chapters.regions import AROUND, KREISE, PARTS, where
from mintgeo.chapters.rows import Row, bracketed, degrees, placed, records
from mintgeo.chapters.stages import Results, Stage, Work
from mintgeo.chapters.streets import ROADS
from mintgeo.chapters.travel import ROUTER
from mintgeo.chapters.wide import widened
from mintgeo.chapters.words import by_mode, notes, said_of, who
from mintgeo.language import N_, Language, word
from mintgeo.modes import MODES
from mintgeo.run import Run
from mintgeo.sites import from_osm, taxonomy

if TYPE_CHECKING:
    from mintgeo.figures import Picture

FOUND: Final[Item[Located]] = Item(name="possible partners")
GAINS: Final[Kind[gpd.GeoDataFrame]] = Kind(
    name="partners", per="mode", parts=MODES, privacy="open",
    columns=columns_of(_schema.PARTNERS, also=("could_offer",)) | OF_A_SITE,
)  # fmt: skip
_BEST: Final = (
    N_(
        "Am meisten brächte nach bester Schätzung {name}: Etwa {people} {who} erreichen "
        "heute in {minutes} Minuten kein Angebot und würden dann {mode} dieses erreichen."
    ),
    N_(
        "Am meisten brächte nach bester Schätzung {name}: Etwa {people} {who} erreichen "
        "heute in {minutes} Minuten kein Angebot und würden dann dieses erreichen, wenn sie {mode} "
        "werden."
    ),
)


@dataclass(frozen=True, kw_only=True)
class Partners:
    """Places of an OpenStreetMap extract that could be won; of some categories, or of all."""

    extract: Path
    categories: list[str] = field(default_factory=list)
    minutes: float = 15

    def __post_init__(self) -> None:
        if not self.minutes > 0:
            raise OptionError(
                "[partners] minutes must be positive, not {minutes!r}.", minutes=self.minutes
            )


def _extract(plan: Study) -> Path | None:
    asked = plan.section(Partners)
    return asked.extract if asked else None


def _inputs(plan: Study) -> Iterator[Input]:
    if file := _extract(plan):
        yield Input(name="partners", file=file)


def _found(work: Work) -> Results:
    """Places of the extract, as far as maps of the area reach."""
    asked = work.section(Partners)
    found = from_osm(asked.extract, progress=False)
    unknown = sorted(set(asked.categories) - set(taxonomy()["category"]))
    if unknown:
        known = ", ".join(sorted(set(taxonomy()["category"])))
        raise InputError(
            "[partners] knows no {unknown}; there are {known}.",
            unknown=", ".join(unknown),
            known=known,
        )
    wanted = asked.categories or list(found["category"])
    chosen = found[found["category"].isin(wanted)]
    if AROUND in work:
        at = where(chosen, work.get(KREISE), work[AROUND], work.get(PARTS))
        chosen = chosen[at != "beyond"]
    chosen = chosen.reset_index(drop=True)
    if chosen.empty:
        raise InputError(
            "[partners] the extract holds no place of these categories in or around the area."
        )
    return {FOUND: Located(chosen)}


def _gains(work: Work) -> Results:
    minutes = work.section(Partners).minutes
    return {GAINS: partner_gains(work[REACHED], work[FOUND], work[ROUTER], minutes=minutes)}


def _parameters(work: Work) -> dict[str, Any]:
    asked = work.plan.section(Partners)
    return {"partners": {"minutes": asked.minutes} if asked else None}


def _steps(run: Run, say: Language) -> Iterator[Sentence]:
    best = next(iter(records(run, GAINS)), None)
    if best is not None and best["gained"]:
        text = said_of(
            _BEST, run.mode, say, name=bracketed(best["name"], word(best["category"], say)),
            people=say.people(best["gained"]), who=who(run, say),
            minutes=say.limit(run.parameters["partners"]["minutes"]),
        )  # fmt: skip
        yield Sentence(about=say("Partner ansprechen"), text=text)


def _sections(run: Run, say: Language) -> Iterator[Section]:
    if run.find(GAINS) is not None:
        yield Section(
            anchor="partners", title=say("Wer mitmachen könnte"), template="partners.html.j2",
            values={"partners": _rows(run)},
        )  # fmt: skip


def _rows(run: Run) -> list[Row]:
    """Partners in the order of the first mode, with what they gain in every mode."""
    gains = [table.set_index("id")["gained"] for table in run.by_mode(GAINS).values()]
    return [{**row, "gains": [one[row["id"]] for one in gains]} for row in records(run, GAINS)]


def _sheets(run: Run, say: Language) -> Iterator[Sheet]:
    tables = run.by_mode(GAINS)
    if not tables:
        return
    rows, columns = widened(
        pd.concat(map(degrees, tables.values())), say, index=_OF_A_PARTNER,
        values=["within", "gained"],
    )  # fmt: skip
    minutes = say.limit(run.parameters["partners"]["minutes"])
    yield Sheet(
        title=say("Mögliche Partner"), table=rows, columns=[*map(_headed, columns)][1:], place=70,
        note=say(
            "Orte der Karte, die mitmachen könnten: so viele {who} wohnen in {minutes} Minuten um "
            "sie, und so viele davon haben heute kein Angebot",
            who=who(run, say), minutes=minutes,
        ),
    )  # fmt: skip


def _headed(column: Column) -> Column:
    """There is one threshold, which the first sheet says: it needs no place in every header."""
    return replace(column, head="") if column.group else column


_OF_A_PARTNER: Final = (
    "id", "name", "category", "street", "postcode", "place", "could_offer", "lat", "lon",
)  # fmt: skip


def _columns(run: Run, say: Language) -> list[tuple[str, str]]:  # noqa: ARG001
    meaning = say("Menschen in der Zeit um den Partner; davon heute ohne Angebot")
    return [("within, gained", meaning)]


def _layers(run: Run, say: Language) -> Iterator[Layer]:
    for mode, table in run.by_mode(GAINS).items():
        yield Layer(
            name=f"partner_{mode}",
            title=say("Mögliche Partner ({mode})", mode=by_mode(mode, say)),
            meaning=say(
                "Orte, die mitmachen könnten, und wie viele dann ein Angebot mehr erreichten"
            ),
            table=placed(table),
            style=_qml.single("point", colour="#56b4e9", name="square", size="2.2"),
            place=80,
            label="name",
            shown=mode == run.mode,
        )


def _themes(run: Run, say: Language) -> Iterator[Theme]:  # noqa: ARG001
    from mintgeo.maps import OffersLayer

    table = run.find(GAINS)
    if table is not None:
        own, outside = near(run, table)
        of = {"partners": own} if outside is None else {"partners": own, "beside": outside}
        yield Theme(name="offers", layer=OffersLayer, of=of, place=20)


def _sees(run: Run) -> tuple[str, ...]:
    table = run.find(GAINS)
    if table is None or placed(table).empty:
        return ()
    return (GAINS.at(run.mode).name, "sites", "roads", "kreise", REACH.at(run.mode).name)


def _figure(run: Run, say: Language) -> "Picture":
    from mintgeo.figures import partners_figure

    roads = run.find(ROADS)
    return partners_figure(
        run.of(GAINS), run.find(SITES), roads=roads, places=run.find(REACH),
        borders=run.find(KREISE) if roads is None else None,
        title=run.title, mode=run.mode, who=run.parameters["people"]["who"],
        notes=notes(run, say), lang=say.code,
    )  # fmt: skip


PARTNERS: Final = Chapter(
    name="partners",
    kinds=(GAINS,),
    section=Partners,
    inputs=_inputs,
    open_inputs=frozenset({"partners"}),
    stages=(
        Stage(
            title=N_("Mögliche Partner"), wants=(KREISE, AROUND, PARTS), makes=(FOUND,), run=_found,
            asked=lambda plan: plan.section(Partners) is not None, keeps="results",
            sections=(Partners,),
        ),
        Stage(
            title=N_("Mögliche Partner"), per="mode", needs=(FOUND, REACHED, ROUTER),
            makes=(GAINS,), run=_gains, keeps="results", sections=(Partners,),
        ),
    ),
    parameters=_parameters,
    vintages=lambda plan: map_vintage(plan, str(_extract(plan) or "")),
    attributions=lambda work: [ATTRIBUTION] if _extract(work.plan) else [],
    steps=_steps,
    sections=_sections,
    sheets=_sheets,
    columns=_columns,
    layers=_layers,
    themes=_themes,
    figures=(
        Figure(name="partner", section="partners", needs="sites", sees=_sees, draw=_figure),
    ),
)  # fmt: skip
