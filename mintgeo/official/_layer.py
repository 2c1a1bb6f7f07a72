"""The one door to GDAL for reading: a layer of a file, under a plain name, of a known kind.

GDAL takes a name for what it looks like: an address to fetch, a database, options, an archive; and
a file for what its first bytes say: a virtual layer that names other files and addresses. So what
it gets is a copy in a folder of its own, whose name says nothing and whose bytes were looked at.
"""

import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Final

import geopandas as gpd
import pyogrio

from mintgeo._door import check_file, open_archive, reading
from mintgeo._errors import InputError
from mintgeo._limits import LIMITS, refuse_more
from mintgeo._phrase import Phrase

_SUFFIXES: Final = (".gpkg", ".shp", ".geojson", ".json")
_BESIDE: Final = (".shx", ".dbf", ".prj", ".cpg")
"""What belongs to a shapefile."""
_BEGINS: Final = {".gpkg": b"SQLite format 3\x00", ".shp": b"\x00\x00\x27\x0a"}
_HEAD: Final = 1 << 16
_FOREIGN: Final = b"<OGR"
"""How the descriptions of virtual and remote layers begin."""
Choose = Callable[[list[str]], str]


def load_layer(path: Path, choose: Choose) -> gpd.GeoDataFrame:
    """Read one layer of a shapefile, a GeoPackage, GeoJSON, or a ZIP of these.

    Parameters
    ----------
    path
        The file.
    choose
        Takes the names of several files or layers, returns one.

    Raises
    ------
    InputError
        If there is no such file, it is of another kind, or beyond the limits.
    """
    file = check_file(path, most=LIMITS.table_bytes)
    with tempfile.TemporaryDirectory(prefix="mintgeo-") as folder:
        home = Path(folder)
        packed = file.suffix.lower() == ".zip"
        kind = _unpack(file, home, choose) if packed else _copy(file, home)
        layer = home / f"layer{kind}"
        _check(layer, file.name)
        shapes = {str(name): shape for name, shape in pyogrio.list_layers(layer) if shape}
        names = [name for name, shape in shapes.items() if _may_be_areas(shape)] or list(shapes)
        name = names[0] if len(names) == 1 else choose(names)
        _check_areas(layer, name, file.name)
        return gpd.read_file(layer, layer=name)


def _may_be_areas(shape: str) -> bool:
    return not any(flat in shape for flat in ("Point", "Line"))


def _copy(file: Path, home: Path) -> str:
    kind = _kind(file.name, file.name)
    shutil.copyfile(file, home / f"layer{kind}")
    for ending in _BESIDE if kind == ".shp" else ():
        for beside in (file.with_suffix(ending), file.with_suffix(ending.upper())):
            if beside.is_file():
                check_file(beside, most=LIMITS.table_bytes)
                shutil.copyfile(beside, home / f"layer{ending}")
    return kind


def _unpack(file: Path, home: Path, choose: Choose) -> str:
    """Bring a layer out of a ZIP, under our own names; the names inside lead nowhere."""
    with open_archive(file) as archive:
        sizes = {one.filename: one.file_size for one in archive.infolist()}
        names = sorted(name for name in sizes if name.lower().endswith(_SUFFIXES))
        chosen = names[0] if len(names) == 1 else choose(names)
        kind = _kind(chosen, file.name)
        stem = PurePosixPath(chosen).with_suffix("")
        wanted = {kind: chosen}
        for name in sizes:
            same = str(PurePosixPath(name).with_suffix("")) == str(stem)
            ending = PurePosixPath(name).suffix.lower()
            if kind == ".shp" and same and ending in _BESIDE:
                wanted[ending] = name
        size = sum(sizes[name] for name in wanted.values())
        refuse_more(size, LIMITS.table_bytes, file=file.name, of=Phrase("bytes when unpacked"))
        for ending, name in wanted.items():
            with archive.open(name) as raw, (home / f"layer{ending}").open("wb") as out:
                shutil.copyfileobj(raw, out)
    return kind


def _kind(name: str, file: str) -> str:
    kind = PurePosixPath(name).suffix.lower()
    if kind not in _SUFFIXES:
        raise InputError(
            "'{file}' is no layer of borders; wanted is {suffixes}.",
            file=file,
            suffixes=", ".join(_SUFFIXES),
        )
    return kind


def _check(layer: Path, file: str) -> None:
    """Refuse what does not begin as its name says, or is a description of something else."""
    kind = layer.suffix
    with layer.open("rb") as raw:
        head = raw.read(_HEAD)
    good = head.startswith(_BEGINS[kind]) if kind in _BEGINS else _is_json(head)
    if not good:
        raise InputError(
            "'{file}' is damaged or no layer of borders: it is no {kind} file.",
            file=file,
            kind=kind[1:],
        )
    if kind == ".gpkg":
        _check_tables(layer, file)


def _is_json(head: bytes) -> bool:
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    return text.startswith(b"{") and _FOREIGN not in text.upper()


def _check_tables(layer: Path, file: str) -> None:
    """Refuse a GeoPackage with views or virtual tables of its own: they compute what they like."""
    with closing(sqlite3.connect(f"{layer.resolve().as_uri()}?mode=ro", uri=True)) as database:
        computed = database.execute(
            "SELECT name FROM sqlite_master WHERE type = 'view' OR (type = 'table' AND "
            "sql LIKE 'CREATE VIRTUAL%' AND sql NOT LIKE '%USING rtree%')"
        ).fetchall()
    if computed:
        named = ", ".join(str(name)[:60] for (name,) in computed[:5])
        raise InputError(
            "'{file}' has computed tables ({named}); export the layer as a table.",
            file=file,
            named=named,
        )


def _check_areas(layer: Path, name: str, file: str) -> None:
    found = pyogrio.read_info(layer, layer=name, force_feature_count=True)["features"]
    refuse_more(
        found, LIMITS.areas, file=file, of=Phrase("areas"), do=Phrase("take the layer of one level")
    )


def load_areas(path: Path) -> gpd.GeoDataFrame:
    """Read the only layer of areas that a file has.

    Raises
    ------
    InputError
        If there is no such file, it is of another kind, beyond the limits, or has several.
    """
    with reading(path.name, "layer of areas"):
        return load_layer(path, partial(_only, path.name))


def _only(file: str, names: list[str]) -> str:
    found = ", ".join(name[:60] for name in names[:20]) or "none"
    raise InputError(
        "'{file}' should have one layer of areas; it has {n} ({found}).",
        file=file,
        n=len(names),
        found=found,
    )
