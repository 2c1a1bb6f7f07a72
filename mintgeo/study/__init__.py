"""One TOML file → Run → a folder of results."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import geopandas as gpd
import pandas as pd

from mintgeo import _embedded, findings
from mintgeo._errors import InputError, name_ids
from mintgeo._osm import ATTRIBUTION
from mintgeo._progress import quiet, waiting
from mintgeo.coverage import coverage
from mintgeo.findings import row_notes
from mintgeo.gaps import AreaRules, gap_points, gap_towns, gaps
from mintgeo.geocode import AddressIndex, geocode, geocode_report
from mintgeo.journeys import journey_summary, journeys
from mintgeo.language import language
from mintgeo.partners import partner_gains
from mintgeo.reach import reach
from mintgeo.read import read_participants, read_sites
from mintgeo.regions import regions
from mintgeo.run import Run, describe_file
from mintgeo.sites import from_osm, taxonomy
from mintgeo.study.options import Meeting, Study, load_study
from mintgeo.study.people import about, attribution, demand, everybody, named
from mintgeo.study.routing import law, router, street_tables, widths
from mintgeo.study.standing import joined, shares
from mintgeo.travel import Airline
from mintgeo.travel.protocol import Router
from mintgeo.uncertainty import LEVEL, Draws, uncertainty

__all__ = ["Study", "load_study", "run"]

_USED: Final = ("kreise", "laender", "places", "postcodes", "plz_places", "gemeinden")
_LEVELS: Final = ("country", "land", "kreis")


def run(study: str | Path | Study, *, progress: bool = True) -> Run:
    """Do everything a study file asks for, in one go and offline.

    Parameters
    ----------
    study
        Path of a study file, or one that ``load_study`` has checked.
    progress
        Show a progress bar, if the output is a terminal or notebook.

    Returns
    -------
    Run
        With the tables ``sites``, ``geocode_sites`` (its ``geocode_report``) and ``list_findings``
        (what of the lists was not read, see ``findings.kept``); ``participants``,
        ``geocode_participants``, ``participation_land``, ``participation_kreis`` if the study has
        participants; ``meeting``, ``journeys``, ``journey_summary`` if it has a meeting too;
        ``coverage_country``, ``coverage_land``, ``coverage_kreis``, ``coverage_area_type`` (all
        modes, with intervals; the last only if area types are known; shares that the
        points are too coarse for are empty), ``area_ranks``,
        ``area_pairs``, ``area_counts`` (those against each other, draw by draw; only where there is
        more than one area), ``reach_car`` … (the reach table of every mode, for ``compare``),
        ``gap_points``, ``gaps``, ``gap_share`` (of all people within ``gap_minutes``, with
        interval), ``gap_towns`` (people beyond that are not
        counted in the areas; only if area types are known), ``kreise`` and ``laender``.

    Raises
    ------
    MintgeoError
        If the study file or an input is faulty; the message names the file and rows.
    """
    plan = study if isinstance(study, Study) else load_study(study)
    say = language(plan.outputs.lang)
    with _steps(progress, say("Schritt")) as step:
        step(say("Listen lesen"))
        sites = read_sites(plan.resolve(plan.inputs.sites))
        people = _participants(plan)
        step(say("Orte finden"))
        index = _addresses(plan)
        placed = {"sites": geocode(sites, using=index)}
        if people is not None:
            placed["participants"] = geocode(people, using=index)
        everyone = everybody(plan)
        tables = _placed(plan, placed, everyone) | {findings.TABLE: findings.kept(placed)}
        step(say("Wege zum Treffen"))
        tables |= _meeting(plan, placed.get("participants"), index)
        step(say("Erreichbarkeit"))
        points = demand(plan, everyone)
        routers = {mode: router(plan, mode) for mode in plan.router.modes}
        tables |= _coverage(plan, routers, placed["sites"], points)
        tables |= street_tables(routers, placed["sites"], plan.coverage.minutes)
        tables |= {"kreise": regions("kreis"), "laender": regions("land")}
        step(say("fertig"))
    return _frozen(plan, routers, tables, about(plan, points), named(plan, points))


@contextmanager
def _steps(progress: bool, unit: str) -> Iterator[Any]:
    steps: Iterable[str] = ()
    with waiting(steps, progress=progress, total=5, unit=f" {unit}") as bar, quiet():

        def step(name: str) -> None:
            bar.set_description(name)
            bar.update()

        yield step


def _participants(plan: Study) -> pd.DataFrame | None:
    if not plan.inputs.participants:
        return None
    return read_participants(plan.resolve(plan.inputs.participants))


def _addresses(plan: Study) -> list[AddressIndex]:
    """The address index of the study, if it has one."""
    file = plan.inputs.addresses
    return [AddressIndex.of_file(plan.resolve(file))] if file else []


def _placed(
    plan: Study, placed: dict[str, gpd.GeoDataFrame], everyone: gpd.GeoDataFrame
) -> dict[str, pd.DataFrame]:
    """The lists, how well each was placed, and how many took part where."""
    tables: dict[str, pd.DataFrame] = dict(placed)
    tables |= {f"geocode_{name}": geocode_report(table) for name, table in placed.items()}
    if "participants" in placed:
        children = everyone if plan.people.under else None
        tables |= plan.participation.tables(placed["participants"], children)
    return tables


def _meeting(
    plan: Study, people: gpd.GeoDataFrame | None, index: list[AddressIndex]
) -> dict[str, pd.DataFrame]:
    if plan.meeting is None or people is None:
        return {}
    venue = _venue(plan.meeting, index)
    table = journeys(people, venue, Airline(mode=plan.router.modes[0]))  # from all of Germany
    return {"meeting": venue, "journeys": table, "journey_summary": journey_summary(table)}


def _partners(plan: Study) -> gpd.GeoDataFrame | None:
    """Potential partners of the study's categories."""
    if plan.partners is None:
        return None
    found = from_osm(plan.resolve(plan.partners.extract))
    unknown = sorted(set(plan.partners.categories) - set(taxonomy()["category"]))
    if unknown:
        known = ", ".join(sorted(set(taxonomy()["category"])))
        raise InputError(f"[partners] knows no {', '.join(unknown)}; there are {known}.")
    wanted = plan.partners.categories or list(found["category"])
    chosen = found[found["category"].isin(wanted)].reset_index(drop=True)
    if chosen.empty:
        raise InputError("[partners] the extract holds no place of these categories.")
    return gpd.GeoDataFrame(chosen)


