"""The map of a change: Kreise by what they gained or lost between two studies."""

from collections.abc import Sequence
from typing import Any, Unpack

import geopandas as gpd
import numpy as np
import pandas as pd

from mintgeo._schema import CHANGE, REGIONS, received
from mintgeo.cartography.breaks import change_bounds
from mintgeo.cartography.classes import classes as in_classes
from mintgeo.cartography.palettes import CHANGE_COLOURS
from mintgeo.cartography.simplify import simplified
from mintgeo.cartography.sources import told_sources
from mintgeo.germany.own_areas import as_regions
from mintgeo.language import N_, PEOPLE, language
from mintgeo.maps._data import Packed
from mintgeo.maps._map import Map
from mintgeo.maps._pack import packed
from mintgeo.maps._theme import LayerOptions, ThemeLayer
from mintgeo.maps._theme_data import ChangeData, ChangeKreis
from mintgeo.maps._views import view_key, views
from mintgeo.maps.basemap import Basemap
from mintgeo.maps.ground import borders, bounds_of

TITLE: Any = N_("Was sich verändert hat")


class ChangeLayer(ThemeLayer):
    """Kreise in the colour of what they gained or lost.

    Parameters
    ----------
    change
        A change table by Kreis of one or more modes and thresholds; all can be chosen.
    kreise
        A regions table of Kreise, or the layer that the table is by. One without a row in
        ``change`` is hatched.
    title
        What the legend calls it.
    classes
        ``fixed`` (0.5, 5 and 20 percentage points, up and down), so that maps can be compared;
        ``quantiles`` or ``fisher_jenks`` of what is shown first, where changes are small; or three
        sizes of change such as ``(0.01, 0.02, 0.05)``.
    who, attributions, lang, options
        As of ``CoverageLayer``.

    Raises
    ------
    TableError
        If a table breaks its schema.
    InputError
        If there is nothing to show.
    OptionError
        If mintgeo does not speak ``lang``, or ``classes`` can't be made.
    """

    kind = "change"

    def __init__(
        self,
        change: pd.DataFrame,
        kreise: gpd.GeoDataFrame,
        *,
        title: str = TITLE,
        who: str = PEOPLE,
        attributions: Sequence[str] = (),
        classes: str | Sequence[float] = "fixed",
        lang: str = "de",
        **options: Unpack[LayerOptions],
    ) -> None:
        say = language(lang)
        change = received(change, CHANGE)
        kreise = as_regions(kreise)
        kreise = received(kreise, REGIONS)
        shapes = simplified(kreise)
        several = bool((kreise["level"] == "kreis").all())
        pairs, (mode, minutes) = _pairs(change)
        first = change[(change["mode"] == mode) & (change["minutes"] == minutes)]
        ends = change_bounds(first["change"], classes)
        data = ChangeData(
            title=say(title),
            who=say.who(who),
            views=views(pairs, (mode, minutes), say),
            kreise=_kreise(shapes, kreise, change, ends),
            borders=borders(shapes, kreise) if several else packed("MultiLineString", []),
            classes=ends,
            palette=list(CHANGE_COLOURS),
            bounds=bounds_of(kreise, least=0),
            credits=told_sources(say, change, kreise, named=attributions),
        )
        super().__init__(data, say, say("Veränderung"), options)


def change_map(
    change: pd.DataFrame,
    kreise: gpd.GeoDataFrame,
    *,
    title: str = TITLE,
    who: str = PEOPLE,
    attributions: Sequence[str] = (),
    classes: str | Sequence[float] = "fixed",
    lang: str = "de",
    basemap: Basemap | str | None = None,
) -> Map:
    """Draw the change of the share of people who can reach an offer, by Kreis.

    Parameters
    ----------
    change, kreise, title, who, attributions, classes, lang
        As of ``ChangeLayer``.
    basemap
        As of ``coverage_map``.

    Returns
    -------
    Map
        A map of folium, as of ``coverage_map``.

    Raises
    ------
    TableError
        If a table breaks its schema.
    InputError
        If there is nothing to show.
    OptionError
        If mintgeo does not speak ``lang``, does not know the basemap, or ``classes`` can't be made.
    """
    layer = ChangeLayer(
        change, kreise, title=title, who=who, attributions=attributions, classes=classes, lang=lang
    )
    return Map(layer, title=language(lang)(title), lang=lang, basemap=basemap)


def _pairs(change: pd.DataFrame) -> tuple[list[tuple[str, float]], tuple[str, float]]:
    """Every mode and threshold, and which to show first: the first mode, its longest threshold."""
    pairs = list(change[["mode", "minutes"]].drop_duplicates().itertuples(index=False, name=None))
    mode = pairs[0][0] if pairs else ""
    return pairs, (mode, max((minutes for one, minutes in pairs if one == mode), default=0.0))


def _kreise(
    shapes: Any, kreise: gpd.GeoDataFrame, change: pd.DataFrame, borders: list[float]
) -> Packed[ChangeKreis]:
    """One feature per Kreis with its class, doubt, what it gained, lost, the change, per view."""
    columns = [name for name in ("change_low", "change_high") if name in change]
    found = in_classes(change, "change", borders)
    views: dict[str, dict[str, list[float]]] = {}
    for row, position, doubtful in zip(
        change.to_dict("records"), found.position.tolist(), found.doubtful.tolist(), strict=True
    ):
        numbers = [row["change"], row["gained"], row["lost"], *(row[name] for name in columns)]
        if np.isfinite(numbers).all():
            key = view_key(row["mode"], row["minutes"])
            said = [round(float(one), 4) for one in numbers]
            views.setdefault(row["ags"], {})[key] = [position, int(doubtful), *said]
    features: list[tuple[Any, ChangeKreis]] = [
        (shape, {"name": name, "views": views.get(ags, {})})
        for shape, ags, name in zip(shapes, kreise["ags"], kreise["name"], strict=True)
    ]
    return packed("MultiPolygon", features)
