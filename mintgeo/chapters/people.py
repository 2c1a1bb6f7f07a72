"""Who a study counts, where, and what is known about the error."""

import json
from collections.abc import Iterator
from importlib.resources import files
from typing import Any, Final

import geopandas as gpd

from mintgeo import _embedded
from mintgeo._credits import credits_of
from mintgeo._errors import InputError
from mintgeo._kinds import Item
from mintgeo._located import Located
from mintgeo.chapters.plan import Study
from mintgeo.chapters.protocol import Chapter, Input
from mintgeo.chapters.routers import Box, RouterKind
from mintgeo.chapters.stages import Results, Stage, Work
from mintgeo.germany.population import ZENSUS, people_within, population
from mintgeo.germany.regions import regions
from mintgeo.language import CHILDREN, N_, PEOPLE

EVERYBODY: Final[Item[gpd.GeoDataFrame]] = Item(name="everybody")
"""All people whom the study counts, wherever in Germany they live."""
POINTS: Final[Item[gpd.GeoDataFrame]] = Item(name="points")
"""Those of them who live where the study looks: its demand table."""
LOCATED: Final[Item[Located]] = Item(name="points, located")
"""The demand table with its points in metres and on the networks, found once."""
_OFFICIAL: Final = "Zensus-Gitter"


def _inputs(plan: Study) -> Iterator[Input]:
    for name, file in (("people", plan.people.grid), ("ages", plan.people.ages)):
        if file:
            yield Input(name=name, file=plan.resolve(file), rows=POINTS)
    if plan.people.gemeinden:
        yield Input(name="gemeinden", file=plan.resolve(plan.people.gemeinden))
    for layer in plan.within.files if plan.within else ():
        yield Input(name="within", file=layer)


def _everybody(work: Work) -> Results:
    plan, people = work.plan, work.plan.people
    found = population(
        plan.resolve(people.grid) if people.grid else None,
        ages=plan.resolve(people.ages) if people.ages else None,
        under=people.under or None,
        layer=_borders(plan),
        cell=people.cell,
    )
    return {EVERYBODY: found}


def _counted(work: Work) -> Results:
    plan, within = work.plan, work.plan.within
    points = people_within(work[EVERYBODY], within) if within else work[EVERYBODY]
    box = plan.routing.box
    points = points if box is None else _inside(points, box(plan.way), plan.routing)
    return {POINTS: points, LOCATED: Located(points)}


def _borders(plan: Study) -> gpd.GeoDataFrame | None:
    """Gemeinden of the cells of a grid, if the study has them."""
    file = plan.people.gemeinden
    return regions("gemeinde", source=plan.resolve(file)) if file else None


def _inside(points: gpd.GeoDataFrame, box: Box, router: RouterKind[Any]) -> gpd.GeoDataFrame:
    """Points in the box of a router; beyond it nobody can be routed."""
    x, y = points.geometry.x, points.geometry.y
    there = x.between(box[0], box[2]) & y.between(box[1], box[3])
    if not there.any():
        raise InputError(
            "Nobody of the people counted lives where the router '{key}' has data, between "
            "{box:.2f}, {box2:.2f} and {box3:.2f}, {box4:.2f} degrees.",
            key=router.key,
            box=box[0],
            box2=box[1],
            box3=box[2],
            box4=box[3],
        )
    return gpd.GeoDataFrame(points[there].reset_index(drop=True))


def _about(work: Work) -> dict[str, Any]:
    """Say who is counted, from where, and how wrong the embedded points were found to be.

    ``error`` (percentage points and per cent, see ``tools/measure_embedded.py``) is None for
    official data; ``outside`` are people outside of all borders; ``unknown`` are the cells,
    and their people, whose number of children the data do not tell.
    """
    people, points = work.plan.people, work[POINTS]
    official = bool(people.grid)
    gap = points["outside_m"] if "outside_m" in points.columns else None
    outside = 0.0 if gap is None else float(points.loc[gap.fillna(1) > 0, "population"].sum())
    ((source, vintage),) = _vintages(work.plan)
    about = {
        "source": source,
        "vintage": vintage,
        "who": f"{CHILDREN}_{people.under}" if people.under else PEOPLE,
        "points": len(points),
        "people": float(points["population"].sum()),
        "outside": outside,
        "unknown": points.attrs.get("unknown"),
        "error": None if official else quality(),
    }
    return {"people": about}


def _vintages(plan: Study) -> list[tuple[str, str]]:
    if plan.people.grid:
        return [(_OFFICIAL, plan.resolve(plan.people.grid).name)]
    source = _embedded.source("demand")
    return [(source.title, source.vintage)]


def quality() -> dict[str, Any]:
    """Measured error of the embedded people, as ``make verify`` found it."""
    text = (files("mintgeo") / "data" / "quality.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def _attributions(work: Work) -> list[str]:
    """Whom to name for the people, and for borders that the study brings."""
    people = work.plan.people
    borders = credits_of(work[POINTS]) if people.gemeinden else []
    return [ZENSUS if people.grid else _embedded.source("demand").attribution, *borders]


COUNTED: Final = Chapter(
    name="people",
    check=lambda plan: plan.within,
    inputs=_inputs,
    open_inputs=frozenset({"people", "ages", "gemeinden", "within"}),
    stages=(
        Stage(title=N_("Menschen zählen"), makes=(EVERYBODY,), run=_everybody),
        Stage(
            title=N_("Menschen zählen"), needs=(EVERYBODY,), makes=(POINTS, LOCATED), run=_counted
        ),
    ),
    parameters=_about,
    vintages=_vintages,
    attributions=_attributions,
)