def _venue(meeting: Meeting, index: list[AddressIndex]) -> gpd.GeoDataFrame:
    row = {
        "id": "meeting",
        "name": meeting.name,
        "street": meeting.street or None,
        "postcode": meeting.postcode or None,
        "place": meeting.place or None,
        "lat": meeting.lat,
        "lon": meeting.lon,
    }
    venue = geocode(read_sites(pd.DataFrame([row])), using=index)
    if venue.geometry.isna().any():
        note = row_notes(venue).iloc[0]
        raise InputError(f"[meeting] the venue '{meeting.name}' was not found: {note}.")
    return venue


def _coverage(
    plan: Study,
    routers: dict[str, Router],
    sites: gpd.GeoDataFrame,
    points: gpd.GeoDataFrame,
) -> dict[str, pd.DataFrame]:
    offers = sites[sites["role"] == "offer"]
    if not offers.geometry.notna().any():
        rows = f" ({name_ids(offers['id'])})" if len(offers) else ""
        raise InputError(
            f"None of the {len(offers)} offers{rows} has a place; nothing can be reached."
        )
    levels = [*_LEVELS, "area_type"] if _knows_area_types(points) else list(_LEVELS)
    levels += ["gemeinde"] if plan.router.kind == "roads" else []
    parts: list[dict[str, pd.DataFrame]] = []
    tables: dict[str, pd.DataFrame] = {}
    partners = _partners(plan)
    for mode, way in routers.items():
        reached = reach(points, sites, way, max_min=plan.router.max_min)
        asked = {*plan.coverage.minutes, plan.coverage.gap_minutes}
        draws = uncertainty(reached, sites, law=law(plan, way), minutes=sorted(asked))
        parts.append(shares(reached, levels, plan.coverage.minutes, sites, draws))
        tables[f"reach_{mode}"] = reached
        if mode == plan.router.modes[0]:
            tables |= _gaps(plan, reached, sites, way, draws)
            share = tables["gap_share"]
            share.attrs["widths"] = widths(reached, draws, plan.coverage.gap_minutes)
        if plan.partners is not None and partners is not None:
            tables[f"partners_{mode}"] = partner_gains(
                reached, partners, way, minutes=plan.partners.minutes
            )
    return joined(parts) | tables


