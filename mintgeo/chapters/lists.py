"""The lists of a study, read and placed: offers and partners, participants."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Final

import geopandas as gpd
import pandas as pd

from mintgeo import _embedded, _qml, _schema
from mintgeo._kinds import Item, Kind, columns_of
from mintgeo._located import Located
from mintgeo._osm import ATTRIBUTION
from mintgeo.addresses import AddressIndex
from mintgeo.cartography.palettes import KIND_COLOURS
from mintgeo.chapters.plan import Study
from mintgeo.chapters.protocol import Chapter, Input, Layer, Sheet, Theme
from mintgeo.chapters.regions import is_country, where_of
from mintgeo.chapters.rows import Row, degrees, placed, records
from mintgeo.chapters.stages import Results, Stage, Work
from mintgeo.findings import findings_of
from mintgeo.geocoding import geocode
from mintgeo.germany.regions import assign_regions
from mintgeo.language import LEVELS, N_, Language
from mintgeo.read import read_participants, read_sites
from mintgeo.read.several import names_of
from mintgeo.run import Run

READ_SITES: Final[Item[pd.DataFrame]] = Item(name="read sites")
READ_PARTICIPANTS: Final[Item[pd.DataFrame]] = Item(name="read participants", personal=True)
INDEX: Final[Item[list[AddressIndex]]] = Item(name="addresses")
"""The address index of the study, if it has one."""
LOCATED_SITES: Final[Item[Located]] = Item(name="sites, located")
"""The sites with their points in metres and on the networks, found once."""
KEYED_SITES: Final[Item[Located]] = Item(name="sites with their regions")
KEYED_PARTICIPANTS: Final[Item[Located]] = Item(
    name="participants with their regions", personal=True
)
"""The lists, joined with Kreise and Länder once."""
OF_A_SITE: Final = columns_of(_schema.SITES, _schema.GEOCODED)
"""Columns of a placed site that may be published."""
SITES: Final[Kind[gpd.GeoDataFrame]] = Kind(
    name="sites", privacy="open", columns=OF_A_SITE, publish=placed
)
PARTICIPANTS: Final[Kind[gpd.GeoDataFrame]] = Kind(name="participants", privacy="personal")
MAP_TITLE: Final = N_("Straßen und Orte der Karte")
_USED: Final = ("places", "postcodes", "plz_places", "gemeinden")
_LINES: Final = {PARTICIPANTS: N_("Teilnehmende"), SITES: N_("Angebote und Partner")}
_POTENTIAL, _PERSON = "#56b4e9", "#1b2733"


def _has_participants(plan: Study) -> bool:
    return bool(plan.inputs.files(PARTICIPANTS.name).paths)


def _has_sites(plan: Study) -> bool:
    return bool(plan.inputs.files(SITES.name).paths)


def _inputs(plan: Study) -> Iterator[Input]:
    for kind in (PARTICIPANTS, SITES):
        files = [plan.resolve(path) for path in plan.inputs.files(kind.name).paths]
        parts = names_of(files) if len(files) > 1 else [""]
        for number, (file, part) in enumerate(zip(files, parts, strict=False), start=1):
            name = kind.name if number == 1 else f"{kind.name} {number}"
            yield Input(name=name, file=file, rows=kind, part=part)
    if plan.inputs.addresses:
        yield Input(name="addresses", file=plan.resolve(plan.inputs.addresses))
    for number, file in enumerate(_corrections(plan), start=1):
        yield Input(name=f"corrections {number}" if number > 1 else "corrections", file=file)


def _corrections(plan: Study) -> list[Path]:
    return [plan.resolve(path) for path in plan.inputs.files("corrections").paths]


def _placed(table: pd.DataFrame, work: Work) -> gpd.GeoDataFrame:
    return geocode(
        table, using=work[INDEX], corrections=_corrections(work.plan), executor=work.executor
    )


def _index(work: Work) -> Results:
    file = work.plan.inputs.addresses
    return {INDEX: [AddressIndex.of_file(work.plan.resolve(file))] if file else []}


def _sites(work: Work) -> Results:
    found = _placed(work[READ_SITES], work)
    return {SITES: found, LOCATED_SITES: Located(found)}


def _keyed_sites(work: Work) -> Results:
    sites = work[LOCATED_SITES]
    return {KEYED_SITES: sites.under(assign_regions(sites))}


def _keyed_people(work: Work) -> Results:
    people = Located(work[PARTICIPANTS])
    return {KEYED_PARTICIPANTS: people.under(assign_regions(people))}


def _read(read: Callable[..., pd.DataFrame], name: str, plan: Study) -> pd.DataFrame:
    asked = plan.inputs.files(name)
    files = [plan.resolve(path) for path in asked.paths]
    return read(files, sheet=asked.sheet, columns=asked.columns)


def _reads(plan: Study) -> dict[str, Callable[[], object]]:
    readers = {SITES.name: read_sites, PARTICIPANTS.name: read_participants}
    return {
        name: partial(_read, read, name, plan)
        for name, read in readers.items()
        if plan.inputs.files(name).paths
    }


_STAGES: Final = (
    Stage(
        title=N_("Listen lesen"), makes=(READ_SITES,), asked=_has_sites,
        run=lambda work: {READ_SITES: _read(read_sites, SITES.name, work.plan)},
    ),
    Stage(
        title=N_("Listen lesen"), makes=(READ_PARTICIPANTS,), asked=_has_participants,
        run=lambda work: {
            READ_PARTICIPANTS: _read(read_participants, PARTICIPANTS.name, work.plan)
        },
    ),
    Stage(
        title=N_("Orte finden"), makes=(INDEX,), run=_index,
        known_by=lambda plan, _: [plan.resolve(one) for one in [plan.inputs.addresses] if one],
    ),
    Stage(
        title=N_("Orte finden"), needs=(READ_SITES, INDEX), makes=(SITES, LOCATED_SITES),
        run=_sites,
    ),
    Stage(
        title=N_("Orte finden"), needs=(READ_PARTICIPANTS, INDEX), makes=(PARTICIPANTS,),
        run=lambda work: {PARTICIPANTS: _placed(work[READ_PARTICIPANTS], work)},
    ),
    Stage(
        title=N_("Gebiete"), needs=(LOCATED_SITES,), makes=(KEYED_SITES,), run=_keyed_sites,
    ),
    Stage(
        title=N_("Gebiete"), needs=(PARTICIPANTS,), makes=(KEYED_PARTICIPANTS,),
        run=_keyed_people,
    ),
)  # fmt: skip


def _vintages(plan: Study) -> list[tuple[str, str]]:
    found = [(one.title, one.vintage) for one in map(_embedded.source, _USED)]
    return [*found, *map_vintage(plan, plan.inputs.addresses)]


def _attributions(work: Work) -> list[str]:
    lines = [one.attribution for one in map(_embedded.source, _USED)]
    return [*lines, ATTRIBUTION] if work.plan.inputs.addresses else lines


def map_vintage(plan: Study, file: str) -> list[tuple[str, str]]:
    """Of when a file of OpenStreetMap is: its name says it."""
    return [(MAP_TITLE, plan.resolve(file).name)] if file else []


def offers(run: Run) -> list[Row]:
    """Sites that take children today."""
    return [row for row in records(run, SITES) if row["role"] == "offer"]


def placed_offers(run: Run) -> list[Row]:
    """Offers that have a place, so that they can be reached."""
    return [row for row in offers(run) if row.get("geometry", "") is not None]


def kinds_of_offers(run: Run) -> int:
    """How many kinds of offers there are."""
    return len({row["category"] for row in offers(run)} - {None})


def placed_line(table: pd.DataFrame, label: str, say: Language) -> str:
    """Say in one line how a list was placed."""
    levels = table["match_level"].value_counts()
    said = ", ".join(f"{count} {say(LEVELS[str(level)])}" for level, count in levels.items())
    noted = sum(map(bool, findings_of(table)))
    rest = "; " + say("{n} mit Hinweis", n=noted) if noted else ""
    rows = say.count("{n} Zeile", "{n} Zeilen", len(table))
    return f"{say(label)}: {rows} ({said}{rest})"


def _lines(run: Run, say: Language) -> Iterator[str]:
    for kind, label in _LINES.items():
        table = run.find(kind)
        if table is not None:
            yield placed_line(table, label, say)


def _sheets(run: Run, say: Language) -> Iterator[Sheet]:
    titles = {SITES: say("Angebote"), PARTICIPANTS: say("Teilnehmende")}
    for place, (kind, title) in enumerate(titles.items(), start=90):
        table = run.find(kind)
        if table is not None:
            note = say("die gelesene Liste, mit dem Ort jeder Zeile")
            yield Sheet(title=title, table=_in_order(degrees(table)), place=place, note=note)


def _in_order(table: pd.DataFrame) -> pd.DataFrame:
    """What was found of a row behind what it says; nothing for programs only."""
    last = [one for one in (*_OF_A_MATCH, "lat", "lon") if one in table]
    return table[[*table.columns.drop([*last, *_INTERNAL], errors="ignore"), *last]]


_OF_A_MATCH: Final = ("source", "match_level", "radius_m", "match_note", "read_note")
_INTERNAL: Final = ("match_score", "match_source", "findings", "ags_land", "ags_kreis", "outside_m")


def _layers(run: Run, say: Language) -> Iterator[Layer]:
    sites, participants = run.find(SITES), run.find(PARTICIPANTS)
    if sites is not None:
        roles = [
            ("offer", say("Angebot"), KIND_COLOURS[0]),
            ("potential", say("möglicher Partner"), _POTENTIAL),
        ]  # fmt: skip
        yield Layer(
            name="angebote", title=say("Angebote"), place=90, table=placed(sites),
            meaning=say("Angebote und mögliche Partner der gelesenen Liste"),
            style=_qml.categorised("point", "role", roles), label="name",
        )  # fmt: skip
    if participants is not None:
        yield Layer(
            name="teilnehmende", title=say("Teilnehmende"), place=100, table=placed(participants),
            meaning=say("VERTRAULICH: Orte einzelner Teilnehmender; nicht weitergeben"),
            style=_qml.single("point", colour=_PERSON, size="2"),
        )  # fmt: skip


def near(run: Run, sites: gpd.GeoDataFrame) -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame | None]:
    """Sites of the area (and those without a place), and those that maps show around it."""
    if is_country(run):
        return sites, None
    at = where_of(run, sites)
    own, around = sites[unplaced(sites) | (at == "inside")], sites[at == "around"]
    return gpd.GeoDataFrame(own), gpd.GeoDataFrame(around)


def unplaced(table: gpd.GeoDataFrame) -> pd.Series:
    """Which rows have no place."""
    return pd.Series(table.geometry.isna() | table.geometry.is_empty, index=table.index)


def _themes(run: Run, say: Language) -> Iterator[Theme]:  # noqa: ARG001
    """Offers; and where participants are from, to be switched on where offers are the theme."""
    from mintgeo.maps import OffersLayer, PeopleLayer

    sites, participants = run.find(SITES), run.find(PARTICIPANTS)
    if sites is not None:
        own, outside = near(run, sites)
        drawn = {"sites": own} if outside is None else {"sites": own, "outside": outside}
        yield Theme(name="offers", layer=OffersLayer, of=drawn, place=20)
    if participants is not None:
        there = participants[unplaced(participants) | (where_of(run, participants) != "beyond")]
        of = {"participants": there, "quiet": sites is not None}
        yield Theme(name="people", layer=PeopleLayer, of=of, place=30)


LISTS: Final = Chapter(
    name="lists",
    kinds=(SITES, PARTICIPANTS),
    inputs=_inputs,
    reads=_reads,
    open_inputs=frozenset({"addresses"}),
    stages=_STAGES,
    vintages=_vintages,
    attributions=_attributions,
    lines=_lines,
    sheets=_sheets,
    layers=_layers,
    themes=_themes,
)
