"""What is left to decide: demand merged, what is open already taken out, all in one order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from mintgeo._errors import OptionError
from mintgeo.plan.choice import Choice, as_number
from mintgeo.plan.stops.apart import Near, beside, cliques

Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Spread:
    """At least so many stops in each group of candidates, such as one per Kreis.

    Attributes
    ----------
    groups
        The group of each candidate.
    least
        Stops in every group, or group → stops. Required stops count, existing ones don't.
    """

    groups: Sequence[object]
    least: int | Mapping[object, int] = 1


@dataclass(frozen=True, kw_only=True)
class Floor:
    """At least such a share of the weight of each group of demand is reached.

    Attributes
    ----------
    groups
        The group of each row of demand.
    share
        Share from 0 to 1 of every group, or group → share. Existing stops count.
    """

    groups: Sequence[object]
    share: float | Mapping[object, float]


@dataclass(frozen=True, kw_only=True)
class Problem:
    """Maximal covering over the free candidates; existing and required ones are paid already.

    Attributes
    ----------
    rows
        Merged demand × free candidates: 1.0 where one reaches the other.
    weights, part
        Weight and demand group of each merged row.
    need
        Weight that still has to be reached, per demand group.
    candidates
        Position of each column among what the caller gave.
    kind, least
        Group of each column, and how many of each group still have to be chosen.
    near
        Free candidates × free candidates: which pairs are too near each other.
    fixed, inside
        Weight that is reached in any case, and positions that are chosen in any case.
    """

    rows: sparse.csr_array
    weights: Floats
    part: NDArray[np.intp]
    need: Floats
    candidates: NDArray[np.intp]
    kind: NDArray[np.intp]
    least: NDArray[np.intp]
    near: Near = field(repr=False)
    fixed: float = 0.0
    inside: tuple[int, ...] = ()

    @property
    def n(self) -> int:
        """Number of candidates to choose from."""
        return len(self.candidates)

    @property
    def total(self) -> float:
        """Weight that all candidates together reach, with what is reached in any case."""
        return self.fixed + float(self.weights.sum())

    @property
    def whole(self) -> bool:
        """Whether all weights are whole numbers, so that values are."""
        return bool(
            np.all(self.weights == np.rint(self.weights)) and float(self.fixed).is_integer()
        )

    @property
    def floored(self) -> bool:
        """Whether some group must still be reached more."""
        return bool((self.need > 0).any())

    @property
    def spaced(self) -> bool:
        """Whether some candidates are too near each other."""
        return bool(self.near.nnz)

    @cached_property
    def cliques(self) -> sparse.csr_array:
        """Groups of candidates of which a plan has one at most, with all pairs in them."""
        return cliques(self.near)

    def apart(self, columns: NDArray[np.intp]) -> bool:
        """Tell whether no two of some columns are too near each other."""
        return not self.spaced or not self.near[columns][:, columns].nnz

    def reached(self, columns: NDArray[np.intp]) -> NDArray[np.bool_]:
        """Tell which merged rows some columns reach."""
        chosen = np.zeros(self.n)
        chosen[columns] = 1.0
        return np.asarray(self.rows @ chosen) > 0

    def value(self, columns: NDArray[np.intp]) -> float:
        """Weight that some columns reach, with what is reached in any case."""
        return self.fixed + float(self.weights[self.reached(columns)].sum())

    def short(self, columns: NDArray[np.intp]) -> Floats:
        """Weight that is still missing in each demand group."""
        on = self.reached(columns)
        has = np.bincount(self.part[on], self.weights[on], len(self.need))
        missing = self.need - has
        return np.where(missing > 1e-9 * np.maximum(1.0, self.need), missing, 0.0)

    def lacking(self, columns: NDArray[np.intp]) -> int:
        """How many stops are missing in groups that want more."""
        has = np.bincount(self.kind[columns], minlength=len(self.least))
        return int(np.maximum(self.least - has, 0).sum())

    def original(self, columns: NDArray[np.intp]) -> tuple[int, ...]:
        """Positions of chosen columns, with those that are chosen in any case."""
        return tuple(sorted((*self.inside, *self.candidates[columns].tolist())))

    def columns_of(self, chosen: Sequence[int]) -> NDArray[np.intp]:
        """Columns of positions, those that are to choose from."""
        return np.flatnonzero(np.isin(self.candidates, np.asarray(list(chosen), dtype=np.intp)))

    def decided(self, inside: NDArray[np.bool_], outside: NDArray[np.bool_]) -> "Problem":
        """Return what is left once some columns are chosen, and others and those near dropped."""
        into = np.flatnonzero(inside)
        on = self.reached(into)
        weight = np.bincount(self.part[on], self.weights[on], len(self.need))
        kept = ~(inside | outside | beside(self.near, inside))
        has = np.bincount(self.kind[into], minlength=len(self.least))
        return replace(
            self,
            rows=self.rows[~on][:, kept], weights=self.weights[~on], part=self.part[~on],
            need=np.maximum(self.need - weight, 0.0), candidates=self.candidates[kept],
            kind=self.kind[kept], least=np.maximum(self.least - has, 0),
            near=self.near[kept][:, kept],
            fixed=self.fixed + float(weight.sum()),
            inside=(*self.inside, *self.candidates[into].tolist()),
        ).merged()  # fmt: skip

    def merged(self) -> "Problem":
        """Put rows with the same candidates and group together; drop those without any."""
        if not len(self.weights):
            return self
        key = _keys(self.rows) + _words(len(self.need), seed=1)[self.part]
        some = (np.diff(self.rows.indptr) > 0) & (self.weights > 0)
        _, first, at = np.unique(key[some], return_index=True, return_inverse=True)
        rows = np.flatnonzero(some)[first]
        weights: Floats = np.bincount(at, self.weights[some], len(first)).astype(np.float64)
        return replace(self, rows=sparse.csr_array(self.rows[rows]), weights=weights,
                       part=self.part[rows])  # fmt: skip


def problem_of(
    cover: sparse.csr_array, weights: Floats, choice: Choice, *,
    spread: Spread | None, floor: Floor | None, near: Near | None = None,
) -> Problem:  # fmt: skip
    """Bring what was asked into one form; the order of candidates plays no part from here on."""
    n = cover.shape[1]
    near = sparse.csr_array((n, n), dtype=np.float64) if near is None else near
    kind, least = _spread(spread, n)
    part, need = _floor(floor, weights)
    order = _order(cover, near)
    problem = Problem(
        rows=cover[:, order], weights=weights, part=part, need=need, candidates=order,
        kind=kind[order], least=least, near=near[order][:, order],
    )  # fmt: skip
    begun = problem.decided(np.isin(order, choice.existing), np.zeros(n, dtype=np.bool_))
    begun = replace(begun, least=least, inside=())
    required = np.isin(begun.candidates, choice.required)
    return begun.decided(required, ~required & ~np.isin(begun.candidates, choice.free))


def _order(cover: sparse.csr_array, near: Near) -> NDArray[np.intp]:
    """Sort candidates by whom they reach, and those that reach the same by what is near them."""
    key = _keys(cover.T.tocsr())
    around = np.asarray(near.astype(np.uint64) @ key)
    return np.lexsort((around, key)).astype(np.intp)


def _keys(rows: sparse.csr_array) -> NDArray[np.uint64]:
    """A number of 64 bits for each row that only depends on which columns it has."""
    ones = sparse.csr_array(
        (np.ones(rows.nnz, dtype=np.uint64), rows.indices, rows.indptr), shape=rows.shape
    )
    return np.asarray(ones @ _words(rows.shape[1]), dtype=np.uint64)


def _words(n: int, *, seed: int = 0) -> NDArray[np.uint64]:
    return np.random.default_rng(seed).integers(1, 2**63, n, dtype=np.uint64)


def _spread(spread: Spread | None, n: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    if spread is None:
        return np.zeros(n, dtype=np.intp), np.zeros(1, dtype=np.intp)
    kind, names = _groups(spread.groups, n, "spread")
    least = _per_group(spread.least, names, "spread")
    if (least != np.rint(least)).any():
        raise OptionError("'spread' wants whole numbers of stops, not {values}.",
                          values=tuple(least.tolist()))  # fmt: skip
    return kind, least.astype(np.intp)


def _floor(floor: Floor | None, weights: Floats) -> tuple[NDArray[np.intp], Floats]:
    if floor is None:
        return np.zeros(len(weights), dtype=np.intp), np.zeros(1)
    part, names = _groups(floor.groups, len(weights), "floor")
    share = _per_group(floor.share, names, "floor")
    if (share > 1).any():
        raise OptionError("'floor' wants shares from 0 to 1, not {values}.",
                          values=tuple(share.tolist()))  # fmt: skip
    return part, share * np.bincount(part, weights, len(names))


def _groups(given: Sequence[object], n: int, name: str) -> tuple[NDArray[np.intp], list[object]]:
    codes, names = coded(given, name)
    if len(codes) != n:
        raise OptionError("'{name}' must give a group to each of {n}, but gives {given}.",
                          name=name, n=n, given=len(codes))  # fmt: skip
    return codes, names


def coded(given: Sequence[object], name: str) -> tuple[NDArray[np.intp], list[object]]:
    """Return the number of the group of each, and the groups; empty ones are one group."""
    try:
        labels = pd.Series(list(given), dtype=object).to_numpy()
        codes, names = pd.factorize(labels, use_na_sentinel=False)
    except TypeError as error:
        raise OptionError(
            "'{name}' must give a group to each: texts or numbers, not {given!r:.60}.",
            name=name, given=given,
        ) from error  # fmt: skip
    return np.asarray(codes, dtype=np.intp), list(names)


def _per_group(
    given: float | Mapping[object, int] | Mapping[object, float], names: list[object], name: str
) -> Floats:
    if isinstance(given, Mapping):
        unknown = [one for one in given if one not in names]
        if unknown:
            raise OptionError("'{name}' names groups that are not there: {unknown}.",
                              name=name, unknown=tuple(unknown))  # fmt: skip
        found = np.array([as_number(given.get(one, 0)) for one in names])
    else:
        found = np.full(len(names), as_number(given))
    if not np.all(np.isfinite(found) & (found >= 0)):
        raise OptionError("'{name}' wants numbers of 0 or more, not {values}.",
                          name=name, values=tuple(found.tolist()))  # fmt: skip
    return found
