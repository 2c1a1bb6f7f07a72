"""A study, as its file says it: the sections that every study has, and those of the chapters."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, Final, TypeVar, cast

from mintgeo._card import card
from mintgeo._errors import InputError, OptionError
from mintgeo.chapters.basics import CoverageOptions, Inputs, Outputs, People, RouterOptions
from mintgeo.chapters.routers import ROUTERS, RouterKind
from mintgeo.germany.within import Area, area_of
from mintgeo.language import MODES, language

Options = TypeVar("Options")
_LONGEST: Final = 60
"""So many letters of a name a message quotes."""


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
