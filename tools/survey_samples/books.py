# ruff: noqa: E501 rows of tables are easier to read as rows
"""The files that are workbooks, as offices fill them in."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

Rows = Sequence[Sequence[Any]]


def book(rows: Rows) -> Workbook:
    """A workbook of one sheet with these rows."""
    made = Workbook()
    put(made.worksheets[0], rows)
    return made


def put(sheet: Worksheet, rows: Rows) -> None:
    """Write rows; a text that begins like a formula is one only where it is marked so."""
    for row in rows:
        sheet.append(list(row))
    for cells in sheet.iter_rows():
        for cell in cells:
            if isinstance(cell.value, str) and not cell.value.startswith("=SUM("):
                cell.data_type = "s"


def microsoft() -> Workbook:
    """An export of Microsoft Forms."""
    head = ("ID", "Startzeit", "Fertigstellungszeit", "E-Mail", "Name", "Wie heißt\nIhr\xa0Angebot?",
            "Welche Formate?", "Für welche Klassen?", "Wie viele können teilnehmen?", "PLZ", "Ort",
            "Dürfen wir die Angaben veröffentlichen?")  # fmt: skip
    at = [datetime(2026, 5, 4, 9, minute) for minute in range(8)]  # noqa: DTZ001
    who = ("anna@schule.example", "Gymnasium Am Hang")
    return book([
        head,
        (1, at[0], at[1], "anonymous", "", "Schlauer Strom", "Workshop / Kurs;Ferienangebot;", "5-6",
         "24", "99423", "Weimar", "Ja"),
        (2, at[2], at[3], *who, "Brücken aus Papier", "Projektwoche;", "Klassen 5, 6 und 7", "ca. 25",
         "99423", "Weimar", "Ja"),
        (3, at[4], at[5], *who, "Gläserne Küche", "Schüler:innen-Labor;", "Kl. 9", "je nach Raum",
         "99423", "Weimar", "Ja"),
        (4, at[6], at[7], *who, None, "Wettbewerb;", "ab Klasse 8", "30", "99423", "Weimar", "Ja"),
    ])  # fmt: skip


def merged() -> Workbook:
    """A list of a Volkshochschule: titles, heads over two rows, merged cells, a total."""
    made = book([
        (None,),
        ("MINT-Angebote 2026",),
        ("Einrichtung:", "Volkshochschule Erfurt"),
        ("E-Mail:", "vhs@erfurt.example"),
        ("Angebot", "Thema", "Alter", None, "Plätze", "Ort", "Freigabe"),
        (None, None, "von", "bis", None, None, None),
        ("Papierflieger", "Physik", 6, 10, 12, "Erfurt", "ja"),
        ("Trickfilm", "Informatik", 12, 8, 10, None, "ja"),
        ("Kristalle züchten", "Chemie", 8, 12, 10, None, "ja"),
        ("Summe", None, None, None, 32, None, None),
        (None,),
        ("Stand: Mai 2026, Änderungen möglich",),
    ])  # fmt: skip
    sheet = made.worksheets[0]
    for area in ("A2:G2", "C5:D5", "F7:F9"):
        sheet.merge_cells(area)
    return made


def two_in_one() -> Workbook:
    """Two offers in one cell, and words that mean the cell above."""
    return book([
        ("Anbieter", "E-Mail", "Angebot", "Thema", "Alter", "Zeit", "Ort", "Freigabe"),
        ("Mehrgenerationenhaus", "haus@mgh.example", "1. Löten\n2. Nähen mit Strom", "Technik", "8-12",
         "1. montags 15-16 Uhr\n2. dienstags 16-17 Uhr", "Apolda", "ja"),
        ("Mehrgenerationenhaus", "haus@mgh.example", "Programmieren / Drohnen", "Informatik", "10-14",
         "freitags 15-17 Uhr", "Apolda", "ja"),
        ("Feuerwehr Apolda", "wehr@apolda.example", "Brennen und Löschen", "Chemie", "6-10", "", "s. o.",
         "ja"),
        ("\"", "jugend@apolda.example", "Pumpen und Schläuche", "Physik", "10-16", "", "Apolda", "ja"),
        ("Muster-Verein", "muster@verein.example", "Beispiel: Roboter bauen", "Technik", "8-12",
         "montags 15-17 Uhr", "Musterstadt", "ja"),
    ])  # fmt: skip


def lost() -> Workbook:
    """What a spreadsheet makes of numbers and texts."""
    made = book([
        ("Anbieter", "E-Mail", "Telefon", "Angebot", "Klasse", "Beginn", "PLZ", "Ort", "Freigabe"),
        ("Lernfabrik", "lern@fabrik.example", 351123456, "Getriebe", datetime(2026, 7, 5), 0.625, 1067,  # noqa: DTZ001
         "Dresden", "ja"),
        ("Lernfabrik", "lern@fabrik.example", "0351 123456", "=SUM(A1:A2)", "5-7", None, "01067",
         "Dresden", "ja"),
        ("Lernfabrik", "lern@fabrik.example", "4.93641E+11", "@home Labor", "6", None, "01067",
         "Dresden", "ja"),
        ("Lernfabrik", "lern@fabrik.example", "0351 123456", "Zahnräder", datetime(2026, 10, 8), 0.625,  # noqa: DTZ001
         "01067", "Dresden", "ja"),
    ])  # fmt: skip
    sheet = made.worksheets[0]
    for row in (2, 5):
        sheet.cell(row, 5).number_format = "d. mmm"
        sheet.cell(row, 6).number_format = "hh:mm"
    return made


def form() -> Workbook:
    """A form: what is asked stands on the left, every offer has a column."""
    return book([
        ("Name der Einrichtung", "Planetarium Ost", "Planetarium Ost"),
        ("E-Mail", "stern@ost.example", "stern@ost.example"),
        ("Titel des Angebots", "Reise zum Mond", "Sternbilder basteln"),
        ("Thema", "Astronomie", "Astronomie"),
        ("Alter", "6-10 Jährige", "5-7 Jahre"),
        ("Findet statt", "vor Ort", "vor Ort"),
        ("PLZ", "07545", None),
        ("Ort", "Gera", None),
        ("Kosten", "4 € pro Kind", "kostenlos"),
        ("Veröffentlichung", "ja", "ja"),
    ])  # fmt: skip


def contradictions() -> Workbook:
    """Every row says two things that can't both be."""
    head = ("Anbieter", "E-Mail", "Angebot", "Thema", "Klassen", "Alter", "Zeit", "Von Datum",
            "Bis Datum", "Kosten", "Plätze", "PLZ", "Ort", "Freigabe")  # fmt: skip
    plain = {"Klassen": None, "Alter": "8-12", "Zeit": "montags 15-17 Uhr", "Von Datum": None,
             "Bis Datum": None, "Kosten": "kostenlos", "Plätze": 20, "PLZ": "99084",
             "Ort": "Erfurt", "Freigabe": "ja"}  # fmt: skip
    odd: list[dict[str, Any]] = [
        {"Klassen": "1-4", "Alter": "14-18"}, {"Zeit": "montags 17–15 Uhr"}, {"Zeit": "montags 25 Uhr"},
        {"Kosten": "kostenlos, 5 €"}, {"PLZ": "20144"}, {"Plätze": 25000}, {"Alter": "8-140"},
        {"Von Datum": date(2026, 5, 20), "Bis Datum": date(2026, 5, 10)}, {"Zeit": "2-4 Uhr"},
    ]  # fmt: skip
    rows = []
    for number, one in enumerate(odd, start=1):
        row = {"Anbieter": f"Haus {number}", "E-Mail": f"haus{number}@streit.example",
               "Angebot": f"Versuch {number}", "Thema": "Technik", **plain, **one}  # fmt: skip
        rows.append([row[name] for name in head])
    return book([head, *rows])


