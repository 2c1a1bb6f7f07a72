"""From plan to plan by swaps of one for another, out of local optima by memory and kicks."""

from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from mintgeo.plan.solution import Clock

Columns = NDArray[np.intp]
_LOOK: Final = 16
"""Steps between two looks at the clock."""
_KICK: Final = 400
"""Steps without a better plan between two kicks."""


class Swaps(Protocol):
    """A plan with what every swap would gain, kept up to date."""

    columns: Columns
    value: float

    def worth(self) -> NDArray[np.float64]:
        """What each swap would gain, places × columns; minus infinity where it is not allowed."""

    def swap(self, place: int, column: int) -> None:
        """Replace what stands in a place."""


def walked(
    state: Swaps, *, clock: Clock, seed: int, steps: int, least: float, enough: float = np.inf
) -> Columns:
    """Return the best plan seen, swapping for the best that memory allows.

    Parameters
    ----------
    steps
        Steps without a better plan after which to end.
    least
        By how much a plan has to be better to count as better.
    enough
        End as soon as a plan is worth this.
    """
    rng = np.random.default_rng(seed)
    best, best_value = state.columns.copy(), state.value
    held = np.zeros(len(best), dtype=np.intp)
    banned: NDArray[np.intp] | None = None
    idle = step = 0
    while idle < steps and best_value < enough - least:
        step, idle = step + 1, idle + 1
        if step % _LOOK == 0 and clock.over:
            break
        worth = state.worth()
        banned = np.zeros(worth.shape[1], dtype=np.intp) if banned is None else banned
        place, column = np.unravel_index(int(np.argmax(worth)), worth.shape)
        if worth[place, column] == -np.inf:
            break
        if state.value + worth[place, column] <= best_value + least:
            worth[held > step] = worth[:, banned > step] = -np.inf
            place, column = np.unravel_index(int(np.argmax(worth)), worth.shape)
        if worth[place, column] == -np.inf:
            held[:] = banned[:] = 0
            continue
        memory = 2 + int(rng.integers(1 + len(held) // 3))
        banned[state.columns[place]] = step + 3 * memory
        held[place] = step + memory // 2
        state.swap(int(place), int(column))
        if state.value > best_value + least:
            best, best_value, idle = state.columns.copy(), state.value, 0
        elif idle % _KICK == 0:
            _kick(state, rng)
    return best


def _kick(state: Swaps, rng: np.random.Generator) -> None:
    """Replace some by random ones that may stand there."""
    for place in rng.permutation(len(state.columns))[: 1 + len(state.columns) // 8]:
        allowed = np.flatnonzero(state.worth()[place] > -np.inf)
        if len(allowed):
            state.swap(int(place), int(rng.choice(allowed)))
