"""The SQLite file of an address index: its tables, and how they are filled."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd

from mintgeo.addresses.building import Built
from mintgeo.addresses.rows import LITERAL

FORMAT: Final = "mintgeo addresses 1"
_SCHEMA: Final = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT);
CREATE TABLE street (
    id INTEGER PRIMARY KEY, key TEXT, name TEXT, postcode TEXT, place TEXT, part TEXT,
    place_key TEXT, part_key TEXT, lat INTEGER, lon INTEGER, reach_m INTEGER, houses INTEGER,
    low INTEGER, high INTEGER);
CREATE TABLE house (
    street INTEGER, number INTEGER, suffix TEXT, lat INTEGER, lon INTEGER, kind INTEGER,
    PRIMARY KEY (street, number, suffix)) WITHOUT ROWID;
CREATE TABLE facility (
    id INTEGER PRIMARY KEY, name TEXT, kind TEXT, postcode TEXT, place TEXT, lat INTEGER,
    lon INTEGER);
"""
_KEYS: Final = """
CREATE INDEX street_postcode ON street (postcode, key, name);
CREATE INDEX street_place ON street (place_key, key, name);
CREATE INDEX street_part ON street (part_key, key, name);
CREATE INDEX facility_postcode ON facility (postcode);
CREATE TABLE area AS
    SELECT postcode, CAST(AVG(lat) AS INTEGER) AS lat, CAST(AVG(lon) AS INTEGER) AS lon,
           COUNT(*) AS streets
    FROM street WHERE postcode <> '' GROUP BY postcode ORDER BY postcode;
"""
STREET: Final = (
    "key", "name", "postcode", "place", "part", "place_key", "part_key", "lat", "lon", "reach_m",
    "houses", "low", "high",
)  # fmt: skip
_HOUSE: Final = ("street", "number", "suffix", "lat", "lon", "kind")
_FACILITY: Final = ("name", "kind", "postcode", "place", "lat", "lon")
_CHUNK: Final = 200_000


def write(db: sqlite3.Connection, built: Built) -> None:
    """Fill an empty database."""
    db.executescript(_SCHEMA)
    streets = built.streets.assign(reach_m=np.ceil(built.streets["reach_m"]))
    _insert(db, "street", ("id", *STREET), streets.rename_axis("id").reset_index())
    _insert(db, "house", _HOUSE, built.houses)
    _insert(db, "facility", _FACILITY, built.facilities)
    literal = int((built.houses["kind"] == LITERAL).sum())
    counts = {"streets": len(streets), "houses": literal, "facilities": len(built.facilities)}
    about = {"format": FORMAT, **{name: str(count) for name, count in counts.items()}}
    db.executemany("INSERT INTO meta VALUES (?, ?)", about.items())
    db.executescript(_KEYS)
    db.commit()


def write_file(path: Path, built: Built) -> None:
    """Write an index into a new file."""
    connection = sqlite3.connect(path)
    try:
        connection.execute("PRAGMA journal_mode = OFF")
        write(connection, built)
    finally:
        connection.close()


def _insert(
    db: sqlite3.Connection, table: str, columns: tuple[str, ...], rows: pd.DataFrame
) -> None:
    marks = ", ".join("?" * len(columns))
    names = ", ".join(columns)
    command = f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608
    db.executemany(command, _tuples(rows, columns))


def _tuples(rows: pd.DataFrame, columns: tuple[str, ...]) -> Iterator[tuple[Any, ...]]:
    for start in range(0, len(rows), _CHUNK):
        part = rows.iloc[start : start + _CHUNK]
        whole = {n: part[n].astype("int64") for n in columns if part[n].dtype.kind == "f"}
        part = part.assign(**whole)
        yield from zip(*(part[name].tolist() for name in columns), strict=True)
