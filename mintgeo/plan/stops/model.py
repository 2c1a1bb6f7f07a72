"""Covering as a mixed program, and its exact solution where it is small enough."""

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from mintgeo.plan import program
from mintgeo.plan.program import Answer, Program
from mintgeo.plan.stops.problem import Floats, Problem


def covering(problem: Problem, picks: int | None, target: float | None = None) -> Program:
    """Return the program: most weight with so many stops, or fewest stops for a weight.

    Notes
    -----
    Variables: candidates, then rows. Constraints: a row each, then the number of stops or the
    weight, then stops per group, then floors. Church and ReVelle (1974): The maximal covering
    location problem, Papers of the Regional Science Association 32.
    """
    rows, n = problem.rows.shape
    weights = problem.weights / max(1.0, float(problem.weights.max(initial=0.0)))
    eye = sparse.eye_array(rows, format="csr")
    count = np.r_[np.ones(n), np.zeros(rows)] if target is None else np.r_[np.zeros(n), weights]
    scale = problem.weights.max(initial=1.0) if rows else 1.0
    goal = float(picks or 0) if target is None else (target - problem.fixed) / max(1.0, scale)
    kinds = _one_hot(problem.kind, len(problem.least), np.ones(n))
    parts = _one_hot(problem.part, len(problem.need), problem.weights)
    matrix = sparse.csr_array(sparse.block_array([
        [-problem.rows, eye], [count[None, :n], count[None, n:]], [kinds, None], [None, parts],
    ]))  # fmt: skip
    low = np.r_[np.full(rows, -np.inf), goal, problem.least, problem.need]
    high = np.r_[np.zeros(rows), goal if target is None else np.inf,
                 np.full(len(problem.least) + len(problem.need), np.inf)]  # fmt: skip
    cost = np.r_[np.zeros(n), -problem.weights] if target is None else np.r_[
        np.ones(n), np.zeros(rows)]  # fmt: skip
    whole = np.r_[np.ones(n, dtype=np.bool_), np.zeros(rows, dtype=np.bool_)]
    return Program(cost=cost, matrix=matrix, low=low, high=high, upper=np.ones(n + rows),
                   whole=whole)  # fmt: skip


def exact(
    problem: Problem, picks: int | None, *, target: float | None = None,
    start: NDArray[np.intp] | None, seconds: float,
) -> tuple[NDArray[np.intp] | None, Answer]:  # fmt: skip
    """Solve with whole stops; return the columns found, if any, and what is proven."""
    point = None
    if start is not None:
        chosen = np.zeros(problem.n)
        chosen[start] = 1.0
        point = np.r_[chosen, problem.reached(start).astype(np.float64)]
    answer = program.solved(covering(problem, picks, target), seconds=seconds, start=point)
    if answer.x is None:
        return None, answer
    return np.flatnonzero(answer.x[: problem.n] > 0.5), answer  # noqa: PLR2004


def _one_hot(group: NDArray[np.intp], n: int, values: Floats) -> sparse.csr_array:
    at = (group, np.arange(len(group)))
    return sparse.csr_array(sparse.coo_array((values, at), shape=(n, len(group))))
