"""Reading single tags of OpenStreetMap: speeds, measures, durations, values per direction."""

import re
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from itertools import pairwise
from typing import Final

Tags = Mapping[str, str]
Directed = tuple[str | None, str | None]
"""Values along the way and against it."""

MILE_KM: Final = 1.609
"""OSRM lib/measure.lua."""
_INCH_M: Final = 0.0254
_POUND_KG: Final = 0.45359237
_NUMBER: Final = re.compile(r"\d+\.?\d*")
_WHOLE: Final = re.compile(r"\d+")
_ZONE: Final = re.compile(r"de:(?:zone:?)?(\d+)")
_CLOCK: Final = re.compile(r"(\d+):(\d\d?)(?::(\d\d?))?(?:h|hrs?|hours?|std|stunden?|uhr)?")
_ISO: Final = re.compile(
    r"p(?:(\d+\.?\d*)w)?(?:(\d+\.?\d*)d)?"
    r"(?:t(?:(\d+\.?\d*)h)?(?:(\d+\.?\d*)m)?(?:(\d+\.?\d*)s)?)?"
)
_SECONDS_OF: Final = {
    604_800: ("w", "week", "weeks"),
    86_400: ("d", "day", "days", "tag", "tage"),
    3600: ("h", "hr", "hrs", "hour", "hours", "std", "stunde", "stunden"),
    60: ("", "m", "min", "mins", "minute", "minutes", "minuten", "'"),
    1: ("s", "sec", "secs", "second", "seconds", "sek", "sekunde", "sekunden", '"', "''"),
}
_UNITS: Final = {name: size for size, names in _SECONDS_OF.items() for name in names}
_PART: Final = re.compile(r"(\d+\.?\d*|\.\d+)(\'{1,2}|\"|[a-z]*)")
_LOOSE: Final = re.compile(r"\s+|(?<=[a-z])\.|^(?:ca|approx|about|~|\u2248)\.?")
_LONGEST: Final = 40
"""A value of more letters is no duration."""
_LONGEST_S: Final = 366 * 86_400
"""Seconds that nothing on a road or ferry takes: the tag says something else."""


def first(tags: Tags, keys: Iterable[str]) -> str | None:
    """Value of the first key that is there."""
    for key in keys:
        if key in tags:
            return tags[key]
    return None


def directed(tags: Tags, keys: tuple[str, ...]) -> Directed:
    """Values per direction, earlier keys before later ones, ``key:forward`` before ``key``."""
    if _with_directions(keys).isdisjoint(tags):
        return None, None
    forward = backward = None
    for key in keys:
        common = tags.get(key)
        forward = forward or tags.get(f"{key}:forward") or common
        backward = backward or tags.get(f"{key}:backward") or common
    return forward, backward


@lru_cache
def _with_directions(keys: tuple[str, ...]) -> frozenset[str]:
    return frozenset(f"{key}{end}" for key in keys for end in ("", ":forward", ":backward"))


def most_open(value: str | None, ladder: Iterable[Collection[str]]) -> str | None:
    """Of values separated by semicolons, the one found first on a ladder of sets."""
    if value is None or ";" not in value:
        return value
    parts = [part.strip() for part in value.split(";") if part.strip()]
    for rung in ladder:
        for part in parts:
            if part in rung:
                return part
    return parts[0] if parts else value


def leading_kmh(value: str | None) -> float | None:
    """Speed that a value begins with: ``50``, ``30 mph``."""
    digits = _WHOLE.match(value) if value else None
    if value is None or digits is None:
        return None
    factor = MILE_KM if "mph" in value or "mp/h" in value else 1.0
    return int(digits[0]) * factor


def zone_kmh(value: str) -> float | None:
    """Speed of a German zone: ``DE:zone:30``, ``DE:zone30``, ``DE:30``."""
    found = _ZONE.fullmatch(value.lower())
    return float(found[1]) if found else None


def metres(value: str | None) -> float | None:
    """Metres of ``2.5``, ``2,5 m`` or ``6'7"``."""
    found = _NUMBER.search(value.replace(",", ".")) if value else None
    if value is None or found is None:
        return None
    size = float(found[0])
    if "'" not in value:
        return size
    inches = _WHOLE.search(value.partition("'")[2])
    return (size * 12 + (int(inches[0]) if inches else 0)) * _INCH_M


def kilograms(value: str | None) -> float | None:
    """Kilograms of ``7.5`` (tonnes), ``800 kg`` or ``4000 lbs``."""
    found = _NUMBER.search(value.replace(",", ".")) if value else None
    if value is None or found is None:
        return None
    factor = _POUND_KG if "lbs" in value else 1.0 if "kg" in value else 1000.0
    return float(found[0]) * factor


def seconds(value: str | None) -> float:
    """Seconds of a duration in any usual form; 0 if it says nothing.

    ``00:20``, ``1:30:00``, ``20`` (minutes), ``PT1H20M``, ``90 min``, ``1 h 30 min``, ``1.5 h``.
    """
    text = (value or "").partition(";")[0].lower().replace(",", ".")
    if len(text) > _LONGEST:
        return 0.0
    text = _LOOSE.sub("", _LOOSE.sub("", text.strip()))
    if clock := _CLOCK.fullmatch(text):
        return _sum(clock.groups(), (3600, 60, 1))
    if (iso := _ISO.fullmatch(text)) and any(iso.groups()):
        return _sum(iso.groups(), tuple(_SECONDS_OF))
    parts = _PART.findall(text)
    if "".join(number + unit for number, unit in parts) != text:
        return 0.0
    sizes = [_UNITS.get(unit, 0) for _, unit in parts]
    falling = all(a > b for a, b in pairwise(sizes)) and 0 not in sizes
    return _sum([number for number, _ in parts], sizes) if falling else 0.0


def _sum(numbers: Iterable[str | None], sizes: Iterable[int]) -> float:
    total = sum(float(number or 0) * size for number, size in zip(numbers, sizes, strict=True))
    return total if total < _LONGEST_S else 0.0
