"""Write data/raw/umfrage and its manifest: the same bytes each time."""

import csv
import io
import zipfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from mintgeo._excel import save
from tools.survey_samples import books, opendocument, texts
from tools.survey_samples.planted import FAULTS, Fault

HOME: Final = Path(__file__).resolve().parents[1] / "data" / "raw" / "umfrage"
MANIFEST: Final = HOME.with_name("umfrage_manifest.csv")
_STAMP: Final = datetime(2026, 6, 1)  # noqa: DTZ001
_TEXTS: Final = {
    "01_limesurvey.csv": (texts.LIMESURVEY, ",", "utf-8-sig"),
    "02_google_forms.csv": (texts.GOOGLE, ",", "utf-8"),
    "06_english.csv": (texts.ENGLISH, ",", "utf-8"),
    "07_windows1252.csv": (texts.WINDOWS, ";", "cp1252"),
    "08_utf16.txt": (texts.UTF16, "\t", "utf-16"),
    "13_ohne_absender.csv": (texts.NO_SENDER, ";", "utf-8"),
    "14_verschrieben.csv": (texts.MISSPELLED, ";", "utf-8"),
    "15_zeiten.csv": (texts.TIMES, ";", "utf-8"),
    "18_kopie.csv": (texts.NO_SENDER, ";", "utf-8"),
}
_BOOKS: Final = {
    "03_microsoft_forms.xlsx": books.microsoft,
    "04_vhs_verbunden.xlsx": books.merged,
    "05_zwei_in_einer_zelle.xlsx": books.two_in_one,
    "09_excel_verlust.xlsx": books.lost,
    "10_formular_senkrecht.xlsx": books.form,
    "12_widersprueche.xlsx": books.contradictions,
    "16_kosten_orte.xlsx": books.costs_and_places,
    "17_mehrere_blaetter.xlsx": books.sheets,
}


def main() -> None:
    HOME.mkdir(parents=True, exist_ok=True)
    for name, (rows, sign, encoding) in _TEXTS.items():
        (HOME / name).write_bytes(_csv(rows, sign).encode(encoding))
    for name, make in _BOOKS.items():
        book = make()
        book.properties.created = _STAMP
        save(book, HOME / name, _STAMP)
    with zipfile.ZipFile(HOME / "11_kreuze.ods", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in opendocument.members().items():
            stored = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), text, stored)
    MANIFEST.write_bytes(_csv([Fault._fields, *FAULTS], ";").encode())


def _csv(rows: Sequence[Sequence[object]], sign: str) -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=sign, lineterminator="\r\n").writerows(rows)
    return text.getvalue()


if __name__ == "__main__":
    main()
