"""The tables of a run as one workbook that opens readable."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Final

import geopandas as gpd
import pandas as pd
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from mintgeo._cache import write_atomically
from mintgeo._excel import fill, save
from mintgeo.chapters import Sheet, registered
from mintgeo.chapters.rows import region_name
from mintgeo.findings import COLUMN
from mintgeo.language import AREA_LEVELS, MODES, STATUSES, VERDICTS, Language, language
from mintgeo.report.guide import MOST_ROWS, findings, guide
from mintgeo.report.spoken import spoken
from mintgeo.run import Run

_FORMATS: Final = {
    "share": "0.0%", "share_low": "0.0%", "share_high": "0.0%", "score": "#,##0",
    "_min": "0.0", "_m": "#,##0", "population": "#,##0", "lat": "0.00000", "lon": "0.00000",
}  # fmt: skip
"""Of columns whose names end so, in every sheet."""
_WORDS: Final = {"mode": MODES, "status": STATUSES, "level": AREA_LEVELS, "verdict": VERDICTS}
"""Columns of codes, and what these are called."""
_HEAD: Final = PatternFill("solid", fgColor="DDE6EE")


def write_xlsx(run: Run, path: str | Path, *, lang: str = "de") -> Path:
    """Write the tables of a run as a workbook: the main results, a guide, then the tables.

    Text that begins like a formula stays text. Names of columns, and names and words of the lists'
    own, are the same in every language. The same run gives the same bytes.
    """
    run, say = spoken(run, lang), language(lang)
    sheets = _sheets(run, say)
    book = Workbook()
    book.remove(book.worksheets[0])
    _fill_text(book.create_sheet(say("Das Wichtigste")), findings(run, say))
    _fill_text(book.create_sheet(say("Lesehilfe")), guide(run, sheets, say))
    for one in sheets:
        sheet, table = book.create_sheet(one.title), _plain(one.table, say)
        fill(sheet, table)
        _style(sheet, table, {**one.formats, **_FORMATS})
    stamp = datetime.fromisoformat(run.as_of)
    book.properties.created = book.properties.modified = stamp
    with write_atomically(path, private=not run.is_public) as part:
        save(book, part, stamp)
    return Path(path)


def _sheets(run: Run, say: Language) -> list[Sheet]:
    """The sheets of all chapters, in their places."""
    found = [sheet for chapter in registered() for sheet in chapter.sheets(run, say)]
    return sorted(found, key=lambda one: one.place)


def _fill_text(sheet: Worksheet, rows: list[tuple[str, str]]) -> None:
    """Two columns, of a heading or key and a text."""
    fill(sheet, pd.DataFrame(rows[1:], columns=[*rows[0]]))
    for first, second in sheet.iter_rows():
        first.font = Font(bold=True, size=14 if first.row == 1 else 11)
        first.alignment = Alignment(vertical="top", wrap_text=bool(second.value))
        second.alignment = Alignment(vertical="top", wrap_text=True)
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 34, 110


def _plain(table: pd.DataFrame, say: Language) -> pd.DataFrame:
    """Geometry as degrees, phrases instead of codes, no more rows than one can read."""
    out = pd.DataFrame(table.drop(columns=["geometry", "hidden", COLUMN], errors="ignore"))
    if isinstance(table, gpd.GeoDataFrame):
        there = table.geometry.notna() & ~table.geometry.is_empty
        at = table.geometry[there]
        at = at if (at.geom_type == "Point").all() else at.representative_point()
        out["lat"], out["lon"] = float("nan"), float("nan")
        out.loc[there, "lat"] = at.y.round(5)
        out.loc[there, "lon"] = at.x.round(5)
    for column, phrases in _WORDS.items():
        if column in out:
            out[column] = out[column].map({code: say(text) for code, text in phrases.items()})
    for key, column in (("ags", "name"), ("other_ags", "other_name")):
        if {key, column} <= set(out):
            pairs = zip(out[key], out[column], strict=True)
            out[column] = [region_name(ags, name, say) for ags, name in pairs]
    return out.head(MOST_ROWS)


def _style(sheet: Worksheet, table: pd.DataFrame, formats: Mapping[str, str]) -> None:
    for cell in sheet[1]:
        cell.font, cell.fill = Font(bold=True), _HEAD
        cell.alignment = Alignment(vertical="top", wrap_text=True)
    for position, column in enumerate(table.columns, start=1):
        letter = get_column_letter(position)
        longest = table[column].astype(str).str.len().max() if len(table) else 0
        sheet.column_dimensions[letter].width = min(60, max(10, len(str(column)), longest) + 2)
        pattern = next((f for end, f in formats.items() if str(column).endswith(end)), None)
        for (cell,) in sheet.iter_rows(min_row=2, min_col=position, max_col=position):
            if pattern and cell.data_type == "n":
                cell.number_format = pattern
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
