"""Paths of labels: where each ends, and what it costs up to there."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from mintgeo.travel.roads.graph.ground import BLOCK, Exact, Ground, Int32s, Measure
from mintgeo.travel.roads.graph.segments import Bools, Ints
from mintgeo.travel.roads.search.sweep import Labels

_WALKED: Final = 3
"""Paths are walked step by step up to so many steps per state of the network in all."""
_SAMPLE: Final = 1_000
"""So many paths tell how long the others are."""
_TIMES: Final = 8
"""Paths of some states are doubled so often before those of others are."""


@dataclass(frozen=True)
class Trees:
    """The paths that labels describe; with cells, up to where they leave the cell.

    The steps of networks are numbers of single precision: their sums are exact in double, so that
    it does not matter in which order they are added up.
    """

    ground: Ground
    labels: Labels
    cell: Int32s | None = None

    def carried(self, state: Ints, measures: list[Measure]) -> tuple[Ints, list[Exact]]:
        """Last states of the paths of some states, and what they cost up to there."""
        some = state[:: max(len(state) // _SAMPLE, 1)]
        most = _WALKED * self.ground.states * (len(some) / max(len(state), 1))
        walked = self._walked(some, [], most) and self._walked(state, measures)
        if walked is not None:
            return walked
        end, sums = self.doubled(measures)
        return end[state], [total[state] for total in sums]

    def _walked(
        self, state: Ints, measures: list[Measure], most: float = np.inf
    ) -> tuple[Ints, list[Exact]] | None:
        """Follow the paths of some states step by step; None if that takes too many steps."""
        now, sums = state.copy(), [np.zeros(len(state)) for _ in measures]
        open_ = np.arange(len(state))
        while len(open_):
            open_ = open_[self._goes_on(now[open_])]
            most -= len(open_)
            if most < 0:
                return None
            at = now[open_]
            for total, cost in zip(sums, self._costs(at, measures), strict=True):
                total[open_] += cost
            now[open_] = self.labels.before[at]
        return now, sums

    def ends(self) -> Int32s:
        """Last states of the paths of all states."""
        return self.doubled([])[0]

    def _goes_on(self, state: Ints) -> Bools:
        """Whether the first step of states is within the tree."""
        before = self.labels.before[state]
        on = before >= 0
        if self.cell is not None:
            on &= self.cell[before] == self.cell[state]
        return on

    def _costs(self, state: Ints, measures: list[Measure]) -> list[Exact]:
        if not measures:
            return []
        step = self.ground.step[self.labels.via[state]]
        arc = self.ground.arc[self.labels.before[state]]
        return [measure.of(step, arc) for measure in measures]

    def doubled(
        self, measures: list[Measure], *, instead: bool = False
    ) -> tuple[Int32s, list[Exact]]:
        """Paths of all states at once: every state asks ever farther ones.

        Where nobody needs the labels any longer, the ends may stand ``instead`` of first steps.
        """
        end = self.labels.before if instead else np.empty(self.ground.states, dtype=np.int32)
        sums = [np.zeros(len(end)) for _ in measures]
        inner = np.empty(len(end), dtype=bool)
        for low in range(0, len(end), BLOCK):
            state = np.arange(low, min(low + BLOCK, len(end)), dtype=np.int32)
            goes_on = inner[low : low + BLOCK] = self._goes_on(state)
            on = state[goes_on]
            for total, cost in zip(sums, self._costs(on, measures), strict=True):
                total[on] = cost
            end[low : low + BLOCK] = np.where(goes_on, self.labels.before[state], state)
        while sum(_farther(end, sums, inner, low) for low in range(0, len(end), BLOCK)):
            pass
        return end, sums


def _farther(end: Int32s, sums: list[Exact], inner: Bools, low: int) -> bool:
    """Double the known paths of some states a few times; whether there were any to double."""
    on = np.flatnonzero(inner[end[low : low + BLOCK]]) + low
    some = len(on) > 0
    for _ in range(_TIMES):
        at = end[on]
        for total in sums:
            total[on] += total[at]
        at = end[on] = end[at]
        on = on[inner[at]]
    return some
