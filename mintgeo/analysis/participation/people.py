"""Who could have taken part: inhabitants of the regions, or children of an official grid."""

from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mintgeo._errors import InputError, name_ids
from mintgeo.germany.regions import KEY_COLUMN, assign_regions

UNDER: Final = "under"
"""Key of the metadata of a demand table: it counts children under this age."""
RESIDENTS: Final = "residents"
_WHOLE: Final = 0.8
"""A region is known only if the points hold at least this part of its inhabitants."""


def inhabitants(
    shapes: gpd.GeoDataFrame,
    people: gpd.GeoDataFrame | None,
    *,
    by: str,
    layer: gpd.GeoDataFrame | None,
) -> tuple[NDArray[np.float64], int | None]:
    """Return people per region, and the age that they are under if they are children.

    Parameters
    ----------
    shapes
        The regions, with ``population``.
    people
        A demand table of all of Germany, or of whole regions; None for the inhabitants of
        ``shapes``. A region that it holds only in part has none.
    by, layer
        As of ``participation``.

    Raises
    ------
    InputError
        If the points lie in regions that there are not.
    """
    own = shapes["population"].to_numpy(dtype=float)
    if people is None:
        return own, None
    points = people if layer is None else assign_regions(people, layer)
    keys = points[KEY_COLUMN[by]]
    strange = sorted(set(keys.dropna()) - set(shapes["ags"]))
    if strange:
        raise InputError(f"The people live in regions that there are not ({name_ids(strange)}).")
    counted = points["population"].to_numpy(dtype=float)
    hidden = points["hidden"].to_numpy(dtype=float) if "hidden" in points.columns else 0.0
    everybody = points[RESIDENTS].to_numpy(dtype=float) if RESIDENTS in points.columns else counted
    table = pd.DataFrame({"counted": counted + hidden, "everybody": everybody})
    sums = table.groupby(keys.to_numpy()).sum().reindex(shapes["ags"])
    part = sums["everybody"].to_numpy(dtype=float) < _WHOLE * own
    found = np.where(part, np.nan, sums["counted"].to_numpy(dtype=float))
    under = people.attrs.get(UNDER)
    return found, None if under is None else int(under)
