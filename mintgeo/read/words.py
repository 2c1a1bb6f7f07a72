"""The words of headers: what the readers understand, as data.

Words are as ``folded`` writes them: without case, umlauts and endings of gender. A header
is understood if all of its words are, whatever their order.
"""

from collections.abc import Mapping
from typing import Final


def _split(words: str) -> list[str]:
    return words.split()


WORDS: Final[Mapping[str, str]] = {
    "id": (
        "id nr nummer no lfd lfdnr laufendenummer laufendenr kennung tnnr teilnehmernr "
        "teilnehmernummer lfdnummer ident schluessel anmeldenummer vorgangsnummer antwortid "
        "responseid submissionid antwortnummer einsendungsnummer"
    ),
    "street": (
        "strasse str adresse anschrift street address strassenname strassen addr wohnadresse "
        "anschriftort postanschrift hausanschrift wohnanschrift adr addressline adresszeile "
        "anschriftzeile strassenzeile"
    ),
    "house_number": (
        "hausnummer hausnr hnr hsnr housenumber houseno housenr hausno hausnummerzusatz"
    ),
    "postcode": (
        "plz postleitzahl postcode zip zipcode postalcode plzort plzwohnort plzundort plzen "
        "postleitzahlort plzwohnortes wohnortplz plzdeswohnorts postleitzahlen dplz postleitz"
    ),
    "place": (
        "ort stadt wohnort gemeinde ortsname place city town village ortschaft gemeindename "
        "stadtort stadtgemeinde wohngemeinde heimatort municipality kommune wohnsitz dorf "
        "locality standortgemeinde postort herkunftsort oertlichkeit sitz hauptsitz firmensitz "
        "wohnhaft hometown homecity residence wo where schulstandort"
    ),
    "district": (
        "ortsteil stadtteil bezirk stadtbezirk teilort gemeindeteil stadtviertel viertel ot "
        "district suburb quarter borough neighbourhood neighborhood"
    ),
    "state": "land bundesland state staat country",
    "lat": (
        "lat latitude breite breitengrad geobreite geographischebreite geografischebreite "
        "geogrbreite ycoord gpsbreite geolat nord breitegrad"
    ),
    "lon": (
        "lon lng long longitude laenge laengengrad geolaenge geographischelaenge "
        "geografischelaenge geogrlaenge gpslaenge geolon geolng xcoord ost laengegrad"
    ),
    "latlon": (
        "koordinaten koordinate gps gpskoordinaten geokoordinaten latlon latlng coordinates "
        "coordinate geo geodaten geopunkt geopoint position lage wkt geometrie geometry point "
        "punkt kartenlink maplink googlemaps geokoordinate gpskoordinate"
    ),
    "count": (
        "anzahl zahl anz menge count kopfzahl personenzahl gesamtzahl gesamtanzahl kinder "
        "personen teilnehmende teilnehmer teilnehmerzahl anzahlkinder kinderanzahl "
        "anzahlteilnehmende anzahlteilnehmer anzahlpersonen tn kinderzahl schueler schuelerzahl "
        "tnzahl besucherzahl sus jugendliche besucher besuchende gaeste anmeldungen anmeldezahl "
        "teilnahmen azubis lernende studierende auszubildende teilnehmeranzahl schueleranzahl "
        "personenanzahl tnanzahl anmeldung participants participant children kids people pupils "
        "students persons attendees visitors headcount teilnehmendenzahl kopf koepfe "
        "teilnahmezahl angemeldete gruppengroesse gruppenstaerke klassengroesse klassenstaerke "
        "teilnehmendenanzahl belegung besuche groupsize classsize"
    ),
    "count_part": (
        "maedchen jungen junge girls boys weiblich maennlich divers w m d female male diverse "
        "frauen maenner nichtbinaer"
    ),
    "name": (
        "name einrichtung standort bezeichnung institution titel organisation verein angebotsort "
        "lernort schule schulname nameeinrichtung namedereinrichtung firma firmenname unternehmen "
        "betrieb kita kindergarten kindertagesstaette feuerwehr ortsfeuerwehr hochschule "
        "universitaet museum bibliothek angebot angebotsname projekt projektname vereinsname kurs "
        "veranstaltung veranstaltungsort traegername einrichtungsname empfaenger zentrum labor "
        "schuelerlabor jugendzentrum jugendclub partner kooperationspartner ag arbeitgeber stelle "
        "dienststelle school company organization facility venue site club association university "
        "library title offer project sparte werkstatt akademie anlaufstelle bildungseinrichtung "
        "akteur bildungsakteur netzwerkpartner kursort angebotsstandort"
    ),
    "role": "rolle role",
    "category": ("kategorie art typ category type schulart einrichtungsart schulform angebotsart"),
    "topics": (
        "themen thema topics topic schwerpunkt schwerpunkte mintbereich fachgebiet themenfeld"
    ),
    "provider": "anbieter traeger betreiber provider operator veranstalter ausrichter",
    "age_min": "altervon mindestalter agemin abalter alterab minage minimumage agefrom",
    "age_max": "alterbis hoechstalter agemax maxage maximalalter maximumage ageto",
    "ages": (
        "alter altersgruppe altersklasse altersstufe altersbereich age ages agegroup altersspanne "
        "altersgruppen agerange"
    ),
    "grades": (
        "klasse klassen klassenstufe klassenstufen jahrgangsstufe jahrgangsstufen grade grades "
        "schulklasse jahrgaenge"
    ),
    "capacity": (
        "plaetze kapazitaet capacity platzzahl platz seats kursplaetze plaetzeanzahl "
        "teilnehmerplaetze hoechstteilnehmerzahl"
    ),
    "times": (
        "uhrzeit zeit zeiten uhrzeiten kurszeit kurszeiten oeffnungszeit oeffnungszeiten termin "
        "termine wann zeitraum tagundzeit tagzeit taguhrzeit wochentaguhrzeit time times when "
        "hours openinghours schedule angebotszeit angebotszeiten betreuungszeit betreuungszeiten"
    ),
    "weekdays": (
        "wochentag wochentage tag tage kurstag kurstage oeffnungstage day days weekday weekdays "
        "dayofweek angebotstag angebotstage"
    ),
    "begins": (
        "beginn anfang start startzeit anfangszeit uhrzeitvon zeitvon uhrzeitbeginn kursbeginn "
        "beginnuhrzeit starttime begin begins starts oeffnetum oeffnet"
    ),
    "ends": (
        "ende schluss endzeit uhrzeitbis zeitbis uhrzeitende kursende endeuhrzeit endtime end ends "
        "schliesst schliesstum"
    ),
    "url": ("url webseite website internet homepage link web internetseite webadresse"),
    "source": "quelle source",
}
"""Schema name → words and compounds that mean it."""

