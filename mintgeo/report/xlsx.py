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
from mintgeo._excel import fill, save
from mintgeo.findings import COLUMN
from mintgeo.language import AREA_LEVELS, MODES, N_, STATUSES, VERDICTS, Language, language
from mintgeo.participation import BASES, rate_base, readable_rates
from mintgeo.report.areas import rural, with_words
from mintgeo.report.guide import MOST_ROWS, findings, guide
from mintgeo.report.rows import region_name
from mintgeo.report.spoken import spoken
from mintgeo.run import Run

_SHEETS: Final = {
    "coverage_country": N_("Deutschland"),
    "coverage_land": N_("Länder"),
    "coverage_kreis": N_("Kreise"),
    "area_ranks": N_("Ränge"),
    "area_pairs": N_("Unterschiede"),
    "area_counts": N_("Zahl der Gebiete"),
    "journeys": N_("Wege zum Treffen"),
    "journey_summary": N_("Wege, Überblick"),
    "participation_total": N_("Teilnahme, gesamt"),
    "participation_land": N_("Teilnahme, Länder"),
    "participation_kreis": N_("Teilnahme, Kreise"),
    "geocode_participants": N_("Verortung, Teilnehmende"),
    "geocode_sites": N_("Verortung, Angebote"),
    "coverage_area_type": N_("Gebietstypen"),
    "gaps": N_("Räume ohne Angebot"),
    "gap_points": N_("Orte ohne Angebot"),
    "coverage_gemeinde": N_("Gemeinden"),
    "partners_car": N_("Partner, Auto"),
    "partners_bike": N_("Partner, Fahrrad"),
    "partners_foot": N_("Partner, zu Fuß"),
    "sites": N_("Angebote"),
    "participants": N_("Teilnehmende"),
}
_TEXT_SHEETS: Final = {N_("Das Wichtigste"): findings, N_("Lesehilfe"): guide}
_WAYS: Final = {
    "distance": ("distance_m", "blur_m"),
    "min": ("min_m", "min_blur_m"),
    "median": ("median_m", "median_blur_m"),
    "max": ("max_m", "max_blur_m"),
}
"""Ways as text (column ``…_text``), and the columns that they are said from."""

_WORDS: Final = {"mode": MODES, "status": STATUSES, "level": AREA_LEVELS, "verdict": VERDICTS}
"""Columns of codes, and what these are called."""
_FORMATS: Final = {
    **{f"per_{base}{end}": "0.00" for base in BASES for end in ("", "_low", "_high")},
    **dict.fromkeys(("difference", "difference_low", "difference_high"), "0.0%"),
    **dict.fromkeys(("p_highest", "p_lowest", "p_more"), "0.0%"), "at_least": "0%",
    "dispersion": "0.00", "share": "0.0%", "share_low": "0.0%", "share_high": "0.0%",
    "score": "#,##0", "_min": "0.0", "_m": "#,##0", "population": "#,##0", "covered": "#,##0",
    "_km": "#,##0.0", "offers_per_10k": "0.000", "lat": "0.00000", "lon": "0.00000",
}  # fmt: skip
_HEAD: Final = PatternFill("solid", fgColor="DDE6EE")


def write_xlsx(run: Run, path: str | Path, *, lang: str = "de") -> Path:
    """Write the tables of a run as a workbook: the main results, a guide, then the tables.

    Text that begins like a formula stays text. Names of columns, and names and words of the lists'
    own, are the same in every language. The same run gives the same bytes.
    """
    run, say = spoken(run, lang), language(lang)
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in _TEXT_SHEETS.items():
        _fill_text(book.create_sheet(say(title)), rows(run, say))
    for name, title in _SHEETS.items():
        if name in run.tables:
            table = _plain(_readable(run, name, say), say)
            sheet = book.create_sheet(_title(run, name, say(title), say))
            fill(sheet, table)
            _style(sheet, table)
    stamp = datetime.fromisoformat(run.as_of)
    book.properties.created = book.properties.modified = stamp
    with write_atomically(path, private=not run.is_public) as part:
        save(book, part, stamp)
    return Path(path)


def _fill_text(sheet: Worksheet, rows: list[tuple[str, str]]) -> None:
    """Two columns, of a heading or key and a text."""
    fill(sheet, pd.DataFrame(rows[1:], columns=[*rows[0]]))
    for first, second in sheet.iter_rows():
        first.font = Font(bold=True, size=14 if first.row == 1 else 11)
        first.alignment = Alignment(vertical="top", wrap_text=bool(second.value))
        second.alignment = Alignment(vertical="top", wrap_text=True)
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 34, 110


def _title(run: Run, name: str, title: str, say: Language) -> str:
    return say("Ländliche Räume ohne Angebot") if name == "gaps" and rural(run) else title


def _readable(run: Run, name: str, say: Language) -> pd.DataFrame:
    """A table with words and rates that people can read."""
    table = run.table(name)
    if name == "gaps":
        return with_words(table, say)
    if name not in ("participation_land", "participation_kreis"):
        return table
    base = rate_base(table)
    rates = readable_rates(table, base)
    rates.columns = pd.Index([one.replace("rate", f"per_{base}") for one in rates.columns])
    old = [one for one in table.columns if one.startswith("per_1000")]
    table = pd.concat([table.drop(columns=old), rates], axis=1)
    if "smoothed_per_1000" not in table:
        return table
    smooth = table.pop("smoothed_per_1000") * base / BASES[0]
    return table.assign(**{f"smoothed_per_{base}": smooth})


def _plain(table: pd.DataFrame, say: Language) -> pd.DataFrame:
    """Geometry as degrees, phrases instead of codes, no more rows than one can read."""
    out = pd.DataFrame(table.drop(columns="geometry", errors="ignore"))
    out = out.drop(columns=["hidden", COLUMN], errors="ignore")
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
    for name, (way, blur) in _WAYS.items():
        if f"{name}_text" in out:
            pairs = zip(out[way], out[blur], strict=True)
            out[f"{name}_text"] = [say.distance(*pair) for pair in pairs]
    return out.head(MOST_ROWS)


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
