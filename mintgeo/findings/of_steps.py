"""Codes of a server's answers, and of steps of one's own."""

from collections.abc import Mapping
from typing import Final

from mintgeo.findings.kinds import Kind, Severity, table
from mintgeo.language import N_

WITHHELD: Final[Mapping[str, str]] = {
    "not_sites": N_("die Tabelle ist keine von read_sites()"),
    "unread": N_("die Zeile steht nicht so da, wie read_sites() sie gelesen hat"),
    "people": N_("die Liste hat Spalten, wie Listen von Menschen sie haben"),
    "person": N_("der Name liest sich wie der eines Menschen"),
    "repeated": N_("der Name steht bei mehreren Adressen"),
    "no_kind": N_("nichts sagt, was für ein Ort es ist"),
}
"""Why a row could be one of people (the value ``why``) → what it is called."""


def _online(code: str, sentence: str, severity: Severity = "info") -> Kind:
    return Kind(code=code, severity=severity, topic="online", sentence=sentence)


STEPS: Final = table(
    _online("online.withheld", N_("{service}: nicht gefragt, {why}")),
    _online("online.no_answer", N_("{service}: keine Antwort"), "warning"),
    _online("online.unreadable", N_("{service}: Antwort verworfen: nicht zu lesen"), "warning"),
    _online("online.nothing", N_("{service}: nichts gefunden")),
    _online("online.not_finer", N_("{service}: nicht genauer")),
    _online("online.abroad", N_("{service}: Antwort verworfen: liegt nicht in Deutschland")),
    _online(
        "online.other_postcode",
        N_("{service}: Antwort verworfen: PLZ {postcode} statt {wanted}"),
    ),
    _online("online.other_land", N_("{service}: Antwort verworfen: {state} ist ein anderes Land")),
    _online("online.other_place", N_("{service}: Antwort verworfen: {place} statt {wanted}")),
    _online("online.far", N_("{service}: Antwort verworfen: liegt {km} km entfernt")),
    _online(
        "online.far_from_postcode", N_("{service}: Antwort verworfen: liegt nicht bei der PLZ")
    ),
    _online("online.unconfirmed", N_("{service}: Antwort verworfen: PLZ und Ort nicht bestätigt")),
    Kind(code="step.said", severity="info", topic="other", sentence="{text}"),
)
"""Code → kind; ``step.said`` is for steps of one's own, and for sentences of older versions."""
