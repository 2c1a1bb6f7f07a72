"""What a router says of itself beyond times; who does not say it gets what its mode has."""

from collections.abc import Sequence
from typing import Final, Protocol, runtime_checkable

from mintgeo._curves import CURVES, SpeedCurve
from mintgeo._errors import InputError, OptionError
from mintgeo.modes import MODES
from mintgeo.travel.laws import ErrorLaw
from mintgeo.travel.measured import law_of
from mintgeo.travel.protocol import (
    AreaRouter,
    BoundedRouter,
    CrossingRouter,
    MatrixRouter,
    Router,
    StreetRouter,
    WayRouter,
)


@runtime_checkable
class LawfulRouter(Router, Protocol):
    """A router that knows how wrong its times are."""

    @property
    def law(self) -> ErrorLaw:
        """Error of its times."""
        ...


@runtime_checkable
class CurvedRouter(Router, Protocol):
    """A router that says what somebody pays in minutes for a straight line in its mode."""

    @property
    def curve(self) -> SpeedCurve:
        """Speeds for an offer that is elsewhere than it seems, and for times it has not found."""
        ...


@runtime_checkable
class TimetableRouter(Router, Protocol):
    """A router whose times depend on when people leave; it answers with the median."""

    @property
    def departures(self) -> Sequence[str]:
        """Times of departure that it looks at, in ISO 8601."""
        ...


_ABILITIES: Final[dict[str, type]] = {
    "route": WayRouter,
    "areas": AreaRouter,
    "streets": StreetRouter,
    "edge": BoundedRouter,
    "beyond": CrossingRouter,
    "matrix": MatrixRouter,
    "departures": TimetableRouter,
    "law": LawfulRouter,
    "curve": CurvedRouter,
}


def abilities(router: Router) -> frozenset[str]:
    """What a router can do besides finding times.

    Returns
    -------
    frozenset
        Of ``route`` (ways as lines), ``areas`` (from where a place is reached), ``streets`` (these
        two, and its roads), ``edge`` (how soon its data end), ``beyond`` (places behind that),
        ``matrix`` (numbers for all pairs), ``departures`` (a timetable), ``law`` and ``curve`` (its
        own error and speeds).

    Examples
    --------
    >>> from mintgeo.travel import Airline
    >>> sorted(abilities(Airline()))
    ['curve', 'law', 'matrix']
    """
    return frozenset(name for name, kind in _ABILITIES.items() if isinstance(router, kind))


def law_for(mode: str, router: Router | None = None) -> ErrorLaw:
    """Error of times: what the router says, or else the measured one of the mode's fitted curve.

    Raises
    ------
    OptionError
        If nobody knows it.
    InputError
        If the router is of another mode.
    """
    _check(mode, router)
    if isinstance(router, LawfulRouter):
        return router.law
    if mode not in CURVES:
        raise OptionError(
            "Nobody has measured how wrong times of the mode {mode} are: give the router if it "
            "has a law (router=...), or an ErrorLaw (law=...).",
            mode=mode,
        )
    return law_of(CURVES[mode], mode)


def curve_for(mode: str, router: Router | None = None) -> SpeedCurve:
    """Speeds over a straight line: what the router says, or else those that the mode names.

    Raises
    ------
    OptionError
        If nobody knows them.
    InputError
        If the router is of another mode.
    """
    _check(mode, router)
    if isinstance(router, CurvedRouter):
        return router.curve
    key = MODES[mode].curve if mode in MODES else ""
    if key not in CURVES:
        raise OptionError(
            "The mode {mode} has no speeds: register it with the curve of one of {curves}, not "
            "{key!r}.",
            mode=mode,
            curves=", ".join(CURVES),
            key=key,
        )
    return CURVES[key]


def _check(mode: str, router: Router | None) -> None:
    if router is not None and router.mode != mode:
        raise InputError(
            "The reach table is of mode {mode}, the router {mode2}.", mode=mode, mode2=router.mode
        )
