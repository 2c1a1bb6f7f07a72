"""Areas of one's own: any layer of polygons → a regions table."""

from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandas.api import types

from mintgeo._credits import KEY, UNNAMED, credited
from mintgeo._crs import to_metric
from mintgeo._errors import InputError
from mintgeo._points import named_rows
from mintgeo._polygons import as_polygons
from mintgeo._schema import REGIONS

ELSEWHERE: Final = "außerhalb"
"""Key of people without a region."""
_NAMES: Final = ("name", "gen", "bezeichnung", "bez_name")
_KM2: Final = 1e6


def own_areas(layer: gpd.GeoDataFrame | gpd.GeoSeries, key: str | None = None) -> gpd.GeoDataFrame:
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


def as_regions(layer: gpd.GeoDataFrame | gpd.GeoSeries) -> gpd.GeoDataFrame:
    """A regions table as it is; of any other layer, its areas (``own_areas``), for maps."""
    named = {str(one) for one in getattr(layer, "columns", ())}
    keyed = isinstance(layer, gpd.GeoDataFrame) and {"ags", "level"} <= named
    if not keyed:
        return own_areas(layer)
    return layer.set_geometry(as_polygons(layer, what="regions table"))


def _keys(table: gpd.GeoDataFrame, key: str | None) -> NDArray[Any]:
    known = [str(one) for one in table.columns]
    if key is not None and key not in known:
        raise InputError(
            "The layer has no column {key!r} for key; found: {known}.",
            key=key,
            known=", ".join(known),
        )
    column = key if key is not None else "ags" if "ags" in known else None
    raw = table.index.to_series() if column is None else table.iloc[:, known.index(column)]
    empty = raw.isna().to_numpy()
    if empty.any():
        raise InputError(
            "The key of areas is empty in {named_rows}.", named_rows=named_rows(table, empty)
        )
    keys = np.array([_text(one) for one in raw], dtype=object)
    twice = pd.Series(keys).duplicated(keep=False).to_numpy()
    if column is None and twice.any():
        raise InputError(
            "The index of the layer is the key of its areas, and not unique in {named_rows}; name "
            "a column with key=..., or .reset_index(drop=True).",
            named_rows=named_rows(table, twice),
        )
    if ELSEWHERE in keys or "" in keys:
        raise InputError(
            "The key of an area can be neither empty nor '{elsewhere}'.", elsewhere=ELSEWHERE
        )
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
    names = [
        key if empty else _text(one) for one, key, empty in zip(raw, keys, raw.isna(), strict=True)
    ]
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
