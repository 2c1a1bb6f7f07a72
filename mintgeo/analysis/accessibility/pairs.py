"""The pairs of a travel table that have a time, and whether they are all that there are."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mintgeo._errors import InputError, name_ids
from mintgeo._schema import TRAVEL, received
from mintgeo._schema.column import ID, Table
from mintgeo.travel.matrices import Matrix
from mintgeo.travel.protocol import LIMIT

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Pairs:
    """The pairs that have a time, as flat arrays."""

    origins: pd.Index
    origin: NDArray[np.intp]
    goals: int
    goal: NDArray[np.intp]
    minutes: Floats
    supply: Floats

    @classmethod
    def of(cls, pairs: pd.DataFrame | Matrix, sites: pd.DataFrame, supply: str | None) -> "Pairs":
        """Read a travel table or a matrix; sites get their supply, or 1 each."""
        if isinstance(pairs, Matrix):
            return cls._of_matrix(pairs, sites, supply)
        pairs = received(pairs, TRAVEL)
        origin, origins = pd.factorize(pairs["from_id"])
        there = (pairs["status"] == "ok").to_numpy()
        goal, goals = pd.factorize(pairs.loc[there, "to_id"])
        per_goal = looked_up(sites, supply, pd.Index(goals), what="sites")
        minutes = pairs.loc[there, "travel_min"].to_numpy(dtype=float)
        index = pd.Index(origins, name="id")
        return cls(index, origin[there], len(goals), goal, minutes, per_goal[goal])

    @classmethod
    def _of_matrix(cls, ways: Matrix, sites: pd.DataFrame, supply: str | None) -> "Pairs":
        reached, goal = np.unique(ways.column, return_inverse=True)
        per_goal = looked_up(sites, supply, pd.Index(ways.to_ids[reached]), what="sites")
        index = pd.Index(ways.from_ids, name="id", dtype="str")
        return cls(index, ways.row, len(reached), goal, ways.travel_min, per_goal[goal])

    def per_origin(self, values: Floats) -> pd.Series:
        """Add up what every pair gives, by origin."""
        sums = np.bincount(self.origin, values, len(self.origins))
        return pd.Series(sums, index=self.origins)


def looked_up(table: pd.DataFrame, column: str | None, ids: pd.Index, *, what: str) -> Floats:
    """Value of every id: 1, or what stands in the column."""
    Table(name=what, meaning=what, columns=(ID,)).check(table)
    missing = ids.difference(pd.Index(table["id"]))
    if len(missing):
        raise InputError(
            "The {what} lack ends of the travel table ({rows}).", what=what, rows=name_ids(missing)
        )
    if column is None:
        return np.ones(len(ids))
    if column not in table.columns:
        raise InputError(
            "The {what} have no column '{column}'; supply=None counts 1 each.",
            what=what,
            column=column,
        )
    values = table.set_index("id")[column].reindex(ids)
    if values.isna().any():
        rows = name_ids(ids[values.isna()])
        raise InputError(
            "The {what} have no {column} in {rows}; fill it, or leave them out.",
            what=what,
            column=column,
            rows=rows,
        )
    return values.to_numpy(dtype=float)


def refuse_cut(
    pairs: pd.DataFrame | Matrix, sites: pd.DataFrame, *, minutes: float, max_min: float | None
) -> None:
    """Refuse pairs that may lack some within a time.

    Parameters
    ----------
    pairs, sites
        A travel table and its destinations.
    minutes
        The time.
    max_min
        The limit with which the pairs were made, if the table does not know.

    Raises
    ------
    InputError
        If the pairs end below ``minutes``, or nothing shows that they do not, or they are only the
        nearest of each origin.
    """
    if isinstance(pairs, Matrix):
        _refuse_limit(pairs.max_min, minutes)
        return
    there = pairs[pairs["status"] == "ok"]
    whole = _whole_origins(there, sites, minutes)
    if "rank" in pairs.columns:
        last = pairs["rank"].max()
        cut = whole.index[~whole & (there.groupby("from_id").size() == last)]
        if len(cut):
            raise InputError(
                "The pairs are only the {last} nearest of every origin, and of {n} ({rows}) there "
                "may be more within {minutes:g} minutes; travel_times() gives all.",
                last=last,
                n=len(cut),
                rows=name_ids(cut),
                minutes=minutes,
            )
    limit = max_min if max_min is not None else pairs.attrs.get(LIMIT, np.nan)
    _refuse_limit(limit, minutes)
    if limit is None or limit >= minutes:
        return
    longest = float(there["travel_min"].max()) if len(there) else 0.0
    limited = len(there) < len(pairs) and (pairs["status"] == "over_limit").any()
    if longest < minutes and (limited or not whole.all()):
        raise InputError(
            "No pair takes longer than {longest:.1f} minutes, and {minutes:g} are asked for: the "
            "pairs may be cut below. Say with which limit they were made: max_min=..., or make "
            "them with travel_times().",
            longest=longest,
            minutes=minutes,
        )


def _refuse_limit(limit: float | None, minutes: float) -> None:
    if limit is not None and limit < minutes:
        raise InputError(
            "The pairs were made up to {limit:g} minutes, and {minutes:g} are asked for: those "
            "between are missing. Make them with travel_times(..., max_min={minutes:g}) or more.",
            limit=limit,
            minutes=minutes,
        )


def _whole_origins(there: pd.DataFrame, sites: pd.DataFrame, minutes: float) -> pd.Series:
    """Per origin that has a pair, whether it has one with all sites, or one beyond the time."""
    known = there.groupby("from_id")["travel_min"].agg(["size", "max"])
    return (known["size"] >= sites["id"].nunique()) | (known["max"] >= minutes)
