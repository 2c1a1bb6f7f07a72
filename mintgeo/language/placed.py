"""Headers of the columns that ``mintgeo geocode`` writes beside a list."""

from typing import Final

from mintgeo.language._marks import N_

PREFIX: Final = "mintgeo: "
"""What every such header begins with, in every language."""
PLACED: Final = {
    "file": N_("mintgeo: Datei"),
    "id": N_("mintgeo: Kennung"),
    "street": N_("mintgeo: Straße"),
    "postcode": N_("mintgeo: PLZ"),
    "place": N_("mintgeo: Ort"),
    "lat": N_("mintgeo: Breite"),
    "lon": N_("mintgeo: Länge"),
    "gemeinde": N_("mintgeo: Gemeinde"),
    "kreis": N_("mintgeo: Kreis"),
    "land": N_("mintgeo: Land"),
    "match_level": N_("mintgeo: verortet nach"),
    "match_score": N_("mintgeo: Sicherheit in %"),
    "radius_m": N_("mintgeo: Umkreis in m"),
    "match_source": N_("mintgeo: Fundstelle"),
    "match_note": N_("mintgeo: Hinweis zum Ort"),
    "read_note": N_("mintgeo: Hinweis beim Lesen"),
    "check": N_("mintgeo: Prüfzeichen"),
    "findings": N_("mintgeo: Befunde"),
}
"""Column of a placed list → header of the file, in the order in which they are written."""
LEFT_OUT: Final = {
    "part": N_("Datei oder Blatt"),
    "row": N_("Zeile"), "text": N_("was dort steht"), "reason": N_("warum"),
}  # fmt: skip
"""Columns of the sheet of what was left out → what they are called."""
