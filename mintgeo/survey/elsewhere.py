"""Headers with a word of ours that ask for something else: a place of birth, a cost centre."""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

_OTHERS: Final = re.compile(
    r"_(?:geburt\w*|geboren|birth\w*|born|dob"
    r"|iban|bic|bankverbindung|kontoinhaber\w*|kontonummer|account_(?:holder|number)"
    r"|rechnungs\w*|rechnung|invoice\w*|billing|lieferanschrift|lieferadresse"
    r"|unterschrift\w*|signature|kostenstelle\w*|kostentraeger\w*|preistraeger\w*|cost_cent(?:re|er)"
    r"|zeitzone|time_?zone|startseite|start_page|endnutzer\w*|end_users?"
    r"|(?:job|academic)_titles?|berufsbezeichnung|akademische\w*|titel_(?:dr|prof)\w*"
    r"|(?:titel_der|subject_line_of_the)_e?_?mail|subject_line|betreff"
    r"|klassenlehr\w*|klassenleit\w*|klasse_(?:der_)?lehr\w*|class_teachers?"
    r"|(?:haben|habt|sind|seid|wurden|did|have)_(?:\w+_)?(?:gefunden|erfahren|gehoert|kennengelernt|"
    r"aufmerksam|hear|heard)|found_us|gegruendet|founded"
    r"|zufrieden\w*|satisf\w*|bewert\w*|dienststelle|passwort|password)_"
)
"""Whatever stands beside these words, no answer is about an offer."""
_OF_NAME: Final = re.compile(
    r"_(?:anrede|(?:first|last|family|given)_names?|mr_mr?s|herr_frau|frau_herr)_"
)
_CONTACT: Final = re.compile(r"_(?:\w*ansprech|kontakt|contact)")
"""Beside it, parts of a name are those of whom to ask."""
_COURSE: Final = r"(?!angebot|kurs|unterricht|stunde|projekt|programm|\w*moeglich|\w*_statt_)"
"""What "Förder-" may go on with where it speaks of an offer, and of no money."""
_PEOPLE: Final = (
    r"(?:ansprech|kontakt|leit|lehr|betreu|mitarbeit|verein|einrichtung|gebaeude|"
    r"organisation|organization|institution|contact)"
)
_SEATS: Final = r"plaetze|platzzahl|kapazitaet|capacity|seats|spaces|teilnehmerzahl|gruppengroesse"
_OF_FIELD: Final = (
    (frozenset({"ages", "age_from", "contact", "provider"}),
     re.compile(rf"_(?:alter_(?:der|des|ihre\w*)_{_PEOPLE}|age_of_(?:the_|your_)?{_PEOPLE}|"
                rf"alt_(?:ist|sind)_(?:ihre?|die|der|das)_{_PEOPLE}|old_(?:is|are)_(?:your|the)_{_PEOPLE})")),
    (frozenset({"cost", "cost_eur", "begins"}),
     re.compile(rf"_(?:gewonnen\w*|won|auszeichnung\w*|foerder{_COURSE}\w*|zuschuss\w*|budget|subsid\w*|intern\w?|internal|"
                r"fuer_uns|for_us|(?:gesamt|reise|fahrt?|honorar|sach|personal|projekt)kosten|honorar\w*|kostenuebernahme|"
                r"total_costs?|preistraeger\w*)_")),
    (frozenset({"phone", "street", "place", "postcode"}),
     re.compile(r"_(?:privat\w*|private|personal|notfall\w*|emergency)_")),
    (frozenset({"title"}),
     re.compile(r"^(?!.*_(?:titel|title)_).*_(?:nummer|number|sprachen?|language|seit|since|status|barrierefrei\w*|accessible)_")),
    (frozenset({"consent"}),
     re.compile(r"_oeffentlichkeit\w*_|^_(?:wer|who)_|_(?:durch|von|am|by|on)_$|_datum_|_date_|"
                r"_(?:nicht|not)_(?:be_)?(?:\w*veroeffentlich|publi|oeffentlich|zeig|show)|_intern\w?_|_internal_")),
    (frozenset({"formats"}),
     re.compile(rf"_(?:finanzier\w*|foerder{_COURSE}\w*|funding|"
                r"(?:art|form|type|kind)_(?:(?:der|ihrer|of|of_the|of_your)_)?(?:schule?|school))_")),
    (frozenset({"venues"}), re.compile(r"^_(?:duerfen_wir|darf|may_we|can_we)_")),
    (frozenset({"contact"}), re.compile(r"^_(?:duerfen|darf|may|can|koennen|moechten|would)_")),
    (frozenset({"url", "title", "place", "remarks"}),
     re.compile(r"_(?:foto\w*|photos?|bild(?!ung)\w*|titelbild\w*|logo\w*|pictures?|images?)_")),
    (frozenset({"grades", "ages"}), re.compile(r"_(?:anzahl|wie_viele|number_of|how_many)_")),
    (frozenset({"url"}), re.compile(r"_(?:intern\w?|internal)_")),
    (frozenset({"times", "date_from", "date_to", "begins", "ends"}),
     re.compile(rf"_(?:erreichbar\w*|reachable|rueckmeldung|antwort|anrufen|call|freigabe|freigegeben|veroeffentlich\w*|publi\w*|approv\w*|bearbeitung\w*|druckdatum|foerder{_COURSE}\w*|finanzier\w*|funding|vertrag\w*|anmelde\w*|bewerbungs\w*|\w*frist|deadline|meldeschluss|"
                r"gruendung\w*|gegruendet|founded|founding|erstellt|geaendert|aenderung|aktualisiert|updated|"
                r"created|registration|reply)_")),
    (frozenset({"venues", "place", "weekdays"}), re.compile(r"_(?:erreichbar\w*|reachable)_")),
    (frozenset({"capacity"}),
     re.compile(rf"_(?:letzte\w*_jahr|last_year|vorjahr|bisher\w*|teilgenommen|so_far|parkplaetze|"
                rf"ausbildungs\w*)_|^(?!.*_(?:{_SEATS})_)"
                r".*_(?:20\d\d|betreu\w*|mitarbeit\w*|klassen|schulen|gruppen|angebote|classes|schools|"
                r"groups|members|mitglieder|ehrenamt\w*|volunteers?|staff|lehrkraefte)_")),
)  # fmt: skip
"""Fields that a header does not ask for if it has such words."""
_REMARKED: Final = frozenset({"title", "times", "date_from", "date_to", "begins", "ends"})
"""Of these, what brackets remark tells nothing: "Beginn (ggf. Anmeldefrist)"."""
_PUBLIC: Final = re.compile(
    r"_(?:\w*veroeffentlich\w*|publi(?:sh|c)\w*|oeffentlich\w{0,2}|freigabe\w*|freigegeben|freigeben|"
    r"zeigen|gezeigt|show|shown|abdrucken|print|einstellen|aufnehmen|darstellen|weitergeben)_"
)
_ONLY_LISTED: Final = re.compile(r"_(?:newsletter\w*|rundbrief\w*|\w*verteiler|mailing_?list)_")
_PICTURES: Final = re.compile(
    r"_(?:foto\w*|bild(?!ung)\w*|photos?|pictures?|images?|videos?|logos?)_"
)
_ANSWERS: Final = re.compile(
    r"_(?:\w*angebot\w*|\w*kurs(?:es?)?|veranstaltung\w*|projekte?s?|daten|kontaktdaten|angaben|"
    r"eintrag\w*|offer|data|details|information\w*)_"
)
_OTHER_CONSENT: Final = re.compile(
    r"_(?:\w*speicher\w*|\w*verarbeit\w*|newsletter|rundbrief|kontaktieren|kontaktiert|"
    r"kontaktaufnahme|anrufen|anschreiben|rueckfragen|rueckfrage|contact(?:ed)?|call|stor(?:e|age|ing)|"
    r"process(?:ing)?|verteiler|privacy|cookies?|agb|terms|teilnahmebedingungen|nutzungsbedingungen|"
    r"datenschutz\w*|dsgvo|gdpr|datenspeicherung|datenverarbeitung|fotograf\w*|filmen)_"
)
"""Consents to something else than being published."""


