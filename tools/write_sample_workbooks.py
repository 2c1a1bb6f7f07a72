"""Write the workbooks of ``data/raw/listen``: fictional people, real places, planted faults.

Run by hand: ``python tools/write_sample_workbooks.py``. The text files there, and what is expected
of every fault (``manifest.csv``), are written by hand.
"""

import re
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

OUT = Path(__file__).resolve().parents[1] / "data" / "raw" / "listen"
STAMP = datetime(2026, 11, 1)  # noqa: DTZ001  openpyxl wants none
ZIP_TIME = (2026, 11, 1, 0, 0, 0)


def main() -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    for name, fill in BOOKS.items():
        book = Workbook()
        book.properties.created = book.properties.modified = STAMP
        fill(book)
        book.save(OUT / name)
        settle(OUT / name)
    whole = (OUT / "01_titel_und_summe.xlsx").read_bytes()
    (OUT / "14_abgebrochen.xlsx").write_bytes(whole[: len(whole) // 2])


def settle(path: Path) -> None:
    """The same bytes every time: no hour of writing in the archive."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    core = members["docProps/core.xml"].decode()
    members["docProps/core.xml"] = re.sub(
        r"(<dcterms:modified[^>]*>)[^<]*", rf"\g<1>{STAMP:%Y-%m-%dT%H:%M:%SZ}", core
    ).encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name, ZIP_TIME), content, zipfile.ZIP_DEFLATED)


def sheet(book: Workbook, title: str, rows: list[list[Any]]) -> Worksheet:
    made = book.active if book.active.max_row == 1 and book.active.title == "Sheet" else None
    made = made or book.create_sheet()
    made.title = title
    for row in rows:
        made.append(row)
    return made


def title_and_sum(book: Workbook) -> None:
    made = sheet(book, "Teilnahme", [
        ["MINT-Ferienwoche 2026: Anmeldungen"],
        ["Stand: 1. September 2026"],
        [],
        ["Lfd. Nr.", "PLZ", "Wohnort", "Kinder"],
        [1, 17033, "Neubrandenburg", 12],
        [2, 17192, "Waren (Müritz)", 3],
        [3, 17235, "Neustrelitz", 5],
        ["Zwischensumme", None, None, 20],
        [4, 1067, "Dresden", 2],
        [5, 99817, "Eisenach", "4 Kinder"],
        ["Summe", None, None, 27],
        ["Quelle: Anmeldeformular, bereinigt"],
    ])  # fmt: skip
    made.merge_cells("A1:D1")


def one_cell(book: Workbook) -> None:
    sheet(book, "Angebote", [
        ["Einrichtung", "Anschrift", "Thema"],
        ["Lernlabor Nord", "Holstenstraße 12, 24103 Kiel", "Physik"],
        ["Technikgarten", "99084 Erfurt, Anger 1", "Technik"],
        ["Feuerwehr am Markt", "Marktplatz 3\n26603 Aurich", "Technik"],
        ["Wasserlabor", "Seestraße 7, D-17192 Waren (Müritz), Deutschland", "Biologie"],
        ["Sternwarte", "Am Berg 2 in 6844 Dessau-Roßlau", "Astronomie"],
        ["Offene Werkstatt", "Hinterhof, 2. Stock", "Technik"],
        ["Robotik-AG", "133, Münchener Str. 20, 82234 Weßling", "Informatik"],
    ])  # fmt: skip


def several_sheets(book: Workbook) -> None:
    sheet(book, "Deckblatt", [["Netzwerk Musterland"], ["Ansprechperson: N. N."]])
    sheet(
        book, "2026", [["Postleitzahl", "Ort"], ["39104", "Magdeburg"], ["6108", "Halle (Saale)"]]
    )
    sheet(book, "2025", [["Postleitzahl", "Ort"], ["06844", "Dessau-Roßlau"]])


def merged(book: Workbook) -> None:
    made = sheet(book, "Kurse", [
        [None, "Adresse", None, "Gruppe"],
        ["Nr", "PLZ", "Ort", "Anzahl"],
        [1, "66111", "Saarbrücken", 4],
        [2, None, None, 6],
        [3, None, None, 1],
        [4, "54290", "Trier", 2],
    ])  # fmt: skip
    for cells in ("B1:C1", "B3:B5", "C3:C5"):
        made.merge_cells(cells)


def hidden(book: Workbook) -> None:
    made = sheet(book, "Liste", [
        ["Nr", "PLZ", "Ort", "Bemerkung"],
        [1, "28195", "Bremen", "a"],
        [2, "27568", "Bremerhaven", "abgemeldet"],
        [3, "26122", "Oldenburg", "c"],
    ])  # fmt: skip
    made.row_dimensions[3].hidden = True
    made.column_dimensions["C"].hidden = True


def dates(book: Workbook) -> None:
    sheet(book, "Vereine", [
        ["Name", "Straße", "Hausnummer", "PLZ", "Ort", "Datum", "Plätze"],
        ["Schwimmverein Süd", "Badweg", date(2026, 5, 3), "79098", "Freiburg", 46266, 20],
        ["Turnhalle Nord", "Hallenweg", "4", "78462", "Konstanz", date(2026, 9, 1), "ca. 25"],
        ["Ruderclub", "Uferweg", 7, 88045.0, "Friedrichshafen", None, date(2026, 8, 12)],
    ])  # fmt: skip


BOOKS = {
    "01_titel_und_summe.xlsx": title_and_sum,
    "04_adresse_in_einem_feld.xlsx": one_cell,
    "05_mehrere_blaetter.xlsx": several_sheets,
    "06_verbundene_zellen.xlsx": merged,
    "07_ausgeblendet.xlsx": hidden,
    "15_daten_als_zahlen.xlsx": dates,
}

if __name__ == "__main__":
    main()
