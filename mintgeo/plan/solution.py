"""What a solver found, and how far at most from the best."""

import math
import time
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

Status: TypeAlias = Literal["optimal", "open", "out_of_time"]
CLOSE: Final = 1e-9
"""Values that differ by less than this share of them are the same."""


@dataclass(frozen=True, kw_only=True)
class Solution:
    """A plan, what it is worth, and what no plan can exceed.

    Attributes
    ----------
    chosen
        Positions of the chosen candidates, ascending; existing ones are not among them.
    value
        What the plan is worth: weight reached, number of stops, sum of costs or largest cost.
    bound
        Proven limit of what any plan is worth: none reaches more, or costs less.
    status
        ``optimal``: proven. ``open``: the search ended, a better plan is not ruled out.
        ``out_of_time``: the time ran out before either.
    seconds
        Time that it took.
    reached
        Weight of the demand that the plan and existing stops reach (of hubs: that counts).
    alternatives
        Really different plans of nearly the same value, the best first; each with this bound.
    """

    chosen: tuple[int, ...]
    value: float
    bound: float
    status: Status
    seconds: float
    reached: float
    alternatives: "tuple[Solution, ...]" = field(default=())

    @property
    def proven(self) -> bool:
        """Whether no plan can be better: told by the bound, never by the clock."""
        return same(self.value, self.bound)

    @property
    def gap(self) -> float:
        """How much better the best plan could be at most, as a share of this plan's value."""
        if self.proven:
            return 0.0
        return abs(self.bound - self.value) / abs(self.value) if self.value else math.inf


def same(one: float, other: float) -> bool:
    """Whether two values differ by no more than what rounding does."""
    return abs(one - other) <= CLOSE * max(1.0, abs(one), abs(other))


def status_of(value: float, bound: float, clock: "Clock") -> Status:
    """Name how a search ended."""
    if same(value, bound):
        return "optimal"
    return "out_of_time" if clock.over else "open"


class Clock:
    """Time that a solver has."""

    def __init__(self, limit: float) -> None:
        self._began = time.monotonic()
        self.limit = limit

    @property
    def spent(self) -> float:
        """Seconds since the beginning."""
        return time.monotonic() - self._began

    @property
    def left(self) -> float:
        """Seconds that are left, never below zero."""
        return max(0.0, self.limit - self.spent)

    @property
    def over(self) -> bool:
        """Whether the time has run out."""
        return self.left <= 0

    def part(self, share: float) -> "Clock":
        """Return a clock for a share of what is left."""
        return Clock(self.left * share)
