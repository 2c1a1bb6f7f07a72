"""What belongs together stays on one line: numbers with their units, spans with their ends."""

import re
from typing import Final

NO_BREAK: Final = "\u00a0"
"""A space at which no line ends."""
JOINER: Final = "\u2060"
"""Nothing to see; no line ends here either."""
_UNITS: Final = (
    "%", "‰", "min", "h", "m", "km", "km/h", "cm", "ha", "€", "Mio.", "Mrd.", "Million",
    "Millionen", "million", "Minute", "Minuten", "minute", "minutes", "Stunde", "Stunden",
    "hour", "hours", "Prozent", "Prozentpunkte", "Uhr",
)  # fmt: skip
_UNIT: Final = re.compile(
    rf"(?<=\d) (?=(?:{'|'.join(map(re.escape, _UNITS))})(?![\w/]))"  # 30 min, 7,35 Mio., 46 %
    r"|(?<=§) (?=\d)"
)
_ENDS: Final = re.compile(r"(?<=\d) (bis|to|–) (?=[\d−+-])")
_DASH: Final = re.compile(r"(?<=\d)–(?=\d)")


def bound(text: str) -> str:
    r"""The text with protected spaces by units, after § and around spans, for what is set in lines.

    Examples
    --------
    >>> bound("41–46 % in 30 Minuten").replace(NO_BREAK, "_").replace(JOINER, "|")
    '41–|46_% in 30_Minuten'
    >>> bound("3.060 bis 3.080 Menschen, 7,35 Mio.").replace(NO_BREAK, "_")
    '3.060_bis_3.080 Menschen, 7,35_Mio.'
    >>> bound("0,30 € (§ 5)").replace(NO_BREAK, "_")
    '0,30_€ (§_5)'
    """
    text = _UNIT.sub(NO_BREAK, text)
    text = _ENDS.sub(rf"{NO_BREAK}\1{NO_BREAK}", text)
    return _DASH.sub(f"–{JOINER}", text)


_QUOTED: Final = re.compile(r'"([^"\n]+)"')
_QUOTES: Final = {"de": "„{}“", "en": "“{}”"}


def quoted(text: str, lang: str) -> str:
    """The text with quotation marks of the language where it has straight ones.

    Examples
    --------
    >>> quoted('Kita "Sonne"', "de"), quoted('Kita "Sonne"', "en")
    ('Kita „Sonne“', 'Kita “Sonne”')
    """
    return _QUOTED.sub(lambda found: _QUOTES[lang].format(found[1]), text)


def loose(text: str) -> str:
    """The text with plain spaces again, to search in it or compare it."""
    return text.replace(NO_BREAK, " ").replace(JOINER, "")
