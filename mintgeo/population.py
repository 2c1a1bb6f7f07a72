"""Demand points: where people live."""

from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd

from mintgeo import _embedded
from mintgeo._crs import points, to_wgs84
from mintgeo._errors import InputError, OptionError, UnknownRegionError
from mintgeo._schema import DEMAND
from mintgeo.regions import assign_regions

_KEY_LENGTHS: Final = (2, 5, 8)


def population(
    source: gpd.GeoDataFrame | None = None, *, within: str | None = None
) -> gpd.GeoDataFrame:
    """Return points with the number of people who live there.

    Parameters
    ----------
    source
        Your own points with a column ``population``; by default the embedded settlement points of
        all Germany.
    within
        An AGS of 2, 5 or 8 digits: only this Land, Kreis or Gemeinde.

    Returns
    -------
    GeoDataFrame
        A demand table in EPSG:4326. The embedded points also have ``population_2011`` (people
        counted then, not scaled) and ``area_ha`` (settlement area in hectares).

    Raises
    ------
    OptionError
        If ``source`` is not a GeoDataFrame, or ``within`` not a text of 2, 5 or 8 digits.
    UnknownRegionError
        If nobody lives in ``within``, or there is no such region.
    TableError
        If your own points break the schema of a demand table.
    """
    demand = _embedded_points() if source is None else _own_points(source)
    demand = demand if within is None else _inside(demand, within)
    DEMAND.check(demand)
    return demand


def _embedded_points() -> gpd.GeoDataFrame:
    table = _embedded.read("demand")
    place = points(table.pop("lon"), table.pop("lat"), index=table.index)
    table["ags_kreis"] = table["ags"].str[:5]
    table["ags_land"] = table["ags"].str[:2]
    table["population"] = table["population"].astype(float)
    return gpd.GeoDataFrame(table, geometry=place)


def _own_points(source: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    if not isinstance(source, gpd.GeoDataFrame):
        raise OptionError(
            f"population() takes a GeoDataFrame of points with 'population', not "
            f"{type(source).__name__}."
        )
    if "population" not in source.columns:
        found = ", ".join(map(str, source.columns))
        raise InputError(f"The points have no column 'population'; found: {found}.")
    own = to_wgs84(source, what="points").copy()
    if "id" not in own.columns:
        own["id"] = np.arange(1, len(own) + 1).astype(str)
    own["id"] = own["id"].astype("str")
    if "ags_kreis" not in own.columns:
        own = assign_regions(own)
    if "ags_land" not in own.columns:
        own["ags_land"] = own["ags_kreis"].str[:2]
    for column in ("ags", "place"):
        if column not in own.columns:
            own[column] = pd.Series(pd.NA, index=own.index, dtype="str")
    return own


def _inside(demand: gpd.GeoDataFrame, within: str) -> gpd.GeoDataFrame:
    if not isinstance(within, str) or not within.isdigit() or len(within) not in _KEY_LENGTHS:
        raise OptionError(
            f"within must be an AGS of 2, 5 or 8 digits as text, such as '13' or '03159', "
            f"not {within!r}."
        )
    column = {2: "ags_land", 5: "ags_kreis", 8: "ags"}[len(within)]
    rows = demand[demand[column] == within]
    if rows.empty:
        raise UnknownRegionError(f"No one lives in {within}: there is no such region in the data.")
    return rows
