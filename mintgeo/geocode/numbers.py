"""House numbers as they are compared: 12 a, 12-14, 12/14, 12;14, Nr. 12."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

_PREFIX: Final = re.compile(r"^(?:haus)?(?:nummer|nr|no|hnr)\b\.?\s*", re.IGNORECASE)
_FIRST: Final = re.compile(r"0*(\d{1,5})(.*)", re.DOTALL)
_JOIN: Final = re.compile(r"\s*(?:-|–|—|/|\+|&|\bu\.|\bund\b|\bbis\b)\s*")
_LIST: Final = re.compile(r"[;,]")
_SPAN: Final = re.compile(r"-(\d{1,4})[a-z]?$")
_LONGEST: Final = 30
"""A span of more numbers than this is no span of houses."""


class HouseNumber(NamedTuple):
    """The number, and what follows it: a letter, the end of a span."""

    number: int
    suffix: str = ""

    def __str__(self) -> str:
        return f"{self.number}{self.suffix}"


@lru_cache(maxsize=20_000)
def house_number(text: str) -> HouseNumber | None:
    """Bring a house number into its one form; None if it has no digit at its beginning.

    Examples
    --------
    >>> house_number("12 A"), house_number("Nr. 012")
    (HouseNumber(number=12, suffix='a'), HouseNumber(number=12, suffix=''))
    >>> house_number("12 – 14") == house_number("12/14") == house_number("12 bis 14")
    True
    """
    found = _FIRST.fullmatch(_PREFIX.sub("", text.strip().casefold()))
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
