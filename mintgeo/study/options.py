"""What a study file may say: sections and keys of the TOML, checked all at once."""

import tomllib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import MISSING, fields
from datetime import date
from pathlib import Path
from reprlib import repr as short
from types import UnionType
from typing import Any, Final, get_origin, get_type_hints

from mintgeo._door import check_file
from mintgeo._errors import InputError, OptionError, UnknownRegionError
from mintgeo._limits import LIMITS
from mintgeo._phrase import Phrase, phrases
from mintgeo.chapters import Study, registered
from mintgeo.chapters.given import WANTED, Listed, is_listed, unknown
from mintgeo.chapters.plan import SECTIONS, RouterOptions, beside
from mintgeo.chapters.routers import ROUTERS, files_of
from mintgeo.language import LANGUAGES

_HEAD: Final = {"name": str, "title": str, "as_of": date}
_NEEDED: Final = frozenset({"inputs", "outputs"})
_NUMBERS: Final = {float, float | None}
_FILES: Final = {Path, Path | None}
_DATES: Final = {date, date | None}
_PLAIN: Final = dict.fromkeys(_DATES, date) | dict.fromkeys(_FILES, str)
"""What a file says of dates and of names of files."""
_LARGEST: Final = 1e9
_MOST: Final = 20
"""How many faults a message lists."""


def sections() -> dict[str, type]:
    """Every section of a study file but the first, with its options."""
    chapters = {one.name: one.section for one in registered() if one.section is not None}
    return {**SECTIONS, **chapters}


def required(kind: type) -> set[str]:
    """What a section needs."""
    return {
        one.name
        for one in fields(kind)
        if one.default is MISSING and one.default_factory is MISSING
    }


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
    known = sections()
    faults = _unknown(raw, {"study", *known}, where=Phrase("sections"))
    head = raw.get("study", {})
    if isinstance(head, dict):
        faults += _faults(head, _HEAD, required=set(_HEAD), where="[study]")
    else:
        faults.append(Phrase("{where} must be a section", where="[study]"))
    for name, kind in known.items():
        if name in raw or name in _NEEDED:
            given, where = raw.get(name, {}), f"[{name}]"
            if kind is RouterOptions and isinstance(given, dict):
                faults += _router_faults(given, where=where)
            else:
                faults += _section_faults(given, kind, where=where)
    if faults:
        more = [Phrase("and {n} more", n=len(faults) - _MOST)] if len(faults) > _MOST else []
        raise InputError(
            "{file}: {faults}.", file=file.name, faults=phrases([*faults[:_MOST], *more], "; ")
        )
    try:
        raw["router"], way = parted(raw.get("router", {}), file.resolve())
        parts = {name: kind(**raw.get(name, {})) for name, kind in SECTIONS.items()}
        further = {
            kind: kind(**raw[name]) for name, kind in known.items() if name in set(raw) - set(parts)
        }
        plan = Study(**head, path=file.resolve(), sections=further, way=way, **parts)
        for chapter in registered():
            chapter.check(plan)
    except (OptionError, UnknownRegionError) as error:
        raise InputError("{file}: {error}", file=file.name, error=error) from error
    return plan


def language_of(path: str | Path) -> str:
    """The language of a study's results; German where the file does not say it, or can't."""
    with suppress(InputError):
        said = _parse(Path(path)).get("outputs")
        lang = said.get("lang") if isinstance(said, dict) else None
        if lang in LANGUAGES:
            return str(lang)
    return LANGUAGES[0]


def _parse(file: Path) -> dict[str, Any]:
    check_file(file, most=LIMITS.text_bytes, hint=Phrase("; a study file (.toml) is needed"))
    try:
        return tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise InputError(
            "{file} is not a TOML file: {error}.", file=file.name, error=str(error)[:200]
        ) from error


