"""Cells → values: what can be repaired is, and every repair is a finding of the row."""

import re
from typing import Final

import numpy as np
import pandas as pd

from mintgeo._crs import GERMANY
from mintgeo.findings import Gathered

_COMMA: Final = re.compile(r"^[+-]?\d+,\d+$")
_ABOUT: Final = re.compile(
    r"^(?:ca\.?|circa|etwa|rund|über|bis|max\.?|maximal)?\s*(\d+)\s*"
    r"(?:[^\W\d][^\d]*)?$",
    re.IGNORECASE,
)
_PAIR: Final = re.compile(r"^\s*([+-]?\d+[.,]\d+)\s*°?\s*[,;/\s]\s*([+-]?\d+[.,]\d+)\s*°?\s*$")
_SERIALS: Final = (20_000, 60_000)
_EXCEL_EPOCH: Final = pd.Timestamp(1899, 12, 30)
_MOST_DIGITS: Final = 12
_NORTHINGS: Final = (5_200_000, 6_200_000)
_LATITUDES: Final = (GERMANY[1], GERMANY[3])
_LONGITUDES: Final = (GERMANY[0], GERMANY[2])
_MOST: Final = 1_000_000
_MARGIN: Final = 5.0
"""Degrees around Germany that participants may still come from."""


def numbers(cells: pd.Series, gathered: Gathered, *, column: str) -> pd.Series:
    """Numbers, with decimal comma or point, or about a number; anything else is dropped.

    "ca. 25" and "12 Kinder" are 25 and 12, with a finding; what is dropped has one too.
    """
    values = _plain_numbers(cells)
    about = cells.str.extract(_ABOUT, expand=False)
    read = cells.notna() & values.isna() & about.notna()
    gathered.add(read, "read.number_read", column=column, cell=cells, number=about)
    values = values.fillna(pd.to_numeric(about, errors="coerce")).astype(float)
    gathered.add(cells.notna() & values.isna(), "read.number_odd", column=column, cell=cells)
    return values


def _plain_numbers(cells: pd.Series) -> pd.Series:
    comma = cells.str.fullmatch(_COMMA).fillna(False).astype(bool)
    points = cells.mask(comma, cells.str.replace(",", ".", regex=False))
    values = pd.to_numeric(points, errors="coerce").replace([np.inf, -np.inf], np.nan)
    return values.astype(float)


def counts(cells: pd.Series, gathered: Gathered) -> pd.Series:
    """Whole numbers of people from 0 on; empty is 1, so is what can't be read, with a finding."""
    values = numbers(cells, gathered, column="count")
    bad = values.notna() & (~values.between(0, _MOST) | (values % 1 != 0))
    gathered.add(bad, "read.count_odd", cell=cells)
    wrong = cells.notna() & (bad | values.isna())
    gathered.add(wrong, "read.count_one")
    return values.mask(bad).fillna(1).astype("int64")


def dates(cells: pd.Series, gathered: Gathered) -> pd.Series:
    """Days that Excel wrote as the number of days since 1900 become ISO dates, with a finding."""
    serial = pd.to_numeric(cells.where(cells.str.fullmatch(r"\d{5}")), errors="coerce")
    serial = serial.where(serial.between(*_SERIALS))
    days = (_EXCEL_EPOCH + pd.to_timedelta(serial, unit="D")).dt.strftime("%Y-%m-%d")
    gathered.add(serial.notna(), "read.date_read", cell=cells, date=days)
    return cells.mask(serial.notna(), days).astype("str")


def house_numbers(cells: pd.Series, gathered: Gathered) -> pd.Series:
    """House numbers; "3-5", which Excel takes for the third of May, is put right with a finding."""
    parts = cells.str.extract(r"^\d{4}-(\d\d)-(\d\d)$")
    number = parts[1].str.lstrip("0") + "-" + parts[0].str.lstrip("0")
    gathered.add(number.notna(), "read.house_number_read", cell=cells, number=number)
    return cells.mask(number.notna(), number).astype("str")


def pairs(cells: pd.Series) -> tuple[pd.Series, pd.Series]:
    """Latitude and longitude written in one cell, as text; NA where the cell holds no two."""
    parts = cells.str.extract(_PAIR)
    return parts[0].astype("str"), parts[1].astype("str")


def coordinates(lat: pd.Series, lon: pd.Series, gathered: Gathered) -> tuple[pd.Series, pd.Series]:
    """Degrees in or near Germany; swapped ones are put right, useless ones dropped, with a finding.

    A decimal separator that a spreadsheet took (535655 for 53.5655) is put back: only one power of
    ten leads into Germany.
    """
    scaled_lat, scaled_lon = _scaled(lat, _LATITUDES), _scaled(lon, _LONGITUDES)
    both = lat.notna() & lon.notna()
    lost = both & ~_near(lat, lon, _MARGIN) & scaled_lat.notna() & scaled_lon.notna()
    projected = lat.between(*_NORTHINGS) | lon.between(*_NORTHINGS)
    lost &= ~_near(lon, lat, 0) & ~projected
    gathered.add(lost, "read.coordinates_scaled")
    lat, lon = lat.mask(lost, scaled_lat), lon.mask(lost, scaled_lon)
    swapped = both & ~_near(lat, lon, _MARGIN) & _near(lon, lat, 0)
    gathered.add(swapped, "read.coordinates_swapped")
    lat, lon = lat.mask(swapped, lon), lon.mask(swapped, lat)
    far = both & ~_near(lat, lon, _MARGIN)
    gathered.add(far & ~projected, "read.coordinates_far")
    gathered.add(projected, "read.coordinates_metric")
    gathered.add(both & ~far & ~_near(lat, lon, 0), "read.coordinates_abroad")
    half = lat.notna() != lon.notna()
    gathered.add(half, "read.coordinates_half")
    return lat.mask(far | half), lon.mask(far | half)


def _scaled(values: pd.Series, limits: tuple[float, float]) -> pd.Series:
    """Whole numbers divided by the power of ten that leads between the limits; NaN where none."""
    out = pd.Series(np.nan, index=values.index)
    whole = values.where((values % 1 == 0) & (values > limits[1]))
    for power in range(1, _MOST_DIGITS):
        part = whole / 10**power
        out = out.fillna(part.where(part.between(*limits)))
    return out


def _near(lat: pd.Series, lon: pd.Series, margin: float) -> pd.Series:
    west, south, east, north = GERMANY
    inside = lat.between(south - margin, north + margin)
    return inside & lon.between(west - margin, east + margin)
