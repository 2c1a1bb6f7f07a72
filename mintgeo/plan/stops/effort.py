"""How long to search, from where, and whether to prove anything."""

from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from mintgeo.plan.solution import Clock


@dataclass(frozen=True, kw_only=True)
class Effort:
    """What a search may cost.

    Attributes
    ----------
    clock, seed
        Time that there is; for the kicks of the search.
    start
        Columns of a plan to begin with.
    prove
        Whether to prove what no plan exceeds, and to search long enough to come near it.
    """

    clock: Clock
    seed: int
    start: NDArray[np.intp] = field(default_factory=lambda: np.empty(0, dtype=np.intp))
    prove: bool = True

    def afresh(self) -> "Effort":
        """Return the same without a plan to begin with."""
        return replace(self, start=self.start[:0])
