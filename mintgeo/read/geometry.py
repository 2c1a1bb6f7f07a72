"""Frames with geometry: their points are coordinates, as columns of degrees are."""

import geopandas as gpd
import numpy as np
import pandas as pd

from mintgeo._points import as_points

_PLACED = "match_level"
"""A table with this column was placed by ``geocode``: its points are no words of the list."""


def apart(frame: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame | None]:
    """A frame without its geometry, and its points in degrees by the number of the row, from 1.

    Raises
    ------
    InputError
        If the geometry is not of points; it names the rows.
    CrsError
        If it does not say where it is, or not in degrees or metres that are possible.
    """
    shapes = [str(dtype) == "geometry" for dtype in frame.dtypes]
    plain = pd.DataFrame(frame.iloc[:, np.flatnonzero(~np.array(shapes, dtype=bool))])
    active = isinstance(frame, gpd.GeoDataFrame) and frame.active_geometry_name is not None
    if not active or _PLACED in frame.columns:
        return plain, None
    at = gpd.GeoDataFrame(geometry=gpd.GeoSeries(frame.geometry.array, crs=frame.crs))
    at = at.set_axis(pd.RangeIndex(1, len(at) + 1))
    there = as_points(at, what="geometry of the table").geometry
    return plain, pd.DataFrame({"lat": there.y, "lon": there.x})
