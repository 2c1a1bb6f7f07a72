"""Who could have taken part: inhabitants of the regions, or children of an official grid."""

from collections.abc import Callable
from numbers import Integral
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mintgeo._errors import InputError, name_ids
from mintgeo._schema import DEMAND, received

UNDER: Final = "under"
"""Key of the metadata of a demand table: it counts children under this age."""
RESIDENTS: Final = "residents"
_WHOLE: Final = 0.8
"""A region is known only if the points hold at least this part of its inhabitants."""


def inhabitants(
    shapes: gpd.GeoDataFrame,
    people: gpd.GeoDataFrame | None,
    region: Callable[[gpd.GeoDataFrame], pd.Series],
) -> tuple[NDArray[np.float64], int | None]:
    """Return people per region, and the age that they are under if they are children.

    Parameters
    ----------
    shapes
        The regions, with ``population``.
    people
        A demand table of all of Germany, or of whole regions; None for the inhabitants of
        ``shapes``. A region that it holds only in part has none.
    region
        Says which of the regions points lie in.

    Raises
    ------
    InputError
        If the points lie in regions that there are not.
    """
    own = shapes["population"].to_numpy(dtype=float)
    if people is None:
        return own, None
    people = received(people, DEMAND.asking("population", "geometry"))
    points, keys = people, region(people)
    strange = sorted(set(keys.dropna()) - set(shapes["ags"]))
    if strange:
        raise InputError(
            "The people live in regions that there are not ({rows}).", rows=name_ids(strange)
        )
    counted = points["population"].to_numpy(dtype=float)
    hidden = points["hidden"].to_numpy(dtype=float) if "hidden" in points.columns else 0.0
    everybody = points[RESIDENTS].to_numpy(dtype=float) if RESIDENTS in points.columns else counted
    table = pd.DataFrame({"counted": counted + hidden, "everybody": everybody})
    sums = table.groupby(keys.to_numpy()).sum().reindex(shapes["ags"])
    part = sums["everybody"].to_numpy(dtype=float) < _WHOLE * own
    found = np.where(part, np.nan, sums["counted"].to_numpy(dtype=float))
    under = people.attrs.get(UNDER)
    return found, int(under) if isinstance(under, Integral) else None
