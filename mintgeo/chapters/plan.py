"""A study, as its file says it: the sections that every study has, and those of the chapters."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, Final, TypeVar, cast

from mintgeo._card import card
from mintgeo._curves import CURVES
from mintgeo._errors import InputError, OptionError
from mintgeo._schema import AREA_TYPES
from mintgeo.chapters.given import Listed, ListFiles
from mintgeo.chapters.routers import ROUTERS, RouterKind
from mintgeo.germany.within import Area, area_of
from mintgeo.language import MODES, language

Options = TypeVar("Options")
_LONGEST: Final = 60
"""So many letters of a name a message quotes."""


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


@dataclass(frozen=True, kw_only=True)
class Study:
    """A study file, checked.

    Attributes
    ----------
    sections
        Options of chapters by their type, of those whose section stands in the file.
    way
        Options that only its kind of router has; by default those that it has by itself.
    """

    name: str
    title: str
    as_of: date
    path: Path
    inputs: Inputs
    people: People
    outputs: Outputs
    router: RouterOptions
    coverage: CoverageOptions
    sections: Mapping[type, Any] = field(default_factory=dict)
    way: Any = None

    def __post_init__(self) -> None:
        if self.way is None:
            object.__setattr__(self, "way", self.routing.options())
        longest = max(*self.coverage.minutes, self.coverage.gap_minutes)
        if self.router.max_min < longest:
            raise OptionError(
                "[router] max_min must be at least the longest of minutes and gap_minutes, "
                "{longest:g}, not {max_min:g}.",
                longest=longest,
                max_min=self.router.max_min,
            )

    @property
    def mode(self) -> str:
        """The way to travel that stands for all where only one is said."""
        return self.router.modes[0]

    @property
    def routing(self) -> RouterKind[Any]:
        """The kind of its router."""
        return ROUTERS[self.router.kind]

    def routing_of(self, mode: str) -> RouterKind[Any]:
        """The kind of the router of a mode: the study's own, or one beside it."""
        own = self.routing
        return own if mode in own.modes else ROUTERS.beside(mode)[0]

    def beside(self) -> list[RouterKind[Any]]:
        """Kinds that go beside its own, for the modes that it can't do."""
        kinds = (self.routing_of(mode) for mode in self.router.modes)
        return [kind for kind in dict.fromkeys(kinds) if kind.beside is not None]

    @cached_property
    def within(self) -> Area | None:
        """Where the study looks; None for everywhere.

        Raises
        ------
        OptionError, UnknownRegionError, InputError, CrsError
            As of ``area_of``; or if there is more than one file of polygons.
        """
        asked = self.coverage.within
        area = None if asked == "" else area_of(asked, folder=self.path.parent)
        if area is not None and len(area.files) > 1:
            raise OptionError("[coverage] within takes one file of polygons; join them into one.")
        return area

    def section(self, kind: type[Options]) -> Options | None:
        """Return the options of a chapter, or None if the file has no such section."""
        return cast("Options | None", self.sections.get(kind))

    def resolve(self, name: str) -> Path:
        """Return a path of the study file, which is relative to the study file's folder."""
        return beside(self.path, name)

    def _repr_html_(self) -> str:
        """What is read, how times are computed, and which thresholds count."""
        say, router = language(), self.router
        ways = [say(MODES[mode]) for mode in router.modes]
        limits = say.listed([say.limit(limit) for limit in self.coverage.minutes])
        kind = say(self.routing.title)
        return card(
            self.title,
            [
                ("Stand", say.day(self.as_of.isoformat())),
                ("Angebote", ", ".join(self.inputs.files("sites").paths) or "keine Liste"),
                (
                    "Teilnehmende",
                    ", ".join(self.inputs.files("participants").paths) or "keine Liste",
                ),
                ("Wege", f"{kind}: {say.listed(ways)}"),
                ("Schwellen", f"{limits} Minuten"),
                ("Ergebnisse", self.outputs.folder),
            ],
        )

    def in_language(self, lang: str | None) -> "Study":
        """Return the study with its outputs in another language; None changes nothing."""
        return replace(self, outputs=replace(self.outputs, lang=lang)) if lang else self


def beside(file: Path, name: str) -> Path:
    """A path that stands in a file, relative to the folder of that file.

    Raises
    ------
    InputError
        If there can be no such path.
    """
    try:
        return (file.parent / name).resolve()
    except (OSError, ValueError, RuntimeError) as error:
        raise InputError(
            "'{name}' is no path of a file: {error}.", name=name[:_LONGEST], error=error
        ) from error


SECTIONS: Final[Mapping[str, type]] = {
    "inputs": Inputs,
    "people": People,
    "outputs": Outputs,
    "router": RouterOptions,
    "coverage": CoverageOptions,
}
"""What every study has; ``inputs`` and ``outputs`` must stand in its file."""
