"""Candidates of a plan, and which of them a study file names."""

from collections.abc import Sequence
from typing import Final

import geopandas as gpd
import pandas as pd
from scipy.spatial import cKDTree

from mintgeo._credits import credited
from mintgeo._errors import InfeasibleError, InputError
from mintgeo._located import Located
from mintgeo._phrase import Phrase
from mintgeo._schema import AREA_TYPES
from mintgeo.analysis.planning import stop_candidates
from mintgeo.analysis.planning.choices import default_candidates
from mintgeo.analysis.planning.cover import listed
from mintgeo.chapters.lists import INDEX
from mintgeo.chapters.people import LOCATED, POINTS
from mintgeo.chapters.stages import Work
from mintgeo.chapters.stops.options import PlanOptions, mode_of
from mintgeo.chapters.travel import ROUTER
from mintgeo.geocoding import geocode
from mintgeo.germany.regions import regions
from mintgeo.read import read_sites

_EXTRACTS: Final = (".pbf", ".osm", ".gz", ".bz2")


def places(work: Work, asked: PlanOptions, demand: Located) -> Located:
    """Where a mobile offer could stop: places of a list, of an extract, or of the area.

    A plan for people of rural areas stops there, and not in the next town.

    Raises
    ------
    InfeasibleError
        If there is no such place (``no_candidate``).
    """
    found = _found(work, asked, demand)
    rows = credited(gpd.GeoDataFrame(found.reset_index(drop=True)), found)
    here = _where(Located(rows, what="candidates"), work, asked)
    if not len(here.points.placed):
        raise InfeasibleError(
            "[plan] there is no place where a mobile offer could stop: none of {wanted} lies where "
            "the plan looks (areas = {areas}).",
            wanted=Phrase("the Gemeinden of {least:,.0f} people", least=asked.least_people)
            if asked.candidates is None
            else Phrase("'{file}' ({rows})", file=asked.candidates.name, rows=listed(rows["name"])),
            areas=", ".join(asked.areas), code="no_candidate",
        )  # fmt: skip
    return here


def _found(work: Work, asked: PlanOptions, demand: Located) -> gpd.GeoDataFrame:
    file, router = asked.candidates, work.by_mode(ROUTER)[mode_of(work.plan)]
    if file is not None and file.suffix.lower() not in _EXTRACTS:
        return geocode(read_sites(file), using=work[INDEX])
    if file is not None:
        return stop_candidates(demand, extract=file)
    if not asked.least_people:
        return default_candidates(demand, router)
    known = regions("gemeinde")
    found = known[known["ags"].isin(work[POINTS]["ags"].unique())]
    found = found[found["population"].fillna(0) >= asked.least_people]
    return credited(
        gpd.GeoDataFrame(found[["ags", "name", "geometry"]].assign(id=found["ags"])), known
    )


def _where(places: Located, work: Work, asked: PlanOptions) -> Located:
    """Candidates with their Gemeinde; none that lies in areas that the plan is not for."""
    homes, found, there = work[LOCATED], gpd.GeoDataFrame(places.table), places.points.placed
    if not len(there):
        return places
    nearest = cKDTree(homes.points.xy).query(places.points.xy)[1]
    at = homes.table.iloc[homes.points.placed[nearest]].set_axis(found.index[there])
    known = next((name for name in ("ags", "ags_gemeinde") if name in found), None)
    near_by = at["ags"].reindex(found.index)
    keys = near_by if known is None else found[known].fillna(near_by)
    out = places.under(
        found.drop(columns="ags", errors="ignore").assign(ags_gemeinde=keys.astype("str"))
    )
    if "area_type" not in at or set(asked.areas) >= set(AREA_TYPES):
        return out
    elsewhere = ~at["area_type"].isin(asked.areas)
    return out.rows(~elsewhere.reindex(found.index, fill_value=False).to_numpy())


def ids_of(named: Sequence[str], found: pd.DataFrame, key: str) -> list[str]:
    """Ids of candidates that a study file names by their id or name.

    Raises
    ------
    InputError
        If there is none of that name, or several; all such names at once.
    """
    ids, names = found["id"].astype("str"), found["name"].astype("str")
    out, unknown, several = [], [], []
    for one in named:
        here = (
            ids[ids == one] if (ids == one).any() else ids[names.str.casefold() == one.casefold()]
        )
        if len(here) == 1:
            out.append(str(here.iloc[0]))
        elif here.empty:
            unknown.append(one)
        else:
            several.append(f"{one} ({', '.join(here.head(5))})")
    if unknown:
        raise InputError(
            "[plan] {key} names no candidate: {names}. Candidates have an id and a name; both do.",
            key=key, names=", ".join(unknown),
        )  # fmt: skip
    if several:
        raise InputError(
            "[plan] {key} names several candidates: {names}. Their ids tell them apart.",
            key=key, names="; ".join(several),
        )  # fmt: skip
    return out
