"""Prices that make a bound: a subgradient method for both solvers."""

from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mintgeo.plan.solution import Clock

Prices = NDArray[np.float64]
_SMALLEST: Final = 1e-3
_KEPT: Final = 0.8
"""Share of the last direction that the next one keeps, against steps to and fro."""


def descend(
    prices: Prices,
    evaluate: Callable[[Prices], tuple[float, NDArray[np.float64]]],
    clip: Callable[[Prices], Prices],
    *,
    target: float,
    clock: Clock,
    steps: int = 600,
    patience: int = 12,
) -> tuple[Prices, float]:
    """Lower a convex bound by steps of Polyak's length towards what a plan has reached.

    Parameters
    ----------
    prices
        Where to begin.
    evaluate
        Prices → the bound, and one of its subgradients.
    clip
        Prices → the nearest ones that are allowed.
    target
        Value of the best plan known: the bound can't fall below.
    clock, steps
        When to end.
    patience
        Steps without a better bound after which steps are halved.

    Returns
    -------
    tuple
        The best prices and their bound.

    Notes
    -----
    Held, Wolfe and Crowder (1974): Validation of subgradient optimization, Math. Programming 6;
    Camerini, Fratta and Maffioli (1975): On improving relaxation methods by modified gradient
    techniques, Mathematical Programming Study 3.
    """
    best, lowest = prices, np.inf
    length, idle = 1.0, 0
    direction = np.zeros_like(prices)
    for _ in range(steps):
        bound, slope = evaluate(prices)
        if bound < lowest - 1e-7 * abs(lowest if np.isfinite(lowest) else 1.0):
            best, lowest, idle = prices, bound, 0
        else:
            idle += 1
        if lowest <= target or length < _SMALLEST or clock.over:
            break
        if idle >= patience:
            prices, length, idle = best, length / 2, 0
            direction[:] = 0.0
            continue
        direction = _KEPT * direction + (1 - _KEPT) * slope
        square = dot(direction, direction)
        if square == 0:
            break
        step = length * max(bound - target, 0.0) * 1.05 / square
        prices = clip(prices - step * direction)
    return best, lowest


def dot(one: Prices, other: Prices) -> float:
    """Return the sum of products in one thread: many that wait for each other take longer."""
    return float(np.einsum("i,i", one, other))
