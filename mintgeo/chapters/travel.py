"""The routers of a study, how wrong their times are, and the streets that they know."""

from collections.abc import Iterator
from typing import Any, Final

import geopandas as gpd
import pandas as pd

from mintgeo import _qml, _schema
from mintgeo._kinds import Item, Kind, columns_of
from mintgeo._osm import ATTRIBUTION
from mintgeo.cartography.palettes import SHARE_COLOURS
from mintgeo.chapters.lists import LOCATED_SITES, map_vintage
from mintgeo.chapters.people import POINTS
from mintgeo.chapters.plan import Study
from mintgeo.chapters.protocol import Chapter, Input, Layer
from mintgeo.chapters.rows import placed
from mintgeo.chapters.stages import Results, Stage, Work
from mintgeo.chapters.words import by_mode
from mintgeo.language import N_, Language
from mintgeo.run import Run
from mintgeo.travel import Airline, ErrorLaw, RoadNetwork
from mintgeo.travel.abilities import law_for
from mintgeo.travel.isochrones import isochrones
from mintgeo.travel.protocol import Router, StreetRouter

ROUTER: Final[Item[Router]] = Item(name="router", per="mode")
ISOCHRONES: Final[Kind[gpd.GeoDataFrame]] = Kind(
    name="isochrones", privacy="open", columns=columns_of(_schema.ISOCHRONES)
)
ROADS: Final[Kind[gpd.GeoDataFrame]] = Kind(
    name="roads", privacy="open", columns=frozenset({"kind", "name", "geometry"})
)


def _on_roads(plan: Study) -> bool:
    return plan.router.kind == "roads"


def _router(work: Work) -> Results:
    if _on_roads(work.plan):
        extract = work.plan.resolve(work.plan.router.extract)
        law = ErrorLaw(spread=work.plan.router.spread)
        return {ROUTER: RoadNetwork.from_osm(extract, work.mode, law=law)}
    return {ROUTER: Airline(mode=work.mode)}


def _streets(work: Work) -> Results:
    """What a map of streets needs: the areas from where offers are reached, and the roads."""
    sites = work[LOCATED_SITES].rows(work[LOCATED_SITES].points.placed)
    offers = sites.rows((sites.table["role"] == "offer").to_numpy())
    minutes, ways = work.plan.coverage.minutes, list(work.by_mode(ROUTER).values())
    areas = [isochrones(offers, way, minutes=minutes, merge=True) for way in ways]
    networks = [way for way in ways if isinstance(way, StreetRouter)]
    return {
        ISOCHRONES: gpd.GeoDataFrame(pd.concat(areas, ignore_index=True)),
        ROADS: gpd.GeoDataFrame(geometry=networks[0].road_lines()),
    }


def _parameters(work: Work) -> dict[str, Any]:
    asked, ways = work.plan.router, work.by_mode(ROUTER)
    return {
        "modes": asked.modes,
        "max_min": asked.max_min,
        "router": asked.kind,
        "routers": {mode: way.describe() for mode, way in ways.items()},
        "spreads": {mode: law_for(mode, way).spread for mode, way in ways.items()},
    }


def _inputs(plan: Study) -> Iterator[Input]:
    if plan.router.extract:
        file = plan.resolve(plan.router.extract)
        yield Input(name="extract", file=file, rows=POINTS)


def _layers(run: Run, say: Language) -> Iterator[Layer]:
    """Areas of each mode, and roads."""
    areas, roads = run.find(ISOCHRONES), run.find(ROADS)
    if areas is not None:
        yield from (_areas(areas[areas["mode"] == mode], mode, say) for mode in run.modes)
    if roads is not None:
        yield Layer(
            name="strassen", title=say("Straßen"), meaning=say("Straßen der Karte"), place=60,
            table=placed(roads),
            style=_qml.single("line", colour="#8a949d", line_width="0.15"),
        )  # fmt: skip


def _areas(areas: gpd.GeoDataFrame, mode: str, say: Language) -> Layer:
    """Areas of a mode, the longest threshold first, so that the shorter ones lie on top."""
    rows = areas.sort_values("minutes", ascending=False, kind="stable")
    classes = [
        (
            f"{minutes:g}",
            say("in höchstens {minutes} Minuten", minutes=say.number(minutes)),
            SHARE_COLOURS[min(3, 1 + place)],
        )
        for place, minutes in enumerate(rows["minutes"].unique())
    ]
    return Layer(
        name=f"flaechen_{mode}",
        title=say("Flächen ({mode})", mode=by_mode(mode, say)),
        meaning=say("von dort wird in der Zeit ein Angebot erreicht"),
        table=gpd.GeoDataFrame(rows),
        style=_qml.categorised("polygon", "minutes", classes),
        place=40,
    )


def _on_map(run: Run) -> dict[str, Any]:
    found = {"isochrones": run.find(ISOCHRONES), "roads": run.find(ROADS)}
    return {name: table for name, table in found.items() if table is not None}


TRAVEL: Final = Chapter(
    name="travel",
    kinds=(ISOCHRONES, ROADS),
    inputs=_inputs,
    open_inputs=frozenset({"extract"}),
    stages=(
        Stage(title=N_("Wege"), per="mode", makes=(ROUTER,), run=_router),
        Stage(
            title=N_("Straßen"), needs=(LOCATED_SITES, ROUTER), makes=(ISOCHRONES, ROADS),
            run=_streets, asked=_on_roads,
        ),
    ),
    parameters=_parameters,
    vintages=lambda plan: map_vintage(plan, plan.router.extract),
    attributions=lambda work: [ATTRIBUTION] if work.plan.router.extract else [],
    layers=_layers,
    on_map=_on_map,
)  # fmt: skip
