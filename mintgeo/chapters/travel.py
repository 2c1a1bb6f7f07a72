"""The routers of a study, how wrong their times are, and the streets that they know."""

from collections.abc import Iterator
from typing import Any, Final

import geopandas as gpd
import pandas as pd

from mintgeo import _qml
from mintgeo._credits import credits_of
from mintgeo._errors import OptionError
from mintgeo._kinds import Item
from mintgeo.cartography.palettes import SHARE_COLOURS
from mintgeo.chapters.lists import LOCATED_SITES
from mintgeo.chapters.people import POINTS
from mintgeo.chapters.plan import Study
from mintgeo.chapters.protocol import Chapter, Input, Layer
from mintgeo.chapters.routers import ROUTERS, Ground, RouterKind, RouterWords, files_of
from mintgeo.chapters.routers.known import AIRLINE
from mintgeo.chapters.rows import placed
from mintgeo.chapters.stages import Results, Stage, Work
from mintgeo.chapters.streets import ISOCHRONES, ROADS
from mintgeo.chapters.words import by_mode
from mintgeo.language import N_, Language
from mintgeo.run import Run
from mintgeo.travel import Airline, ErrorLaw, SpeedCurve, abilities
from mintgeo.travel.abilities import TimetableRouter, curve_for, law_for
from mintgeo.travel.isochrones import isochrones
from mintgeo.travel.protocol import Router, StreetRouter

ROUTER: Final[Item[Router]] = Item(name="router", per="mode")
LAWS: Final = "laws"
SPEEDS: Final = "speeds"


def _router(work: Work) -> Results:
    kind = work.plan.routing_of(work.mode)
    router = _made(work.plan, kind, work.mode)
    if router.mode != work.mode:
        raise OptionError(
            "The router '{key}' was asked for {mode}, not {mode2}.",
            key=kind.key,
            mode=work.mode,
            mode2=router.mode,
        )
    return {ROUTER: router}


def _made(plan: Study, kind: RouterKind[Any], mode: str) -> Router:
    own = plan.routing
    own.prepare(plan.way, [one for one in plan.router.modes if one in own.modes])
    if kind.beside is None:
        return kind.make(plan.way, mode)
    ground = Ground(
        router=lambda wanted: own.make(plan.way, wanted) if wanted in own.modes else None,
        area=plan.within,
    )  # fmt: skip
    return kind.beside(plan.section(kind.options), mode, ground)


def _known_by(plan: Study, mode: str) -> Any:
    """What decides a router: its kind and options, the roads beside it, and where it looks."""
    kind, own = plan.routing_of(mode), plan.routing
    return [kind.key, mode, own.key, plan.way, plan.section(kind.options), plan.within]


def _check(plan: Study) -> None:
    """Modes of a kind beside need its section, and the section one of its modes."""
    needed = plan.beside()
    for kind in ROUTERS.beside():
        there = plan.section(kind.options) is not None
        if there != (kind in needed):
            raise OptionError(
                "[router] modes {modes} and the section [{key}] belong together: one is missing.",
                modes=", ".join(map(repr, kind.modes)), key=kind.key,
            )  # fmt: skip


def for_everybody(work: Work) -> tuple[str, Router]:
    """A router for ways from anywhere, and its kind: the first one of the study.

    One that knows a small map, or the timetable of a day, can't tell how somebody came from
    elsewhere; then it is the airline, as quick as people are in its mode.
    """
    kind, router = work.plan.routing_of(work.plan.mode), work[ROUTER]
    if not kind.local and kind.beside is None:
        return kind.key, router
    return AIRLINE.key, Airline(mode=router.mode, curve=curve_for(router.mode, router))


def _streets(work: Work) -> Results:
    """What a map of streets needs: the areas from where offers are reached, and the roads."""
    sites = work[LOCATED_SITES].rows(work[LOCATED_SITES].points.placed)
    offers = sites.rows((sites.table["role"] == "offer").to_numpy())
    minutes = work.plan.coverage.minutes
    ways = [way for way in work.by_mode(ROUTER).values() if "areas" in abilities(way)]
    if not ways:
        return {}
    areas = [isochrones(offers, way, minutes=minutes, merge=True) for way in ways]
    found = gpd.GeoDataFrame(pd.concat(areas, ignore_index=True))
    networks = [way for way in ways if isinstance(way, StreetRouter)]
    if not networks:
        return {ISOCHRONES: found}
    return {ISOCHRONES: found, ROADS: gpd.GeoDataFrame(geometry=networks[0].road_lines())}


