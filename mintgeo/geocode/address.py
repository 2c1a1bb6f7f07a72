"""German addresses in one string or in columns → street, number, part of town, name of a house.

The text is cut at commas, semicolons, bars, brackets and line ends; every piece is what the first
rule of :data:`RULES` that fits the whole of it says. Docs, tests and code read the same table.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from mintgeo.geocode.numbers import HouseNumber, house_number

_NUMBER: Final = (
    r"\d{1,4}(?:\s?[a-z](?![a-z]))?"
    r"(?:\s?(?:[-–—/+&]|bis|u\.|und)\s?\d{0,4}(?:\s?[a-z](?![a-z]))?)?"
)
_INSIDE: Final = (
    r"(?:(?:\d{1,2}\.?\s?)?(?:[oued]\.?g\b\.?|stock|etage|(?:ober|erd|dach)geschoss|"
    r"(?:hinter|vorder|neben|seiten)(?:haus|gebäude|eingang)|hh|vh|hof)"
    r"(?:\s(?:links|rechts|mitte))?"
    r"|(?:raum|zimmer|whg|wohnung|aufgang|eingang|gebäude|geb|haus|app|appartement)\b\.?\s*"
    r"[\w.]{1,6})"
)
_LABEL: Final = r"(?:(?:haus)?(?:nummer|nr|no|hnr)\b\.?\s*)?"
_KINDS: Final = (
    "str|straße|strasse|weg|platz|pl|allee|gasse|ring|damm|ufer|chaussee|steig|stieg|pfad|markt|"
    "wall|graben|promenade|kamp|twiete|brink|siedlung|hof|berg|park|winkel|zeile|bogen|steg|"
    "redder|höhe|garten|gärten|wiese|feld|reihe|gang|tor|brücke|kai|anger|horst|busch"
)
_BEGINNINGS: Final = (
    "am|an|auf|im|in|zum|zur|zu|unter|unterm|hinter|hinterm|vor|vorm|beim|bei|über|alte[rs]?|neue[rs]?|"
    "große[rs]?|kleine[rs]?|obere[rs]?|untere[rs]?|lange[rs]?|straße|strasse|platz|a\\.|i\\."
)


@dataclass(frozen=True, kw_only=True)
class Rule:
    """What a piece of an address is if it looks like this; named groups say what it gives."""

    name: str
    pattern: str
    example: str

    @property
    def regex(self) -> re.Pattern[str]:
        """Pattern for a whole piece, in any case."""
        return re.compile(self.pattern, re.IGNORECASE)


RULES: Final = (
    Rule(name="empty", pattern=r"\W*", example="-"),
    Rule(name="country", pattern=r"deutschland|germany|brd|de?", example="Deutschland"),
    Rule(
        name="postbox",
        pattern=r"(?P<postbox>(?:postfach|pf|p\.?\s?o\.?\s?box)\b[\s.]*[\d ]*)",
        example="Postfach 12 34",
    ),
    Rule(
        name="care of",
        pattern=r"(?:c/o|℅|z\.?\s?hd\.?|zu händen|p\.\s?adr\.)\s*.+",
        example="c/o Müller",
    ),
    Rule(
        name="inside the house",
        pattern=_INSIDE,
        example="3. OG",
    ),
    Rule(
        name="part of town",
        pattern=r"(?:ot|ortsteil|stadtteil|gemeindeteil|gt|stt)\b\.?\s*(?P<part>.+)",
        example="OT Neuendorf",
    ),
    Rule(
        name="town",
        pattern=r"(?:de?[\s-])?(?P<postcode>\d{4,5})(?:\s+(?P<place>[^\d\W].*))",
        example="17033 Neubrandenburg",
    ),
    Rule(name="postcode", pattern=r"(?:de?[\s-])?(?P<postcode>\d{5})", example="17033"),
    Rule(
        name="number alone",
        pattern=rf"{_LABEL}(?P<number>{_NUMBER})",
        example="Nr. 12a",
    ),
    Rule(
        name="number first",
        pattern=rf"{_LABEL}(?P<number>{_NUMBER})\s+(?P<street>(?:\d{{1,2}}\.\s?)?[^\W\d].*?[^\W\d].*?(?<!\s\d)(?<!\d))",
        example="12 Hauptstraße",
    ),
    Rule(
        name="street and number",
        pattern=rf"(?P<street>.*?[^\W\d].*?)\s*{_LABEL}(?<!\d)(?<!\d\.)(?P<number>{_NUMBER})\.?"
        rf"(?:\s+{_INSIDE})?",
        example="Straße des 17. Juni 135",
    ),
    Rule(
        name="street",
        pattern=rf"(?P<street>(?:.*\D)?(?:{_KINDS})\.?|(?:{_BEGINNINGS})[\s-].+)",
        example="Friedrich-Engels-Ring",
    ),
    Rule(name="name", pattern=r"(?P<name>.+)", example="Schulzentrum"),
)
"""What a piece of an address may be, the most certain first."""
_RULES: Final = tuple((rule.name, rule.regex) for rule in RULES)
_CUT: Final = re.compile(
    r"[,;|()\[\]\n\r\t]+|\s[-–—]\s(?!\s*\d)|\s+(?=(?:de?-)?\d{5}\s+[^\W\d]|(?:ot|ortsteil)\b\.?\s)",
    re.IGNORECASE,
)
_LONGEST: Final = 200
"""More letters than this are no address; what comes later is not looked at."""
_SQUARE: Final = re.compile(
    rf"(?P<street>[a-u]\s?\d{{1,2}})\s*[,/ ]\s*(?P<number>{_NUMBER})", re.IGNORECASE
)
"""Mannheim: the squares "Q 7" are the streets."""


class Address(NamedTuple):
    """What an address says; empty text where it says nothing.

    ``whole`` is the piece that holds street and number, for streets whose names end in a number.
    """

    street: str = ""
    number: HouseNumber | None = None
    part: str = ""
    name: str = ""
    postcode: str = ""
    place: str = ""
    postbox: bool = False
    whole: str = ""


def parse_address(text: str) -> Address:
    """Take an address apart.

    Parameters
    ----------
    text
        What stands in the column of the street, or a whole address in one line.

    Examples
    --------
    >>> parse_address("Schulzentrum, Am Wald 3 a, 17033 Neubrandenburg")[:4]
    ('Am Wald', HouseNumber(number=3, suffix='a'), '', 'Schulzentrum')
    >>> parse_address("12-14 Hauptstr. (OT Neuendorf)").part
    'Neuendorf'
    """
    text = text[:_LONGEST]
    square = _SQUARE.fullmatch(text.strip())
    if square is not None:
        number = house_number(square["number"])
        return Address(square["street"], number, whole=text.strip())
    found: dict[str, str] = {}
    for name, piece, groups in _pieces(text):
        _take(found, name, piece, groups)
    number_text = found.get("number")
    return Address(
        street=found.get("street", ""),
        number=house_number(number_text) if number_text else None,
        part=found.get("part", ""),
        name=found.get("name", ""),
        postcode=found.get("postcode", ""),
        place=found.get("place", ""),
        postbox="postbox" in found,
        whole=found.get("whole", ""),
    )


def _pieces(text: str) -> Iterator[tuple[str, str, dict[str, str]]]:
    for raw in _CUT.split(text):
        piece = " ".join(raw.split()).strip(" .:")
        if raw.strip().endswith("."):
            piece += "."
        for name, pattern in _RULES:
            match = pattern.fullmatch(piece)
            if match is not None:
                yield name, piece, {k: v for k, v in match.groupdict().items() if v}
                break


def _take(found: dict[str, str], name: str, piece: str, groups: dict[str, str]) -> None:
    """Add what a piece says to what was said before it.

    A street with its number outweighs what looked like a street ("Haus am Park, Am Wald 3"), a
    number alone belongs to what stands before it, and a second name is none of the first's.
    """
    if name == "number alone":
        if "number" not in found:
            found["number"] = groups["number"]
            found.setdefault("street", found.get("name", ""))
        return
    if "street" in groups:
        stronger = "number" in groups and "number" not in found
        if found.get("street") and not stronger:
            return
        if found.get("street") and stronger:
            found["name"] = found.get("name") or found["street"]
        found |= groups | {"whole": piece}
        return
    for key, value in groups.items():
        found.setdefault(key, value)
