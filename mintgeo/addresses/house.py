"""Where on a street a house number is: the house itself, between its neighbours, or the middle."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from mintgeo._crs import flat_metres
from mintgeo.addresses.numbers import HouseNumber, ends
from mintgeo.addresses.records import House, Street
from mintgeo.addresses.rows import LITERAL
from mintgeo.addresses.store import Store
from mintgeo.findings import Finding, found

HOUSE_M: Final = 40.0
"""Radius of a house: its plot."""
NEIGHBOUR_M: Final = 50.0
"""Least radius of a number that the map lacks."""
_GAP: Final = 0.75
"""Share of the gap between the neighbours that its radius takes beyond that."""
_STEP_M: Final = 15.0
"""Metres per number that a street goes on beyond its last one, at most."""
ONE_PLACE_M: Final = 300.0
"""Houses of one address that are this near to each other are one."""


class HousePoint(NamedTuple):
    """A place on a street: degrees, level, radius, and what is found of the number."""

    lat: float
    lon: float
    level: str
    radius_m: float
    findings: tuple[Finding, ...]
    street: Street


def locate(
    index: Store, streets: Sequence[Street], number: HouseNumber | None,
    near: tuple[float, float] | None = None,
) -> HousePoint:  # fmt: skip
    """Place a house number on streets of one name.

    Only a number that the map itself names is a ``house``; where streets of this name lie apart and
    another of them could have the number too, it is no more than a ``street``, and the radius
    reaches to the other one.

    Parameters
    ----------
    index
        Where the streets are from.
    streets
        At least one.
    number
        House number, if there is one.
    near
        Latitude and longitude of where the address should be: the nearest of equals is taken.
    """
    streets = [street for street in streets if street.houses] or list(streets)
    if number is None:
        return _middle(streets, near)
    spots = [_on_street(index, street, number) for street in streets]
    if len(spots) == 1:
        return spots[0]
    exact = [spot for spot in spots if spot.level == "house"]
    able = [spot for spot in spots if spot.street.low <= number.number <= spot.street.high]
    best = _nearest(exact or able or spots, near)
    rivals = [spot for spot in {*exact, *able} if _metres(spot, best) > ONE_PLACE_M]
    if not rivals:
        return best
    reach = max(_metres(spot, best) + spot.radius_m for spot in rivals)
    return best._replace(level="street", radius_m=max(best.radius_m, reach))


def has_house(index: Store, street: Street, number: HouseNumber | None) -> bool:
    """Whether the map names this very number on a street."""
    return number is not None and _on_street(index, street, number).level == "house"


def _on_street(index: Store, street: Street, number: HouseNumber) -> HousePoint:
    same = index.houses(street.id, number.number)
    own = _literal(same, number)
    if own is not None:
        return HousePoint(own.lat, own.lon, "house", HOUSE_M, (), street)
    span = _span(index, street, number)
    if span is not None:
        return span
    if same:
        house = min(same, key=lambda one: (_apart(one.suffix, number.suffix), one.suffix))
        near = _near(number, f"{house.number}{house.suffix}")
        return HousePoint(house.lat, house.lon, "street", NEIGHBOUR_M, near, street)
    return _between(index, street, number) or _middle([street], None)


def _literal(houses: Sequence[House], number: HouseNumber) -> House | None:
    """The house that the map names by this very number."""
    for one in houses:  # asked of every row
        if one.suffix == number.suffix and one.kind == LITERAL:
            return one
    return None


def _span(index: Store, street: Street, number: HouseNumber) -> HousePoint | None:
    """The houses at the ends of a span that the map names one by one, or its first house."""
    found = [_literal(index.houses(street.id, end.number), end) for end in ends(number)]
    there = [house for house in found if house is not None]
    if not there or found[0] is None:
        return None
    first, last = there[0], there[-1]
    lat, lon = (first.lat + last.lat) / 2, (first.lon + last.lon) / 2
    apart = flat_metres(first.lat, first.lon, last.lat, last.lon)
    if apart > ONE_PLACE_M:
        return None
    radius = (HOUSE_M if len(there) > 1 else NEIGHBOUR_M) + apart / 2
    said = _near(number, " / ".join(f"{one.number}{one.suffix}" for one in there))
    return HousePoint(lat, lon, "house", radius, said, street)


def _apart(suffix: str, wanted: str) -> float:
    """How far a letter is from the wanted one; the plain number stands before a."""
    if suffix == wanted:
        return 0
    if len(suffix) > 1 or len(wanted) > 1:
        return 50
    return abs((ord(suffix) if suffix else 96) - (ord(wanted) if wanted else 96))


def _between(index: Store, street: Street, number: HouseNumber) -> HousePoint | None:
    """Between the neighbours on its side of the street, or beside the only one."""
    beside = index.beside(street.id, number.number)
    own = [one for one in beside if (one.number - number.number) % 2 == 0]
    below, above = _closest(own, number.number, -1), _closest(own, number.number, 1)
    if below is not None and above is not None:
        part = (number.number - below.number) / (above.number - below.number)
        lat, lon = (a + part * (b - a) for a, b in ((below[2], above[2]), (below[3], above[3])))
        radius = NEIGHBOUR_M + _GAP * flat_metres(below.lat, below.lon, above.lat, above.lon)
        between = found(
            "address.number_between",
            number=str(number), low=str(below.number), high=str(above.number),
        )  # fmt: skip
        return HousePoint(lat, lon, "street", radius, (between,), street)
    nearest = min(
        beside, key=lambda one: (abs(one.number - number.number), one.number), default=None
    )
    if nearest is None:
        return None
    beyond = _STEP_M * abs(nearest.number - number.number)
    radius = NEIGHBOUR_M + min(beyond, street.reach_m)
    near = _near(number, str(nearest.number))
    return HousePoint(nearest.lat, nearest.lon, "street", radius, near, street)


def _near(number: HouseNumber, other: str) -> tuple[Finding, ...]:
    return (found("address.number_near", number=str(number), near=other),)


def _closest(houses: list[House], number: int, side: int) -> House | None:
    there = [one for one in houses if (one.number - number) * side > 0]
    return min(there, key=lambda one: abs(one.number - number), default=None)


def _middle(streets: Sequence[Street], near: tuple[float, float] | None) -> HousePoint:
    """Middle of the street; of several that lie apart one, with a radius that holds them all."""
    spots = [HousePoint(s.lat, s.lon, "street", s.reach_m, (), s) for s in streets]
    best = (
        max(spots, key=lambda spot: spot.street.houses) if near is None else _nearest(spots, near)
    )
    reach = max(_metres(spot, best) + spot.radius_m for spot in spots)
    return best._replace(radius_m=reach)


def _nearest(spots: Sequence[HousePoint], near: tuple[float, float] | None) -> HousePoint:
    if near is None or len(spots) == 1:
        return spots[0]
    return min(spots, key=lambda spot: flat_metres(spot.lat, spot.lon, *near))


def _metres(one: HousePoint, other: HousePoint) -> float:
    return flat_metres(one.lat, one.lon, other.lat, other.lon)
