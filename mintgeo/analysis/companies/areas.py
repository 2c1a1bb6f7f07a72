"""What networks say of their areas → one shape each, with the Länder it lies in."""

from collections.abc import Iterable, Mapping
from typing import Any, Final, TypeAlias

import geopandas as gpd
import pandas as pd
import shapely

from mintgeo._credits import credited
from mintgeo._crs import LAEA, WGS84
from mintgeo._errors import InputError, OptionError
from mintgeo.analysis.companies.grouped import SEPARATOR
from mintgeo.germany.own_areas import own_areas
from mintgeo.germany.regions import regions
from mintgeo.germany.within import Area, Within, area_of

Networks: TypeAlias = gpd.GeoDataFrame | pd.DataFrame | Mapping[str, Within]
"""Polygons with a name; a table of networks and their Kreise or Länder; or name → area."""
BORDER_M: Final = 200.0
"""Embedded borders are simplified by up to so much."""
_PART: Final = 0.02
"""A Land that holds less of a network's area is one that it only touches."""
_NETWORK: Final = ("network", "netzwerk", "name")
_LAND: Final = 2
"""Digits of its key."""
_AREA: Final = ("ags", "area", "gebiet", "kreis", "region", "land")


def network_areas(networks: Networks, key: str | None = None) -> gpd.GeoDataFrame:
    """Make a layer of the areas of networks.

    Parameters
    ----------
    networks
        A layer of polygons in any CRS that it names (rows of one ``key`` are parts of one network);
        a table with a column ``network`` (or ``Netzwerk``) and one of Kreise or Länder by key or
        name (``ags``, ``area``, ``Gebiet``, ``Kreis``), a row each, such as an Excel list; or a
        mapping of names to whatever ``within`` takes. Areas of several networks may overlap.
    key
        Column of the keys of a layer.

    Returns
    -------
    GeoDataFrame
        By key: ``ags`` (the key), ``name``, ``land`` and ``blur_m``, how far its border can be off.

    Raises
    ------
    InputError, OptionError, UnknownRegionError
        If there is no network, the columns are not there, or a region is not known.
    """
    if isinstance(networks, gpd.GeoDataFrame):
        layer, blur = own_areas(networks, key), 0.0
    elif isinstance(networks, pd.DataFrame):
        layer, blur = _of_regions(_listed(networks)), BORDER_M
    elif isinstance(networks, Mapping):
        layer, blur = _of_regions(networks), BORDER_M
    else:
        raise OptionError(
            "Areas of networks are polygons, a table of networks and Kreise, or a mapping of "
            "names to areas, not {kind}.", kind=type(networks).__name__,
        )  # fmt: skip
    out = layer[["ags", "name", "geometry"]].assign(land=_laender(layer), blur_m=blur)
    return credited(gpd.GeoDataFrame(out), layer)


def _listed(table: pd.DataFrame) -> dict[str, list[Any]]:
    """A table of networks and regions as a mapping; empty cells in merged columns are filled."""
    network, area = _column(table, _NETWORK), _column(table, _AREA)
    rows = pd.DataFrame({"network": table[network].ffill(), "area": table[area]}).dropna()
    rows = rows.astype("object").map(lambda one: one.strip() if isinstance(one, str) else one)
    found = rows[(rows["network"] != "") & (rows["area"] != "")].groupby("network", sort=False)
    return {str(name): part["area"].tolist() for name, part in found}


def _column(table: pd.DataFrame, words: Iterable[str]) -> Any:
    plain = {str(one).strip().casefold(): one for one in table.columns}
    found = next((plain[word] for word in words if word in plain), None)
    if found is None:
        raise InputError(
            "The table of networks lacks one of the columns {words}; found: {known}.",
            words=", ".join(words), known=", ".join(map(str, table.columns)),
        )  # fmt: skip
    return found


def _of_regions(networks: Mapping[str, Within]) -> gpd.GeoDataFrame:
    if not networks:
        raise InputError("There is no network.")
    shapes = [_shape(area_of(one)) for one in networks.values()]
    names = [str(one) for one in networks]
    layer = gpd.GeoDataFrame({"ags": names, "name": names}, geometry=shapes, crs=WGS84)
    return credited(layer, regions("kreis"))


def _shape(area: Area) -> Any:
    """One shape of regions and polygons; of a Gemeinde only a point is known."""
    shapes = []
    for part in area.parts:
        if part.shape is not None:
            shapes.append(part.shape)
            continue
        layer = regions("land" if len(part.key) == _LAND else "kreis")
        found = layer.loc[layer["ags"] == part.key, "geometry"]
        if found.empty:
            raise InputError(
                "The area of a network can be made of Länder, Kreise and polygons; {name} "
                "({key}) is none of these.", name=part.name, key=part.key,
            )  # fmt: skip
        shapes.append(found.iloc[0])
    return shapely.union_all(shapes)


def _laender(layer: gpd.GeoDataFrame) -> list[str]:
    """Names of the Länder that hold some of every area, that of most of it first."""
    laender = regions("land").to_crs(LAEA)
    shapes = layer.geometry.to_crs(LAEA)
    told = []
    for shape in shapes:
        held = laender.geometry.intersection(shape).area
        rows = held[held >= _PART * shape.area].sort_values(ascending=False, kind="stable").index
        told.append(SEPARATOR.join(laender.loc[rows, "name"]))
    return told
