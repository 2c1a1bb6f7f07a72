"""How the weight of an offer falls with time."""

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from mintgeo._errors import OptionError

Floats = NDArray[np.float64]
Kind = Literal["exponential", "power", "gaussian", "steps"]
_KINDS: Final = ("exponential", "power", "gaussian", "steps")


@dataclass(frozen=True, kw_only=True)
class Decay:
    """How the weight of an offer falls with its time t in minutes.

    Attributes
    ----------
    kind
        ``exponential`` exp(−t / scale); ``power`` (max(t, nearest) / scale)^−exponent;
        ``gaussian`` exp(−t² / (2 scale²)); ``steps`` the weight of the first step that holds t.
    scale
        Minutes: where the exponential has fallen to 1/e, the power to 1, the gaussian to 0.61.
    exponent
        Of the power.
    nearest
        Shortest time that the power takes, in minutes: it is infinite at 0.
    steps
        Pairs (minutes, weight), ascending; a time of exactly the minutes is inside, beyond the last
        the weight is 0.
    """

    kind: Kind = "exponential"
    scale: float = 15
    exponent: float = 1
    nearest: float = 1
    steps: tuple[tuple[float, float], ...] = ()

    def __post_init__(self) -> None:
        if self.kind not in _KINDS:
            raise OptionError(
                "kind must be one of {kinds}, not {kind!r}.",
                kinds=", ".join(_KINDS),
                kind=self.kind,
            )
        if not min(self.scale, self.exponent, self.nearest) > 0:
            raise OptionError("scale, exponent and nearest must be positive.")
        ends = [end for end, _ in self.steps]
        if (self.kind == "steps") != bool(self.steps) or ends != sorted(set(ends)):
            raise OptionError("steps are for the kind 'steps', with ascending minutes.")

    def weight(self, minutes: Floats) -> Floats:
        """Weight of every time."""
        if self.kind == "exponential":
            return np.asarray(np.exp(-minutes / self.scale))
        if self.kind == "power":
            return np.asarray((np.maximum(minutes, self.nearest) / self.scale) ** -self.exponent)
        if self.kind == "gaussian":
            return np.asarray(np.exp(-(minutes**2) / (2 * self.scale**2)))
        ends, weights = np.array(self.steps).T
        return np.append(weights, 0.0)[np.searchsorted(ends, minutes, side="left")]
