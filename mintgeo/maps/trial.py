"""A plan of stops to be tried: who switches stops on and off sees what each change does."""

from collections.abc import Sequence
from typing import Any, Final, Unpack

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mintgeo._errors import InputError, PrivacyError
from mintgeo._points import as_points
from mintgeo.analysis.planning import StopPlan
from mintgeo.analysis.planning.saved import FORMAT, VERSION
from mintgeo.analysis.resolution import Resolution
from mintgeo.cartography.sources import told_sources
from mintgeo.germany.own_areas import as_regions
from mintgeo.germany.regions import regions
from mintgeo.language import MODES, N_, PEOPLE, Language, language
from mintgeo.maps._cover import (
    PARTS,
    Whole,
    curve_order,
    packed_points,
    packed_runs,
    people_parts,
)
from mintgeo.maps._estimate import fitted_radius
from mintgeo.maps._map import Map
from mintgeo.maps._numbers import packed_numbers
from mintgeo.maps._pack import packed_spots
from mintgeo.maps._plan_data import TrialStop, WhatIfData
from mintgeo.maps._spots import spots
from mintgeo.maps._theme import LayerOptions, ThemeLayer
from mintgeo.maps.basemap import Basemap
from mintgeo.maps.ground import bounds_of, over_ground

FILE_NAME: Final = "mintgeo-plan.json"
_PERSONAL: Final = ("match_level", "match_score", "blur_m")
"""Columns that lists of people have once they are placed, or have been routed."""


class WhatIfLayer(ThemeLayer):
    """Stops of a plan and all other candidates, which a reader switches on and off.

    Whom each candidate reaches stands in the page, so shares follow at once, and are those that
    Python gives for the same stops. A stop that the reader puts elsewhere was never routed: it
    reaches whoever lives within a radius that fits the plan's own candidates, and the page calls
    that estimated. The page saves the plan as a file that ``plan_stops(start=)`` reads.

    Parameters
    ----------
    plan
        Of ``plan_stops``.
    kreise
        A regions table that names the areas of the demand; the embedded Kreise by default.
    who, attributions, lang, options
        As of ``CoverageLayer``.

    Raises
    ------
    PrivacyError
        If the demand is a list of people: where they live would stand in the page.
    TooCoarseError
        If the points are too coarse for a share; Kreise of which that is true have none.
    InputError
        If no row of the demand has a place, or the plan has capacities.
    """

    kind = "what_if"
    needs = ("handle.js", "cover.js", "crowd.js", "stop_list.js", "stop_card.js", "plan_file.js")
    saves = True

    def __init__(
        self,
        plan: StopPlan,
        *,
        kreise: gpd.GeoDataFrame | None = None,
        who: str = PEOPLE,
        attributions: Sequence[str] = (),
        lang: str = "de",
        **options: Unpack[LayerOptions],
    ) -> None:
        demand = as_points(_impersonal(plan.demand), what="demand")
        _check_whole(plan)
        candidates = as_points(plan.candidates, what="candidates")
        say, there = language(lang), np.flatnonzero(demand.geometry.notna())
        if not len(there):
            raise InputError("No row of the demand has a place, so there is nothing to draw.")
        order = there[curve_order(demand.geometry.iloc[there])]
        placed = np.flatnonzero(candidates.geometry.notna())
        points, sites = demand.geometry.iloc[order], candidates.geometry.iloc[placed]
        cover = plan.cover[order][:, placed].tocsc()
        scale, people = people_parts(plan.people)
        areas, names = _areas(demand, kreise)
        coarse = _coarse(demand, areas, len(names), plan)
        radius, off = fitted_radius(
            points, sites, cover, people[order] / scale, minutes=plan.minutes, mode=plan.mode
        )
        data = WhatIfData(
            who=say.who(who),
            within=_within(plan, say),
            parts=PARTS,
            scale=scale,
            points=packed_points(points),
            people=packed_numbers(people[order]),
            areas=packed_numbers(areas[order]),
            before=packed_runs([np.flatnonzero(plan.before[order])]),
            kreise=names,
            residents=_sums(people, areas, len(names)),
            coarse=coarse,
            stops=packed_spots(_stops(plan, candidates.iloc[placed], sites)),
            others=_others(plan, candidates.iloc[placed]),
            cover=packed_runs(_columns(cover)),
            existing=spots(plan.existing, ["name"]),
            radius=round(radius, 1),
            off=None if off is None else round(off, 3),
            file={"name": FILE_NAME, "format": FORMAT, "version": VERSION, "mode": plan.mode,
                  "minutes": float(plan.minutes)},
            bounds=bounds_of(gpd.GeoDataFrame(demand.iloc[order])),
            credits=told_sources(say, plan.demand, plan.candidates, plan.existing,
                                 named=attributions),
        )  # fmt: skip
        super().__init__(data, say, say("Halte zum Ausprobieren"), options)


