"""Costs as numbers: what is missing, what is open already, all in one order."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from mintgeo._errors import InfeasibleError, InputError
from mintgeo.plan.ascent import dot
from mintgeo.plan.choice import Choice

Floats = NDArray[np.float64]
Columns = NDArray[np.intp]
_FAR: Final = 10.0
"""How many times the largest cost stands for a missing one while searching."""


@dataclass(frozen=True, kw_only=True)
class Costs:
    """Demand that counts × free candidates.

    Attributes
    ----------
    pairs
        Costs; infinite where a candidate can't serve somebody.
    base
        Cost at the nearest hub that is open in any case; infinite if there is none.
    weights
        Weight of each row, above zero.
    candidates
        Position of each column among what the caller gave.
    inside
        Positions that are chosen in any case.
    """

    pairs: Floats
    base: Floats
    weights: Floats
    candidates: Columns
    inside: tuple[int, ...]

    @property
    def n(self) -> int:
        """Number of candidates to choose from."""
        return len(self.candidates)

    @property
    def whole(self) -> bool:
        """Whether sums of costs are whole numbers."""
        finite = self.pairs[np.isfinite(self.pairs)]
        some = self.base[np.isfinite(self.base)]
        return all(bool((one == np.rint(one)).all()) for one in (finite, some, self.weights))

    @cached_property
    def finite(self) -> tuple[Floats, Floats]:
        """Costs and base with a number for what is missing, none above the base."""
        largest = float(self.pairs.max(where=np.isfinite(self.pairs), initial=0.0))
        base = np.minimum(self.base, _FAR * max(1.0, largest))
        return np.minimum(self.pairs, base[:, None]), base

    def nearest(self, columns: Columns) -> Floats:
        """Cost of each row at the nearest of some columns or at what is open in any case."""
        return np.asarray(np.minimum(self.base, self.pairs[:, columns].min(axis=1, initial=np.inf)))

    def total(self, columns: Columns) -> float:
        """Weighted sum of the costs."""
        return dot(self.weights, self.nearest(columns))

    def original(self, columns: Columns) -> tuple[int, ...]:
        """Positions of columns, with those that are chosen in any case."""
        return tuple(sorted((*self.inside, *self.candidates[columns].tolist())))

    def columns_of(self, chosen: Columns) -> Columns:
        """Columns of positions, those that are to choose from."""
        return np.flatnonzero(np.isin(self.candidates, chosen))

    def some(self, rows: Columns) -> "Costs":
        """The same for some rows only."""
        return replace(self, pairs=self.pairs[rows], base=self.base[rows],
                       weights=self.weights[rows])  # fmt: skip


def costs_of(table: Floats, weights: Floats, choice: Choice) -> Costs:
    """Bring checked costs into one form; the order of candidates plays no part from here on.

    Raises
    ------
    InfeasibleError
        Some row has no candidate that can serve it (``unreachable``).
    """
    rows = np.flatnonzero(weights > 0)
    table = table[rows]
    fixed = np.concatenate([choice.existing, choice.required])
    base = table[:, fixed].min(axis=1, initial=np.inf)
    free = choice.free
    lost = np.flatnonzero(np.isinf(np.minimum(base, table[:, free].min(axis=1, initial=np.inf))))
    if len(lost):
        raise InfeasibleError(
            "{n} rows of demand have no candidate that can serve them (the first: {rows}): add "
            "one, or leave them out with a weight of 0.",
            code="unreachable", n=len(lost), rows=tuple(rows[lost[:10]].tolist()),
        )  # fmt: skip
    mixed = np.random.default_rng(0).random(len(rows))
    key = np.array([mixed @ np.where(np.isfinite(one), one, -1.0) for one in table[:, free].T])
    free = free[np.argsort(key, kind="stable")]
    return Costs(pairs=table[:, free], base=base, weights=weights[rows], candidates=free,
                 inside=tuple(choice.required.tolist()))  # fmt: skip


def checked_costs(cost: Any) -> Floats:
    """Return costs as a table; what a sparse one does not store, and NaN, is infinite."""
    if sparse.issparse(cost):
        found = sparse.coo_array(cost)
        table = np.full(found.shape, np.inf)
        table[found.coords] = found.data
    else:
        table = _dense(cost)
    if table.ndim != 2 or not table.shape[1]:  # noqa: PLR2004
        raise InputError("'cost' must be a matrix of demand × candidates.")
    table[np.isnan(table)] = np.inf
    wrong = np.flatnonzero((table < 0).any(axis=1))
    if len(wrong):
        raise InputError(
            "'{name}' must be numbers of 0 or more, but rows {rows} are not.",
            name="cost", rows=tuple(wrong[:10].tolist()),
        )  # fmt: skip
    return table


def _dense(cost: Any) -> Floats:
    try:
        return np.array(cost, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise InputError("'cost' must be a matrix of demand × candidates.") from error
