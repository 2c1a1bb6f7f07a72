"""What maps on paper are made of: areas, lines, labels that leave each other room, a scale bar."""

from collections.abc import Sequence
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import PathCollection
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from matplotlib.path import Path as Outline
from matplotlib.patheffects import withStroke
from matplotlib.text import Annotation
from matplotlib.transforms import Bbox
from numpy.typing import NDArray

from mintgeo._crs import UTM32
from mintgeo._errors import OptionError
from mintgeo._schema.rows import plays
from mintgeo._text import printable
from mintgeo.cartography.labels import BESIDE, ON_TOP, Beside, first_free, largest_places
from mintgeo.cartography.simplify import outlines
from mintgeo.cartography.symbols import HATCH_LINE, STRIPES, bar_length, stripe
from mintgeo.figures._picture import CM, INK, SOFT, Sheet, sheet

HATCH: Final = {"facecolor": "#ffffff", "edgecolor": HATCH_LINE, "hatch": "////", "linewidth": 0.3}
"""Where nothing is known."""
_DOUBT: Final = "\\\\" * 3
_ROAD_M: Final = 15
_HALO: Final = [withStroke(linewidth=1.6, foreground="white")]


def map_sheet(
    *,
    title: str,
    subtitle: str,
    notes: Sequence[str],
    bounds: tuple[float, float, float, float],
    width: float = 17.0,
    legend: float = 4.6,
    least: float = 0.0,
) -> tuple[Sheet, Axes, Axes]:
    """Make a figure with a map to the left and its legend to the right, as high as the map needs.

    Parameters
    ----------
    bounds
        West, south, east, north of the map in metres (EPSG:25832).
    width, legend
        Of the figure and of its legend, in centimetres.
    least
        Height that the legend needs, in centimetres.
    """
    west, south, east, north = bounds
    across = width - legend - 0.8
    high = across * (north - south) / (east - west)
    body = max(high, least)
    page = sheet(title=title, subtitle=subtitle, notes=notes, body=body, width=width)
    axes = page.figure.add_axes(
        page.box(0.4, body - high, across, high),
        xlim=(west, east),
        ylim=(south, north),
        aspect="equal",
    )
    side = page.figure.add_axes(page.box(width - legend, 0, legend - 0.3, body))
    for part in (axes, side):
        part.set_axis_off()
    return page, axes, side


def around(shapes: Any, *, edge: float = 0.01) -> tuple[float, float, float, float]:
    """Bounds of shapes with an edge, which is a part of the longer side."""
    west, south, east, north = shapely.total_bounds(shapes)
    rim = edge * max(east - west, north - south)
    return west - rim, south - rim, east + rim, north + rim


def size_cm(axes: Axes) -> tuple[float, float]:
    """Width and height of axes on paper."""
    figure, box = _figure(axes), axes.get_position()
    wide, high = figure.get_size_inches() / CM
    return float(wide * box.width), float(high * box.height)


def offer_places(sites: gpd.GeoDataFrame | None) -> NDArray[Any]:
    """Places of the offers that have one, in metres (EPSG:25832), shape (n, 2)."""
    if sites is None:
        return np.empty((0, 2))
    there = plays(sites, "offer") & sites.geometry.notna() & ~sites.geometry.is_empty
    at: NDArray[Any] = shapely.get_coordinates(metric(sites[there]))
    return at


def metric(layer: gpd.GeoDataFrame | gpd.GeoSeries) -> np.ndarray[Any, Any]:
    """Shapes of a layer in metres (EPSG:25832)."""
    return np.asarray(layer.geometry.to_crs(UTM32).array)


def draw_areas(axes: Axes, shapes: Any, colours: Sequence[str], **style: Any) -> None:
    """Fill areas, one colour each."""
    style = {"edgecolors": "#aab4bd", "linewidths": 0.2, **style}
    axes.add_collection(
        PathCollection([_outline(one) for one in shapes], facecolors=colours, **style)
    )


def draw_unknown(axes: Axes, shapes: Sequence[Any]) -> None:
    """Hatch the areas of which nothing is known."""
    if len(shapes):
        marked = PathCollection(
            [_outline(one) for one in shapes], facecolors="white", edgecolors=HATCH["edgecolor"],
            linewidths=0.3, hatch=HATCH["hatch"],
        )  # fmt: skip
        axes.add_collection(marked)


def draw_doubt(axes: Axes, shapes: Any, colours: Sequence[str]) -> None:
    """Stripe areas of a class that others are as likely as: dark on light, white on dark."""
    for line in STRIPES:
        chosen = [stripe(colour) == line for colour in colours]
        outlines = [_outline(one) for one in shapes[chosen]]
        if outlines:
            with rc_context({"hatch.color": line}):
                striped = PathCollection(outlines, facecolors="none", linewidths=0, hatch=_DOUBT)
            axes.add_collection(striped)


def draw_lines(axes: Axes, lines: Any, **style: Any) -> None:
    """Draw lines as one path."""
    parts = [np.asarray(one.coords) for one in shapely.get_parts(lines)]
    if parts:
        path = Outline.make_compound_path(*(Outline(part) for part in parts))
        axes.add_collection(PathCollection([path], facecolors="none", **style))


