"""PLZ in every dress: without their zero, with a country, in brackets, several in one cell."""

import re
import unicodedata
from typing import Final, NamedTuple

import pandas as pd

from mintgeo.findings import Gathered

COUNTRIES: Final = {
    "A": "Österreich", "AT": "Österreich", "AUT": "Österreich", "B": "Belgien", "BE": "Belgien",
    "CH": "Schweiz", "CZ": "Tschechien", "DK": "Dänemark", "F": "Frankreich", "FR": "Frankreich",
    "I": "Italien", "IT": "Italien", "L": "Luxemburg", "LU": "Luxemburg", "FL": "Liechtenstein",
    "LI": "Liechtenstein", "NL": "Niederlande", "PL": "Polen",
}  # fmt: skip
"""Letters before a postcode → country, as letters were addressed in Europe."""
GERMAN: Final = frozenset({"D", "DE", "DEU", "GER"})
ABROAD: Final = {
    "österreich": "A", "austria": "A", "schweiz": "CH", "switzerland": "CH", "suisse": "CH",
    "liechtenstein": "FL", "luxemburg": "L", "belgien": "B", "niederlande": "NL",
    "frankreich": "F", "polen": "PL", "tschechien": "CZ", "dänemark": "DK", "italien": "I",
}  # fmt: skip
"""Countries as addresses end with them → letters before the postcode."""
DIGITS: Final = r"(?:\d{4,5}|\d{1,2}[. ’']\d{3})(?![\d])"
"""A PLZ, also one that a spreadsheet grouped like a number: 80.331."""
MORE: Final = rf"(?:\s*(?:[/,;|&+–-]|und|u\.|oder|bis)\s*{DIGITS})*"
"""Further ones behind it; the first counts."""
LETTERS: Final = "|".join(sorted({*COUNTRIES, *GERMAN}, key=len, reverse=True))
_FORMULA: Final = re.compile(r'^=\s*"(.*)"$|^[\'"’]+(.*?)[\'"’]*$', re.DOTALL)
_ZEROS: Final = re.compile(r"[.,]0+$")
_LABEL: Final = re.compile(r"^(?:plz|postleitzahl)(?![^\W\d])[.:\s]*", re.IGNORECASE)
_ONE: Final = re.compile(
    rf"(?:(?P<land>{LETTERS})[-–.:\s]*)?(?P<plz>{DIGITS}){MORE}", re.IGNORECASE
)
_FOREIGN: Final = re.compile(rf"(?P<land>{'|'.join(COUNTRIES)})[-–.:\s]*\d.*", re.IGNORECASE)
_LONG: Final = 5


class Plz(NamedTuple):
    """Five digits, or empty; the name of another country; whether a zero was put back."""

    code: str = ""
    country: str = ""
    short: bool = False


def clean(text: str) -> str:
    """Write a cell as it was meant: letters of full width, marks that nobody sees, ="…".

    Examples
    --------
    >>> clean('="01067"'), clean("'01067"), clean("０１０６７")
    ('01067', '01067', '01067')
    """
    text = unicodedata.normalize("NFKC", text)
    text = "".join(one for one in text if unicodedata.category(one) != "Cf").strip()
    found = _FORMULA.match(text)
    return (found[1] or found[2] or "").strip() if found else text


def read_plz(text: str) -> Plz:
    """Read one cell.

    Examples
    --------
    >>> read_plz("D-01067").code, read_plz("1067.0").code, read_plz("80331/80333").code
    ('01067', '01067', '80331')
    >>> read_plz("A-5020").country, read_plz("Dresden").code
    ('Österreich', '')
    """
    text = _LABEL.sub("", _ZEROS.sub("", clean(text)).strip(" ()[]{}.,;:\t")).strip()
    found = _ONE.fullmatch(text)
    land = (found["land"] or "").upper() if found else ""
    foreign = _FOREIGN.fullmatch(text)
    if land not in GERMAN and foreign is not None:
        return Plz(country=COUNTRIES[foreign["land"].upper()])
    if found is None:
        return Plz()
    digits = "".join(filter(str.isdecimal, found["plz"]))
    return Plz(digits.zfill(_LONG), "", len(digits) < _LONG)


def postcodes(cells: pd.Series, gathered: Gathered) -> tuple[pd.Series, pd.Series]:
    """Five digits; the zero that Excel took is put back, anything else is dropped with a finding.

    Returns
    -------
    tuple
        The PLZ, and the name of the country where a letter before the code says another one.
    """
    there = cells.notna()
    plain = cells.str.fullmatch("[0-9]{5}").fillna(False).astype(bool)
    read = {text: read_plz(str(text)) for text in cells[there & ~plain].unique()}
    odd = there & ~plain
    code = cells.where(plain, cells.map(lambda text: read.get(text, Plz()).code or pd.NA))
    code = code.astype("str")
    abroad = cells.map(lambda text: read.get(text, Plz()).country or pd.NA).astype("str")
    short = odd & cells.map(lambda text: read.get(text, Plz()).short).astype(bool)
    gathered.add(abroad.notna(), "read.postcode_abroad", cell=cells)
    gathered.add(short, "read.postcode_zero", cell=cells, postcode=code)
    gathered.add(odd & ~short & code.notna(), "read.postcode_read", cell=cells, postcode=code)
    gathered.add(odd & code.isna() & abroad.isna(), "read.postcode_odd", cell=cells)
    return code, abroad
