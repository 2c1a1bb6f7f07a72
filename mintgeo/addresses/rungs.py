"""What a rung of an address index has found, and how it is told."""

from functools import lru_cache
from typing import Final, NamedTuple

from mintgeo.addresses.house import HousePoint
from mintgeo.addresses.pieces import Reading
from mintgeo.addresses.query import Query
from mintgeo.addresses.records import Street
from mintgeo.findings import Finding, found
from mintgeo.gazetteer.names import place_key
from mintgeo.gazetteer.step import Placed

SOURCE: Final = "OpenStreetMap"
SCORES: Final = {"exact": 99.5, "repaired": 97.0, "alike": 97.0, "neighbour": 94.0}
"""Rung → probability, in per cent, that the true point lies within 5 km."""


class Rung(NamedTuple):
    """Streets that a rung found, and what it finds of them."""

    name: str
    streets: list[Street]
    findings: tuple[Finding, ...] = ()
    proof: bool = False
    """Whether the house number must be there, exactly, for this to be believed."""


@lru_cache(maxsize=10_000)
def read_as(name: str, meant: str) -> Finding:
    """Say which street was taken for a name."""
    return found("address.respelled", street=name, meant=meant)


def other_postcode(query: Query, streets: list[Street]) -> tuple[Finding, ...]:
    """What to say of the PLZ if the streets lie in another."""
    right = [*dict.fromkeys(street.postcode for street in streets if street.postcode)]
    if not query.postcode or not right or query.postcode in right:
        return ()
    return (found("address.other_postcode", postcode=query.postcode, postcodes=right),)


def aside(query: Query, reading: Reading, spot: HousePoint) -> tuple[Finding, ...]:
    """What stands around street and number, and was not used."""
    said = query.address
    used = {spot.street.part_key, spot.street.place_key}
    unread = [text for text in said.unread if place_key(text) not in used]
    additions = [*said.additions, *([reading.rest] if reading.rest else [])]
    return (
        *((found("address.set_aside", additions=additions),) if additions else ()),
        *((found("address.unread", words=unread),) if unread else ()),
    )


def as_placed(spot: HousePoint, rung: Rung, aside: tuple[Finding, ...]) -> Placed:
    """Return the place of a row, and all that is found of it."""
    what = {"house": "Adresse", "street": "Straße"}[spot.level]
    return Placed(spot.lat, spot.lon, spot.level, SCORES[rung.name], round(spot.radius_m, -1),
                  f"{SOURCE}, {what}", (*rung.findings, *spot.findings, *aside))  # fmt: skip
