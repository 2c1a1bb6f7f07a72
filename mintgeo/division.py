"""By which areas results are given: the country, its regions, or areas of one's own (``by``)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandas.api import types

from mintgeo._credits import KEY, UNNAMED, credited
from mintgeo._crs import LAEA, WGS84, to_metric, to_wgs84
from mintgeo._errors import InputError, OptionError
from mintgeo._points import named_rows
from mintgeo._polygons import as_polygons
from mintgeo._schema import REGIONS
from mintgeo.regions import KEY_COLUMN, nearest_region, regions, with_regions

By: TypeAlias = "str | gpd.GeoDataFrame | gpd.GeoSeries | Division"
"""A level, or a layer of areas."""
COUNTRY_AGS: Final = "DE"
ELSEWHERE: Final = "außerhalb"
"""Key of people without a region."""
LAYER: Final = "layer"
AREA_TYPE_NAMES: Final = {
    "city": "Städte",
    "town": "Kleinere Städte und Vororte",
    "rural": "Ländliche Gebiete",
}
COLUMNS: Final = {"country": "", **KEY_COLUMN, "area_type": "area_type"}
"""Level → column of the points that holds its keys."""
_NAMES: Final = ("name", "gen", "bezeichnung", "bez_name")
_KM2: Final = 1e6


@dataclass(frozen=True, eq=False)
class Division:
    """Areas that results are given by.

    Attributes
    ----------
    level
        ``country``, ``land``, ``kreis``, ``gemeinde``, ``area_type``, or ``layer``.
    layer
        The areas, if they are of one's own: as of ``own_areas``.
    """

    level: str
    layer: gpd.GeoDataFrame | None = None

    @classmethod
    def of(
        cls, by: "By", key: str | None = None, *, levels: Iterable[str] = COLUMNS
    ) -> "Division":
        """Understand ``by`` and ``key`` of a verb.

        Raises
        ------
        OptionError
            If ``by`` is neither a level nor a layer, or there is a ``key`` without a layer.
        InputError
            As of ``own_areas``.
        """
        if isinstance(by, Division):
            return by
        if isinstance(by, gpd.GeoDataFrame | gpd.GeoSeries):
            return cls(LAYER, own_areas(by, key))
        if not isinstance(by, str) or by not in tuple(levels):
            said = by if isinstance(by, str) else type(by).__name__
            raise OptionError(
                f"by must be one of {', '.join(levels)} or a layer of polygons, not {said!r}."
            )
        if key is not None:
            raise OptionError(f"key names a column of a layer; by={by!r} has keys of its own.")
        return cls(by)

    def keys(self, points: pd.DataFrame) -> pd.Series:
        """Key of the area of every point; those without one stand under ``außerhalb``."""
        if self.layer is not None:
            keys = nearest_region(gpd.GeoDataFrame(points), self.layer)[0]
            return keys.where(keys.notna(), ELSEWHERE)
        if self.level == "country":
            return pd.Series(COUNTRY_AGS, index=points.index)
        column = COLUMNS[self.level]
        if column not in points.columns or points[column].isna().all():
            raise InputError(
                f"The reach table does not know the {self.level} of any point (column '{column}'); "
                f"population(..., layer=regions('gemeinde', source=...)) finds it out, "
                f"in a study [people] gemeinden = ... does."
            )
        keys = pd.Series(points[column], dtype="str")
        return keys.where(keys.notna(), ELSEWHERE)

    def names(self) -> dict[str, str]:
        """Names of the areas by key."""
        if self.level == "country":
            return {COUNTRY_AGS: "Deutschland"}
        if self.level == "area_type":
            return AREA_TYPE_NAMES
        layer = regions(self.level) if self.layer is None else self.layer
        return dict(zip(layer["ags"], layer["name"], strict=True))

    def offers(self, offers: gpd.GeoDataFrame, points: pd.DataFrame, key: pd.Series) -> pd.Series:
        """Count offers by area: in its polygon, or where the nearest of the points belongs.

        Parameters
        ----------
        offers
            Those that have a place.
        points, key
            Points, and the area of each.
        """
        if self.layer is not None:
            keys = nearest_region(offers, self.layer)[0]
        elif self.level in ("country", "land", "kreis"):
            keys = with_regions(offers)[COLUMNS[self.level] or "ags_land"].dropna()
            keys = keys.mask(keys.notna(), COUNTRY_AGS) if self.level == "country" else keys
        else:
            people = gpd.GeoDataFrame(points).geometry.to_crs(LAEA)
            at = to_wgs84(offers).geometry.to_crs(LAEA)
            keys = key.iloc[people.sindex.nearest(at, return_all=False)[1]]
        counts: pd.Series = keys.value_counts()
        return counts

    def drawn(self, table: pd.DataFrame) -> gpd.GeoDataFrame:
        """Give every row of a table, by its ``ags``, the shape of its area (EPSG:4326).

        Embedded Gemeinden are points; what lies outside of all areas has no shape.

        Raises
        ------
        OptionError
            For area types, which are no areas.
        """
        if self.level == "area_type":
            raise OptionError("Area types have no borders; geometry=True needs another by.")
        layer = regions("land" if self.level == "country" else self.level) \
            if self.layer is None else self.layer
        shapes = layer.set_index("ags").geometry
        if self.level == "country":
            shapes = gpd.GeoSeries([shapes.union_all()], index=[COUNTRY_AGS], crs=WGS84)
        each = gpd.GeoSeries(shapes.reindex(table["ags"].array).array, index=table.index, crs=WGS84)
        out = gpd.GeoDataFrame(table, geometry=each)
        out.attrs = dict(table.attrs)
        return credited(out, layer)


def own_areas(
    layer: gpd.GeoDataFrame | gpd.GeoSeries, key: str | None = None
) -> gpd.GeoDataFrame:
    """Make areas of any layer of polygons.

    Parameters
    ----------
    layer
        Polygons in any CRS that it names.
    key
        Column of the keys; by default ``ags`` if there is one, or else the index. Rows of one key
        are parts of one area.

    Returns
    -------
    GeoDataFrame
        A regions table in EPSG:4326, in the order of the keys (as text). ``name`` is that of the
        column ``name``, ``GEN``, ``Bezeichnung``, or the only one whose header ends with "name";
        the key where there is none, or where the parts of an area are called differently.
        ``population`` is NaN unless the layer tells it.

    Raises
    ------
    InputError
        If there is no such column, a row has no key or no area, or two rows share an index that is
        the key by default.
    CrsError
        If the layer does not say its CRS.
    """
    shapes = as_polygons(layer, what="layer of areas")
    table = layer if isinstance(layer, gpd.GeoDataFrame) else gpd.GeoDataFrame(geometry=layer)
    keys = _keys(table, key)
    rows = gpd.GeoDataFrame(
        {"ags": keys, "name": _named(table, keys), "population": _people(table)},
        geometry=shapes.array,
    )
    if rows["ags"].duplicated().any():
        rows = rows.dissolve("ags", aggfunc={"name": _same, "population": _all}).reset_index()
        rows["name"] = rows["name"].fillna(rows["ags"])
    out = rows.sort_values("ags", ignore_index=True)
    out["level"] = out["gebietsstand"] = pd.Series(None, index=out.index, dtype="str")
    out["name"] = out["name"].astype("str")
    out["area_km2"] = to_metric(out).area / _KM2
    out["density"] = out["population"] / out["area_km2"]
    names = [one.name for one in REGIONS.columns if one.name in out]
    return credited(gpd.GeoDataFrame(out[names]), tuple(layer.attrs.get(KEY, (UNNAMED,))))


def _keys(table: gpd.GeoDataFrame, key: str | None) -> NDArray[Any]:
    known = [str(one) for one in table.columns]
    if key is not None and key not in known:
        raise InputError(f"The layer has no column {key!r} for key; found: {', '.join(known)}.")
    column = key if key is not None else "ags" if "ags" in known else None
    raw = table.index.to_series() if column is None else table.iloc[:, known.index(column)]
    empty = raw.isna().to_numpy()
    if empty.any():
        raise InputError(f"The key of areas is empty in {named_rows(table, empty)}.")
    keys = np.array([_text(one) for one in raw], dtype=object)
    twice = pd.Series(keys).duplicated(keep=False).to_numpy()
    if column is None and twice.any():
        raise InputError(
            f"The index of the layer is the key of its areas, and not unique in "
            f"{named_rows(table, twice)}; name a column with key=..., or .reset_index(drop=True)."
        )
    if ELSEWHERE in keys or "" in keys:
        raise InputError(f"The key of an area can be neither empty nor '{ELSEWHERE}'.")
    return keys


def _text(one: Any) -> str:
    """A key as text: whole numbers without decimals, several levels with commas."""
    if isinstance(one, tuple):
        return ", ".join(map(_text, one))
    whole = isinstance(one, float) and one.is_integer()
    return str(int(one) if whole else one).strip()


def _named(table: gpd.GeoDataFrame, keys: NDArray[Any]) -> NDArray[Any]:
    plain = [str(one).casefold() for one in table.columns]
    ends = [one for one in plain if one.endswith("name")]
    known = [one for one in _NAMES if one in plain] or (ends if len(ends) == 1 else [])
    if not known:
        return keys
    raw = table.iloc[:, plain.index(known[0])]
    names = [key if empty else _text(one) for one, key, empty in zip(raw, keys, raw.isna())]
    return np.array(names, dtype=object)


def _people(table: gpd.GeoDataFrame) -> NDArray[np.float64]:
    raw = table["population"] if "population" in table.columns else None
    good = isinstance(raw, pd.Series) and types.is_numeric_dtype(raw)
    people = pd.Series(raw).to_numpy(dtype=float, na_value=np.nan) if good else np.array(np.nan)
    return np.broadcast_to(np.where(people >= 0, people, np.nan), (len(table),))


def _same(names: pd.Series) -> str | None:
    return str(names.iloc[0]) if names.nunique() == 1 else None


def _all(people: pd.Series) -> float:
    """People of all parts; each part may tell those of the whole, as in VG250."""
    return float(people.iloc[0] if people.nunique() == 1 else people.sum(min_count=len(people)))
