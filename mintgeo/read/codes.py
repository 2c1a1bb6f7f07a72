"""Postcodes in every dress → five digits."""

import re
import unicodedata
from typing import Final

import pandas as pd

from mintgeo.findings import Gathered
from mintgeo.read.sheet import INVISIBLE

_MARKS: Final = re.compile(r"^[\s='\"´`’‘“”„*]+|[\s'\"´`’‘“”*.,;]+$")
_LABEL: Final = re.compile(r"^(?:plz|postleitzahl|zip)\s*[:.=]?\s*", re.IGNORECASE)
_GERMAN: Final = re.compile(r"^(?:DE?|BRD|GER)[-\s.]*(?=\d)", re.IGNORECASE)
_TAIL: Final = re.compile(r"[.,]0+$")
_DOTTED: Final = re.compile(r"^(\d{1,2})[.,\s](\d{3})$")
_SPACED: Final = re.compile(r"(?<=\d)\s(?=\d)")
_FIRST: Final = re.compile(
    r"^(\d{5})\s*(?:[/,;|+&]|und|oder|bzw\.?|bis|–|-)\s*(?:\d{2,5}\b|x).*", re.DOTALL
)
_BESIDE: Final = re.compile(r"^\D*?(?<!\d)(\d{5})(?!\d)\D*$", re.DOTALL)
COUNTRIES: Final = {
    "A": "Österreich", "AT": "Österreich", "B": "Belgien", "BE": "Belgien", "CH": "Schweiz",
    "CZ": "Tschechien", "DK": "Dänemark", "F": "Frankreich", "FR": "Frankreich",
    "L": "Luxemburg", "LU": "Luxemburg", "NL": "Niederlande", "PL": "Polen",
}  # fmt: skip
"""Letters before a postcode → country, as letters were addressed in Europe."""
_ABROAD: Final = re.compile(rf"^({'|'.join(COUNTRIES)})[-\s]*\d", re.IGNORECASE)


def postcodes(cells: pd.Series, gathered: Gathered) -> tuple[pd.Series, pd.Series]:
    """Five digits; the zero that Excel took is put back, anything else is dropped with a finding.

    Returns
    -------
    tuple
        The PLZ, and the name of the country where a letter before the code says another one.
    """
    bare = cells.map(_bare, na_action="ignore").astype("str")
    prefix = bare.str.extract(_ABROAD, expand=False).str.upper()
    abroad = prefix.map(COUNTRIES).astype("str")
    gathered.add(abroad.notna(), "read.postcode_abroad", cell=cells)
    home = abroad.isna()
    text = bare.map(_digits, na_action="ignore").astype("str")
    short = text.str.fullmatch("[0-9]{4}").fillna(value=False).astype(bool) & home
    text = text.mask(short, "0" + text)
    first = bare.str.extract(_FIRST, expand=False)
    several = first.notna() & home
    text = text.mask(several, first)
    good = text.str.fullmatch("[0-9]{5}").fillna(value=False).astype(bool) & home
    gathered.add(good & short, "read.postcode_zero", cell=cells, postcode=text)
    gathered.add(good & several, "read.postcode_first", cell=cells, postcode=text)
    changed = good & ~short & ~several & (text != cells)
    gathered.add(changed, "read.postcode_read", cell=cells, postcode=text)
    gathered.add(cells.notna() & ~good & home, "read.postcode_odd", cell=cells)
    return text.where(good).astype("str"), abroad


def _bare(cell: str) -> str:
    """The code without quotes and labels, its digits as ASCII has them."""
    seen = INVISIBLE.sub("", cell)
    ascii_ = "".join(str(unicodedata.digit(one)) if one.isdigit() else one for one in seen)
    return _LABEL.sub("", _MARKS.sub("", _LABEL.sub("", ascii_.strip()))).strip()


def _digits(text: str) -> str:
    text = _GERMAN.sub("", text)
    text = _DOTTED.sub(r"\1\2", _TAIL.sub("", text))
    text = _SPACED.sub("", text)
    beside = _BESIDE.match(text)
    return beside[1] if beside and not re.search(r"[-/]\d", text) else text
