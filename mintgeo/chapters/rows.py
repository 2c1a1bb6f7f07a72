"""Rows of a run's tables as chapters show them: as records, with their names and spans in words."""

from collections.abc import Mapping
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd

from mintgeo._kinds import Kind
from mintgeo.gazetteer.gazetteer import NAMELESS
from mintgeo.language import NOTHING, Language, language
from mintgeo.run import Run

Row = dict[str, Any]


def records(
    run: Run, kind: Kind[pd.DataFrame] | Kind[gpd.GeoDataFrame], *, mode: str = "", level: str = ""
) -> list[Row]:
    """Rows of a table, None where there is nothing; no rows if the run has no such table."""
    table = run.find(kind, mode=mode, level=level)
    return [] if table is None else as_records(table)


def as_records(table: pd.DataFrame) -> list[Row]:
    """Rows of a table, None where there is nothing."""
    columns = [_plain(column) for _, column in table.items()]
    return [dict(zip(table.columns, row, strict=True)) for row in zip(*columns, strict=True)]


def _plain(column: pd.Series) -> list[Any]:
    values = np.array(column, dtype=object)
    values[column.isna().to_numpy()] = None
    plain: list[Any] = values.tolist()
    return plain


def placed(table: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Rows that have a place: one that was found nowhere may be no site at all."""
    there = table.geometry.notna() & ~table.geometry.is_empty
    return table if there.all() else gpd.GeoDataFrame(table[there].reset_index(drop=True))


def degrees(table: pd.DataFrame) -> pd.DataFrame:
    """Geometry as ``lat`` and ``lon`` in degrees, to about a metre; of areas a point inside."""
    if not isinstance(table, gpd.GeoDataFrame):
        return table
    out = pd.DataFrame(table.drop(columns=table.geometry.name))
    there = table.geometry.notna() & ~table.geometry.is_empty
    at = table.geometry[there]
    at = at if (at.geom_type == "Point").all() else at.representative_point()
    out["lat"], out["lon"] = float("nan"), float("nan")
    out.loc[there, "lat"], out.loc[there, "lon"] = at.y.round(5), at.x.round(5)
    return out


def region_name(ags: str, name: str, say: Language) -> str:
    """The name of a region; what has a number in the Gemeindeschlüssel has a proper name.

    But for a Gemeinde that the data do not name: it is said to be near a place.
    """
    if ags.isdigit() and name.startswith(NAMELESS):
        return say("bei {place}", place=name.removeprefix(NAMELESS))
    return name if ags.isdigit() else say(name)


def numbered(ags: str, name: str, number: str, say: Language) -> str:
    """A region and a number of it in brackets."""
    return bracketed(region_name(ags, name, say), number)


def bracketed(name: str, more: str) -> str:
    """A name and more of it in brackets; those that the name ends with are not doubled.

    Examples
    --------
    >>> bracketed("Halle", "Sport"), bracketed("Halle (Ring 2)", "Sport")
    ('Halle (Sport)', 'Halle (Ring 2, Sport)')
    """
    return f"{name[:-1]}, {more})" if name.endswith(")") else f"{name} ({more})"


def gap_name(row: Row, say: Language) -> str:
    """The name of a gap area, of whose parts only the places are proper names."""
    places = row.get("places")
    return say("Raum {places}", places=places) if places else str(row["name"])


def row_span(row: Mapping[Any, Any], *, lang: str = "de") -> str:
    """Span of a row of a coverage table; nothing where it has no interval."""
    return language(lang).span(row.get("share_low"), row.get("share_high"))


def spans_of(
    table: pd.DataFrame, pairs: list[tuple[str, float]], *, lang: str = "de"
) -> dict[str, list[str]]:
    """Spans of every region (by AGS), in the order of the pairs of mode and threshold."""
    said = {
        (row["ags"], row["mode"], row["minutes"]): row_span(row, lang=lang)
        for row in table.to_dict("records")
    }
    return {ags: [said.get((ags, *pair), NOTHING) for pair in pairs] for ags in table["ags"]}
