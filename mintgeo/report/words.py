"""How numbers and names are said in German."""

from typing import Final

import numpy as np
import pandas as pd

MODE_PHRASES: Final = {
    "car": "mit dem Auto gebracht",
    "bike": "mit dem Fahrrad",
    "foot": "zu Fuß",
}
STATUS_PHRASES: Final = {
    "ok": "erreicht",
    "over_limit": "weiter als die Suchgrenze",
    "not_snapped": "zu weit von einer Straße",
    "other_component": "keine Verbindung",
    "outside_extract": "außerhalb der Kartendaten",
    "no_location": "Ort unbekannt",
}
LEVEL_PHRASES: Final = {
    "coordinate": "Koordinate",
    "house": "Hausnummer",
    "street": "Straße",
    "place": "PLZ und Ort",
    "postcode": "nur PLZ",
    "municipality": "Gemeinde",
    "none": "nicht gefunden",
}
FINDING_PHRASES: Final = {
    "contradiction": "Angaben widersprechen sich",
    "ambiguous": "Ortsname mehrdeutig",
    "abroad": "nicht in Deutschland",
    "unknown": "PLZ oder Ort unbekannt",
    "beside": "Ort neben der PLZ",
    "respelled": "Ortsname anders geschrieben",
    "no_address": "keine Adresse",
    "repaired": "beim Lesen berichtigt",
}
_MILLION: Final = 1_000_000
NOTHING: Final = "–"
_SWAP: Final = str.maketrans({",": ".", ".": ","})


def number(value: object, digits: int = 0) -> str:
    """Say a number the German way: 1.234,5; nothing where there is none.

    Examples
    --------
    >>> number(1234.56, 1)
    '1.234,6'
    >>> number(float("nan"))
    '–'
    """
    if not isinstance(value, int | float | np.number) or not np.isfinite(value):
        return NOTHING
    return f"{value:,.{digits}f}".translate(_SWAP)


def percent(share: object, digits: int = 0) -> str:
    """Say a share in per cent, and neither 0 nor 100 where it is not exactly that.

    Examples
    --------
    >>> percent(0.4567)
    '46 %'
    >>> percent(0.9999)
    'über 99 %'
    """
    if not isinstance(share, int | float | np.number) or not np.isfinite(share):
        return NOTHING
    text = number(share * 100, digits)
    if share > 0 and text == number(0, digits):
        return f"unter {number(10.0**-digits, digits)} %"
    if share < 1 and text == number(100, digits):
        return f"über {number(100 - 10.0**-digits, digits)} %"
    return f"{text} %"


def rate(value: object) -> str:
    """Say a rate with two figures that mean something.

    Examples
    --------
    >>> rate(0.01234), rate(0.456), rate(12.3)
    ('0,012', '0,46', '12')
    """
    if not isinstance(value, int | float | np.number) or not np.isfinite(value):
        return NOTHING
    figure = float(value)
    digits = 0 if figure == 0 else int(np.clip(1 - np.floor(np.log10(abs(figure))), 0, 5))
    return number(figure, digits)


def kilometres(metres: object, digits: int = 0) -> str:
    """Say metres in kilometres."""
    if not isinstance(metres, int | float | np.number) or not np.isfinite(metres):
        return NOTHING
    return f"{number(metres / 1000, digits)} km"


def people(value: object) -> str:
    """Say a number of people, rounded to what can be known: three figures.

    Examples
    --------
    >>> people(7_345_678)
    '7,35 Mio.'
    >>> people(23_456)
    '23.500'
    """
    if not isinstance(value, int | float | np.number) or not np.isfinite(value):
        return NOTHING
    if value >= _MILLION:
        return f"{number(value / _MILLION, 2 if value < 10 * _MILLION else 1)} Mio."
    step = 10 ** max(0, len(str(int(value))) - 3)
    return number(round(value / step) * step)


def day(iso: str) -> str:
    """Say an ISO date the German way.

    Examples
    --------
    >>> day("2022-09-15")
    '15.09.2022'
    """
    return pd.Timestamp(iso).strftime("%d.%m.%Y")
