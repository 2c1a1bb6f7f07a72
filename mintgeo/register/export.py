"""Entries of a register as a workbook, a CSV or GeoJSON."""

import json
from pathlib import Path
from typing import Any, Final

import pandas as pd
from openpyxl import Workbook

from mintgeo._cache import write_atomically
from mintgeo._csv import write_csv
from mintgeo._errors import OptionError
from mintgeo._excel import arrange, fill, save
from mintgeo._outputs.single import check_file, remember
from mintgeo._text import printable
from mintgeo.findings.of_surveys import FIELD_NAMES
from mintgeo.language import N_, Language, language
from mintgeo.register.files import as_text
from mintgeo.survey.workbook import STAMP

KINDS: Final = (".xlsx", ".csv", ".geojson")
_OWN: Final = {
    "id": N_("Kennung"), "first_seen": N_("Zuerst gemeldet"), "last_seen": N_("Zuletzt gemeldet"),
    "name": N_("Name"), "state": N_("Land"), "lat": N_("Breite"), "lon": N_("Länge"),
    "category": N_("Kategorie"), "disciplines": N_("Fächer (Codes)"),
    "further_disciplines": N_("Weitere Fächer (Codes)"), "target_groups": N_("Zielgruppen (Codes)"),
    "special_groups": N_("Besondere Zielgruppen (Codes)"), "days": N_("Tage (Codes)"),
    "start": N_("Beginn"), "end": N_("Ende"), "stage": N_("Ort (Code)"),
    "merged_into": N_("Aufgegangen in"),
}  # fmt: skip
_PLACES: Final = 6


def export(table: pd.DataFrame, goal: Path, *, private: bool, lang: str, force: bool) -> Path:
    """Write a table of entries; see ``Register.export``."""
    say = language(lang)
    kind = goal.suffix.lower()
    if kind not in KINDS:
        raise OptionError(
            "A register can be written as {kinds}, not as '{kind}'.",
            kinds=", ".join(KINDS),
            kind=kind,
        )
    check_file(goal, inputs=(), force=force)
    plain = as_text(table).reset_index(drop=True)
    with write_atomically(goal, private=private) as part:
        if kind == ".geojson":
            part.write_text(_geojson(plain), encoding="utf-8", newline="\n")
        elif kind == ".csv":
            write_csv(_titled(plain, say), part, sep=";", decimal=",")
        else:
            _workbook(_titled(plain, say), part, say)
    remember(goal)
    return goal


def _titled(table: pd.DataFrame, say: Language) -> pd.DataFrame:
    """The table under headers in words; two fields of one title keep their own names."""
    words = {name: say(text) for name, text in {**FIELD_NAMES, **_OWN}.items()}
    titles = [words.get(str(name), str(name)) for name in table.columns]
    free = [str(name) if titles.count(title) > 1 else title
            for name, title in zip(table.columns, titles, strict=True)]  # fmt: skip
    return table.set_axis(free, axis="columns")


def _workbook(table: pd.DataFrame, part: Path, say: Language) -> None:
    book = Workbook()
    book.properties.created = STAMP
    sheet = book.worksheets[0]
    sheet.title = say("Register")
    fill(sheet, table)
    arrange(sheet)
    save(book, part, STAMP)


def _geojson(table: pd.DataFrame) -> str:
    """Features with a point where the entry has one, and none (null) where it has not."""
    rows = table.astype(object).where(table.notna(), None).to_dict("records")
    features = [_feature({str(name): value for name, value in row.items()}) for row in rows]
    return (
        json.dumps(
            {"type": "FeatureCollection", "features": features}, ensure_ascii=False, indent=1
        )
        + "\n"
    )


def _feature(row: dict[str, Any]) -> dict[str, Any]:
    lat, lon = row.pop("lat", None), row.pop("lon", None)
    point = None
    if isinstance(lat, float) and isinstance(lon, float):
        point = {"type": "Point", "coordinates": [round(lon, _PLACES), round(lat, _PLACES)]}
    told = {
        name: printable(value) if isinstance(value, str) else value for name, value in row.items()
    }
    return {"type": "Feature", "id": row.get("id"), "geometry": point, "properties": told}
