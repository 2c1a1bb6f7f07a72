"""One piece of an address → the street and number that it may name, the likeliest reading first."""

import re
from typing import Final, NamedTuple

from mintgeo.addresses.additions import has_no_number, is_addition, leading
from mintgeo.addresses.numbers import LABEL, NUMBER, HouseNumber, house_number

_KINDS: Final = (
    "str|straße|strasse|weg|platz|pl|allee|gasse|ring|damm|ufer|chaussee|steig|stieg|pfad|markt|"
    "wall|graben|promenade|kamp|twiete|brink|siedlung|hof|berg|park|winkel|zeile|bogen|steg|"
    "redder|höhe|garten|gärten|wiese|feld|reihe|gang|tor|brücke|kai|anger|horst|busch"
)
_BEGINNINGS: Final = (
    "am|an|auf|im|in|zum|zur|zu|unter|unterm|hinter|hinterm|vor|vorm|beim|bei|über|neben|alte[rs]?|neue[rs]?|"
    "große[rs]?|kleine[rs]?|obere[rs]?|untere[rs]?|lange[rs]?|straße|strasse|platz|a\\.|i\\."
)
_STREET: Final = re.compile(
    rf"(?:.*\D)?(?:{_KINDS})\.?|(?:{_BEGINNINGS})[\s-].+", re.IGNORECASE | re.DOTALL
)
_BARE: Final = re.compile(rf"(?:{_KINDS})\.?", re.IGNORECASE)
_BEGINS: Final = re.compile(rf"(?:{_BEGINNINGS})[\s-]", re.IGNORECASE)
_ENDS: Final = re.compile(rf"(?:.*\D)?(?:{_KINDS})\.?", re.IGNORECASE | re.DOTALL)
_DIVIDER: Final = re.compile(r"[\s-]")
_FOLDED: Final = tuple(kind.casefold() for kind in _KINDS.split("|"))
_INSIDE: Final = re.compile(rf"(?:{_KINDS})\.?[\s-]", re.IGNORECASE)
_NUMBERS: Final = re.compile(
    rf"(?:(?<![^\W\d])(?P<label>{LABEL}))?(?<!\d)(?<!\d[.,/])(?P<number>{NUMBER})", re.IGNORECASE
)
_ORDINAL: Final = re.compile(r"\.\s?[^\W\d]")
_STUCK: Final = re.compile(r"(?<![^\W\d])[^\W\d]{1,2}$|[#]$")
"""Letters that a number sticks to: "WE5", "C4"; of more letters it is the house: "Hauptstr12"."""
_END: Final = re.compile(
    r"(?<=[\w.])[\s,/]+(?=[^\W\d]|0+$)|(?<=\.)(?=o\.\s?(?:haus|hs)?\.?nr)", re.IGNORECASE
)
_OF_NAME: Final = re.compile(
    r"(?:.*\W)?(?:an?|am|auf|bei[m]?|de[rnms]|die|das|du|des|hinter[m]?|im?|in|la|le|ob|über|unter[m]?|und|"
    r"v[oa][nm]|vor[m]?|zu[mr]?|zwischen|st|sankt|skt|dr|prof|alt|neu|gro(?:ß|ss)|gr|klein|kl|"
    r"ober|nieder|(?:alt|neu|gro(?:ß|ss)|klein|lang|kurz|hoh|nah|tief|breit|schmal|krumm|schief|"
    r"wei(?:ß|ss)|schwarz|rot|grün|blau|gelb|still|schön|heilig|steil|golden|steinern|"
    r"\w{3,}isch|(?:ober|unter|hinter|vorder|mittler|inner|äu(?:ß|ss)er))e[rsnm]?|"
    r"(?:\w{2,}er))\.?",
    re.IGNORECASE,
)
"""Ends on a word that belongs to the name behind it: "Am", "Alte", "Feldkircher", "St."."""
_WORD: Final = re.compile(r"(?<=[\w.)])[\s/:]+(?=[^\W\d])")
_ROMAN: Final = re.compile(r"\d\s[IVX]$")
_LETTER: Final = re.compile(r"[^\W\d]")
_EDGE: Final = " ,;:/|-–—"
_INITIAL: Final = re.compile(r"(?:[^\W\d_]|st)\.", re.IGNORECASE)
"""Before a street it is a name's, or the saint of "St. Georg Str.", and no side and no storey.

"EG." and "li." are."""
_BESIDE: Final = re.compile(
    r"^(?:c\s?/\s?o|℅|bei|z\.?\s?hd\.?|fa\.?|firma|fam\.?|familie|herrn?|frau)\s.*\s"
    r"(?P<street>(?:(?:am|an der|auf dem|im|in der|zum|zur)\s\S+|(?:\S+\s)?(?:str|straße|strasse|"
    rf"weg|platz|allee|ring|gasse)|\S+(?:{_KINDS}))\.?)$",
    re.IGNORECASE,
)
"""Whom a letter is for, and then the street without a comma."""


class Reading(NamedTuple):
    """A street, its number, and what stands behind and before them; ``text`` is all of it."""

    street: str
    number: HouseNumber | None
    rest: str
    text: str = ""
    whole: str = ""
    lead: tuple[str, ...] = ()
    sure: bool = False
    """Whether a street was found behind words that are none."""


