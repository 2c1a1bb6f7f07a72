"""Numbers of people as they are written: "1.250", "ca. 70", "12 Kinder", "10–12", "zwölf"."""

import re
from typing import Final

_THOUSANDS: Final = re.compile(r"\d{1,3}(?:(?:\.\d{3})+|(?:[ '’]\d{3})+|(?:,\d{3})+)")
_CENTS: Final = re.compile(r"(\d{1,3}(?:[. '’]\d{3})*|\d+)[,.]0+")
_AROUND: Final = (
    r"(?:ca\.?|circa|zirka|etwa|rund|ungefähr|ungef\.?|gut|knapp|fast|über|unter|bis(?: zu)?|"
    r"max\.?|maximal|höchstens|mind\.?|mindestens|min\.?|mehr als|weniger als|an die|je|about|"
    r"approx\.?|"
    r"around|up to|at least|over|ab|[~≈><≥≤=±])"
)
_AMOUNT: Final = r"(\d{1,3}(?:[.'’ ]\d{3})+|\d+)"
_ABOUT: Final = re.compile(
    rf"(?:{_AROUND}\s*)*{_AMOUNT}\s*[+*]?\s*(?:[xX×]\s*)?(?:[^\W\d][^\d]*|\([^)]*\)|\[[^\]]*\])?",
    re.IGNORECASE,
)
_LABELLED: Final = re.compile(rf"[^\W\d][^\d:=]*[:=]\s*{_AMOUNT}", re.IGNORECASE)
_SPAN: Final = re.compile(
    rf"(?:{_AROUND}\s*)*(\d+)\s*(?:-|–|—|bis|to|/|oder)\s*(\d+)\s*(?:[^\W\d][^\d]*)?", re.IGNORECASE
)
_SUM: Final = re.compile(r"\d+(?:\s*(?:\+|und|&)\s*\d+)+\s*(?:[^\W\d][^\d]*)?", re.IGNORECASE)
_WORDS: Final = {
    "null": 0, "ein": 1, "eine": 1, "einer": 1, "eins": 1, "one": 1, "zwei": 2, "two": 2,
    "drei": 3, "three": 3, "vier": 4, "four": 4, "fünf": 5, "five": 5, "sechs": 6, "six": 6,
    "sieben": 7, "seven": 7, "acht": 8, "eight": 8, "neun": 9, "nine": 9, "zehn": 10, "ten": 10,
    "elf": 11, "eleven": 11, "zwölf": 12, "twelve": 12,
}  # fmt: skip
_NONE: Final = frozenset({"keine", "keiner", "niemand"})
"""What is a number alone, as "keine Angabe" is none."""
_LONGEST: Final = 200
_MOST: Final = 12
"""Digits; nobody counts more people."""


def amount(text: str) -> float | None:
    """The number that a text says, of things that are counted; None where it says none.

    Of a span it is the middle, rounded down.

    Examples
    --------
    >>> [amount(text) for text in ("1.250", "ca. 70", "12 Kinder", "10-12", "5+", "3 + 4", "zwei")]
    [1250.0, 70.0, 12.0, 11.0, 5.0, 7.0, 2.0]
    >>> amount("1,5"), amount("viele")
    (None, None)
    """
    text = " ".join(text[:_LONGEST].lstrip("'’ ").split())
    if _THOUSANDS.fullmatch(text):
        return _whole(text)
    if (cents := _CENTS.fullmatch(text)) is not None:
        return _whole(cents[1])
    if (span := _SPAN.fullmatch(text)) is not None and _fits(span[1], span[2]):
        low, high = int(span[1]), int(span[2])
        return float((low + high) // 2) if low <= high else None
    if _SUM.fullmatch(text):
        parts = re.findall(r"\d+", text)
        return float(sum(map(int, parts))) if _fits(*parts) else None
    about = _ABOUT.fullmatch(text) or _LABELLED.fullmatch(text)
    if about is not None:
        return _whole(about[1])
    return _worded(text.casefold().split())


def _worded(words: list[str]) -> float | None:
    """The number that a word alone or before what is counted says."""
    first, *rest = words or [""]
    if first in _NONE and not rest:
        return 0.0
    return float(_WORDS[first]) if first in _WORDS and len(rest) <= 1 else None


def _whole(text: str) -> float | None:
    digits = re.sub(r"\D", "", text)
    return float(digits) if digits.isascii() and _fits(digits) else None


def _fits(*numbers: str) -> bool:
    return all(number.isascii() and len(number) <= _MOST for number in numbers)
