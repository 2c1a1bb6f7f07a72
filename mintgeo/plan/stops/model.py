"""Covering as a mixed program, and its exact solution where it is small enough."""

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from mintgeo.plan import program
from mintgeo.plan.program import Answer, Program
from mintgeo.plan.stops.apart import cliques
from mintgeo.plan.stops.problem import Floats, Problem


def covering(
    problem: Problem, picks: int | None, target: float | None = None, *, exactly: bool = True
) -> Program:
    """Return the program: most weight with so many stops, or fewest stops for a weight.

    Parameters
    ----------
    exactly
        Whether plans with fewer stops than ``picks`` don't count.

    Notes
    -----
    Variables: candidates, then rows. Constraints: a row each, then the number of stops or the
    weight, then stops per group, then floors, then stops that are too near. Church and ReVelle
    (1974): The maximal covering location problem, Papers of the Regional Science Association 32.
    """
    rows, n = problem.rows.shape
    weights = problem.weights / _unit(problem)
    eye = sparse.eye_array(rows, format="csr")
    count = np.r_[np.ones(n), np.zeros(rows)] if target is None else np.r_[np.zeros(n), weights]
    goal = float(picks or 0) if target is None else (target - problem.fixed) / _unit(problem)
    kinds = _one_hot(problem.kind, len(problem.least), np.ones(n))
    parts = _one_hot(problem.part, len(problem.need), problem.weights)
    matrix = sparse.csr_array(sparse.block_array([
        [-problem.rows, eye], [count[None, :n], count[None, n:]], [kinds, None], [None, parts],
        [problem.cliques, None],
    ]))  # fmt: skip
    groups, ones = len(problem.least) + len(problem.need), np.ones(problem.cliques.shape[0])
    low = np.r_[np.full(rows, -np.inf), goal if exactly else -np.inf, problem.least, problem.need,
                -np.inf * ones]  # fmt: skip
    high = np.r_[np.zeros(rows), goal if target is None else np.inf, np.full(groups, np.inf),
                 ones]  # fmt: skip
    cost = np.r_[np.zeros(n), -problem.weights] if target is None else np.r_[
        np.ones(n), np.zeros(rows)]  # fmt: skip
    whole = np.r_[np.ones(n, dtype=np.bool_), np.zeros(rows, dtype=np.bool_)]
    return Program(cost=cost, matrix=matrix, low=low, high=high, upper=np.ones(n + rows),
                   whole=whole)  # fmt: skip


def _unit(problem: Problem) -> float:
    """The largest weight, by which weights are divided to be near one."""
    return max(1.0, float(problem.weights.max(initial=0.0)))


def exact(
    problem: Problem, picks: int | None, *, target: float | None = None,
    start: NDArray[np.intp] | None, seconds: float, nodes: int = 2**31 - 1,
) -> tuple[NDArray[np.intp] | None, Answer]:  # fmt: skip
    """Solve with whole stops; return the columns found, if any, and what is proven."""
    point = None
    if start is not None:
        chosen = np.zeros(problem.n)
        chosen[start] = 1.0
        point = np.r_[chosen, problem.reached(start).astype(np.float64)]
    answer = program.solved(covering(problem, picks, target), seconds=seconds, start=point,
                            nodes=nodes)  # fmt: skip
    if answer.x is None:
        return None, answer
    return np.flatnonzero(answer.x[: problem.n] > 0.5), answer  # noqa: PLR2004


def _one_hot(group: NDArray[np.intp], n: int, values: Floats) -> sparse.csr_array:
    at = (group, np.arange(len(group)))
    return sparse.csr_array(sparse.coo_array((values, at), shape=(n, len(group))))


def missing(problem: Problem, target: float, *, seconds: float) -> tuple[float, float, bool]:
    """Return what plans of any size miss at least of a weight, of floors, and if it is proven."""
    model = covering(problem, None, target)
    at = len(problem.weights) + np.r_[0, 1 + len(problem.least) + np.arange(len(problem.need))]
    unit, n = _unit(problem), len(at)
    slack = sparse.csr_array(
        (np.r_[1 / unit, np.ones(n - 1)], (at, np.arange(n))), shape=(model.matrix.shape[0], n)
    )
    answer = program.solved(Program(
        cost=np.r_[np.zeros(len(model.cost)), np.ones(n)],
        matrix=sparse.csr_array(sparse.hstack([model.matrix, slack])),
        low=model.low, high=model.high, upper=np.r_[model.upper, np.full(n, np.inf)],
        whole=np.r_[model.whole, np.zeros(n, dtype=np.bool_)],
    ), seconds=seconds)  # fmt: skip
    lacks = np.full(n, np.inf) if answer.x is None or not len(answer.x) else answer.x[-n:]
    return float(lacks[0]), float(lacks[1:].sum()), answer.solved


def spaced(
    problem: Problem, picks: int | None, *, seconds: float
) -> tuple[NDArray[np.intp], Answer]:
    """Choose so many stops that are far enough apart, or (None) as many as there can be.

    Where as many as there can be are asked for, groups may lack stops, as few as possible. The
    columns are empty where nothing was found.
    """
    n, kinds = problem.n, len(problem.least)
    if not n:
        return np.empty(0, dtype=np.intp), Answer(
            x=None, duals=np.empty(0), bound=0.0, solved=True, infeasible=bool(picks)
        )
    each = np.asarray(problem.rows.T @ problem.weights)
    cost = np.full(n, -1.0) if picks is None else -each / max(1.0, float(each.max(initial=0.0)))
    groups = _one_hot(problem.kind, kinds, np.ones(n))
    matrix = sparse.block_array([
        [np.ones((1, n)), None], [groups, sparse.eye_array(kinds)], [problem.cliques, None],
    ])  # fmt: skip
    ones = np.ones(problem.cliques.shape[0])
    lacking = problem.least * (picks is None)
    answer = program.solved(Program(
        cost=np.r_[cost, np.full(kinds, n + 1.0)], matrix=sparse.csr_array(matrix),
        low=np.r_[0 if picks is None else picks, problem.least, -np.inf * ones],
        high=np.r_[n if picks is None else picks, np.full(kinds, np.inf), ones],
        upper=np.r_[np.ones(n), lacking].astype(np.float64),
        whole=np.r_[np.ones(n, dtype=np.bool_), np.zeros(kinds, dtype=np.bool_)],
    ), seconds=seconds)  # fmt: skip
    point = np.empty(0) if answer.x is None else answer.x[:n]
    return np.flatnonzero(point > 0.5), answer  # noqa: PLR2004


def independent(near: sparse.csr_array, *, seconds: float = 5.0) -> int:
    """How many candidates there are at most of which no two are too near each other."""
    n, groups = near.shape[0], cliques(near)
    answer = program.solved(Program(
        cost=np.full(n, -1.0), matrix=groups, low=np.full(groups.shape[0], -np.inf),
        high=np.ones(groups.shape[0]), upper=np.ones(n), whole=np.ones(n, dtype=np.bool_),
    ), seconds=seconds) if groups.shape[0] else None  # fmt: skip
    return n if answer is None or answer.x is None else int((answer.x > 0.5).sum())  # noqa: PLR2004
