"""Codes of reading timetables: what was found of the rows of a feed, each kind counted."""

from typing import Final

from mintgeo.findings.kinds import Kind, Severity, table
from mintgeo.language import NN_

_ROWS: Final = ("line", "value")
"""The first line of its kind, and what stands there."""


def _rows(code: str, sentences: tuple[str, str], severity: Severity = "warning") -> Kind:
    one, many = sentences
    return Kind(
        code=f"timetable.{code}", severity=severity, topic="timetable", sentence=one, several=many,
        also=_ROWS,
    )  # fmt: skip


TIMETABLES: Final = table(
    _rows(
        "row_broken",
        NN_(
            "{file}: {n} Zeile hat mehr oder weniger Felder als die Kopfzeile und entfällt",
            "{file}: {n} Zeilen haben mehr oder weniger Felder als die Kopfzeile und entfallen",
        ),
    ),
    _rows(
        "encoding",
        NN_(
            "{file}: {n} Datei ist nicht in UTF-8 gespeichert",
            "{file}: {n} Dateien sind nicht in UTF-8 gespeichert",
        ),
        "info",
    ),
    _rows(
        "no_id",
        NN_(
            "{file}: {n} Zeile ohne Kennung wurde nicht gelesen",
            "{file}: {n} Zeilen ohne Kennung wurden nicht gelesen",
        ),
    ),
    _rows(
        "duplicate",
        NN_(
            "{file}: {n} Kennung kommt noch einmal vor; die erste Zeile zählt",
            "{file}: {n} Kennungen kommen noch einmal vor; die erste Zeile zählt",
        ),
    ),
    _rows(
        "unknown_stop",
        NN_(
            "{file}: {n} Zeile nennt eine Haltestelle, die es im Fahrplan nicht gibt",
            "{file}: {n} Zeilen nennen Haltestellen, die es im Fahrplan nicht gibt",
        ),
    ),
    _rows(
        "unknown_trip",
        NN_(
            "{file}: {n} Zeile nennt eine Fahrt, die es im Fahrplan nicht gibt",
            "{file}: {n} Zeilen nennen Fahrten, die es im Fahrplan nicht gibt",
        ),
    ),
    _rows(
        "unknown_service",
        NN_(
            "{file}: {n} Fahrt nennt Verkehrstage, die es nicht gibt, und fährt nie",
            "{file}: {n} Fahrten nennen Verkehrstage, die es nicht gibt, und fahren nie",
        ),
    ),
    _rows(
        "unknown_line",
        NN_(
            "{file}: {n} Fahrt nennt eine Linie, die es im Fahrplan nicht gibt",
            "{file}: {n} Fahrten nennen Linien, die es im Fahrplan nicht gibt",
        ),
    ),
    _rows(
        "unknown_agency",
        NN_(
            "{file}: {n} Linie nennt ein Unternehmen, das es im Fahrplan nicht gibt",
            "{file}: {n} Linien nennen Unternehmen, die es im Fahrplan nicht gibt",
        ),
    ),
    _rows(
        "no_place",
        NN_(
            "{file}: {n} Haltestelle hat keine Koordinaten; zu Fuß erreicht sie niemand",
            "{file}: {n} Haltestellen haben keine Koordinaten; zu Fuß erreicht sie niemand",
        ),
    ),
    _rows(
        "bad_number",
        NN_(
            "{file}: {n} Angabe ist keine gültige Zahl und wurde nicht verwendet",
            "{file}: {n} Angaben sind keine gültigen Zahlen und wurden nicht verwendet",
        ),
    ),
    _rows(
        "bad_date",
        NN_(
            "{file}: {n} Zeile ohne gültiges Datum wurde nicht gelesen",
            "{file}: {n} Zeilen ohne gültiges Datum wurden nicht gelesen",
        ),
    ),
    _rows(
        "bad_time",
        NN_(
            "{file}: {n} Uhrzeit ist nicht zu lesen und gilt als nicht angegeben",
            "{file}: {n} Uhrzeiten sind nicht zu lesen und gelten als nicht angegeben",
        ),
    ),
    _rows(
        "blank_times",
        NN_(
            "{file}: {n} Halt ohne Uhrzeit: zwischen den Nachbarn nach der Strecke geschätzt",
            "{file}: {n} Halte ohne Uhrzeit: zwischen den Nachbarn nach der Strecke geschätzt",
        ),
        "info",
    ),
    _rows(
        "no_time",
        NN_(
            "{file}: {n} Halt am Anfang oder Ende einer Fahrt hat keine Uhrzeit und entfällt",
            "{file}: {n} Halte am Anfang oder Ende von Fahrten haben keine Uhrzeit und entfallen",
        ),
    ),
    _rows(
        "times_fall",
        NN_(
            "{file}: {n} Fahrt kommt an, bevor sie am Halt davor abfährt, und entfällt",
            "{file}: {n} Fahrten kommen an, bevor sie am Halt davor abfahren, und entfallen",
        ),
    ),
    _rows(
        "short_trip",
        NN_(
            "{file}: {n} Fahrt hat keine zwei Halte und entfällt",
            "{file}: {n} Fahrten haben keine zwei Halte und entfallen",
        ),
    ),
    _rows(
        "bad_frequency",
        NN_(
            "{file}: {n} Takt ist nicht zu verstehen und entfällt",
            "{file}: {n} Takte sind nicht zu verstehen und entfallen",
        ),
    ),
    _rows(
        "inexact_frequency",
        NN_(
            "{file}: {n} Takt ohne feste Zeiten: gerechnet wird, als gälte er ab seinem Beginn",
            "{file}: {n} Takte ohne feste Zeiten: gerechnet wird, als gälten sie ab ihrem Beginn",
        ),
        "info",
    ),
    _rows(
        "on_call",
        NN_(
            "{file}: {n} Halt nur nach Anmeldung oder Absprache; er zählt als Halt",
            "{file}: {n} Halte nur nach Anmeldung oder Absprache; sie zählen als Halte",
        ),
        "info",
    ),
    _rows(
        "on_call_left_out",
        NN_(
            "{file}: {n} Halt nur nach Anmeldung oder Absprache; er zählt nicht",
            "{file}: {n} Halte nur nach Anmeldung oder Absprache; sie zählen nicht",
        ),
        "info",
    ),
    _rows(
        "change_of_some",
        NN_(
            "{file}: {n} Umstieg nur zwischen einzelnen Linien oder Fahrten ist nicht verwendet",
            "{file}: {n} Umstiege nur zwischen einzelnen Linien oder Fahrten sind nicht verwendet",
        ),
        "info",
    ),
    _rows(
        "bad_transfer",
        NN_(
            "{file}: {n} Umstieg ist nicht zu verstehen und wurde nicht verwendet",
            "{file}: {n} Umstiege sind nicht zu verstehen und wurden nicht verwendet",
        ),
    ),
    _rows(
        "unused_file",
        NN_(
            "{file}: {n} Datei mit Angaben zu Wegen oder Bedarfsverkehr wurde nicht verwendet",
            "{file}: {n} Dateien mit Angaben zu Wegen oder Bedarfsverkehr wurden nicht verwendet",
        ),
        "info",
    ),
    _rows(
        "cut_away",
        NN_(
            "{file}: {n} Fahrt hat keine zwei Halte im Ausschnitt und wurde weggelassen",
            "{file}: {n} Fahrten haben keine zwei Halte im Ausschnitt und wurden weggelassen",
        ),
        "info",
    ),
    _rows(
        "shortened",
        NN_(
            "{file}: {n} Fahrt wurde auf den Ausschnitt gekürzt",
            "{file}: {n} Fahrten wurden auf den Ausschnitt gekürzt",
        ),
        "info",
    ),
    _rows(
        "other_zone",
        NN_(
            "{file}: {n} Fahrplan in einer anderen Zeitzone: umgerechnet in die des ersten",
            "{file}: {n} Fahrpläne in einer anderen Zeitzone: umgerechnet in die des ersten",
        ),
        "info",
    ),
    _rows(
        "unknown_zone",
        NN_(
            "{file}: {n} Zeitzone ist unbekannt; die Uhrzeiten gelten wie angegeben",
            "{file}: {n} Zeitzonen sind unbekannt; die Uhrzeiten gelten wie angegeben",
        ),
    ),
    _rows(
        "same_trips",
        NN_(
            "{file}: {n} Fahrt steht in zwei Fahrplänen; an jedem Tag zählt sie einmal",
            "{file}: {n} Fahrten stehen in zwei Fahrplänen; an jedem Tag zählen sie einmal",
        ),
        "info",
    ),
)
"""Code → kind."""
