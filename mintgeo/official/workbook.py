"""The Gemeindeverzeichnis of the Statistisches Bundesamt: ``AuszugGV…xlsx``."""

import re
from pathlib import Path
from typing import Final

import geopandas as gpd
import pandas as pd

from mintgeo._ags import read_keys
from mintgeo._crs import points
from mintgeo._door import reading
from mintgeo._errors import InputError, name_rows
from mintgeo._phrase import Phrase
from mintgeo.official._table import Rows, numbers, open_sheets

AREA_TYPE_CODES: Final = {"01": "city", "02": "town", "03": "rural"}
"""Grad der Verstädterung → degree of urbanisation."""
ATTRIBUTION: Final = "Gemeindeverzeichnis © Statistisches Bundesamt (Destatis) (dl-de/by-2-0)"
_GEMEINDE: Final = "60"
_HEADERS: Final = {
    "kind": "satzart",
    "ars": "amtlicherregionalschlüssel",
    "name": "gemeindename",
    "area_km2": "fläche",
    "population": "bevölkerung",
    "postcode": "postleitzahl",
    "lon": "geografischemittelpunktkoordinaten",
    "area_type": "gradderverstädterung",
}
"""Field → how its header begins, letters only."""
_KEY_PARTS: Final = ("land", "rb", "kreis", "vb", "gem")
_DATE: Final = re.compile(r"(\d{2})\.(\d{2})\.(\d{4})")
_LAENDER: Final = 16
_HEADER_ROWS: Final = 4


def read_gemeinden(path: str | Path) -> gpd.GeoDataFrame:
    """Read all Gemeinden of the official workbook.

    Parameters
    ----------
    path
        ``AuszugGV1QAktuell.xlsx`` or another quarter of it.

    Returns
    -------
    GeoDataFrame
        A regions table of points (the official middle of each Gemeinde, EPSG:4326), ordered by
        ``ags``: ``level`` (``gemeinde``), ``name``, ``ags``, ``gebietsstand``, ``population``,
        ``area_km2``, ``density`` (people per km²), ``area_type`` (``city``, ``town``, ``rural``:
        Grad der Verstädterung), ``postcode``, ``ars``. Gemeinden without people are there too.
        ``attrs`` hold the vintage of the people, the attribution and the notes.

    Raises
    ------
    InputError
        If the file is no such workbook, is cut off, or has keys or numbers that are none.
    """
    with reading(Path(path).name, Phrase("Gemeindeverzeichnis")):
        return _read(Path(path))


def _read(path: Path) -> gpd.GeoDataFrame:
    rows = _rows(path)
    columns, head = _columns(path, rows)
    body = [row for row in rows if str(row[columns["kind"]]).strip() == _GEMEINDE]
    table, notes = _gemeinden(pd.DataFrame(body).astype("object"), columns)
    gebietsstand, people = _dates(rows[:head])
    missing = _LAENDER - table["ags"].str[:2].nunique()
    if missing:
        notes.append(f"{missing} of {_LAENDER} Länder have no Gemeinde in the workbook")
    table["gebietsstand"] = gebietsstand
    table.attrs = {
        "source": f"Gemeindeverzeichnis, {path.name}",
        "vintage": f"Einwohner vom {people}, Gebietsstand {gebietsstand}",
        "attributions": [ATTRIBUTION],
        "notes": notes,
    }
    return table


def _rows(file: Path) -> Rows:
    """All rows of the first sheet that holds rows of Satzart 60."""
    with open_sheets(file) as sheets:
        for lines in sheets.values():
            rows = list(lines)
            if any(row and str(row[0]).strip() == _GEMEINDE for row in rows):
                return rows
    raise InputError("'{file}' has no sheet with Gemeinden (rows of Satzart 60).", file=file.name)


def _columns(file: Path, rows: Rows) -> tuple[dict[str, int], int]:
    """Return where each field stands, and how many rows the header takes."""
    for top, row in enumerate(rows):  # noqa: B007
        letters = [re.sub(r"[^a-zäöüß]", "", str(cell).lower()) for cell in row]
        if letters and letters[0] == _HEADERS["kind"]:
            break
    else:
        raise InputError("'{file}' has no header with 'Satzart'.", file=file.name)
    found = {}
    for field, begin in _HEADERS.items():
        hits = [place for place, text in enumerate(letters) if text.startswith(begin)]
        if not hits:
            said = ", ".join(str(cell).strip() for cell in row if cell is not None)
            raise InputError(
                "'{file}' has no column '{begin}…'; found: {said}.",
                file=file.name,
                begin=begin,
                said=said,
            )
        found[field] = hits[0]
    found |= {part: found["ars"] + step for step, part in enumerate(_KEY_PARTS)}
    found["lat"] = found["lon"] + 1
    return found, top + _HEADER_ROWS


def _gemeinden(body: pd.DataFrame, at: dict[str, int]) -> tuple[gpd.GeoDataFrame, list[str]]:
    def text(field: str) -> pd.Series:
        return body[at[field]].astype("str").str.strip()

    raw = text("land").str.zfill(2) + text("rb") + text("kreis").str.zfill(2)
    keys = read_keys(raw + text("gem").str.zfill(3), level="gemeinde")
    values = {name: numbers(body[at[name]]) for name in ("population", "area_km2", "lon", "lat")}
    bad = keys.values[values["population"].isna() | (values["population"] < 0)]
    if len(bad):
        raise InputError(
            "{n} Gemeinden have no number of people ({rows}).", n=len(bad), rows=name_rows(bad)
        )
    twice = keys.values[keys.values.duplicated(keep=False)].drop_duplicates()
    if len(twice):
        raise InputError(
            "{n} Gemeinden are given more than once ({rows}).", n=len(twice), rows=name_rows(twice)
        )
    area = values["area_km2"]
    table = gpd.GeoDataFrame(
        {
            "level": "gemeinde",
            "name": text("name"),
            "ags": keys.values,
            "population": values["population"],
            "area_km2": area,
            "density": values["population"] / area.where(area > 0),
            "area_type": text("area_type").str.zfill(2).map(AREA_TYPE_CODES).astype("str"),
            "postcode": body[at["postcode"]].astype("str").str.strip().str.zfill(5),
            "ars": raw + text("vb").str.zfill(4) + text("gem").str.zfill(3),
        },
        geometry=points(values["lon"], values["lat"], index=body.index),
    )
    return table.sort_values("ags", ignore_index=True), list(keys.notes)


def _dates(head: Rows) -> tuple[str, str]:
    """Gebietsstand and date of the people, ISO; empty where the sheet does not say."""
    cells = [str(cell) for row in head for cell in row if cell is not None]

    def first(*words: str) -> str:
        for cell in cells:
            match = _DATE.search(cell)
            if match and any(word in cell for word in words):
                return "-".join(reversed(match.groups()))
        return ""

    return first("Gebietsstand", "Gemeinden in Deutschland"), first("(Jahr)")