def draw_borders(axes: Axes, kreise: NDArray[Any], ags: pd.Series) -> None:
    """Outlines of the Länder, along the very lines of the Kreise."""
    for outline in outlines(kreise, ags):
        draw_lines(axes, outline, edgecolors=INK, linewidths=0.5)


def draw_roads(axes: Axes, roads: gpd.GeoDataFrame) -> None:
    """Draw roads thin and grey."""
    lines = shapely.simplify(metric(roads), _ROAD_M)
    draw_lines(axes, lines, edgecolors=SOFT, linewidths=0.25, alpha=0.6)


def draw_labels(
    axes: Axes,
    at: Any,
    texts: Sequence[str],
    *,
    taken: Sequence[Bbox] = (),
    middle: bool = False,
    **style: Any,
) -> list[Bbox]:
    """Write labels beside their points, the first ones first; one that finds no room is left out.

    ``taken`` is where nothing may be written; ``middle`` tries the point itself first.
    What has been taken in the end is returned.
    """
    pen = FigureCanvasAgg(_figure(axes)).get_renderer()  # type: ignore[no-untyped-call]
    frame = axes.get_window_extent(pen)
    used = list(taken)
    for (x, y), text in zip(np.asarray(at), texts, strict=True):
        label = axes.annotate(
            printable(text), (x, y), xytext=(0, 0), textcoords="offset points",
            **{"fontsize": 6, "path_effects": _HALO, **style},
        )  # fmt: skip

        def measure(spot: Beside, label: Annotation = label) -> Bbox:
            label.xyann = spot[:2]
            label.set_horizontalalignment(spot[2])
            return label.get_window_extent(pen).padded(1.5)

        room = first_free(ON_TOP if middle else BESIDE, measure, used, frame)
        if room is None:
            label.remove()
        else:
            used.append(room)
    return used


def draw_places(axes: Axes, homes: gpd.GeoDataFrame, *, taken: Sequence[Bbox] = ()) -> None:
    """Name the largest places of a demand table."""
    names, spots = largest_places(homes)
    draw_labels(axes, spots, names, taken=taken)


def draw_laender_names(
    axes: Axes, laender: gpd.GeoDataFrame, *, taken: Sequence[Bbox] = (), **style: Any
) -> None:
    """Names of the Länder, the smallest first: they have the least room."""
    ordered = laender.sort_values("area_km2", kind="stable")
    inside = shapely.get_coordinates(shapely.point_on_surface(metric(ordered)))
    draw_labels(axes, inside, list(ordered["name"]), taken=taken, **style)


def dots(axes: Axes, at: Any, *, radius: float = 2.0) -> list[Bbox]:
    """Where dots of so many printer's points lie, for ``draw_labels`` to leave them free."""
    pixels = radius * _figure(axes).dpi / 72
    return [
        Bbox.from_bounds(x - pixels, y - pixels, 2 * pixels, 2 * pixels)
        for x, y in axes.transData.transform(np.asarray(at)).tolist()
    ]


def draw_legend(
    side: Axes, entries: Sequence[tuple[Any, str]], *, title: str = "", low: bool = False
) -> None:
    """Write the legend at the top of its place, or ``low`` at its foot."""
    place: dict[str, Any] = {"loc": "lower left" if low else "upper left"}
    box = side.legend(
        [handle for handle, _ in entries], [label for _, label in entries], title=title, **place,
        bbox_to_anchor=(0, 0 if low else 1), borderaxespad=0, borderpad=0, frameon=False,
        fontsize=7, title_fontsize=7.5, alignment="left", labelspacing=0.55, handlelength=1.9,
        handleheight=1.1,
    )  # fmt: skip
    box.get_title().set_fontweight("bold")


def swatch(colour: str) -> Patch:
    """A filled field of the legend."""
    return Patch(facecolor=colour, edgecolor=SOFT, linewidth=0.3)


def unknown_swatch() -> Patch:
    """A hatched field of the legend."""
    return Patch(**HATCH)  # type: ignore[arg-type]


def doubt_swatch(colour: str) -> Patch:
    """A striped field of the legend."""
    with rc_context({"hatch.color": stripe(colour)}):
        return Patch(facecolor=colour, edgecolor=SOFT, hatch=_DOUBT, linewidth=0.3)


def draw_scale(axes: Axes) -> None:
    """Draw a scale bar of a round length at the lower left, about a sixth of the map."""
    (west, east), (south, north) = axes.get_xlim(), axes.get_ylim()
    length = bar_length(east - west)
    x, y = west + (east - west) * 0.02, south + (north - south) * 0.015
    axes.plot([x, x + length * 1000], [y, y], color=INK, linewidth=1.2, solid_capstyle="butt")
    axes.annotate(
        f"{length} km", (x + length * 500, y), xytext=(0, 3), textcoords="offset points",
        ha="center", fontsize=6, path_effects=_HALO,
    )  # fmt: skip


def _figure(axes: Axes) -> Figure:
    figure = axes.get_figure(root=True)
    if figure is None:
        raise OptionError("These axes belong to no figure; map_sheet() makes some that do.")
    return figure


def _outline(shape: Any) -> Outline:
    """A polygon with its holes as one path; every ring is closed."""
    rings = [
        Outline(np.asarray(ring.coords)[:, :2], closed=True)
        for part in shapely.get_parts(shape)
        for ring in (part.exterior, *part.interiors)
    ]
    return Outline.make_compound_path(*rings)
