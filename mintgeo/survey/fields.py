"""What a survey can ask: fields of an offer, their headings, and the words of headers for them."""

from dataclasses import dataclass
from typing import Final

from mintgeo.findings.of_surveys import FIELD_NAMES


@dataclass(frozen=True, kw_only=True)
class Field:
    """One thing that is asked.

    Attributes
    ----------
    name
        Of the field; mostly a column of ``OFFERS``.
    words
        Stems in headers, folded, with their weight behind: "titel=4 name=1"; ``_`` joins words of
        a phrase.
    """

    name: str
    words: str = ""

    @property
    def heading(self) -> str:
        """In German, as templates and pages write it."""
        return FIELD_NAMES[self.name]


IGNORED: Final = "ignored"
"""What survey tools add: no answer."""
FIELDS: Final = (
    Field(name="title",
          words="titel=4 title=4 angebot=2 projekt=2 kurs=2 ag=3 veranstaltung=2 heisst=1 called=1 "
          "bezeichnung=1 name=1 activity=3 aktivitaet=3 offer=2 course=3 workshop=2 programme=2 "
          "kursname=4 angebotsname=4 projektname=4 project=2 event=2"),
    Field(name="provider",
          words="anbieter=4 traeger=4 einrichtung=3 organisation=3 organization=3 institution=3 "
          "verein=3 schule=3 hochschule=3 firma=3 unternehmen=3 provider=4 school=3 company=3 "
          "veranstalter=4 absender=4 association=3 library=3 bietet=3 name=1 museum=3 betrieb=3 "
          "anb=4 wessen_namen=4 ausrichter=4 organiser=4 "
          "organizer=4 ihr_haus=3 antragsteller=3 who_are_you=4 "
          "wer_sind=4 schulname=4 firmenname=4"),
    Field(name="provider_type",
          words="art_der_einrichtung=8 art_der_organisation=8 art_des_anbieters=8 "
                "einrichtungsart=6 "
          "organisationsform=6 organisationstyp=6 organisationsart=6 type_of_organisation=8 "
          "organisation_type=8 "
          "organization_type=8 provider_type=8 type_of_organization=8 "
          "kind_of_organisation=8 traegerart=6 type_of_provider=8"),
    Field(name="description",
          words="beschreib=4 beschr=4 description=5 describe=5 inhalt=3 worum=4 about=3 details=2 "
          "ablauf=3 content=3 kurzinfo=4 summary=4 kurzinhalt=4 what_happens=4 kurztext=4"),
    Field(name="topics",
          words="thema=4 themen=4 fach=4 faecher=4 disziplin=4 subject=4 topic=4 schwerpunkt=4 "
                "mint=2 ber=1 sparte=4 area=2 "
          "stem=2 bereich=2 themenfeld=4 fachrichtung=4 fachgebiet=4 mintbereich=4 discipline=4 "
          "fachbereich=4 themengebiet=4 field=2 wissensgebiet=4"),
    Field(name="formats",
          words="format=5 angebotsform=5 angebotsart=5 veranstaltungsart=5 art_des_angebots=6 "
          "type_of_offer=6 kind_of=3 art=3 typ=3 type=3 kategorie=4 category=4 angebotstyp=5 "
          "veranstaltungsform=5 veranstaltungsformat=5 durchfuehrungsform=5"),
    Field(name="audience",
          words="zielgruppe=5 fuer_wen=6 an_wen=5 adressat=4 target=4 audience=4 for_whom=6 "
          "who_is_it_for=7 who_for=5 richtet=4 wen=4 whom=4 wer_kann=4 "
          "who_can=4 wer_darf=5 suitable=4 geeignet=4 teilnehmerkreis=5 "
          "personengruppe=4"),
    Field(name="ages",
          words="alter=4 altersgruppe=4 altersstufe=4 altersklasse=4 altersspanne=4 age=4 ages=4 "
          "jahre=2 years=2 altersempfehlung=5 welches_alter=6 welche_altersgruppe=6 wie_alt=6"),
    Field(name="age_from",
          words="mindestalter=6 alter_von=6 alter_ab=6 ab_alter=6 minimum_age=6 age_from=6 "
                "min_age=6 "
          "alter_min=6 min_alter=6 juengste=5 youngest=5 von_jahre=6"),
    Field(name="age_to",
          words="hoechstalter=6 maximalalter=6 alter_bis=6 bis_alter=6 maximum_age=6 age_to=6 "
                "max_age=6 "
          "alter_max=6 max_alter=6 aelteste=5 oldest=5 bis_jahre=6"),
    Field(name="grades",
          words="klasse=4 klassen=4 klassenstufe=5 jahrgang=4 jahrgangsstufe=5 grade=4 grades=4 "
          "schulstufe=4 stufe=3 jgst=4 kl=4 class=3 year_group=5 schuljahr=3"),
    Field(name="grade_from",
          words="klasse_von=7 klasse_ab=7 ab_klasse=7 von_klasse=7 grade_from=7 from_grade=7 "
          "klassenstufe_von=8"),
    Field(name="grade_to",
          words="klasse_bis=7 bis_klasse=7 grade_to=7 to_grade=7 klassenstufe_bis=8"),
    Field(name="times",
          words="wann=5 datum=4 date=4 zeit=4 zeiten=4 uhrzeit=5 termin=4 zeitraum=4 when=5 "
                "time=4 times=4 "
                "schedule=4 "
          "oeffnungszeit=4 tag_und_zeit=5 tag_uhrzeit=5 dates=3 angebotszeit=4 kurszeit=4 hours=3 "
          "which_days=5"),
    Field(name="weekdays",
          words="wochentag=6 wochentage=6 weekday=6 weekdays=6 tag=3 tage=4 day=3 days=4 "
                "kurstag=5"),
    Field(name="begins",
          words="beginn=5 anfang=5 start=3 startzeit=6 anfangszeit=6 uhrzeit_von=6 zeit_von=6 "
                "begins=5 starttime=5 "
                "start_time=6 "
          "von_uhr=6 uhrzeit_beginn=7"),
    Field(name="ends",
          words="ende=5 schluss=5 endzeit=6 uhrzeit_bis=6 zeit_bis=6 ends=5 endtime=5 "
          "end_time=6 bis_uhr=6 "
          "uhrzeit_ende=7 end=3"),
    Field(name="rhythm",
          words="turnus=6 rhythmus=6 wie_oft=7 haeufigkeit=6 frequency=6 how_often=7 "
                "wiederholung=5 "
          "regelmaess=4 intervall=5"),
    Field(name="date_from",
          words="startdatum=6 anfangsdatum=6 von_datum=7 datum_von=7 erster_tag=6 "
          "erster_termin=6 start_date=6 startdate=7 "
          "date_from=7 from_date=7 first_day=6 beginnt_am=6"),
    Field(name="date_to",
          words="enddatum=6 bis_datum=7 datum_bis=7 letzter_tag=6 letzter_termin=6 end_date=6 "
          "enddate=7 "
          "date_to=7 to_date=7 last_day=6 endet_am=6"),
    Field(name="cost",
          words="kosten=5 preis=5 gebuehr=5 beitrag=5 entgelt=5 eintritt=4 cost=5 price=5 fee=5 "
          "kostet=5 teilnahmebeitrag=5 costs=5 unkosten=5 "
          "bezahl=5 zahlen=4 pay=4 kursgebuehr=5 charge=4"),
    Field(name="cost_eur", words="preis_in_euro=12"),
    Field(name="cost_max_eur",
          words="hoechster_preis_in_euro=20"),
    Field(name="cost_per", words="preis_fuer=7"),
    Field(name="venues",
          words="wo=4 where=4 findet_statt=3 take_place=5 durchfuehrung=3 vor_ort=5 mobil=4 "
                "online=3 "
          "praesenz=4 durchfuehrungsort=4"),
    Field(name="street",
          words="adresse=4 anschrift=4 address=4"),
    Field(name="house_number"),
    Field(name="postcode"),
    Field(name="place",
          words="ort=4 stadt=4 gemeinde=4 veranstaltungsort=5 standort=4 city=4 town=4 location=4 "
          "place=4 venue=4 adresse=4 anschrift=4 address=4 angebotsort=5 lernort=4"),
    Field(name="district"),
    Field(name="state"),
    Field(name="lat"),
    Field(name="lon"),
    Field(name="latlon"),
    Field(name="capacity",
          words="plaetze=5 kapazitaet=5 teilnehmerzahl=6 gruppengroesse=6 "
          "capacity=5 seats=4 spaces=4 "
          "wie_viele=4 how_many=4 max=2 teilnehmende=2 places=3 participants=3 teilnehmen=2 "
          "anzahl=2 "
          "platzzahl=5 teilnehmer=2 group_size=6 maximal=2 tn=2"),
    Field(name="contact",
          words="ansprechpartner=5 ansprechperson=5 ansprech=5 kontakt=4 contact=4 "
          "verantwortlich=4 leitung=3 "
          "kontaktperson=5 ihr_name=5 your_name=5 nachname=5 surname=5 "
          "rueckfragen=3 leiter=3 zustaendig=4 in_charge=4"),
    Field(name="email",
          words="mail=7 email=7 mailadresse=7 emailadresse=7"),
    Field(name="phone",
          words="telefon=7 phone=7 tel=7 fon=7 handy=7 mobilnummer=7 rufnummer=7 telefonnummer=7 "
          "festnetz=7 mobiltelefon=8"),
    Field(name="url",
          words="web=6 link=6 internet=5 homepage=6 url=6 website=6 webseite=6 internetseite=6 "
                "www=6 "
          "internetadresse=6 webadresse=6 webpage=6"),
    Field(name="consent",
          words="veroeffentlich=8 einverstand=7 einverstaendnis=7 freigabe=7 zustimmung=7 "
          "datenschutz=6 einwillig=7 publish=8 consent=8 oeffentlich=5 agree=6 publication=8 "
          "duerfen_wir=6 darf=4 darf_auf=9 duerfen=3 freigegeben=7 may_we=6 can_we=6"),
    Field(name="submitted",
          words="zeitstempel=9 timestamp=9 datum_abgeschickt=12 submit=6 submitted=9 "
          "fertigstellungszeit=9 completion_time=12 eingang=5 eingegangen=6 abgeschickt=6"),
    Field(name="remarks",
          words="bemerkung=6 anmerkung=6 kommentar=6 hinweis=5 sonstig=4 notes=5 comment=6 "
          "noch_etwas=6 remarks=6 wuensche=5 mitteil=5 anything_else=7 sonstiges=5 notiz=5"),
    Field(name=IGNORED,
          words="antwort_id=12 response_id=12 letzte_seite=12 last_page=12 start_sprache=12 "
          "startsprache=12 start_language=12 zufallsstartwert=9 seed=6 ip_adresse=12 ip_address=12 "
          "datum_gestartet=12 date_started=12 datum_letzte_aktivitaet=20 date_last_action=20 "
          "zugangscode=8 zugangsschluessel=8 token=8 punkte=4 lfd_nr=12 laufende_nummer=12 "
          "laufende_nr=12 startlanguage=12 datestamp=12 lastpage=12 "
          "refurl=12 ipaddr=12 interviewtime=12 gesamtzeit=12 gruppenzeit=20 fragenzeit=20 "
          "total_time=12 group_time=20 question_time=20 fax=9 faxnummer=9 referrer=9 "
          "weiterleitungsurl=12 language_of=6"),
)  # fmt: skip
BY_NAME: Final = {one.name: one for one in FIELDS}
CHOSEN: Final = {
    "topics": ("disciplines", "additionalDisciplines"),
    "formats": ("formats",),
    "audience": ("projectTargetGroups", "specialTargetGroups"),
    "provider_type": ("organizationTypes",),
}
"""Fields of choices → the lists that they choose from."""
JOINED: Final = frozenset({*CHOSEN, "venues", "weekdays", "times", "remarks", "description"})
"""Fields whose columns are put together where there are several."""
OWNERS: Final = frozenset({"title", "provider"})
"""What an address, an age or a price is of: "Beschreibung des Angebots" is no title."""
