"""The map of a placed list: every row where it was put, how exactly, and which rows to look at."""

from collections.abc import Iterable, Sequence
from typing import Any, Final, Unpack

import geopandas as gpd
import numpy as np
import pandas as pd

from mintgeo._points import as_points
from mintgeo._schema import GEOCODED, MATCH_LEVELS, received
from mintgeo.cartography.palettes import EXACT_COLOURS
from mintgeo.cartography.sources import told_sources
from mintgeo.gazetteer.gazetteer import Gazetteer
from mintgeo.geocoding import doubtful_rows
from mintgeo.language import LEVELS, N_, Language, language
from mintgeo.maps._correcting import file_of, with_choices
from mintgeo.maps._data import PlacedRow
from mintgeo.maps._map import Map
from mintgeo.maps._pack import packed_spots
from mintgeo.maps._theme import LayerOptions, ThemeLayer
from mintgeo.maps._theme_data import ExactClass, ExactKey, PlacementData
from mintgeo.maps.basemap import Basemap
from mintgeo.maps.ground import bounds_of, over_ground

CLASSES: Final[tuple[tuple[ExactKey, str, tuple[str, ...]], ...]] = (
    ("address", N_("Hausnummer oder Koordinate"), ("coordinate", "house")),
    ("street", N_("Straße"), ("street",)),
    ("place", N_("PLZ und Ort"), ("place",)),
    ("rough", N_("nur PLZ oder Gemeinde"), ("postcode", "municipality")),
)
"""Key (its shape stands in the script), name, and match levels."""
_OF_ALL: Final = ("address", "note", "check", "choice", "was")
_ADDRESS: Final = (("name",), ("street",), ("postcode", "place"))


class PlacementLayer(ThemeLayer):
    """Every row of a placed list, how exactly it is known, and the doubtful ones.

    It shows rows one by one. Unless the table has roles, as sites have, it says that it is not to
    be published. Whoever looks at it can put rows where they are, choose among places that are
    meant, or find rows right; the page saves that as ``korrekturen.csv`` for ``corrections`` of
    ``geocode``.

    Parameters
    ----------
    geocoded
        A geocoded table. Rows without a place stand in a list beside the map.
    gazetteer
        As of ``geocode``; among its places somebody may choose for a row in doubt.
    attributions, lang, options
        As of ``CoverageLayer``; addresses of the rows stay as they are.

    Raises
    ------
    TableError
        If the table was not geocoded.
    """

    kind = "placement"
    needs = ("handle.js", "correcting.js")
    saves = True

    def __init__(
        self,
        geocoded: gpd.GeoDataFrame,
        *,
        gazetteer: Gazetteer | None = None,
        attributions: Sequence[str] = (),
        lang: str = "de",
        **options: Unpack[LayerOptions],
    ) -> None:
        geocoded = received(geocoded, GEOCODED)
        say, table = language(lang), as_points(geocoded, what="rows").reset_index(drop=True)
        rows, placed = _rows(table, lang), table.geometry.notna() & ~table.geometry.is_empty
        own, choices, was = with_choices(table, rows["rank"] > 0, gazetteer)
        rows = rows.join(own)
        there = _gravest_last(rows[placed])
        data = PlacementData(
            classes=_classes(say),
            levels={level: say(LEVELS[level]) for level in MATCH_LEVELS},
            spots=packed_spots(_spots(table, there)),
            checks="".join(there["check"]),
            lost=rows.loc[~placed, ["id", *_OF_ALL]].astype({"id": str}).to_dict("records"),
            bounds=bounds_of(table),
            personal="role" not in table.columns,
            choices=choices,
            was=was,
            file=file_of(table, say),
            credits=told_sources(say, geocoded, named=attributions),
        )
        super().__init__(data, say, say("Verortung"), options)


def placement_map(
    geocoded: gpd.GeoDataFrame,
    *,
    kreise: gpd.GeoDataFrame | None = None,
    gazetteer: Gazetteer | None = None,
    title: str = N_("Wie genau die Liste verortet ist"),
    attributions: Sequence[str] = (),
    lang: str = "de",
    basemap: Basemap | str | None = None,
) -> Map:
    """Draw how well a list was placed: every row, how exactly it is known, and the doubtful ones.

    The map shows rows one by one. Unless the table has roles, as sites have, it says that it is
    not to be published. What somebody decides of rows on it is saved as ``korrekturen.csv`` by the
    page, which sends nothing to anyone.

    Parameters
    ----------
    geocoded, gazetteer, attributions
        As of ``PlacementLayer``.
    kreise
        A regions table for orientation; the embedded Kreise by default.
    title
        Title of the page.
    lang
        ``de`` or ``en``; addresses of the rows stay as they are.
    basemap
        As of ``coverage_map``.

    Returns
    -------
    Map
        A map of folium, as of ``coverage_map``.

    Raises
    ------
    TableError
        If the table was not geocoded.
    OptionError
        If mintgeo does not speak ``lang`` or does not know the basemap.
    """
    rows = PlacementLayer(geocoded, gazetteer=gazetteer, attributions=attributions, lang=lang)
    return over_ground(rows, kreise, title, attributions, lang, basemap)


def _classes(say: Language) -> list[ExactClass]:
    return [
        {"key": key, "name": say(name), "levels": levels, "colour": EXACT_COLOURS[key]}
        for key, name, levels in CLASSES
    ]


def _rows(table: gpd.GeoDataFrame, lang: str) -> pd.DataFrame:
    """Rows with ``address``, ``note`` and ``rank`` among the doubtful (0 if it is none of them)."""
    doubtful = doubtful_rows(table, lang=lang).set_index("id")
    rank = pd.Series(range(1, len(doubtful) + 1), index=doubtful.index)
    rows = pd.DataFrame(table[["id", "match_level", "radius_m"]])
    rows["note"] = rows["id"].map(doubtful["note"]).astype("str").fillna("")
    rows["rank"] = rows["id"].map(rank).fillna(0).astype(int)
    parts = pd.DataFrame({at: _joined(table, names, " ") for at, names in enumerate(_ADDRESS)})
    return rows.assign(address=_joined(parts, parts.columns, ", "))


def _joined(table: pd.DataFrame, names: Iterable[Any], mark: str) -> list[str]:
    """Texts of some columns, those that are there and not empty, as one text per row."""
    texts = table[[name for name in names if name in table]].fillna("").astype(str)
    return [mark.join(filter(None, row)) for row in texts.to_numpy()]


def _gravest_last(rows: pd.DataFrame) -> pd.DataFrame:
    """The doubtful rows last and the gravest of them on top of all."""
    return rows.iloc[np.lexsort((-rows["rank"], rows["rank"] > 0))]


def _spots(table: gpd.GeoDataFrame, rows: pd.DataFrame) -> list[PlacedRow]:
    """One entry per placed row."""
    at = table.geometry.loc[rows.index].get_coordinates().round(5).to_numpy().tolist()
    return [
        {
            "at": [lat, lon],
            "id": str(row["id"]),
            "level": row["match_level"],
            "radius": None if pd.isna(row["radius_m"]) else round(float(row["radius_m"])),
            "rank": int(row["rank"]),
            "address": row["address"],
            "note": row["note"],
            "choice": int(row["choice"]),
            "was": int(row["was"]),
        }
        for (lon, lat), row in zip(at, rows.to_dict("records"), strict=True)
    ]
