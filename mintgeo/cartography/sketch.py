"""A small map as a few kilobytes of SVG: areas in their colours and dots, for a first page."""

from collections.abc import Sequence
from typing import Any, Final

import geopandas as gpd
import numpy as np
import shapely
from markupsafe import Markup
from numpy.typing import NDArray

from mintgeo._crs import UTM32
from mintgeo._markup import filled, template
from mintgeo.cartography.extent import extent
from mintgeo.cartography.palettes import KIND_COLOURS

_WIDE: Final = 300
"""Units across; a unit is about a pixel."""
_SVG: Final = template("""\
<figure class="sketch"><svg viewBox="0 0 {{ wide }} {{ high }}" role="img" aria-label="{{ title }}">
{% for path, colour in areas %}<path d="{{ path }}" fill="{{ colour }}" stroke="#fff" stroke-width=".4"/>
{% endfor %}
{% for x, y in dots %}<circle cx="{{ x }}" cy="{{ y }}" r="2.6" fill="{{ ink }}" stroke="#fff" stroke-width=".7"/>
{% endfor %}
</svg><figcaption>{{ title }}
<span class="key">{% for colour, text in key %}<span><svg viewBox="0 0 12 12"><rect width="12" height="12" fill="{{ colour }}"/></svg>{{ text }}</span> {% endfor %}
{% if dot %}<span><svg viewBox="0 0 12 12"><circle cx="6" cy="6" r="4" fill="{{ ink }}"/></svg>{{ dot }}</span>{% endif %}</span></figcaption></figure>
""")  # noqa: E501


def sketch(
    areas: gpd.GeoDataFrame, colours: Sequence[str] | NDArray[Any], *, title: str,
    key: Sequence[tuple[str, str]], dot: str = "", dots: gpd.GeoDataFrame | None = None,
) -> Markup:  # fmt: skip
    """Draw areas and dots small.

    Parameters
    ----------
    areas, colours
        Polygons in any CRS, the lowest first, and the colour of each.
    title, key, dot
        What is shown, what some colours mean, and what a dot is, if there are any.
    dots
        Points; those that have no place are left out.
    """
    shapes = areas.geometry.to_crs(UTM32).to_numpy()
    west, south, east, north = extent(shapes)
    scale = _WIDE / max(east - west, 0.8 * (north - south), 1.0)
    if shapely.coverage_is_valid(shapes):
        simple = shapely.coverage_simplify(shapes, 2 / scale)
    else:
        simple = shapely.simplify(shapes, 0.8 / scale)

    def placed(corners: Any) -> NDArray[Any]:
        out: NDArray[Any] = np.round(
            (np.asarray(corners)[:, :2] - [west, north]) * [scale, -scale], 1
        )
        return out

    paths = [(_path(one, placed), str(colour)) for one, colour in zip(simple, colours, strict=True)]
    return filled(
        _SVG, wide=f"{(east - west) * scale:.0f}", high=f"{(north - south) * scale:.0f}",
        areas=paths,
        dots=_spots(dots, shapely.box(west, south, east, north), placed), ink=KIND_COLOURS[0],
        title=title, key=key, dot=dot,
    )  # fmt: skip


def _spots(dots: gpd.GeoDataFrame | None, frame: Any, placed: Any) -> list[list[float]]:
    if dots is None:
        return []
    there = dots.geometry[dots.geometry.notna() & ~dots.geometry.is_empty].to_crs(UTM32)
    there = there[shapely.intersects(there.to_numpy(), frame)]
    return placed(shapely.get_coordinates(there)).tolist() if len(there) else []


def _path(shape: Any, placed: Any) -> str:
    """A polygon as SVG: its rings one after another."""
    rings = [
        ring
        for part in shapely.get_parts(shape)
        for ring in (part.exterior, *part.interiors)
    ]  # fmt: skip
    return "".join(
        "M" + " ".join(f"{x:g},{y:g}" for x, y in placed(ring.coords)[:-1]) + "z" for ring in rings
    )
