"""What is asked for: by what places are compared, and the limit that a way may have."""

from dataclasses import dataclass
from numbers import Real
from typing import Final, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from mintgeo._errors import OptionError

Criterion = Literal["total", "mean", "longest", "beyond"]
CRITERIA: Final = get_args(Criterion)
UNITS: Final = {"total": "minutes", "mean": "minutes", "longest": "minutes", "beyond": "people"}
Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Wish:
    """By what places are compared.

    Attributes
    ----------
    by
        ``total``, ``mean`` or ``longest`` time, or the number of people ``beyond`` the limit.
    limit_min, limit_km
        The limit, in minutes or in km; exactly this long is still within.
    """

    by: str = "total"
    limit_min: float | None = None
    limit_km: float | None = None

    def __post_init__(self) -> None:
        if self.by not in CRITERIA:
            raise OptionError(
                "by must be one of {known}, not {by!r}.", known=", ".join(CRITERIA), by=self.by
            )
        if self.limit_min is not None and self.limit_km is not None:
            raise OptionError("Give limit_min or limit_km, not both.")
        given = self.limit
        if given is not None and not (isinstance(given, Real) and np.isfinite(given) and given > 0):
            raise OptionError(
                "limit_min and limit_km must be positive numbers, not {limit!r}.", limit=given
            )
        if self.by == "beyond" and given is None:
            raise OptionError("by='beyond' needs a limit: limit_min=... or limit_km=....")

    @property
    def limit(self) -> float | None:
        """The limit, in its own unit."""
        return self.limit_min if self.limit_km is None else self.limit_km

    def too_far(self, minutes: Floats, metres: Floats) -> NDArray[np.bool_]:
        """Which ways are longer than the limit; what is missing is not longer than anything."""
        if self.limit is None:
            return np.zeros(minutes.shape, dtype=bool)
        way = minutes if self.limit_km is None else metres / 1000
        return np.asarray(way > self.limit)

    def value(self, minutes: Floats, metres: Floats, weight: Floats) -> Floats:
        """What every venue (a column) is worth; the less the better.

        Never less if a way becomes longer. Who has no way counts as beyond any limit, and plays no
        part in times: venues that fewer people have no way to come first anyway.
        """
        there = np.isfinite(minutes)
        if self.by == "beyond":
            return np.asarray(weight @ (self.too_far(minutes, metres) | ~there))
        if self.by == "longest":
            known = np.where(there & (weight > 0)[:, None], minutes, -np.inf)
            longest = known.max(axis=0, initial=-np.inf)
            return np.where(np.isfinite(longest), longest, np.nan)
        total = weight @ np.where(there, minutes, 0.0)
        people = weight @ there
        if self.by == "mean":
            total = total / np.maximum(people, 1e-300)
        return np.where(people > 0, total, np.nan)
