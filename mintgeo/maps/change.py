"""The map of a change: Kreise by what they gained or lost between two studies."""

from collections.abc import Sequence
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd

from mintgeo._schema import CHANGE, REGIONS
from mintgeo.maps._pack import packed
from mintgeo.maps._page import MapPage, build
from mintgeo.maps.coverage import MODE_LABELS, border_lines, simplified

CLASSES: Final = (-0.2, -0.05, -0.005, 0.005, 0.05, 0.2)
"""Between these changes the colour changes; in the middle nothing much has happened."""
PALETTE: Final = ("#b35806", "#f1a340", "#fee0b6", "#f7f7f7", "#d8daeb", "#998ec3", "#542788")
"""ColorBrewer PuOr, seven classes: losses orange, gains purple, safe for colour-blind eyes."""


def change_map(
    change: pd.DataFrame,
    kreise: gpd.GeoDataFrame,
    *,
    title: str = "Was sich verändert hat",
    who: str = "Menschen",
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
    CHANGE.check(change)
    REGIONS.check(kreise)
    shapes = simplified(kreise)
    data = {
        "title": title,
        "who": who,
        "views": _views(change),
        "kreise": _kreise(shapes, kreise, change),
        "borders": border_lines(shapes, kreise["ags"]),
        "classes": list(CLASSES),
        "palette": list(PALETTE),
        "notes": list(attributions),
        "credits": list(attributions),
    }
    return build(title=title, script="change.js", style="coverage.css", data=data, lang=lang)


def _views(change: pd.DataFrame) -> list[dict[str, Any]]:
    """Every mode and threshold; first shown are the first mode and its longest threshold."""
    pairs = change[["mode", "minutes"]].drop_duplicates()
    first = pairs["minutes"].where(pairs["mode"] == pairs["mode"].iloc[0]).idxmax()
    return [
        {
            "key": f"{mode}-{minutes:g}",
            "label": f"{MODE_LABELS[mode]}, {minutes:g} Minuten",
            "first": row == first,
        }
        for row, mode, minutes in pairs.itertuples()
    ]


def _kreise(shapes: Any, kreise: gpd.GeoDataFrame, change: pd.DataFrame) -> dict[str, Any]:
    """One feature per Kreis with what it gained, lost, and the change, per view."""
    columns = [name for name in ("change_low", "change_high") if name in change]
    views: dict[str, dict[str, list[float]]] = {}
    for row in change.to_dict("records"):
        numbers = [row["change"], row["gained"], row["lost"], *(row[name] for name in columns)]
        if np.isfinite(numbers).all():
            key = f"{row['mode']}-{row['minutes']:g}"
            views.setdefault(row["ags"], {})[key] = [round(float(one), 4) for one in numbers]
    features = [
        (shape, {"name": name, "views": views.get(ags, {})})
        for shape, ags, name in zip(shapes, kreise["ags"], kreise["name"], strict=True)
    ]
    return packed("MultiPolygon", features)
