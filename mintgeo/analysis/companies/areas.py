"""What networks say of their areas → one shape each, with the Länder it lies in."""

from collections.abc import Mapping
from typing import Any, Final, TypeAlias

import geopandas as gpd
import pandas as pd
import shapely

from mintgeo._ags import DIGITS
from mintgeo._credits import credited
from mintgeo._crs import LAEA, WGS84
from mintgeo._errors import InputError, MintgeoError, OptionError
from mintgeo._phrase import Phrase
from mintgeo._schema.rows import SEPARATOR
from mintgeo._text import shortened
from mintgeo.analysis.companies.listed import LONGEST, listed, some
from mintgeo.gebietsstand import changes, recode
from mintgeo.germany.own_areas import own_areas
from mintgeo.germany.regions import regions
from mintgeo.germany.within import Area, Within, area_of

Networks: TypeAlias = gpd.GeoDataFrame | pd.DataFrame | Mapping[str, Within]
"""Polygons with a name; a table of networks and their Kreise or Länder; or name → area."""
BORDER_M: Final = 200.0
"""Embedded borders are simplified by up to so much."""
_PART: Final = 0.02
"""A Land that holds less of a network's area is one that it only touches."""


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
        layer = _of_list(listed(networks))
        blur = BORDER_M
    elif isinstance(networks, Mapping):
        layer, blur = _of_regions(networks), BORDER_M
    else:
        raise OptionError(
            "Areas of networks are polygons, a table of networks and Kreise, or a mapping of "
            "names to areas, not {kind}.", kind=type(networks).__name__,
        )  # fmt: skip
    out = layer[["ags", "name", "geometry"]].assign(land=_laender(layer), blur_m=blur)
    return credited(gpd.GeoDataFrame(out), layer)


def _of_list(rows: pd.DataFrame) -> gpd.GeoDataFrame:
    """The layer of a list; what is wrong with it is said of its rows."""
    wrong = []
    for ags in dict.fromkeys(rows["ags"]):
        error = _fault(ags)
        if error is not None:
            wrong += [(row, str(name), error)
                      for row, name in rows.loc[rows["ags"] == ags, "network"].items()]  # fmt: skip
    if wrong:
        wrong.sort(key=lambda one: one[0])
        raise _refusal(wrong[0][2], [
            Phrase("Row {row}, network '{network}': {error}", row=row,
                   network=shortened(name, LONGEST), error=error)
            for row, name, error in wrong
        ])  # fmt: skip
    parts = rows.groupby("network", sort=False)["ags"]
    return _of_regions({str(name): part.tolist() for name, part in parts})


def _fault(area: Within) -> MintgeoError | None:
    """Why nobody can tell an area."""
    try:
        _shape(area_of(area))
    except MintgeoError as error:
        return error
    return None


def _of_regions(networks: Mapping[str, Within]) -> gpd.GeoDataFrame:
    if not networks:
        raise InputError("There is no network.")
    shapes, wrong = [], dict[str, MintgeoError]()
    for name, one in networks.items():
        try:
            shapes.append(_shape(area_of(one)))
        except MintgeoError as error:
            wrong[str(name)] = error
    if wrong:
        raise _refusal(next(iter(wrong.values())), [
            Phrase("Network '{network}': {error}", network=shortened(name, LONGEST), error=error)
            for name, error in wrong.items()
        ])  # fmt: skip
    names = [str(one) for one in networks]
    layer = gpd.GeoDataFrame({"ags": names, "name": names}, geometry=shapes, crs=WGS84)
    return credited(layer, regions("kreis"))


def _refusal(first: MintgeoError, told: list[Phrase]) -> MintgeoError:
    """All that can't be told, as an error of the kind of the first one."""
    return type(first)(some(told, " "))


def _shape(area: Area) -> Any:
    """One shape of regions and polygons; of a Gemeinde only a point is known."""
    return shapely.union_all([
        _region(part.key, part.name) if part.shape is None else part.shape for part in area.parts
    ])  # fmt: skip


def _region(key: str, name: str) -> Any:
    """Shape of a Land or Kreis; a city that is a Kreis has a key of a Gemeinde, too."""
    key = key[: DIGITS["kreis"]] if len(key) > DIGITS["kreis"] and key.endswith("000") else key
    layer = regions("land" if len(key) == DIGITS["land"] else "kreis")
    found = layer.loc[layer["ags"] == key, "geometry"]
    if not found.empty:
        return found.iloc[0]
    if key in set(changes()["old"]):
        today = layer.set_index("ags")["name"]
        (new,) = recode(pd.Series([key]), today.index)
        raise InputError(
            "The Kreis {key} is part of {name} ({new}) today: write that key, or give polygons.",
            key=key, name=today[new], new=new,
        )  # fmt: skip
    raise InputError(
        "The area of a network can be made of Länder, Kreise and polygons; {name} ({key}) is none "
        "of these.", name=name, key=key,
    )  # fmt: skip


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
