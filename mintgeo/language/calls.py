"""What a call list says: headers of its workbook, how to read it, and why somebody is on it."""

from typing import Final

from mintgeo.language._marks import N_

SHEET: Final = N_("Anrufliste")
GUIDE: Final = N_("Lesehilfe")
GUIDE_WORDS: Final = (
    N_("Jede Zeile zählt für sich: Nahe beieinander erreichen zwei zum Teil dieselben Menschen."),
    N_("Wo der Ort unbekannt ist, steht keine Zahl von Menschen."),
)
CALL_SOURCES: Final = N_("Quellen")
CALL_COLUMNS: Final = {
    "rank": N_("Rang"),
    "name": N_("Name"),
    "category": N_("Art"),
    "reasons": N_("Gründe"),
    "mode": N_("Verkehrsmittel"),
    "minutes": N_("Schwelle (min)"),
    "within": N_("Menschen in der Zeit"),
    "gained": N_("davon heute ohne Angebot"),
    "gap": N_("Lücke"),
    "gap_km": N_("bis zur Lücke (km)"),
    "topics": N_("Themen"),
    "could_offer": N_("könnte anbieten"),
    "street": N_("Straße"),
    "postcode": N_("PLZ"),
    "place": N_("Ort"),
    "url": N_("Webseite"),
    "id": N_("Kennung"),
    "notes": N_("Notizen"),
}
"""Column of a call list → header, in their order; the last one is empty, to write in."""
CALL_WORDS: Final = {
    "in_gap": N_("liegt in der Lücke"),
    "near_gap": N_("liegt nahe der Lücke"),
    "gains": N_("erreicht Menschen, die heute kein Angebot haben"),
    "gains_nothing": N_("erreicht niemanden, der heute kein Angebot hat"),
    "new_topics": N_("hat Themen, die kein Angebot in der Nähe nennt"),
    "no_topics": N_("Themen unbekannt"),
    "no_location": N_("Ort unbekannt"),
}
"""Why somebody is on the list, by code."""