def _router_faults(given: dict[str, Any], *, where: str) -> list[str]:
    """What is wrong with a section whose options depend on the kind of router that it names."""
    common, key = _hints(RouterOptions), given.get("kind", RouterOptions.kind)
    if not isinstance(key, str) or key not in ROUTERS:
        own = {name: value for name, value in given.items() if name in common}
        if isinstance(key, str):
            return [ROUTERS.without(key), *_faults(own, common, required=set(), where=where)]
        return _faults(own, common, required=set(), where=where)
    options = ROUTERS[key].options
    owners = {name: one.key for one in ROUTERS.values() for name in _hints(one.options)}
    strange = [name for name in given if name in owners and name not in _hints(options)]
    known = {name: value for name, value in given.items() if name not in strange}
    return [
        *(f"{where} {name} belongs to kind = '{owners[name]}', not '{key}'" for name in strange),
        *_faults(known, {**common, **_hints(options)}, required=required(options), where=where),
    ]


def parted(given: Mapping[str, Any], file: Path) -> tuple[dict[str, Any], Any]:
    """What ``[router]`` says of every kind of router, and the options of its own kind.

    Raises
    ------
    OptionError
        If one of these is out of bounds.
    """
    kind = ROUTERS.named(given.get("kind", RouterOptions.kind))
    hints, files = _hints(kind.options), files_of(kind.options)
    common = {name: value for name, value in given.items() if name not in hints}
    own = {
        name: beside(file, value) if name in files else value
        for name, value in given.items() if name in hints
    }  # fmt: skip
    return {"modes": list(kind.modes), **common}, kind.options(**own)


def _section_faults(given: Any, kind: type, *, where: str) -> list[str]:
    if not isinstance(given, dict):
        return [Phrase("{where} must be a section", where=where)]
    return _faults(given, _hints(kind), required=required(kind), where=where)


def _hints(kind: type) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {one.name: hints[one.name] for one in fields(kind)}


def _faults(
    given: dict[str, Any], known: dict[str, Any], *, required: set[str], where: str
) -> list[str]:
    missing: list[str] = [
        Phrase("{where} needs '{name}'", where=where, name=name)
        for name in sorted(required - set(given))
    ]
    wrong: list[str] = [
        Phrase(
            "{where} {name} = {value} should be {wanted}",
            where=where,
            name=name,
            value=short(value),
            wanted=_say(known[name]),
        )
        for name, value in given.items()
        if name in known and not _fits(value, known[name])
    ]
    return [*missing, *_unknown(given, set(known), where=where), *wrong]


def _unknown(given: dict[str, Any], known: set[str], *, where: str) -> list[str]:
    return [unknown(name, known, where) for name in given if name not in known]


def _fits(value: Any, kind: Any) -> bool:
    if kind == Listed:
        return is_listed(value)
    if kind in _NUMBERS:
        return isinstance(value, int | float) and not isinstance(value, bool) and _small(value)
    if kind in _PLAIN:
        return type(value) is _PLAIN[kind]
    if get_origin(kind) is UnionType:
        return any(_fits(value, one) for one in kind.__args__)
    if get_origin(kind) is list:
        (inner,) = kind.__args__
        return isinstance(value, list) and all(_fits(one, inner) for one in value)
    return type(value) is kind and (_small(value) if kind is int else True)


def _small(value: float) -> bool:
    """Whether it is a number that anything here can be: no NaN, nothing endless."""
    return abs(value) <= _LARGEST


def _say(kind: Any) -> str:
    if kind == Listed:
        return WANTED
    if kind in _NUMBERS:
        return Phrase("a number")
    if kind in _DATES:
        return Phrase("a date such as 2026-11-23")
    if get_origin(kind) is UnionType:
        return phrases(map(_say, kind.__args__), Phrase(", or "))
    if get_origin(kind) is list:
        return Phrase("a list ({kind} each)", kind=_say(kind.__args__[0]))
    return {
        str: Phrase("text in quotes"),
        Path: Phrase("the name of a file in quotes"),
        Path | None: Phrase("the name of a file in quotes"),
        bool: Phrase("true or false"),
        int: Phrase("a whole number"),
    }.get(kind, str(kind))
