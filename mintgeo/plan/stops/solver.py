"""The question and its answer: options checked, a solver chosen, a solution made."""

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse

from mintgeo._errors import InputError, OptionError
from mintgeo.plan.choice import (
    Choice,
    checked_count,
    checked_time,
    checked_weights,
    is_number,
    positions,
)
from mintgeo.plan.solution import Clock, Solution, status_of
from mintgeo.plan.stops import crowds, possible
from mintgeo.plan.stops.apart import checked_apart
from mintgeo.plan.stops.effort import Effort
from mintgeo.plan.stops.fewest import fewest
from mintgeo.plan.stops.most import begun, most
from mintgeo.plan.stops.others import alternatives_of
from mintgeo.plan.stops.problem import Floor, Problem, Spread, problem_of
from mintgeo.plan.stops.search import greedy

Columns = NDArray[np.intp]


def solve(
    cover: Any,
    weights: ArrayLike | None = None,
    *,
    n_stops: int | None = None,
    target_share: float | None = None,
    existing: Iterable[int] = (),
    required: Iterable[int] = (),
    forbidden: Iterable[int] = (),
    capacity: ArrayLike | None = None,
    spread: Spread | None = None,
    floor: Floor | None = None,
    apart: Any = None,
    alternatives: int = 0,
    time_limit: float = 30.0,
    seed: int = 0,
    start: Iterable[int] = (),
    bound: bool = True,
) -> Solution:
    """Choose the stops that reach most, or the fewest that reach enough.

    Parameters
    ----------
    cover
        Demand × candidates, sparse or dense: true where a candidate reaches the demand.
    weights
        Weight of each row of demand, such as people; ones by default.
    n_stops
        How many new stops: those that reach most weight (maximal covering). With
        ``target_share``, the most that are allowed.
    target_share
        Share of all weight to be reached with as few new stops as possible: 1 is set covering,
        less partial covering.
    existing, required, forbidden
        Positions of candidates that are open already and cost nothing, that every plan has, that
        none has.
    capacity
        Weight that each candidate can take in; a row's weight may be divided among stops.
    spread, floor
        At least so many stops per group of candidates; at least such a share of each group of
        demand.
    apart
        Pairs of candidates of which one at most may stand, existing and required ones counted: two
        arrays of positions, or a sparse matrix of candidates × candidates. Two that exist already
        may.
    alternatives
        How many really different plans of nearly the same value to look for; only with
        ``n_stops`` alone and without capacities.
    time_limit
        Seconds. A search that ends before them gives the same plan for the same input and seed.
    seed
        For the kicks of the search.
    start
        Positions of a plan to begin with.
    bound
        Whether to prove what no plan exceeds. Without, the search goes on from ``start`` for a
        moment only (milliseconds), to plan anew for many draws of what is nearly the same; the
        bound then is what all candidates reach, or no stop at all. Not with capacities.

    Returns
    -------
    Solution
        Its value is the weight reached, with what existing stops reach (``n_stops``), or the
        number of new stops (``target_share``).

    Raises
    ------
    InputError, OptionError
        Options that don't fit each other or the cover.
    InfeasibleError
        No plan does what was asked for; ``code`` and ``values`` say which wish, why, and the
        smallest change that would help.

    Examples
    --------
    >>> found = solve([[1, 0, 0], [1, 1, 0], [0, 1, 1], [0, 0, 1]], n_stops=2)
    >>> found.chosen, found.value, found.status
    ((0, 2), 4.0, 'optimal')
    """
    clock = Clock(checked_time(time_limit))
    matrix = checked_cover(cover)
    demand, n = matrix.shape
    people = checked_weights(weights, demand)
    seed, others = (checked_count(one, name, least=0)
                    for one, name in ((seed, "seed"), (alternatives, "alternatives")))  # fmt: skip
    _check_wish(n_stops, target_share, others, capacity, bound=bound)
    choice = Choice.of(n, existing=existing, required=required, forbidden=forbidden)
    near = checked_apart(apart, n)
    possible.check_required(near, choice.required, choice.existing)
    picks = _picks(choice, n_stops, exactly=target_share is None)
    problem = problem_of(matrix, people, choice, spread=spread, floor=floor, near=near)
    possible.check_groups(problem, picks, spread.groups if spread else None)
    possible.check_floors(problem, floor.groups if floor else None)
    target = None if target_share is None else target_share * float(people.sum())
    if target_share is not None:
        lost = np.flatnonzero(_unreached(matrix, problem, choice) & (people > 0))
        possible.check_target(problem, target_share * float(people.sum()), target_share, lost)
    if capacity is not None:
        room = checked_weights(capacity, n, "capacity")
        if picks is not None and target is None:
            begun(problem, picks, seconds=clock.left)
        crowd = crowds.crowd_of(matrix, people, room, choice, spread=spread, floor=floor,
                                near=near)  # fmt: skip
        return crowds.solve(crowd, picks=picks, target=target, clock=clock)
    begin = problem.columns_of(positions(start, n, "start").tolist())
    effort = Effort(clock=clock, seed=seed, start=begin, prove=bound)
    if target is not None:
        return _few(problem, target, picks, effort, everyone=float(people.sum()))
    return _many(problem, picks or 0, effort, others=others)


