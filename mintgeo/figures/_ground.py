"""Maps on paper of a part of the country: the area, what lies around it, and names."""

from collections.abc import Sequence
from typing import Any, Final

import geopandas as gpd
import shapely
from matplotlib.axes import Axes
from matplotlib.transforms import Bbox
from numpy.typing import NDArray

from mintgeo.cartography.extent import extent
from mintgeo.cartography.labels import NAMED
from mintgeo.figures import _ink
from mintgeo.figures._picture import INK

_AROUND: Final = "#f1f3f5"
"""Of what lies around an area,"""
_EDGE: Final = 0.12
"""and so much of its longer side is shown of it on paper."""


def framed(
    shapes: Any, own: gpd.GeoDataFrame | None, beside: gpd.GeoDataFrame | None
) -> tuple[float, float, float, float]:
    """Bounds of shapes, or of an area of which the surroundings are drawn as well."""
    if beside is None:
        return _ink.around(shapes)
    ground = shapely.box(*extent(shapes if own is None else _ink.metric(own)))
    return _ink.around(ground, edge=_EDGE)


def inside(spots: NDArray[Any], frame: tuple[float, float, float, float]) -> NDArray[Any]:
    """Spots (metres) that lie in a frame."""
    west, south, east, north = frame
    x, y = spots.T
    found: NDArray[Any] = spots[(west < x) & (x < east) & (south < y) & (y < north)]
    return found


def draw_ground(axes: Axes, around: gpd.GeoDataFrame, own: gpd.GeoDataFrame | None) -> None:
    """Fill what lies around an area, pale, and outline the Kreise of the area itself."""
    beside = _ink.metric(around)
    _ink.draw_areas(axes, beside, [_AROUND] * len(beside), edgecolors="#d3d9de")
    if own is not None:
        inside = _ink.metric(own)
        _ink.draw_areas(axes, inside, ["#ffffff"] * len(inside), edgecolors=INK, linewidths=0.6)


def foot(axes: Axes) -> list[Bbox]:
    """Where the scale bar stands, for names to leave it free."""
    box = axes.get_window_extent()
    return [Bbox.from_bounds(box.x0, box.y0, 0.25 * box.width, 0.06 * box.height)]


def draw_area_names(axes: Axes, areas: gpd.GeoDataFrame, *, taken: Sequence[Bbox] = ()) -> None:
    """Names of areas, those of most people first, or the largest."""
    known = areas["population"].notna().any()
    order = areas["population"] if known else areas["area_km2"]
    ordered = areas.loc[order.sort_values(ascending=False, kind="stable").index].head(NAMED)
    inside = shapely.get_coordinates(shapely.point_on_surface(_ink.metric(ordered)))
    _ink.draw_labels(axes, inside, list(ordered["name"]), taken=taken, middle=True)
