"""What a study looks at, told by where its people live: a country, a Land, a Kreis, a town."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import geopandas as gpd
import pandas as pd

from mintgeo import _embedded
from mintgeo._kinds import Item

WHOLE: Final = 0.99
"""A region of which the study counts this share of the people is in it as a whole."""
TRACE: Final = 0.01
"""A region that holds no more of the people counted is beside the area, not in it."""
_COUNTRY: Final = 16
_TOWN: Final = re.compile("stadt", re.IGNORECASE)
_COLUMNS: Final = {"land": "ags_land", "kreis": "ags_kreis", "gemeinde": "ags"}
_SHOWN: Final = {
    "country": ("land", "kreis"),
    "land": ("kreis", "gemeinde"),
    "kreis": ("gemeinde",),
    "town": (),
    "part": ("gemeinde",),
}


@dataclass(frozen=True, kw_only=True)
class Area:
    """The area of a study.

    Attributes
    ----------
    kind
        ``country``; ``land`` or ``kreis``: one or more whole ones; ``town``: one that is a Kreis
        or a Gemeinde of its own; ``part``: Gemeinden, or some of their people.
    keys
        Of the regions that it is made of, the one of the most people first.
    whole
        Whether it holds all people of these.
    """

    kind: str
    keys: tuple[str, ...] = ()
    whole: bool = True

    @property
    def levels(self) -> tuple[str, ...]:
        """Levels of regions that a study of it shows, the coarsest first."""
        if self.kind == "land" and len(self.keys) > 1:
            return "land", "kreis"
        if self.kind == "kreis" and len(self.keys) > 1:
            return "kreis", "gemeinde"
        return _SHOWN[self.kind]

    def holds(self, keys: pd.Series) -> pd.Series:
        """Whether regions, by their keys, lie in it; a key that is missing does not."""
        if self.kind == "country":
            return keys.notna()
        return keys.str.startswith(self.keys).fillna(False).astype(bool)

    def described(self) -> dict[str, Any]:
        """Kind, and the names of its regions with what they are, for ``words``."""
        parts = [_named(key) for key in self.keys]
        return {"kind": self.kind, "whole": self.whole, "parts": parts}


AREA: Final[Item[Area]] = Item(name="area")


def area_of(points: gpd.GeoDataFrame, everybody: gpd.GeoDataFrame) -> Area:
    """Tell the area from the people whom a study counts, and from all that it could count.

    Parameters
    ----------
    points, everybody
        Demand tables, the first one a part of the second.
    """
    if len(points) == len(everybody) and everybody["ags_land"].nunique() >= _COUNTRY:
        return Area(kind="country")
    for level in ("land", "kreis", "gemeinde"):
        keys = _whole_regions(points, everybody, level)
        if keys:
            kind = "part" if level == "gemeinde" else level
            return Area(kind="town" if _is_town(keys) else kind, keys=keys)
    return Area(kind="part", keys=_most_people(points), whole=False)


def _whole_regions(
    points: gpd.GeoDataFrame, everybody: gpd.GeoDataFrame, level: str
) -> tuple[str, ...]:
    """Regions of a level that the points are made of; none if one of them is in it in part."""
    column = _COLUMNS[level]
    here, there = (_people(table, column) for table in (points, everybody))
    here = here[here > TRACE * here.sum()]
    if here.empty or (here < WHOLE * there.reindex(here.index)).any():
        return ()
    if level == "land" and any(_kreise(key) - set(points["ags_kreis"]) for key in here.index):
        return ()
    return tuple(here.sort_values(ascending=False, kind="stable").index)


def _most_people(points: gpd.GeoDataFrame) -> tuple[str, ...]:
    """Gemeinden of the points, or Kreise where no Gemeinde is known."""
    column = "ags" if points["ags"].notna().any() else "ags_kreis"
    return tuple(_people(points, column).sort_values(ascending=False, kind="stable").index)


def _people(table: pd.DataFrame, column: str) -> pd.Series:
    sums: pd.Series = table.groupby(column)["population"].sum()
    return sums[sums > 0]


def _is_town(keys: tuple[str, ...]) -> bool:
    """Whether an area is one town: a Gemeinde, a kreisfreie Stadt, or a Land that is one."""
    if len(keys) != 1:
        return False
    (key,) = keys
    kreise = _kreise(key[:5])
    return len(key) == 8 or (len(kreise) == 1 and _is_urban(min(kreise)))  # noqa: PLR2004


def _kreise(key: str) -> set[str]:
    known = _embedded.read("kreise")["ags"]
    return set(known[known.str.startswith(key)])


def _is_urban(kreis: str) -> bool:
    return bool(_TOWN.search(_embedded.read("kreise").set_index("ags")["kind"].get(kreis, "")))


def _named(key: str) -> Mapping[str, str]:
    """Name of a region, and what it calls itself; the key where the data have no name."""
    table = {2: "laender", 5: "kreise", 8: "gemeinden"}[len(key)]
    found = _embedded.read(table).set_index("ags")
    name = str(found["name"].get(key, key))
    kind = str(found["kind"].get(key, "")) if "kind" in found else ""
    return {"ags": key, "name": name, "kind": kind}
