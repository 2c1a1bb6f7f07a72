"""A plan made anew in a draw: quick, from the plan that stands, the same for the same seed."""

from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from mintgeo._quantiles import Floats, Ints
from mintgeo.analysis.planning.wishes import Wishes, with_offers
from mintgeo.plan.choice import Choice
from mintgeo.plan.solution import Clock
from mintgeo.plan.stops.problem import problem_of
from mintgeo.plan.stops.search import greedy, improve

_STEPS: Final = 60
_SECONDS: Final = 60.0
"""More than a search of so many steps takes: the clock never decides."""


def anew(
    cover: sparse.csr_array, weights: Floats, before: NDArray[np.bool_], seed: int, *,
    wishes: Wishes, chosen: Ints,
) -> Ints:  # fmt: skip
    """Choose as many stops again; floors are left aside."""
    n = cover.shape[1]
    choice = Choice.of(n + 1, existing=[n], required=wishes.required, forbidden=wishes.forbidden)
    problem = problem_of(with_offers(cover, before), weights, choice,
                         spread=wishes.spread_of(), floor=None)  # fmt: skip
    picks = len(chosen) - len(choice.required)
    best = None
    for begin in (problem.columns_of(tuple(chosen.tolist())), None):
        columns = improve(problem, greedy(problem, picks, begin), clock=Clock(_SECONDS),
                          seed=seed, steps=_STEPS)  # fmt: skip
        if best is None or problem.value(columns) > problem.value(best) * (1 + 1e-9):
            best = columns
    return np.array(problem.original(np.empty(0, np.intp) if best is None else best), np.intp)
