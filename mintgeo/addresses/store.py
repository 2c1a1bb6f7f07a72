"""The streets and houses of extracts in one SQLite file that opens at once."""

import sqlite3
from collections.abc import Iterable
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Final, Self
from weakref import finalize

import pandas as pd

from mintgeo._cache import complain, write_atomically
from mintgeo._door import check_file
from mintgeo._errors import InputError, OutputError, reason
from mintgeo._limits import LIMITS
from mintgeo.addresses.asking import Database, connected
from mintgeo.addresses.building import build
from mintgeo.addresses.harvest import harvest
from mintgeo.addresses.pools import Pools
from mintgeo.addresses.records import Facility, House, Street
from mintgeo.addresses.rows import COLUMNS, LINE, Harvest
from mintgeo.addresses.writing import FORMAT, STREET, write, write_file

_MAPPED: Final = 4_000_000_000
"""Bytes of the file that SQLite may map into memory."""
_E7: Final = 1e7
_HOUSE: Final = "itddi"
"""Number, suffix, place and kind."""
_COUNTED: Final = ("streets", "houses", "facilities")


class Store:
    """Addresses of one or more extracts of OpenStreetMap.

    Nothing is loaded when it is opened: SQLite reads the pages that a question needs. All of
    Germany, some 20 million addresses, takes about 1 GB on disk.
    """

    def __init__(self, connection: sqlite3.Connection, name: str = "The index") -> None:
        self._db = Database(connection, name)
        finalize(self, connection.close)
        self._pools = Pools(self._select)
        self._street = lru_cache(maxsize=20_000)(self._houses_of)

    @classmethod
    def from_osm(
        cls, path: str | Path, *, save_to: str | Path | None = None, progress: bool = True
    ) -> Self:
        """Build the index of an extract.

        Parameters
        ----------
        path
            An extract of OpenStreetMap (``.osm.pbf``, ``.osm``, ``.osm.gz``, ``.osm.bz2``).
        save_to
            File to keep it in; without it, or if it can't be written, the index lives in memory.
        progress
            Show a progress bar, if the output is a terminal or notebook.

        Raises
        ------
        InputError
            If the file is no extract.
        MissingExtraError
            If osmium is not installed (``pip install 'mintgeo[osm]'``).
        """
        return cls.build(harvest(path, progress=progress), save_to=save_to)

    @classmethod
    def build(cls, found: Harvest, *, save_to: str | Path | None = None) -> Self:
        """Build an index from rows that ``harvest`` or ``rows`` gave."""
        built = build(found)
        if save_to is not None:
            try:
                with write_atomically(save_to) as part:
                    write_file(part, built)
                return cls.open(save_to)
            except (OSError, sqlite3.OperationalError) as error:
                complain(Path(save_to), error)
        connection = connected(":memory:")
        write(connection, built)
        return cls(connection)

    @classmethod
    def of_bytes(cls, content: bytes) -> Self:
        """Open the copy of an index that lives in memory."""
        connection = connected(":memory:")
        connection.deserialize(content)
        return cls(connection)

    def __reduce__(self) -> tuple[Any, ...]:
        """What travels between processes: the path, or, of an index without a file, all of it."""
        path = self._db.file
        if path is not None:
            return type(self).open, (str(path),)
        return type(self).of_bytes, (self._db.connection.serialize(),)

    @classmethod
    def open(cls, path: str | Path) -> Self:
        """Open an index that ``save`` or ``from_osm`` has written.

        Raises
        ------
        InputError
            If there is no such file, or it is no index.
        """
        hint = "; AddressIndex.from_osm makes one of an extract"
        file = check_file(path, most=LIMITS.extract_bytes, hint=hint)
        connection = connected(f"{file.resolve().as_uri()}?mode=ro")
        try:
            index = cls(connection, file.name)
            index.check()
        except InputError:
            connection.close()
            raise
        return index

    def check(self) -> None:
        """Refuse a file that is no index, or one of another time.

        Raises
        ------
        InputError
            If it is.
        """
        self._db.check()
        found = self.about.get("format")
        if found != FORMAT:
            raise InputError(
                "The address index has format {found!r:.60}, not {format!r}: build it again.",
                found=found,
                format=FORMAT,
            )
        if not all(self.about.get(name, "").isdecimal() for name in _COUNTED):
            raise InputError("The address index does not say what it holds: build it again.")
        self._db.execute(f"PRAGMA mmap_size = {_MAPPED}")

    @classmethod
    def combine(cls, indexes: Iterable["Store"], *, save_to: str | Path | None = None) -> Self:
        """Make one index of several; what two of them know is in it once."""
        parts = [index.rows() for index in indexes]
        if not parts:
            raise InputError("AddressIndex.combine() needs at least one index.")
        houses = pd.concat([part.houses for part in parts], ignore_index=True)
        houses = houses.astype(dict.fromkeys(COLUMNS, "category"))
        spots = pd.concat([part.spots for part in parts], ignore_index=True)
        facilities = pd.concat([part.facilities for part in parts], ignore_index=True)
        unique = facilities.drop_duplicates(ignore_index=True)
        return cls.build(Harvest(houses, spots, unique), save_to=save_to)

    def save(self, path: str | Path) -> Path:
        """Write the index to a file; return its path.

        Raises
        ------
        OutputError
            If it can't be written there.
        """
        try:
            with write_atomically(path) as part:
                self._db.connection.execute("VACUUM INTO ?", (str(part),))
        except (OSError, sqlite3.OperationalError) as error:
            raise OutputError(
                "The index can't be written to {path}: {error}.", path=path, error=reason(error)
            ) from error
        return Path(path)

    def close(self) -> None:
        """Let go of the file."""
        self._db.connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __len__(self) -> int:
        return int(self.about["houses"])

    @cached_property
    def about(self) -> dict[str, str]:
        """``format``, and how many ``streets``, ``houses`` and ``facilities`` there are."""
        return dict(self._db.ask("SELECT key, value FROM meta", kinds="tt"))

    @cached_property
    def areas(self) -> pd.DataFrame:
        """PLZ of the index: ``postcode``, ``lat``, ``lon`` (degrees) of their streets' mean."""
        rows = self._db.ask("SELECT postcode, lat, lon FROM area", kinds="tdd")
        table = pd.DataFrame(rows, columns=["postcode", "lat", "lon"])
        return table.assign(lat=table["lat"] / _E7, lon=table["lon"] / _E7)

    def houses(self, street: int, number: int) -> list[House]:
        """Houses of one number on a street, by suffix."""
        return self._street(street).get(number, [])

    def _houses_of(self, street: int) -> dict[int, list[House]]:
        """Houses of a street by their number."""
        found: dict[int, list[House]] = {}
        for row in self._db.ask(
            "SELECT number, suffix, lat, lon, kind FROM house WHERE street = ? "
            "ORDER BY number, suffix",
            (street,),
            kinds=_HOUSE,
        ):
            found.setdefault(row[0], []).append(_house(row))
        return found

    def beside(self, street: int, number: int) -> list[House]:
        """The nearest lower and higher numbers of a street: two of either kind, odd and even."""
        found = []
        for order, sign in (("DESC", "<"), ("ASC", ">")):
            for parity in (0, 1):
                found += self._db.ask(
                    "SELECT number, suffix, lat, lon, kind FROM house WHERE street = ? AND number "  # noqa: S608
                    f"{sign} ? AND number % 2 = ? ORDER BY number {order} LIMIT 1",
                    (street, number, parity),
                    kinds=_HOUSE,
                )
        return [_house(row) for row in found]

    def facilities(self, postcode: str) -> list[Facility]:
        """Facilities of a PLZ."""
        rows = self._db.ask(
            "SELECT name, kind, postcode, place, lat, lon FROM facility WHERE postcode = ?",
            (postcode,),
            kinds="ttttdd",
        )
        return [Facility._make((*row[:4], row[4] / _E7, row[5] / _E7)) for row in rows]

    def rows(self) -> Harvest:
        """Everything that the index was made of, as far as it was kept."""
        houses = self._db.frame(
            "SELECT s.name AS street, postcode, place, part, suffix, number, kind, h.lat, h.lon "
            "FROM house h JOIN street s ON s.id = h.street ORDER BY h.street, number, suffix"
        )
        lines = self._db.frame(
            f"SELECT name AS street, postcode, place, part, '' AS suffix, 0 AS number, {LINE} AS "  # noqa: S608
            "kind, lat, lon FROM street WHERE houses = 0 ORDER BY id"
        )
        both = pd.concat([houses, lines], ignore_index=True)
        both = both.astype({"number": "int32", "kind": "int8", "lat": "int32", "lon": "int32"})
        facilities = self._db.frame("SELECT name, kind, lat, lon FROM facility ORDER BY id")
        facilities[["lat", "lon"]] /= _E7
        spots = pd.DataFrame({"name": [], "lat": [], "lon": []})
        return Harvest(both.astype(dict.fromkeys(COLUMNS, "category")), spots, facilities)

    def in_postcode(self, key: str, postcode: str) -> list[Street]:
        """Streets of a name in a PLZ."""
        return self._pools.streets("postcode", postcode, key)

    def in_place(self, key: str, place: str) -> list[Street]:
        """Streets of a name in a town, or in a part of one."""
        towns = self._pools.streets("place_key", place, key)
        return towns or self._pools.streets("part_key", place, key)

    def may_hold(self, number: str, postcode: str, places: Iterable[str]) -> bool:
        """Whether a PLZ or places may have a street with a number in its name."""
        where = [("postcode", postcode)] if postcode else []
        where += [(column, place) for place in places for column in ("place_key", "part_key")]
        return any(self._pools.may_hold(*one, number) for one in where)

    def names(self, kind: str, value: str) -> dict[str, str]:
        """Key → name of all streets of a ``postcode``, or of a ``place`` (a town or a part)."""
        columns = ("postcode",) if kind == "postcode" else ("place_key", "part_key")
        for column in columns:
            rows = self._db.ask(
                f"SELECT key, MIN(name) FROM street WHERE {column} = ? GROUP BY key",  # noqa: S608
                (value,),
                kinds="tt",
            )
            if rows:
                return dict(rows)
        return {}

    def _select(self, where: str, *values: str) -> list[Street]:
        columns = ", ".join(STREET)
        rows = self._db.ask(
            f"SELECT id, {columns} FROM street WHERE {where} ORDER BY id",  # noqa: S608
            values,
            kinds="itttttttddiiii",
        )
        return [Street._make((*row[:8], row[8] / _E7, row[9] / _E7, *row[10:])) for row in rows]


def _house(row: tuple[Any, ...]) -> House:
    return House(row[0], row[1], row[2] / _E7, row[3] / _E7, row[4])
