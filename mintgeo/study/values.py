"""Sections of a study file: which keys they know, and what a value should be."""

from dataclasses import MISSING, fields
from datetime import date
from functools import reduce
from pathlib import Path
from reprlib import repr as short
from types import UnionType
from typing import Any, Final, get_origin, get_type_hints

from mintgeo._phrase import Phrase
from mintgeo.chapters.given import WANTED, Listed, is_listed, unknown
from mintgeo.study.faults import Fault

_NUMBERS: Final = {float, float | None}
_PLAIN: Final = {date: date, date | None: date, Path: str, Path | None: str}
"""Type of a key → type of the value in TOML."""
_WORDS: Final = {
    str: Phrase("text in quotes"), bool: Phrase("true or false"), int: Phrase("a whole number"),
    date: Phrase("a date such as 2026-11-23"), Path: Phrase("the name of a file in quotes"),
    date | None: Phrase("a date such as 2026-11-23"),
    Path | None: Phrase("the name of a file in quotes"),
}  # fmt: skip
_LARGEST: Final = 1e9


def required(kind: type) -> set[str]:
    """What a section needs."""
    return {
        one.name
        for one in fields(kind)
        if one.default is MISSING and one.default_factory is MISSING
    }


def section_faults(given: Any, kind: type, name: str) -> list[Fault]:
    """What is wrong with the keys of a section, each for itself."""
    return key_faults(given, hints(kind), needed=required(kind), name=name)


def hints(kind: type) -> dict[str, Any]:
    """Keys of a section, and the type of each."""
    types = get_type_hints(kind)
    return {one.name: types[one.name] for one in fields(kind)}


def key_faults(given: Any, known: dict[str, Any], *, needed: set[str], name: str) -> list[Fault]:
    """What is missing, unknown, or of the wrong type."""
    where = f"[{name}]"
    if not isinstance(given, dict):
        return [Fault(at=(name,), text=Phrase("{where} must be a section", where=where))]
    missing = [
        Fault(at=(name,), key=key, text=Phrase("{where} needs '{name}'", where=where, name=key),
              missing=True)
        for key in sorted(needed - set(given))
    ]  # fmt: skip
    wrong = [
        Fault(at=(name, key), key=key, text=Phrase(
            "{where} {name} = {value} should be {wanted}",
            where=where, name=key, value=short(value), wanted=_say(known[key]),
        ))
        for key, value in given.items()
        if key in known and not _fits(value, known[key])
    ]  # fmt: skip
    odd = [
        Fault(at=(name, key), key=key, text=unknown(key, known, where))
        for key in given
        if key not in known
    ]
    return [*missing, *odd, *wrong]


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
    if get_origin(kind) is UnionType:
        return reduce(lambda some, other: Phrase("{some}, or {other}", some=some, other=other),
                      map(_say, kind.__args__))  # fmt: skip
    if get_origin(kind) is list:
        return Phrase("a list ({kind} each)", kind=_say(kind.__args__[0]))
    return _WORDS.get(kind, str(kind))
