"""Grids that hold classes instead of numbers: told by their values, refused with what to take."""

import re
from typing import Final

import pandas as pd

from mintgeo._errors import InputError
from mintgeo._phrase import Phrase
from mintgeo.official._table import numbers

_HIGHEST: Final = 6
"""Number of the highest class of the Zensus 2011: more than 8,000 people."""
_BESIDE: Final = frozenset({
    "frauen_a", "alter_d", "unter18_a", "ab65_a", "auslaender_a", "hhgroesse_d", "leerstandsquote",
    "wohnfl_bew_d", "wohnfl_whg_d",
})  # fmt: skip
"""Columns of the grids of 2011; as numbers, some of them are never whole and never so small."""
_NAME: Final = re.compile("klass", re.IGNORECASE)
_SURE_NAMED: Final = 1
_SURE_BESIDE: Final = 3
_SURE_ALONE: Final = 30
"""So many cells are needed where the file's name says it, where other columns do, and else."""
_KM: Final = 1000
_TALL: Final = frozenset({"merkmal", "auspraegung_code"})
_SPAN: Final = re.compile(
    r"(?:unter|über|ab|mehr als|bis)?\s*[\d.]+\s*(?:-|–|bis|und mehr|u\. ?m\.?|\+|und älter).*",
    re.IGNORECASE,
)  # fmt: skip
_TAKE: Final = Phrase(
    "take 'Zensus_spitze_Werte_1km-Gitter.csv' of 2011, or 'Zensus2022_Bevoelkerungszahl' (ages: "
    "'Zensus2022_Anteil_unter_18_Jahre')"
)


def refuse_classes(file: str, table: pd.DataFrame, column: str, *, cell_m: int) -> None:
    """Refuse a column of people, or of per cent, that holds numbers of classes.

    Raises
    ------
    InputError
        If it does: every value is a whole number up to 6, and so is all that stands beside it.
    """
    beside = [one for one in table if str(one).strip().lower() in _BESIDE and one != column]
    counts = {one: _class_cells(table[one]) for one in (column, *beside)}
    if min(counts.values()) < 0 or cell_m < _KM:
        return
    needed = _SURE_NAMED if _NAME.search(file) else _SURE_ALONE
    if any(counts[one] for one in beside):
        needed = min(needed, _SURE_BESIDE)
    if counts[column] >= needed:
        raise InputError(
            "'{file}' holds classes in {column} (of people, 1: 3 to 250 … 6: over 8,000), not "
            "numbers; {take}.",
            file=file,
            column=column,
            take=_TAKE,
        )


def refuse_spans(file: str, column: str, texts: pd.Series) -> None:
    """Refuse values such as ``251 - 500``.

    Raises
    ------
    InputError
        If most of some values that are no numbers are such.
    """
    spans = texts.str.fullmatch(_SPAN)
    if len(texts) and spans.mean() > 1 / 2:
        raise InputError(
            "'{file}' holds classes in {column} ({value!r}), not numbers; {take}.",
            file=file,
            column=column,
            value=texts[spans].iloc[0],
            take=_TAKE,
        )


def refuse_tall(file: str, table: pd.DataFrame) -> None:
    """Refuse the lists of 2011 with a row per cell, feature and value.

    Raises
    ------
    InputError
        If the table is one.
    """
    if {str(one).strip().lower() for one in table} >= _TALL:
        raise InputError(
            "'{file}' lists features of cells (Merkmal, Auspraegung), not people per cell; take "
            "'Zensus_Bevoelkerung_100m-Gitter.csv', or 'Zensus2022_Bevoelkerungszahl'.",
            file=file,
        )


def _class_cells(raw: pd.Series) -> int:
    """How many cells have a number of a class; -1 if any has a number that is none."""
    values = numbers(raw).to_numpy()
    values = values[values >= 0]
    fits = (values >= 1) & (values <= _HIGHEST) & (values % 1 == 0)
    return len(values) if fits.all() else -1
