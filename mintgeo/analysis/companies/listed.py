"""Lists and layers that say which areas networks have: read from a file, or taken from a frame."""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

import geopandas as gpd
import pandas as pd

from mintgeo._errors import InputError
from mintgeo._phrase import Phrase, phrases
from mintgeo._text import shortened
from mintgeo.official import read_districts
from mintgeo.read.layout import read_listing

LAYERS: Final = frozenset({".gpkg", ".geojson", ".json", ".shp", ".zip"})
_NETWORK: Final = re.compile(r"netzwerk|network|cluster|verbund|^name$")
_AREAS: Final = tuple(map(re.compile, (
    r"\bags\b|schlüssel|\bars\b|\bkey\b|code$", r"kreis|county|district", r"gebiet|area|region",
    r"\bstadt\b|city", r"land|state",
)))  # fmt: skip
"""Headers of areas, the most exact one first."""
ROW: Final = "row"
"""Name of an index of numbers of rows in a file."""
_MOST: Final = 10
LONGEST: Final = 60
"""So many names stand in a message, so long each."""
_SEVERAL: Final = re.compile(r"\s*[;|\n]\s*")


def read_networks(path: str | Path, *, name: str = "") -> gpd.GeoDataFrame | pd.DataFrame:
    """Read which areas networks have.

    Parameters
    ----------
    path
        A layer of polygons (``.gpkg``, ``.geojson``, ``.shp``, ``.zip``), or a list (``.xlsx``,
        ``.ods``, ``.csv``) with a column of networks and one of Kreise or Länder by key or name, a
        row each or several in a cell, separated by semicolons. Where several columns say the area,
        the most exact one that a row fills counts.
    name
        Column of the names of a layer; by default the one whose header says so.

    Returns
    -------
    GeoDataFrame or DataFrame
        Polygons with ``name``; or ``network`` and ``ags`` (keys or names, as they stand), by the
        number of the ``row`` in the file. Either is what ``company_networks`` takes.

    Raises
    ------
    InputError
        If the file can't be read, or says no networks or no areas.
    """
    file = Path(path)
    if file.suffix.lower() in LAYERS:
        return read_districts(file, name=name)
    cells = read_listing(file, sheet=None, meaning=_meaning).cells
    return listed(cells.set_index("_row").rename_axis(ROW))


def _meaning(header: str) -> str | None:
    """What a header means to those who look for the row of headers: a network, or a place."""
    low = header.casefold()
    if _NETWORK.search(low):
        return "name"
    return "place" if any(one.search(low) for one in _AREAS) else None


def listed(table: pd.DataFrame) -> pd.DataFrame:
    """Make of a table of networks one row per network and area; empty cells say: as above.

    By the number of its ``row``: as its index says it that is named so, else counted from 1.

    Raises
    ------
    InputError
        If no column says networks, or none their areas; if a network has no area, or an area no
        network.
    """
    heads = [str(one).strip().casefold() for one in table.columns]
    named = [at for at, low in enumerate(heads) if _NETWORK.search(low)]
    first = next((at for at in named if heads[at] != "name"), next(iter(named), None))
    areas = [
        at for word in _AREAS for at, low in enumerate(heads)
        if at not in named and word.search(low)
    ]  # fmt: skip
    if first is None or not areas:
        raise InputError(
            "A table of networks has a column of their names (Netzwerk) and one of their areas "
            "(AGS, Kreis, Gebiet, Land); found: {known}.", known=", ".join(map(str, table.columns)),
        )  # fmt: skip
    if table.index.name != ROW:
        table = table.set_axis(pd.RangeIndex(1, len(table) + 1, name=ROW))
    names = _filled(table.iloc[:, first])
    rows = pd.DataFrame({"network": names.ffill(), "ags": _most_exact(table, areas)})
    every = names.dropna().astype(str).drop_duplicates()
    bare = every[~every.isin(rows.dropna()["network"].astype(str))]
    if len(bare):
        raise InputError("These networks have no area: {names}.", names=some(_with_rows(bare)))
    lost = rows.loc[rows["network"].isna() & rows["ags"].notna(), "ags"]
    if len(lost):
        raise InputError(
            "These areas stand above the first network: {names}.", names=some(_with_rows(lost))
        )
    rows = rows.dropna()
    rows["ags"] = [_SEVERAL.split(one) if isinstance(one, str) else [*one] if isinstance(one, list)
                   else [one] for one in rows["ags"]]  # fmt: skip
    rows = rows.explode("ags")
    return rows[rows["ags"] != ""]


def _with_rows(cells: pd.Series) -> list[Phrase]:
    """Texts of cells, each with its row."""
    return [Phrase("{name} (row {row})", name=shortened(str(one), LONGEST), row=row)
            for row, one in cells.items()]  # fmt: skip


def some(parts: Sequence[str], by: str = ", ") -> Phrase:
    """The first of many names or phrases, and how many more there are."""
    more = [Phrase("and {n} more", n=len(parts) - _MOST)] if len(parts) > _MOST else []
    return phrases([*parts[:_MOST], *more], by)


def _most_exact(table: pd.DataFrame, columns: Iterable[int]) -> pd.Series:
    found = pd.Series(None, index=table.index, dtype="object")
    for at in dict.fromkeys(columns):
        found = found.where(found.notna(), _filled(table.iloc[:, at]))
    return found


def _filled(column: pd.Series) -> pd.Series:
    """Cells without blanks around them; None where nothing is left."""
    cells = column.astype("object").map(lambda one: one.strip() if isinstance(one, str) else one)
    return cells.where(cells.notna() & (cells != ""), None)
