"""What a study file may say: sections and keys of the TOML, checked all at once."""

import tomllib
from dataclasses import dataclass, field, fields, replace
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from reprlib import repr as short
from typing import Any, Final, get_origin

from mintgeo._card import card
from mintgeo._door import check_file
from mintgeo._errors import InputError, OptionError
from mintgeo._limits import LIMITS
from mintgeo._schema import AREA_TYPES
from mintgeo.language import MODES, language
from mintgeo.study.attendance import Attendance


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """Where people met: an address, or better coordinates, and when."""

    name: str
    date: date
    street: str = ""
    postcode: str = ""
    place: str = ""
    lat: float | None = None
    lon: float | None = None

    def __post_init__(self) -> None:
        if (self.lat is None) != (self.lon is None):
            raise OptionError("[meeting] needs both lat and lon, or neither.")
        if self.lat is None and not (self.postcode or self.place):
            raise OptionError("[meeting] needs lat and lon, or postcode and place.")


@dataclass(frozen=True, kw_only=True)
class RouterOptions:
    """How travel times come about: ``airline``, or on the ``roads`` of an extract.

    ``spread`` is σ of log(true / estimated time) on roads: two of three true times lie within
    ± 10 %. A choice, not measured: traffic, weather and how people drive are in no extract.
    """

    kind: str = "airline"
    extract: str = ""
    modes: list[str] = field(default_factory=lambda: list(MODES))
    max_min: float = 120
    spread: float = 0.1

    def __post_init__(self) -> None:
        if self.kind not in ("airline", "roads"):
            raise OptionError(f"[router] kind must be 'airline' or 'roads', not {self.kind!r}.")
        if (self.kind == "roads") != bool(self.extract):
            raise OptionError("[router] needs an extract if, and only if, its kind is 'roads'.")
        wrong = [mode for mode in self.modes if mode not in MODES]
        if wrong or not self.modes or len(set(self.modes)) < len(self.modes):
            known = ", ".join(MODES)
            raise OptionError(f"[router] modes must be different ones of {known}: {self.modes}.")
        if not self.max_min > 0:
            raise OptionError(f"[router] max_min must be positive minutes, not {self.max_min!r}.")
        if not 0 <= self.spread <= 1:
            raise OptionError(f"[router] spread must be between 0 and 1, not {self.spread!r}.")


@dataclass(frozen=True, kw_only=True)
class CoverageOptions:
    """Which thresholds count, for whom, and what the ``area`` is called (as after "in").

    Gap areas are where people of the ``gap_areas`` need more than ``gap_minutes``: of rural areas
    only, or also of ``town`` and ``city``.
    """

    minutes: list[float] = field(default_factory=lambda: [15.0, 30.0])
    gap_minutes: float = 30
    gap_areas: list[str] = field(default_factory=lambda: ["rural"])
    within: str = ""
    area: str = "Deutschland"

    def __post_init__(self) -> None:
        numbers = [*self.minutes, self.gap_minutes]
        if not self.minutes or not all(number > 0 for number in numbers):
            raise OptionError(f"[coverage] needs positive minutes, not {numbers}.")
        if not self.gap_areas or set(self.gap_areas) - set(AREA_TYPES):
            known = ", ".join(AREA_TYPES)
            raise OptionError(f"[coverage] gap_areas must be some of {known}: {self.gap_areas}.")


@dataclass(frozen=True, kw_only=True)
class Inputs:
    """Files to read, relative to the study file.

    ``addresses`` is an address index, or an extract of OpenStreetMap to make one of.
    """

    sites: str
    participants: str = ""
    addresses: str = ""


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
            raise OptionError(f"[people] under must be a positive age, not {self.under}.")
        if (self.ages or self.under or self.gemeinden) and not self.grid:
            raise OptionError(
                "[people] ages, under and gemeinden need an official grid (grid = ...)."
            )


@dataclass(frozen=True, kw_only=True)
class Partners:
    """Places of an OpenStreetMap extract that could be won; of some categories, or of all."""

    extract: str
    categories: list[str] = field(default_factory=list)
    minutes: float = 15

    def __post_init__(self) -> None:
        if not self.minutes > 0:
            raise OptionError(f"[partners] minutes must be positive, not {self.minutes!r}.")


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
            raise OptionError(f"[outputs] {error}") from error


@dataclass(frozen=True, kw_only=True)
class Study:
    """A study file, checked."""

    name: str
    title: str
    as_of: date
    path: Path
    inputs: Inputs
    people: People
    outputs: Outputs
    router: RouterOptions
    coverage: CoverageOptions
    participation: Attendance
    meeting: Meeting | None
    partners: Partners | None

    def __post_init__(self) -> None:
        longest = max(*self.coverage.minutes, self.coverage.gap_minutes)
        if self.router.max_min < longest:
            raise OptionError(
                f"[router] max_min must be at least the longest of minutes and gap_minutes, "
                f"{longest:g}, not {self.router.max_min:g}."
            )
        if self.participation != Attendance() and not self.inputs.participants:
            raise OptionError("[participation] needs a list: participants in [inputs].")

    def resolve(self, name: str) -> Path:
        """Return a path of the study file, which is relative to the study file's folder."""
        try:
            return (self.path.parent / name).resolve()
        except (OSError, ValueError, RuntimeError) as error:
            raise InputError(f"'{name[:_LONGEST]}' is no path of a file: {error}.") from error

    def _repr_html_(self) -> str:
        """What is read, how times are computed, and which thresholds count."""
        say, router = language(), self.router
        ways = [say(MODES[mode]) for mode in router.modes]
        limits = say.listed([say.number(limit) for limit in self.coverage.minutes])
        kind = "Straßen aus OpenStreetMap" if router.kind == "roads" else "Luftlinie mit Umweg"
        return card(
            self.title,
            [
                ("Stand", say.day(self.as_of.isoformat())),
                ("Angebote", self.inputs.sites),
                ("Teilnehmende", self.inputs.participants or "keine Liste"),
                ("Wege", f"{kind}: {say.listed(ways)}"),
                ("Schwellen", f"{limits} Minuten"),
                ("Ergebnisse", self.outputs.folder),
            ],
        )

    def in_language(self, lang: str | None) -> "Study":
        """Return the study with its outputs in another language; None changes nothing."""
        return replace(self, outputs=replace(self.outputs, lang=lang)) if lang else self


