"""Candidates of a plan, and which of them a study file names."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import geopandas as gpd
import pandas as pd
from scipy.spatial import cKDTree

from mintgeo._errors import InputError
from mintgeo._located import Located
from mintgeo._phrase import Phrase
from mintgeo._schema import AREA_TYPES
from mintgeo.chapters.lists import INDEX
from mintgeo.chapters.people import LOCATED, POINTS
from mintgeo.chapters.stages import Work
from mintgeo.chapters.stops.options import PlanOptions
from mintgeo.geocoding import geocode
from mintgeo.germany.regions import regions
from mintgeo.read import read_sites
from mintgeo.sites import from_osm

_EXTRACTS: Final = (".pbf", ".osm", ".gz", ".bz2")
_HALTS: Final = ("Schule", "Feuerwehr", "Berufliche Schule")
"""Kinds of places with room, power and a key, where a mobile offer can stop."""


def places(work: Work, asked: PlanOptions) -> gpd.GeoDataFrame:
    """Where a mobile offer could stop: places of a list or an extract, or Gemeinden.

    A plan for people of rural areas stops there, and not in the next town.

    Raises
    ------
    InputError
        If there is no such place.
    """
    found = _gemeinden(work, asked) if asked.candidates is None else _listed(work, asked.candidates)
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
    return gpd.GeoDataFrame(there)


def _gemeinden(work: Work, asked: PlanOptions) -> gpd.GeoDataFrame:
    known = regions("gemeinde")
    large = known["population"].fillna(0) >= asked.least_people
    found = known[known["ags"].isin(work[POINTS]["ags"]) & large]
    return gpd.GeoDataFrame(found[["ags", "name", "geometry"]].assign(id=found["ags"]))


def _listed(work: Work, file: Path) -> gpd.GeoDataFrame:
    if file.suffix.lower() not in _EXTRACTS:
        return geocode(read_sites(file), using=work[INDEX])
    sites = from_osm(file)
    return gpd.GeoDataFrame(sites[sites["category"].isin(_HALTS)])


def _where(found: gpd.GeoDataFrame, work: Work, asked: PlanOptions) -> gpd.GeoDataFrame:
    """Candidates with their Gemeinde, as far as they lie in areas that the plan is for."""
    homes = work[LOCATED]
    nearest = cKDTree(homes.points.xy).query(Located(found).points.xy)[1]
    at = homes.table.iloc[homes.points.placed[nearest]]
    keys = found["ags"] if "ags" in found else pd.Series(at["ags"].to_numpy(), found.index)
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
        here = ids[ids == one] if (ids == one).any() else ids[names.str.casefold() == one.casefold()]
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
