"""The two lists that everything begins with: participants and sites."""

from functools import partial
from typing import Final

import pandas as pd

from mintgeo._phrase import Phrase
from mintgeo._schema import PARTICIPANTS, SITES
from mintgeo.findings import Gathered
from mintgeo.read.columns import (
    ages_of,
    column_of,
    finished,
    listing_of,
    people_of,
    raw_listing,
    shared_columns,
    times_of,
)
from mintgeo.read.files import name_of
from mintgeo.read.layout import Listing, drop_others
from mintgeo.read.origin import mark_sites
from mintgeo.read.refusals import refuse, require
from mintgeo.read.repair import (
    counts,
    numbers,
)
from mintgeo.read.several import Columns, Part, Sheets, Source, labelled, together

_ROLES: Final = {
    "offer": "offer", "angebot": "offer",
    "potential": "potential", "potenzial": "potential", "potentiell": "potential",
    "potenziell": "potential",
}  # fmt: skip
_NUMBERS: Final = ("age_min", "age_max", "capacity")


def read_participants(
    source: Source,
    *,
    sheet: Sheets = None,
    columns: Columns = None,
) -> pd.DataFrame:
    """Read a list of participants.

    Parameters
    ----------
    source
        A text file (CSV; UTF-8, UTF-16, UTF-32, Windows-1252, MacRoman or CP850; semicolon, comma,
        tab or vertical bar), a workbook (.xlsx, .xlsm, .ods), or a DataFrame. Points of a
        GeoDataFrame are coordinates. Several files become one list, with a column ``file``.
    sheet
        Name or position (from 0) of the sheet, or several that hold one list together; by default
        the first that holds a list. Of several files each must have it.
    columns
        Headers of yours → names of the schema, where they are not understood by themselves:
        ``{"Heimatort": "place"}``. Of several files or sheets one must have the header.

    Returns
    -------
    DataFrame
        A participants table; other columns are kept. ``id`` is the number of the row in the file
        (the header is row 1; frames count from 1) unless there is a column for it; of several
        files and sheets these stand in front ("a.xlsx!Mai!12"), in the index always. ``findings``
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

    def read(part: Part, named: Columns) -> pd.DataFrame:
        listing = listing_of(part.source, part.sheet, PARTICIPANTS, named)
        table = _participants(listing, name_of(part.source, part.sheet))
        return labelled(table, listing.cells["_row"], part)

    return together(read, source, sheet, columns)


def _participants(listing: Listing, file: str) -> pd.DataFrame:
    drop_others(listing, people=lambda cells: counts(cells, Gathered(len(cells))))
    gathered = Gathered(len(listing.cells))
    table = shared_columns(listing, PARTICIPANTS, gathered, file)
    table["count"] = people_of(listing, gathered)
    return finished(table, PARTICIPANTS, gathered, listing)


def read_sites(
    source: Source,
    *,
    sheet: Sheets = None,
    columns: Columns = None,
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

    def read(part: Part, named: Columns) -> pd.DataFrame:
        listing = listing_of(part.source, part.sheet, SITES, named)
        table = _sites(listing, name_of(part.source, part.sheet), certain=certain)
        return labelled(table, listing.cells["_row"], part)

    return together(read, source, sheet, columns)


def _sites(listing: Listing, file: str, *, certain: bool) -> pd.DataFrame:
    require(listing.cells, "name", file)
    drop_others(listing, named="name")
    cells = listing.cells
    gathered = Gathered(len(cells))
    table = shared_columns(listing, SITES, gathered, file)
    wrong = partial(refuse, table=table, rows=cells["_row"], file=file)
    wrong(table["name"].isna(), what=Phrase("no name; every site needs one"))
    table["role"] = _roles(column_of(cells, "role"))
    wanted = Phrase("a role that is neither 'offer' nor 'potential' (Angebot, Potenzial)")
    wrong(table["role"].isna(), what=wanted)
    spans = ages_of(cells, gathered)
    for name in _NUMBERS:
        values = numbers(column_of(cells, name), gathered, column=name)
        values = values.fillna(spans[name]) if name in spans else values
        odd = values.notna() & ~values.between(0, 120 if name.startswith("age") else 1e9)
        gathered.add(odd, "read.number_unlikely", column=name)
        table[name] = values.mask(odd)
    for name, column in times_of(cells, gathered).items():
        table[name] = column
    marked = mark_sites(table, cells.attrs["headers"], certain=certain)
    return finished(marked, SITES, gathered, listing)


def read_any(frame: pd.DataFrame) -> pd.DataFrame:
    """Read a frame of any headers as ``read_participants`` does, and keep its own columns too.

    Raises
    ------
    InputError
        If it has neither postcode, place, address nor coordinates.
    """
    listing = listing_of(frame, None, PARTICIPANTS, None)
    table = _participants(listing, name_of(frame))
    schema = {column.name for column in PARTICIPANTS.columns}
    own = frame.iloc[listing.cells["_row"].to_numpy() - 1]
    kept = {
        str(name): own.iloc[:, at].to_numpy()
        for at, name in enumerate(own.columns)
        if str(name) not in {*schema, "geometry"}
    }
    beside = pd.DataFrame(kept, index=table.index)
    read = table.drop(columns=[name for name in kept if name in table.columns])
    out = pd.concat([read, beside], axis=1)
    out.attrs = dict(table.attrs)
    return out


def original_cells(
    source: Source,
    *,
    kind: str,
    sheet: Sheets = None,
    columns: Columns = None,
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

    def read(part: Part, named: Columns) -> pd.DataFrame:
        cells = raw_listing(part.source, part.sheet, table, named).cells
        return labelled(cells.drop(columns="_row"), cells["_row"], part)

    return together(read, source, sheet, columns, raw=True)


def _roles(cells: pd.Series) -> pd.Series:
    return cells.fillna("offer").str.casefold().map(_ROLES).astype("str")
