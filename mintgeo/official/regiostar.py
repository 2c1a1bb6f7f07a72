"""RegioStaR, the regional statistical typology of the BMV, by Gemeinde: the reference workbook."""

import re
from pathlib import Path
from typing import Final

import pandas as pd

from mintgeo._ags import read_keys
from mintgeo._door import reading
from mintgeo._errors import InputError, name_rows
from mintgeo._phrase import Phrase
from mintgeo.official._table import Rows, open_sheets

ATTRIBUTION: Final = "RegioStaR © BMV (dl-de/by-2-0)"
REGIOSTAR7: Final = {
    71: "Stadtregion: Metropole",
    72: "Stadtregion: Regiopole, Großstadt",
    73: "Stadtregion: Mittelstadt, städtischer Raum",
    74: "Stadtregion: kleinstädtischer, dörflicher Raum",
    75: "Ländliche Region: zentrale Stadt",
    76: "Ländliche Region: Mittelstadt, städtischer Raum",
    77: "Ländliche Region: kleinstädtischer, dörflicher Raum",
}
_SHEET: Final = re.compile(r"ReferenzGebietsstand(\d{4})")


def read_regiostar(path: str | Path, *, year: int | None = None) -> pd.DataFrame:
    """Read the RegioStaR classes of all Gemeinden.

    Parameters
    ----------
    path
        ``regiostar-referenzdateien.xlsx``.
    year
        Gebietsstand: one of the workbook's sheets ``ReferenzGebietsstand2020`` …; the newest if
        not given.

    Returns
    -------
    DataFrame
        Ordered by ``ags``: ``name``, ``gebietsstand``, ``regiostar2``, ``regiostar4``,
        ``regiostar7`` … as far as the sheet has them (whole numbers), ``regiostar7_name``.

    Raises
    ------
    InputError
        If the file is no such workbook, has no sheet of that year, or keys that are none.
    """
    with reading(Path(path).name, Phrase("RegioStaR workbook")):
        return _read(Path(path), year)


def _read(file: Path, year: int | None) -> pd.DataFrame:
    rows, year = _sheet(file, year)
    head = [str(cell).strip() for cell in rows[0]] if rows else []
    short = f"_{year % 100:02d}"
    key = next((name for name in (f"gem{short}", "gem", "AGS") if name in head), None)
    classes = [name for name in head if name.startswith("RegioStaR")]
    if key is None or not classes:
        raise InputError(
            "'{file}' needs columns gem{short} and RegioStaR7; found: {head}.",
            file=file.name,
            short=short,
            head=", ".join(head),
        )
    raw = pd.DataFrame(rows[1:], columns=head).dropna(subset=[key]).reset_index(drop=True)
    keys = read_keys(raw[key], level="gemeinde")
    twice = keys.values[keys.values.duplicated(keep=False)].drop_duplicates()
    if len(twice):
        raise InputError(
            "{n} Gemeinden are given more than once ({rows}).", n=len(twice), rows=name_rows(twice)
        )
    name = next((n for n in (f"name{short}", f"gemnam{short}", "name") if n in head), None)
    table = pd.DataFrame({"ags": keys.values, "name": raw[name].astype("str") if name else ""})
    table["gebietsstand"] = f"{year}-12-31"
    for column in classes:
        table[column.lower()] = pd.to_numeric(raw[column], errors="coerce").astype("Int64")
    if "regiostar7" in table:
        table["regiostar7_name"] = table["regiostar7"].map(REGIOSTAR7).astype("str")
    table = table.sort_values("ags", ignore_index=True)
    table.attrs = {"source": file.name, "attributions": [ATTRIBUTION], "notes": list(keys.notes)}
    return table


def _sheet(file: Path, year: int | None) -> tuple[Rows, int]:
    with open_sheets(file) as sheets:
        years = {int(m[1]): name for name in sheets if (m := _SHEET.fullmatch(name.strip()))}
        if not years or (year is not None and year not in years):
            raise InputError(
                "'{file}' has no sheet ReferenzGebietsstand{year}; found: {sheets}.",
                file=file.name,
                year=year or "",
                sheets=", ".join(sheets),
            )
        chosen = max(years) if year is None else year
        return list(sheets[years[chosen]]), chosen
