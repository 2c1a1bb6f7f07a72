"""German addresses in one string or in columns → street, number, part of town, name of a house.

The text is cut at commas, semicolons, bars, brackets and line ends. A piece is what the first of
:data:`RULES` that fits the whole of it says, or an addition
(:mod:`mintgeo.addresses.additions`), or it is read for a street: the number is the first one behind
a name, whatever comes after it.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from mintgeo.addresses.additions import begins, is_addition, may_be_house
from mintgeo.addresses.cutting import cleaned, cut
from mintgeo.addresses.numbers import LABEL, NUMBER, HouseNumber, house_number
from mintgeo.addresses.pieces import (
    Reading,
    begins_like_street,
    has_more,
    is_street_like,
    readings,
    tails,
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
        pattern=r"(?P<postbox>(?:postfach|pf|p\.?\s?o\.?\s?box)\b[\s.:]*[\d ]*)",
        example="Postfach 12 34",
    ),
    Rule(
        name="part of town",
        pattern=r"(?:ot|ortsteil|stadtteil|gemeindeteil|ortschaft|gt|stt|stadtbezirk|bezirk|"
        r"siedlung|weiler)\b[.:]?\s*(?P<part>[^\W\d].+)",
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
        pattern=rf"(?:(?:haus\s?)?{LABEL})?(?P<number>{NUMBER})",
        example="Nr. 12a",
    ),
)
"""What a piece of an address may be that is no street, the most certain first."""
_RULES: Final = tuple((rule.name, rule.regex) for rule in RULES)
_TOWN_HEAD: Final = re.compile(
    r"(?:de?[\s-])?(?P<postcode>\d{5})\s+(?P<rest>[^\W\d].*\s\d.*)", re.IGNORECASE
)
_SQUARE: Final = re.compile(
    rf"\s*(?P<street>[a-u]\s?\d{{1,2}})(?:\s*[,/-]\s*|\s+)(?P<number>{NUMBER})(?![^\W\d])(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
"""Mannheim: the squares "Q 7" are the streets."""
_PLAIN: Final = re.compile(
    r"(?P<street>[^\W\d][^\d,;:|()\[\]{}/\\#•·●\n\r\t@–—]*?)\s(?P<number>(?!0+(?!\d))\d{1,4}\s?[a-z]?)",
    re.IGNORECASE,
)
_NOT_PLAIN: Final = re.compile(
    rf"\b(?:ot|ortsteil|stadtteil)\b|(?<![^\W\d]){LABEL}$|\s-\s", re.IGNORECASE
)
_ROMANS: Final = frozenset("IVX")
_HOUSE: Final = re.compile(r"^(?:haus|hs)\.?$", re.IGNORECASE)


class Address(NamedTuple):
    """What an address says; empty text where it says nothing.

    Attributes
    ----------
    whole
        Street and number as they stand, for streets whose names end in a number.
    others
        Further readings, the likelier first, which only a street of this very name can prove.
    maybe
        Words that may name the part of town.
    additions
        What was set aside, since it is known to be no part of street and number.
    unread
        What follows them and is not known.
    """

    street: str = ""
    number: HouseNumber | None = None
    part: str = ""
    name: str = ""
    postcode: str = ""
    place: str = ""
    postbox: bool = False
    whole: str = ""
    others: tuple[Reading, ...] = ()
    maybe: tuple[str, ...] = ()
    additions: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()


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
    >>> parse_address("Hauptstr. 12 WE 5, 3. OG").additions
    ('WE 5', '3. OG')
    """
    text = cleaned(text)
    plain = _plain(text)
    if plain is not None:
        return plain
    found = _Found()
    square = _SQUARE.match(text)
    if square is not None:
        found.read([Reading(square["street"], house_number(square["number"]), "")])
        text = square["rest"]
    for piece in cut(text):
        found.take(piece)
    return found.address()


def _plain(text: str) -> Address | None:
    """A street and its number, and nothing else."""
    match = _PLAIN.fullmatch(text.strip())
    if match is None or match[0][-2:].strip() in _ROMANS or not _is_plain(match["street"]):
        return None
    number = house_number(match["number"])
    return Address(match["street"], number, whole=match[0]) if number else None


@lru_cache(maxsize=50_000)
def _is_plain(street: str) -> bool:
    """Whether a text is all a name, without additions."""
    return not (has_more(street) or begins(street) or _NOT_PLAIN.search(street))


def _ends_on_street(text: str) -> bool:
    """Whether a street with its number ends a text that may begin with other words."""
    found = [one.street for one in readings(text)[:1]]
    return any(is_street_like(name) for street in found for name in (street, *tails(street)))


