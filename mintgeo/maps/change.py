"""The map of a change: Kreise by what they gained or lost between two studies."""

from collections.abc import Sequence
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd

from mintgeo._schema import CHANGE, REGIONS
from mintgeo.language import N_, language
from mintgeo.maps._pack import packed
from mintgeo.maps._page import MapPage, build
from mintgeo.maps._views import view_key, views
from mintgeo.maps.coverage import WHO, border_lines, simplified

CLASSES: Final = (-0.2, -0.05, -0.005, 0.005, 0.05, 0.2)
"""Between these changes the colour changes; in the middle nothing much has happened."""
PALETTE: Final = ("#b35806", "#f1a340", "#fee0b6", "#f7f7f7", "#d8daeb", "#998ec3", "#542788")
"""ColorBrewer PuOr, seven classes: losses orange, gains purple, safe for colour-blind eyes."""


def change_map(
    change: pd.DataFrame,
    kreise: gpd.GeoDataFrame,
    *,
    title: str = N_("Was sich verändert hat"),
    who: str = WHO,
    attributions: Sequence[str] = (),
    lang: str = "de",
) -> MapPage:
    """Draw the change of the share of people who can reach an offer, by Kreis.

    Parameters
    ----------
    change
        A change table by Kreis of one or more modes and thresholds; all can be chosen.
    kreise
        A regions table of Kreise. One without a row in ``change`` is hatched.
    title, who, attributions, lang
        As of ``coverage_map``.

    Returns
    -------
    MapPage
        One file that loads nothing: ``.save(path)``.

    Raises
    ------
    TableError
        If a table breaks its schema.
    OptionError
        If mintgeo does not speak ``lang``.
    """
    say = language(lang)
    CHANGE.check(change)
    REGIONS.check(kreise)
    shapes = simplified(kreise)
    data = {
        "title": say(title),
        "who": say.who(who),
        "views": views(*_pairs(change), say),
        "kreise": _kreise(shapes, kreise, change),
        "borders": border_lines(shapes, kreise["ags"]),
        "classes": list(CLASSES),
        "palette": list(PALETTE),
        "notes": list(attributions),
        "credits": list(attributions),
    }
    return build(title=say(title), script="change.js", style="coverage.css", data=data, lang=lang)


def _pairs(change: pd.DataFrame) -> tuple[list[tuple[str, float]], tuple[str, float]]:
    """Every mode and threshold, and which to show first: the first mode, its longest threshold."""
    pairs = list(change[["mode", "minutes"]].drop_duplicates().itertuples(index=False, name=None))
    mode = pairs[0][0]
    return pairs, (mode, max(minutes for one, minutes in pairs if one == mode))


def _kreise(shapes: Any, kreise: gpd.GeoDataFrame, change: pd.DataFrame) -> dict[str, Any]:
    """One feature per Kreis with what it gained, lost, and the change, per view."""
    columns = [name for name in ("change_low", "change_high") if name in change]
    views: dict[str, dict[str, list[float]]] = {}
    for row in change.to_dict("records"):
        numbers = [row["change"], row["gained"], row["lost"], *(row[name] for name in columns)]
        if np.isfinite(numbers).all():
            key = view_key(row["mode"], row["minutes"])
            views.setdefault(row["ags"], {})[key] = [round(float(one), 4) for one in numbers]
    features = [
        (shape, {"name": name, "views": views.get(ags, {})})
        for shape, ags, name in zip(shapes, kreise["ags"], kreise["name"], strict=True)
    ]
    return packed("MultiPolygon", features)
