"""How wrong times are: the one place where spreads and their shared parts live."""

from dataclasses import dataclass

from mintgeo._errors import OptionError


@dataclass(frozen=True, kw_only=True)
class ErrorLaw:
    """How wrong travel times are, and how much of the error is shared.

    Attributes
    ----------
    spread
        Standard deviation of log(true / estimated time).
    country, region
        Parts of the variance that all points share, and that the points of a Kreis share; the rest
        belongs to each pair. First estimates: a curve fitted on a few landscapes is right on
        average to a third of its spread (0.1), and most of what sets two regions apart, their roads
        and hills, is common to all ways inside of one (0.4).
    """

    spread: float
    country: float = 0.1
    region: float = 0.4

    def __post_init__(self) -> None:
        if not 0 <= self.spread <= 1:
            raise OptionError(f"spread must be between 0 and 1, not {self.spread!r}.")
        if min(self.country, self.region) < 0 or self.country + self.region > 1:
            raise OptionError(
                f"country and region are parts of the variance, at least 0 and together at most 1, "
                f"not {self.country!r} and {self.region!r}."
            )

    @property
    def own(self) -> float:
        """Standard deviation of the part that belongs to each pair of point and offer."""
        return self.spread * float(max(0.0, 1 - self.country - self.region) ** 0.5)
