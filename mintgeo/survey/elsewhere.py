"""Headers with a word of ours that ask for something else: a place of birth, a cost centre."""

import re
from collections.abc import Sequence
from typing import Final

_OTHERS: Final = re.compile(
    r"_(?:geburt\w*|geboren|birth\w*|born|dob"
    r"|iban|bic|bankverbindung|kontoinhaber\w*|kontonummer|account_(?:holder|number)"
    r"|rechnungs\w*|rechnung|invoice\w*|billing|lieferanschrift|lieferadresse"
    r"|unterschrift\w*|signature|kostenstelle\w*|kostentraeger\w*|preistraeger\w*|cost_cent(?:re|er)"
    r"|zeitzone|time_?zone|startseite|start_page|endnutzer\w*|end_users?"
    r"|(?:job|academic)_titles?|berufsbezeichnung|akademische\w*|anrede|titel_(?:dr|prof)\w*"
    r"|(?:titel_der|subject_line_of_the)_e?_?mail|subject_line|betreff"
    r"|klassenlehr\w*|klassenleit\w*|klasse_(?:der_)?lehr\w*|class_teachers?"
    r"|gefunden|erfahren|gehoert|kennengelernt|aufmerksam|hear|heard|found_us|gegruendet|founded"
    r"|(?:first|last|family|given)_names?|mr_mr?s|herr_frau|frau_herr|erreichbar\w*|reachable"
    r"|zufrieden\w*|satisf\w*|bewert\w*|dienststelle|passwort|password)_"
)
"""Whatever stands beside these words, no answer is about an offer."""
_PEOPLE: Final = (
    r"(?:ansprech|kontakt|leit|lehr|betreu|mitarbeit|verein|einrichtung|gebaeude|"
    r"organisation|organization|institution|contact)"
)
_OF_FIELD: Final = (
    (frozenset({"ages", "age_from", "contact", "provider"}),
     re.compile(rf"_(?:alter_(?:der|des|ihre\w*)_{_PEOPLE}|age_of_(?:the_|your_)?{_PEOPLE}|"
                rf"alt_(?:ist|sind)_(?:ihre?|die|der|das)_{_PEOPLE}|old_(?:is|are)_(?:your|the)_{_PEOPLE})")),
    (frozenset({"cost", "cost_eur", "begins"}),
     re.compile(r"_(?:gewonnen\w*|won|auszeichnung\w*|foerder\w*|zuschuss\w*|budget|subsid\w*|intern\w?|internal|"
                r"fuer_uns|for_us|(?:gesamt|reise|fahrt?|honorar|sach|personal|projekt)kosten|honorar\w*|kostenuebernahme|"
                r"total_costs?|preistraeger\w*)_")),
    (frozenset({"phone", "street", "place", "postcode"}),
     re.compile(r"_(?:privat\w*|private|personal|notfall\w*|emergency)_")),
    (frozenset({"title"}),
     re.compile(r"_(?:nummer|number|sprachen?|language|seit|since|status|barrierefrei\w*|accessible)_")),
    (frozenset({"consent"}),
     re.compile(r"_oeffentlichkeit\w*_|^_(?:wer|who)_|_(?:durch|von|am|by|on|datum)_$|_date_")),
    (frozenset({"formats"}), re.compile(r"_(?:finanzier\w*|foerder\w*|funding|schule?|school)_")),
    (frozenset({"venues"}), re.compile(r"^_(?:duerfen_wir|darf|may_we|can_we)_")),
    (frozenset({"contact"}), re.compile(r"^_(?:duerfen|darf|may|can|koennen|moechten|would)_")),
    (frozenset({"url", "title", "place", "remarks"}),
     re.compile(r"_(?:foto\w*|photos?|bild\w*|titelbild\w*|logo\w*|pictures?|images?)_")),
    (frozenset({"grades", "ages"}), re.compile(r"_(?:anzahl|wie_viele|number_of|how_many)_")),
    (frozenset({"url"}), re.compile(r"_(?:intern\w?|internal)_")),
    (frozenset({"times", "date_from", "date_to", "begins", "ends"}),
     re.compile(r"_(?:rueckmeldung|antwort|anrufen|call|freigabe|freigegeben|veroeffentlich\w*|publi\w*|approv\w*|bearbeitung\w*|druckdatum|foerder\w*|finanzier\w*|funding|vertrag\w*|anmelde\w*|bewerbungs\w*|\w*frist|deadline|meldeschluss|"
                r"gruendung\w*|gegruendet|founded|founding|erstellt|geaendert|aenderung|aktualisiert|updated|"
                r"created|registration|reply)_")),
    (frozenset({"capacity"}),
     re.compile(r"_(?:betreu\w*|mitarbeit\w*|letzte\w*_jahr|last_year|vorjahr|bisher\w*|klassen|schulen|gruppen|angebote|classes|schools|groups|members|mitglieder|teilgenommen|so_far|20\d\d|ehrenamt\w*|volunteers?|staff|lehrkraefte|parkplaetze|"
                r"ausbildungs\w*)_")),
)  # fmt: skip
"""Fields that a header does not ask for if it has such words."""
_PUBLIC: Final = re.compile(
    r"_(?:\w*veroeffentlich\w*|publi(?:sh|c)\w*|oeffentlich\w{0,2}|freigabe\w*|freigegeben|freigeben|"
    r"zeigen|gezeigt|show|shown|abdrucken|print|einstellen|aufnehmen|darstellen|weitergeben)_"
)
_OTHER_CONSENT: Final = re.compile(
    r"_(?:\w*speicher\w*|\w*verarbeit\w*|newsletter|rundbrief|kontaktieren|kontaktiert|"
    r"kontaktaufnahme|anrufen|anschreiben|rueckfragen|rueckfrage|contact(?:ed)?|call|stor(?:e|age|ing)|"
    r"process(?:ing)?|privacy|cookies?|agb|terms|teilnahmebedingungen|nutzungsbedingungen|"
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
    return _OTHERS.search(_text(words)) is not None


def asks(field: str, words: Sequence[str]) -> bool:
    """Whether a header that speaks of a field asks for it.

    Examples
    --------
    >>> asks("phone", ("telefon", "privat")), asks("phone", ("telefon", "der", "schule"))
    (False, True)
    """
    text = _text(words)
    if field == "consent" and _OTHER_CONSENT.search(text) and not _PUBLIC.search(text):
        return False
    return not any(field in fields and words.search(text) for fields, words in _OF_FIELD)


def _text(words: Sequence[str]) -> str:
    return f"_{'_'.join(words)}_"
