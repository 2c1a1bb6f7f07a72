"""Lists of stops and sites, and the place of the study's list that one begins at."""

from pathlib import Path
from typing import Final

import geopandas as gpd
import pandas as pd

from mintgeo._errors import InputError, name_rows
from mintgeo._schema import TOUR_STOPS
from mintgeo.chapters.coverage.tables import PLACED
from mintgeo.chapters.lists import INDEX
from mintgeo.chapters.stages import Work
from mintgeo.geocoding import geocode
from mintgeo.read import read_sites

_NUMBERS: Final = (
    *(one.name for one in TOUR_STOPS.columns if one.kind == "number"), "value",
)  # fmt: skip


def listed(work: Work, file: Path) -> gpd.GeoDataFrame:
    """The rows of a list with their places; numbers of further columns as numbers.

    Raises
    ------
    InputError
        If a column of numbers holds something else.
    """
    table = geocode(read_sites(file), using=work[INDEX])
    for name in _NUMBERS:
        if name in table:
            texts = table[name].astype("str").str.strip().str.replace(",", ".", regex=False)
            empty = table[name].isna() | texts.eq("")
            found = pd.to_numeric(texts.mask(empty), errors="coerce")
            wrong = found.isna() & ~empty
            if wrong.any():
                raise InputError(
                    "'{file}': the column '{name}' must hold numbers ({rows}).",
                    file=file.name, name=name, rows=name_rows(table.loc[wrong, "id"]),
                )  # fmt: skip
            table[name] = found.astype(float)
    return table


def beginning(work: Work, named: str, key: str) -> gpd.GeoDataFrame | None:
    """The one place of the study's list of this id or name; None if there is none.

    Raises
    ------
    InputError
        If several have the name.
    """
    places = work[PLACED]
    table = gpd.GeoDataFrame(places.rows(places.points.placed).table)
    ids, names = table["id"].astype("str"), table["name"].astype("str")
    here = table[ids == named]
    if here.empty:
        here = table[names.str.casefold() == named.casefold()]
    if len(here) > 1:
        raise InputError(
            "{key} names several places of the list: {names}. Their ids tell them apart.",
            key=key, names=name_rows(here["id"]),
        )  # fmt: skip
    return gpd.GeoDataFrame(here.reset_index(drop=True)) if len(here) else None
