"""Columns and tables: names, types, units, and the check that uses them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Final, Literal

import geopandas as gpd
import pandas as pd
from pandas.api import types

from mintgeo._errors import DuplicateIdError, TableError, name_ids
from mintgeo._phrase import Phrase, phrases

Kind = Literal["text", "integer", "number", "flag", "geometry"]
_PLAIN: Final = ("float64", "int64")
"""Numbers whose least one is a number, unless all are missing."""


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column of a table: what it holds, in which unit, and what it may be."""

    name: str
    kind: Kind
    meaning: str
    unit: str = ""
    required: bool = True
    nullable: bool = True
    allowed: Collection[str] = ()
    low: float | None = None
    high: float | None = None

    def faults(self, frame: pd.DataFrame) -> list[str]:
        """Say everything that is wrong with this column of ``frame``."""
        number = [*map(str, frame.columns)].count(self.name)
        if self.name not in frame.columns or number > 1:
            return self._missing(number) if self.required or number > 1 else []
        values = frame[self.name]
        if not self._fits(values):
            return [
                Phrase(
                    "column '{column}' should hold {kind}, not {found}",
                    column=self.name,
                    kind=self.kind,
                    found=values.dtype,
                )
            ]
        return [*self._gaps(frame, values), *self._outside(frame, values)]

    def _missing(self, number: int) -> list[str]:
        said = {"column": self.name, "meaning": self.meaning}
        if number:
            return [Phrase("column '{column}' ({meaning}) is there more than once", **said)]
        return [Phrase("column '{column}' ({meaning}) is missing", **said)]

    def _fits(self, values: pd.Series) -> bool:
        """Whether it is of the kind, or so empty that it is of none; the latter costs more."""
        return self._is_of_kind(values) or bool(values.isna().all())

    def _is_of_kind(self, values: pd.Series) -> bool:
        if self.kind == "geometry":
            return isinstance(values, gpd.GeoSeries)
        if self.kind == "text":
            known = isinstance(values.dtype, pd.StringDtype)
            return known or bool(types.is_string_dtype(values.dropna()))
        if self.kind == "flag":
            return bool(types.is_bool_dtype(values))
        if self.kind == "integer":
            return bool(types.is_integer_dtype(values))
        return bool(types.is_numeric_dtype(values))

    def _gaps(self, frame: pd.DataFrame, values: pd.Series) -> list[str]:
        if self.nullable or not (empty := values.isna()).any():
            return []
        return [
            Phrase(
                "column '{column}' is empty in {rows}", column=self.name, rows=_rows(frame, empty)
            )
        ]

    def _outside(self, frame: pd.DataFrame, values: pd.Series) -> list[str]:
        if self.allowed:
            bad = values.notna() & ~values.isin(list(self.allowed))
            wanted = Phrase("one of {allowed}", allowed=", ".join(self.allowed))
        elif self.low is not None or self.high is not None:
            low = -float("inf") if self.low is None else self.low
            high = float("inf") if self.high is None else self.high
            if values.dtype in _PLAIN and values.min() >= low and values.max() <= high:
                return []  # nearly always, and found in a fraction of the time
            bad = values.notna() & ~values.between(low, high)
            wanted = Phrase("between {low:g} and {high:g}", low=low, high=high)
        else:
            return []
        if not bad.any():
            return []
        rows = _rows(frame, bad)
        return [
            Phrase(
                "column '{column}' is not {wanted} in {rows}",
                column=self.name,
                wanted=wanted,
                rows=rows,
            )
        ]


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table that other code relies on: its name, its columns and its key."""

    name: str
    meaning: str
    columns: tuple[Column, ...]
    key: str | None = "id"

    @property
    def names(self) -> tuple[str, ...]:
        """Its columns, in their order."""
        return tuple(one.name for one in self.columns)

    def asking(self, *names: str) -> "Table":
        """The schema of a table that needs only these columns; what else it has must fit too."""
        columns = (replace(one, required=one.name in names) for one in self.columns)
        return replace(self, columns=tuple(columns))

    def check(self, frame: pd.DataFrame) -> None:
        """Raise one error that lists every fault of ``frame``, or return nothing.

        Raises
        ------
        DuplicateIdError
            If only the key is wrong: some ids are given more than once.
        TableError
            If any column is missing, of the wrong kind, empty or out of range.
        """
        if not isinstance(frame, pd.DataFrame):
            raise TableError(
                "The {self} table should be a table of pandas, not {kind}.",
                self=self.name,
                kind=type(frame).__name__,
            )
        faults = [fault for column in self.columns for fault in column.faults(frame)]
        doubles = self._doubles(frame)
        if faults:
            listed = phrases([*faults, *doubles], "; ")
            raise TableError(
                "The {table} table does not fit: {listed}.", table=self.name, listed=listed
            )
        if doubles:
            raise DuplicateIdError(
                "The {table} table does not fit: {doubles}.", table=self.name, doubles=doubles[0]
            )

    def _doubles(self, frame: pd.DataFrame) -> list[str]:
        if self.key is None or not isinstance(frame.get(self.key), pd.Series):
            return []
        if frame[self.key].is_unique:
            return []  # nearly always, and found in half of the time
        twice = frame.loc[frame[self.key].duplicated(keep=False), self.key]
        if twice.empty:
            return []
        unique = twice.drop_duplicates()
        return [
            Phrase(
                "{n} rows share an id ({ids}); every id must be unique",
                n=len(twice),
                ids=name_ids(unique),
            )
        ]


def _rows(frame: pd.DataFrame, mask: pd.Series) -> str:
    ids = frame.get("id")
    ids = ids if isinstance(ids, pd.Series) else pd.Series([str(one) for one in frame.index])
    named = name_ids(ids[mask.to_numpy()])
    return Phrase("{n} of {all} rows ({ids})", n=int(mask.sum()), all=len(frame), ids=named)


def text(name: str, meaning: str, **more: object) -> Column:
    """A column of texts."""
    return Column(name=name, kind="text", meaning=meaning, **more)  # type: ignore[arg-type]


def number(name: str, meaning: str, unit: str, **more: object) -> Column:
    """A column of numbers with a unit."""
    return Column(name=name, kind="number", meaning=meaning, unit=unit, **more)  # type: ignore[arg-type]


def optional(columns: Iterable[Column]) -> tuple[Column, ...]:
    """The same columns, which a table may lack."""
    return tuple(replace(column, required=False) for column in columns)


ID: Final = text("id", "unique name of the row, by default its number in the file", nullable=False)
AGS: Final = text("ags", "Amtlicher Gemeindeschlüssel, 2, 5 or 8 digits", nullable=False)
GEOMETRY: Final = Column(name="geometry", kind="geometry", meaning="place in EPSG:4326")
LAT: Final = number("lat", "latitude", "degrees, WGS84", low=-90, high=90)
LON: Final = number("lon", "longitude", "degrees, WGS84", low=-180, high=180)
