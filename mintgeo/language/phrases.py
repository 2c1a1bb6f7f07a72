"""What the codes of the tables are called; said through a ``Language``."""

from collections.abc import Iterator, Mapping
from typing import Final

from mintgeo import modes
from mintgeo.language._marks import N_


class _ModeNames(Mapping[str, str]):
    """The German name of every mode that is known by now."""

    def __getitem__(self, key: str) -> str:
        return modes.MODES[key].names[modes.GERMAN]

    def __iter__(self) -> Iterator[str]:
        return iter(modes.MODES)

    def __len__(self) -> int:
        return len(modes.MODES)


MODES: Final = _ModeNames()
STATUSES: Final = {
    "ok": N_("erreicht"),
    "over_limit": N_("weiter als die Suchgrenze"),
    "not_snapped": N_("zu weit von einer Straße"),
    "other_component": N_("keine Verbindung"),
    "outside_extract": N_("außerhalb der Kartendaten"),
    "no_location": N_("Ort unbekannt"),
    "no_stop": N_("zu weit von einer Haltestelle"),
    "no_service": N_("keine Fahrten zu dieser Zeit"),
    "no_connection": N_("keine Verbindung nach Fahrplan"),
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
VERDICTS: Final = {"more": N_("höher"), "less": N_("niedriger"), "open": N_("nicht belegt")}
AREA_LEVELS: Final = {
    "land": N_("Land"),
    "kreis": N_("Kreis"),
    "gemeinde": N_("Gemeinde"),
    "area_type": N_("Gebietstyp"),
    "district": N_("Teilgebiet"),
    "cell": N_("Zelle"),
}
PER_AREA: Final = {
    "land": N_("je Land"),
    "kreis": N_("je Kreis"),
    "gemeinde": N_("je Gemeinde"),
    "district": N_("je Teilgebiet"),
    "cell": N_("je Zelle"),
    "": N_("je Gebiet"),
}
"""Of which areas shares are, as in "Anteil der Menschen je Kreis"."""
ROLES: Final = {"offer": N_("Angebot"), "potential": N_("möglicher Partner")}
COUNTED: Final = (N_("Menschen"), N_("Kinder"))
"""Who is counted, as run parameters and options ``who`` say it."""
AREAS: Final = (
    N_("Deutschland"), N_("außerhalb"), N_("Städte"), N_("Kleinere Städte und Vororte"),
    N_("Ländliche Gebiete"),
)  # fmt: skip
"""Names in coverage tables that are no proper names."""
INGREDIENTS: Final = (
    N_("Kreise"), N_("Länder"), N_("Ortsnamen"), N_("Postleitzahlen"), N_("Orte je Postleitzahl"),
    N_("Gemeinden"), N_("Zensus-Gitter"), N_("Straßen und Orte der Karte"),
)  # fmt: skip
VINTAGES: Final = (
    N_("Grenzen vom Juli 2017, Eisenach im Wartburgkreis (2021); Einwohner vom 31.12.2018"),
    N_("Zensus 2011, auf die Kreissummen vom 31.12.2018 hochgerechnet; Siedlungsflächen von 2017"),
    N_("GeoNames, März 2023"),
    N_("September 2023"),
    N_(
        "Zensus 2011, auf die Kreissummen vom 31.12.2018 hochgerechnet; Schlüssel nach GeoNames, "
        "März 2023, sonst von etwa 2015"
    ),
)
"""What a run is made of, and of when: pairs in its ``vintages``, from the embedded data."""
CURVES: Final = (
    N_(
        "Umweg nach Ballou, Rahardja und Sakai 2002 (Deutschland: 1,32); Geschwindigkeiten bis "
        "40 km angepasst an Zeiten auf den Straßennetzen von acht Auszügen von OpenStreetMap "
        "(Neubrandenburg, nördliches Bayreuth, Dreieich, Karlsruhe-Kirchfeld, Krems, "
        "Liechtenstein, Andorra, Porto; bis 32 km), das erste Stück mit dem Aufwand des Starts, "
        "darüber Autobahn mit 90 km/h (Klasse des OSRM-Standardprofils) und über 100 km mit Tempo "
        "120 bis 130 × 0,8 (Faktor des Profils)"
    ),
    N_(
        "Umweg und Geschwindigkeit angepasst an Zeiten auf den Straßennetzen von acht Auszügen "
        "von OpenStreetMap (Neubrandenburg, nördliches Bayreuth, Dreieich, Karlsruhe-Kirchfeld, "
        "Krems, Liechtenstein, Andorra, Porto; bis 32 km), das erste Stück mit dem Aufwand des "
        "Starts"
    ),
)
PROFILES: Final = (
    N_("OSRM 26.10, Standardprofil car.lua"), N_("OSRM 26.10, Standardprofil bicycle.lua"),
    N_("OSRM 26.10, Standardprofil foot.lua"),
)  # fmt: skip
"""Where the constants of a router come from, as it describes itself."""
