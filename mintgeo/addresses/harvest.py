"""Addresses, named streets, settlements and named facilities of an OpenStreetMap extract."""

from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import pandas as pd

from mintgeo._extract import Extract, read_extract
from mintgeo.addresses.numbers import HouseNumber, house_number, house_numbers, within
from mintgeo.addresses.rows import DERIVED, LINE, LITERAL, Harvest, Houses

_SETTLEMENTS: Final = frozenset({
    "city", "town", "village", "hamlet", "suburb", "quarter", "neighbourhood", "isolated_dwelling",
})  # fmt: skip
FACILITIES: Final = {
    "fire_station": "Feuerwehr", "school": "Schule", "kindergarten": "Kindergarten Kita",
    "library": "Bibliothek Bücherei", "museum": "Museum", "university": "Universität Hochschule",
    "college": "Hochschule", "townhall": "Rathaus", "community_centre": "Gemeinschaftshaus",
    "sports_centre": "Sporthalle", "theatre": "Theater", "planetarium": "Planetarium",
    "music_school": "Musikschule", "zoo": "Zoo Tierpark", "arts_centre": "Kulturzentrum",
    "social_facility": "", "place_of_worship": "Kirche", "research_institute": "Institut",
    "research": "Institut", "youth_centre": "Jugendzentrum", "club": "Verein",
}  # fmt: skip
"""Kind of a facility in OSM → what it is called where it has no name of its own."""
_FACILITY_KEYS: Final = (
    "amenity", "leisure", "tourism", "office", "craft", "club", "emergency", "shop", "historic",
    "building",
)  # fmt: skip
_PLAIN_BUILDINGS: Final = frozenset({"yes", "house", "apartments", "residential", "garage"})
_KEYS: Final = ("addr:housenumber", "addr:interpolation", "name", "amenity")
_EACH: Final = 3
"""Of a street's line, every third node is enough to know where it runs."""
_LONGEST: Final = 400
"""An interpolation over more numbers than this is a slip of the mapper."""
Point = tuple[float, float]
"""Latitude and longitude."""


@dataclass
class _Relations:
    """What relations and interpolations say about other objects.

    Attributes
    ----------
    street
        Kind and id of a house → street that an ``associatedStreet`` gives it.
    outline
        Id of a way → tags of the relation whose outline begins with it.
    ends
        Id of a node at an end of an interpolation → its tags and position, once it was met.
    """

    street: dict[tuple[str, int], str]
    outline: dict[int, dict[str, str]]
    ends: dict[int, tuple[dict[str, str], float, float]]


def harvest(path: str | Path, *, progress: bool = False) -> Harvest:
    """Read an extract in a few passes; what is kept of it are the rows of the result.

    Parameters
    ----------
    path
        An OpenStreetMap extract.
    progress
        Show a progress bar, if the output is a terminal or notebook.

    Raises
    ------
    InputError
        If the file is no extract.
    MissingExtraError
        If osmium is not installed.
    """
    return read_extract(path, partial(_harvested, progress=progress))


def _harvested(extract: Extract, *, progress: bool) -> Harvest:
    found = _Found()
    relations = _relations(extract, progress=progress)
    for item in extract.stream("nw", keys=_KEYS, locations=True, progress=progress):
        kind, points = _place(extract, item)
        if not points:
            continue
        tags = dict(item.tags)
        if (kind, item.id) in relations.street:
            tags.setdefault("addr:street", relations.street[kind, item.id])
        found.take(tags, points, is_line=kind == "w" and "highway" in tags)
        if kind == "n" and item.id in relations.ends:
            relations.ends[item.id] = (tags, *points[0])
    if relations.outline:
        for way in extract.stream("w", ids=relations.outline, locations=True, progress=progress):
            points = _place(extract, way)[1]
            if points:
                found.take(relations.outline[way.id], points, is_line=False)
    for way in extract.stream("w", keys=("addr:interpolation",), progress=progress):
        _interpolate(found.houses, way, relations)
    return found.harvest()


