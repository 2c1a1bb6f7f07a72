"""Cells → values: what can be repaired is, and every repair is said in the row."""

import re
from typing import Final

import numpy as np
import pandas as pd

from mintgeo._crs import GERMANY

_COMMA: Final = re.compile(r"^[+-]?\d+,\d+$")
_MOST: Final = 1_000_000
_MARGIN: Final = 5.0
"""Degrees around Germany that participants may still come from."""


class Notes:
    """What was repaired or dropped, row by row, in German."""

    def __init__(self, rows: int) -> None:
        self._texts: list[list[str]] = [[] for _ in range(rows)]

    def add(self, rows: pd.Series, text: str | pd.Series) -> None:
        """Note a text for every row where ``rows`` is true."""
        for row in np.flatnonzero(rows.fillna(False).to_numpy(dtype=bool)):
            self._texts[row].append(text.iloc[row] if isinstance(text, pd.Series) else text)

    def texts(self, index: pd.Index) -> pd.Series:
        """One text per row, empty where nothing happened."""
        return pd.Series(["; ".join(texts) for texts in self._texts], index=index, dtype="str")


def postcodes(cells: pd.Series, notes: Notes) -> pd.Series:
    """Five digits; the zero that Excel took is put back, anything else is dropped with a note."""
    text = cells.str.replace(r"\.0+$", "", regex=True).str.replace(r"^D[-\s]+", "", regex=True)
    short = text.str.fullmatch(r"\d{4}").fillna(False).astype(bool)
    text = text.mask(short, "0" + text)
    good = text.str.fullmatch(r"\d{5}").fillna(False).astype(bool)
    notes.add(good & short, "PLZ " + cells + " um die führende Null ergänzt: " + text)
    notes.add(good & ~short & (text != cells), "PLZ " + cells + " gelesen als " + text)
    notes.add(cells.notna() & ~good, "PLZ „" + cells + "“ ist keine Postleitzahl")
    return text.where(good).astype("str")


def numbers(cells: pd.Series, notes: Notes, *, what: str) -> pd.Series:
    """Numbers, with decimal comma or point; anything else is dropped with a note."""
    comma = cells.str.fullmatch(_COMMA).fillna(False).astype(bool)
    points = cells.mask(comma, cells.str.replace(",", ".", regex=False))
    values = pd.to_numeric(points, errors="coerce").replace([np.inf, -np.inf], np.nan)
    values = values.astype(float)
    notes.add(cells.notna() & values.isna(), f"{what} „" + cells + "“ ist keine Zahl")
    return values


def counts(cells: pd.Series, notes: Notes) -> pd.Series:
    """Whole numbers of people from 0 on; empty is 1, and so is what can't be read, with a note."""
    values = numbers(cells, notes, what="Anzahl")
    bad = values.notna() & (~values.between(0, _MOST) | (values % 1 != 0))
    notes.add(bad, "Anzahl „" + cells + "“ ist keine Zahl von Menschen")
    wrong = cells.notna() & (bad | values.isna())
    notes.add(wrong, "als 1 gezählt")
    return values.mask(bad).fillna(1).astype("int64")


def coordinates(lat: pd.Series, lon: pd.Series, notes: Notes) -> tuple[pd.Series, pd.Series]:
    """Degrees in or near Germany; swapped ones are put right, useless ones dropped, with a note."""
    both = lat.notna() & lon.notna()
    swapped = both & ~_near(lat, lon, _MARGIN) & _near(lon, lat, 0)
    notes.add(swapped, "Breite und Länge waren vertauscht")
    lat, lon = lat.mask(swapped, lon), lon.mask(swapped, lat)
    far = both & ~_near(lat, lon, _MARGIN)
    notes.add(far, "Koordinaten liegen nicht in oder um Deutschland")
    half = lat.notna() != lon.notna()
    notes.add(half, "nur eine der beiden Koordinaten angegeben")
    return lat.mask(far | half), lon.mask(far | half)


def _near(lat: pd.Series, lon: pd.Series, margin: float) -> pd.Series:
    west, south, east, north = GERMANY
    inside = lat.between(south - margin, north + margin)
    return inside & lon.between(west - margin, east + margin)
