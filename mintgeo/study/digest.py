"""What tells values from others, to the last bit: tables with all that belongs to them, options."""

import struct
from collections.abc import Iterator, Mapping, Set
from dataclasses import fields, is_dataclass
from datetime import date
from glob import escape
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd
import pyarrow as pa
import shapely
from geopandas.array import GeometryDtype
from pyarrow import compute

from mintgeo._cache import content_key
from mintgeo._located import Located

_LOGS: Final = ("-wal", "-journal")


class UnknownError(TypeError):
    """A value of which nobody knows what decides it."""


def digest(value: Any) -> str:
    """SHA-256 of a value, in hexadecimal digits; of a path, of the names and bytes of its files.

    Raises
    ------
    UnknownError
        If it is, or holds, something else than plain values, arrays, tables, geometry, options.
    OSError
        If a file can't be read.
    """
    seen = sha256()
    for piece in _pieces(value):
        seen.update(len(piece).to_bytes(8, "little"))
        seen.update(piece)
    return seen.hexdigest()


def files_of(path: Path) -> list[Path]:
    """Files behind a path; of a shapefile all parts, of a folder all files.

    What QGIS has changed in a GeoPackage stands beside it, in a log, as long as it is open there.
    """
    if path.is_dir():
        return sorted(one for one in path.rglob("*") if one.is_file())
    if path.suffix.lower() == ".shp":
        return sorted(path.parent.glob(f"{escape(path.stem)}.*"))
    return [path, *(log for end in _LOGS if (log := path.with_name(path.name + end)).is_file())]


def _pieces(value: Any) -> Iterator[bytes]:
    """A value as bytes, piece by piece, each of which says what it is."""
    yield type(value).__qualname__.encode()
    match value:
        case None | bool() | int() | str() | date() | type():
            yield repr(value).encode("utf-8", "backslashreplace")
        case float():
            yield struct.pack("<d", value)
        case bytes():
            yield value
        case Path():
            home = value if value.is_dir() else value.parent
            for file in files_of(value):
                name = file.relative_to(home).as_posix()
                yield f"{name} {content_key(file)}".encode("utf-8", "surrogateescape")
        case np.ndarray() | np.generic():
            yield from _of_array(np.asarray(value))
        case pd.DataFrame():
            yield from _of_frame(value)
        case pd.Series() | pd.Index():
            yield from _of_column(value)
        case shapely.Geometry():
            yield shapely.to_wkb(value)
        case _:
            yield from _of_many(value)


def _of_many(value: Any) -> Iterator[bytes]:
    """Of what holds others; the number of them comes first."""
    if value is pd.NA or value is pd.NaT:
        return
    if isinstance(value, Located):
        parts: list[Any] = [value.table]
    elif isinstance(value, Mapping):
        parts = [one for pair in value.items() for one in pair]
    elif isinstance(value, (list, tuple)):
        parts = list(value)
    elif isinstance(value, Set):
        parts = sorted(map(digest, value))
    elif is_dataclass(value):
        parts = [(one.name, getattr(value, one.name)) for one in fields(value)]
    else:
        raise UnknownError(type(value).__qualname__)
    yield str(len(parts)).encode()
    for one in parts:
        yield from _pieces(one)


def _of_array(values: np.ndarray[Any, Any]) -> Iterator[bytes]:
    yield f"{values.dtype.str} {values.shape}".encode()
    if values.dtype.hasobject:
        yield from _pieces(values.ravel().tolist())
    else:
        yield np.ascontiguousarray(values).tobytes()


def _of_frame(table: pd.DataFrame) -> Iterator[bytes]:
    yield from _of_column(table.columns)
    yield from _of_column(table.index)
    yield from _pieces(table.attrs)
    yield from _pieces(getattr(table, "active_geometry_name", None))
    for _, column in table.items():  # noqa: PERF102 a frame has no values()
        yield from _of_column(column)


def _of_column(column: Any) -> Iterator[bytes]:
    told = type(column).__qualname__, str(column.dtype), getattr(column.dtype, "storage", "")
    names = list(getattr(column, "names", [column.name]))
    yield from _pieces([*told, names, len(column)])
    if isinstance(column.dtype, GeometryDtype):
        yield from _of_shapes(column.array)
    elif isinstance(column.dtype, pd.StringDtype):
        yield from _of_texts(pa.array(column.array, pa.large_string(), from_pandas=True))
    elif isinstance(column.dtype, np.dtype):
        yield from _of_array(column.to_numpy())
    elif isinstance(column.dtype, pd.CategoricalDtype):
        yield from _pieces([column.array.codes, column.array.categories, column.dtype.ordered])
    else:
        yield from _of_array(column.to_numpy(dtype=object))


def _of_shapes(shapes: Any) -> Iterator[bytes]:
    """Geometry: points by their coordinates, all else as WKB."""
    crs, values = shapes.crs, np.asarray(shapes)
    yield from _pieces(None if crs is None else (crs.srs, crs.to_wkt()))
    xy = shapely.get_coordinates(values)
    if len(xy) == len(values) and not shapely.has_z(values).any():
        points = (shapely.get_type_id(values) == 0) & ~shapely.is_empty(values)
        if points.all():
            yield from _of_array(xy)
            return
    yield from _of_texts(pa.array(shapely.to_wkb(values), pa.large_binary()))


def _of_texts(values: Any) -> Iterator[bytes]:
    """Texts, or bytes, of which some may be missing: how long each is, and all of them joined."""
    some = values.combine_chunks() if isinstance(values, pa.ChunkedArray) else values
    sizes = compute.fill_null(compute.binary_length(some), -1)
    yield sizes.to_numpy(zero_copy_only=False).tobytes()
    whole = compute.fill_null(some, b"" if pa.types.is_large_binary(some.type) else "")
    _, ends, joined = whole.buffers()
    if joined is not None:
        at = np.frombuffer(ends, dtype=np.int64)[whole.offset : whole.offset + len(whole) + 1]
        yield memoryview(joined)[at[0] : at[-1]].tobytes() if len(whole) else b""
