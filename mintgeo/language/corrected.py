"""Words of the file of corrections, which a page of a map saves and ``geocode`` reads."""

from typing import Final

from mintgeo.language._marks import N_

COLUMNS: Final = {
    "list": N_("Liste"),
    "id": N_("Kennung"),
    "check": N_("Prüfzeichen"),
    "decision": N_("Entscheidung"),
    "lat": N_("Breite"),
    "lon": N_("Länge"),
    "place": N_("gewählter Ort"),
    "date": N_("Datum"),
    "note": N_("Notiz"),
}
"""Column → header of the file, in their order."""
LISTS: Final = {"participants": N_("Teilnehmende"), "sites": N_("Angebote")}
"""Kind of list → word of the file."""
DECISIONS: Final = {"moved": N_("versetzt"), "chosen": N_("gewählt"), "right": N_("richtig")}
"""What was decided of a row → word of the file."""
