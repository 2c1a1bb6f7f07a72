"""The two lists that everything begins with: participants and sites."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Final

import pandas as pd

from mintgeo._errors import DuplicateIdError, InputError, name_ids
from mintgeo._schema import PARTICIPANTS, SITES, Table
from mintgeo.findings import COLUMN, Gathered, Reading, found, row_notes
from mintgeo.read.address import split_addresses
from mintgeo.read.files import name_of
from mintgeo.read.headers import EXTRA, meaning, plain, rename
from mintgeo.read.layout import Listing, drop_totals, read_listing
from mintgeo.read.origin import mark_sites
from mintgeo.read.postcodes import postcodes
from mintgeo.read.refusals import refuse, require, require_address, row_numbers
from mintgeo.read.repair import (
    coordinates,
    counts,
    dates,
    house_numbers,
    numbers,
    pairs,
)

_ROLES: Final = {
    "offer": "offer", "angebot": "offer",
    "potential": "potential", "potenzial": "potential", "potentiell": "potential",
    "potenziell": "potential",
}  # fmt: skip
_DATES: Final = frozenset({
    "datum", "date", "termin", "tag", "anmeldedatum", "geburtsdatum", "beginn", "ende",
})  # fmt: skip
_NUMBERS: Final = ("age_min", "age_max", "capacity")


def read_participants(
    source: str | Path | pd.DataFrame,
    *,
    sheet: str | int | None = None,
    columns: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """Read a list of participants.

    Parameters
    ----------
    source
        A CSV file (UTF-8, UTF-16 or Windows-1252; semicolon, comma or tab), an Excel workbook, or
        a DataFrame.
    sheet
        Name or position (from 0) of the sheet; by default the first that holds a list.
    columns
        Headers of yours → names of the schema, where they are not understood by themselves:
        ``{"Heimatort": "place"}``.

    Returns
    -------
    DataFrame
        A participants table; other columns are kept. ``id`` is the number of the row in the file
        (the header is row 1; frames count from 1) unless there is a column for it. ``findings``
        holds what was repaired or lost, as codes and values (``row_findings``), ``read_note`` the
        same in German. What of the file is no row of the list (titles, totals, other sheets) is
        told by ``list_findings``, and by ``notes`` and ``left_out`` of ``attrs["read"]`` in German.

    Raises
    ------
    InputError
        If the file can't be read, or has neither postcode, place, address nor coordinates.
    DuplicateIdError
        If ids are given more than once; it names the rows.

    Examples
    --------
    >>> import pandas as pd
    >>> import mintgeo as mg
    >>> table = pd.DataFrame({"PLZ": [1067], "Wohnort": ["Dresden"], "Kinder": ["ca. 5"]})
    >>> row = mg.read_participants(table).iloc[0]
    >>> row["postcode"], row["place"], int(row["count"])
    ('01067', 'Dresden', 5)
    >>> row["read_note"]
    'PLZ 1067 um die führende Null ergänzt: 01067; Anzahl „ca. 5“ gelesen als 5'
    """
    file = name_of(source)
    listing = _listing(source, sheet, PARTICIPANTS, columns)
    drop_totals(listing, people=lambda cells: counts(cells, Gathered(len(cells))))
    gathered = Gathered(len(listing.cells))
    table = _common(listing, PARTICIPANTS, gathered, file)
    table["count"] = counts(_column(listing.cells, "count"), gathered)
    return _finished(table, PARTICIPANTS, gathered, listing)


def read_sites(
    source: str | Path | pd.DataFrame,
    *,
    sheet: str | int | None = None,
    columns: Mapping[str, str] | None = None,
    certain: bool = False,
) -> pd.DataFrame:
    """Read a list of places where MINT is offered, or could be.

    Parameters
    ----------
    source, sheet, columns
        As for ``read_participants``.

    certain
        Your word that every row is a place and none a person, where the list does not show it.
        Only places are asked about online without consent; see ``withheld``.

    Returns
    -------
    DataFrame
        A sites table; other columns are kept. ``role`` is ``offer`` unless the list says
        ``potential`` ("Potenzial").

    Raises
    ------
    InputError
        If the file can't be read, a column is missing, rows have no name, or a role is unknown;
        the message names such rows.
    DuplicateIdError
        If ids are given more than once; it names the rows.

    Examples
    --------
    >>> import pandas as pd
    >>> import mintgeo as mg
    >>> table = pd.DataFrame({"Einrichtung": ["Lernlabor"], "Anschrift": ["Anger 1, 99084 Erfurt"]})
    >>> mg.read_sites(table)[["name", "role", "street", "postcode", "place"]]
            name   role   street postcode   place
    0  Lernlabor  offer  Anger 1    99084  Erfurt
    """
    file = name_of(source)
    listing = _listing(source, sheet, SITES, columns)
    require(listing.cells, "name", file)
    drop_totals(listing, named="name")
    cells = listing.cells
    gathered = Gathered(len(cells))
    table = _common(listing, SITES, gathered, file)
    wrong = partial(refuse, table=table, rows=cells["_row"], file=file)
    wrong(table["name"].isna(), what="no name; every site needs one")
    table["role"] = _roles(_column(cells, "role"))
    wanted = "a role that is neither 'offer' nor 'potential' (Angebot, Potenzial)"
    wrong(table["role"].isna(), what=wanted)
    for name in _NUMBERS:
        values = numbers(_column(cells, name), gathered, column=name)
        odd = values.notna() & ~values.between(0, 120 if name.startswith("age") else 1e9)
        gathered.add(odd, "read.number_unlikely", column=name)
        table[name] = values.mask(odd)
    marked = mark_sites(table, cells.attrs["headers"], certain=certain)
    return _finished(marked, SITES, gathered, listing)


def original_cells(
    source: str | Path | pd.DataFrame,
    *,
    kind: str,
    sheet: str | int | None = None,
    columns: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """Return the cells of a list as text under the headers of the file.

    Parameters
    ----------
    source, sheet, columns
        As for ``read_participants``.
    kind
        ``participants`` or ``sites``, which decides where the list stands on its sheet.

    Returns
    -------
    DataFrame
        The index is that of ``read_participants`` or ``read_sites``, which may have fewer rows
        (totals and footnotes are left out there).
    """
    table = SITES if kind == "sites" else PARTICIPANTS
    return _raw(source, sheet, table, columns).cells.drop(columns="_row")


def _raw(
    source: str | Path | pd.DataFrame,
    sheet: str | int | None,
    table: Table,
    columns: Mapping[str, str] | None,
) -> Listing:
    chosen = dict(columns or {})
    return read_listing(
        source, sheet=sheet, meaning=lambda header: chosen.get(header) or meaning(header, table)
    )


def _listing(
    source: str | Path | pd.DataFrame,
    sheet: str | int | None,
    table: Table,
    columns: Mapping[str, str] | None,
) -> Listing:
    listing = _raw(source, sheet, table, columns)
    file = name_of(source)
    headers = listing.cells.columns
    listing.cells = rename(listing.cells, table, columns=columns, file=file)
    listing.cells.attrs["headers"] = tuple(zip(headers, listing.cells.columns, strict=True))
    require_address(listing.cells, file)
    return listing


def _common(listing: Listing, table: Table, gathered: Gathered, file: str) -> pd.DataFrame:
    """Ids, address and coordinates, which both lists share."""
    if listing.cells.empty:
        left_out = len(Reading(findings=tuple(listing.of_list)).left_out)
        gone = f"; {left_out} were left out" if left_out else ""
        raise InputError(f"{file} has no rows of a list{gone}.")
    for position, row in enumerate(listing.cells["_row"]):
        gathered.say(position, listing.of_rows.get(int(row), ()))
    cells, whole = split_addresses(listing.cells, gathered)
    if whole:
        listing.of_list.append(found("list.addresses_split", n=whole))
    out = pd.DataFrame(index=cells.index)
    for column in table.columns:
        out[column.name] = _column(cells, column.name)
    out["id"] = _ids(cells, file)
    out["street"] = _street(cells, gathered)
    out["postcode"], abroad = postcodes(_column(cells, "postcode"), gathered)
    out["state"] = out["state"].fillna(abroad).astype("str")
    first, second = pairs(_column(cells, "latlon"))
    lat = numbers(_column(cells, "lat").fillna(first), gathered, column="lat")
    lon = numbers(_column(cells, "lon").fillna(second), gathered, column="lon")
    out["lat"], out["lon"] = coordinates(lat, lon, gathered)
    known = {*out.columns, *EXTRA, "_row"}
    extra = cells[[name for name in cells.columns if name not in known]].copy()
    for name in extra.columns:
        if plain(str(name)) in _DATES:
            extra[name] = dates(extra[name].astype("str"), gathered)
    return pd.concat([out, extra], axis=1)


def _finished(
    out: pd.DataFrame, table: Table, gathered: Gathered, listing: Listing
) -> pd.DataFrame:
    out[COLUMN] = gathered.column(out.index)
    out["read_note"] = row_notes(out)
    out.attrs["kind"] = table.name
    out.attrs |= Reading(findings=tuple(listing.of_list)).attributes()
    table.check(out)
    return out


def _column(cells: pd.DataFrame, name: str) -> pd.Series:
    if name in cells.columns:
        return cells[name].astype("str")
    return pd.Series(pd.NA, index=cells.index, dtype="str")


def _ids(cells: pd.DataFrame, file: str) -> pd.Series:
    ids = _column(cells, "id").fillna(cells["_row"].astype("str"))
    twice = ids.duplicated(keep=False)
    if twice.any():
        raise DuplicateIdError(
            f"{file}: {int(twice.sum())} of {len(ids)} rows share an id "
            f"({name_ids(ids[twice].drop_duplicates())}; {row_numbers(cells['_row'][twice])}); "
            "every id must be unique."
        )
    return ids.astype("str")


def _street(cells: pd.DataFrame, gathered: Gathered) -> pd.Series:
    street, number = _column(cells, "street"), _column(cells, "house_number")
    return (street + (" " + house_numbers(number, gathered)).fillna("")).astype("str")


def _roles(cells: pd.Series) -> pd.Series:
    return cells.fillna("offer").str.casefold().map(_ROLES).astype("str")
