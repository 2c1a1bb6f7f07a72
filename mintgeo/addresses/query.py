"""One row of a list as the rungs of the index see it, and what agrees with it."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from rapidfuzz import fuzz

from mintgeo._crs import flat_metres
from mintgeo.addresses.address import Address, parse_address
from mintgeo.addresses.pieces import Reading, tails
from mintgeo.addresses.records import Street
from mintgeo.findings import Finding, found
from mintgeo.gazetteer.names import parts, pieces, place_key

FAR_M: Final = 15_000.0
"""A street farther than this from where PLZ and place say contradicts them."""
DOUBTS: Final = frozenset({
    "place.ambiguous", "place.around", "place.beside", "place.by_name", "place.contradiction",
    "place.coordinates_contradict", "place.maybe_contradiction", "place.metropolis",
    "place.kreis", "place.namesake", "place.not_in_land",
    "place.not_around", "place.not_of_postcode", "place.place_unknown", "place.postcode_unknown",
    "place.respelled", "place.state_contradicts", "place.unknown_in_postcode",
})  # fmt: skip
"""Findings after which PLZ and place may not be where the row is."""
_WIDE: Final = 1.5
_ALIKE: Final = 84.0


class Query(NamedTuple):
    """What a row says, and where PLZ and place put it (degrees; None where they do not)."""

    address: Address
    postcode: str
    place: str
    places: tuple[str, ...]
    name: str
    near: tuple[float, float] | None
    radius_m: float
    parts: tuple[str, ...]
    """Keys of what may be the part of town, the most certain first."""
    doubted: bool
    """Whether PLZ and place do not quite fit each other, so that ``near`` may be wrong."""

    @classmethod
    def of(  # noqa: PLR0917 the cells of a row, in their order
        cls, street: object, postcode: object, place: object, name: object,
        lat: float, lon: float, radius_m: float, findings: tuple[Finding, ...],
        district: object = None,
    ) -> "Query":  # fmt: skip
        """Read the cells of a row; what the column of the street adds fills empty ones."""
        address = parse_address(_text(street))
        if _text(district):
            address = address._replace(part=_text(district))
        town = _text(place) or address.place
        near = (lat, lon) if lat == lat and lon == lon else None  # noqa: PLR0124  not NaN
        return cls(
            address=address,
            postcode=_text(postcode) or address.postcode.zfill(5) * bool(address.postcode),
            place=town,
            places=_keys(town, address.part),
            name=_text(name),
            near=near,
            radius_m=radius_m if near else 0.0,
            parts=_parts(town, address),
            doubted=any(one.code in DOUBTS for one in findings),
        )

    def readings(self) -> Iterator[Reading]:
        """Street and number, the likeliest reading first; see ``others`` for further ones.

        In a village without streets the houses are numbered alone.
        """
        said = self.address
        if said.street or said.number is not None:
            yield from self._named(Reading(said.street, said.number, ""))
        elif said.name:
            yield Reading(said.name, None, "")

    def others(self) -> Iterator[Reading]:
        """Readings that only a street of this very name can prove."""
        if self.address.whole:
            yield Reading(self.address.whole, None, "")
        for one in self.address.others:
            yield from self._named(one)

    def tails(self) -> Iterator[Reading]:
        """Streets behind words that may be none: "Hotel Post Schulstraße 5"."""
        for one in self.readings():
            for tail in tails(one.street) if one.number is not None else ():
                yield one._replace(street=tail, text=one.street)

    def _named(self, one: Reading) -> Iterator[Reading]:
        if one.street:
            yield one
            return
        for name in dict.fromkeys((self.address.part, *pieces(self.place), self.place)):
            if name:
                yield one._replace(street=name)

    def decided(self, streets: list[Street]) -> list[Street]:
        """Of streets of one name those in the part of town that the row names."""
        if len(streets) < 2:  # noqa: PLR2004
            return streets
        towns = {street.place_key for street in streets}
        for key in self.parts:
            own = [one for one in streets if one.part_key == key]
            if own or key in towns:
                return own or [one for one in streets if one.place_key == key]
        return streets

    def agrees(self, street: Street) -> bool:
        """Whether the street lies in the place of the row, or the row names none."""
        if not self.places:
            return True
        if street.place_key in self.places or street.part_key in self.places:
            return True
        whole = self.places[0]
        return (
            max(fuzz.ratio(whole, street.place_key), fuzz.ratio(whole, street.part_key)) >= _ALIKE
        )

    def unplaced(self) -> Finding | None:
        """What to say if no street was found; None where the address says nothing."""
        said = self.address
        if said.street:
            return found("address.street_unknown", street=said.street)
        words = [one for one in (said.name, *said.unread) if one]
        if words:
            return found("address.unread", words=[*dict.fromkeys(words)])
        additions = [*said.additions] or ["Postfach"] * said.postbox
        return found("address.set_aside", additions=additions) if additions else None

    def is_near(self, street: Street) -> bool:
        """Whether the street lies where PLZ and place say; not if they say nothing."""
        if self.near is None:
            return False
        return flat_metres(*self.near, street.lat, street.lon) <= max(FAR_M, _WIDE * self.radius_m)


def is_slip(postcode: str, right: str) -> bool:
    """Whether a PLZ is another with one wrong digit, or with two neighbours swapped.

    Examples
    --------
    >>> is_slip("17303", "17033"), is_slip("17034", "17033"), is_slip("80333", "17033")
    (True, True, False)
    """
    if len(postcode) != len(right):
        return False
    wrong = [
        spot for spot, pair in enumerate(zip(postcode, right, strict=True)) if pair[0] != pair[1]
    ]
    if len(wrong) == 2:  # noqa: PLR2004
        first, second = wrong
        return (
            second == first + 1 and postcode[first : second + 1] == right[first : second + 1][::-1]
        )
    return len(wrong) <= 1


@lru_cache(maxsize=50_000)
def _keys(place: str, part: str) -> tuple[str, ...]:
    """Keys of the place and its parts, and of the part of town; the most certain first."""
    found = [place_key(place), place_key(part), *(parts(place) if place else ())]
    return tuple(dict.fromkeys(key for key in found if key))


def _parts(town: str, address: Address) -> tuple[str, ...]:
    """Keys of the part of town: as the address says it, of the place's name, of other words."""
    of_place = _of_town(town)
    if not address.part and not address.maybe:
        return of_place
    words = (place_key(words) for words in address.maybe)
    found = (place_key(address.part), *of_place, *words)
    return tuple(dict.fromkeys(key for key in found if key))


@lru_cache(maxsize=50_000)
def _of_town(town: str) -> tuple[str, ...]:
    """Keys of the parts of a place's name but for its first, which is the town's."""
    keys = (place_key(piece) for piece in pieces(town)[:-1])
    return tuple(dict.fromkeys(key for key in keys if key and key != place_key(town)))


def _text(cell: object) -> str:
    return cell.strip() if isinstance(cell, str) else ""
