"""Codes of the readers: what they say of a list as a whole, and of what is no row of it."""

from typing import Final

from mintgeo.findings.kinds import Kind, Severity, table
from mintgeo.language import N_, NN_

ROW: Final = ("row", "text")
"""Number of a row in the file (as Excel counts), and what stands in it."""


def _row(code: str, sentence: str, severity: Severity = "info") -> Kind:
    return Kind(code=code, severity=severity, topic="list", sentence=sentence, also=ROW)


def _whole(code: str, sentence: str, severity: Severity = "info") -> Kind:
    return Kind(code=code, severity=severity, topic="list", sentence=sentence)


def _several(code: str, sentences: tuple[str, str], severity: Severity = "info") -> Kind:
    one, many = sentences
    return Kind(code=code, severity=severity, topic="list", sentence=one, several=many)


LIST: Final = table(
    _row("list.above_header", N_("über der Kopfzeile")),
    _row("list.header_part", N_("Teil der Kopfzeile")),
    _row("list.header_again", N_("Kopfzeile noch einmal")),
    _row("list.total", N_("Summenzeile")),
    _row("list.total_right", N_("Summenzeile: {total}, stimmt")),
    _row("list.total_wrong", N_("Summenzeile: {total}, die Zeilen ergeben {found}"), "warning"),
    _row("list.of_which", N_("Teil der Summe, zählt nicht noch einmal")),
    _row("list.carried", N_("Übertrag")),
    _row("list.average", N_("Durchschnitt oder Anteil")),
    _row("list.heading", N_("Zwischenüberschrift")),
    _row("list.footnote", N_("Fußzeile")),
    _whole(
        "list.column_unused",
        N_(
            "Spalte „{header}“ sieht aus wie {column} und wurde nicht verwendet; verstanden würde "
            "die Überschrift „{understood}“"
        ),
        "warning",
    ),
    _whole("list.columns_kept", N_("nicht verwendet, bleibt stehen: {cells}")),
    _whole(
        "list.formulas_unkept",
        N_("Formeln ohne gespeicherten Wert in {cells}; in Excel öffnen und speichern"),
        "error",
    ),
    _whole("list.count_added", N_("Anzahl ist die Summe der Spalten {cells}")),
    _whole("list.encoding", N_("Zeichensatz erkannt: {encoding}")),
    _whole("list.nul", N_("Zeichen ohne Bedeutung (NUL) weggelassen")),
    _whole("list.ours", N_("Spalten, die mintgeo geschrieben hat, wurden nicht als Liste gelesen")),
    _several(
        "list.sheet_unread",
        NN_(
            "Blatt „{sheet}“ mit {n} Zeile nicht gelesen (sheet= wählt ein anderes)",
            "Blatt „{sheet}“ mit {n} Zeilen nicht gelesen (sheet= wählt ein anderes)",
        ),
        "warning",
    ),
    _several(
        "list.hidden_sheet_unread",
        NN_(
            "Blatt „{sheet}“ (ausgeblendet) mit {n} Zeile nicht gelesen (sheet= wählt ein anderes)",
            "Blatt „{sheet}“ (ausgeblendet) mit {n} Zeilen nicht gelesen (sheet= wählt ein "
            "anderes)",
        ),
        "warning",
    ),
    _whole("list.sheet_no_list", N_("Blatt „{sheet}“ ist keine Liste")),
    _whole("list.hidden_sheet_no_list", N_("Blatt „{sheet}“ (ausgeblendet) ist keine Liste")),
    _whole("list.hidden_column", N_("Spalte „{header}“ ist ausgeblendet"), "warning"),
    _whole("list.letters_mended", N_("Zeichen im Kopf berichtigt: {cells}")),
    _whole("list.letters_lost", N_("Zeichen im Kopf verloren: {cells}"), "error"),
    _whole("list.header_merged", N_("„{cell}“ im Kopf aus verbundenen Zellen übernommen")),
    _whole("list.header_hidden", N_("die Kopfzeile ist in Excel ausgeblendet")),
    _several(
        "list.addresses_split",
        NN_(
            "{n} Adresse stand in einem Feld und wurde zerlegt",
            "{n} Adressen standen in einem Feld und wurden zerlegt",
        ),
    ),
)
"""Code → kind."""
