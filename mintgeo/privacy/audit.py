"""The auditor: reads a public folder alone and proves that it tells of no single person."""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from mintgeo._errors import InputError, PrivacyError
from mintgeo._kinds import open_inputs
from mintgeo._outputs import LEAVES
from mintgeo.analysis.participation import ELSEWHERE
from mintgeo.germany.regions import regions
from mintgeo.privacy.counts import published_table
from mintgeo.privacy.infer import Published, betrayed, members_of
from mintgeo.privacy.rule import SHOWN, STEP
from mintgeo.privacy.tables import (
    KREISE,
    LAENDER,
    NUMBERS,
    PERSONAL_COLUMNS,
    TOTAL,
    WAY,
    Outline,
    faults,
)  # fmt: skip
from mintgeo.privacy.ways import Way, sides

_RUN: Final = "run.json"
_LAYERS: Final = "layers.gpkg"
_FILES: Final = frozenset(
    {_RUN, "manifest.json", "report.html", "report.pdf", "map.html", "tables.xlsx", _LAYERS}
)
_OF_THE_FORMAT: Final = frozenset({b"pandas", b"geo", b"PANDAS_ATTRS", b"ARROW:schema"})
_PICTURES: Final = frozenset({".png", ".svg"})


@dataclass(frozen=True, kw_only=True)
class Leak:
    """Something in a public folder that must not stand there.

    Attributes
    ----------
    code
        ``file``, ``table``, ``input``, ``layer``, ``number`` (not one that the rule makes), or
        ``inference`` (a count of one to four follows from what is published).
    where
        The file.
    what
        Which name, column, area or number would have to go.
    """

    code: str
    where: str
    what: str


def audit(folder: str | Path) -> list[Leak]:
    """Look for anything in a public folder that tells of single participants.

    Parameters
    ----------
    folder
        The public variant of a run, as ``mintgeo report`` writes it.

    Returns
    -------
    list of Leak
        Empty if there are only files, tables and columns that are known to be harmless, every
        number follows the rule, and linear and integer programs over all numbers prove that no
        area is told to have one to four participants, and none that could have, no five.

    Raises
    ------
    InputError
        If the folder holds no run that can be read.

    Notes
    -----
    Decision 0028 explains the rule and what an intruder is taken to know.
    """
    home = Path(folder)
    try:
        run = _description(home / _RUN)
        files = {file.stem: file for file in sorted((home / "tables").glob("*.parquet"))}
        wrong = faults({name: _outline(file) for name, file in files.items()})
        found = [*_strange_files(home), *_strange_entries(run), *_strange_layers(home)]
        told: dict[str, pd.DataFrame] = {
            name: _read(files[name]) for name in (*NUMBERS, WAY, "meeting") if name in files
        }
    except (OSError, ValueError, pa.ArrowException, sqlite3.Error, RecursionError) as error:
        raise InputError(
            "'{home}' holds no public run: {error}", home=home.name, error=error
        ) from error
    found += [Leak(code="table", where="tables", what=one) for one in wrong]
    return [*found, *_told(told)]


def refuse_leaks(folder: str | Path) -> None:
    """Raise an error that names every leak of a public folder, or return nothing.

    Raises
    ------
    PrivacyError
        If ``audit`` finds anything.
    """
    found = audit(folder)
    if found:
        listed = "; ".join(f"{one.where}: {one.what}" for one in found)
        raise PrivacyError(
            "The public variant would tell of single people ({listed}).", listed=listed
        )


def _description(file: Path) -> dict[str, Any]:
    run = json.loads(file.read_text(encoding="utf-8"))
    parts = [run.get(name) for name in ("parameters", "inputs")] if isinstance(run, dict) else []
    if not parts or not all(isinstance(part, dict) for part in parts):
        raise ValueError(f"{file.name} does not describe a run")
    return dict(run)


def _outline(file: Path) -> Outline:
    schema = pq.read_schema(file)
    found = dict(schema.metadata or {})
    told = json.loads(found.get(b"PANDAS_ATTRS", b"{}"))
    strange = [key.decode(errors="replace") for key in found if key not in _OF_THE_FORMAT]
    return Outline(columns=tuple(schema.names), metadata=(*told, *strange))


