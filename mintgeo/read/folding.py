"""Headers as people write them → words that can be compared."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

from mintgeo.read.words import ABBREVIATIONS, UNITS

_GENDER: Final = re.compile(
    r"(?<=[^\W\d_])(?:\s?[*:_·•’'/]\s?-?\s?|\(\s?-?|-)(?:innen|in|nen|r|n|e)\b\)?", re.IGNORECASE
)
"""The second ending of "Teilnehmer:innen", "Schüler/-innen", "Besucher(innen)"."""
_CAPITAL: Final = re.compile(r"(?<=[a-zäöüß])I(?:n|nnen)\b")
_CAMEL: Final = re.compile(r"(?<=[a-zäöüß])(?=[A-ZÄÖÜ])")
_NUMBER_OF: Final = re.compile(r"\bno\.? of\b", re.IGNORECASE)
_PARTS: Final = re.compile(r"[%‰]|\bin (?:1\.?000|tausend|tsd)\b|\bprozent")
"""No numbers of people stand there, but shares or thousands of them."""
_BRACKETS: Final = re.compile(r"[(\[{<][^)\]}>]*[)\]}>]?")
_DRESS: Final = re.compile(r'="?|"')
_UMLAUTS: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_LONGEST: Final = 120
"""Letters of a header that is looked at word by word; nobody calls a column more."""


def plain(header: str) -> str:
    """A header without case, umlauts, spaces and punctuation.

    Examples
    --------
    >>> plain("Straße / Haus-Nr.")
    'strassehausnr'
    """
    return "".join(letter for letter in _lower(header) if letter.isalnum())


@lru_cache(maxsize=4_000)
def folded(header: str, *, brackets: bool = True) -> tuple[str, ...]:
    """The words of a header, without case, umlauts, endings of gender and abbreviations.

    Examples
    --------
    >>> folded("Anz. Teilnehmer:innen"), folded("Schülerinnen und Schüler")
    (('anzahl', 'teilnehmer'), ('schueler', 'und', 'schueler'))
    >>> folded("PLZ (5-stellig)", brackets=False)
    ('plz',)
    """
    text = _DRESS.sub("", header[:_LONGEST])
    text = _CAPITAL.sub("", _GENDER.sub("", text))
    if not brackets:
        text = _BRACKETS.sub(" ", text)
    text = _NUMBER_OF.sub("number of", _CAMEL.sub(" ", text)).replace("#", " # ")
    words = re.findall(r"[^\W_]+|#", _lower(text))
    return tuple(map(_stem, words))


def has_unit(header: str) -> bool:
    """Whether it says in what it is measured: "Breite (m)", "Anzahl in %", "Kinder in Tsd."."""
    header = header[:_LONGEST]
    inside = "".join(_BRACKETS.findall(header))
    measured = UNITS & set(re.findall(r"\w+", _lower(inside)))
    return bool(measured or _PARTS.search(_lower(header)))


def _lower(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().translate(_UMLAUTS)


def _stem(word: str) -> str:
    if word.endswith("innen") and len(word) > 8:  # noqa: PLR2004
        word = word[:-5]
    return ABBREVIATIONS.get(word, word)
