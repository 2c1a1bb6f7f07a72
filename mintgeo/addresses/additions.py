"""What lists write around street and house number: floors, flats, buildings, people, telephones.

One table says how each kind begins; docs, tests and the parser read it. What follows a house number
is never part of it; the table tells what needs no mention from what somebody should look at, and
keeps pieces of their own ("WE 5", "3. OG") from being read as a street with its number.
"""

import re
from dataclasses import dataclass
from typing import Final

_ROMAN: Final = r"(?-i:[IVX]{1,4})"
_ID: Final = (
    rf"(?:nr\.?\s*)?(?:\d{{1,4}}[a-z]?|{_ROMAN}|[a-z])(?![^\W\d])"
    r"(?:\s?[.\-/+&]\s?(?:\d{1,3}|[a-z](?![^\W\d])))*"
)
"""What tells one flat or building from the next: a short number or a letter."""
_SIDE: Final = (
    r"(?:links|rechts|mitte|mittig|hinten|vorne?|lks|rts|lk|re?|li?|mi|außen|innen)(?![^\W\d])\.?"
)
_STOREY: Final = (
    r"(?:(?:ober|unter|erd|dach|keller|zwischen|hoch|stock)?gescho(?:ss|ß)|stockwerk|stock|stck|st|"
    r"etage|etg|et|ebene|hochparterre|parterre|part|souterrain|keller|galerie|maisonette|penthouse|ph|tiefgarage|tg|floor|"
    r"[oudekz]\.?\s?g|treppen?|tr|hp)(?![^\W\d])\.?"
)
STOREYS: Final = re.compile(rf"\s?\.?\s?{_STOREY}", re.IGNORECASE)
"""Behind a number: it is a storey, and no house."""


@dataclass(frozen=True, kw_only=True)
class Addition:
    """A kind of addition.

    Attributes
    ----------
    name
        What it is, in German.
    pattern
        How it looks, in any case.
    examples
        As lists have it.
    open_end
        Whether everything behind it belongs to it: whom a letter is for, a telephone.
    numbered
        Whether its number could be a house's where the address says nothing else: "Hof 3".
    """

    name: str
    pattern: str
    examples: tuple[str, ...]
    open_end: bool = False
    numbered: bool = False


ADDITIONS: Final = (
    Addition(
        name="ohne Hausnummer",
        pattern=r"(?:o(?:hne|\.)?|k(?:eine|\.)|unbek\.|unbekannte)\s?(?:haus|hs\.?)?-?\s?"
        r"(?:nummer|nr|no)(?![^\W\d])\.?|"
        r"o\.\s?(?:h\.?\s?nr|n)(?![^\W\d])\.?|k\.\s?a(?![^\W\d])\.?|keine angabe|unbekannt|"
        r"s\s?/\s?n|s\.\s?n\.|n\.\s?n\.|ohne$|0+(?!\w)|(?:haus)?nr\.?\s(?:unbekannt|fehlt)",
        examples=("o. Nr.", "ohne Nr.", "ohne Hausnummer", "s/n", "o.HsNr."),
    ),
    Addition(
        name="Telefon, E-Mail, Internet",
        pattern=r"(?:tel|telefon|fon|phone|fax|telefax|mobil|mobile|handy|e-?mail|mail)(?![^\W\d])"
        r"|[☎✆📞]|www\.|https?:|\S+@\S+\.",
        examples=("Tel. 0395 1234", "E-Mail: info@beispiel.de", "www.beispiel.de"),
        open_end=True,
    ),
    Addition(
        name="für wen, bei wem",
        pattern=r"c\s?/\s?o(?![^\W\d])|℅|c\.\s?o\.|(?:z|zu)\.?\s?h(?:d|dn|änden)?\.?(?:\sv\.|\svon)?\s|"
        r"zu händen|zhd|p\.\s?a(?:dr)?\.|per adresse|att(?:n|ention)?[.:]|"
        r"(?:im|in)\s(?:hause|haus)(?![^\W\d])|i\.\s?h(?:s|se)?\.|bei(?![^\W\d])|b\.(?=\s?[^\W\d])|"
        r"(?:fa|firma|fam|familie|herrn?|frau)(?![^\W\d])",
        examples=("c/o Meier", "z. Hd. Frau Meier", "bei Meier", "im Hause Meier", "Fam. Meier"),
        open_end=True,
    ),
    Addition(
        name="Ecke, Nähe",
        pattern=r"(?:an der\s)?ecke(?![^\W\d])|gegenüber|ggü\.?|in der nähe|nähe(?![^\W\d])|nahe|"
        r"(?:eingang|zugang|zufahrt|anfahrt|einfahrt|parken|parkplatz)\s(?=[^\W\d]{3})|"
        r"neben|zwischen|zw\.|hinterm?(?![^\W\d])|nebenan",
        examples=("Ecke Bahnhofstr.", "gegenüber der Kirche", "Nähe Markt"),
        open_end=True,
    ),
    Addition(
        name="Stockwerk",
        pattern=rf"(?:(?:\d{{1,2}}|{_ROMAN})\s?\.?\s?)?{_STOREY}(?:\s?\d{{1,2}}(?!\d))?"
        rf"(?:[\s/]*{_SIDE})?|{_ROMAN}(?![^\W\d])\.?(?:[\s/]*{_SIDE})?",
        examples=("EG", "3. OG links", "DG", "2. Stock", "Etage 3", "Hochparterre", "III", "II r."),
    ),
    Addition(
        name="Wohnung, Raum, Tür",
        pattern=r"(?:whg|wg|wohnung|wohn(?:ungs)?nr|we|wohneinheit|app|appartement|apartment|apt|zi|"
        r"zimmer|raum|rm|top|tür|stiege|stg|einheit|unit|suite|büro|büroraum|hörsaal|saal|box|"
        rf"platz-nr|stellplatz)(?![^\W\d])\.?(?:[\s:#-]*{_ID})?|#\s?{_ID}|"
        rf"(?:zi|whg|we|app|r|w)\.?\s?\d{{1,4}}[a-z]?",
        examples=("WE 5", "Whg. 12", "App. 3", "Zi. 104", "Raum 2.17", "Top 4", "Stiege 2", "#5"),
    ),
    Addition(
        name="Seite",
        pattern=_SIDE,
        examples=("links", "rechts", "Mitte", "re."),
    ),
    Addition(
        name="Teil des Hauses",
        pattern=rf"(?:(?:{_ID}[.\s]|linker\s|rechter\s|li\.|re\.)\s?)?(?:(?:hinter|vorder|garten|neben|"
        r"seiten|rück|quer|haupt|tor|kutscher|hof|mittel)-?(?:haus|häuser|gebäude|flügel|fl\.?|"
        r"eingang|trakt|hof|bau)|hths|hinterhs|vdhs|hths|hh|vh|gh|sf|qg|rgb|hintergeb|rückgeb|"
        rf"innenhof|hof|eckhaus|remise|anbau|kutscherhaus)(?![^\W\d])\.?(?:\s{_ID}|[\s/]*{_SIDE})?",
        examples=("Hinterhaus", "Gartenhaus", "Vorderhaus", "Seitenflügel links", "2. Hof", "HH"),
        numbered=True,
    ),
    Addition(
        name="Gebäude, Eingang",
        pattern=r"(?:(?:\d{1,2}|(?-i:[IVX]{1,4}))\.\s?(?=aufg|eing))?(?:haus|hs|h|geb|gebäude|gebäudeteil|bau|block|trakt|flügel|halle|werkhalle|lagerhalle|tor|"
        r"aufgang|aufg|eingang|eing|zugang|treppe|treppenhaus|rampe|turm|pavillon|baracke|"
        r"container|einfahrt|parzelle|parz|flurstück|garten|bldg|building|campus|abschnitt|"
        rf"bauteil|gleis|feld)(?![^\W\d])\.?(?:[\s:-]*{_ID}(?![^\W\d]))?|"
        r"(?:geb|h|haus|block|bt|tor|halle)\.?\d{1,4}[a-z]?",
        examples=("Haus B", "Geb. 5467", "Halle 3", "Tor 2", "Aufgang C", "Block 4"),
        numbered=True,
    ),
    Addition(
        name="Postfach",
        pattern=r"(?:postfach|psf|pf|p\.?\s?o\.?\s?box|packstation|schließfach)(?![^\W\d])"
        r"[\s.:]*[\d ]*",
        examples=("Postfach 10 02", "PF 12"),
    ),
    Addition(
        name="Abteilung",
        pattern=r"(?:abt|abteilung|institut|inst|fb|fachbereich|fakultät|lehrstuhl|sekretariat|"
        r"verwaltung|rezeption|pforte|empfang|zentrale|briefkasten|klingel|hausmeister|"
        r"postanschrift|besuchereingang|lieferadresse)(?![^\W\d])",
        examples=("Abt. III", "Sekretariat", "Klingel Meier"),
        open_end=True,
    ),
)  # fmt: skip
"""Kinds of additions, in the order in which they are tried."""