def _read(file: Path) -> pd.DataFrame:
    geometry = b"geo" in (pq.read_schema(file).metadata or {})
    return gpd.read_parquet(file) if geometry else pd.read_parquet(file)


def _strange_files(home: Path) -> Iterator[Leak]:
    for file in sorted(home.rglob("*")):
        place = file.relative_to(home)
        inside = place.parts[0] if len(place.parts) == 2 else ""  # noqa: PLR2004
        known = (
            place.as_posix() in _FILES
            or (inside == "tables" and file.suffix == ".parquet")
            or (inside == "figures" and file.suffix in _PICTURES)
            or (inside in LEAVES and file.suffix == ".html")
            or (file.is_dir() and place.as_posix() in ("tables", "figures", *LEAVES))
        )
        if not known or file.is_symlink():
            yield Leak(code="file", where=place.as_posix(), what="no file of a public variant")


def _strange_entries(run: Mapping[str, Any]) -> Iterator[Leak]:
    if run["parameters"].get("variant") != "public":
        yield Leak(code="input", where=_RUN, what="the full variant of a run")
    for name in sorted(set(run["inputs"]) - open_inputs()):
        yield Leak(code="input", where=_RUN, what=f"inputs.{name}")


def _strange_layers(home: Path) -> Iterator[Leak]:
    """Columns of the GeoPackage, read as the database that it is: GDAL would write beside it."""
    if not (home / _LAYERS).exists():
        return
    address = f"{(home / _LAYERS).resolve().as_uri()}?mode=ro&immutable=1"
    with closing(sqlite3.connect(address, uri=True)) as base:
        columns = base.execute(
            "SELECT table_name, name FROM gpkg_contents JOIN pragma_table_info(table_name)"
        ).fetchall()
    for layer, column in columns:
        if column in PERSONAL_COLUMNS:
            yield Leak(code="layer", where=_LAYERS, what=f"{layer}.{column}")


def _told(tables: dict[str, pd.DataFrame]) -> Iterator[Leak]:
    """Numbers that the rule does not make, and counts that follow from numbers."""
    there = {*NUMBERS, WAY} & set(tables)
    if not there:
        return
    if missing := set(NUMBERS) - there:
        listed = ", ".join(sorted(missing))
        yield Leak(code="table", where="tables", what=f"numbers without {listed}")
        return
    for name in NUMBERS:
        yield from _odd_numbers(name, tables[name])
    for area in betrayed(_published(tables)):
        yield Leak(code="inference", where="tables", what=f"participants of area {area}")


def _odd_numbers(name: str, table: pd.DataFrame) -> Iterator[Leak]:
    numbers = _numbers(table)
    for key, one in numbers.items():
        if one is None or one % STEP or one < SHOWN:
            yield Leak(code="number", where=name, what=f"participants of area {key}")
    expected = published_table(table, numbers)
    if len(expected) != len(table):
        return
    for column in ("hidden", "small", "per_1000", "per_1000_low", "per_1000_high"):
        ours, theirs = (
            one[column].to_numpy(dtype=float, na_value=np.nan) for one in (expected, table)
        )
        if not np.allclose(ours, theirs, equal_nan=True):
            yield Leak(code="number", where=name, what=f"column {column}")


def _published(tables: Mapping[str, pd.DataFrame]) -> Published:
    laender, kreise = (
        {**dict.fromkeys([*regions(level)["ags"], ELSEWHERE]), **_numbers(tables[name])}
        for level, name in (("land", LAENDER), ("kreis", KREISE))
    )
    return Published(
        total=next(iter(_numbers(tables[TOTAL]).values()), None),
        laender=laender,
        kreise=kreise,
        members=members_of(laender, kreise),
        meeting=WAY in tables,
        way=_way(tables),
    )


def _way(tables: Mapping[str, pd.DataFrame]) -> Way | None:
    if WAY not in tables or tables[WAY]["median_m"].isna().any():
        return None
    metres, venue = float(tables[WAY]["median_m"].iloc[0]), gpd.GeoDataFrame(tables["meeting"])
    return Way(rounded_m=metres, sides=sides(metres, venue))


def _numbers(table: pd.DataFrame) -> dict[str, int | None]:
    return {
        str(key): None if pd.isna(number) else int(number)
        for key, number in zip(table["ags"], table["participants"], strict=True)
    }
