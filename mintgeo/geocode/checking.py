"""Whether a file is an address index, and what is said where it is damaged."""

import sqlite3
from pathlib import Path
from typing import Final

from mintgeo._errors import InputError
from mintgeo.geocode.writing import FORMAT

UNREADABLE: Final = (sqlite3.DatabaseError, TypeError, ValueError, OverflowError)
"""What reading a damaged index may raise."""
_COUNTS: Final = ("streets", "houses", "facilities")
_PROBES: Final = ("street", "house", "facility", "area")


def check_index(connection: sqlite3.Connection, file: Path) -> None:
    """Refuse a file that is no address index, of another format, or cut off.

    Raises
    ------
    InputError
        If it is one of these.
    """
    try:
        about = dict(connection.execute("SELECT key, value FROM meta"))
    except UNREADABLE as error:
        raise InputError(f"{file.name} is no address index ({error}).") from error
    if about.get("format") != FORMAT:
        raise InputError(
            f"{file.name} has format {about.get('format')!r}, not {FORMAT!r}: build it again."
        )
    try:
        pages, size = (
            connection.execute(f"PRAGMA {what}").fetchone()[0]
            for what in ("page_count", "page_size")
        )
        if pages * size != file.stat().st_size or min(int(about[name]) for name in _COUNTS) < 0:
            raise ValueError(f"{file.stat().st_size:,} of {pages * size:,} bytes are there")
        for table in _PROBES:
            connection.execute(f"SELECT * FROM {table} LIMIT 1").fetchall()  # noqa: S608
    except (*UNREADABLE, KeyError) as error:
        raise InputError(damaged(file.name, error)) from error


def damaged(name: str, error: Exception) -> str:
    """Say what is wrong with an index, and what to do."""
    if isinstance(error, sqlite3.ProgrammingError):
        return f"{name} can't be read: {error}."
    return f"{name} is damaged or cut off ({error}); AddressIndex.from_osm builds it again."
