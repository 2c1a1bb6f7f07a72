"""Messages of a language, and its numbers, shares and rates."""

from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
from babel import Locale
from babel.numbers import NumberPattern, parse_pattern

from mintgeo.language._catalog import LOCALES, known_as, messages
from mintgeo.language._rounding import digits, is_number, outwards, rate_step

NOTHING: Final = "–"
MINUS: Final = "−"
SAYS_NOTHING: Final = 0.9
"""A span that is wider than this leaves open what a share is."""
MILLION: Final = 1_000_000


@cache
def _pattern(digits: int) -> NumberPattern:
    """How so many decimals are written: read once, for that takes longer than to write a number."""
    return parse_pattern("#,##0" + ("." + "0" * digits if digits else ""))


@cache
def _locale(code: str) -> Locale:
    return Locale.parse(LOCALES[code])


@dataclass(frozen=True)
class Figures:
    """How messages and figures are said in one language.

    Attributes
    ----------
    code
        ``de`` or ``en``.
    """

    code: str

    def __call__(self, text: str, /, **values: object) -> str:
        """Say a message, its ``{names}`` replaced by values; of one without translation, German.

        Examples
        --------
        >>> from mintgeo.language import language
        >>> language("de")("Stand: {day}", day="heute")
        'Stand: heute'
        """
        return self._known(text)[0].format(**values) if values else self._known(text)[0]

    def count(self, one: str, many: str, n: float, /, **values: object) -> str:
        """Say a message about one thing or several; ``{n}`` in it is their number.

        Examples
        --------
        >>> from mintgeo.language import language
        >>> language("de").count("{n} Zeile", "{n} Zeilen", 1234)
        '1.234 Zeilen'
        """
        known = messages(self.code).get(one, (one, many))
        chosen = known[0] if n == 1 else known[-1]
        return chosen.format(n=self.number(n), **values)

    def number(self, value: object, digits: int = 0) -> str:
        """Say a number as the language writes it; nothing where there is none.

        Examples
        --------
        >>> from mintgeo.language import language
        >>> language("de").number(1234.56, 1), language("en").number(1234.56, 1)
        ('1.234,6', '1,234.6')
        >>> language("de").number(float("nan"))
        '–'
        """
        if not is_number(value):
            return NOTHING
        said = _pattern(digits).apply(value, _locale(self.code))  # type: ignore[arg-type]
        return str(said).replace("-", MINUS)

    def limit(self, minutes: object) -> str:
        """Say a threshold as it was asked for: whole minutes as such, others to a hundredth.

        Examples
        --------
        >>> from mintgeo.language import language
        >>> language("de").limit(30.0), language("de").limit(7.5), language("en").limit(12.25)
        ('30', '7,5', '12.25')
        """
        if not is_number(minutes):
            return NOTHING
        exact = round(float(minutes), 2)  # type: ignore[arg-type]
        return self.number(exact, len(f"{exact:.2f}".rstrip("0").partition(".")[2]))

    def change(self, value: object, digits: int = 0) -> str:
        """Say a number with its sign: by how much something has become more or less.

        Examples
        --------
        >>> from mintgeo.language import language
        >>> language("de").change(1.25, 1), language("en").change(-3), language("de").change(-0.01)
        ('+1,2', '−3', '0')
        """
        if not is_number(value):
            return NOTHING
        size = self.number(abs(float(value)), digits)  # type: ignore[arg-type]
        if size == self.number(0, digits):
            return size
        return f"+{size}" if float(value) > 0 else f"{MINUS}{size}"  # type: ignore[arg-type]

    def percent(self, share: object, digits: int = 0) -> str:
        """Say a share in per cent, and neither 0 nor 100 where it is not exactly that.

        Examples
        --------
        >>> from mintgeo.language import language
        >>> language("de").percent(0.4567), language("en").percent(0.9999)
        ('46 %', 'over 99%')
        """
        if not is_number(share):
            return NOTHING
        part = float(share)  # type: ignore[arg-type]
        text = self.number(part * 100, digits)
        if part > 0 and text == self.number(0, digits):
            return self("unter {number} %", number=self.number(10.0**-digits, digits))
        if part < 1 and text == self.number(100, digits):
            return self("über {number} %", number=self.number(100 - 10.0**-digits, digits))
        return self("{number} %", number=text)

    def span(self, low: object, high: object) -> str:
        """Say a share as a span of whole per cent that holds both bounds, if it says anything.

        Examples
        --------
        >>> from mintgeo.language import language
        >>> language("de").span(0.412, 0.455), language("en").span(0.0, 0.003)
        ('41–46 %', 'under 1%')
        """
        if not (is_number(low) and is_number(high)):
            return NOTHING
        first = np.floor(float(low) * 100 + 1e-9)  # type: ignore[arg-type]
        last = np.ceil(float(high) * 100 - 1e-9)  # type: ignore[arg-type]
        if float(high) - float(low) > SAYS_NOTHING:  # type: ignore[arg-type]
            return self("nicht bestimmbar")
        if first == last:
            return self("{number} %", number=self.number(first))
        if first == 0 and last == 1:
            return self("unter {number} %", number=self.number(1))
        return self("{low}–{high} %", low=self.number(first), high=self.number(last))

    def rate(self, value: object) -> str:
        """Say a rate with two figures that mean something.

        Examples
        --------
        >>> from mintgeo.language import language
        >>> [language("de").rate(one) for one in (0.01234, 0.456, 12.3)]
        ['0,012', '0,46', '12']
        """
        if not is_number(value):
            return NOTHING
        figure = float(value)  # type: ignore[arg-type]
        return self.number(figure, digits(figure))

    def rate_span(self, low: object, high: object) -> str:
        """Say bounds of a rate with two figures each, rounded outwards.

        Examples
        --------
        >>> from mintgeo.language import language
        >>> language("de").rate_span(0.0123, 0.456)
        '0,012 bis 0,46'
        """
        if not (is_number(low) and is_number(high)):
            return NOTHING
        first, last = outwards(low, high, rate_step)
        return self("{low} bis {high}", low=self.rate(first), high=self.rate(last))

    def base(self, people: int) -> str:
        """Say per how many people a rate is.

        Examples
        --------
        >>> from mintgeo.language import language
        >>> language("de").base(100_000), language("en").base(1_000_000)
        ('100.000', '1 million')
        """
        if people < MILLION:
            return self.number(people)
        return self("{number} Million", number=self.number(people / MILLION))

    def _known(self, text: str) -> tuple[str, ...]:
        return known_as(self.code, text) or (text,)
