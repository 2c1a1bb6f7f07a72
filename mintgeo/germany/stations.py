"""Railway stations: where a train stops."""

import geopandas as gpd
import numpy as np

from mintgeo import _embedded
from mintgeo._ags import DIGITS
from mintgeo._crs import points
from mintgeo._phrase import Phrase
from mintgeo.germany.regions import assign_regions
from mintgeo.germany.within import Within, area_of


def stations(*, within: Within | None = None) -> gpd.GeoDataFrame:
    """Return the 5,388 railway stations that come with the package.

    Parameters
    ----------
    within
        Only stations there: the name or key of a Land or Kreis, polygons, the file of such a
        layer, or a list of these (see ``mintgeo.germany.within.area_of``).

    Returns
    -------
    GeoDataFrame
        EPSG:4326, in the order of their names: ``id``, ``name``, ``postcode``, ``place``,
        ``geometry``, ``ags_kreis``, ``ags_land``.

    Raises
    ------
    OptionError
        If ``within`` is none of these, a Gemeinde, or could be several regions.
    UnknownRegionError
        If there is no such region, or no station in it.
    """
    area = None if within is None else area_of(within)
    table = _embedded.read("stations")
    table.insert(0, "id", np.arange(1, len(table) + 1).astype(str))
    table["id"] = table["id"].astype("str")
    place = points(table.pop("lon"), table.pop("lat"), index=table.index)
    out = assign_regions(gpd.GeoDataFrame(table, geometry=place)).drop(columns="outside_m")
    if area is not None:
        columns = {DIGITS["land"]: "ags_kreis", DIGITS["kreis"]: "ags_kreis"}
        out = out[area.rows(out, columns, nothing=Phrase("There is no station in"))].reset_index(
            drop=True
        )
    return gpd.GeoDataFrame(out)
