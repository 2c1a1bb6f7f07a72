"""Quick maps of tables that have no map of their own: people by time, gaps, areas of equal time."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd

from mintgeo._credits import credits_of
from mintgeo._crs import UTM32, WGS84
from mintgeo._schema import GAPS, ISOCHRONES, REACH
from mintgeo.language import MODES, N_, STATUSES, Language, language
from mintgeo.maps._ground import bounds_of, ground, ground_credits
from mintgeo.maps._pack import packed, packed_spots
from mintgeo.maps._page import MapPage, build
from mintgeo.maps.basemap import Basemap
from mintgeo.maps.coverage import WHO
from mintgeo.maps.travel import PALETTE

LIMITS: Final = (15, 30, 60, 90)
"""Minutes between the classes of time."""
_SIMPLE_M: Final = 20
_LOST: Final = "#9aa5ae"


def reach_map(
    reach: gpd.GeoDataFrame,
    *,
    title: str = N_("So weit ist es zum nächsten Angebot"),
    who: str = WHO,
    attributions: Sequence[str] = (),
    lang: str = "de",
    basemap: Basemap | str | None = None,
) -> MapPage:
    """Draw where people live, by the time to the nearest offer.

    Parameters
    ----------
    reach
        A reach table of one mode.
    title, who, attributions, lang, basemap
        As of ``coverage_map``.

    Raises
    ------
    TableError
        If the table is no reach table.
    """
    REACH.check(reach)
    say, table = language(lang), reach.reset_index(drop=True)
    mode = next(iter(table["mode"]), "car")
    labels = [*_labels([*LIMITS], say), say("nicht erreicht")]
    data = {
        "caption": say("Zeit zum nächsten Angebot, {mode}", mode=say(MODES[mode])),
        "classes": _classes(labels, [*PALETTE, _LOST]),
        "spots": packed_spots(_homes(table, say)),
        "who": say.who(who),
    }
    return _page(table, data, say(title), attributions, lang, basemap)


def areas_map(
    areas: gpd.GeoDataFrame,
    *,
    title: str | None = None,
    who: str = WHO,
    attributions: Sequence[str] = (),
    lang: str = "de",
    basemap: Basemap | str | None = None,
) -> MapPage:
    """Draw gap areas by the time beyond their threshold, or isochrones by their minutes.

    Parameters
    ----------
    areas
        A table of gaps or of isochrones.
    title, who, attributions, lang, basemap
        As of ``coverage_map``; the title says by default what the areas are.

    Raises
    ------
    TableError
        If the table is neither.
    """
    say, table = language(lang), areas.reset_index(drop=True)
    if "extra_min" in table:
        GAPS.check(table)
        limits, texts = [*LIMITS], [_gap_text(row, say, say(who)) for row in _records(table)]
        values, label = table["extra_min"], say("Räume ohne Angebot")
        caption = say("Minuten jenseits der Schwelle, Median der {who}", who=say.who(who))
    else:
        ISOCHRONES.check(table)
        limits = sorted(table["minutes"].unique())[: len(PALETTE) - 1]
        texts = [_ring_text(row, say, say(who)) for row in _records(table)]
        values, label = table["minutes"], say("Flächen gleicher Zeit")
        caption = say("So lange braucht man von hier zu einem der Orte")
    position = np.searchsorted(limits, values.fillna(np.inf).to_numpy(dtype=float))
    shapes = table.geometry.to_crs(UTM32).simplify(_SIMPLE_M).to_crs(WGS84)
    features = [
        (shape, {"name": name, "text": text, "class": int(at)})
        for shape, (name, text), at in zip(shapes, texts, position, strict=True)
    ]
    data = {
        "caption": caption,
        "classes": _classes(_labels(limits, say), PALETTE)[: int(position.max(initial=0)) + 1],
        "areas": packed("MultiPolygon", features),
    }
    return _page(table, data, say(title) if title else label, attributions, lang, basemap)


def _page(
    table: gpd.GeoDataFrame,
    data: dict[str, Any],
    title: str,
    attributions: Sequence[str],
    lang: str,
    basemap: Basemap | str | None,
) -> MapPage:
    common = {
        **ground(),
        "bounds": bounds_of(table),
        "credits": credits_of(attributions, table, ground_credits()),
    }
    return build(
        title=title, script="sketch.js", style="coverage.css", data={**data, **common}, lang=lang,
        basemap=basemap,
    )  # fmt: skip


def _records(table: gpd.GeoDataFrame) -> list[dict[str, Any]]:
    return [dict(row) for _, row in pd.DataFrame(table.drop(columns="geometry")).iterrows()]


def _labels(limits: Sequence[float], say: Language) -> list[str]:
    """Names of the classes that some limits, in minutes, make."""
    ends = [say.number(limit) for limit in limits]
    return [
        say("bis {n} Minuten", n=ends[0]),
        *(say("{low} bis {n} Minuten", low=low, n=n) for low, n in pairwise(ends)),
        say("über {n} Minuten", n=ends[-1]),
    ]  # fmt: skip


def _classes(labels: Sequence[str], palette: Sequence[str]) -> list[dict[str, str]]:
    pairs = zip(labels, palette, strict=False)
    return [{"name": name, "colour": colour} for name, colour in pairs]


def _homes(table: gpd.GeoDataFrame, say: Language) -> list[dict[str, Any]]:
    """One entry per demand point with a place: people, minutes or why there are none, class."""
    placed = table[table.geometry.notna() & ~table.geometry.is_empty]
    minutes = placed["travel_min"].to_numpy(dtype=float)
    known = np.isfinite(minutes)
    position = np.where(known, np.searchsorted(LIMITS, minutes), len(LIMITS) + 1)
    at = placed.geometry.get_coordinates().round(4).to_numpy().tolist()
    return [
        {
            "at": [lat, lon],
            "place": place,
            "people": round(people),
            "minutes": round(time) if fine else say(STATUSES[status]),
            "class": int(group),
        }
        for (lon, lat), place, people, time, fine, status, group in zip(
            at, placed["place"].fillna("?"), placed["population"], minutes, known,
            placed["status"], position, strict=True,
        )
    ]  # fmt: skip


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
    text = say("{n} Minuten {mode}, {area} km²", n=say.number(minutes), mode=say(MODES[mode]),
               area=say.number(area))  # fmt: skip
    if "population" in row and np.isfinite(row["population"]):
        text = f"{text}, {say.people(row['population'])} {who}"
    return row["id"], text
