"""Words that lists share: kinds of places, topics, what places could offer; all else stays."""

import re
from typing import Final

from mintgeo.language._marks import N_
from mintgeo.language._speech import Language

CATEGORIES: Final = (
    N_("Bauernhof"),
    N_("Berufliche Schule"),
    N_("Betrieb"),
    N_("Bibliothek"),
    N_("Botanischer Garten"),
    N_("Bürgerhaus"),
    N_("DLR_School_Lab"),
    N_("Erneuerbare Energie"),
    N_("Feuerwehr"),
    N_("Forschungsinstitut"),
    N_("Handwerk"),
    N_("Hochschule"),
    N_("Jugendzentrum"),
    N_("Kindergarten"),
    N_("Kläranlage"),
    N_("Kraftwerk"),
    N_("Museum"),
    N_("Naturkundemuseum"),
    N_("Naturschutzzentrum"),
    N_("Offene Werkstatt"),
    N_("Planetarium"),
    N_("Rettungsdienst und THW"),
    N_("Schule"),
    N_("Schülerlabor"),
    N_("Schwimmbad"),
    N_("Science Center"),
    N_("Sportstätte"),
    N_("Sportverein"),
    N_("Sternwarte"),
    N_("Technikmuseum"),
    N_("Verein für Technik"),
    N_("Wassersportverein"),
    N_("Wasserwerk"),
    N_("Zoo und Tierpark"),
)
"""Kinds of places, of the taxonomy and of the lists that come with the package."""
TOPICS: Final = (
    N_("Arbeit"),
    N_("Astronomie"),
    N_("Biologie"),
    N_("Chemie"),
    N_("Elektronik"),
    N_("Energie"),
    N_("Erdbeobachtung"),
    N_("Gentechnik"),
    N_("Geologie"),
    N_("Geschichte der Technik"),
    N_("Industrie"),
    N_("Informatik"),
    N_("Klima"),
    N_("Luftfahrt"),
    N_("Mathematik"),
    N_("Medizin"),
    N_("Meere"),
    N_("Natur"),
    N_("Naturwissenschaft"),
    N_("Naturwissenschaften"),
    N_("Optik"),
    N_("Physik"),
    N_("Raumfahrt"),
    N_("Rettungstechnik"),
    N_("Robotik"),
    N_("Strömung"),
    N_("Technik"),
    N_("Umwelt"),
    N_("Verkehr"),
    N_("Wahrnehmung"),
    N_("Wasser"),
    N_("Wetter"),
    N_("Zukunft"),
)
"""MINT topics of both."""
OFFERS: Final = (
    N_("3D-Druck, Löten, Programmieren"),
    N_("Auftrieb, Druck, Wasserqualität"),
    N_("Auftrieb, Segel und Wind, Gewässer untersuchen"),
    N_("Beobachtungsabend, Fernrohr bauen, Spektren"),
    N_("Berufe zeigen, Projekttage"),
    N_("Boden, Tiere, Pflanzen, Maschinen"),
    N_("Fachräume am Nachmittag, Halt des MINT-Mobils"),
    N_("Forschen mit Wasser, Luft und Licht"),
    N_("Funk, Modellbau, Rechner, Himmel"),
    N_("Führung mit Werkstatt zu Technik oder Natur der Gegend"),
    N_("Kreislauf des Wassers, Mikroben"),
    N_("Körper messen, Bewegung, Statistik"),
    N_("Labor besuchen, Forschende treffen"),
    N_("Lebensräume, Arten bestimmen"),
    N_("Offene Werkstatt, Löten, Programmieren"),
    N_("Pflanzen bestimmen, Anpassung"),
    N_("Programmieren, Robotik-Koffer, Experimentierkisten leihen"),
    N_("Pumpen, Strom, Brücken, Körper und Erste Hilfe"),
    N_("Raum für Kurse und für das MINT-Mobil"),
    N_("Schülerlabor, Kinderuni, Studierende als Betreuende"),
    N_("Sternenhimmel, Planeten, Licht und Entfernung"),
    N_("Strom aus Sonne, Wind, Wasser und Biogas"),
    N_("Tiere beobachten, Artenschutz"),
    N_("Trinkwasser, Filter, Analyse"),
    N_("Verbrennung und Löschen, Hebel und Rettungsgerät, Messtechnik"),
    N_("Versuche zum Anfassen"),
    N_("Werk besichtigen, Auszubildende treffen"),
    N_("Werkstatt, Werkzeug, Material"),
    N_("Werkstätten, Ausbilderinnen und Ausbilder"),
    N_("Wärme, Turbine, Netz"),
)
"""What places of the taxonomy could do with children."""
_KNOWN: Final = frozenset({*CATEGORIES, *TOPICS, *OFFERS})
_BETWEEN: Final = re.compile(r"(\s*[;,]\s*)")


def word(text: str, say: Language) -> str:
    """Say a word of a list, or several of them; words that are not known stay as they are.

    Examples
    --------
    >>> from mintgeo.language import language
    >>> word("Physik; Murmelbahn", language("en"))
    'physics; Murmelbahn'
    """
    if text in _KNOWN:
        return say(text)
    return "".join(say(part) if part in _KNOWN else part for part in _BETWEEN.split(text))
