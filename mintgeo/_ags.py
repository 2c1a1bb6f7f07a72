"""Amtliche Gemeindeschlüssel: text of 2, 5 or 8 digits, whatever a file made of them."""

from dataclasses import dataclass
from typing import Final

import pandas as pd

from mintgeo._errors import InputError, name_rows

DIGITS: Final = {"land": 2, "kreis": 5, "gemeinde": 8}
"""Level of a region → length of its key."""
ARS_DIGITS: Final = 12


@dataclass(frozen=True)
class Keys:
    """Keys as text, and what had to be repaired."""

    values: pd.Series
    notes: tuple[str, ...]


def read_keys(raw: pd.Series, *, level: str) -> Keys:
    """Make keys of numbers or text: the lost zero comes back, an ARS becomes an AGS.

    Parameters
    ----------
    raw
        Keys as a file gives them: ``"01001000"``, ``1001000``, ``1001000.0``, or the 12-digit
        Regionalschlüssel of a Gemeinde.
    level
        ``land``, ``kreis`` or ``gemeinde``.

    Raises
    ------
    InputError
        If a key is no number or has too many or too few digits; the message names all of them.
    """
    digits = DIGITS[level]
    text = raw.astype("str").str.strip().str.replace(r"\.0+$", "", regex=True)
    long = text.str.fullmatch(r"\d{12}") & (digits == DIGITS["gemeinde"])
    text = text.where(~long, text.str[:5] + text.str[9:])
    short = text.str.fullmatch(rf"\d{{{digits - 1}}}").fillna(False).astype(bool)
    fixed = text.where(~short, text.str.zfill(digits))
    good = fixed.str.fullmatch(rf"\d{{{digits}}}").fillna(False).astype(bool)
    if not good.all():
        bad = raw[~good].drop_duplicates()
        raise InputError(
            "{n} of {n2} keys are no AGS of {digits} digits ({rows}).",
            n=int((~good).sum()),
            n2=len(raw),
            digits=digits,
            rows=name_rows(bad.map(repr)),
        )
    notes = [
        f"{int(mask.sum())} keys {what} ({name_rows(fixed[mask])})"
        for mask, what in ((short, "had lost their first zero"), (long, "were an ARS"))
        if mask.any()
    ]
    return Keys(fixed.astype("str"), tuple(notes))


def level_of(raw: pd.Series) -> str:
    """Tell the level of keys by their commonest length, a lost zero allowed for.

    Raises
    ------
    InputError
        If the commonest length fits no level.
    """
    length = raw.dropna().astype("str").str.strip().str.replace(r"\.0+$", "", regex=True).str.len()
    common = int(length.mode().iloc[0]) if len(length) else 0
    if common == ARS_DIGITS:
        return "gemeinde"
    for level, digits in DIGITS.items():
        if common in (digits, digits - 1):
            return level
    raise InputError("Keys of {common} digits are no AGS; those have 2, 5 or 8.", common=common)
