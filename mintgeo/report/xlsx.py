"""The tables of a run as one workbook that opens readable."""

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
from mintgeo._excel import fill, settle
from mintgeo.report.words import MODE_PHRASES, STATUS_PHRASES
from mintgeo.run import Run

_SHEETS: Final = {
    "coverage_country": "Deutschland",
    "coverage_land": "Länder",
    "coverage_kreis": "Kreise",
    "journeys": "Wege zum Treffen",
    "journey_summary": "Wege, Überblick",
    "participation_land": "Teilnahme, Länder",
    "participation_kreis": "Teilnahme, Kreise",
    "geocode_participants": "Verortung, Teilnehmende",
    "geocode_sites": "Verortung, Angebote",
    "coverage_area_type": "Gebietstypen",
    "gaps": "Räume ohne Angebot",
    "gap_points": "Orte ohne Angebot",
    "sites": "Angebote",
    "participants": "Teilnehmende",
}
_MOST_ROWS: Final = 5000
_FORMATS: Final = {
    "per_1000": "0.000", "per_1000_low": "0.000", "per_1000_high": "0.000",
    "share": "0.0%", "share_low": "0.0%", "share_high": "0.0%", "score": "#,##0",
    "_min": "0.0", "_m": "#,##0", "population": "#,##0", "covered": "#,##0",
    "_km": "#,##0.0", "offers_per_10k": "0.000", "lat": "0.00000", "lon": "0.00000",
}  # fmt: skip
_HEAD: Final = PatternFill("solid", fgColor="DDE6EE")


def write_xlsx(run: Run, path: str | Path) -> Path:
    """Write the tables of a run as a workbook, a guide to read them first.

    Text that begins like a formula stays text. The same run gives the same bytes.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    _guide(book.create_sheet("Lesehilfe"), run)
    for name, title in _SHEETS.items():
        if name in run.tables:
            table = _plain(run.table(name))
            sheet = book.create_sheet(title)
            fill(sheet, table)
            _style(sheet, table)
    stamp = datetime.fromisoformat(run.as_of)
    book.properties.created = book.properties.modified = stamp
    with write_atomically(path) as part:
        book.save(part)
        settle(part, stamp)
    return Path(path)


def _plain(table: pd.DataFrame) -> pd.DataFrame:
    """Geometry as degrees, phrases instead of codes, no more rows than one can read."""
    out = pd.DataFrame(table.drop(columns="geometry", errors="ignore"))
    if isinstance(table, gpd.GeoDataFrame):
        there = table.geometry.notna() & ~table.geometry.is_empty
        at = table.geometry[there]
        at = at if (at.geom_type == "Point").all() else at.representative_point()
        out["lat"], out["lon"] = float("nan"), float("nan")
        out.loc[there, "lat"] = at.y.round(5)
        out.loc[there, "lon"] = at.x.round(5)
    for column, phrases in (("mode", MODE_PHRASES), ("status", STATUS_PHRASES)):
        if column in out:
            out[column] = out[column].map(phrases)
    return out.head(_MOST_ROWS)


def _style(sheet: Worksheet, table: pd.DataFrame) -> None:
    for cell in sheet[1]:
        cell.font, cell.fill = Font(bold=True), _HEAD
        cell.alignment = Alignment(vertical="top", wrap_text=True)
    for position, column in enumerate(table.columns, start=1):
        letter = get_column_letter(position)
        longest = table[column].astype(str).str.len().max() if len(table) else 0
        sheet.column_dimensions[letter].width = min(60, max(10, len(str(column)), longest) + 2)
        pattern = next((f for end, f in _FORMATS.items() if str(column).endswith(end)), None)
        for (cell,) in sheet.iter_rows(min_row=2, min_col=position, max_col=position):
            if pattern and cell.data_type == "n":
                cell.number_format = pattern
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions


def _guide(sheet: Worksheet, run: Run) -> None:
    who = run.parameters["people"]["who"]
    rows: list[tuple[str, str]] = [
        (run.title, ""),
        ("Stand", run.as_of),
        ("", ""),
        ("Jahrgänge", ""),
        *run.vintages,
        ("", ""),
        ("Spalten", ""),
        ("share", f"Anteil der {who}, die in höchstens «minutes» Minuten ein Angebot erreichen"),
        ("share_low, share_high", "Spanne des Anteils: in 9 von 10 Fällen liegt er darin"),
        (
            "p10_min / median_min / p90_min",
            f"ein Zehntel / die Hälfte / neun Zehntel der {who} brauchen höchstens so lange",
        ),
        ("median_point_min", "Median der bewohnten Punkte, jeder zählt einmal (wie Thünen)"),
        ("second_median_min", f"die Hälfte der {who} hat zwei Angebote in höchstens dieser Zeit"),
        ("score", "Personenstunden jenseits der Schwelle, höchstens eine je Mensch und Weg"),
        ("median_m", f"die Hälfte der {who} hat höchstens diesen Weg, in Metern"),
        ("radius_m", "der wahre Ort liegt in 95 von 100 Fällen in diesem Umkreis, in Metern"),
        ("per_1000", "Teilnehmende je 1.000 Menschen, mit 90-%-Spanne: so weit trägt der Zufall"),
        ("small", "weniger als 20 Teilnehmende: zum Vergleichen zu wenige"),
        ("hidden", "geheim: weniger als 5, oder eine Zahl, die eine solche verriete"),
        ("blur_m", "Umkreise beider Enden eines Weges zusammen, in Metern"),
        ("match_level, match_note", "wie genau eine Zeile verortet ist und was dabei auffiel"),
        ("", f"Je Tabelle stehen hier höchstens {_MOST_ROWS} Zeilen; alle stehen in «tables»."),
        (
            "",
            "Alle Zeiten sind aus Luftlinien geschätzt; Spannen enthalten diesen Fehler.",
        ),
        ("", ""),
        ("Quellen", ""),
        *(("", line) for line in run.attributions),
    ]
    for row in rows:
        sheet.append(row)
    for cell in sheet["A"]:
        cell.font = Font(bold=True, size=14 if cell.row == 1 else 11)
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 34, 110
