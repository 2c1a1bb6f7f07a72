"""Codes of corrections: what somebody has decided of a row on the map, and why it is not used."""

from typing import Final

from mintgeo.findings.kinds import Kind, Severity, table
from mintgeo.language import N_, NN_

NOTE: Final = "note"
"""What somebody has written beside a correction; no sentence says it."""


def _used(code: str, sentence: str) -> Kind:
    return Kind(code=code, severity="info", topic="corrected", sentence=sentence, also=(NOTE,))


def _unused(code: str, sentence: str) -> Kind:
    return Kind(code=code, severity="warning", topic="corrected", sentence=sentence)


def _of_list(code: str, sentences: tuple[str, str], severity: Severity) -> Kind:
    one, many = sentences
    return Kind(code=code, severity=severity, topic="list", sentence=one, several=many)


USED: Final = table(
    _used("correction.moved", N_("am {day} auf der Karte berichtigt")),
    _used("correction.chosen", N_("am {day} auf der Karte als „{place}“ bestimmt")),
    _used("correction.right", N_("am {day} auf der Karte als richtig bestätigt")),
)
"""Code → kind: the row is where somebody has said, so nobody needs to look at it again."""

OF_THE_LIST: Final = table(
    _of_list(
        "list.corrections_lost",
        NN_(
            "{n} Korrektur nicht verwendet: Die Liste hat diese Zeile nicht: {cells}",
            "{n} Korrekturen nicht verwendet: Die Liste hat diese Zeilen nicht: {cells}",
        ),
        "warning",
    ),
    _of_list(
        "list.corrections_elsewhere",
        NN_(
            "{n} Korrektur der Datei gehört zu einer anderen Liste",
            "{n} Korrekturen der Datei gehören zu einer anderen Liste",
        ),
        "info",
    ),
)
"""Code → kind: corrections that no row of the list has."""

CORRECTIONS: Final = (
    USED
    | OF_THE_LIST
    | table(
        _unused(
            "correction.row_changed",
            N_("Korrektur vom {day} nicht verwendet: Die Zeile lautet heute anders"),
        ),
        _unused(
            "correction.elsewhere",
            N_(
                "Bestätigung vom {day} nicht verwendet: Die Zeile liegt heute woanders oder "
                "gar nicht"
            ),
        ),
        _unused(
            "correction.no_choice",
            N_("Korrektur vom {day} nicht verwendet: „{place}“ steht für die Zeile nicht zur Wahl"),
        ),
    )
)
"""Code → kind."""
