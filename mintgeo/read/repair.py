"""Cells → values: what can be repaired is, and every repair is a finding of the row."""

import re
import unicodedata
from typing import Final

import numpy as np
import pandas as pd

from mintgeo._crs import GERMANY
from mintgeo.findings import Gathered
from mintgeo.read.amounts import amount
from mintgeo.read.points import angle_of, point_of
from mintgeo.read.sheet import INVISIBLE

_PAIR: Final = r"[+-]?\d+[.,]\d+\s*[,;/\s]\s*[+-]?\d+[.,]\d+"
"""Coordinates of which nothing must be said."""
_THOUSANDS: Final = r"\d{1,3}(?:[.,]\d{3})+"
_COMMA: Final = re.compile(r"^[+-]?\d+,\d+$")
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
    """Numbers of what is counted; "ca. 25" is 25, with a finding, as has what is dropped."""
    cells = cells.map(_seen, na_action="ignore").astype("str")
    values = _plain_numbers(cells).mask(_thousands(cells))
    rest = cells.where(values.isna()).dropna()
    about = rest.map(amount).astype(float).reindex(cells.index)
    read = about.notna()
    number = about.map(lambda value: f"{value:.0f}", na_action="ignore")
    gathered.add(read, "read.number_read", column=column, cell=cells, number=number)
    values = values.fillna(about).astype(float)
    gathered.add(cells.notna() & values.isna(), "read.number_odd", column=column, cell=cells)
    return values


def _seen(text: str) -> str:
    """A number as it looks: without letters of no width, its digits as ASCII has them."""
    if text.isascii():
        return text
    return INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).strip()


def degrees(cells: pd.Series, gathered: Gathered, *, column: str) -> pd.Series:
    """Angles, decimal or in degrees, minutes and seconds; what is dropped is said."""
    values = _plain_numbers(cells)
    rest = cells.where(values.isna()).dropna()
    values = values.fillna(rest.map(angle_of).astype(float).reindex(cells.index)).astype(float)
    gathered.add(cells.notna() & values.isna(), "read.number_odd", column=column, cell=cells)
    return values


def _plain_numbers(cells: pd.Series) -> pd.Series:
    comma = cells.str.fullmatch(_COMMA).fillna(False).astype(bool)
    points = cells.mask(comma, cells.str.replace(",", ".", regex=False))
    values = pd.to_numeric(points, errors="coerce").replace([np.inf, -np.inf], np.nan)
    return values.astype(float)


def _thousands(cells: pd.Series) -> "pd.Series[bool]":
    return cells.str.fullmatch(_THOUSANDS).fillna(False).astype(bool)


def counts(cells: pd.Series, gathered: Gathered) -> pd.Series:
    """Whole numbers of people from 0 on; empty is 1, so is what can't be read, with a finding."""
    values = numbers(cells, gathered, column="count")
    bad = values.notna() & (~values.between(0, _MOST) | (values % 1 != 0))
    gathered.add(bad, "read.count_odd", cell=cells)
    wrong = cells.notna() & (bad | values.isna())
    gathered.add(wrong, "read.count_one")
    return values.mask(bad).fillna(1).astype("int64")


def shared_counts(
    values: pd.Series, rows: pd.Series, merged: list[list[int]], gathered: Gathered
) -> pd.Series:
    """Counts of cells that are merged over several rows, divided among those rows."""
    out = values.copy()
    for together in merged:
        at = np.flatnonzero(rows.isin(together))
        if len(at) < 2:  # noqa: PLR2004
            continue
        number = int(values.iloc[at[0]])
        share, rest = divmod(number, len(at))
        out.iloc[at] = [share + (place < rest) for place in range(len(at))]
        here = pd.Series(np.isin(np.arange(len(values)), at), index=values.index)
        gathered.add(here, "read.merged_count", number=number, rows=len(at))
    return out


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


def pairs(cells: pd.Series, gathered: Gathered) -> tuple[pd.Series, pd.Series]:
    """Latitude and longitude written in one cell; a cell that names no two is said."""
    points = cells.map(point_of, na_action="ignore")
    there = points.map(lambda point: isinstance(point, tuple)).astype(bool)
    lat = points.where(there).map(lambda point: point[0], na_action="ignore").astype(float)
    lon = points.where(there).map(lambda point: point[1], na_action="ignore").astype(float)
    odd = ~cells.str.fullmatch(_PAIR).fillna(False).astype(bool) & there
    shown = {"lat": lat.map(_shown), "lon": lon.map(_shown)}
    gathered.add(odd, "read.coordinates_read", cell=cells, **shown)
    gathered.add(cells.notna() & ~there, "read.coordinates_odd", cell=cells)
    return lat, lon


def _shown(value: float) -> str:
    return "" if pd.isna(value) else f"{value:.6f}".rstrip("0").rstrip(".")


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
