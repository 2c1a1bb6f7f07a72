"""What an index of addresses tells: streets, houses, facilities."""

from typing import NamedTuple


class Street(NamedTuple):
    """A street; ``lat`` and ``lon`` (degrees) are those of its middle."""

    id: int
    key: str
    name: str
    postcode: str
    place: str
    part: str
    place_key: str
    part_key: str
    lat: float
    lon: float
    reach_m: float
    houses: int
    low: int
    high: int


class House(NamedTuple):
    """A house on a known street; ``kind`` is 0 if the map names exactly this number."""

    number: int
    suffix: str
    lat: float
    lon: float
    kind: int


class Facility(NamedTuple):
    """Something with a name: a school, a fire station."""

    name: str
    kind: str
    postcode: str
    place: str
    lat: float
    lon: float
