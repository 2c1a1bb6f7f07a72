"""What the codes of the tables are called; said through a ``Language``."""

from typing import Final

from mintgeo.language._speech import N_

MODES: Final = {
    "car": N_("mit dem Auto gebracht"),
    "bike": N_("mit dem Fahrrad"),
    "foot": N_("zu Fuß"),
}
STATUSES: Final = {
    "ok": N_("erreicht"),
    "over_limit": N_("weiter als die Suchgrenze"),
    "not_snapped": N_("zu weit von einer Straße"),
    "other_component": N_("keine Verbindung"),
    "outside_extract": N_("außerhalb der Kartendaten"),
    "no_location": N_("Ort unbekannt"),
}
LEVELS: Final = {
    "coordinate": N_("Koordinate"),
    "house": N_("Hausnummer"),
    "street": N_("Straße"),
    "place": N_("PLZ und Ort"),
    "postcode": N_("nur PLZ"),
    "municipality": N_("Gemeinde"),
    "none": N_("nicht gefunden"),
}
FINDINGS: Final = {
    "contradiction": N_("Angaben widersprechen sich"),
    "ambiguous": N_("Ortsname mehrdeutig"),
    "abroad": N_("nicht in Deutschland"),
    "unknown": N_("PLZ oder Ort unbekannt"),
    "beside": N_("Ort neben der PLZ"),
    "respelled": N_("Ortsname anders geschrieben"),
    "no_address": N_("keine Adresse"),
    "repaired": N_("beim Lesen berichtigt"),
}
COUNTED: Final = (N_("Menschen"), N_("Kinder"))
"""Who is counted, as run parameters and options ``who`` say it."""