def what_if(
    plan: StopPlan,
    *,
    kreise: gpd.GeoDataFrame | None = None,
    title: str = N_("Was wäre, wenn: Halte ausprobieren"),
    who: str = PEOPLE,
    attributions: Sequence[str] = (),
    lang: str = "de",
    basemap: Basemap | str | None = None,
) -> Map:
    """Draw a plan of stops so that a reader can change it and see what each change does.

    Parameters
    ----------
    plan, kreise, who, attributions
        As of ``WhatIfLayer``.
    title, lang, basemap
        As of ``coverage_map``.

    Returns
    -------
    Map
        A map of folium, as of ``coverage_map``; it recounts in the page and asks nobody.

    Raises
    ------
    PrivacyError
        If the demand is a list of people.
    TooCoarseError
        If the points are too coarse for a share; Kreise of which that is true have none.
    InputError
        If no row of the demand has a place, or the plan has capacities.
    """
    layer = WhatIfLayer(plan, kreise=kreise, who=who, attributions=attributions, lang=lang)
    return over_ground(layer, kreise, title, attributions, lang, basemap)


def _impersonal(demand: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    if found := [name for name in _PERSONAL if name in demand.columns]:
        raise PrivacyError(
            "what_if() puts where everybody lives into the page, and the demand is a list of "
            "people ({columns}). Plan for residents instead: plan_stops(population(…), …).",
            columns=found,
        )
    return demand


def _check_whole(plan: StopPlan) -> None:
    """Refuse a plan in which whoever can reach a stop is not always reached, for lack of room."""
    chosen = plan.candidates["id"].isin(plan.stops["id"]).to_numpy()
    near = plan.before | (plan.cover[:, chosen].sum(axis=1) > 0)
    reached = plan.shares.set_index("plan")["reached"]["after"]
    if not np.isclose(plan.people[near].sum(), reached, rtol=1e-6):
        raise InputError(
            "The plan has capacities: whom a stop takes in depends on all others, which the page "
            "can't recount. Make the plan without 'capacity'."
        )


def _within(plan: StopPlan, say: Language) -> str:
    minutes = say.limit(plan.minutes)
    return say("in höchstens {n} Minuten, {mode}", n=minutes, mode=say(MODES[plan.mode]))


def _areas(demand: gpd.GeoDataFrame, kreise: gpd.GeoDataFrame | None) -> tuple[Whole, list[str]]:
    """Number of the Kreis of each row, and names of the Kreise; one without a name if unknown."""
    if "ags_kreis" in demand:
        keys = demand["ags_kreis"].astype("str")
    elif "ags" in demand:
        keys = demand["ags"].astype("str").str[:5]
    else:
        return np.zeros(len(demand), dtype=np.int64), [""]
    layers = [regions("kreis"), *([] if kreise is None else [as_regions(kreise)])]
    known = {ags: name for one in layers for ags, name in zip(one["ags"], one["name"], strict=True)}
    codes, found = pd.factorize(keys.fillna(""), sort=True)
    return codes.astype(np.int64), [str(known.get(key, key)) for key in found]


def _coarse(demand: gpd.GeoDataFrame, areas: Whole, count: int, plan: StopPlan) -> list[int]:
    """Kreise without a share, because their points are too coarse; refused if all of them are."""
    reach, limits = demand.assign(mode=plan.mode), [plan.minutes]
    whole = Resolution.of(reach, np.zeros_like(areas), 1, limits)
    whole.check(plan.mode, limits, ["DE"], "refuse")
    hidden = Resolution.of(reach, areas, count, limits).hidden
    return [int(one) for one in np.flatnonzero(hidden[0])]


def _sums(people: Whole, areas: Whole, count: int) -> list[int]:
    sums = np.zeros(count, dtype=np.int64)
    np.add.at(sums, areas, people)
    return [int(one) for one in sums]


def _stops(plan: StopPlan, candidates: gpd.GeoDataFrame, sites: gpd.GeoSeries) -> list[TrialStop]:
    """One entry per candidate: where, its name, its number in the plan (or 0) and its status."""
    chosen = plan.stops.set_index(plan.stops["id"].astype("str"))
    number, status = chosen["order"].to_dict(), chosen["status"].to_dict()
    names = candidates["name"] if "name" in candidates else candidates["id"]
    at = sites.get_coordinates().round(5).to_numpy().tolist()
    ids = candidates["id"].astype("str")
    return [
        {
            "at": [lat, lon],
            "id": one,
            "name": one if pd.isna(name) else str(name),
            "order": int(number.get(one, 0)),
            "status": status.get(one, ""),
        }
        for (lon, lat), one, name in zip(at, ids, names, strict=True)
    ]


def _others(plan: StopPlan, candidates: gpd.GeoDataFrame) -> list[list[int]]:
    """Positions of the stops of each alternative."""
    known = pd.Index(candidates["id"].astype("str"))
    found = [known.get_indexer(one.stops["id"].astype("str")) for one in plan.alternatives]
    return [[int(at) for at in some if at >= 0] for some in found]


def _columns(cover: Any) -> list[NDArray[np.intp]]:
    """Rows that each column of a sparse cover has, ascending."""
    cover.sort_indices()
    cover.eliminate_zeros()
    return np.split(cover.indices, cover.indptr[1:-1])
