"""A quick map of areas: gaps by what is missing, isochrones by their minutes."""

from collections.abc import Sequence
from typing import Any, Unpack

import geopandas as gpd
import numpy as np
import pandas as pd

from mintgeo._schema import GAPS, ISOCHRONES, received
from mintgeo.cartography.palettes import FAR_COLOURS, MINUTES
from mintgeo.language import MODES, PEOPLE, Language, language
from mintgeo.maps._map import Map
from mintgeo.maps._minutes import labels
from mintgeo.maps._theme import LayerOptions
from mintgeo.maps.basemap import Basemap
from mintgeo.maps.ground import over_ground
from mintgeo.maps.shapes import ShapesLayer


class AreasLayer(ShapesLayer):
    """Gap areas by the time beyond their threshold, or isochrones by their minutes.

    Parameters
    ----------
    areas
        A table of gaps or of isochrones.
    who, attributions, lang, options
        As of ``CoverageLayer``.

    Raises
    ------
    TableError
        If the table is neither.
    """

    def __init__(
        self,
        areas: gpd.GeoDataFrame,
        *,
        who: str = PEOPLE,
        attributions: Sequence[str] = (),
        lang: str = "de",
        **options: Unpack[LayerOptions],
    ) -> None:
        say = language(lang)
        limits, texts, values, caption = _told(areas, say, say.who(who))
        position = np.searchsorted(limits, values.fillna(np.inf).to_numpy(dtype=float))
        columns = {"name": [name for name, _ in texts], "text": [text for _, text in texts]}
        known = list(zip(labels(limits, say), FAR_COLOURS, strict=False))
        options.setdefault("name", title_of(areas, say))
        super().__init__(
            gpd.GeoDataFrame(areas.assign(**columns, **{"class": position})),
            classes=[(at, *one) for at, one in enumerate(known)][: position.max(initial=0) + 1],
            caption=caption,
            attributions=attributions,
            lang=lang,
            **options,
        )


def areas_map(
    areas: gpd.GeoDataFrame,
    *,
    title: str | None = None,
    who: str = PEOPLE,
    attributions: Sequence[str] = (),
    lang: str = "de",
    basemap: Basemap | str | None = None,
) -> Map:
    """Draw gap areas by the time beyond their threshold, or isochrones by their minutes.

    Parameters
    ----------
    areas, who, attributions
        As of ``AreasLayer``.
    title, lang, basemap
        As of ``coverage_map``; the title says by default what the areas are.

    Returns
    -------
    Map
        A map of folium, as of ``coverage_map``.

    Raises
    ------
    TableError
        If the table is neither.
    """
    layer = AreasLayer(areas, who=who, attributions=attributions, lang=lang)
    title = title or title_of(areas, language(lang))
    return over_ground(layer, None, title, attributions, lang, basemap)


def title_of(areas: gpd.GeoDataFrame, say: Language) -> str:
    """Say what the areas are."""
    return say("Räume ohne Angebot") if "extra_min" in areas else say("Flächen gleicher Zeit")


def _told(
    table: gpd.GeoDataFrame, say: Language, who: str
) -> tuple[list[float], list[tuple[str, str]], pd.Series, str]:
    """Limits of the classes, name and text of every area, its minutes, and what they mean."""
    if "extra_min" in table:
        table = received(table, GAPS)
        texts = [_gap_text(row, say, who) for row in _records(table)]
        caption = say("Minuten jenseits der Schwelle, Median der {who}", who=who)
        return [*MINUTES], texts, table["extra_min"], caption
    table = received(table, ISOCHRONES)
    limits = sorted(table["minutes"].unique())[: len(FAR_COLOURS) - 1]
    texts = [_ring_text(row, say, who) for row in _records(table)]
    return limits, texts, table["minutes"], say("So lange braucht man von hier zu einem der Orte")


def _records(table: gpd.GeoDataFrame) -> list[dict[str, Any]]:
    return [dict(row) for _, row in pd.DataFrame(table.drop(columns="geometry")).iterrows()]


def _gap_text(row: dict[str, Any], say: Language, who: str) -> tuple[str, str]:
    people, beyond = say.people(row["population"]), say.number(row["extra_min"])
    if not np.isfinite(row["extra_min"]):
        text = say("Rang {rank}, {people} {who}, weiter als die Suchgrenze ({kreise})",
                   rank=row["rank"], people=people, who=who, kreise=row["kreise"])  # fmt: skip
    else:
        text = say(
            "Rang {rank}, {people} {who}, im Median {n} Minuten jenseits der Schwelle ({kreise})",
            rank=row["rank"], people=people, who=who, n=beyond, kreise=row["kreise"],
        )  # fmt: skip
    return row["name"], text


def _ring_text(row: dict[str, Any], say: Language, who: str) -> tuple[str, str]:
    mode, minutes, area = row["mode"], row["minutes"], row["area_km2"]
    text = say("{n} Minuten {mode}, {area} km²", n=say.limit(minutes), mode=say(MODES[mode]),
               area=say.number(area))  # fmt: skip
    if "population" in row and np.isfinite(row["population"]):
        text = f"{text}, {say.people(row['population'])} {who}"
    return row["id"], text
