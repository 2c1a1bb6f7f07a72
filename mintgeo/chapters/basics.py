"""The sections that every study has, and what each of them refuses."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from mintgeo._curves import CURVES
from mintgeo._errors import OptionError
from mintgeo._schema import AREA_TYPES
from mintgeo.chapters.given import Listed, ListFiles
from mintgeo.chapters.routers import ROUTERS
from mintgeo.language import MODES, language


@dataclass(frozen=True, kw_only=True)
class RouterOptions:
    """How travel times come about: by a kind of router, such as ``airline`` or ``roads``.

    What further options there are depends on the kind (see ``chapters/routers``).
    """

    kind: str = "airline"
    modes: list[str] = field(default_factory=lambda: list(CURVES))
    max_min: float = 120

    def __post_init__(self) -> None:
        further = [mode for kind in ROUTERS.beside() for mode in kind.modes]
        possible = tuple(dict.fromkeys([*ROUTERS.named(self.kind).modes, *further]))
        wrong = [mode for mode in self.modes if mode not in possible or mode not in MODES]
        if wrong or not self.modes or len(set(self.modes)) < len(self.modes):
            known = ", ".join(possible)
            raise OptionError(
                "[router] modes must be different ones of {known}: {modes}.",
                known=known,
                modes=self.modes,
            )
        if not self.max_min > 0:
            raise OptionError(
                "[router] max_min must be positive minutes, not {max_min!r}.", max_min=self.max_min
            )


@dataclass(frozen=True, kw_only=True)
class CoverageOptions:
    """Which thresholds count, for whom, and what the ``area`` is called ("im Wendland").

    ``within`` says where to look: names or keys of regions, or a file of polygons (see
    ``mintgeo.germany.within.area_of``). Unless it is said, the area has the name of the regions
    that its people live in; a name without a preposition stands after "in".

    Gap areas are where people of the ``gap_areas`` need more than ``gap_minutes``: of rural areas
    only, or also of ``town`` and ``city``.
    """

    minutes: list[float] = field(default_factory=lambda: [15.0, 30.0])
    gap_minutes: float = 30
    gap_areas: list[str] = field(default_factory=lambda: ["rural"])
    within: str | int | list[str | int] = ""
    area: str = ""

    def __post_init__(self) -> None:
        if not self.minutes or not all(number > 0 for number in (*self.minutes, self.gap_minutes)):
            raise OptionError(
                "[coverage] needs positive minutes and gap_minutes, not {minutes} and "
                "{gap_minutes:g}.",
                minutes=self.minutes,
                gap_minutes=self.gap_minutes,
            )
        if len(set(self.minutes)) < len(self.minutes):
            raise OptionError(
                "[coverage] minutes must be different ones: {minutes}.", minutes=self.minutes
            )
        if not self.gap_areas or set(self.gap_areas) - set(AREA_TYPES):
            known = ", ".join(AREA_TYPES)
            raise OptionError(
                "[coverage] gap_areas must be some of {known}: {gap_areas}.",
                known=known,
                gap_areas=self.gap_areas,
            )


@dataclass(frozen=True, kw_only=True)
class Inputs:
    """Files to read, relative to the study file.

    There must be a list: ``sites``, ``participants``, or both. A list is a path, several paths, or
    a table with ``path``, ``sheet`` and ``columns``. ``addresses`` is an address index, or an
    extract of OpenStreetMap to make one of. ``borders`` are official ones (BKG), of which maps take
    the Gemeinden; ``districts`` are areas of your own, whose names stand in the column
    ``district_names``.
    ``corrections`` is what somebody has decided on maps of the lists: a file, or several.
    """

    sites: Listed = ""
    participants: Listed = ""
    addresses: str = ""
    corrections: Listed = ""
    borders: str = ""
    districts: str = ""
    district_names: str = ""

    def __post_init__(self) -> None:
        if not any(self.files(name).paths for name in ("sites", "participants")):
            raise OptionError(
                "[inputs] needs a list: sites (offers), participants, or both; without one there "
                "is nothing to study."
            )
        if isinstance(self.corrections, dict):
            raise OptionError(
                "[inputs] corrections is one path, or several in brackets, without sheets and "
                "columns."
            )
        if self.district_names and not self.districts:
            raise OptionError("[inputs] district_names needs a layer (districts = ...).")

    def files(self, name: str) -> ListFiles:
        """The files of ``sites``, ``participants`` or ``corrections``; none if it has no such."""
        return ListFiles.of(getattr(self, name), where=f"[inputs] {name}")


@dataclass(frozen=True, kw_only=True)
class People:
    """Who is counted: by default all people of the embedded points.

    ``cell`` chooses the grid of a published ZIP; ``gemeinden`` are borders that say which Gemeinde
    a cell of the grid lies in.
    """

    grid: str = ""
    ages: str = ""
    under: int = 0
    cell: str = "1km"
    gemeinden: str = ""

    def __post_init__(self) -> None:
        if self.under < 0:
            raise OptionError(
                "[people] under must be a positive age, not {under}.", under=self.under
            )
        if (self.ages or self.under or self.gemeinden) and not self.grid:
            raise OptionError(
                "[people] ages, under and gemeinden need an official grid (grid = ...)."
            )


@dataclass(frozen=True, kw_only=True)
class Outputs:
    """Where the results go, relative to the study file.

    ``public`` adds the variant to publish; ``for_print`` adds figures, a PDF and layers for a GIS;
    ``lang`` is the language of all of them.
    """

    folder: str
    public: bool = False
    for_print: bool = False
    lang: str = "de"

    def __post_init__(self) -> None:
        try:
            language(self.lang)
        except OptionError as error:
            raise OptionError("[outputs] {error}", error=error) from error


SECTIONS: Final[Mapping[str, type]] = {
    "inputs": Inputs,
    "people": People,
    "outputs": Outputs,
    "router": RouterOptions,
    "coverage": CoverageOptions,
}
"""What every study has; ``inputs`` and ``outputs`` must stand in its file."""
