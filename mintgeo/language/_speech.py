"""A language: messages and figures, and how ways, times, people and dates are said in it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
from babel.dates import format_date

from mintgeo._errors import OptionError
from mintgeo.language._catalog import LOCALES, messages
from mintgeo.language._figures import MILLION, NOTHING, Figures
from mintgeo.language._rounding import is_number, outwards, people_step
from mintgeo.language._who import CHILDREN, WHO

_KM: Final = 1_000
_NEAR_M: Final = 10_000
_SHARP_M: Final = 500
"""A way shorter than the one, between ends known better than the other, is said with a decimal."""
_LONG_MIN: Final = 90
_OWN: Final = "de"
"""The language in which messages are written."""


@dataclass(frozen=True)
class Language(Figures):
    """How things are said in one language; ``language`` makes it.

    Attributes
    ----------
    code
        ``de`` or ``en``.
    """

    def kilometres(self, metres: object, digits: int = 0) -> str:
        """Say metres in kilometres."""
        if not is_number(metres):
            return NOTHING
        return self("{number} km", number=self.number(float(metres) / 1000, digits))  # type: ignore[arg-type]

    def short_way(self, metres: object) -> str:
        """Say metres as such below a kilometre, and in kilometres with a decimal above.

        Examples
        --------
        >>> language("de").short_way(50), language("de").short_way(3170)
        ('50 m', '3,2 km')
        """
        if is_number(metres) and float(metres) < _KM:  # type: ignore[arg-type]
            return self("{number} m", number=self.number(metres))
        return self.kilometres(metres, 1)

    def distance(self, way_m: object, blur_m: object) -> str:
        """Say a way no finer than it is known, from its length and the radii of both ends.

        Examples
        --------
        >>> language("de").distance(512_345, 4_000), language("de").distance(845, 70)
        ('512 km', '0,8 km')
        >>> language("de").distance(1_900, 4_200), language("en").distance(1_900, 4_200)
        ('unter 5 km', 'under 5 km')
        """
        if not is_number(way_m):
            return self("unbekannt")
        way, blur = float(way_m), float(blur_m) if is_number(blur_m) else float("inf")  # type: ignore[arg-type]
        if way >= blur:
            return self.kilometres(way, 1 if way < _NEAR_M and blur < _SHARP_M else 0)
        return self("unter {number} km", number=self.blur_km(blur))

    def blur_km(self, blur_m: float) -> str:
        """Say how far a place may be off in whole kilometres, never fewer than it is.

        Examples
        --------
        >>> language("de").blur_km(4_180), language("de").blur_km(70)
        ('5', '1')
        """
        return self.number(max(1, np.ceil(blur_m / 1000))) if np.isfinite(blur_m) else "?"

    def duration(self, minutes: object) -> str:
        """Say a time in minutes, a long one in hours.

        Examples
        --------
        >>> language("de").duration(34.4), language("de").duration(132)
        ('34 min', '2,2 h')
        """
        if not is_number(minutes):
            return NOTHING
        time = float(minutes)  # type: ignore[arg-type]
        if time < _LONG_MIN:
            return self("{number} min", number=self.number(time))
        return self("{number} h", number=self.number(time / 60, 1))

    def who(self, code: str) -> str:
        """Say whom a study counts: ``people``, ``children_under_16``, or words of one's own.

        Examples
        --------
        >>> language("en").who("people"), language("de").who("children_under_16")
        ('people', 'Kinder unter 16')
        """
        group, _, age = code.rpartition("_")
        if group == CHILDREN:
            return self("Kinder unter {age}", age=age)
        return self(WHO.get(code, code))

    def people(self, value: object) -> str:
        """Say a number of people, rounded to what can be known: three figures.

        Examples
        --------
        >>> language("de").people(7_345_678), language("en").people(23_456)
        ('7,35 Mio.', '23,500')
        """
        if not is_number(value):
            return NOTHING
        number = float(value)  # type: ignore[arg-type]
        step = people_step(number)
        return self._people(round(number / step) * step)

    def people_span(self, low: object, high: object) -> str:
        """Say bounds of a number of people, rounded outwards: no narrower than they are.

        Examples
        --------
        >>> language("de").people_span(3068, 3074), language("en").people_span(85.2, 6427)
        ('3.060 bis 3.080', '85 to 6,430')
        >>> language("de").people_span(40, 40)
        '40'
        """
        if not (is_number(low) and is_number(high)):
            return NOTHING
        first, last = outwards(low, high, people_step)
        if first == last:
            return self.people(first)
        return self("{low} bis {high}", low=self._people(first), high=self._people(last))

    def people_in_full(self, value: object) -> str:
        """Say a number of people as a column of a table has it: rounded alike, all digits written.

        Examples
        --------
        >>> language("de").people_in_full(7_345_678), language("en").people_in_full(23_456)
        ('7.350.000', '23,500')
        """
        if not is_number(value):
            return NOTHING
        number = float(value)  # type: ignore[arg-type]
        step = people_step(number)
        return self.number(round(number / step) * step)

    def _people(self, number: float) -> str:
        if number < MILLION:
            return self.number(number)
        millions = self.number(number / MILLION, 2 if number < 10 * MILLION else 1)
        return self("{number} Mio.", number=millions)

    def day(self, iso: str) -> str:
        """Say an ISO date.

        Examples
        --------
        >>> language("de").day("2022-09-15"), language("en").day("2022-09-15")
        ('15.09.2022', '15 Sept 2022')
        """
        return str(format_date(date.fromisoformat(iso), "medium", LOCALES[self.code]))

    def weekday(self, iso: str, *, short: bool = False) -> str:
        """Say the day of the week of an ISO date.

        Examples
        --------
        >>> language("de").weekday("2027-06-11"), language("en").weekday("2027-06-11", short=True)
        ('Freitag', 'Fri')
        """
        form = "EEE" if short else "EEEE"
        return str(format_date(date.fromisoformat(iso), form, LOCALES[self.code])).rstrip(".")

    def listed(self, names: list[str]) -> str:
        """Say several names as one of a sentence.

        Examples
        --------
        >>> language("de").listed(["Bremen", "Hamburg", "Berlin"])
        'Bremen, Hamburg und Berlin'
        """
        if len(names) < 2:  # noqa: PLR2004
            return "".join(names)
        return self("{names} und {last}", names=", ".join(names[:-1]), last=names[-1])

    def used_in(self, script: str) -> Mapping[str, list[str]]:
        """Return the messages that stand as literals in a script, translated; none if German."""
        known = {} if self.code == _OWN else messages(self.code)  # of German: those of errors
        return {
            text: list(said)
            for text, said in known.items()
            if json.dumps(text, ensure_ascii=False) in script
        }


def language(lang: str = "de") -> Language:
    """Return a language by its code.

    Raises
    ------
    OptionError
        If mintgeo does not speak it.
    """
    if lang not in LOCALES:
        known = ", ".join(LOCALES)
        raise OptionError("lang must be one of {known}, not {lang!r}.", known=known, lang=lang)
    return Language(lang)