FILLERS: Final = frozenset(_split(
    "der die das des den dem ein eine einer eines deine dein deiner deinem ihre ihr ihrer "
    "ihres eure euer unsere mein meine und u oder od and or the of your our my von vom am an "
    "aus in im bei zu zur zum fuer for from bitte angeben eintragen eingeben angabe angaben "
    "genaue genauer genau vollstaendige vollstaendiger aktuelle aktuell aktueller hier what "
    "which welche welcher is ist wie viele viel how many pro je insgesamt gesamt ges total all "
    "alle aller pflichtfeld pflicht optional ca etwa stellig 5 fuenfstellig wir du sie wohnst "
    "wohnen kommst kommt lautet ggf evtl bzw offizielle offizieller vollstaendig dezimal "
    "dezimalgrad grad wgs84 wgs 84 epsg 4326 deg degrees davon darunter voller full mit with "
    "per geplante tatsaechliche angemeldeten angemeldete teilnehmenden welchem welchen welches "
    "deines an gib geben nenne nennen trage do does live you summe"
))  # fmt: skip
"""Words that change nothing."""

OWNERS: Final = frozenset(
    _split(
        "schule einrichtung kind kindes kinder teilnehmer teilnehmende teilnehmers teilnehmenden "
        "person veranstaltung standort standorts firma unternehmen verein vereins organisation "
        "institution angebot angebots projekt projekts schueler schuelers familie eltern wohnort "
        "wohnorts wohnortes wohnung wohn anbieter traeger traegers school company venue site "
        "participant child kita museum hochschule kurs tn haus zuhause heimat home schul firmen "
        "einrichtungs veranstaltungs sitz hauptsitz dienst post privat betrieb partner lernort "
        "lernorts besucher gaeste azubis azubi feuerwehr bibliothek mitglied mitglieder mitglieds "
        "museums facility organization club student pupil"
    )
)
"""Whose address or name it is: they stand beside a word that says what it is."""

PREFIXES: Final = (
    "schul", "wohn", "firmen", "vereins", "einrichtungs", "veranstaltungs", "angebots", "projekt",
    "standort", "kita", "dienst", "privat", "heimat", "post", "kunden", "teilnehmer", "schueler",
)  # fmt: skip
"""The same, written as the first part of a word."""