def checked_cover(cover: Any) -> sparse.csr_array:
    """Return a cover as rows of ones, whatever kind of matrix it came as."""
    try:
        matrix = sparse.csr_array(cover, dtype=np.float64, copy=True)
    except (TypeError, ValueError) as error:
        raise InputError("'cover' must be a matrix of demand × candidates.") from error
    if matrix.ndim != 2 or not matrix.shape[1]:  # noqa: PLR2004
        raise InputError("'cover' must be a matrix of demand × candidates.")
    matrix.sum_duplicates()
    matrix.eliminate_zeros()
    wrong = np.unique(matrix.tocoo().coords[0][~np.isfinite(matrix.data) | (matrix.data < 0)])
    if len(wrong):
        raise InputError(
            "'cover' must be true or false, or numbers of 0 or more, but rows {rows} are not: "
            "write 0 where a candidate does not reach the demand.",
            rows=tuple(wrong[:10].tolist()),
        )  # fmt: skip
    matrix.data = np.ones_like(matrix.data)
    return matrix


def _check_wish(
    n_stops: int | None, target_share: float | None, alternatives: int, capacity: object, *,
    bound: bool,
) -> None:  # fmt: skip
    if n_stops is None and target_share is None:
        raise OptionError("Give 'n_stops', 'target_share' or both.")
    if target_share is not None and not (is_number(target_share) and 0 < target_share <= 1):
        raise OptionError("'target_share' must be above 0 and at most 1, not {value}.",
                          value=target_share)  # fmt: skip
    if alternatives and (target_share is not None or capacity is not None):
        raise OptionError("'alternatives' are looked for with 'n_stops' alone, without 'capacity'.")
    if capacity is not None and not bound:
        raise OptionError("With 'capacity' a plan and its bound are found together: leave 'bound'.")


def _picks(choice: Choice, n_stops: int | None, *, exactly: bool) -> int | None:
    if n_stops is None:
        return None
    wanted = checked_count(n_stops, "n_stops")
    most_there = len(choice.required) + len(choice.free)
    return choice.picks(wanted if exactly else min(wanted, most_there), "n_stops")


def _unreached(cover: sparse.csr_array, problem: Problem, choice: Choice) -> NDArray[np.bool_]:
    allowed = np.zeros(cover.shape[1])
    allowed[np.concatenate([choice.existing, choice.required, problem.candidates])] = 1.0
    return np.asarray(np.asarray(cover @ allowed) == 0)


def _many(problem: Problem, picks: int, effort: Effort, *, others: int) -> Solution:
    clock, seed = effort.clock, effort.seed
    columns, bound = most(problem, picks, effort)
    if problem.short(columns).any():
        found, least = fewest(problem, 0.0, effort.afresh())
        fixed = len(problem.inside)
        least = max(least, picks + 1 if bound == -np.inf else 0)
        raise possible.too_many_needed(len(found) + fixed, least + fixed, picks + fixed, share=None)
    plans = alternatives_of(problem, columns, others, clock=clock, seed=seed) if others else []
    return _solution(problem, columns, problem.value(columns), bound, clock, tuple(
        _solution(problem, one, problem.value(one), bound, clock) for one in plans))  # fmt: skip


def _few(
    problem: Problem, target: float, picks: int | None, effort: Effort, *, everyone: float
) -> Solution:
    columns, least = fewest(problem, target, effort)
    fixed = len(problem.inside)
    if picks is not None and len(columns) > picks:
        share = problem.value(greedy(problem, picks)) / everyone
        raise possible.too_many_needed(
            len(columns) + fixed, least + fixed, picks + fixed, share=share
        )
    return _solution(problem, columns, float(len(columns) + fixed), float(least + fixed),
                     effort.clock)  # fmt: skip


def _solution(
    problem: Problem, columns: Columns, value: float, bound: float, clock: Clock,
    others: tuple[Solution, ...] = (),
) -> Solution:  # fmt: skip
    return Solution(
        chosen=problem.original(columns), value=value, bound=bound, seconds=clock.spent,
        status=status_of(value, bound, clock), reached=problem.value(columns), alternatives=others,
    )  # fmt: skip
