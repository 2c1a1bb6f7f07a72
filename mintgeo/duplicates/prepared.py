"""A table made ready to be compared: keys of every row, each computed once."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from mintgeo._errors import TableError
from mintgeo._points import as_points
from mintgeo._schema import received
from mintgeo._text import whole
from mintgeo.addresses.streets import street_key
from mintgeo.duplicates.contacts import domain_key, email_key, page_key, phone_key
from mintgeo.duplicates.words import words_of
from mintgeo.gazetteer.names import place_key

_PLZ: Final = re.compile(r"(?<!\d)(\d{4,5})(?!\d)")
_HOUSE: Final = re.compile(
    r"^(?P<street>.*?\D)\s*(?P<number>\d{1,4})(?!\.\s*[^\W\d_]{3})\s*(?P<more>[a-z]?\b.*)?$",
    re.IGNORECASE,
)
"""A number with a point and a word behind it is one of the name: "Straße des 17. Juni"."""
_CUT: Final = re.compile(r"[/(,]| (?:am|an|im|in|bei|ob|vor|auf)\b.*")
_TITLE: Final = re.compile(
    r"^(?:(?:landeshaupt|kreis|hanse)?stadt|gemeinde|markt|stadt) (?=\S)", re.IGNORECASE
)
_MOST: Final = {"lat": 90.0, "lon": 180.0}
"""Degrees; a place beyond is unknown."""
Texts = npt.NDArray[np.object_]
Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, kw_only=True)
class Prepared:
    """Keys of rows; a number per different value, −1 where there is none.

    Attributes
    ----------
    kind
        ``sites`` or ``offers``.
    ids
        Of the rows, as text.
    words
        Field of a name → words of every row.
    postcode, place, bare, street, number, email, phone, page, domain
        As numbers of values.
    texts
        Values by field, for those that are compared letter by letter.
    near
        Words of the place, for every row.
    lat, lon, age_from, age_to
        NaN where unknown or impossible.
    """

    kind: str
    ids: Texts
    words: dict[str, list[tuple[str, ...]]]
    codes: dict[str, Numbers]
    texts: dict[str, Texts]
    near: list[tuple[str, ...]]
    lat: npt.NDArray[np.float64]
    lon: npt.NDArray[np.float64]
    age_from: npt.NDArray[np.float64]
    age_to: npt.NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.ids)


def taken(table: pd.DataFrame) -> pd.DataFrame:
    """A table of offers or sites with named columns, ids as text, and degrees for its geometry.

    Raises
    ------
    TableError
        If it has neither titles nor names, no ids, an id twice, or a column twice.
    InputError
        If its geometry is not of points.
    CrsError
        If its geometry does not say where it is.
    """
    names = [whole(str(name)) for name in getattr(table, "columns", ())]
    if "id" not in names or not {"title", "name"} & set(names):
        raise TableError(
            "Duplicates are looked for in tables with 'id' and 'title' (offers) or 'name' (sites); "
            "this one has {columns}.", columns=", ".join(names),
        )  # fmt: skip
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise TableError(
            "The column {twice} is there more than once: keep one.", twice=", ".join(twice)
        )
    plain = received(_flat(table).reset_index(drop=True))
    plain = plain.set_axis([whole(str(name)) for name in plain.columns], axis="columns")
    ids = plain["id"].astype(object).map(lambda one: whole(str(one)), na_action="ignore")
    wrong = ids[ids.duplicated(keep=False) | ids.isna() | ids.eq("") | ids.str.isspace()]
    if len(wrong):
        raise TableError(
            "Every row needs an id of its own; {n} rows don't have one, such as {id}.",
            n=len(wrong), id=repr(wrong.iloc[0]),
        )  # fmt: skip
    return plain.assign(id=ids)


def _flat(table: pd.DataFrame) -> pd.DataFrame:
    """The table without geometry; where it has no columns of degrees, its points are."""
    shapes = [name for name, one in zip(table.columns, table.dtypes, strict=True)
              if name == "geometry" or str(one) == "geometry"]  # fmt: skip
    plain = pd.DataFrame(table.drop(columns=shapes))
    if {"lat", "lon"} <= set(table.columns) or table[shapes].isna().all(axis=None):
        return plain
    at = as_points(table, what="geometry of the table").geometry
    return plain.assign(lat=at.y.to_numpy(), lon=at.x.to_numpy())


def kind_of(table: pd.DataFrame) -> str:
    """``offers`` for a table with titles, ``sites`` for one with names; it is as of ``taken``."""
    return "offers" if "title" in table else "sites"


def prepared(table: pd.DataFrame) -> Prepared:
    """Compute the keys of a table of offers or sites, as of ``taken``."""
    kind = kind_of(table)
    column = {
        name: _texts(table, name)
        for name in (
            "title",
            "provider",
            "name",
            "street",
            "postcode",
            "place",
            "email",
            "phone",
            "url",
        )
    }
    names = ("title", "provider") if kind == "offers" else ("name",)
    places = [_place(one) for one in column["place"]]
    keys = {
        "postcode": [
            _postcode(*both) for both in zip(column["postcode"], column["place"], strict=True)
        ],
        "place": [key for key, _ in places],
        "bare": [bare for _, bare in places],
        "email": list(map(email_key, column["email"])),
        "phone": list(map(phone_key, column["phone"])),
        "page": list(map(page_key, column["url"])),
    }
    addresses = [_address(one) for one in column["street"]]
    keys["street"] = [street for street, _ in addresses]
    keys["number"] = [number for _, number in addresses]
    keys["domain"] = [domain_key(*both) for both in zip(keys["email"], keys["page"], strict=True)]
    texts = {name: np.array([*one, ""], dtype=object)[:-1] for name, one in keys.items()}
    return Prepared(
        kind=kind, ids=np.array([*table["id"], ""], dtype=object)[:-1],
        words={name: [words_of(one) for one in column[name]] for name in names},
        codes={name: _codes(one) for name, one in texts.items()}, texts=texts,
        near=[words_of(one) for one in column["place"]],
        lat=_numbers(table, "lat"), lon=_numbers(table, "lon"),
        age_from=_numbers(table, "age_from"), age_to=_numbers(table, "age_to"),
    )  # fmt: skip


def is_missing(cell: Any) -> bool:
    """Whether a cell says nothing; a list never does."""
    return cell is None or (pd.api.types.is_scalar(cell) and bool(pd.isna(cell)))


def _texts(table: pd.DataFrame, name: str) -> list[str]:
    if name not in table:
        return [""] * len(table)
    return [_text(one) for one in table[name].astype(object)]


def _text(cell: Any) -> str:
    if isinstance(cell, str):
        return cell.strip()
    if is_missing(cell):
        return ""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def _numbers(table: pd.DataFrame, name: str) -> npt.NDArray[np.float64]:
    if name not in table:
        return np.full(len(table), np.nan)
    numbers = pd.to_numeric(table[name], errors="coerce").to_numpy(dtype="float64", na_value=np.nan)
    return np.where(np.abs(numbers) <= _MOST.get(name, np.inf), numbers, np.nan)


def _codes(texts: Texts) -> Numbers:
    numbers, values = pd.factorize(texts, use_na_sentinel=False)
    empty = np.flatnonzero(values == "")
    return np.where(np.isin(numbers, empty), -1, numbers).astype(np.int64)


def _postcode(text: str, place: str) -> str:
    found = _PLZ.search(text) or _PLZ.match(place.removeprefix("D-"))
    return found[1].zfill(5) if found else ""


@lru_cache(maxsize=100_000)
def _place(text: str) -> tuple[str, str]:
    """Key of a place, and that of its name without what tells it from others of the name."""
    bare = _PLZ.sub("", text.removeprefix("D-")).strip(" ,")
    if not bare:
        return "", ""
    bare = _TITLE.sub("", bare)
    first = _CUT.split(bare, maxsplit=1)[0].strip()
    return place_key(bare), place_key(first) or place_key(bare)


@lru_cache(maxsize=200_000)
def _address(text: str) -> tuple[str, str]:
    found = _HOUSE.match(text.strip())
    if found:
        return street_key(found["street"]), str(int(found["number"]))
    return street_key(text), ""
