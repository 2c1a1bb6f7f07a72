"""Reading single tags of OpenStreetMap: speeds, measures, durations, values per direction."""

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Final

Tags = Mapping[str, str]
Directed = tuple[str | None, str | None]
"""Values along the way and against it."""

MILE_KM: Final = 1.609
"""OSRM lib/measure.lua."""
_INCH_M: Final = 0.0254
_POUND_KG: Final = 0.45359237
_NUMBER: Final = re.compile(r"\d+\.?\d*")
_ZONE: Final = re.compile(r"de:(?:zone:?)?(\d+)")
_CLOCK: Final = re.compile(r"(?:(\d+):)?(\d+)(?::(\d+))?")
_ISO: Final = re.compile(
    r"P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?", re.IGNORECASE
)


def first(tags: Tags, keys: Iterable[str]) -> str | None:
    """Value of the first key that is there."""
    return next((tags[key] for key in keys if key in tags), None)


def directed(tags: Tags, keys: Iterable[str]) -> Directed:
    """Values per direction, earlier keys before later ones, ``key:forward`` before ``key``."""
    forward = backward = None
    for key in keys:
        common = tags.get(key)
        forward = forward or tags.get(f"{key}:forward") or common
        backward = backward or tags.get(f"{key}:backward") or common
    return forward, backward


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
    digits = re.match(r"\d+", value) if value else None
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
    inches = re.search(r"\d+", value.partition("'")[2])
    return (size * 12 + (int(inches[0]) if inches else 0)) * _INCH_M


def kilograms(value: str | None) -> float | None:
    """Kilograms of ``7.5`` (tonnes), ``800 kg`` or ``4000 lbs``."""
    found = _NUMBER.search(value.replace(",", ".")) if value else None
    if value is None or found is None:
        return None
    factor = _POUND_KG if "lbs" in value else 1.0 if "kg" in value else 1000.0
    return float(found[0]) * factor


def seconds(value: str | None) -> float:
    """Seconds of ``00:20``, ``1:30:00``, ``20`` (minutes) or ``PT20M``; 0 if it says nothing."""
    if not value:
        return 0.0
    clock = _CLOCK.fullmatch(value)
    if clock:
        hours, minutes, rest = (int(part or 0) for part in clock.groups())
        return max(hours * 3600.0 + minutes * 60.0 + rest, 1.0)
    iso = _ISO.fullmatch(value)
    if not iso or not any(iso.groups()):
        return 0.0
    weeks, days, hours, minutes, rest = (int(part or 0) for part in iso.groups())
    return max((((weeks * 7 + days) * 24 + hours) * 60 + minutes) * 60.0 + rest, 1.0)