@dataclass
class _Found:
    houses: Houses = field(default_factory=Houses)
    spots: list[tuple[str, float, float]] = field(default_factory=list)
    facilities: list[tuple[str, str, float, float]] = field(default_factory=list)

    def take(self, tags: dict[str, str], points: list[Point], *, is_line: bool) -> None:
        """Add what one object of the map tells."""
        if is_line and "name" in tags:
            for lat, lon in [*points[::_EACH], points[-1]]:
                self.houses.add({"addr:street": tags["name"]}, HouseNumber(0), LINE, lat, lon)
        lat, lon = _middle(points)
        for house in house_numbers(tags.get("addr:housenumber", "")):
            self.houses.add(tags, house, LITERAL, lat, lon)
            for covered in within(house):
                self.houses.add(tags, covered, DERIVED, lat, lon)
        if "name" in tags and tags.get("place") in _SETTLEMENTS:
            self.spots.append((tags["name"], lat, lon))
        about = _facility(tags)
        if about is not None:
            self.facilities.append((*about, lat, lon))

    def harvest(self) -> Harvest:
        return Harvest(
            self.houses.frame(),
            pd.DataFrame(self.spots, columns=["name", "lat", "lon"]),
            pd.DataFrame(self.facilities, columns=["name", "kind", "lat", "lon"]),
        )


def _relations(extract: Extract, *, progress: bool) -> _Relations:
    out = _Relations({}, {}, {})
    for relation in extract.stream("r", progress=progress):
        tags = dict(relation.tags)
        if tags.get("type") in ("associatedStreet", "street") and "name" in tags:
            for member in relation.members:
                if member.role in ("house", "address", "addr:houselink"):
                    out.street[member.type, member.ref] = tags["name"]
        elif tags.get("type") == "multipolygon" and not tags.keys().isdisjoint(_KEYS):
            outer = (m.ref for m in relation.members if m.type == "w" and m.role in ("outer", ""))
            way = next(outer, None)
            if way is not None:
                out.outline[way] = tags
    for way in extract.stream("w", keys=("addr:interpolation",), progress=progress):
        out.ends |= dict.fromkeys((node.ref for node in way.nodes), ({}, 0.0, 0.0))
    return out


def _place(extract: Extract, item: Any) -> tuple[str, list[Point]]:
    """Kind of an object, and its points; none where the extract was cut and lacks them."""
    if item.is_node():
        at = extract.place(item)
        return "n", [] if at is None else [at[::-1]]
    return "w", [(lat, lon) for lon, lat in extract.places(item)]


def _middle(points: list[Point]) -> Point:
    ring = points[:-1] if len(points) > 1 and points[0] == points[-1] else points
    lat = sum(point[0] for point in ring) / len(ring)
    return lat, sum(point[1] for point in ring) / len(ring)


def _facility(tags: dict[str, str]) -> tuple[str, str] | None:
    """Name and kind of something that a list may name: a fire station needs no name of its own."""
    if "highway" in tags or "place" in tags:
        return None
    kind = next((tags[key] for key in _FACILITY_KEYS if key in tags), None)
    if kind is None or ("building" in tags and tags["building"] == kind in _PLAIN_BUILDINGS):
        return None
    name = tags.get("name") or (FACILITIES.get(kind) if kind == "fire_station" else None)
    return (name, kind) if name else None


def _interpolate(houses: Houses, way: Any, relations: _Relations) -> None:
    """Houses between the numbered nodes of an interpolation, evenly spread."""
    step = {"odd": 2, "even": 2, "all": 1}.get(way.tags["addr:interpolation"])
    met = [relations.ends[node.ref] for node in way.nodes]
    ends = [(*end, house_number(end[0].get("addr:housenumber", ""))) for end in met]
    numbered = [(tags, lat, lon, house) for tags, lat, lon, house in ends if house is not None]
    for (tags, lat, lon, first), (_, to_lat, to_lon, last) in pairwise(numbered):
        if step is None or not 0 < abs(last.number - first.number) <= _LONGEST:
            continue
        toward = step if last.number > first.number else -step
        for number in range(first.number + toward, last.number, toward):
            part = (number - first.number) / (last.number - first.number)
            here = (lat + part * (to_lat - lat), lon + part * (to_lon - lon))
            houses.add(tags, HouseNumber(number), DERIVED, *here)
