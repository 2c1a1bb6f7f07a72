"""Who a study counts, where, and what is known about the error."""

import json
from importlib.resources import files
from typing import Any, Final

import geopandas as gpd

from mintgeo import _embedded
from mintgeo._credits import credits_of
from mintgeo._errors import InputError
from mintgeo._osm import extent
from mintgeo.language import CHILDREN, PEOPLE
from mintgeo.population import ZENSUS, people_within, population
from mintgeo.regions import regions
from mintgeo.study.options import Study

_OFFICIAL: Final = "Zensus-Gitter"


def everybody(plan: Study) -> gpd.GeoDataFrame:
    """Return all people whom the study counts, wherever in Germany they live."""
    people = plan.people
    return population(
        plan.resolve(people.grid) if people.grid else None,
        ages=plan.resolve(people.ages) if people.ages else None,
        under=people.under or None,
        layer=_borders(plan),
        cell=people.cell,
    )


def demand(plan: Study, everybody: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return those of them who live where the study looks: its demand table."""
    within = plan.coverage.within
    points = people_within(everybody, within) if within else everybody
    return points if plan.router.kind == "airline" else _inside(points, plan)


def _borders(plan: Study) -> gpd.GeoDataFrame | None:
    """Gemeinden of the cells of a grid, if the study has them."""
    file = plan.people.gemeinden
    return regions("gemeinde", source=plan.resolve(file)) if file else None


def _inside(points: gpd.GeoDataFrame, plan: Study) -> gpd.GeoDataFrame:
    """Points in the box of the extract; beyond it nobody can be routed."""
    file = plan.resolve(plan.router.extract)
    box = extent(file)
    if box is None:
        raise InputError(f"'{file.name}' does not say which box it covers; set [coverage] within.")
    x, y = points.geometry.x, points.geometry.y
    there = x.between(box[0], box[2]) & y.between(box[1], box[3])
    if not there.any():
        raise InputError(f"Nobody of the people counted lives in the box of '{file.name}'.")
    return gpd.GeoDataFrame(points[there].reset_index(drop=True))


def about(plan: Study, points: gpd.GeoDataFrame) -> dict[str, Any]:
    """Say who is counted, from where, and how wrong the embedded points were found to be.

    ``error`` (percentage points and per cent, see ``tools/measure_embedded.py``) is None for
    official data; ``outside`` are people outside of all borders; ``unknown`` are the cells,
    and their people, whose number of children the data do not tell.
    """
    official = bool(plan.people.grid)
    gap = points["outside_m"] if "outside_m" in points.columns else None
    outside = 0.0 if gap is None else float(points.loc[gap.fillna(1) > 0, "population"].sum())
    return {
        "source": _OFFICIAL if official else _embedded.source("demand").title,
        "vintage": plan.resolve(plan.people.grid).name if official else _vintage(),
        "who": f"{CHILDREN}_{plan.people.under}" if plan.people.under else PEOPLE,
        "unit": "Gitterzellen" if official else "Siedlungen",
        "points": len(points),
        "people": float(points["population"].sum()),
        "outside": outside,
        "unknown": points.attrs.get("unknown"),
        "error": None if official else quality(),
    }


def named(plan: Study, points: gpd.GeoDataFrame) -> list[str]:
    """Whom to name for the borders that the study brings."""
    return credits_of(points) if plan.people.gemeinden else []


def _vintage() -> str:
    return _embedded.source("demand").vintage


def quality() -> dict[str, Any]:
    """Measured error of the embedded people, as ``make verify`` found it."""
    text = (files("mintgeo") / "data" / "quality.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def attribution(plan: Study) -> str:
    """Return the line that must stand with the people."""
    return ZENSUS if plan.people.grid else _embedded.source("demand").attribution
