"""Objects of an extract → tags and a shape each, a point for what is an area."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from mintgeo._extract import Extract, read_extract

_RING = 4


@dataclass(frozen=True)
class Found:
    """An object with its tags; ``shape`` is a point, a line or an area in degrees."""

    id: str
    tags: dict[str, str]
    shape: BaseGeometry
    merged: tuple[str, ...] = ()

    @property
    def point(self) -> BaseGeometry:
        """Where it is: an area becomes a point on its surface."""
        return self.shape if self.shape.geom_type == "Point" else self.shape.representative_point()

    def with_tags_of(self, other: "Found") -> "Found":
        """Return this object with the tags that only the other has, and its id noted."""
        return replace(self, tags=other.tags | self.tags, merged=(*self.merged, other.id))


def objects(path: str | Path, keys: Iterable[str], *, progress: bool = False) -> list[Found]:
    """Read all objects that have one of these tags; their ids are as ``way/123``.

    Objects whose nodes the extract lacks are left out, as there is no place for them.

    Raises
    ------
    InputError
        If the file is no extract.
    """
    return read_extract(path, partial(_objects, list(keys), progress=progress))


def _objects(wanted: list[str], extract: Extract, *, progress: bool) -> list[Found]:
    read = partial(extract.stream, keys=wanted, progress=progress)
    relations = {item.id: _relation(item) for item in read("r")}
    members = {ref for _, refs in relations.values() for ref in refs}
    nodes = [
        Found(f"node/{item.id}", dict(item.tags), shapely.Point(spot))
        for item in read("n")
        if (spot := extract.place(item)) is not None
    ]
    ways = [
        Found(f"way/{item.id}", dict(item.tags), _shape(at))
        for item in read("w", locations=True)
        if len(at := extract.places(item)) > 1
    ]
    lines = _lines(extract, members, progress=progress)
    areas = [
        Found(f"relation/{number}", tags, shape)
        for number, (tags, refs) in relations.items()
        if (shape := _assembled([lines[ref] for ref in refs if ref in lines])) is not None
    ]
    return [*nodes, *ways, *areas]


def _relation(item: Any) -> tuple[dict[str, str], list[int]]:
    outer = [one.ref for one in item.members if one.type == "w" and one.role in ("outer", "")]
    return dict(item.tags), outer


def _lines(extract: Extract, wanted: set[int], *, progress: bool) -> dict[int, BaseGeometry]:
    """Return the lines of ways that relations are made of."""
    if not wanted:
        return {}
    return {
        item.id: shapely.LineString(at)
        for item in extract.stream("w", ids=wanted, locations=True, progress=progress)
        if len(at := extract.places(item)) > 1
    }


def _shape(at: list[tuple[float, float]]) -> BaseGeometry:
    if at[0] == at[-1] and len(at) >= _RING:
        area = shapely.make_valid(shapely.Polygon(at))
        if area.area > 0:
            return area
    return shapely.LineString(at)


def _assembled(lines: list[BaseGeometry]) -> BaseGeometry | None:
    if not lines:
        return None
    rings = shapely.polygonize(lines)
    area = shapely.union_all(list(rings.geoms))
    return area if area.area > 0 else shapely.union_all(lines)