ABBREVIATIONS: Final[Mapping[str, str]] = {
    "anz": "anzahl", "num": "anzahl", "number": "anzahl", "#": "anzahl", "nb": "anzahl",
    "bdl": "bundesland", "bl": "bundesland", "gde": "gemeinde", "gem": "gemeinde",
    "bez": "bezeichnung", "einr": "einrichtung", "org": "organisation", "teiln": "teilnehmer",
    "pers": "personen", "veranst": "veranstaltung", "koord": "koordinaten", "kap": "kapazitaet",
    "orts": "ort", "nrn": "nr", "nummern": "nr", "kinds": "kinder", "tns": "tn",
    "schuelern": "schueler", "kindern": "kinder", "teilnehmern": "teilnehmer",
    "strassen": "strasse", "hausnrn": "hausnr", "orte": "ort", "staedte": "stadt",
    "postal": "post", "zips": "zip", "codes": "code", "besuchern": "besucher",
    "jugendlichen": "jugendliche", "lernenden": "lernende", "personenen": "personen",
    "gaesten": "gaeste", "name1": "name", "adressen": "adresse", "anschriften": "anschrift",
}  # fmt: skip
"""Short and bent forms → the word."""

UNITS: Final = frozenset(_split("m km cm mm m2 qm ha euro eur min std h kg prozent pct mtr meter"))
"""In brackets, they say that a header is no coordinate and no count: "Breite (m)"."""

MOST: Final = frozenset(_split("max maximal maximale maximaler hoechstens maximum limit"))
"""With a word of people, they mean the capacity."""

LOOKS: Final[Mapping[str, str]] = {
    "count": r"anz|zahl|menge|teilnehm|person|besuch|\btn\b|kinder|schueler|koepfe|zusage|anmeld"
    r"|gesamt|summe|count|number|pupil|student|children|participants|attend|head",
    "postcode": r"plz|postleit|\bzip|post ?code|postal",
    "house_number": r"haus ?n|hnr|house ?n",
    "latlon": r"koordinat|\bgps|latit|longit|\blat\b|\blon\b|\blng\b|coordin"
    r"|breitengrad|laengengrad|rechtswert|hochwert|\butm|\bgeo",
    "ages": r"\balter|\bages?\b|klassenstuf|jahrgang",
}
"""What a header that is not understood may be about, as a pattern of its folded words."""

LIKELY_ONLY: Final = frozenset(
    _split(
        "firma firmenname unternehmen betrieb kita kindergarten kindertagesstaette feuerwehr "
        "ortsfeuerwehr hochschule universitaet museum bibliothek angebot angebotsname projekt "
        "projektname vereinsname kurs veranstaltung veranstaltungsort traegername "
        "einrichtungsname empfaenger zentrum labor schuelerlabor jugendzentrum jugendclub partner "
        "kooperationspartner ag arbeitgeber stelle dienststelle school company organization "
        "facility venue site club association university library title offer project sparte "
        "werkstatt akademie anlaufstelle bildungseinrichtung schule verein anmeldungen anmeldung "
        "besucher besuchende gaeste jugendliche teilnahmen azubis lernende studierende "
        "auszubildende kopf koepfe angemeldete zahl menge w m d position lage point punkt geo "
        "nord ost staat country ot bezirk viertel platz web link lfd no alter age klasse klassen "
        "wohnsitz kommune dorf locality herkunftsort postort standort angebotsort oertlichkeit "
        "wo where wohnhaft schulstandort gruppengroesse gruppenstaerke klassengroesse "
        "klassenstaerke belegung besuche groupsize classsize "
        "sitz hauptsitz firmensitz akteur bildungsakteur netzwerkpartner kursort angebotsstandort"
    )
)
"""Words that give way to any other of the same meaning."""

INSTEAD: Final[Mapping[str, tuple[str, ...]]] = {
    "name": ("traeger", "anbieter", "betreiber", "provider", "operator", "veranstalter"),
    "place": ("standort", "veranstaltungsort", "angebotsort", "venue", "site", "kursort",
              "angebotsstandort"),
}  # fmt: skip
"""Schema name → words that mean it where a list has no other column for it."""

WANTED: Final[Mapping[str, str]] = {
    "count": "Anzahl", "postcode": "PLZ", "house_number": "Hausnummer", "latlon": "Koordinaten",
    "ages": "Alter von", "lat": "Breite", "lon": "Länge", "count_part": "Anzahl",
    "place": "Ort", "street": "Straße", "district": "Ortsteil", "capacity": "Plätze",
}  # fmt: skip
"""Schema name → a header that is surely understood."""
