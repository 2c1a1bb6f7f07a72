"""Candidates of a plan, and which of them a study file names."""

from collections.abc import Sequence
from typing import Final

import geopandas as gpd
import pandas as pd
from scipy.spatial import cKDTree

from mintgeo._credits import credited
from mintgeo._errors import InputError
from mintgeo._located import Located
from mintgeo._phrase import Phrase
from mintgeo._schema import AREA_TYPES
from mintgeo.analysis.planning import stop_candidates
from mintgeo.analysis.planning.choices import default_candidates
from mintgeo.chapters.lists import INDEX
from mintgeo.chapters.people import LOCATED, POINTS
from mintgeo.chapters.stages import Work
from mintgeo.chapters.stops.options import PlanOptions, mode_of
from mintgeo.chapters.travel import ROUTER
from mintgeo.geocoding import geocode
from mintgeo.germany.regions import regions
from mintgeo.read import read_sites

_EXTRACTS: Final = (".pbf", ".osm", ".gz", ".bz2")


def places(work: Work, asked: PlanOptions, demand: Located) -> gpd.GeoDataFrame:
    """Where a mobile offer could stop: places of a list, of an extract, or of the area.

    A plan for people of rural areas stops there, and not in the next town.

    Raises
    ------
    InputError
        If there is no such place.
    """
    found = _found(work, asked, demand)
    there = found[found.geometry.notna() & ~found.geometry.is_empty].reset_index(drop=True)
    if len(there):
        there = _where(gpd.GeoDataFrame(there), work, asked)
    if there.empty:
        raise InputError(
            "[plan] there is no place where a mobile offer could stop: none of {wanted} lies where "
            "the plan looks (areas = {areas}).",
            wanted=Phrase("the Gemeinden of {least:g} people", least=asked.least_people)
            if asked.candidates is None else Phrase("'{file}'", file=asked.candidates.name),
            areas=", ".join(asked.areas),
        )  # fmt: skip
    return credited(gpd.GeoDataFrame(there), found)


def _found(work: Work, asked: PlanOptions, demand: Located) -> gpd.GeoDataFrame:
    file, router = asked.candidates, work.by_mode(ROUTER)[mode_of(work.plan)]
    if file is not None and file.suffix.lower() not in _EXTRACTS:
        return geocode(read_sites(file), using=work[INDEX])
    if file is not None:
        return stop_candidates(demand, extract=file)
    if not asked.least_people:
        return default_candidates(demand, router)
    known = regions("gemeinde")
    found = known[known["ags"].isin(work[POINTS]["ags"])]
    found = found[found["population"].fillna(0) >= asked.least_people]
    return credited(
        gpd.GeoDataFrame(found[["ags", "name", "geometry"]].assign(id=found["ags"])), known
    )


def _where(found: gpd.GeoDataFrame, work: Work, asked: PlanOptions) -> gpd.GeoDataFrame:
    """Candidates with their Gemeinde, as far as they lie in areas that the plan is for."""
    homes = work[LOCATED]
    nearest = cKDTree(homes.points.xy).query(Located(found).points.xy)[1]
    at = homes.table.iloc[homes.points.placed[nearest]]
    known = next((name for name in ("ags", "ags_gemeinde") if name in found), None)
    near_by = pd.Series(at["ags"].to_numpy(), found.index)
    keys = near_by if known is None else found[known].fillna(near_by)
    out = found.drop(columns="ags", errors="ignore").assign(ags_gemeinde=keys.astype("str"))
    if "area_type" not in at or set(asked.areas) >= set(AREA_TYPES):
        return gpd.GeoDataFrame(out)
    here = at["area_type"].isin(asked.areas).to_numpy()
    return gpd.GeoDataFrame(out[here].reset_index(drop=True))


def ids_of(named: Sequence[str], found: gpd.GeoDataFrame, key: str) -> list[str]:
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
