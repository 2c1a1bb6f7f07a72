"""Whole addresses in one cell → street, PLZ and place."""

import re
from typing import Final

import pandas as pd

from mintgeo.findings import Gathered

_COUNTRY: Final = r"(?:deutschland|germany|brd|de)"
_PLZ: Final = re.compile(
    r"(?P<before>.*?)(?:^|[\s,;/|–-]|\bin\s)\s*(?:DE?[-\s]+)?(?P<plz>\d{5})\b[\s,-]*"
    r"(?P<place>[^\d\s,;|][^\d,;|\n]*)?(?P<after>.*)",
    re.DOTALL,
)
_SHORT_PLZ: Final = re.compile(
    r"(?P<before>.*?)(?:^|[,;|\n]|\bin\s)\s*(?:DE?[-\s]+)?(?P<plz>\d{4})\s+"
    r"(?P<place>[^\d\s,;|][^\d,;|\n]*)(?P<after>.*)",
    re.DOTALL,
)
"""Four digits may be a house number or a year: a comma or "in" must stand before them."""
_TAIL: Final = re.compile(rf"(?:[\s,;|(–-]+|^){_COUNTRY}[\s).]*$", re.IGNORECASE)
"""The country, as a word of its own: Schwarzheide and Norden keep their letters."""
_BOTH: Final = re.compile(r"\d{4,5}[\s,;/|–-]*[^\W\d]|[^\W\d][^\d]*\d{4,5}\W*$")
_BEHIND: Final = re.compile(
    r"([^\d,;|]*[^\W\d][^\d,;|]*?)[\s,;/|(–-]+(?:DE?[-\s]*)?(\d{4,5})[\s).]*"
)
"""A place and its PLZ behind it."""
_BEFORE: Final = re.compile(r"(?:DE?[-\s]*)?(\d{4,5})[\s,;/|–-]+([^\d\s][^\d\n]*)")
_EDGE: Final = " ,;|/\n\t"


def split(text: str) -> tuple[str, str, str] | None:
    """Street, PLZ as written, and place of an address in one line; None where no PLZ is.

    Examples
    --------
    >>> split("Fürstenstraße 5, 80333 München")
    ('Fürstenstraße 5', '80333', 'München')
    >>> split("99084 Erfurt, Anger 1")
    ('Anger 1', '99084', 'Erfurt')
    >>> split("Am Berg 2 in 6844 Dessau-Roßlau, Deutschland")
    ('Am Berg 2', '6844', 'Dessau-Roßlau')
    """
    text = _TAIL.sub("", text)
    match = _PLZ.fullmatch(text) or _SHORT_PLZ.fullmatch(text)
    if match is None:
        return None
    parts = {name: (part or "").strip(_EDGE) for name, part in match.groupdict().items()}
    before = re.sub(r"\s+in$", "", parts["before"])
    street = before or parts["after"]
    return re.sub(r"\s*\n\s*", ", ", street), parts["plz"], parts["place"]


def split_short(text: str) -> tuple[str, str] | None:
    """PLZ and place of a cell that holds nothing else; None where it does.

    Examples
    --------
    >>> split_short("01987 Schwarzheide"), split_short("Dresden (1067)"), split_short("Ring 2")
    (('01987', 'Schwarzheide'), ('1067', 'Dresden'), None)
    """
    bare = _TAIL.sub("", text.strip(_EDGE + "()"))
    if (before := _BEFORE.fullmatch(bare)) is not None:
        return before[1], before[2].strip(_EDGE)
    if (behind := _BEHIND.fullmatch(bare)) is not None:
        return behind[2], behind[1].strip(_EDGE)
    found = split(text)
    return (found[1], found[2]) if found is not None and found[2] and not found[0] else None


def split_addresses(cells: pd.DataFrame, gathered: Gathered) -> tuple[pd.DataFrame, int]:
    """Fill PLZ and place from cells that hold more than their column says.

    Returns
    -------
    tuple
        The cells, and how many whole addresses in the column ``street`` were taken apart.
    """
    parts = {name: _texts(cells, name) for name in ("street", "postcode", "place")}
    short = [_from_short(parts, row) for row in range(len(cells))]
    said = pd.Series(short, index=cells.index, dtype="str")
    whole = sum(_from_street(parts, row) for row in range(len(cells)))
    gathered.add(said.notna(), "read.address_split", cell=said)
    filled = {name: pd.Series(part, index=cells.index, dtype="str") for name, part in parts.items()}
    return cells.assign(**filled), whole


def _texts(cells: pd.DataFrame, name: str) -> list[str | None]:
    if name not in cells.columns:
        return [None] * len(cells)
    return [None if pd.isna(text) else str(text) for text in cells[name]]


def _from_short(parts: dict[str, list[str | None]], row: int) -> str | None:
    """Take "04109 Leipzig" apart, in the column of the PLZ or of the place."""
    for name, other in (("postcode", "place"), ("place", "postcode")):
        text = parts[name][row]
        if text is None or parts[other][row] is not None or not _BOTH.search(text):
            continue
        found = split_short(text)
        if found is not None:
            parts["postcode"][row], parts["place"][row] = found
            return text
    return None


def _from_street(parts: dict[str, list[str | None]], row: int) -> bool:
    text = parts["street"][row]
    found = split(text) if text and parts["postcode"][row] is None else None
    if found is None:
        return False
    parts["street"][row], parts["postcode"][row] = found[0] or None, found[1]
    parts["place"][row] = parts["place"][row] or found[2] or None
    return True
