"""Codes of the readers: what they say of a row."""

from collections.abc import Mapping
from typing import Final

from mintgeo.findings.kinds import Kind, table
from mintgeo.language import N_

COLUMNS: Final[Mapping[str, str]] = {
    "count": N_("Anzahl"),
    "lat": N_("Breite"),
    "lon": N_("Länge"),
    "age_min": N_("Alter von"),
    "age_max": N_("Alter bis"),
    "capacity": N_("Plätze"),
    "postcode": N_("PLZ"),
    "house_number": N_("Hausnummer"),
    "latlon": N_("Koordinaten"),
    "ages": N_("Alter"),
    "grades": N_("Klassen"),
}
"""What the value ``column`` is called, where it is a column of the schema."""


def _info(code: str, sentence: str) -> Kind:
    return Kind(code=code, severity="info", topic="repaired", sentence=sentence)


def _lost(code: str, sentence: str, topic: str = "repaired") -> Kind:
    return Kind(code=code, severity="error", topic=topic, sentence=sentence)


READ: Final = table(
    _info("read.postcode_zero", N_("PLZ {cell} um die führende Null ergänzt: {postcode}")),
    _info("read.postcode_read", N_("PLZ {cell} gelesen als {postcode}")),
    _lost("read.postcode_odd", N_("PLZ „{cell}“ ist keine Postleitzahl")),
    _lost("read.postcode_abroad", N_("„{cell}“ ist keine deutsche Postleitzahl"), "abroad"),
    _info("read.number_read", N_("{column} „{cell}“ gelesen als {number}")),
    _lost("read.number_odd", N_("{column} „{cell}“ ist keine Zahl")),
    _lost("read.number_unlikely", N_("{column} nicht glaubhaft")),
    _lost("read.count_odd", N_("Anzahl „{cell}“ ist keine Zahl von Menschen")),
    Kind(code="read.count_one", severity="warning", topic="repaired",
         sentence=N_("als 1 gezählt")),
    _info("read.date_read", N_("Datum {cell} gelesen als {date}")),
    _info(
        "read.house_number_read", N_("Hausnummer war ein Datum ({cell}), gelesen als {number}")
    ),
    _info("read.coordinates_scaled", N_("Dezimaltrennzeichen der Koordinaten fehlte")),
    _info("read.coordinates_swapped", N_("Breite und Länge waren vertauscht")),
    _lost("read.coordinates_far", N_("Koordinaten liegen nicht in oder um Deutschland"), "abroad"),
    _lost(
        "read.coordinates_metric",
        N_("Koordinaten sind keine Grad, sondern wohl UTM oder Gauß-Krüger"),
    ),
    Kind(code="read.coordinates_abroad", severity="warning", topic="abroad",
         sentence=N_("Koordinaten liegen außerhalb von Deutschland")),
    _lost("read.coordinates_half", N_("nur eine der beiden Koordinaten angegeben")),
    _info("read.address_split", N_("„{cell}“ in PLZ und Ort zerlegt")),
    _info("read.letters_mended", N_("Zeichen berichtigt: {cells}")),
    _lost("read.letters_lost", N_("Zeichen verloren: {cells}")),
    _info("read.merged", N_("„{cell}“ aus verbundenen Zellen übernommen")),
    _lost(
        "read.formula_unkept",
        N_("Formel ohne gespeicherten Wert in {cells}; in Excel öffnen und speichern"),
    ),
    Kind(code="read.merged_count", severity="warning", topic="repaired",
         sentence=N_("Anzahl {number} gilt für {rows} Zeilen zusammen und wurde aufgeteilt")),
    _info("read.coordinates_read", N_("Koordinaten „{cell}“ gelesen als {lat}, {lon}")),
    _lost("read.coordinates_odd", N_("Koordinaten „{cell}“ nicht verstanden")),
    _info("read.ages_read", N_("{column} „{cell}“ gelesen als {low} bis {high} Jahre")),
    _lost("read.ages_odd", N_("{column} „{cell}“ nicht verstanden")),
    _lost("read.times_odd", N_("Zeit „{cell}“ nicht verstanden")),
    Kind(code="read.times_several", severity="warning", topic="repaired",
         sentence=N_("mehrere Zeiten in „{cell}“; es gilt die erste")),
    Kind(code="read.corrected", severity="info", topic="repaired",
         sentence=N_("von Hand berichtigte Koordinaten übernommen")),
    _info("read.corrected_address", N_("Adresse seit der letzten Verortung geändert")),
    Kind(code="read.corrected_level", severity="info", topic="repaired",
         sentence=N_("von Hand bestimmt, wie genau verortet wird: {level}")),
    _info("read.place_of_district", N_("Ort fehlt; der Ortsteil „{place}“ steht für ihn")),
    Kind(
        code="read.maybe_heading",
        severity="warning",
        topic="no_address",
        sentence=N_(
            "keine Adresse; im Zweifel als Zeile der Liste gezählt, nicht als Überschrift"
        ),
    ),
    Kind(code="read.hidden_row", severity="warning", topic="repaired",
         sentence=N_("in Excel ausgeblendete Zeile")),
    Kind(
        code="read.maybe_footnote",
        severity="warning",
        topic="no_address",
        sentence=N_(
            "keine Adresse; im Zweifel als Zeile der Liste gezählt, nicht als Fußzeile"
        ),
    ),
    _info("read.unnamed", N_("ohne Namen in OpenStreetMap")),
    _info("read.said", "{text}"),
)  # fmt: skip
"""Code → kind; ``read.said`` is a sentence of a version that had no codes."""
