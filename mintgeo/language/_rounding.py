"""How far numbers are rounded before people read them; intervals never become narrower by it."""

from collections.abc import Callable
from typing import Any

import numpy as np


def is_number(value: Any) -> bool:
    """Whether there is something to say."""
    return isinstance(value, int | float | np.number) and bool(np.isfinite(value))


def digits(figure: float) -> int:
    """Decimals of a rate with two figures that mean something."""
    return 0 if figure == 0 else int(np.clip(1 - np.floor(np.log10(abs(figure))), 0, 5))


def rate_step(figure: float) -> float:
    """To what a rate is rounded: two figures."""
    return float(10.0 ** -digits(figure))


def people_step(number: float) -> float:
    """To what a number of people is rounded: three figures."""
    return float(10.0 ** max(0, len(str(int(abs(number)))) - 3))


def outwards(low: Any, high: Any, step: Callable[[float], float]) -> tuple[float, float]:
    """Bounds at whole steps that hold both numbers; two equal numbers stay as they are."""
    first, last = float(low), float(high)
    if first == last:
        return first, last
    down, up = step(first), step(last)
    return float(np.floor(first / down + 1e-9) * down), float(np.ceil(last / up - 1e-9) * up)
