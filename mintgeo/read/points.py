"""Coordinates in one cell, in the notations in which maps and offices give them → degrees."""

import json
import re
from typing import Any, Final
from urllib.parse import unquote

from pyproj.exceptions import ProjError

from mintgeo._crs import way

_N: Final = r"[+-]?\d{1,3}(?:[.,]\d+)?"
_WKT: Final = re.compile(
    r"(?:SRID\s*=\s*(?P<srid>\d+)\s*;\s*)?POINT\s*(?:Z|M|ZM)?\s*\(\s*(?P<x>[+-]?[\d.]+)[\s,]+(?P<y>[+-]?[\d.]+)"
    r"(?:[\s,]+[+-]?[\d.]+){0,2}\s*\)",
    re.IGNORECASE,
)
_GEO: Final = re.compile(rf"geo:\s*({_N})\s*,\s*({_N})(?:[,;?].*)?", re.IGNORECASE)
_LINKS: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"!3d({_N})!4d({_N})",
        rf"[?&]mlat=({_N})&(?:amp;)?mlon=({_N})",
        rf"[?&](?:lat|latitude)=({_N})&(?:amp;)?(?:lon|lng|longitude)=({_N})",
        (
            rf"[?&#/](?:q|query|ll|sll|cp|center|destination|daddr|loc|coords|pin)"
            rf"[=:](?:loc:)?\s*({_N})\s*[,~+ ]\s*({_N})"
        ),
        rf"/(?:place|search|dir)/(?:[^/]*/)*({_N})\s*,\s*\+?({_N})",
        rf"@({_N}),({_N})",
        rf"#map=\d+(?:\.\d+)?/({_N})/({_N})",
        rf"#\d+(?:\.\d+)?/({_N})/({_N})",
    )
)
_LABEL: Final = re.compile(
    r"(?:lat(?:itude)?|long?(?:itude)?|lng|breite|länge|breitengrad|längengrad|koordinaten?|gps|"
    r"coordinates?|position|geo|punkt|nord|ost|x|y)\.?\s*[:=]?\s*(?=[\s\d+:=,;/(-]|$)",
    re.IGNORECASE,
)
_ANGLE: Final = re.compile(
    r"(?P<before>[NSEOW])?\s*(?P<sign>[+-])?(?P<d>\d{1,3}(?:[.,]\d+)?)\s*(?:(?:[°º˚d]\s*|\s+)"
    r"(?:(?P<m>\d{1,2}(?:[.,]\d+)?)\s*(?:['’′´`]|min|(?=\s|$|[NSEOW]))\s*"
    r"(?:(?P<s>\d{1,2}(?:[.,]\d+)?)\s*(?:[\"”″“]|''|’’|′′|´´|sec|s)?\s*)?)?)?(?P<after>[NSEOW])?",
    re.IGNORECASE,
)
_UTM: Final = re.compile(
    r"(?:UTM[\s:]*)?(?:zone\s*)?(?P<zone>3[123])\s*(?P<band>[TUVN])?[\s,;:]*(?:E|O|R|RW|Ost)?[\s:=]*"
    r"(?P<x>\d{6}(?:[.,]\d+)?)\s*(?:m?E|m)?[\s,;/]+(?:N|H|HW|Nord)?[\s:=]*(?P<y>5\d{6}(?:[.,]\d+)?)\s*(?:m?N|m)?",
    re.IGNORECASE,
)
_FLAT: Final = re.compile(rf"({_N})\s*(?:[;/|\s]|,\s)\s*({_N})")
_POINTS: Final = re.compile(r"([+-]?\d{1,3}(?:\.\d+)?)\s*,\s*([+-]?\d{1,3}(?:\.\d+)?)")
_COMMAS: Final = re.compile(r"([+-]?\d{1,3},\d+)\s*,\s*([+-]?\d{1,3},\d+)")
_LONGEST: Final = 2_000
_WEST: Final = frozenset("SW")
_HALF, _WHOLE = 60, 360


def point_of(text: str) -> tuple[float, float] | None:
    """Latitude and longitude that a cell names; None where it names no two.

    Two numbers without letters are taken in their order; ``coordinates`` swaps those of Germany.

    Examples
    --------
    >>> point_of("53,5 / 13,2"), point_of("(53.5°, 13.2°)"), point_of("POINT (13.2 53.5)")
    ((53.5, 13.2), (53.5, 13.2), (53.5, 13.2))
    >>> point_of("N 53° 30' E 13° 12'"), point_of("https://www.google.com/maps/@53.5,13.2,15z")
    ((53.5, 13.2), (53.5, 13.2))
    """
    text = " ".join(text[:_LONGEST].split())
    for reader in (_of_wkt, _of_link, _of_json, _of_utm, _of_numbers, _of_angles):
        found = reader(text)
        if found is not None:
            lat, lon = found
            return (lat, lon) if abs(lat) <= 180 and abs(lon) <= 180 else None  # noqa: PLR2004
    return None