class _Found:
    """What the pieces of an address say, one after the other."""

    def __init__(self) -> None:
        self.said: dict[str, str] = {}
        self.readings: list[Reading] = []
        self.streets: list[str] = []
        self.names: list[str] = []
        self.after: list[str] = []
        self.additions: list[str] = []
        self.number = ""
        """A number that stands in a piece of its own."""

    def take(self, piece: str) -> None:
        """Add what a piece says to what was said before it."""
        piece = self._without_postcode(piece)
        for name, pattern in _RULES:
            match = pattern.fullmatch(piece)
            if match is not None:
                self._rule(name, piece, match.groupdict())
                return
        found = readings(piece)
        if is_addition(piece) and not self._is_street(piece, found):
            self.additions.append(piece)
        elif found:
            self.read(found)
        elif is_street_like(piece):
            self.streets.append(piece)
        else:
            self._name(piece)

    def _without_postcode(self, piece: str) -> str:
        """A piece with town and street: the PLZ is set aside, words before a street may be any."""
        match = _TOWN_HEAD.fullmatch(piece)
        if match is None or not _ends_on_street(match["rest"]):
            return piece
        self.said.setdefault("postcode", match["postcode"])
        return match["rest"]

    def _is_street(self, piece: str, found: list[Reading]) -> bool:
        """Whether what looks like an addition holds a street, or is one: "Bei der Kirche 5"."""
        if any(one.sure for one in found):
            return True
        return not self.readings and not self.streets and begins_like_street(piece)

    def read(self, found: list[Reading]) -> None:
        """Add readings of a piece as a street with its number."""
        self.readings += found

    def _rule(self, name: str, piece: str, groups: dict[str, str | None]) -> None:
        if name == "postbox":
            self.said.setdefault("postbox", piece)
        elif name != "number alone":
            for key, value in groups.items():
                if value:
                    self.said.setdefault(key, value)
        elif self.number or self.readings:
            self.after.append(piece)
        else:
            self.number = groups["number"] or ""

    def _name(self, piece: str) -> None:
        self.names.append(piece)
        if self.readings or self.streets:
            self.after.append(piece)

    def address(self) -> Address:
        """What all pieces say together."""
        main, others = self._main()
        rest = main.rest.strip(" ,;:/|.-–—+&")
        after = [one for one in self.after if one != main.text]
        after += [one.text for one in others if one.text != main.text]
        lost = [one for one in self.streets if one != main.street and is_addition(one)]
        rests = [rest] if rest and is_addition(rest) else []
        unread = ([rest] if rest and not rests else []) + after
        boxes = [self.said["postbox"]] if main.street and "postbox" in self.said else []
        postbox = self.said.get("postbox", "")
        return Address(
            street=main.street,
            number=main.number,
            part=self.said.get("part", ""),
            name=next(iter(self._names(main)), ""),
            postcode=self.said.get("postcode", ""),
            place=self.said.get("place", ""),
            postbox=bool(postbox) and not main.street,
            whole=main.whole,
            others=others,
            maybe=tuple(dict.fromkeys((*unread, *self._names(main)))) if main.street else (),
            additions=(*main.lead, *lost, *rests, *self.additions, *boxes),
            unread=tuple(dict.fromkeys(unread)),
        )

    def _names(self, main: Reading) -> list[str]:
        both = (*self.names, *self.streets)
        return [one for one in both if one != main.street and not is_addition(one)]

    def _main(self) -> tuple[Reading, tuple[Reading, ...]]:
        """The likeliest reading, and others that may prove true.

        A street that looks like one outweighs a number after a word that does not.
        """
        alone = house_number(self.number) if self.number else None
        street = next(iter(self.streets), "")
        likely = [one for one in self.readings if is_street_like(one.street)]
        if not likely and street:
            main = Reading(street, alone, "")
        elif likely or self.readings:
            main = (likely or self.readings)[0]
        elif alone is not None:
            main = Reading(next(iter(self.names), ""), alone, "")
        else:
            main = self._of_addition()
        others = [one for one in self.readings if one != main]
        if main.number is not None and main.text in self.additions:
            others.append(main._replace(street=""))
        return main, tuple(others)

    def _of_addition(self) -> Reading:
        """The number of an addition, if nothing else says one: "Hof 3", "Haus 5" in a village."""
        for one in self.additions:
            found = readings(one)
            if may_be_house(one) and found and not self.names:
                return found[0]._replace(street=_HOUSE.sub("", found[0].street))
        return Reading("", None, "")
