"""Stops that take in so many and no more: whom each takes is decided with the stops."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import linprog

from mintgeo._errors import InfeasibleError
from mintgeo.plan import program
from mintgeo.plan.choice import Choice
from mintgeo.plan.program import Answer, Program
from mintgeo.plan.solution import CLOSE, Clock, Solution, status_of
from mintgeo.plan.stops.apart import Near, beside
from mintgeo.plan.stops.possible import too_many_needed, unreachable_apart
from mintgeo.plan.stops.problem import Floats, Floor, Problem, Spread, problem_of

_HALF = 0.5


@dataclass(frozen=True, kw_only=True)
class Crowd:
    """All candidates in one order, with the room that each has.

    Attributes
    ----------
    problem
        Merged demand × candidates, nothing taken out.
    room
        Weight that each column can take in.
    open, must, shut
        Columns that are open already, that every plan has, and that none has.
    """

    problem: Problem
    room: Floats
    open: NDArray[np.bool_]
    must: NDArray[np.bool_]
    shut: NDArray[np.bool_]

    @property
    def begun(self) -> NDArray[np.bool_]:
        """Columns that are open in any case."""
        return self.open | self.must


def crowd_of(
    cover: sparse.csr_array, weights: Floats, room: Floats, choice: Choice, *,
    spread: Spread | None, floor: Floor | None, near: Near,
) -> Crowd:  # fmt: skip
    """Bring what was asked into one form; what is too near to what is open in any case is shut."""
    everything = Choice.of(cover.shape[1], existing=(), required=(), forbidden=())
    problem = problem_of(cover, weights, everything, spread=spread, floor=floor, near=near)
    at = problem.candidates
    open_ones, must = np.isin(at, choice.existing), np.isin(at, choice.required)
    free = np.isin(at, choice.free) & ~beside(problem.near, open_ones | must)
    left = sparse.diags_array(free.astype(np.float64))
    among = sparse.csr_array(left @ problem.near @ left)
    among.eliminate_zeros()
    return Crowd(problem=replace(problem, near=among), room=room[at], open=open_ones, must=must,
                 shut=~(open_ones | must | free))  # fmt: skip


def solve(crowd: Crowd, *, picks: int | None, target: float | None, clock: Clock) -> Solution:
    """Solve as a mixed program, from a greedy plan.

    Raises
    ------
    InfeasibleError
        ``no_room``: even all candidates together have not the room; ``more_needed`` and
        ``none_found`` as without capacities.
    """
    most = _filled(crowd, ~crowd.shut)
    if target is not None and most < target * (1 - CLOSE):
        raise InfeasibleError(
            "All candidates together take in {most:.6g}, but {target:.6g} is wanted: give more "
            "room, or ask for less.",
            code="no_room", most=most, target=target,
        )  # fmt: skip
    goal = target if target is not None else None
    plan, answer = _solved(crowd, picks if goal is None else None, goal, clock.left)
    if plan is None or (
        goal is not None and picks is not None and _new(crowd, plan) > picks + _musts(crowd)
    ):
        raise _too_many(crowd, picks, goal, answer, plan, clock)
    value = _filled(crowd, plan) if goal is None else float(_new(crowd, plan))
    proven = -answer.bound if goal is None else float(np.ceil(answer.bound - 1e-6))
    open_bound = max(value, min(most, proven)) if goal is None else min(value, max(0.0, proven))
    bound = value if answer.solved else open_bound
    chosen = crowd.problem.candidates[plan & ~crowd.open]
    return Solution(
        chosen=tuple(sorted(chosen.tolist())), value=value, bound=bound, seconds=clock.spent,
        status=status_of(value, bound, clock), reached=_filled(crowd, plan),
    )  # fmt: skip


def _solved(
    crowd: Crowd, picks: int | None, target: float | None, seconds: float
) -> tuple[NDArray[np.bool_] | None, Answer]:
    """The best plan, by the program or greedy where that is all there is."""
    model = _model(crowd, picks, target)
    answer = program.solved(model, seconds=max(seconds, 0.1))
    n = crowd.problem.n
    if answer.x is not None and len(answer.x):
        return answer.x[:n] > _HALF, answer
    plain = not (crowd.problem.floored or crowd.problem.least.any() or crowd.problem.spaced)
    return (_greedy(crowd, picks, target) if plain and not answer.infeasible else None), answer


def _model(crowd: Crowd, picks: int | None, target: float | None) -> Program:
    """Variables: candidates, then what each takes in of each row it reaches."""
    problem = crowd.problem
    pairs = problem.rows.tocoo()
    row, column = pairs.coords
    n, m = problem.n, len(row)
    at = np.arange(m)
    to_row = sparse.csr_array((np.ones(m), (row, at)), shape=(len(problem.weights), m))
    to_column = sparse.csr_array((np.ones(m), (column, at)), shape=(n, m))
    to_part = sparse.csr_array((np.ones(m), (problem.part[row], at)), shape=(len(problem.need), m))
    new = (~crowd.open).astype(np.float64)
    kinds = sparse.csr_array((new, (problem.kind, np.arange(n))), shape=(len(problem.least), n))
    within = sparse.csr_array((-problem.weights[row], (at, column)), shape=(m, n))
    ones, none = np.ones((1, m)), np.zeros((1, n))
    count, endless = _musts(crowd) + (picks or 0), np.array([np.inf])
    most = endless if picks is None else np.array([count])
    blocks: list[tuple[object, object, Floats, Floats]] = [
        (None, to_row, np.full(len(problem.weights), -np.inf), problem.weights),
        (sparse.diags_array(-crowd.room), to_column, np.full(n, -np.inf), np.zeros(n)),
        (within, sparse.eye_array(m), np.full(m, -np.inf), np.zeros(m)),
        (crowd.begun[None, :].astype(np.float64), None, np.array([crowd.begun.sum()]), endless),
        (kinds, None, problem.least.astype(np.float64), np.full(len(problem.least), np.inf)),
        (None, to_part, problem.need, np.full(len(problem.need), np.inf)),
        (problem.cliques, None, np.full(problem.cliques.shape[0], -np.inf),
         np.ones(problem.cliques.shape[0])),
        (new[None, :], None, np.array([count]), most) if target is None else
        (none, ones, np.array([target]), np.array([np.inf])),
    ]  # fmt: skip
    return Program(
        cost=np.r_[np.zeros(n), -np.ones(m)] if target is None else np.r_[new, np.zeros(m)],
        matrix=sparse.csr_array(sparse.block_array([[one, other] for one, other, _, _ in blocks])),
        low=np.concatenate([low for _, _, low, _ in blocks]),
        high=np.concatenate([high for _, _, _, high in blocks]),
        upper=np.r_[(~crowd.shut).astype(np.float64), problem.weights[row]],
        whole=np.r_[np.ones(n, dtype=np.bool_), np.zeros(m, dtype=np.bool_)],
    )  # fmt: skip


def _filled(crowd: Crowd, plan: NDArray[np.bool_]) -> float:
    """Weight that a plan takes in if everybody is sent where there is room."""
    pairs = crowd.problem.rows[:, plan].tocoo()
    row, column = pairs.coords
    m, rows = len(row), len(crowd.problem.weights)
    if not m:
        return 0.0
    matrix = sparse.csr_array(
        (np.ones(2 * m), (np.r_[row, rows + column], np.r_[np.arange(m), np.arange(m)])),
        shape=(rows + int(plan.sum()), m),
    )
    high = np.r_[crowd.problem.weights, crowd.room[plan]]
    answer = linprog(-np.ones(m), A_ub=matrix, b_ub=high, method="highs")
    return max(0.0, float(-answer.fun))


def _greedy(crowd: Crowd, picks: int | None, target: float | None) -> NDArray[np.bool_]:
    """Open what takes in most of whom nobody has taken in yet, until there are enough."""
    problem, plan = crowd.problem, np.zeros(crowd.problem.n, dtype=np.bool_)
    left, by_column, taken = problem.weights.copy(), sparse.csc_array(problem.rows), 0.0
    begun = np.flatnonzero(crowd.begun).tolist()
    while begun or (taken < (target or 0.0) * (1 - CLOSE) if picks is None
                    else _new(crowd, plan) < picks + _musts(crowd)):  # fmt: skip
        gain = np.minimum(crowd.room, problem.rows.T @ left)
        free = np.where(plan | crowd.shut, -np.inf, gain)
        column = begun.pop() if begun else int(np.argmax(free))
        if plan.all():
            break
        plan[column] = True
        rows = by_column.indices[by_column.indptr[column] : by_column.indptr[column + 1]]
        share = gain[column] / max(float(left[rows].sum()), 1e-300)
        left[rows] *= 1 - share
        taken += float(gain[column])
    return plan


def _too_many(
    crowd: Crowd, picks: int | None, target: float | None, answer: Answer,
    plan: NDArray[np.bool_] | None, clock: Clock,
) -> InfeasibleError:  # fmt: skip
    """What to say: with how many stops it would do, if with any."""
    if plan is None:
        plan, fewer = _solved(crowd, None, target or 0.0, max(clock.left, 1.0))
    else:
        fewer = answer
    wanted = _musts(crowd) + (picks or 0)
    if plan is None and crowd.problem.spaced and not crowd.problem.floored:
        plan, full = _solved(crowd, None, None, max(clock.left, 1.0))
        lacks = (target or 0.0) - (0.0 if plan is None else _filled(crowd, plan))
        return unreachable_apart(target or 0.0, lacks, 0.0, proven=full.solved)
    if plan is None:
        return InfeasibleError(
            "No plan takes in enough in every group that has a floor: give more room, lower it, or "
            "let stops stand nearer to each other.",
            code="no_room_for_floor", wanted=wanted,
        )  # fmt: skip
    least = int(np.ceil(fewer.bound - 1e-6)) if np.isfinite(fewer.bound) else 0
    return too_many_needed(_new(crowd, plan), max(least, wanted + 1 if answer.infeasible else 0),
                           wanted, share=None)  # fmt: skip


def _new(crowd: Crowd, plan: NDArray[np.bool_]) -> int:
    return int((plan & ~crowd.open).sum())


def _musts(crowd: Crowd) -> int:
    return int(crowd.must.sum())
