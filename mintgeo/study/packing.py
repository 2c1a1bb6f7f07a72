"""Results of stages as bytes and back, in formats that are no code: JSON, Parquet, NumPy's."""

import json
from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from typing import Any, Final
from zipfile import ZipFile

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from geopandas.array import GeometryDtype

from mintgeo._located import Located
from mintgeo.study.digest import UnknownError

Part = Callable[[int], bytes]
_TREE: Final = "tree.json"


def packed(value: Any) -> bytes:
    """A value as bytes: plain values, lists and mappings of such, arrays, tables.

    Raises
    ------
    UnknownError
        If it holds anything else.
    """
    parts: list[bytes] = []
    tree = _told(value, parts)
    out = BytesIO()
    with ZipFile(out, "w") as box:
        box.writestr(_TREE, json.dumps(tree))
        for number, part in enumerate(parts):
            box.writestr(str(number), part)
    return out.getvalue()


def unpacked(content: bytes) -> Any:
    """The value that was packed."""
    with ZipFile(BytesIO(content)) as box:
        return _made(json.loads(box.read(_TREE)), lambda number: box.read(str(number)))


def _told(value: Any, parts: list[bytes]) -> Any:
    """A value as JSON: kind, and what it holds; what is large goes to the parts."""
    kind = type(value)
    if value is None or kind in (bool, int, str):
        return ["plain", value]
    if kind not in _WRITERS:
        raise UnknownError(kind.__qualname__)
    name, write = _WRITERS[kind]
    return [name, write(value, parts)]


def _many(values: Any, parts: list[bytes]) -> list[Any]:
    return [_told(one, parts) for one in values]


def _pairs(values: dict[Any, Any], parts: list[bytes]) -> list[Any]:
    return [[_told(key, parts), _told(one, parts)] for key, one in values.items()]


def _array(values: np.ndarray[Any, Any], parts: list[bytes]) -> int:
    if values.dtype.hasobject:
        raise UnknownError(values.dtype.str)
    file = BytesIO()
    np.save(file, values, allow_pickle=False)
    return _kept(file.getvalue(), parts)


def _kept(part: bytes, parts: list[bytes]) -> int:
    parts.append(part)
    return len(parts) - 1


def _table(table: pd.DataFrame, parts: list[bytes]) -> dict[str, Any]:
    """A table: plain columns as Parquet, geometry as WKB, cells that are objects one by one."""
    plain = pd.DataFrame(table, copy=False)
    plain.attrs = {}
    shapes, cells = dict[str, Any](), dict[str, Any]()
    for name, column in table.items():
        if not isinstance(name, str):
            raise UnknownError(type(name).__qualname__)
        if isinstance(column.dtype, GeometryDtype):
            crs = column.array.crs
            shapes[name] = None if crs is None else crs.srs
            plain = plain.assign(**{name: shapely.to_wkb(column.to_numpy())})
        elif column.dtype == object:
            cells[name] = [_told(one, parts) for one in column]
            plain = plain.drop(columns=name)
    file = BytesIO()
    plain.to_parquet(file, compression="zstd")
    return {
        "part": _kept(file.getvalue(), parts), "columns": list(table.columns), "shapes": shapes,
        "cells": cells, "attrs": _told(table.attrs, parts),
        "place": getattr(table, "active_geometry_name", None),
        "geo": isinstance(table, gpd.GeoDataFrame),
    }  # fmt: skip


def _made(node: Sequence[Any], part: Part) -> Any:
    kind, held = node
    if kind not in _READERS:
        raise UnknownError(str(kind))
    return _READERS[kind](held, part)


def _table_of(held: dict[str, Any], part: Part) -> pd.DataFrame:
    table = pd.read_parquet(BytesIO(part(held["part"])))
    columns = {name: table[name] for name in table}
    for name, crs in held["shapes"].items():
        columns[name] = gpd.GeoSeries.from_wkb(table[name], crs=crs)
    for name, cells in held["cells"].items():
        values = np.empty(len(table), dtype=object)
        values[:] = [_made(one, part) for one in cells]
        columns[name] = pd.Series(values, index=table.index, dtype=object)
    out = pd.DataFrame({name: columns[name] for name in held["columns"]}, index=table.index)
    out = gpd.GeoDataFrame(out, geometry=held["place"]) if held["geo"] else out
    out.attrs = _made(held["attrs"], part)
    return out


_WRITERS: Final[Mapping[type, tuple[str, Callable[[Any, list[bytes]], Any]]]] = {
    float: ("float", lambda value, _: value.hex()),
    list: ("list", _many),
    tuple: ("tuple", _many),
    dict: ("dict", _pairs),
    Located: ("located", lambda value, parts: _told(value.table, parts)),
    pd.DataFrame: ("table", _table),
    gpd.GeoDataFrame: ("table", _table),
    np.ndarray: ("array", _array),
}
_READERS: Final[Mapping[str, Callable[[Any, Part], Any]]] = {
    "plain": lambda held, _: held,
    "float": lambda held, _: float.fromhex(held),
    "list": lambda held, part: [_made(one, part) for one in held],
    "tuple": lambda held, part: tuple(_made(one, part) for one in held),
    "dict": lambda held, part: {_made(key, part): _made(one, part) for key, one in held},
    "located": lambda held, part: Located(_made(held, part)),
    "table": _table_of,
    "array": lambda held, part: np.load(BytesIO(part(held)), allow_pickle=False),
}