_SECTIONS: Final = {
    "inputs": Inputs,
    "people": People,
    "outputs": Outputs,
    "router": RouterOptions,
    "coverage": CoverageOptions,
    "participation": Attendance,
    "meeting": Meeting,
    "partners": Partners,
}
_REQUIRED: Final = {
    "inputs": {"sites"}, "outputs": {"folder"}, "meeting": {"name", "date"},
    "partners": {"extract"},
}  # fmt: skip
_OPTIONAL: Final = frozenset({"meeting", "partners"})
_HEAD: Final = {"name": str, "title": str, "as_of": date}
_NUMBERS: Final = {float, float | None}
_LARGEST: Final = 1e9
_MOST: Final = 20
_LONGEST: Final = 60
"""How many faults a message lists, and letters of a name in it."""


def load_study(path: str | Path) -> Study:
    """Read and check a study file.

    Raises
    ------
    InputError
        If there is no such file, it is not TOML, or it says something that is unknown, missing or
        of the wrong type; the message lists all such faults of the file.
    """
    file = Path(path)
    raw = _parse(file)
    faults = _unknown(raw, {"study", *_SECTIONS}, where="sections")
    head = raw.get("study", {})
    if isinstance(head, dict):
        faults += _faults(head, _HEAD, required=set(_HEAD), where="[study]")
    else:
        faults.append("[study] must be a section")
    for name, kind in _SECTIONS.items():
        if name in raw or name in ("inputs", "outputs"):
            faults += _section_faults(raw.get(name, {}), kind, where=f"[{name}]")
    if faults:
        more = f"; and {len(faults) - _MOST} more" if len(faults) > _MOST else ""
        raise InputError(f"{file.name}: " + "; ".join(faults[:_MOST]) + f"{more}.")
    try:
        parts = {name: kind(**raw.get(name, {})) for name, kind in _SECTIONS.items()
                 if name not in _OPTIONAL or name in raw}  # fmt: skip
        return Study(**head, path=file.resolve(), **{**dict.fromkeys(_OPTIONAL), **parts})
    except OptionError as error:
        raise InputError(f"{file.name}: {error}") from error


def _parse(file: Path) -> dict[str, Any]:
    check_file(file, most=LIMITS.text_bytes, hint="; a study file (.toml) is needed")
    try:
        return tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise InputError(f"{file.name} is not a TOML file: {str(error)[:200]}.") from error


def _section_faults(given: Any, kind: type, *, where: str) -> list[str]:
    if not isinstance(given, dict):
        return [f"{where} must be a section"]
    known = {one.name: one.type for one in fields(kind)}
    needed = _REQUIRED.get(where.strip("[]"), set())
    return _faults(given, known, required=needed, where=where)


def _faults(
    given: dict[str, Any], known: dict[str, Any], *, required: set[str], where: str
) -> list[str]:
    missing = [f"{where} needs '{name}'" for name in sorted(required - set(given))]
    wrong = [
        f"{where} {name} = {short(value)} should be {_say(known[name])}"
        for name, value in given.items()
        if name in known and not _fits(value, known[name])
    ]
    return [*missing, *_unknown(given, set(known), where=where), *wrong]


def _unknown(given: dict[str, Any], known: set[str], *, where: str) -> list[str]:
    faults = []
    for name in (key[:_LONGEST] for key in given):
        if name not in known:
            near = get_close_matches(name, sorted(known), n=1)
            hint = f", perhaps '{near[0]}'?" if near else f"; known: {', '.join(sorted(known))}"
            faults.append(f"{where}: '{name}' is unknown{hint}")
    return faults


def _fits(value: Any, kind: Any) -> bool:
    if kind in _NUMBERS:
        return isinstance(value, int | float) and not isinstance(value, bool) and _small(value)
    if get_origin(kind) is list:
        (inner,) = kind.__args__
        return isinstance(value, list) and all(_fits(one, inner) for one in value)
    return type(value) is kind and (_small(value) if kind is int else True)


def _small(value: float) -> bool:
    """Whether it is a number that anything here can be: no NaN, nothing endless."""
    return abs(value) <= _LARGEST


def _say(kind: Any) -> str:
    if kind in _NUMBERS:
        return "a number"
    if get_origin(kind) is list:
        return f"a list ({_say(kind.__args__[0])} each)"
    return {
        str: "text in quotes",
        bool: "true or false",
        int: "a whole number",
        date: "a date such as 2026-11-23",
    }.get(kind, str(kind))
