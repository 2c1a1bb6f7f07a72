"""Entries of a register as a workbook, a CSV or GeoJSON."""

import json
from pathlib import Path
from typing import Any, Final

import pandas as pd
from openpyxl import Workbook
from pandas.api.types import is_numeric_dtype

from mintgeo._csv import write_csv
from mintgeo._errors import OptionError
from mintgeo._excel import arrange, fill, save
from mintgeo._outputs.single import written
from mintgeo._text import printable
from mintgeo.language import Language, language
from mintgeo.register.files import as_text
from mintgeo.register.words import in_words, title
from mintgeo.survey.workbook import STAMP

KINDS: Final = (".xlsx", ".csv", ".geojson")
_SAID_AGAIN: Final = ("stage",)
"""Columns of codes that say what another one says; in GeoJSON only."""
_PLACES: Final = 6


def export(table: pd.DataFrame, goal: Path, *, private: bool, lang: str, force: bool) -> Path:
    """Write a table of entries; see ``Register.export``."""
    say = language(lang)
    kind = goal.suffix.lower()
    if kind not in KINDS:
        raise OptionError(
            "A register can be written as {kinds}, not as '{kind}'.",
            kinds=", ".join(KINDS),
            kind=kind,
        )
    plain = as_text(table).reset_index(drop=True)
    with written(goal, private=private, force=force) as part:
        if kind == ".geojson":
            part.write_text(_geojson(plain), encoding="utf-8", newline="\n")
        elif kind == ".csv":
            write_csv(_worded(plain, say), part, sep=";", decimal=",")
        else:
            _workbook(_worded(plain, say), part, say)
    return goal


def _worded(table: pd.DataFrame, say: Language) -> pd.DataFrame:
    """The table as people read it: headers and values in words, whole numbers as such.

    Two fields of one title keep their own names.
    """
    table = table.drop(columns=[name for name in _SAID_AGAIN if name in table])
    titles = [title(str(name), say) for name in table.columns]
    free = [str(name) if titles.count(one) > 1 else one
            for name, one in zip(table.columns, titles, strict=True)]  # fmt: skip
    columns = {at: _values(str(name), table[name], say) for at, name in enumerate(table.columns)}
    return pd.DataFrame(columns, index=table.index).set_axis(free, axis="columns")


def _values(name: str, column: pd.Series, say: Language) -> pd.Series:
    if not is_numeric_dtype(column):
        return column.map(lambda one: in_words(name, one, say)).astype(object)
    return column.astype("Int64") if (column.dropna() % 1 == 0).all() else column


def _workbook(table: pd.DataFrame, part: Path, say: Language) -> None:
    book = Workbook()
    book.properties.created = STAMP
    sheet = book.worksheets[0]
    sheet.title = say("Register")
    fill(sheet, table)
    arrange(sheet)
    save(book, part, STAMP)


def _geojson(table: pd.DataFrame) -> str:
    """Features with a point where the entry has one, and none (null) where it has not."""
    rows = table.astype(object).where(table.notna(), None).to_dict("records")
    features = [_feature({str(name): value for name, value in row.items()}) for row in rows]
    return (
        json.dumps(
            {"type": "FeatureCollection", "features": features}, ensure_ascii=False, indent=1
        )
        + "\n"
    )


def _feature(row: dict[str, Any]) -> dict[str, Any]:
    lat, lon = row.pop("lat", None), row.pop("lon", None)
    point = None
    if isinstance(lat, float) and isinstance(lon, float):
        point = {"type": "Point", "coordinates": [round(lon, _PLACES), round(lat, _PLACES)]}
    told = {
        name: printable(value) if isinstance(value, str) else value for name, value in row.items()
    }
    return {"type": "Feature", "id": row.get("id"), "geometry": point, "properties": told}
