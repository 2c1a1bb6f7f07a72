"""Candidates, and whom each reaches within the threshold: one matrix of the router."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse
from scipy.spatial import cKDTree

from mintgeo._errors import InputError, name_rows
from mintgeo._located import AnyTable, Located, check_ids
from mintgeo._parallel import AnyExecutor
from mintgeo._phrase import Phrase, phrases
from mintgeo._points import as_points
from mintgeo._quantiles import Floats
from mintgeo.analysis.planning.asked import Asked
from mintgeo.findings import COLUMN, Gathered
from mintgeo.travel.abilities import law_for
from mintgeo.travel.matrices import REASONS, Matrix
from mintgeo.travel.pairs import matrix
from mintgeo.travel.protocol import Router

GEMEINDE: Final = "ags_gemeinde"
_BESIDES: Final = ("name", "category", GEMEINDE)
_FARTHEST: Final = 1.5
_LISTED: Final = 6
_NAMED: Final = ("no_location", "not_snapped", "outside_extract", "no_stop", "no_service")
"""Reasons of routers that have a finding of their own."""


def listed(names: Iterable[object]) -> str:
    """Name places for a message: the first ones, and how many more there are."""
    each = [str(one) for one in names]
    shown = ", ".join(each[:_LISTED])
    more = len(each) - _LISTED
    return phrases([shown, Phrase(" and {n} more", n=more)], "") if more > 0 else shown


def names_of(rows: pd.DataFrame) -> list[str]:
    """Candidates by name and id, for a message."""
    return [
        name if name == one else f"{name} ({one})"
        for one, name in zip(rows["id"], rows["name"], strict=True)
    ]


def ids_of(given: Iterable[object]) -> tuple[str, ...]:
    """Ids as text; a text alone is one id."""
    return (given,) if isinstance(given, str) else tuple(str(one) for one in given)


def positions(
    ids: Iterable[object], candidates: pd.DataFrame, name: str, *, lost: Iterable[str] = ()
) -> tuple[int, ...]:
    """Positions of candidates by id; those that are lost are passed over.

    Raises
    ------
    InputError
        Ids that no candidate has.
    """
    given = ids_of(ids)
    at = pd.Index(candidates["id"]).get_indexer(pd.Index(given, dtype=object))
    known = set(lost)
    unknown = [one for one, where in zip(given, at, strict=True) if where < 0 and one not in known]
    if unknown:
        raise InputError("'{name}' names candidates that are not there ({rows}).",
                         name=name, rows=name_rows(unknown))  # fmt: skip
    return tuple(int(one) for one in at if one >= 0)


def xyz_of(located: Located) -> Floats:
    """Metres from the centre of the earth by row: straight lines anywhere."""
    return located.points.spread(located.points.xyz)


@dataclass(frozen=True, kw_only=True, eq=False)
class Reachable:
    """Candidates that somebody reaches, and who.

    Attributes
    ----------
    candidates
        ``id``, ``name``, ``ags_gemeinde``, geometry (EPSG:4326), and what else the table had.
    located
        The same as points.
    ways
        Times from the demand to all candidates, within what was looked for.
    looked_min
        Minutes that were looked for: the threshold, and more where times are drawn.
    cover
        Demand × candidates: 1.0 where one reaches the other.
    lost
        Those that are no stops: ``id``, ``name``, geometry, and ``findings`` that say why.
    """

    candidates: gpd.GeoDataFrame
    located: Located
    ways: Matrix
    looked_min: float
    cover: sparse.csr_array
    lost: gpd.GeoDataFrame

    @property
    def n(self) -> int:
        """Number of candidates."""
        return len(self.candidates)

    def areas(self, asked: Asked, digits: int) -> NDArray[np.object_]:
        """Key of the area of every candidate: of a Land (2 digits), Kreis (5), Gemeinde (8).

        Where its Gemeinde is not known, the area of the nearest point of the demand.
        """
        keys = self.candidates[GEMEINDE].astype("str").str[:digits]
        near = pd.Series(asked.areas(digits)[nearest_rows(asked, self.located)], keys.index)
        return np.asarray(keys.where(keys.notna(), near).to_numpy(dtype=object))

    def positions(self, ids: Iterable[object], name: str) -> tuple[int, ...]:
        """Positions of candidates by id; those that nobody reaches are passed over."""
        return positions(ids, self.candidates, name, lost=self.lost["id"])

    def names(self, at: Iterable[int]) -> str:
        """Candidates by name and id, for a message."""
        return listed(names_of(self.candidates.iloc[list(at)]))

    def column(self, name: str) -> Floats:
        """Numbers of the candidates in one of their columns.

        Raises
        ------
        InputError
            If there is none, or some candidates have no number of 0 or more.
        """
        if name not in self.candidates:
            raise InputError("The candidates have no column '{name}'.", name=name)
        found = pd.to_numeric(self.candidates[name], errors="coerce").to_numpy(dtype=float)
        wrong = ~np.isfinite(found) | (found < 0)
        if wrong.any():
            raise InputError(
                "The column '{name}' of the candidates must hold numbers of 0 or more; not so: "
                "{rows}.",
                name=name, rows=self.names(np.flatnonzero(wrong)),
            )  # fmt: skip
        return np.asarray(found)


def named_candidates(candidates: AnyTable, asked: Asked) -> Located:
    """Check candidates and name them, their places and their Gemeinden.

    Raises
    ------
    InputError
        If there is none.
    DuplicateIdError
        If two share an id.
    """
    given = Located.of(candidates, what="candidates")
    check_ids(given.table, what="candidates")
    if not len(given):
        raise InputError("There is no candidate to choose.")
    layer = as_points(gpd.GeoDataFrame(given.table), what="candidates")
    table = gpd.GeoDataFrame(layer.reset_index(drop=True))
    table["id"] = table["id"].astype("str")
    names = table["name"] if "name" in table else pd.Series(pd.NA, index=table.index)
    table["name"] = names.astype("str").fillna(table["id"])
    if GEMEINDE not in table:
        table[GEMEINDE] = table["ags"] if _all_keys(table) else _of_nearest(asked, given)
    table[GEMEINDE] = table[GEMEINDE].astype("str")
    return given.beside(table)


def reachable(
    asked: Asked, everywhere: Located, router: Router, *, draws: int,
    executor: AnyExecutor | None = None,
) -> Reachable:  # fmt: skip
    """Find whom each candidate reaches, and set aside those that nobody can reach.

    Where times are to be drawn, ways are looked for as far beyond the threshold as they could be
    within it in a draw.
    """
    table = gpd.GeoDataFrame(everywhere.table)
    looked = asked.minutes * (_beyond(router) if draws else 1.0)
    ways = matrix(asked.people, everywhere, router, max_min=looked, executor=executor)
    cover = _cover(ways, asked.minutes)
    n = np.bincount(cover.indices, minlength=len(table))
    kept = np.flatnonzero(n > 0)
    lost = _lost(table, ways, n, asked.minutes)
    rows = gpd.GeoDataFrame(table.iloc[kept].reset_index(drop=True))
    return Reachable(
        candidates=rows, located=everywhere.rows(kept).under(rows), ways=ways, looked_min=looked,
        cover=sparse.csr_array(cover[:, kept]), lost=lost,
    )  # fmt: skip


def _beyond(router: Router) -> float:
    """How many times the threshold a way may take that could be within it in a draw."""
    return min(_FARTHEST, float(np.exp(3 * law_for(router.mode, router).spread)))


def _cover(ways: Matrix, minutes: float) -> sparse.csr_array:
    near = ways.travel_min <= minutes
    pairs = ways.row[near], ways.column[near].astype(np.intp)
    return sparse.csr_array((np.ones(len(pairs[0])), pairs), shape=ways.shape)


def _lost(
    table: gpd.GeoDataFrame, ways: Matrix, n: NDArray[np.intp], minutes: float
) -> gpd.GeoDataFrame:
    """Candidates that nobody reaches, and why."""
    gathered = Gathered(len(table))
    reasons = np.array(REASONS, dtype=object)[ways.goal]
    for reason in _NAMED:
        rows = pd.Series((n == 0) & (reasons == reason), index=table.index)
        gathered.add(rows, f"plan.{reason}")
    rest = pd.Series((n == 0) & ~np.isin(reasons, _NAMED), index=table.index)
    gathered.add(rest, "plan.reaches_nobody", minutes=minutes)
    told = table[["id", *(one for one in _BESIDES if one in table), "geometry"]]
    out = told.assign(**{COLUMN: gathered.column(table.index)})[n == 0]
    return gpd.GeoDataFrame(out.reset_index(drop=True))


def _all_keys(table: gpd.GeoDataFrame) -> bool:
    """Whether the table knows Gemeinden by their keys."""
    return "ags" in table and bool(table["ags"].astype("str").str.fullmatch(r"\d{8}").all())


def _of_nearest(asked: Asked, candidates: Located) -> pd.Series:
    """Gemeinde of the nearest point of the demand."""
    at = candidates.points.placed
    out = pd.Series(pd.NA, index=range(len(candidates)), dtype="str")
    if len(at):
        rows = nearest_rows(asked, candidates.rows(at))
        out.iloc[at] = asked.table["ags"].to_numpy()[rows]
    return out


def nearest_rows(asked: Asked, placed: Located) -> NDArray[np.intp]:
    """Row of the nearest point of the demand for each point that has a place."""
    there = asked.people.points
    return np.asarray(there.placed[cKDTree(there.xyz).query(placed.points.xyz)[1]])
