"""Areas of the user's own: districts of a town, Samtgemeinden, school districts."""

from pathlib import Path
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd

from mintgeo._crs import LAEA, to_wgs84
from mintgeo._door import reading
from mintgeo._errors import InputError, name_ids
from mintgeo._schema import REGIONS
from mintgeo.official._layer import load_layer

_HEADERS: Final = (
    "name", "gen", "stadtteil", "ortsteil", "stadtbezirk", "bezirk", "quartier", "viertel",
    "bezeichnung", "gebiet", "district",
)  # fmt: skip
"""Headers under which names stand, the likeliest first; longer ones that hold them will do."""


def read_districts(path: str | Path, *, name: str = "") -> gpd.GeoDataFrame:
    """Read a layer of polygons of any make as areas of their own.

    Parameters
    ----------
    path
        ``.shp``, ``.gpkg``, ``.geojson`` or a ``.zip`` of these.
    name
        Column of the names; by default the one whose header says so.

    Returns
    -------
    GeoDataFrame
        A regions table in EPSG:4326 of the level ``district``: polygons of one name are one area,
        ``ags`` is the name itself, ``population`` is not known (NaN).

    Raises
    ------
    InputError
        If the file can't be read, or no column holds names.
    CrsError
        If the layer has no coordinate reference system.
    """
    file = Path(path)
    with reading(file.name, "layer of areas"):
        raw = load_layer(file, lambda names: names[0])
        column = _names(raw, name, file.name)
        layer = to_wgs84(raw, what=f"layer '{file.name}'")
        layer = layer[layer[column].notna() & layer.geometry.notna() & ~layer.geometry.is_empty]
        said = layer[column].astype(str).str.strip()
        joined = gpd.GeoDataFrame({"name": said}, geometry=layer.geometry.make_valid(), crs=4326)
        parts = joined.explode(index_parts=False)
        joined = parts[parts.geom_type == "Polygon"].dissolve("name", as_index=False)
    if missing := sorted(set(said) - set(joined["name"])):
        raise InputError(
            "'{file}' has other shapes than areas ({names}); polygons are needed.",
            file=file.name,
            names=name_ids(missing),
        )
    joined["level"], joined["ags"] = "district", joined["name"]
    joined["gebietsstand"] = pd.Series(pd.NA, index=joined.index, dtype="str")
    joined["population"], joined["area_km2"] = np.nan, joined.to_crs(LAEA).area / 1e6
    order = ["level", "name", "ags", "gebietsstand", "population", "area_km2", "geometry"]
    out = gpd.GeoDataFrame(joined[order])
    for one in ("level", "name", "ags"):
        out[one] = out[one].astype("str")
    REGIONS.check(out)
    return out


def _names(raw: gpd.GeoDataFrame, asked: str, file: str) -> str:
    """The column of the names: the one asked for, or one whose header is like those of names."""
    columns = [str(one) for one in raw.columns if one != raw.geometry.name]
    low = {one.lower(): one for one in columns}
    if asked:
        if asked.lower() not in low:
            raise InputError(
                "'{file}' has no column '{asked}'; found: {found}.",
                file=file, asked=asked, found=", ".join(columns),
            )  # fmt: skip
        return low[asked.lower()]
    texts = [one for one in columns if not pd.api.types.is_numeric_dtype(raw[one])]
    for wanted in _HEADERS:
        near = [one for one in texts if one.lower() == wanted] or [
            one for one in texts if wanted in one.lower() and raw[one].nunique() > 1
        ]
        if near:
            return near[0]
    raise InputError(
        "'{file}' has no column of names (such as name or stadtteil); say which one it is. "
        "Found: {found}.",
        file=file, found=", ".join(columns),
    )  # fmt: skip
