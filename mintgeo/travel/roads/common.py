"""What routers on streets have in common, whoever finds the ways."""

from pathlib import Path

from mintgeo._curves import CURVES, SpeedCurve
from mintgeo._errors import OptionError
from mintgeo.modes import check_mode
from mintgeo.travel.laws import ErrorLaw
from mintgeo.travel.roads.reading.profiles import PROFILES


class OnStreets:
    """Mode, longest gap between a point and its road in metres, and how wrong times are.

    ``extract`` is the file of the streets, if that is at hand.
    """

    def __init__(
        self, mode: str, *, max_snap_m: float, law: ErrorLaw, extract: Path | None = None
    ) -> None:
        self._mode = check_mode(mode, PROFILES)
        self._law = law
        if not max_snap_m > 0:
            raise OptionError(
                "max_snap_m must be positive metres, not {max_snap_m!r}.", max_snap_m=max_snap_m
            )
        self.max_snap_m, self.extract = max_snap_m, extract

    @property
    def mode(self) -> str:
        """Way to travel."""
        return self._mode

    @property
    def law(self) -> ErrorLaw:
        """How wrong its times are."""
        return self._law

    @property
    def curve(self) -> SpeedCurve:
        """What it does not know itself, the fitted airline of its mode says."""
        return CURVES[self.mode]
