"""Points → PLZ, Gemeinde, Kreis and Land, offline."""

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from mintgeo import _embedded
from mintgeo._crs import LAEA, points
from mintgeo._points import as_points
from mintgeo.germany.regions import assign_regions, regions

_ADDED = ("postcode", "ags", "gemeinde", "ags_kreis", "kreis", "ags_land", "land", "outside_m")


def reverse_geocode(table: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Say in which Land, Kreis and Gemeinde points lie, and which PLZ they probably have.

    Parameters
    ----------
    table
        Point geometry in any CRS that says so.

    Returns
    -------
    GeoDataFrame
        The table in its CRS, index and order, with ``ags_land``, ``land``, ``ags_kreis``,
        ``kreis`` (names), ``ags`` and ``gemeinde``, ``postcode``, and ``outside_m``: 0 inside
        Germany, the distance to the border up to 3 km outside of it; NA farther out or without a
        place. Columns of these names are replaced.

    Raises
    ------
    CrsError
        If the table has no coordinate reference system.

    Notes
    -----
    Land and Kreis come from borders simplified by up to 200 m. Gemeinde and PLZ have no borders
    here: they are those of the nearest settlement, or the nearest place of a PLZ, in the same
    Kreis. Of the railway stations 82 % get the PLZ of their address. For exact Gemeinden pass
    official borders to ``assign_regions``.

    Examples
    --------
    >>> import geopandas as gpd
    >>> import mintgeo as mg
    >>> town_hall = gpd.GeoDataFrame(geometry=gpd.points_from_xy([10.1316], [54.3228]), crs=4326)
    >>> mg.reverse_geocode(town_hall)[["postcode", "gemeinde", "kreis", "land"]]
      postcode gemeinde kreis                land
    0    24103     Kiel  Kiel  Schleswig-Holstein
    """
    out = assign_regions(table.drop(columns=[*_ADDED], errors="ignore"))
    at = as_points(out, what="points").geometry
    demand, places = _embedded.read("demand"), _places()
    demand["ags_kreis"] = demand["ags"].str[:5]
    out["ags"] = _nearest(at, out["ags_kreis"], demand, "ags")
    out["postcode"] = _nearest(at, out["ags_kreis"], places, "postcode")
    for level, key, name in (
        ("gemeinde", "ags", "gemeinde"),
        ("kreis", "ags_kreis", "kreis"),
        ("land", "ags_land", "land"),
    ):
        layer = regions(level)
        names = dict(zip(layer["ags"], layer["name"], strict=True))
        out[name] = out[key].map(names).astype("str")
    return gpd.GeoDataFrame(out[[*table.columns.difference(_ADDED, sort=False), *_ADDED]])


def _places() -> pd.DataFrame:
    columns = ["postcode", "lat", "lon", "ags_kreis"]
    return pd.concat(
        [_embedded.read(name)[columns] for name in ("postcodes", "plz_places")], ignore_index=True
    )


def _nearest(at: gpd.GeoSeries, kreis: pd.Series, places: pd.DataFrame, column: str) -> pd.Series:
    """Value of the nearest of ``places`` in the same Kreis, for every point."""
    out = pd.Series(pd.NA, index=at.index, dtype="str")
    here = _metric(at)
    there = _metric(points(places["lon"], places["lat"]))
    owned = places.groupby("ags_kreis").indices
    for ags, rows in pd.Series(kreis.to_numpy()).groupby(kreis.to_numpy()).indices.items():
        if ags in owned:
            near = cKDTree(there[owned[ags]]).query(here[rows])[1]
            out.iloc[rows] = places[column].to_numpy()[owned[ags][near]]
    return out


def _metric(at: gpd.GeoSeries) -> NDArray[np.float64]:
    metric = at.to_crs(LAEA)
    return np.column_stack([metric.x.to_numpy(dtype=float), metric.y.to_numpy(dtype=float)])
