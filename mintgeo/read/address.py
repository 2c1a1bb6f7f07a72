"""Whole addresses in one cell → street, PLZ and place."""

import re
from typing import Final

import pandas as pd

from mintgeo.findings import Gathered
from mintgeo.read.postcodes import ABROAD, DIGITS, LETTERS, MORE, Plz, clean, read_plz

_PLZ: Final = re.compile(
    r"(?P<before>.*?)(?:^|[\s,;/|(\[–-]|\bin\s)\s*(?:PLZ[.:\s]*)?"
    rf"(?P<plz>(?:(?:DEU?|D|GER)[-–.\s]*|[A-Z]{{1,3}}-)?\d{{5}}(?!\d){MORE})"
    r"[\s,)\]:-]*(?P<place>[^\d\s,;|)\]][^\d,;|\n]*)?(?P<after>.*)",
    re.DOTALL | re.IGNORECASE,
)
_SHORT_PLZ: Final = re.compile(
    r"(?P<before>.*?)(?:^|[,;|\n(]|\bin\s)\s*(?:PLZ[.:\s]*)?"
    rf"(?P<plz>(?:(?:{LETTERS})[-–.\s]*)?\d{{4}})[\s)\]]+"
    r"(?P<place>[^\d\s,;|][^\d,;|\n]*)(?P<after>.*)",
    re.DOTALL | re.IGNORECASE,
)
"""Four digits may be a house number or a year: a comma or "in" must stand before them."""
_FOREIGN_PLZ: Final = re.compile(
    rf"(?P<before>.*?)(?:^|[\s,;|(])\s*(?P<plz>(?:{LETTERS})-\d{{4}})[\s)]+"
    r"(?P<place>[^\d\s,;|][^\d,;|\n]*)(?P<after>.*)",
    re.DOTALL | re.IGNORECASE,
)
_NUMBER: Final = rf"(?:PLZ[.:\s]*)?(?P<plz>(?:(?:{LETTERS})[-–.\s]*)?{DIGITS}{MORE})"
_TOWN: Final = (
    re.compile(
        rf"[(\[]?{_NUMBER}(?:[\s)\],;:/–-]+|(?<=\d{{5}})(?=[^\W\d]{{3}}))(?P<place>[^\W\d].*)",
        re.DOTALL | re.IGNORECASE,
    ),
    re.compile(rf"(?P<place>[^\W\d].*?)[\s,;:/(\[–-]+{_NUMBER}[)\]]?", re.DOTALL | re.IGNORECASE),
)
"""PLZ before and behind a place."""
_COUNTRY: Final = re.compile(
    r"(?:[\s,;|(–-]+)(?P<home>deutschland|germany|brd|deu?|d)[\s).]*$"
    rf"|(?:[\s,;|(–-]+)(?P<away>{'|'.join(ABROAD)}|(?-i:AT|CH|A))[\s).]*$",
    re.IGNORECASE,
)
"""A country is a word of its own: Neuenrade ends in no "de"."""
_BEHIND: Final = re.compile(
    r"(?P<before>.*)[,;\n]\s*(?P<place>[^\d,;\n]+)\s(?P<plz>\d{4})(?P<after>)", re.DOTALL
)
_PHONE: Final = re.compile(
    r"(?:tel|telefon|fon|fax|telefax|mobil|handy)[.:\s]*[\d\s/+()-]*$", re.IGNORECASE
)
_EDGE: Final = " ,;|/\n\t"
_TOWN_AT_END: Final = re.compile(r"(?P<street>.*\d.*?)[,;|\n]\s*(?P<place>[^\d,;|\n]+)")


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
    >>> split("Am Berg 2, Dresden 01067")
    ('Am Berg 2', '01067', 'Dresden')
    """
    text, land = _without_country(text)
    match = _PLZ.fullmatch(text) or _FOREIGN_PLZ.fullmatch(text) or _SHORT_PLZ.fullmatch(text)
    match = match or (_BEHIND.fullmatch(text) if land else None)
    if match is None or _PHONE.search(match["before"]):
        return None
    parts = {name: (part or "").strip(_EDGE) for name, part in match.groupdict().items()}
    before = re.sub(r"\s+in$", "", parts["before"])
    street, place = _sorted_out(before, parts["place"], match["after"] or "")
    return re.sub(r"\s*\n\s*", ", ", street), _with(land, parts["plz"]), place


def _sorted_out(before: str, place: str, after: str) -> tuple[str, str]:
    """Street and place of what stands before and after a PLZ, which may stand behind its place."""
    if not place and not after.strip(_EDGE):
        town = _TOWN_AT_END.fullmatch(before)
        return (town["street"].strip(_EDGE), town["place"].strip(_EDGE)) if town else (before, "")
    if after[:1].isdecimal() and before and not any(map(str.isdecimal, before)):
        return f"{place} {after}".strip(_EDGE), before
    return before or after.strip(_EDGE), place


def split_town(text: str) -> tuple[str, str] | None:
    """PLZ as written and place of a cell that holds both; None where it does not.

    Examples
    --------
    >>> split_town("01067 Dresden"), split_town("Dresden (01067)")
    (('01067', 'Dresden'), ('01067', 'Dresden'))
    >>> split_town("58809 Neuenrade"), split_town("Salzburg 5020, Österreich")
    (('58809', 'Neuenrade'), ('A-5020', 'Salzburg'))
    """
    text, land = _without_country(clean(text))
    for pattern in _TOWN:
        match = pattern.fullmatch(text)
        if match is not None and not re.search(r"\d{4}", match["place"]):
            return _with(land, match["plz"].strip()), match["place"].strip(_EDGE)
    return None


def _without_country(text: str) -> tuple[str, str]:
    """The text without the country at its end, and the letters of that if it is another one."""
    match = _COUNTRY.search(text)
    if match is None or not text[: match.start()].strip():
        return text, ""
    away = match["away"]
    return text[: match.start()], ABROAD.get(away.casefold(), away) if away else ""


def _with(land: str, plz: str) -> str:
    """A PLZ with the letters of its country."""
    return f"{land}-{plz}" if land and plz[:1].isdecimal() else plz


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
    for name in ("postcode", "place"):
        text = parts[name][row]
        if text is None or text.isdecimal() or not any(map(str.isdecimal, text)):
            continue
        whole = name == "place" and parts["street"][row] is None and _has_house(text)
        found = None if whole or read_plz(text) != Plz() else split_town(text)
        if found is None:
            continue
        known = parts["postcode"][row] if name == "place" else None
        if known is not None and read_plz(known).code != read_plz(found[0]).code:
            continue
        parts["postcode"][row] = known or found[0]
        parts["place"][row] = found[1] if name == "place" else parts["place"][row] or found[1]
        return text
    return None


def _has_house(text: str) -> bool:
    """Whether a text is a whole address, with a street and the number of a house."""
    found = split(text)
    if found is None or not found[2]:
        return False
    return found[0][:1].isalpha() and any(map(str.isdecimal, found[0]))


def _from_street(parts: dict[str, list[str | None]], row: int) -> bool:
    """Take a whole address apart; without a street that of the column of the place."""
    name = "place" if parts["street"][row] is None else "street"
    text = parts[name][row]
    found = split(text) if text and parts["postcode"][row] is None else None
    if found is None or (name == "place" and not (found[0][:1].isalpha() and found[2])):
        return False
    known = parts["place"][row] if name == "street" else None
    parts["street"][row], parts["postcode"][row] = found[0] or None, found[1]
    parts["place"][row] = known or found[2] or None
    return True
