# ruff: noqa: E501 rows of tables are easier to read as rows
"""The files that are texts: exports of survey tools, and what spreadsheets save."""

from typing import Final

Row = tuple[str, ...]

LIMESURVEY: Final[list[Row]] = [
    ("Antwort ID", "Datum Abgeschickt", "Letzte Seite", "Start-Sprache", "Name Ihrer Einrichtung",
     "E-Mail-Adresse für Rückfragen", "Wie heißt Ihr Angebot?",
     "Welches Format hat das Angebot? [Workshop / Kurs]",
     "Welches Format hat das Angebot? [Ferienangebot]",
     "Welches Format hat das Angebot? [Sonstiges]", "Für welches Alter?", "PLZ", "Ort",
     "Dürfen wir das Angebot veröffentlichen?"),
    ("1", "2026-05-04 09:12:33", "4", "de", "Technikwerkstatt Saaletal", "post@technikwerkstatt.example",
     "Löten für Anfänger", "Ja", "Nein", "Escape Room", "ab 10 J.", "07743", "Jena", "Ja"),
    ("2", "", "1", "de", "", "", "", "", "", "", "", "", "", ""),
    ("3", "2026-05-04 10:00:01", "4", "de", "Test", "test@test.example", "Test", "Ja", "Nein", "",
     "1", "11111", "Test", "Ja"),
    ("4", "2026-05-05 16:40:00", "4", "de", "Naturmuseum am Anger", "museum@anger.example",
     "Steine unter der Lupe", "Nein", "Ja", "", "k. A.", "99084", "Erfurt", "Y"),
    ("5", "2026-05-06 08:05:10", "4", "de", "Rechnerclub Jena", "club@rechner.example",
     "=LUFT+WASSER, der Kurs", "Ja", "Ja", "", "12-16 Jahre", "7743", "Jena", "Nein"),
]  # fmt: skip
_FORMS_HEAD: Final = (
    "Zeitstempel", "E-Mail-Adresse", "Einrichtung", "Titel des Angebots", "Fachrichtungen",
    "Zielgruppe", "Alter", "PLZ und Ort", "Webseite", "Einverständnis mit Veröffentlichung",
)  # fmt: skip
GOOGLE: Final[list[Row]] = [
    _FORMS_HEAD,
    ("04.05.2026 09:00:00", "info@sternwarte.example", "Sternwarte Hochberg", "Sternenabend",
     "Physik, Astronomie, Informatik", "Trans*, inter* und nonbinäre Menschen, Schüler:innen Sek. I",
     "10-16", "98693 Ilmenau", "https://sternwarte.example/abend", "Ja"),
    ("04.05.2026 09:10:00", "labor@schule.example", "Schülerlabor Ilm", "Farben trennen", "Chemie",
     "Kinder Primarstufe", "7-10", "98693 Ilmenau", "", "Ja"),
    ("04.05.2026 09:11:00", "labor@schule.example", "Schülerlabor Ilm", "Farben trennen", "Chemie",
     "Kinder Primarstufe", "7-10", "98693 Ilmenau", "", "Ja"),
    ("06.05.2026 12:00:00", "labor@schule.example", "Schülerlabor Ilm", "Farben trennen", "Chemie",
     "Kinder Primarstufe", "8-12", "98693 Ilmenau", "", "Ja"),
    ("06.05.2026 13:00:00", "kontakt(at)sternwarte", "Sternwarte Kickelhahn", "Sonne beobachten",
     "Astronomie", "Schüler:innen Sek. II", "16-19", "98693 Ilmenau", "", "Ja"),
    ("07.05.2026 08:30:00", "wald@forst.example", "Waldschule Thüringer Wald", "Boden und Käfer",
     "Biologie", "Grundschule, 6-10 Jahre", "", "98711 Suhl", "javascript:alert(1)", "Ja"),
]  # fmt: skip
ENGLISH: Final[list[Row]] = [
    ("Organisation", "Contact e-mail", "Name of the activity", "Topics", "Who is it for?", "Cost",
     "Where does it take place?", "ZIP", "City", "Date", "May we publish this?"),
    ("Makerspace Harbour", "hi@makers.example", "Build a robot", "Technology, Computer Science",
     "ages 8-12", "10 EUR per child", "on site", "18055", "Rostock", "", "yes"),
    ("Ocean Lab", "team@ocean.example", "Life in a drop", "Biology", "Grade 5 to 7",
     "free of charge", "on site", "18119", "Rostock", "", "yes"),
    ("Physics on Wheels", "bus@physics.example", "Light and colour", "Physics", "from 12 years",
     "reasonable", "at your school", "18055", "Rostock", "", "no"),
    ("Coding Club", "code@club.example", "First steps in Python", "Computer Science", "10+",
     "free", "online", "tba", "Rostock", "02/30/2026", "yes"),
]  # fmt: skip
WINDOWS: Final[list[Row]] = [
    ("Träger", "Ansprechpartnerin", "Telefon", "Angebot", "Thema", "Für wen", "Klasse", "Straße",
     "PLZ", "Ort", "Freigabe"),
    ("Mädchentreff Süd", "A. Muster", "0361 1234567", "Roboter-AG", "Robotik", "Mädchen", "5-8",
     "Anger 1", "99084", "Erfurt", "ja"),
    ("Volkshochschule Erfurt", "B. Muster", "+49 361 7654321", "Glasuren mischen",
     "Chemie; Töpfern", "Jugendliche", "7-10", "Schottenstraße 7", "99084", "Erfurt", "ja"),
    ("Träger", "Ansprechpartnerin", "Telefon", "Angebot", "Thema", "Für wen", "Klasse", "Straße",
     "PLZ", "Ort", "Freigabe"),
    ("Jugendhaus Nord", "C. Muster", "siehe Internet", "3D-Druck offen", "Technik", "alle ab 12",
     "", "Magdeburger Allee 1", "99086", "Erfurt", "ja"),
]  # fmt: skip
UTF16: Final[list[Row]] = [
    ("Anbieter", "E-Mail", "Bezeichnung des Angebots", "Fach", "Altersstufe", "PLZ", "Ort",
     "Veröffentlichung erlaubt"),
    ("Hochschule Nordhausen", "kurs@hsn.example", "Schnupperstudium", "Informatik", "Oberstufe",
     "99734", "Nordhausen", "ja"),
    ("Stadtwerke Nordhausen", "werk@sw.example", "Strom messen", "Physik", "Jahrgangsstufe 8/9",
     "99734", "Nordhausen", "ja"),
    ("Bibliothek Nordhausen", "buch@bib.example", "Bienenroboter", "Technik", "Kita", "99734",
     "Nordhausen", "ja"),
    ("Kulturverein Harz", "verein@harz.example", "Sternbilder", "Astronomie",
     "für Interessierte mit Vorwissen", "99734", "Nordhausen", "ja"),
]  # fmt: skip
NO_SENDER: Final[list[Row]] = [
    ("Einrichtung", "E-Mail", "Name des Angebots", "Thema", "Alter", "Wo", "Ort", "Veröffentlichen"),
    ("", "", "Wetterballon", "Physik", "12-16", "vor Ort", "Weimar", "ja"),
    ("Umweltzentrum", "post@umwelt.example", "Bachforscher", "Biologie", "8-12", "vor Ort", "", "ja"),
    ("Kinderuni", "uni@kinder.example", "Warum fliegt ein Ball?", "Physik", "8-12", "vor Ort",
     "Musterhausen am Nirgendsee", "ja"),
    ("Imkerei Blume", "imker@blume.example", "Im Bienenstock", "Biologie", "6-10", "vor Ort", "Weimar",
     "nach Rücksprache"),
    ("xxx", "x@x.example", "xxx", "", "", "", "", ""),
]  # fmt: skip
MISSPELLED: Final[list[Row]] = [
    ("Tietel des Angebots", "Anbieter", "E-Mail", "E-Mail 2", "Themen", "Zilgruppe", "PLZ", "Ort",
     "Getränke", "Freigabe"),
    ("LÃ¶ten und MÃ¶beln", "Offene Werkstatt", "a@werkstatt.example", "b@werkstatt.example", "Technik",
     "10-14", "99423", "Weimar", "Tee", "ja"),
    ("Pendel und Feder", "Physikkreis", "c@kreis.example", "", "Physick", "12-14", "99423", "Weimar",
     "Wasser", "ja"),
]  # fmt: skip
TIMES: Final[list[Row]] = [
    ("Anbieter", "E-Mail", "Angebot", "Thema", "Klassenstufe", "Wann findet es statt?", "PLZ", "Ort",
     "Freigabe"),
    *(
        (f"Verein {number}", f"verein{number}@zeit.example", title, "Technik", "5-7", when, "99867",
         "Gotha", "ja")
        for number, (title, when) in enumerate((
            ("Holz und Strom", "mittwochs 15–17 Uhr"),
            ("Repaircafé", "jeden 2. Samstag im Monat"),
            ("Feriencamp", "in den Ferien"),
            ("Lego-Technik", "Mo 14–15 Uhr, Do 16–17 Uhr"),
            ("Dampfmaschine", "wenn der Bus fährt"),
            ("Sonnenuhr", "nach Vereinbarung"),
            ("Tag der Technik", "Sa, 9.5.2026, 10-16 Uhr"),
            ("Winterlabor", "31.2.2026"),
        ), start=1)
    ),
]  # fmt: skip
