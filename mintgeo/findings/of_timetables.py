"""Codes of reading timetables: what was found of the rows of a feed, each kind counted."""

from typing import Final

from mintgeo.findings.kinds import Kind, Severity, table
from mintgeo.language import NN_

_ROWS: Final = ("file", "line", "value")
"""In which file, the first line, and what stands there."""


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
            "{n} Zeile hat nicht so viele Felder wie die Kopfzeile und wurde nicht gelesen",
            "{n} Zeilen haben nicht so viele Felder wie die Kopfzeile und wurden nicht gelesen",
        ),
    ),
    _rows(
        "encoding",
        NN_("{n} Datei ist nicht in UTF-8 gespeichert", "{n} Dateien sind nicht in UTF-8"),
        "info",
    ),
    _rows(
        "no_id",
        NN_(
            "{n} Zeile ohne Kennung wurde nicht gelesen",
            "{n} Zeilen ohne Kennung wurden nicht gelesen",
        ),
    ),
    _rows(
        "duplicate",
        NN_(
            "{n} Kennung kommt noch einmal vor; die erste Zeile zählt",
            "{n} Kennungen kommen noch einmal vor; die erste Zeile zählt",
        ),
    ),
    _rows(
        "unknown_stop",
        NN_(
            "{n} Zeile nennt eine Haltestelle, die es im Fahrplan nicht gibt",
            "{n} Zeilen nennen Haltestellen, die es im Fahrplan nicht gibt",
        ),
    ),
    _rows(
        "unknown_trip",
        NN_(
            "{n} Zeile nennt eine Fahrt, die es im Fahrplan nicht gibt",
            "{n} Zeilen nennen Fahrten, die es im Fahrplan nicht gibt",
        ),
    ),
    _rows(
        "unknown_service",
        NN_(
            "{n} Fahrt nennt Verkehrstage, die es im Fahrplan nicht gibt, und fährt nie",
            "{n} Fahrten nennen Verkehrstage, die es im Fahrplan nicht gibt, und fahren nie",
        ),
    ),
    _rows(
        "unknown_line",
        NN_(
            "{n} Fahrt nennt eine Linie, die es im Fahrplan nicht gibt",
            "{n} Fahrten nennen Linien, die es im Fahrplan nicht gibt",
        ),
    ),
    _rows(
        "unknown_agency",
        NN_(
            "{n} Linie nennt ein Unternehmen, das es im Fahrplan nicht gibt",
            "{n} Linien nennen Unternehmen, die es im Fahrplan nicht gibt",
        ),
    ),
    _rows(
        "no_place",
        NN_(
            "{n} Haltestelle hat keine brauchbaren Koordinaten; zu Fuß erreicht sie niemand",
            "{n} Haltestellen haben keine brauchbaren Koordinaten; zu Fuß erreicht sie niemand",
        ),
    ),
    _rows(
        "bad_number",
        NN_(
            "{n} Angabe ist keine gültige Zahl und wurde nicht verwendet",
            "{n} Angaben sind keine gültigen Zahlen und wurden nicht verwendet",
        ),
    ),
    _rows(
        "bad_date",
        NN_(
            "{n} Zeile ohne gültiges Datum wurde nicht gelesen",
            "{n} Zeilen ohne gültiges Datum wurden nicht gelesen",
        ),
    ),
    _rows(
        "bad_time",
        NN_(
            "{n} Uhrzeit ist nicht zu lesen und gilt als nicht angegeben",
            "{n} Uhrzeiten sind nicht zu lesen und gelten als nicht angegeben",
        ),
    ),
    _rows(
        "blank_times",
        NN_(
            "{n} Halt ohne Uhrzeit: zwischen den Nachbarn nach der Strecke geschätzt",
            "{n} Halte ohne Uhrzeit: zwischen den Nachbarn nach der Strecke geschätzt",
        ),
        "info",
    ),
    _rows(
        "no_time",
        NN_(
            "{n} Halt am Anfang oder Ende einer Fahrt hat keine Uhrzeit und entfällt",
            "{n} Halte am Anfang oder Ende von Fahrten haben keine Uhrzeit und entfallen",
        ),
    ),
    _rows(
        "times_fall",
        NN_(
            "{n} Fahrt kommt an einem Halt an, bevor sie am vorigen abfährt, und entfällt",
            "{n} Fahrten kommen an einem Halt an, bevor sie am vorigen abfahren, und entfallen",
        ),
    ),
    _rows(
        "short_trip",
        NN_(
            "{n} Fahrt hat keine zwei Halte und entfällt",
            "{n} Fahrten haben keine zwei Halte und entfallen",
        ),
    ),
    _rows(
        "bad_frequency",
        NN_(
            "{n} Takt ist nicht zu verstehen und entfällt",
            "{n} Takte sind nicht zu verstehen und entfallen",
        ),
    ),
    _rows(
        "inexact_frequency",
        NN_(
            "{n} Takt ohne genaue Zeiten: gerechnet wird, als führe er ab seinem Beginn genau so",
            "{n} Takte ohne genaue Zeiten: gerechnet wird, als führen sie ab ihrem Beginn genau so",
        ),
        "info",
    ),
    _rows(
        "on_call",
        NN_(
            "{n} Halt nur nach Anmeldung oder Absprache; er zählt als Halt",
            "{n} Halte nur nach Anmeldung oder Absprache; sie zählen als Halte",
        ),
        "info",
    ),
    _rows(
        "on_call_left_out",
        NN_(
            "{n} Halt nur nach Anmeldung oder Absprache; er zählt nicht",
            "{n} Halte nur nach Anmeldung oder Absprache; sie zählen nicht",
        ),
        "info",
    ),
    _rows(
        "change_of_some",
        NN_(
            "{n} Umstieg gilt nur zwischen bestimmten Linien oder Fahrten und wurde nicht "
            "verwendet",
            "{n} Umstiege gelten nur zwischen bestimmten Linien oder Fahrten und wurden nicht "
            "verwendet",
        ),
        "info",
    ),
    _rows(
        "bad_transfer",
        NN_(
            "{n} Umstieg ist nicht zu verstehen und wurde nicht verwendet",
            "{n} Umstiege sind nicht zu verstehen und wurden nicht verwendet",
        ),
    ),
    _rows(
        "unused_file",
        NN_(
            "{n} Datei mit Angaben zu Wegen oder Bedarfsverkehr wurde nicht verwendet",
            "{n} Dateien mit Angaben zu Wegen oder Bedarfsverkehr wurden nicht verwendet",
        ),
        "info",
    ),
    _rows(
        "cut_away",
        NN_(
            "{n} Fahrt hat keine zwei Halte im Ausschnitt und wurde weggelassen",
            "{n} Fahrten haben keine zwei Halte im Ausschnitt und wurden weggelassen",
        ),
        "info",
    ),
    _rows(
        "shortened",
        NN_(
            "{n} Fahrt wurde auf den Ausschnitt gekürzt",
            "{n} Fahrten wurden auf den Ausschnitt gekürzt",
        ),
        "info",
    ),
    _rows(
        "other_zone",
        NN_(
            "{n} Fahrplan in einer anderen Zeitzone: umgerechnet in die des ersten",
            "{n} Fahrpläne in einer anderen Zeitzone: umgerechnet in die des ersten",
        ),
        "info",
    ),
    _rows(
        "unknown_zone",
        NN_(
            "{n} Zeitzone ist unbekannt; die Uhrzeiten gelten wie angegeben",
            "{n} Zeitzonen sind unbekannt; die Uhrzeiten gelten wie angegeben",
        ),
    ),
    _rows(
        "same_trips",
        NN_(
            "{n} Fahrt steht in zwei Fahrplänen; an jedem Tag zählt sie einmal",
            "{n} Fahrten stehen in zwei Fahrplänen; an jedem Tag zählen sie einmal",
        ),
        "info",
    ),
)
"""Code → kind."""
