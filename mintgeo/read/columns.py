"""What both lists share: their columns, from cells to values, and a word on every other one."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pandas as pd

from mintgeo._errors import DuplicateIdError, InputError, name_ids
from mintgeo._phrase import Phrase
from mintgeo._schema import Table
from mintgeo.findings import COLUMN, Gathered, Reading, found, row_notes
from mintgeo.read.address import split_addresses
from mintgeo.read.ages import ages
from mintgeo.read.files import name_of
from mintgeo.read.folding import plain
from mintgeo.read.headers import rename
from mintgeo.read.layout import Listing, read_listing
from mintgeo.read.meaning import EXTRA, TIMES, meaning
from mintgeo.read.ours import take_corrections
from mintgeo.read.postcodes import postcodes
from mintgeo.read.refusals import require_address, row_numbers
from mintgeo.read.repair import (
    coordinates,
    counts,
    dates,
    degrees,
    house_numbers,
    numbers,
    pairs,
    shared_counts,
)
from mintgeo.read.sheet import clean
from mintgeo.read.times import times
from mintgeo.read.unused import unused

_DATES: Final = frozenset({
    "datum", "date", "termin", "tag", "anmeldedatum", "geburtsdatum", "beginn", "ende",
})  # fmt: skip
DISTRICT: Final = "district"
"""Column of the part of town, which decides between streets of one name."""
_JOINED: Final = frozenset({"house_number"})
"""Columns that are read into the street."""


def raw_listing(
    source: str | Path | pd.DataFrame,
    sheet: str | int | None,
    table: Table,
    columns: Mapping[str, str] | None,
) -> Listing:
    """The cells of a list under the headers of the file."""
    chosen = _cleaned(columns)
    return read_listing(
        source, sheet=sheet, meaning=lambda header: chosen.get(header) or meaning(header, table)
    )


def _cleaned(columns: Mapping[str, str] | None) -> dict[str, str]:
    """Headers that the caller names, as the reader has them: without ="…" and spaces around."""
    return {clean(header) or header: name for header, name in (columns or {}).items()}


def listing_of(
    source: str | Path | pd.DataFrame,
    sheet: str | int | None,
    table: Table,
    columns: Mapping[str, str] | None,
) -> Listing:
    """The cells of a list under names of the schema, where they are understood."""
    listing = raw_listing(source, sheet, table, columns)
    columns = _cleaned(columns)
    file = name_of(source, sheet)
    headers = listing.cells.columns
    listing.cells = rename(listing.cells, table, columns=columns, file=file)
    pairs_ = zip(headers, listing.cells.columns, strict=True)
    listing.cells.attrs["headers"] = tuple(pairs_)
    if listing.points is None:
        require_address(listing.cells, file)
    return listing


def shared_columns(listing: Listing, table: Table, gathered: Gathered, file: str) -> pd.DataFrame:
    """Ids, address and coordinates, which both lists share."""
    if listing.cells.empty and not (listing.of_frame and not listing.of_list):
        left_out = len(Reading(findings=tuple(listing.of_list)).left_out)
        gone = Phrase("; {n} were left out", n=left_out) if left_out else ""
        raise InputError("{file} has no rows of a list{gone}.", file=file, gone=gone)
    for position, row in enumerate(listing.cells["_row"]):
        gathered.say(position, listing.of_rows.get(int(row), ()))
    cells, whole = split_addresses(listing.cells, gathered)
    if whole:
        listing.of_list.append(found("list.addresses_split", n=whole))
    out = pd.DataFrame(index=cells.index)
    for column in table.columns:
        if column.required:
            out[column.name] = column_of(cells, column.name)
    out["id"] = _ids(cells, file)
    out["street"] = _street(cells, gathered)
    out["place"] = _place(out["place"], cells, gathered)
    out["postcode"], abroad = postcodes(column_of(cells, "postcode"), gathered)
    out["state"] = out["state"].fillna(abroad).astype("str")
    first, second = pairs(column_of(cells, "latlon"), gathered)
    lat = degrees(column_of(cells, "lat"), gathered, column="lat").fillna(first)
    lon = degrees(column_of(cells, "lon"), gathered, column="lon").fillna(second)
    out["lat"], out["lon"] = coordinates(lat, lon, gathered)
    if listing.points is not None:
        _take_points(out, listing.points.reindex(cells["_row"]), gathered)
    ours = listing.ours.set_index("_row").reindex(cells["_row"]) if len(listing.ours) else None
    if ours is not None:
        take_corrections(out, ours, gathered)
    extra = _extra(listing, table, {*out.columns, "_row"})
    for name in extra.columns:
        if plain(str(name)) in _DATES:
            extra[name] = dates(extra[name].astype("str"), gathered)
    return pd.concat([out, extra], axis=1)


def _take_points(table: pd.DataFrame, points: pd.DataFrame, gathered: Gathered) -> None:
    """Take the geometry of a frame where no column says coordinates."""
    lat, lon = (pd.Series(points[name].to_numpy(), index=table.index) for name in ("lat", "lon"))
    without = table["lat"].isna()
    lat, lon = coordinates(lat.where(without), lon.where(without), gathered)
    table["lat"], table["lon"] = table["lat"].fillna(lat), table["lon"].fillna(lon)


def _extra(listing: Listing, table: Table, known: set[str]) -> pd.DataFrame:
    """Columns that stay as they are, under their own headers, and a word on each that is filled."""
    cells = listing.cells
    own = {ours: header for header, ours in cells.attrs["headers"]}
    used = {name for name in cells.columns if cells[name].notna().any()}
    parts = cells.attrs["parts"]
    kept = cells[
        [name for name in cells.columns if name not in known | EXTRA and name not in parts]
    ]
    listing.of_list += unused(kept, used | ({"count"} if parts else set()), table)
    shown = [name for name in cells.columns if name not in known and name not in _JOINED]
    renamed = (EXTRA - {DISTRICT}) & set(shown)
    return cells[shown].rename(columns={name: own[name] for name in renamed})


def people_of(listing: Listing, gathered: Gathered) -> pd.Series:
    """People of every row: those of the column, or of its parts together."""
    cells, parts = listing.cells, listing.cells.attrs["parts"]
    if not parts:
        merged = listing.merged.get(_header_of(cells, "count"), [])
        values = counts(column_of(cells, "count"), gathered)
        return shared_counts(values, cells["_row"], merged, gathered)
    columns = [numbers(cells[part].astype("str"), gathered, column=part) for part in parts]
    listing.of_list.append(found("list.count_added", cells=tuple(parts)))
    total = pd.concat(columns, axis=1).clip(lower=0).sum(axis=1, min_count=1)
    return total.fillna(1).round().astype("int64")


def _header_of(cells: pd.DataFrame, name: str) -> str:
    """Header of the file that means a name of the schema."""
    return next((header for header, ours in cells.attrs["headers"] if ours == name), "")


def ages_of(cells: pd.DataFrame, gathered: Gathered) -> dict[str, pd.Series]:
    """Youngest and oldest where one column says both."""
    name = next((name for name in ("ages", "grades") if name in cells.columns), None)
    if name is None:
        return {}
    low, high = ages(column_of(cells, name), gathered, column=name)
    return {"age_min": low, "age_max": high}


def times_of(cells: pd.DataFrame, gathered: Gathered) -> dict[str, pd.Series]:
    """When offers take place, where columns say it: those of the schema, or any others."""
    own = dict(zip(("days", "start", "end"), TIMES[1:], strict=True))
    known = [name for name in (*TIMES, *own) if name in cells.columns]
    if not known:
        return {}
    said = pd.DataFrame({name: column_of(cells, name) for name in known})
    for name, wider in own.items():
        if name in said:
            said[wider] = said[name].fillna(column_of(cells, wider))
    return times(said.drop(columns=[name for name in own if name in said]), gathered)


def finished(out: pd.DataFrame, table: Table, gathered: Gathered, listing: Listing) -> pd.DataFrame:
    """The table with what was found of its rows and of the list, checked."""
    out[COLUMN] = gathered.column(out.index)
    out["read_note"] = row_notes(out)
    out.attrs["kind"] = table.name
    out.attrs |= Reading(findings=tuple(listing.of_list)).attributes()
    table.check(out)
    return out


def column_of(cells: pd.DataFrame, name: str) -> pd.Series:
    """A column as text; empty where the list has none."""
    if name in cells.columns:
        return cells[name].astype("str")
    return pd.Series(pd.NA, index=cells.index, dtype="str")


def _ids(cells: pd.DataFrame, file: str) -> pd.Series:
    ids = column_of(cells, "id").fillna(cells["_row"].astype("str"))
    twice = ids.duplicated(keep=False)
    if twice.any():
        raise DuplicateIdError(
            "{file}: {n} of {n2} rows share an id ({ids}; {rows}); every id must be unique.",
            file=file,
            n=int(twice.sum()),
            n2=len(ids),
            ids=name_ids(ids[twice].drop_duplicates()),
            rows=row_numbers(cells["_row"][twice]),
        )
    return ids.astype("str")


def _place(place: pd.Series, cells: pd.DataFrame, gathered: Gathered) -> pd.Series:
    """The place of every row; where a row names neither that nor a PLZ, its part of town."""
    district = column_of(cells, DISTRICT)
    alone = place.isna() & column_of(cells, "postcode").isna() & district.notna()
    gathered.add(alone, "read.place_of_district", place=district)
    return place.mask(alone, district).astype("str")


def _street(cells: pd.DataFrame, gathered: Gathered) -> pd.Series:
    street, number = column_of(cells, "street"), column_of(cells, "house_number")
    return (street + (" " + house_numbers(number, gathered)).fillna("")).astype("str")