def is_street_like(text: str) -> bool:
    """Whether a text looks like the name of a street.

    Examples
    --------
    >>> is_street_like("Friedrich-Engels-Ring"), is_street_like("Am Wald"), is_street_like("Broda")
    (True, True, False)
    """
    return _STREET.fullmatch(text) is not None


def begins_like_street(text: str) -> bool:
    """Whether a text begins as streets do that are called after what they lead to or pass.

    Examples
    --------
    >>> begins_like_street("Hinter der Kirche 5"), begins_like_street("c/o Meier")
    (True, False)
    """
    return _BEGINS.match(text) is not None


def has_more(street: str) -> bool:
    """Whether something follows the kind of a street in its name: "Hauptstr. Ecke Bahnhofstr."."""
    heads = _DIVIDER.split(street.casefold())[:-1]  # few end so: far faster than the pattern
    likely = any(head.rstrip(".").endswith(_FOLDED) for head in heads)
    return likely and _INSIDE.search(street) is not None


def tails(street: str) -> list[str]:
    """Names that may be the street's where words that are none stand before it, the longest first.

    Examples
    --------
    >>> tails("Hotel Post Schulstraße"), tails("Alte Schulstraße"), tails("Kita Am Wald")
    (['Post Schulstraße', 'Schulstraße'], [], ['Am Wald'])
    """
    cuts = [(street[: one.start()], street[one.end() :]) for one in _WORD.finditer(street)]
    return [tail for head, tail in cuts
            if not _OF_NAME.fullmatch(head) and not _BARE.fullmatch(tail)]  # fmt: skip


def readings(piece: str) -> list[Reading]:
    """Streets with their numbers that a piece may mean.

    Examples
    --------
    >>> [(one.street, str(one.number), one.rest) for one in readings("Hauptstr. 12 WE 5")]
    [('Hauptstr.', '12', 'WE 5'), ('Hauptstr. 12 WE', '5', '')]
    >>> [(one.street, str(one.number)) for one in readings("12 Hauptstr.")]
    [('Hauptstr.', '12')]
    """
    found: list[Reading] = []
    first: re.Match[str] | None = None
    matches = [one for one in _NUMBERS.finditer(piece) if not _is_none(piece, one)]
    found += _without_number(piece, matches[0].start() if matches else len(piece))
    for match in matches:
        before = piece[: match.start()]
        if not _LETTER.search(before):
            first = first or match
            continue
        found += _with_number(piece, match, before)
        if _ROMAN.search(match["number"]):
            found.append(_storey(found[-1]))
    if first is not None and not found:
        return _number_first(piece, first)
    return found


def _is_none(piece: str, match: re.Match[str]) -> bool:
    """Whether a number is the day of "17. Juni", or sticks to a letter or two."""
    if match["label"]:
        return False
    day = match["number"].isdecimal() and _ORDINAL.match(piece, match.end())
    return bool(day or _STUCK.search(piece[: match.start()]))


def _without_number(piece: str, number: int) -> list[Reading]:
    """A street behind which additions stand at once: "Hauptstr. o. Nr.", "Hauptstr. Ecke …"."""
    for match in _END.finditer(piece, 0, number):
        street, rest = piece[: match.start()], piece[match.end() :]
        if has_no_number(rest) or (_ENDS.fullmatch(street) and is_addition(rest)):
            return [Reading(street, None, rest, piece, "", (), True)]
    return []


def _storey(one: Reading) -> Reading:
    """The same, with "12 I" not as a letter but as a storey."""
    number = one.number and one.number._replace(suffix=one.number.suffix[:-1])
    letter = str(one.number)[-1].upper()
    return one._replace(number=number, rest=f"{letter} {one.rest}".strip())


def _with_number(piece: str, match: re.Match[str], before: str) -> list[Reading]:
    """The street right before a number; after additions, also with these as a part of its name.

    What looks like an initial belongs to the name.
    """
    street = before.rstrip(_EDGE)
    skipped = leading(street)
    beside = _BESIDE.match(street)
    start = beside.start("street") if beside else skipped
    initial = _INITIAL.fullmatch(street[:start].strip(_EDGE))
    if initial or not 0 < start < len(street) or not _is_street(street[start:]):
        start = 0
    lead = (street[:start].strip(_EDGE),) if start else ()
    number, rest = house_number(match["number"]), piece[match.end() :].strip(" ")
    full = Reading(street, number, rest, piece, f"{street} {match['number']}")
    if not start:
        return [full]
    whole = f"{street[start:]} {match['number']}"
    return [Reading(street[start:], number, rest, piece, whole, lead, True), full]


def _is_street(text: str) -> bool:
    """Whether it is a street, and not only the word for one."""
    return is_street_like(text) and not _BARE.fullmatch(text)


def _number_first(piece: str, match: re.Match[str]) -> list[Reading]:
    after = piece[match.end() :].strip(_EDGE + ".") + "." * piece.endswith(".")
    if len(_LETTER.findall(after)) < 2:  # noqa: PLR2004
        return []
    return [Reading(after, house_number(match["number"]), "", piece, piece)]
