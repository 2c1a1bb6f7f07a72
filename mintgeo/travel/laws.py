"""How wrong times are: the one place where spreads, their shared parts and their tails live."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Final

import numpy as np
from scipy.special import ndtri

from mintgeo._errors import OptionError
from mintgeo._quantiles import Floats

LEVELS: Final = (0.005, 0.02, 0.05, 0.16, 0.3, 0.5, 0.7, 0.84, 0.95, 0.98, 0.995)
"""Levels at which the quantiles of ``Tails`` stand."""


@dataclass(frozen=True, kw_only=True)
class Tails:
    """Quantiles of log(true / estimated time) of single ways, by distance.

    Attributes
    ----------
    km
        Geodesics to which the quantiles belong, ascending; in between, the logarithm of the
        distance is interpolated, and beyond both ends nothing changes.
    quantiles
        For every distance the quantiles at ``LEVELS``, in units of σ of the law's own part; the
        first and the last also stand for what lies beyond.
    """

    km: tuple[float, ...]
    quantiles: tuple[tuple[float, ...], ...]

    def at(self, km: Floats, normal: Floats) -> Floats:
        """Quantiles, distances × levels; a level is told by its standard normal quantile."""
        levels = ndtri(LEVELS)
        inner = np.array([np.interp(normal, levels, one) for one in self.quantiles])
        place = np.interp(np.log(km), np.log(self.km), np.arange(len(self.km)))
        low = np.minimum(place.astype(int), len(self.km) - 2)
        part = (place - low)[:, None]
        return np.asarray(inner[low] * (1 - part) + inner[low + 1] * part)


@dataclass(frozen=True, kw_only=True)
class ErrorLaw:
    """How wrong travel times are, and how much of the error is shared.

    Attributes
    ----------
    spread
        Standard deviation of log(true / estimated time).
    country, region
        Parts of the variance that all points share, and that the points of a Kreis share; the rest
        belongs to single ways.
    lean
        How many times as far a Kreis can be slower than quicker (σ of the two halves).
    tails
        Quantiles of the rest by distance; a normal law without.
    doubt
        Factors on what is shared: between the low and the high estimate lie four of five.
    """

    spread: float
    country: float = 0.1
    region: float = 0.4
    lean: float = 1.0
    tails: Tails | None = None
    doubt: tuple[float, float] = (1.0, 1.0)

    def __post_init__(self) -> None:
        if not 0 <= self.spread <= 1:
            raise OptionError("spread must be between 0 and 1, not {spread!r}.", spread=self.spread)
        if min(self.country, self.region) < 0 or self.country + self.region > 1:
            raise OptionError(
                "country and region are parts of the variance, at least 0 and together at most 1, "
                "not {country!r} and {region!r}.",
                country=self.country,
                region=self.region,
            )
        if not self.lean > 0:
            raise OptionError("lean must be above 0, not {lean!r}.", lean=self.lean)

    @property
    def own(self) -> float:
        """Standard deviation of the part that belongs to each way."""
        return self.spread * float(max(0.0, 1 - self.country - self.region) ** 0.5)

    @property
    def low(self) -> "ErrorLaw":
        """The law with the low estimate of what is shared."""
        return self._shared(self.doubt[0])

    @property
    def high(self) -> "ErrorLaw":
        """The law with the high estimate of what is shared."""
        return self._shared(self.doubt[1])

    def plain(self) -> dict[str, Any]:
        """The law as values of JSON, which ``of`` reads."""
        return asdict(self)

    @classmethod
    def of(cls, said: Mapping[str, Any]) -> "ErrorLaw":
        """The law that ``plain`` has said, from a file perhaps."""
        tails = said["tails"] and Tails(
            km=tuple(said["tails"]["km"]),
            quantiles=tuple(map(tuple, said["tails"]["quantiles"])),
        )
        return cls(**{**said, "tails": tails, "doubt": tuple(said["doubt"])})

    def _shared(self, factor: float) -> "ErrorLaw":
        more = factor**2
        whole = self.own**2 + (self.spread**2 - self.own**2) * more
        part = self.spread**2 * more / whole if whole else 0.0
        return replace(
            self, spread=whole**0.5, country=self.country * part, region=self.region * part,
            doubt=(1.0, 1.0),
        )  # fmt: skip

    def ways(self, km: Floats, normal: Floats) -> Floats:
        """Factors on the times of single ways: distances × quantiles of the normal law."""
        if self.tails is None:
            errors = np.broadcast_to(normal, (len(km), len(normal)))
        else:
            errors = self.tails.at(km, normal)
        return np.asarray(np.exp(self.own * errors))

    def shared(self, country: Floats, region: Floats) -> Floats:
        """Factors that a country and its Kreise share, from standard normal numbers."""
        down = self.spread * (2 * self.region / (1 + self.lean**2)) ** 0.5
        sigma = np.where(region > 0, down * self.lean, down)
        return np.asarray(np.exp(self.spread * self.country**0.5 * country + sigma * region))