_NAME_GOES_ON: Final = r"(?!\.?-[^\W\d])"
_OPEN: Final = re.compile(
    "|".join(f"(?:{one.pattern}){_NAME_GOES_ON}" for one in ADDITIONS if one.open_end),
    re.IGNORECASE,
)
_CLOSED: Final = re.compile(
    "|".join(
        f"(?:{one.pattern})(?![^\\W\\d]){_NAME_GOES_ON}" for one in ADDITIONS if not one.open_end
    ),
    re.IGNORECASE,
)
_NUMBERED: Final = re.compile(
    "|".join(f"(?:{one.pattern})" for one in ADDITIONS if one.numbered), re.IGNORECASE
)
_NO_NUMBER: Final = re.compile(ADDITIONS[0].pattern, re.IGNORECASE)
_BETWEEN: Final = re.compile(r"[\s,;:/|.+&–-]*")


def begins(text: str) -> bool:
    """Whether a text begins as additions do.

    Examples
    --------
    >>> begins("c/o Meier"), begins("3. OG Seminarraum"), begins("Neuendorf")
    (True, True, False)
    """
    return bool(_OPEN.match(text) or _CLOSED.match(text))


def leading(text: str) -> int:
    """How many letters of a text are additions that end, and what divides them.

    Examples
    --------
    >>> leading("3. OG links, Hauptstr. 12")
    13
    """
    here = 0
    while here < len(text) and not _OPEN.match(text, here):
        match = _CLOSED.match(text, here)
        if match is None:
            break
        here = _after(text, match.end())
    return here


def is_addition(text: str) -> bool:
    """Whether a text is nothing but additions.

    Examples
    --------
    >>> is_addition("Hinterhaus, 3. OG rechts"), is_addition("WE 5"), is_addition("Hofstraße 5")
    (True, True, False)
    """
    here = leading(text)
    return here >= len(text) or _OPEN.match(text, here) is not None


def has_no_number(text: str) -> bool:
    """Whether a text says that there is no house number.

    Examples
    --------
    >>> has_no_number("o. Nr."), has_no_number("Nr. 5")
    (True, False)
    """
    return _NO_NUMBER.match(text) is not None


def may_be_house(text: str) -> bool:
    """Whether the number of an addition could be a house's, where nothing else is one: "Hof 3"."""
    return _NUMBERED.fullmatch(text) is not None


def _after(text: str, here: int) -> int:
    match = _BETWEEN.match(text, here)
    return match.end() if match else here
