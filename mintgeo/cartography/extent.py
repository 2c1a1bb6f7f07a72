"""How far a map reaches: a small island far off does not make it the map of a sea."""

from typing import Any, Final

import numpy as np
import shapely

_SMALL: Final = 0.02
"""Parts that are together no more than this part of the ground,"""
_FAR: Final = 0.5
"""and farther off than this part of the longer side of the rest, are off the map at first."""


def extent(shapes: Any) -> tuple[float, float, float, float]:
    """West, south, east, north of areas, without small parts that lie far off.

    Neuwerk is a part of Hamburg, and Helgoland of Pinneberg. Points and lines all count.

    Parameters
    ----------
    shapes
        Geometries of one CRS.
    """
    parts = shapely.get_parts(np.asarray(shapes))
    sizes = shapely.area(parts)
    if len(parts) < 2 or not sizes.sum():  # noqa: PLR2004
        return _bounds(parts)
    order = np.argsort(sizes, kind="stable")
    small = sizes[order].cumsum() <= _SMALL * sizes.sum()
    main, rest = parts[order][~small], parts[order][small]
    west, south, east, north = _bounds(main)
    rim = _FAR * max(east - west, north - south)
    near = shapely.intersects(rest, shapely.box(west - rim, south - rim, east + rim, north + rim))
    return _bounds(np.concatenate([main, rest[near]]))


def _bounds(parts: Any) -> tuple[float, float, float, float]:
    west, south, east, north = (float(one) for one in shapely.total_bounds(parts))
    return west, south, east, north
