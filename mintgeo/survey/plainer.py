"""Texts as their patterns read them: no letters without width; of ages no seats, no open ends."""

import re
import unicodedata
from typing import Final

from mintgeo.survey.notes import Notes

_COUNTED: Final = (
    r"(?:gruppen? (?:von|mit|bis|ab)|groups? of|max\.?|maximal|höchstens|mindestens|mind\.?|"
    r"bis zu|up to|at most|at least)\s+"
)
_HOW_MANY: Final = r"\d+(?:\s*(?:-|–|bis|to)\s*\d+)?\s*"
_SEATS: Final = re.compile(
    rf"\(?\b(?:(?:{_COUNTED})*{_HOW_MANY}(?:personen|leute|teilnehm\w*|tn|plätzen?|people|participants|"
    rf"seats|places)|(?:{_COUNTED})+{_HOW_MANY}(?:kindern?|jugendlichen?|sus|schüler\w*|children|kids|"
    r"pupils|students))\b\)?",
    re.IGNORECASE,
)
"""How many can take part; "8-12 Kinder" alone may be ages."""
_HALVES: Final = re.compile(r"(?<=\d)\s*(?:1\s?/\s?2|½)")
_UNSEEN: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b\u200c\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]"
)
"""Controls, and what has no width or only turns a text; but for what joins emoji."""
_OPEN: Final = re.compile(r"\s*(?:(?P<low>\d{1,3})\s*[-–—]|[-–—]\s*(?P<high>\d{1,3}))\s*")
_HYPHEN: Final = re.compile(r"(?<=[\d.])\s?[-–]\s*(?=(?:bis|und|oder|to|and|or)\b)", re.IGNORECASE)
"""What stands for the end of the next word: "10- bis 12-Jährige"."""
_INCLUDING: Final = re.compile(
    r"(?:(?<=bis)|(?<=\bto))\s+(?:einschl(?:ießlich|\.)?|inkl(?:usive|\.)?|incl(?:uding|\.)?)\s+",
    re.IGNORECASE,
)
_TWO: Final = re.compile(r"(?<=\d),(?=\d)")
_THREE: Final = re.compile(r"\d+,\d+,\d")


def seen(text: str) -> str:
    r"""The text as people see it, with its umlauts in one piece.

    Examples
    --------
    >>> seen("Schu\u0308ler\u00adlabor"), seen("8\u200b-12")
    ('Schülerlabor', '8-12')
    """
    if text.isascii() and text.isprintable():
        return text
    return unicodedata.normalize("NFC", _UNSEEN.sub("", text))


def without_seats(text: str, notes: Notes) -> str:
    """The text without how many can take part, which is said."""
    for seats in _SEATS.findall(text):
        notes.add("survey.audience_rest", cell=seats)
    return _SEATS.sub(" ; ", text)


def plainer(text: str, *, years: bool) -> str:
    """The text with open ends in words; only ``years`` have halves: "Klasse 4,5" names two.

    Examples
    --------
    >>> plainer("18-", years=True), plainer("4 ½", years=True), plainer("4,5", years=False)
    ('ab 18', '4,5', '4, 5')
    """
    if (ends := _OPEN.fullmatch(text)) is not None:
        return f"ab {ends['low']}" if ends["low"] else f"bis {ends['high']}"
    text = _INCLUDING.sub(" ", _HYPHEN.sub(" ", text))
    years = years or _HALVES.search(text) is not None
    text = _HALVES.sub(",5", text)
    return text if years and not _THREE.search(text) else _TWO.sub(", ", text)
