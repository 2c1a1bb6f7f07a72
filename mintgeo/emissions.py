"""Greenhouse gases of travel: grams of CO2e per person and km, or per vehicle and km, with sources.

What comes out of the exhaust and what it takes to make the fuel or the current (well to wheel),
as CO2 equivalents; not what it takes to build vehicles and roads.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal

import numpy as np
from numpy.typing import NDArray

from mintgeo._errors import MissingDataError, OptionError

__all__ = [
    "BIKE", "BUS", "BUS_AND_TRAIN", "CAR", "CAR_ALONE", "ELECTRIC_CAR", "FACTORS", "FOOT",
    "LONG_DISTANCE_TRAIN", "REGIONAL_TRAIN", "TRAM", "VAN", "EmissionFactors", "Factor",
]  # fmt: skip
Per = Literal["person", "vehicle"]
GERMAN: Final = "de"


@dataclass(frozen=True, kw_only=True)
class Factor:
    """Greenhouse gases of one kilometre.

    Attributes
    ----------
    grams
        CO2e in grams, per km and what ``per`` says.
    per
        ``person`` or ``vehicle``.
    names
        What travels, by language; German is needed.
    source, year
        Who says so, and of which year the number is.
    assumed
        What was assumed beside the source, by language; empty if it is the number of the source.

    Examples
    --------
    >>> CAR.kg(100.0), CAR.line()
    (16.4, 'CO₂e: Umweltbundesamt, TREMOD 6.71B (10/2025), Bezugsjahr 2024')
    """

    grams: float
    per: Per
    names: Mapping[str, str]
    source: str
    year: int
    assumed: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not (np.isfinite(self.grams) and self.grams >= 0):
            raise OptionError(
                "A factor of emissions needs grams of 0 or more, not {grams!r}.", grams=self.grams
            )
        if self.per not in ("person", "vehicle"):
            raise OptionError(
                "A factor of emissions is per person or vehicle, not {per!r}.", per=self.per
            )
        if not self.names.get(GERMAN) or not self.source.strip():
            raise OptionError(
                "A factor of emissions needs its source (source) and its German name (names)."
            )

    def kg(self, km: Any) -> Any:
        """Kilograms of CO2e of some kilometres (a number or an array; NaN stays NaN)."""
        return km * self.grams / 1000

    def name(self, lang: str = GERMAN) -> str:
        """What travels, in a language, or in German."""
        return self.names.get(lang) or self.names[GERMAN]

    def assumption(self, lang: str = GERMAN) -> str:
        """What was assumed, in a language, or in German; empty if nothing was."""
        return self.assumed.get(lang) or self.assumed.get(GERMAN, "")

    def line(self) -> str:
        """The line that must stand where numbers of this factor are shown."""
        return f"CO₂e: {self.source}, Bezugsjahr {self.year}"


_UBA: Final = "Umweltbundesamt, TREMOD 6.71B (10/2025)"
_OF: Final = 2024


def _uba(grams: float, german: str, english: str, **rest: Any) -> Factor:
    names = {"de": german, "en": english}
    return Factor(
        **{"grams": grams, "per": "person", "names": names, "source": _UBA, "year": _OF, **rest}
    )


CAR: Final = _uba(164, "Pkw (1,4 Personen)", "car (1.4 people)")
"""The average car of Germany with the 1.4 people who sit in it on average."""
CAR_ALONE: Final = _uba(
    164 * 1.4, "Pkw", "car", per="vehicle",
    assumed={
        "de": "je Person 164 g/km, mal 1,4 Personen im Auto",
        "en": "164 g/km per person, times 1.4 people in a car",
    },
)  # fmt: skip
ELECTRIC_CAR: Final = _uba(70, "Elektro-Pkw (1,4 Personen)", "electric car (1.4 people)")
BUS: Final = _uba(90, "Linienbus im Nahverkehr", "local bus")
TRAM: Final = _uba(42, "Straßen-, Stadt- und U-Bahn", "tram and underground")
REGIONAL_TRAIN: Final = _uba(44, "Eisenbahn im Nahverkehr", "regional train")
LONG_DISTANCE_TRAIN: Final = _uba(26, "Eisenbahn im Fernverkehr", "long-distance train")
BUS_AND_TRAIN: Final = _uba(
    (BUS.grams + REGIONAL_TRAIN.grams) / 2, "Bus und Bahn im Nahverkehr", "local bus and train",
    assumed={
        "de": "je zur Hälfte Linienbus (90 g) und Eisenbahn (44 g) im Nahverkehr; wer Fernzüge "
        "nimmt (26 g), verursacht weniger",
        "en": "half by local bus (90 g), half by regional train (44 g); who takes long-distance "
        "trains (26 g) causes less",
    },
)  # fmt: skip
BIKE: Final = _uba(0, "Fahrrad", "bike", source="ohne Motor")
FOOT: Final = _uba(0, "zu Fuß", "on foot", source="ohne Motor")
VAN: Final = Factor(
    grams=324,
    per="vehicle",
    names={"de": "Diesel-Transporter bis 3,5 t", "en": "diesel van up to 3.5 t"},
    source="DIN EN 16258 (3,24 kg CO₂e je Liter Diesel, mit Vorkette)",
    year=2013,
    assumed={"de": "10 Liter auf 100 km", "en": "10 litres per 100 km"},
)
"""A loaded van of the MINT-Mobil; with a logbook, take the litres that it really needs."""


@dataclass(frozen=True, kw_only=True)
class EmissionFactors:
    """Which factors to count with; ``dataclasses.replace`` makes others.

    Attributes
    ----------
    people
        Per person and km, by mode (a key of ``mintgeo.modes.MODES``).
    van
        Per km of the MINT-Mobil.

    Examples
    --------
    >>> from dataclasses import replace
    >>> mine = replace(FACTORS, people={**FACTORS.people, "transit": LONG_DISTANCE_TRAIN})
    >>> mine.of("transit").grams, FACTORS.of("transit").grams
    (26, 67.0)
    """

    people: Mapping[str, Factor] = field(
        default_factory=lambda: {"car": CAR, "transit": BUS_AND_TRAIN, "bike": BIKE, "foot": FOOT}
    )
    van: Factor = VAN

    def __post_init__(self) -> None:
        strange = [mode for mode, one in self.people.items() if one.per != "person"]
        if strange:
            raise OptionError(
                "Factors of people are per person and km, not those of {modes}.",
                modes=", ".join(strange),
            )
        if self.van.per != "vehicle":
            raise OptionError("The factor of the van is per vehicle and km.")

    def of(self, mode: str) -> Factor:
        """The factor of a mode.

        Raises
        ------
        MissingDataError
            If there is none; the text says how to give one.
        """
        if mode not in self.people:
            raise MissingDataError(
                "Nobody knows the emissions of the mode {mode}: give a Factor "
                "(factors=EmissionFactors(people={{..., {mode!r}: Factor(...)}})).",
                mode=mode,
            )
        return self.people[mode]

    def kg(self, mode: str, km: Any) -> NDArray[np.float64]:
        """Kilograms of CO2e of people who travel so many km (an array) in a mode."""
        return np.asarray(self.of(mode).kg(np.asarray(km, dtype=float)))

    def lines(self, modes: Iterable[str] = (), *, van: bool = False) -> list[str]:
        """Lines that must stand where numbers of these modes, or of the van, are shown."""
        used = [self.of(mode) for mode in modes] + ([self.van] if van else [])
        return list(dict.fromkeys(one.line() for one in used if one.grams))


FACTORS: Final = EmissionFactors()
"""The factors that are taken if no others are given."""
