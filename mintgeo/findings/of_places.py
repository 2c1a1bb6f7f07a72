"""Codes of the ladder and of the address index: what they say of where a row was put."""

from typing import Final

from mintgeo.findings.kinds import Kind, Severity, table
from mintgeo.language import N_


def _kind(severity: Severity, topic: str, code: str, sentence: str) -> Kind:
    return Kind(code=code, severity=severity, topic=topic, sentence=sentence)


PLACE: Final = table(
    _kind("error", "contradiction", "place.contradiction",
          N_("Widerspruch: PLZ {postcode} ({places}) und Ort „{place}“ liegen {km} km "
             "auseinander")),
    _kind("info", "contradiction", "place.land_for_postcode",
          N_("das Land spricht für die PLZ")),
    _kind("info", "contradiction", "place.land_for_place", N_("das Land spricht für den Ort")),
    _kind("warning", "contradiction", "place.maybe_contradiction",
          N_("Widerspruch möglich: Ort „{place}“ ist bei PLZ {postcode} ({places}) nicht "
             "verzeichnet, so heißen mehrere anderswo; nach PLZ verortet")),
    _kind("warning", "contradiction", "place.namesake",
          N_("Ort „{place}“ ist bei PLZ {postcode} ({places}) nicht verzeichnet, nur ein "
             "Ortsteil {km} km entfernt heißt so; nach PLZ verortet")),
    _kind("warning", "contradiction", "place.not_in_land",
          N_("Widerspruch: „{place}“ liegt nicht in {state}; nach Ortsname verortet")),
    _kind("error", "contradiction", "place.not_around",
          N_("Widerspruch: PLZ {postcode} ist unbekannt, und „{place}“ liegt nicht in ihrer "
             "Gegend")),
    _kind("error", "contradiction", "place.coordinates_contradict",
          N_("Widerspruch: Koordinaten liegen {km} km von PLZ {postcode}")),
    _kind("error", "contradiction", "place.state_contradicts",
          N_("Widerspruch: PLZ {postcode} liegt in {land}, angegeben ist {state}")),
    _kind("error", "ambiguous", "place.ambiguous",
          N_("Ort „{place}“ ist mehrdeutig: in {number} Kreisen ({kreise})")),
    _kind("error", "abroad", "place.abroad", N_("liegt nicht in Deutschland: {state}")),
    _kind("error", "abroad", "place.abroad_postcode",
          N_("„{postcode} {place}“ ist wohl eine Adresse in Österreich oder der Schweiz")),
    _kind("warning", "unknown", "place.unknown_in_postcode",
          N_("Ort „{place}“ ist nicht bekannt, nach PLZ verortet")),
    _kind("error", "unknown", "place.postcode_unknown", N_("PLZ {postcode} ist unbekannt")),
    _kind("warning", "unknown", "place.by_name",
          N_("PLZ {postcode} ist unbekannt, nach Ortsname verortet")),
    _kind("error", "unknown", "place.place_unknown", N_("Ort „{place}“ unbekannt")),
    _kind("warning", "unknown", "place.state_unknown", N_("Land „{state}“ ist nicht bekannt")),
    _kind("info", "beside", "place.beside",
          N_("PLZ {postcode} gehört zu {places}; „{place}“ liegt {km} km daneben")),
    _kind("warning", "beside", "place.not_of_postcode",
          N_("Ort „{place}“ gehört nicht zu PLZ {postcode} ({places}), nach PLZ verortet")),
    _kind("info", "respelled", "place.respelled", N_("Ort „{place}“ gelesen als „{meant}“")),
    _kind("warning", "respelled", "place.kreis",
          N_("„{place}“ ist ein Kreis, kein Ort; in dessen Mitte verortet ({meant})")),
    _kind("warning", "respelled", "place.around",
          N_("„{place}“ ist kein Ort, sondern in der Nähe von „{meant}“")),
    _kind("info", "respelled", "place.metropolis",
          N_("Ort „{place}“ als die Stadt gelesen; so heißen mehrere")),
    _kind("error", "no_address", "place.no_address", N_("keine Adresse")),
    _kind("error", "no_address", "place.only_street",
          N_("keine PLZ und kein Ort, nur eine Straße")),
)  # fmt: skip
"""Code → kind."""

ADDRESS: Final = table(
    _kind("warning", "street", "address.other_place",
          N_("Ort „{place}“ passt nicht; Straße liegt in {places}")),
    _kind("warning", "street", "address.other_postcode",
          N_("PLZ {postcode} passt nicht; Straße liegt in {postcodes}")),
    _kind("info", "street", "address.respelled", N_("Straße „{street}“ gelesen als „{meant}“")),
    _kind("warning", "street", "address.street_unknown",
          N_("Straße „{street}“ nicht gefunden")),
    _kind("info", "street", "address.set_aside", N_("Zusatz nicht gebraucht: {additions}")),
    _kind("warning", "street", "address.unread",
          N_("in der Adresse nicht verstanden: {words}")),
    _kind("info", "street", "address.by_name", N_("nach dem Namen „{name}“ gefunden")),
    _kind("info", "street", "address.number_near",
          N_("Hausnummer {number} nicht in der Karte, bei {near}")),
    _kind("info", "street", "address.number_between",
          N_("Hausnummer {number} nicht in der Karte, zwischen {low} und {high}")),
)  # fmt: skip
"""Code → kind."""