def _gaps(
    plan: Study, reached: gpd.GeoDataFrame, sites: gpd.GeoDataFrame, way: Router, draws: Draws
) -> dict[str, pd.DataFrame]:
    """Gap areas, of all points where area types are not known, and the share beyond them all."""
    minutes = plan.coverage.gap_minutes
    kinds = plan.coverage.gap_areas if _knows_area_types(reached) else None
    areas = gaps(
        reached, minutes=minutes, area_types=kinds, sites=sites, router=way, uncertainty=draws,
        too_coarse="blank",
    )  # fmt: skip
    share = coverage(reached, by="country", minutes=minutes, uncertainty=draws, too_coarse="blank")
    points = gap_points(reached, minutes=minutes, too_coarse="blank")
    found = {"gap_points": points, "gaps": areas, "gap_share": share}
    if kinds is not None:
        found["gap_towns"] = gap_towns(reached, minutes=minutes, counted=kinds, too_coarse="blank")
    return found


def _knows_area_types(points: gpd.GeoDataFrame) -> bool:
    return "area_type" in points.columns and bool(points["area_type"].notna().any())


def _frozen(
    plan: Study,
    routers: dict[str, Router],
    tables: dict[str, pd.DataFrame],
    people: dict[str, Any],
    credit: list[str],
) -> Run:
    sources = [_embedded.source(name) for name in _USED]
    files = {
        name: describe_file(plan.resolve(file), rows=rows)
        for name, file, rows in (
            ("participants", plan.inputs.participants, len(tables.get("participants", ()))),
            ("sites", plan.inputs.sites, len(tables["sites"])),
            ("addresses", plan.inputs.addresses, None),
            ("people", plan.people.grid, people["points"]),
            ("ages", plan.people.ages, people["points"]),
            ("gemeinden", plan.people.gemeinden, None),
            ("extract", plan.router.extract, people["points"]),
        )
        if file
    }
    lines = [attribution(plan), *credit, *(source.attribution for source in sources)]
    if plan.router.extract or plan.partners or plan.inputs.addresses:
        lines.append(ATTRIBUTION)
    return Run(
        name=plan.name,
        title=plan.title,
        as_of=plan.as_of.isoformat(),
        tables=tables,
        parameters={
            **_parameters(plan, routers),
            **_areas(tables["gaps"]),
            "people": people,
            "widths": tables["gap_share"].attrs["widths"],
        },
        inputs=files,
        vintages=(
            (people["source"], people["vintage"]),
            *((source.title, source.vintage) for source in sources),
            *_map_vintage(plan),
        ),
        attributions=tuple(dict.fromkeys(lines)),
    )


def _map_vintage(plan: Study) -> list[tuple[str, str]]:
    files = dict.fromkeys(
        file
        for file in (
            plan.inputs.addresses,
            plan.router.extract,
            plan.partners.extract if plan.partners else "",
        )
        if file
    )
    return [("Straßen und Orte der Karte", plan.resolve(file).name) for file in files]


def _areas(gaps: pd.DataFrame) -> dict[str, Any]:
    """What has been left out of the areas."""
    rules = AreaRules()
    return {"gap_areas": {"least_people": rules.least_people, "left_out": gaps.attrs["left_out"]}}


def _parameters(plan: Study, routers: dict[str, Router]) -> dict[str, Any]:
    meeting = plan.meeting
    return {
        "modes": plan.router.modes,
        "minutes": plan.coverage.minutes,
        "gap_minutes": plan.coverage.gap_minutes,
        "max_min": plan.router.max_min,
        "interval": LEVEL,
        "within": plan.coverage.within,
        "area": plan.coverage.area,
        "router": plan.router.kind,
        "routers": {mode: way.describe() for mode, way in routers.items()},
        "spreads": {mode: law(plan, way).spread for mode, way in routers.items()},
        "partners": {"minutes": plan.partners.minutes} if plan.partners else None,
        "meeting": {"name": meeting.name, "date": meeting.date.isoformat()} if meeting else None,
    }
