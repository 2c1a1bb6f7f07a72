"""Prices that make a bound: a subgradient method for both solvers."""

from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mintgeo.plan.solution import Clock

Prices = NDArray[np.float64]
_PATIENCE: Final = 25
_SMALLEST: Final = 1e-4


def descend(
    prices: Prices,
    evaluate: Callable[[Prices], tuple[float, NDArray[np.float64]]],
    clip: Callable[[Prices], Prices],
    *,
    target: float,
    clock: Clock,
    steps: int = 600,
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

    Returns
    -------
    tuple
        The best prices and their bound.

    Notes
    -----
    Held, Wolfe and Crowder (1974): Validation of subgradient optimization, Math. Programming 6.
    """
    best, lowest = prices, np.inf
    length, idle = 1.0, 0
    for _ in range(steps):
        bound, slope = evaluate(prices)
        if bound < lowest - 1e-7 * abs(lowest if np.isfinite(lowest) else 1.0):
            best, lowest, idle = prices, bound, 0
        else:
            idle += 1
        square = float(slope @ slope)
        if square == 0 or lowest <= target or length < _SMALLEST or clock.over:
            break
        if idle >= _PATIENCE:
            prices, length, idle = best, length / 2, 0
            bound, slope = evaluate(prices)
            square = float(slope @ slope)
        prices = clip(prices - slope * (length * max(bound - target, 0.0) * 1.05 / square))
    return best, lowest
