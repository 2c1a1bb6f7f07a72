"""Codes of plans: why a candidate can't be a stop or a hub."""

from typing import Final

from mintgeo.findings.kinds import Kind, table
from mintgeo.language import N_

PLANS: Final = table(
    Kind(
        code="plan.no_location",
        severity="warning",
        topic="other",
        sentence=N_("Kandidat ohne Ort; er steht nicht zur Wahl"),
    ),
    Kind(
        code="plan.not_snapped",
        severity="warning",
        topic="other",
        sentence=N_("Kandidat fern von jeder Straße; er steht nicht zur Wahl"),
    ),
    Kind(
        code="plan.outside_extract",
        severity="warning",
        topic="other",
        sentence=N_("Kandidat außerhalb des Kartenauszugs; er steht nicht zur Wahl"),
    ),
    Kind(
        code="plan.no_stop",
        severity="warning",
        topic="other",
        sentence=N_("Kandidat ohne Haltestelle in der Nähe; er steht nicht zur Wahl"),
    ),
    Kind(
        code="plan.no_service",
        severity="warning",
        topic="other",
        sentence=N_("Kandidat, an dem an diesem Tag nichts hält; er steht nicht zur Wahl"),
    ),
    Kind(
        code="plan.reaches_nobody",
        severity="info",
        topic="other",
        sentence=N_(
            "Kandidat, den in höchstens {minutes} Minuten niemand erreicht; er steht nicht zur Wahl"
        ),
    ),
)
"""Code → kind."""
