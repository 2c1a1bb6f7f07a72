"""Columns that mintgeo wrote beside a list: set aside when it is read again, corrections taken.

A corrected coordinate, address or level is told by the column ``check``, which holds what was
written.
"""

from typing import Any, Final
from zlib import crc32

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mintgeo.findings import Gathered
from mintgeo.language import LANGUAGES, LEVELS, language
from mintgeo.language.placed import PLACED
from mintgeo.read.saved import codes

_SUFFIX: Final = " (mintgeo)"
_SURE: Final = frozenset({"match_level", "match_source", "match_note"})
"""What a block of our columns has in any version."""
_ADDRESS: Final = ("street", "postcode", "place")
_LEVEL: Final = "match_level"
_TRUSTED: Final = {"place": ("street",), "postcode": ("street", "place"),
                   "municipality": ("street", "postcode"), "none": _ADDRESS}  # fmt: skip
"""Level that somebody sets → what of the address does not count then. A finer one means that the
coordinates beside it are right."""
_FINE: Final = frozenset({"coordinate", "house", "street"})
_CHECK: Final = r"^([^|]*)\|(\w+)(?:\|(\w+))?$"
_TOLERANCE: Final = 2e-6
"""Degrees; coordinates are written to six digits."""


def set_aside(cells: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The cells of the list, and those of our columns under their names, with ``_row``."""
    known = _names()
    ours = {header: known[header] for header in cells.columns if header in known}
    ours |= _block([name for name in cells.columns if name not in ours and name != "_row"])
    theirs = cells.drop(columns=list(ours))
    if not ours or theirs.shape[1] < 2:  # noqa: PLR2004
        return cells, cells[["_row"]]
    return theirs, cells[["_row", *ours]].rename(columns=ours)


def check_signs(table: pd.DataFrame) -> pd.Series:
    """What says later whether somebody has changed the place or the address of a row."""
    at = [_written(lat, lon) for lat, lon in zip(table["lat"], table["lon"], strict=True)]
    every = zip(at, _signs(table), table[_LEVEL], strict=True)
    return pd.Series(["|".join(one) for one in every], index=table.index, dtype="str")


def take_corrections(table: pd.DataFrame, ours: pd.DataFrame, gathered: Gathered) -> None:
    """Take over what somebody has corrected in our columns, or say that the list was corrected.

    ``ours`` has a row for every row of the table.
    """
    if "check" not in ours.columns:
        return
    parts = ours["check"].astype("str").str.extract(_CHECK)
    there = parts[1].notna().to_numpy()
    lat, lon = (_degrees(ours, name) for name in ("lat", "lon"))
    old = parts[0].str.split(",", expand=True).reindex(columns=[0, 1])
    old_lat, old_lon = (pd.to_numeric(old[at], errors="coerce").to_numpy() for at in (0, 1))
    moved = there & np.isfinite(lat) & np.isfinite(lon)
    moved &= ~(np.isclose(lat, old_lat, 0, _TOLERANCE) & np.isclose(lon, old_lon, 0, _TOLERANCE))
    table["lat"] = table["lat"].mask(moved, pd.Series(lat, index=table.index))
    table["lon"] = table["lon"].mask(moved, pd.Series(lon, index=table.index))
    gathered.add(pd.Series(moved, index=table.index), "read.corrected")
    level = _level(ours)
    chosen = there & ~moved & parts[2].notna().to_numpy() & (level != parts[2].to_numpy())
    chosen &= level != ""
    rest = there & ~moved & ~_take_levels(table, (lat, lon), (level, chosen), gathered)
    _addresses(table, ours, (parts[1].to_numpy(), rest), gathered)


def _level(ours: pd.DataFrame) -> NDArray[Any]:
    """Codes of the levels that stand in our columns, in whatever language; empty if of none."""
    if _LEVEL not in ours.columns:
        return np.full(len(ours), "", dtype=object)
    texts = ours[_LEVEL].astype("str").str.strip().str.casefold()
    return texts.map(codes(LEVELS)).fillna("").to_numpy(dtype=object)


def _take_levels(
    table: pd.DataFrame,
    at: tuple[NDArray[np.float64], NDArray[np.float64]],
    levels: tuple[NDArray[Any], NDArray[np.bool_]],
    gathered: Gathered,
) -> NDArray[np.bool_]:
    """Place rows as finely as somebody has decided, and return which these are."""
    level, chosen = levels
    fine = chosen & np.isin(level, list(_FINE)) & np.isfinite(at[0]) & np.isfinite(at[1])
    coarse = chosen & np.isin(level, list(_TRUSTED))
    for name, values in zip(("lat", "lon"), at, strict=True):
        table[name] = table[name].mask(fine, pd.Series(values, index=table.index)).mask(coarse)
    for one, gone in _TRUSTED.items():
        for name in gone:
            table[name] = table[name].mask(coarse & (level == one)).astype("str")
    rows = pd.Series(fine | coarse, index=table.index)
    gathered.add(rows, "read.corrected_level", level=pd.Series(level, index=table.index))
    return fine | coarse


def _addresses(
    table: pd.DataFrame,
    ours: pd.DataFrame,
    signs: tuple[NDArray[Any], NDArray[np.bool_]],
    gathered: Gathered,
) -> None:
    sign, there = signs
    changed = there & (np.array(_signs(table), dtype=object) != sign)
    if set(_ADDRESS) <= set(ours.columns):
        mine = there & (np.array(_signs(ours), dtype=object) != sign) & ~changed
        for name in _ADDRESS:
            new = pd.Series(ours[name].to_numpy(), index=table.index, dtype="str")
            table[name] = table[name].mask(mine, new).astype("str")
        changed = changed | mine
    gathered.add(pd.Series(changed, index=table.index), "read.corrected_address")


def _names() -> dict[str, str]:
    """Header in any language → name."""
    return {language(lang)(text): name for lang in LANGUAGES for name, text in PLACED.items()}


def _block(headers: list[str]) -> dict[str, str]:
    """Our columns at the end of a list, as tables and former versions call them."""
    found: dict[str, str] = {}
    for header in reversed(headers):
        name = header.removesuffix(_SUFFIX)
        if name not in PLACED or name in found.values():
            break
        found[header] = name
    return found if set(found.values()) >= _SURE else {}


def _written(lat: float, lon: float) -> str:
    return "" if pd.isna(lat) or pd.isna(lon) else f"{lat:.6f},{lon:.6f}"


def _signs(table: pd.DataFrame) -> list[str]:
    rows = table[list(_ADDRESS)].astype(object)
    return [_sign(row) for row in rows.itertuples(index=False, name=None)]


def _sign(row: tuple[object, ...]) -> str:
    texts = [" ".join(cell.split()) if isinstance(cell, str) else "" for cell in row]
    return f"{crc32(chr(0).join(texts).encode('utf-8', 'replace')):08x}"


def _degrees(ours: pd.DataFrame, name: str) -> NDArray[np.float64]:
    if name not in ours.columns:
        return np.full(len(ours), np.nan)
    texts = ours[name].astype("str").str.replace(",", ".", regex=False)
    return pd.to_numeric(texts, errors="coerce").to_numpy(dtype=float)
