"""House numbers as they are compared: 12 a, 12-14, 12/14, 12;14, Nr. 12."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

LABEL: Final = r"(?:(?:h(?:aus|s)?\.?)?[\s-]?(?:nummer|nr|nro|no|№)(?![^\W\d])[.:]*\s*)"
"""What stands before a house number that is called one."""
_LETTER: Final = (
    r"(?:(?<=\d)[a-z](?![^\W\d])(?!\.\s?h)"
    r"|\s(?!u\.|n/a(?!\w))[a-z](?!\w|\.\s?\w|\s?/\s?(?:o(?!\w)|[^\W\d]{2})|[@:]|-[^\W\d]{2}|\s+\d+(?!\d|\s?\.(?!\d)|\s?(?:og|ug|stock|etage)\b)))"
)
"""A letter behind the number; of "12 H 3", "12 c/o" and "12 b. Meier" it is none."""
_HALF: Final = r"(?:\s?[½¼¾⅓⅔]|\s[1-3]/[234](?!\d)|[.,]5(?!\d|[.,]\d))"
_SPAN_OF: Final = (
    r"(?:(?!\s?/\s?\d+\s?/\s?\d)\s?(?:[-–—/&]|\+(?!\s?49\s)|bis|und|u\.)\s?"
    rf"(?:[1-9]\d{{0,3}}(?![\d½¼¾]|\.\d|\s?\.\s?[^\W\d]|\s?(?:og|ug|stock|etage)\b){_LETTER}?"
    r"|[a-z](?!\w|[./]\s?[^\W\d])))"
)
NUMBER: Final = rf"(?!0+(?!\d))\d{{1,4}}(?!\d)(?:{_HALF}|{_LETTER}?{_SPAN_OF}*)"
"""House number with its half, its letter, or the end of its span; zero is none, "25/2/5" is 25."""
_PREFIX: Final = re.compile(r"^(?:h(?:aus|s)?\.?)?-?(?:nummer|nr|nro|no)\b[.:]*\s*", re.IGNORECASE)
_FIRST: Final = re.compile(r"0*(\d{1,5})(.*)", re.DOTALL)
_JOIN: Final = re.compile(r"[-–—/+&]|(?<![^\W\d])u\.?(?![^\W\d])|und|bis")
_FRACTIONS: Final = {"½": " 1/2", "¼": " 1/4", "¾": " 3/4", "⅓": " 1/3", "⅔": " 2/3"}
_POINT_FIVE: Final = re.compile(r"^(\d+)[.,]5$")
_LIST: Final = re.compile(r"[;,]")
_SPAN: Final = re.compile(r"-(\d{1,4})[a-z]?$")
_ENDS: Final = re.compile(r"([a-z]?)-(?:(\d{1,4})([a-z]?)|([a-z]))")
_LONGEST: Final = 30
"""A span of more numbers than this is no span of houses."""


class HouseNumber(NamedTuple):
    """The number, and what follows it: a letter, the end of a span."""

    number: int
    suffix: str = ""

    def __str__(self) -> str:
        if self.suffix[:1].isdigit():
            return f"{self.number} {self.suffix.replace('-', '/')}"
        return f"{self.number}{self.suffix}"


@lru_cache(maxsize=20_000)
def house_number(text: str) -> HouseNumber | None:
    """Bring a house number into its one form; None if it has no digit at its beginning.

    Examples
    --------
    >>> house_number("12 A"), house_number("Nr. 012")
    (HouseNumber(number=12, suffix='a'), HouseNumber(number=12, suffix=''))
    >>> house_number("12 – 14") == house_number("12/14") == house_number("12bis14")
    True
    >>> house_number("12½") == house_number("12 1/2") == house_number("12,5")
    True
    """
    text = _PREFIX.sub("", text.strip().casefold())
    for sign, full in _FRACTIONS.items():
        text = text.replace(sign, full)
    found = _FIRST.fullmatch(_POINT_FIVE.sub(r"\1 1/2", text))
    if found is None:
        return None
    suffix = re.sub(r"[\s.]+", "", _JOIN.sub("-", found[2])).rstrip("-,;")
    return HouseNumber(int(found[1]), suffix)


def house_numbers(text: str) -> list[HouseNumber]:
    """All numbers that a map's ``addr:housenumber`` names: "12;14" are two.

    Examples
    --------
    >>> [str(one) for one in house_numbers("12;14a")]
    ['12', '14a']
    """
    found = (house_number(part) for part in _LIST.split(text))
    return [one for one in found if one is not None]


def ends(span: HouseNumber) -> tuple[HouseNumber, ...]:
    """First and last house of a span that goes upwards; of "25/2" it may be a flat.

    Examples
    --------
    >>> [str(one) for one in ends(HouseNumber(12, "-14a"))]
    ['12', '14a']
    >>> [str(one) for one in ends(HouseNumber(12, "a-c"))], ends(HouseNumber(25, "-2"))
    (['12a', '12c'], ())
    """
    found = _ENDS.fullmatch(span.suffix)
    if found is None:
        return ()
    letter, number, its, last = found.groups(default="")
    if last:
        return (span._replace(suffix=letter), span._replace(suffix=last)) if letter < last else ()
    upwards = span.number < int(number) <= span.number + _LONGEST
    ends = (span._replace(suffix=letter), HouseNumber(int(number), its))
    return ends if upwards else ()


def within(span: HouseNumber) -> Iterator[HouseNumber]:
    """Numbers that a span covers, its ends too: on one side of the street if the ends are.

    Examples
    --------
    >>> [one.number for one in within(HouseNumber(12, "-16"))]
    [12, 14, 16]
    >>> list(within(HouseNumber(12, "a")))
    []
    """
    end = _SPAN.match(span.suffix)
    if end is None or not span.number < int(end[1]) <= span.number + _LONGEST:
        return
    last = int(end[1])
    step = 1 if (last - span.number) % 2 else 2
    for number in range(span.number, last + 1, step):
        yield HouseNumber(number)
