"""Candidates of a plan, and which of them a study file names."""

from collections.abc import Sequence
from typing import Final

import geopandas as gpd

from mintgeo._errors import InputError
from mintgeo._located import Located
from mintgeo.chapters.lists import INDEX
from mintgeo.chapters.stages import Work
from mintgeo.chapters.stops.options import PlanOptions
from mintgeo.geocoding import geocode
from mintgeo.germany.regions import regions
from mintgeo.read import read_sites
from mintgeo.sites import from_osm

_EXTRACTS: Final = (".pbf", ".osm", ".gz", ".bz2")
_HALTS: Final = ("Schule", "Feuerwehr", "Berufliche Schule")
"""Kinds of places with room, power and a key, where a mobile offer can stop."""


def places(work: Work, asked: PlanOptions, demand: Located) -> gpd.GeoDataFrame:
    """Where a mobile offer could stop: places of a list or an extract, or Gemeinden.

    Raises
    ------
    InputError
        If there is none.
    """
    file = asked.candidates
    if file is None:
        known = regions("gemeinde")
        found = known[known["ags"].isin(demand.table["ags"])].assign(id=lambda one: one["ags"])
        return gpd.GeoDataFrame(found.assign(ags_gemeinde=found["ags"]).reset_index(drop=True))
    if file.suffix.lower() in _EXTRACTS:
        sites = from_osm(file)
        found = sites[sites["category"].isin(_HALTS)]
    else:
        found = geocode(read_sites(file), using=work[INDEX])
    there = found[found.geometry.notna() & ~found.geometry.is_empty].reset_index(drop=True)
    if there.empty:
        raise InputError(
            "[plan] candidates: '{file}' holds no place where a mobile offer could stop.",
            file=file.name,
        )
    return gpd.GeoDataFrame(there)


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
