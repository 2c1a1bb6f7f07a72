"""Railway stations: where a train stops."""

import geopandas as gpd
import numpy as np

from mintgeo import _embedded
from mintgeo._crs import points
from mintgeo.germany.regions import assign_regions, check_key


def stations(*, within: str | None = None) -> gpd.GeoDataFrame:
    """Return the 5,388 railway stations that come with the package.

    Parameters
    ----------
    within
        An AGS of 2 or 5 digits: only stations in this Land or Kreis.

    Returns
    -------
    GeoDataFrame
        EPSG:4326, in the order of their names: ``id``, ``name``, ``postcode``, ``place``,
        ``geometry``, ``ags_kreis``, ``ags_land``.

    Raises
    ------
    OptionError
        If ``within`` is no AGS of 2 or 5 digits.
    """
    if within is not None:
        check_key(within, levels=("land", "kreis"))
    table = _embedded.read("stations")
    table.insert(0, "id", np.arange(1, len(table) + 1).astype(str))
    table["id"] = table["id"].astype("str")
    place = points(table.pop("lon"), table.pop("lat"), index=table.index)
    out = assign_regions(gpd.GeoDataFrame(table, geometry=place)).drop(columns="outside_m")
    if within is not None:
        out = out[out["ags_kreis"].str.startswith(within).fillna(False).astype(bool)]
        out = out.reset_index(drop=True)
    return gpd.GeoDataFrame(out)
