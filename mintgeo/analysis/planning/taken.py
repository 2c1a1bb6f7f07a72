"""Whom each stop takes in: all whom it is the first to reach, or as many as it has room for."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import linprog

from mintgeo._quantiles import Floats, Ints
from mintgeo.analysis.planning.asked import Asked


@dataclass(frozen=True, kw_only=True, eq=False)
class Taken:
    """Stops in the order of what each adds.

    Attributes
    ----------
    at
        Positions of the stops.
    near
        Demand × stops: 1.0 where one reaches the other.
    parts
        Demand × stops: the part of a row that the stop adds, of what no offer reaches.
    loses
        People who would be reached no more without each stop.
    """

    at: Ints
    near: sparse.csr_array
    parts: sparse.csr_array
    loses: Floats

    def reached(self, before: NDArray[np.bool_]) -> Floats:
        """Part of each row that is reached with the plan and with offers."""
        return np.asarray(np.minimum(before + np.asarray(self.parts.sum(axis=1)), 1.0))


def taken(cover: sparse.csr_array, asked: Asked, chosen: Ints, room: Floats | None) -> Taken:
    """Work out whom the chosen stops add, the one that adds most first."""
    near = sparse.csr_array(cover[:, chosen])
    if room is not None:
        return _with_room(near, asked, chosen, room[chosen])
    order, parts = _in_order(near, asked)
    count = np.asarray(near.sum(axis=1)) + asked.before
    loses = near.T @ np.where(count == 1, asked.counts, 0.0)
    return Taken(at=chosen[order], near=sparse.csr_array(near[:, order]), parts=parts,
                 loses=np.asarray(loses)[order])  # fmt: skip


def _in_order(near: sparse.csr_array, asked: Asked) -> tuple[Ints, sparse.csr_array]:
    """Take the stop that adds most of whom nobody reaches yet, one after the other."""
    columns, people = sparse.csc_array(near), asked.counts.copy()
    people[asked.before] = 0.0
    on, left = asked.before.copy(), list(range(near.shape[1]))
    order: list[int] = []
    rows, owner = [], []
    while left:
        gains = columns[:, left].T @ people
        at = left.pop(int(np.argmax(gains)))
        own = columns.indices[columns.indptr[at] : columns.indptr[at + 1]]
        new = own[~on[own]]
        on[new], people[new] = True, 0.0
        owner.append(np.full(len(new), len(order)))
        rows.append(new)
        order.append(at)
    row, column = (np.concatenate([np.empty(0, np.intp), *one]) for one in (rows, owner))
    parts = sparse.csr_array((np.ones(len(row)), (row, column)), shape=near.shape)
    return np.array(order, dtype=np.intp), parts


def _with_room(near: sparse.csr_array, asked: Asked, chosen: Ints, room: Floats) -> Taken:
    parts = allotted(near, asked.weights, asked.before, room)
    adds = np.asarray(parts.T @ asked.counts)
    order = np.argsort(-adds, kind="stable")
    loses = []
    for at in order:
        kept = np.arange(len(chosen)) != at
        others = allotted(sparse.csr_array(near[:, kept]), asked.weights, asked.before, room[kept])
        loses.append(max(0.0, float(adds.sum() - (others.T @ asked.counts).sum())))
    return Taken(at=chosen[order], near=sparse.csr_array(near[:, order]),
                 parts=sparse.csr_array(parts[:, order]), loses=np.array(loses))  # fmt: skip


def allotted(
    near: sparse.csr_array, weights: Floats, before: NDArray[np.bool_], room: Floats
) -> sparse.csr_array:
    """Send as much weight as can be to stops that have room: parts of rows, demand × stops."""
    pairs = sparse.coo_array(near)
    row, column = pairs.coords
    kept = ~before[row] & (weights[row] > 0)
    row, column = row[kept], column[kept]
    m, (rows, stops) = len(row), near.shape
    if not m:
        return sparse.csr_array(near.shape)
    matrix = sparse.csr_array(
        (np.ones(2 * m), (np.r_[row, rows + column], np.r_[np.arange(m), np.arange(m)])),
        shape=(rows + stops, m),
    )
    answer = linprog(-np.ones(m), A_ub=matrix, b_ub=np.r_[weights, room], method="highs")
    parts = np.asarray(answer.x) / weights[row]
    return sparse.csr_array((parts, (row, column)), shape=near.shape)
