"""Sentences of the report that differ by mode of travel, by what is known, or by kind of area."""

from typing import Final

from mintgeo.language import N_, Language

REACHED: Final = {
    "car": N_(
        "In {area} erreichen {share} der {who} in höchstens {minutes} Minuten eines der Angebote "
        "dieser Liste, wenn sie mit dem Auto gebracht werden."
    ),
    "bike": N_(
        "In {area} erreichen {share} der {who} in höchstens {minutes} Minuten mit dem Fahrrad "
        "eines der Angebote dieser Liste."
    ),
    "foot": N_(
        "In {area} erreichen {share} der {who} in höchstens {minutes} Minuten zu Fuß eines der "
        "Angebote dieser Liste."
    ),
}
AFTER_SHARE: Final = {
    "car": N_(
        "der {who} erreichen in höchstens {minutes} Minuten ein Angebot, wenn sie mit dem Auto "
        "gebracht werden"
    ),
    "bike": N_("der {who} erreichen in höchstens {minutes} Minuten mit dem Fahrrad ein Angebot"),
    "foot": N_("der {who} erreichen in höchstens {minutes} Minuten zu Fuß ein Angebot"),
}
"""What follows a share that stands alone, in large letters or in a column."""
NOT_REACHED: Final = {
    "car": N_(
        "{people} {who} erreichen in höchstens {minutes} Minuten keines der Angebote, auch wenn "
        "sie mit dem Auto gebracht werden."
    ),
    "bike": N_(
        "{people} {who} erreichen mit dem Fahrrad in höchstens {minutes} Minuten keines der "
        "Angebote."
    ),
    "foot": N_(
        "{people} {who} erreichen zu Fuß in höchstens {minutes} Minuten keines der Angebote."
    ),
}
GAINS: Final = {
    "car": N_(
        "Am meisten brächte nach bester Schätzung {name} ({kind}): Etwa {people} {who} erreichen "
        "heute in {minutes} Minuten kein Angebot und würden dann dieses erreichen, wenn sie mit "
        "dem Auto gebracht werden."
    ),
    "bike": N_(
        "Am meisten brächte nach bester Schätzung {name} ({kind}): Etwa {people} {who} erreichen "
        "heute in {minutes} Minuten kein Angebot und würden dann mit dem Fahrrad dieses erreichen."
    ),
    "foot": N_(
        "Am meisten brächte nach bester Schätzung {name} ({kind}): Etwa {people} {who} erreichen "
        "heute in {minutes} Minuten kein Angebot und würden dann zu Fuß dieses erreichen."
    ),
}
HIGHEST: Final = (
    N_("Den höchsten Anteil hat mit mindestens {certain} Sicherheit {names}."),
    N_("Den höchsten Anteil hat mit mindestens {certain} Sicherheit eines dieser Länder: {names}."),
    N_("Wo der Anteil am höchsten ist, lässt sich nicht sagen: {n} Länder kommen in Frage."),
)
LOWEST: Final = (
    N_("Den niedrigsten Anteil hat mit mindestens {certain} Sicherheit {names}."),
    N_(
        "Den niedrigsten Anteil hat mit mindestens {certain} Sicherheit eines dieser Länder: "
        "{names}."
    ),
    N_("Wo der Anteil am niedrigsten ist, lässt sich nicht sagen: {n} Länder kommen in Frage."),
)
"""One Land, a few of which one it is, or too many of them."""
TYPES: Final = {
    "city": N_(
        "In Städten erreichen {urban} der {who} in dieser Zeit ein Angebot, in ländlichen Gebieten "
        "{rural}."
    ),
    "town": N_(
        "In kleineren Städten und Vororten erreichen {urban} der {who} in dieser Zeit ein Angebot, "
        "in ländlichen Gebieten {rural}."
    ),
}
"""Urban against rural areas."""


def about_half(metres: float | None, say: Language) -> str:
    """Say the one way that is published, of about the middle person; nothing if none is told."""
    if metres is None:
        return ""
    if not metres:
        return say("Etwa die Hälfte wohnt weniger als 1 km entfernt (Luftlinie).")
    return say(
        "Etwa die Hälfte wohnt höchstens rund {way} entfernt (Luftlinie).",
        way=say.kilometres(metres),
    )