def costs_and_places() -> Workbook:
    """Prices, and places that are none."""
    head = ("Anbieter", "E-Mail", "Angebot", "Thema", "Alter", "Preis", "Ort", "Freigabe")
    cells = [
        ("5 € pro Kind", "mobil"), ("auf Anfrage", "online"),
        ("3 € Kinder, 6 € Erwachsene", "bei Ihnen vor Ort"), ("15000 €", "Jena und Weimar"),
        ("12 CHF", "Jena"),
    ]  # fmt: skip
    return book([
        head,
        *((f"Labor {number}", f"labor{number}@preis.example", f"Kurs {number}", "Chemie", "10-14",
           price, place, "ja") for number, (price, place) in enumerate(cells, start=1)),
    ])  # fmt: skip


def sheets() -> Workbook:
    """Two lists, notes, and a hidden list of last year."""
    head = ("Schule", "E-Mail", "AG", "Fach", "Klasse", "PLZ", "Ort", "Freigabe")
    made = book([
        head,
        ("Grundschule Nord", "nord@gs.example", "Forscher-AG", "Naturwissenschaften", "3-4", "99084",
         "Erfurt", "ja"),
        (None, None, "Grundschulen:", None, None, None, None, None),
        ("Grundschule Süd", "sued@gs.example", "Wasser-AG", "Biologie", "1-2", "99099", "Erfurt", "ja"),
    ])  # fmt: skip
    made.worksheets[0].title = "Grundschulen"
    second = made.create_sheet("Gymnasien")
    put(second, [head, ("Gymnasium West", "west@gym.example", "Robotik-AG", "Technik", "7-9", "99089",
                        "Erfurt", "ja")])  # fmt: skip
    put(made.create_sheet("Notizen"), [("Bitte bis Freitag zurück",), ("Danke!",)])
    old = made.create_sheet("2025")
    put(old, [head, ("Gymnasium West", "west@gym.example", "Chemie-AG", "Chemie", "8", "99089",
                     "Erfurt", "ja")])  # fmt: skip
    old.sheet_state = "hidden"
    return made
