"""Schools that reach nothing × partners → who could come to each, none of them too often."""

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from mintgeo._credits import credited
from mintgeo._errors import OptionError
from mintgeo._located import AnyTable, Located
from mintgeo._schema import SCHOOL_ACCESS, SCHOOL_PARTIES
from mintgeo.analysis.schools.access import names_of, radii
from mintgeo.travel.matrices import Matrix
from mintgeo.travel.pairs import matrix
from mintgeo.travel.protocol import Router

_ASKED = SCHOOL_ACCESS.asking("id", "name", "geometry", "nothing")


def school_parties(
    access: gpd.GeoDataFrame,
    partners: AnyTable,
    router: Router,
    *,
    minutes: float = 30,
    most: int = 2,
) -> gpd.GeoDataFrame:
    """Suggest for every school that reaches nothing a partner who could come: a MINT party.

    Parameters
    ----------
    access
        As of ``school_access``.
    partners
        Geocoded sites of who is willing to come; all of them count.
    router
        How the partners travel.
    minutes
        Longest way of a partner to a school; exactly this long is possible.
    most
        Schools that one partner comes to at most.

    Returns
    -------
    GeoDataFrame
        One row per school that reaches nothing by any way, in the order of the table: the partner,
        or in ``reason`` why there is none (``partners_full``: those near by are asked for others).
        As many schools as possible have a partner, and of all such lists this one has the least
        time on the road; what is equal goes by the order of the tables.

    Raises
    ------
    OptionError
        If ``minutes`` is not positive or ``most`` not 1 or more.
    TableError
        If ``access`` is no such table.
    """
    if not minutes > 0:
        raise OptionError("minutes must be a positive number, not {minutes!r}.", minutes=minutes)
    if isinstance(most, bool) or not most >= 1:
        raise OptionError("most must be 1 or more, not {value!r}.", value=most)
    _ASKED.check(access)
    schools = access[access["nothing"]].drop_duplicates("id").reset_index(drop=True)
    at, there = Located(gpd.GeoDataFrame(schools), what="schools"), Located.of(partners)
    ways = matrix(there, at, router, max_min=minutes)
    chosen, time = _assigned(ways, most)
    reason = np.where(np.isin(np.arange(len(at)), ways.column), "partners_full", "no_partner")
    reason = np.where(chosen >= 0, "ok", reason).astype(object)
    reason[np.setdiff1d(np.arange(len(at)), at.points.placed)] = "no_location"
    own = there.table["id"].astype(str).to_numpy(dtype=object)
    ids = [own[one] if one >= 0 else None for one in chosen]
    names = names_of(there.table)
    both = radii(schools) + np.append(radii(there.table), np.nan)[chosen]
    out = gpd.GeoDataFrame({
        "id": schools["id"], "name": schools["name"], "geometry": schools.geometry,
        "reason": pd.array(reason, dtype="str"), "partner_id": pd.array(ids, dtype="str"),
        "partner": pd.array([names.get(str(one)) for one in ids], dtype="str"), "travel_min": time,
        "blur_m": both,
    }, crs=access.crs)  # fmt: skip
    SCHOOL_PARTIES.check(out)
    return credited(out, access, there.table, router)


def _assigned(ways: Matrix, most: int) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    """Position of the partner of every school (−1 for none) and the time, least in all."""
    partners, schools = ways.shape
    chosen, time = np.full(schools, -1), np.full(schools, np.nan)
    if not len(ways):
        return chosen, time
    row, column = ways.row, ways.column.astype(np.intp)
    links = coo_array(
        (np.ones(len(row)), (row, partners + column)), shape=(partners + schools,) * 2
    )
    _, group = connected_components(links, directed=False)
    for rows in _groups(group[row]):
        own, theirs = row[rows], column[rows]
        people, at = np.unique(own, return_inverse=True)
        places, goal = np.unique(theirs, return_inverse=True)
        never = (ways.travel_min[rows].max() + 1) * (min(len(people) * most, len(places)) + 1)
        cost = np.full((len(people), len(places)), never)
        cost[at, goal] = ways.travel_min[rows]
        slots = np.repeat(np.arange(len(people)), min(most, len(places)))
        slot, place = linear_sum_assignment(cost[slots])
        good = cost[slots[slot], place] < never
        chosen[places[place[good]]] = people[slots[slot[good]]]
        time[places[place[good]]] = cost[slots[slot[good]], place[good]]
    return chosen, time


def _groups(labels: NDArray[np.intp]) -> list[NDArray[np.intp]]:
    """Positions of every label."""
    order = np.argsort(labels, kind="stable")
    return np.split(order, np.flatnonzero(np.diff(labels[order])) + 1)
