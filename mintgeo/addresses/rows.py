"""Rows that an address index is made of, in columns that take little memory."""

from array import array
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import pandas as pd

from mintgeo.addresses.numbers import HouseNumber

LITERAL, DERIVED, LINE = 0, 1, 2
"""A house that the map names; one between two that it names; a point of a street's line."""

COLUMNS: Final = ("street", "postcode", "place", "part", "suffix")
_E7: Final = 1e7


@dataclass
class _Column:
    """Texts, each different one kept once."""

    codes: "array[int]" = field(default_factory=lambda: array("i"))
    known: dict[str, int] = field(default_factory=dict)

    def add(self, text: str) -> None:
        self.codes.append(self.known.setdefault(text, len(self.known)))

    def categories(self) -> Any:
        codes: Any = np.array(self.codes, dtype=np.int32)
        return pd.Categorical.from_codes(codes, pd.Index(list(self.known), dtype="object"))


@dataclass
class Houses:
    """A growing table of addresses: 33 bytes a row."""

    texts: dict[str, _Column] = field(default_factory=lambda: {name: _Column() for name in COLUMNS})
    numbers: "array[int]" = field(default_factory=lambda: array("i"))
    kinds: "array[int]" = field(default_factory=lambda: array("b"))
    lat: "array[int]" = field(default_factory=lambda: array("i"))
    lon: "array[int]" = field(default_factory=lambda: array("i"))

    def add(
        self, tags: dict[str, str], house: HouseNumber, kind: int, lat: float, lon: float
    ) -> None:
        """Append one address; ``tags`` are those of the map."""
        street = tags.get("addr:street") or tags.get("addr:place") or tags.get("addr:city", "")
        part = tags.get("addr:suburb") or tags.get("addr:hamlet") or ""
        values = (street, tags.get("addr:postcode", ""), tags.get("addr:city", ""), part)
        for name, value in zip(COLUMNS, (*values, house.suffix), strict=True):
            self.texts[name].add(value)
        self.numbers.append(house.number)
        self.kinds.append(kind)
        self.lat.append(round(lat * _E7))
        self.lon.append(round(lon * _E7))

    def frame(self) -> pd.DataFrame:
        """The table: texts as categories, degrees times 10⁷ as whole numbers."""
        columns: dict[str, Any] = {name: column.categories() for name, column in self.texts.items()}
        columns |= {
            "number": np.array(self.numbers, dtype=np.int32),
            "kind": np.array(self.kinds, dtype=np.int8),
            "lat": np.array(self.lat, dtype=np.int32),
            "lon": np.array(self.lon, dtype=np.int32),
        }
        return pd.DataFrame(columns)


@dataclass(frozen=True)
class Harvest:
    """What an index is made of.

    Attributes
    ----------
    houses
        ``street``, ``postcode``, ``place``, ``part``, ``suffix`` (categories), ``number``, ``kind``
        (``LITERAL``, ``DERIVED``, ``LINE``), ``lat``, ``lon`` (degrees × 10⁷).
    spots
        Settlements: ``name``, ``lat``, ``lon`` (degrees).
    facilities
        ``name``, ``kind``, ``lat``, ``lon`` (degrees).
    """

    houses: pd.DataFrame
    spots: pd.DataFrame
    facilities: pd.DataFrame
