"""What can be chosen when a timetable is read."""

from dataclasses import asdict, dataclass

import numpy as np

from mintgeo._errors import OptionError

_FARTHEST_M = 2_000.0


@dataclass(frozen=True, kw_only=True)
class TimetableOptions:
    """How feeds are read.

    Attributes
    ----------
    walk_m
        Stops at most so far apart have a way on foot between them, metres in a straight line, with
        the time that ``Airline("foot")`` gives it. The default, 300 m, is 5 minutes. Platforms of
        one station have ways to each other at any distance. 0 leaves only those.
    on_call
        Whether a call that must be phoned for or arranged with the driver (``pickup_type`` and
        ``drop_off_type`` 2 and 3) counts as a call. A finding says how many there are.
    margin_km
        With ``within``: how far around the area stops are kept.

    Raises
    ------
    OptionError
        If a number is out of its range.
    """

    walk_m: float = 300.0
    on_call: bool = True
    margin_km: float = 10.0

    def __post_init__(self) -> None:
        if not 0 <= self.walk_m <= _FARTHEST_M:
            raise OptionError(
                "walk_m is 0 to {most:.0f} m, not {found}.", most=_FARTHEST_M, found=self.walk_m
            )
        if not (np.isfinite(self.margin_km) and self.margin_km >= 0):
            raise OptionError(
                "margin_km is a number of at least 0, not {found}.", found=self.margin_km
            )

    def __str__(self) -> str:
        """All of them, as a part of a key."""
        return "_".join(f"{float(one):g}" for one in asdict(self).values())