def is_elsewhere(words: Sequence[str]) -> bool:
    """Whether a header asks for something that is never about an offer.

    Examples
    --------
    >>> is_elsewhere(("rechnungsanschrift", "plz")), is_elsewhere(("plz", "des", "kursortes"))
    (True, False)
    """
    text = _text(words)
    of_name = _OF_NAME.search(text) and not _CONTACT.search(text)
    return bool(of_name) or _OTHERS.search(text) is not None


class Words(NamedTuple):
    """All words of a header, and those without what brackets with several words remark."""

    every: tuple[str, ...]
    told: tuple[str, ...]


def asks(field: str, words: Words) -> bool:
    """Whether a header that speaks of a field asks for it.

    Examples
    --------
    >>> private, of_school = ("telefon", "privat"), ("telefon", "der", "schule")
    >>> asks("phone", Words(private, private)), asks("phone", Words(of_school, of_school))
    (False, True)
    """
    text = _text(words.told if field in _REMARKED else words.every)
    if field == "consent" and not _to_publish(text):
        return False
    return not any(field in fields and other.search(text) for fields, other in _OF_FIELD)


def _to_publish(text: str) -> bool:
    """Whether a consent may be one to publish an offer, and none to a newsletter or to pictures."""
    if _ONLY_LISTED.search(text) and "veroeffentlich" not in text and "publi" not in text:
        return False
    if _PICTURES.search(text) and not _ANSWERS.search(text):
        return False
    return not _OTHER_CONSENT.search(text) or _PUBLIC.search(text) is not None


def _text(words: Sequence[str]) -> str:
    return f"_{'_'.join(words)}_"
