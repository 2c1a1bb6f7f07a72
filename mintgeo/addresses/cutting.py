"""Where an address is cut into pieces, each of which says one thing."""

import re
from collections.abc import Iterator
from typing import Final

_CUT: Final = re.compile(
    r"[,;|()\[\]{}\n\r\t\\•·●]+|/{2,}|\s[-–—/]\s(?!\s*(?:\d|[a-z](?![^\W\d])))"
    r"|\s+(?=(?:de?-)?\d{5}\s+[^\W\d]|(?:ot|ortsteil|stadtteil)\b\.?:?\s)",
    re.IGNORECASE,
)
_LONGEST: Final = 200
"""More letters than this are no address; what comes later is not looked at."""
_HEAD: Final = re.compile(r"^([^\d:]{2,40}):\s+(?=[^\W\d])")
"""What something is, or whose address: "Standort: Hauptstr. 12"."""
_HALF: Final = re.compile(r"(?<=\d),5(?![\d,])")


def cleaned(text: str) -> str:
    """Return the part of a text that is looked at; what a colon ends is a piece of its own.

    Examples
    --------
    >>> cleaned("Standort: Hauptstr. 12,5")
    'Standort, Hauptstr. 12.5'
    """
    text = text[:_LONGEST]
    if ",5" in text:
        text = _HALF.sub(".5", text)
    return _HEAD.sub(r"\1, ", text) if ":" in text else text


def cut(text: str) -> Iterator[str]:
    """Pieces of an address.

    Examples
    --------
    >>> list(cut("Schulzentrum, Am Wald 3 (Hof)"))
    ['Schulzentrum', 'Am Wald 3', 'Hof', '']
    """
    for raw in _CUT.split(text):
        text = " ".join(raw.split()).strip(" :?*_-–")
        piece = text.strip(" .:?*_-–")
        yield f"{piece}." if piece and text.endswith(".") else piece
