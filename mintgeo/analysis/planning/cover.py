"""Candidates, and whom each reaches within the threshold: one matrix of the router."""

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from mintgeo._crs import to_wgs84
from mintgeo._errors import InputError
from mintgeo._located import AnyTable, Located, check_ids
from mintgeo.analysis.planning.asked import Asked
from mintgeo.travel.protocol import Router, matrix


@dataclass(frozen=True, kw_only=True, eq=False)
class Reachable:
    """Candidates with whom each reaches.

    Attributes
    ----------
    candidates
        ``id``, ``name``, ``ags_gemeinde``, geometry (EPSG:4326), and what else the table had.
    located
        The same as points.
    cover
        Demand × candidates.
    """

    candidates: gpd.GeoDataFrame
    located: Located
    cover: sparse.csr_array

    def positions(self, ids: "NDArray[np.object_] | list[str] | tuple[str, ...]") -> list[int]:
        """Positions of candidates by id; -1 where there is none."""
        return [int(one) for one in pd.Index(self.candidates["id"]).get_indexer(pd.Index(ids))]


def reachable(asked: Asked, candidates: AnyTable, router: Router, *, minutes: float) -> Reachable:
    """Find whom each candidate reaches.

    Raises
    ------
    InputError
        If there is no candidate, or none with a place.
    """
    given = Located.of(candidates, what="candidates")
    check_ids(given.table, what="candidates")
    located = given.rows(given.points.placed)
    if not len(located):
        raise InputError("There is no candidate with a place: geocode() finds places.")
    ways = matrix(asked.people, located, router, max_min=minutes)
    cover = sparse.csr_array(
        (np.ones(len(ways)), ways.column.astype(np.intp), ways.first), shape=ways.shape
    )
    table = to_wgs84(gpd.GeoDataFrame(located.table), what="candidates").reset_index(drop=True)
    table["id"] = table["id"].astype("str")
    if "name" not in table:
        table["name"] = table["id"]
    table["name"] = table["name"].astype("str").fillna(table["id"])
    if "ags_gemeinde" not in table:
        table["ags_gemeinde"] = _gemeinde(asked, located)
    return Reachable(candidates=gpd.GeoDataFrame(table), located=located, cover=cover)


def _gemeinde(asked: Asked, located: Located) -> pd.Series:
    """Gemeinde of the nearest point of the demand."""
    at = asked.people.flat().sindex.nearest(located.flat(), return_all=False)[1]
    return pd.Series(asked.table["ags"].to_numpy()[at], dtype="str")