def _parameters(work: Work) -> dict[str, Any]:
    asked, ways = work.plan.router, work.by_mode(ROUTER)
    return {
        "modes": asked.modes,
        "max_min": asked.max_min,
        "router": asked.kind,
        "beside": [kind.key for kind in work.plan.beside()],
        "routers": {mode: _described(way) for mode, way in ways.items()},
        LAWS: {mode: law_for(mode, way).plain() for mode, way in ways.items()},
        SPEEDS: {mode: curve_for(mode, way).plain() for mode, way in ways.items()},
    }


def _described(way: Router) -> dict[str, object]:
    """What a router says of itself, and when people leave."""
    leave = {"departures": list(way.departures)} if isinstance(way, TimetableRouter) else {}
    return {**way.describe(), **leave}


def law_of_run(run: Run, mode: str) -> ErrorLaw:
    """How wrong the times of a run are, as its router said.

    Former runs say only the spread; those by the airline were made with the measured law.
    """
    said = run.parameters.get(LAWS, {}).get(mode)
    if said is not None:
        return ErrorLaw.of(said)
    spread = run.parameters.get("spreads", {}).get(mode)
    if spread is None or run.parameters.get("router") == AIRLINE.key:
        return law_for(mode)
    return ErrorLaw(spread=spread)


def speeds_of_run(run: Run, mode: str) -> SpeedCurve:
    """What somebody pays in minutes for a straight line, as the router of a run said."""
    said = run.parameters.get(SPEEDS, {}).get(mode)
    return curve_for(mode) if said is None else SpeedCurve.of(said)


def _unknown(_: object, mode: str) -> Router:
    raise OptionError("The router of this run, for {mode}, is not registered here.", mode=mode)


def has_departures(run: Run) -> bool:
    """Whether a router of the run knows when buses and trains leave."""
    return any("departures" in said for said in run.parameters["routers"].values())


def said_of_router(run: Run, say: Language, key: str = "") -> RouterWords:
    """What is said of the routers of a run; of one that nobody knows any more, only its name.

    A ``key`` names the kind of another one, which a part of the run was made with.
    """
    alone = key or str(run.parameters["router"])
    kind = ROUTERS.get(alone) or RouterKind(key="unknown", title=alone, make=_unknown, modes=())
    others = () if key else run.parameters.get("beside", ())
    return kind.said(say).beside([ROUTERS[one].said(say) for one in others if one in ROUTERS])


def _inputs(plan: Study) -> Iterator[Input]:
    for kind, way in _ways(plan):
        for name in files_of(kind.options):
            given = getattr(way, name)
            for number, file in enumerate(given if isinstance(given, list) else [given], start=1):
                if file:
                    called = name if number == 1 else f"{name} {number}"
                    yield Input(name=called, file=file, rows=POINTS if kind.box else None)


def _ways(plan: Study) -> Iterator[tuple[RouterKind[Any], Any]]:
    """Kinds of the study's routers, with their options."""
    yield plan.routing, plan.way
    for kind in plan.beside():
        if (options := plan.section(kind.options)) is not None:
            yield kind, options


def _vintages(plan: Study) -> Iterator[tuple[str, str]]:
    for kind, way in _ways(plan):
        yield from kind.vintages(way)


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
            say("in höchstens {minutes} Minuten", minutes=say.limit(minutes)),
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


TRAVEL: Final = Chapter(
    name="travel",
    kinds=(ISOCHRONES, ROADS),
    check=_check,
    inputs=_inputs,
    stages=(
        Stage(title=N_("Wege"), per="mode", makes=(ROUTER,), run=_router, known_by=_known_by),
        Stage(
            title=N_("Straßen"), needs=(LOCATED_SITES, ROUTER), makes=(ISOCHRONES, ROADS),
            run=_streets, asked=lambda plan: plan.routing.local, keeps="results",
        ),
    ),
    parameters=_parameters,
    vintages=_vintages,
    attributions=lambda work: credits_of(*work.by_mode(ROUTER).values()),
    layers=_layers,
)  # fmt: skip