def angle_of(text: str) -> float | None:
    """One angle in degrees, such as "53° 33' N" and "53,56°"; None where the text is none.

    Examples
    --------
    >>> angle_of("53° 30' N"), angle_of("13,2° O"), angle_of("Nord")
    (53.5, 13.2, None)
    """
    match = _ANGLE.fullmatch(" ".join(text[:_LONGEST].split()))
    return None if match is None else _degrees(match)


def _of_wkt(text: str) -> tuple[float, float] | None:
    match = _WKT.fullmatch(text)
    if match is None or match["srid"] not in (None, "4326", "4258"):
        return None
    x, y = _float(match["x"]), _float(match["y"])
    return None if x is None or y is None else (y, x)


def _of_link(text: str) -> tuple[float, float] | None:
    geo = _GEO.fullmatch(text)
    if geo is not None:
        return _pair(geo[1], geo[2])
    if "://" not in text and not text.startswith("www."):
        return None
    plain = unquote(text)
    found = next((match for link in _LINKS if (match := link.search(plain))), None)
    return None if found is None else _pair(found[1], found[2])


def _of_json(text: str) -> tuple[float, float] | None:
    if not text.startswith("{"):
        return None
    try:
        said: Any = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(said, dict):
        return None
    lower = {str(key).casefold(): value for key, value in said.items()}
    at = lower.get("coordinates")
    if isinstance(at, list) and len(at) > 1:
        lat, lon = at[1], at[0]
    else:
        lat = lower.get("lat", lower.get("latitude"))
        lon = lower.get("lon", lower.get("lng", lower.get("longitude")))
    return _pair(str(lat), str(lon))


def _of_utm(text: str) -> tuple[float, float] | None:
    match = _UTM.fullmatch(text)
    if match is None:
        return None
    x, y = _float(match["x"]), _float(match["y"])
    try:
        to = way(f"EPSG:258{match['zone']}", "EPSG:4326")
        lon, lat = to.transform(x, y)
    except ProjError:
        return None
    return (round(float(lat), 7), round(float(lon), 7))


def _of_numbers(text: str) -> tuple[float, float] | None:
    named = re.sub(r"\(?\s*wgs[\s-]?84\s*\)?", " ", text, flags=re.IGNORECASE)
    bare = re.sub(r"[°º˚()\[\]{}\"]", " ", _LABEL.sub(" ", named)).strip(" ,;:/")
    for pattern in (_POINTS, _COMMAS, _FLAT):
        match = pattern.fullmatch(bare)
        if match is not None:
            return _pair(match[1], match[2])
    return None


def _of_angles(text: str) -> tuple[float, float] | None:
    """Two angles of which letters may say which is which."""
    rest = text.strip("()[] ")
    first = _ANGLE.match(rest)
    if first is None:
        return None
    if first["before"] is None and first["after"] is None and "°" not in first[0]:
        return None
    second = _ANGLE.fullmatch(rest[first.end() :].strip(" ,;/|\n"))
    if second is None:
        return None
    one, two = _degrees(first), _degrees(second)
    letters = [str(match["before"] or match["after"] or "").upper() for match in (first, second)]
    east = [letter in ("E", "O", "W") and letter != "" for letter in letters]
    if one is None or two is None:
        return None
    return (two, one) if east[0] and not east[1] else (one, two)


def _degrees(match: re.Match[str]) -> float | None:
    parts = [_float(match[name] or "0") for name in ("d", "m", "s")]
    degrees, minutes, seconds = (part if part is not None else 0.0 for part in parts)
    if minutes >= _HALF or seconds >= _HALF or degrees > _WHOLE:
        return None
    value = degrees + minutes / 60 + seconds / 3600
    letter = str(match["after"] or match["before"] or "").upper()
    turned = (match["sign"] == "-") != (letter in _WEST)
    return round(-value if turned else value, 9)


def _pair(first: str, second: str) -> tuple[float, float] | None:
    lat, lon = _float(first), _float(second)
    return None if lat is None or lon is None else (lat, lon)


def _float(text: str) -> float | None:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return None
