"""Ids of a feed ↔ positions in its tables."""

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from mintgeo.timetable.gtfs.faults import Faults

Positions = NDArray[np.int32]
UNKNOWN = -1


def once(whole: pa.Table, column: str, file: str, faults: Faults) -> pa.Table:
    """Keep the rows that have an id, and of an id that comes again the first."""
    ids = whole[column].combine_chunks()
    blank = np.asarray(pc.equal(ids, ""))
    faults.rows("no_id", file, blank)
    coded = ids.dictionary_encode()
    codes = np.asarray(coded.indices)
    seen = np.zeros(len(codes), dtype=bool)
    _, firsts = np.unique(codes, return_index=True)
    seen[firsts] = True
    faults.rows("duplicate", file, ~seen & ~blank, ids)
    keep = seen & ~blank
    return whole if keep.all() else whole.filter(pa.array(keep))


def positions(ids: pa.Array, among: pa.Array) -> Positions:
    """Where each id stands among others; -1 for one that is not there."""
    at = pc.index_in(ids, value_set=among)
    return np.asarray(pc.fill_null(at, UNKNOWN)).astype(np.int32)


def numbers(texts: pa.Array, *, least: float = -np.inf) -> NDArray[np.float64]:
    """Numbers of texts; NaN where one is blank, no number, or less than it may be."""
    plain: Any = texts.to_numpy(zero_copy_only=False)
    try:
        out = np.asarray(pc.cast(pc.if_else(pc.equal(texts, ""), None, texts), pa.float64()))
    except pa.ArrowInvalid:
        out = np.array([_number(one) for one in plain], dtype=float)
    out = np.asarray(out, dtype=float)
    return np.where(np.isfinite(out) & (out >= least), out, np.nan)


def _number(text: str) -> float:
    try:
        return float(text) if text.isascii() and "_" not in text else np.nan
    except ValueError:
        return np.nan


def whole_numbers(
    texts: pa.Array, file: str, faults: Faults, *, blank: int, most: int
) -> Positions:
    """Whole numbers from 0; what is blank or no such number is ``blank``."""
    found = numbers(texts, least=0)
    empty = np.asarray(pc.equal(texts, ""))
    wrong = ~empty & ~((found == np.floor(found)) & (found <= most))
    faults.rows("bad_number", file, wrong, texts)
    return np.where(wrong | empty, blank, np.nan_to_num(found, nan=blank)).astype(np.int32)
