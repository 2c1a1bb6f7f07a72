"""The ladder: what a PLZ and the name of a place mean together, rung by rung."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

import numpy as np
from rapidfuzz import fuzz, process

from mintgeo.findings import Finding, found
from mintgeo.geocode.gazetteer import Code, Gazetteer, Spot
from mintgeo.geocode.names import bare_key, parts, place_key
from mintgeo.geocode.quality import GEMEINDE

NEAR_M: Final = 12_000.0
"""A place this near to the middle of its PLZ may well have it: lists of places are incomplete."""
APART_M: Final = 30_000.0
"""A PLZ and a place farther apart than this contradict each other; so far no PLZ reaches."""
REGION_M: Final = 60_000.0
"""A place this near to the PLZ of the same first three digits is meant by an unknown PLZ."""
ALIKE: Final = 84.0
"""Least likeness of a misspelled name, in per cent of the letters (rapidfuzz ratio)."""
CLEAR: Final = 4.0
"""By so much it must be liker than the next."""
COMMON_M: Final = 15_000.0
"""Radius of a PLZ whose place is not listed, while several villages of its name are elsewhere."""
_ABOUT: Final = 1.5
"""PLZ of a Gemeinde lie within so many times its spread from its middle."""
METROPOLIS: Final = 100_000
_TOWN: Final = 10_000
_FAR_LARGER: Final = 50
_PREFIX: Final = 4
_LOST: Final = "\ufffd"


class Match(NamedTuple):
    """Where a row is, by which rung, and what is found; without coordinates: why not."""

    lat: float = np.nan
    lon: float = np.nan
    rung: str = "none"
    spread_m: float = np.nan
    at_least_m: float = 0.0
    findings: tuple[Finding, ...] = ()


class Ladder:
    """Places PLZ, name and Land on a gazetteer."""

    def __init__(self, known: Gazetteer) -> None:
        self._known = known
        self._parts: dict[str, dict[str, Spot]] = {}

    def place(self, postcode: str | None, name: str | None, land: str | None) -> Match:
        """Place one address; ``land`` is the key of the Land that the row names."""
        code = self._known.codes.get(postcode or "")
        if code is None:
            return self._by_name(postcode, name, land)
        if name is None or not place_key(name):
            return _at_code(code)
        wanted = [place_key(name), *parts(name)]
        return (
            self._in_code(code, str(postcode), wanted)
            or self._near_code(code, str(postcode), name, wanted)
            or self._far(code, str(postcode), name, land)
            or self._misspelled(code, name)
            or _at_code(code, found("place.unknown_in_postcode", place=name))
        )

    def _in_code(self, code: Code, postcode: str, wanted: list[str]) -> Match | None:
        """Exactly, in parts, or by its beginning among the places of the PLZ."""
        if wanted[0] in code.spots:
            return _at(code.spots[wanted[0]], "pair", code.spread_m)
        own = self._parts_of(postcode, code)
        for one in wanted:
            spot = code.spots.get(one) or own.get(one)
            if spot is not None:
                return _at(spot, "part", code.spread_m)
            spot = _begins(code, one)
            if spot is not None:
                return _at(spot, "prefix", code.spread_m)
        return None

    def _parts_of(self, postcode: str, code: Code) -> dict[str, Spot]:
        """Parts of the names of a PLZ's places, each PLZ once."""
        if postcode not in self._parts:
            spots = code.spots.values()
            own = {part: spot for spot in spots for part in parts(spot.name)}
            self._parts[postcode] = own
        return self._parts[postcode]

    def _near_code(self, code: Code, postcode: str, name: str, wanted: list[str]) -> Match | None:
        """A place of the name, or of a part of it, near the PLZ."""
        for key in wanted:
            spot = _nearest(self._known.names.get(key, []), code.x, code.y, NEAR_M)
            if spot is not None:
                beside = found(
                    "place.beside", postcode=postcode, places=_names(code), place=name,
                    km=_km(spot.away(code.x, code.y)),
                )  # fmt: skip
                return _at(spot, "near", code.spread_m, beside)
        return None

    def _far(self, code: Code, postcode: str, name: str, land: str | None) -> Match | None:
        """The name means places elsewhere only: doubted, or a contradiction."""
        spots = self._known.names.get(place_key(name), [])
        if not spots:
            return None
        away = min(spot.away(code.x, code.y) for spot in spots)
        said = {"postcode": postcode, "places": _names(code), "place": name}
        if away <= APART_M:
            doubt = found("place.not_of_postcode", **said)
            return _at_code(code, doubt)._replace(at_least_m=away)
        contradiction = found("place.contradiction", **said, km=_km(away))
        there = [spot for spot in spots if land and spot.ags_kreis[:2] == land]
        if land == code.ags_land and not there:
            return _at_code(code, contradiction, found("place.land_for_postcode"))
        if there and land != code.ags_land:
            by_name = self._by_name(None, name, land)
            return by_name._replace(findings=(contradiction, found("place.land_for_place")))
        if land in (None, code.ags_land) and _is_common(spots):
            maybe = found("place.maybe_contradiction", **said)
            return _at_code(code, maybe)._replace(at_least_m=COMMON_M)
        return Match(findings=(contradiction,))

    def _misspelled(self, code: Code, name: str) -> Match | None:
        """The likest name in the PLZ's neighbourhood, if it is clearly the likest."""
        around = self._known.around(code.x, code.y, NEAR_M) | code.spots
        likest = _likest(name, list(around))
        if likest is None:
            return None
        spot = around[likest]
        respelled = found("place.respelled", place=name, meant=spot.name)
        return _at(spot, "fuzzy", code.spread_m, respelled)

    def _by_name(self, postcode: str | None, name: str | None, land: str | None) -> Match:
        """No PLZ that is known: a name that means one place near it, in its Land, or in Germany."""
        unknown = (found("place.postcode_unknown", postcode=postcode),) if postcode else ()
        if name is None or not place_key(name):
            return Match(findings=unknown or (found("place.no_address"),))
        spots = list(self._spots(name))
        if not spots:
            return Match(findings=(*unknown, found("place.place_unknown", place=name)))
        if postcode and postcode[:3] in self._known.regions:
            x, y = self._known.regions[postcode[:3]]
            spot = _nearest(spots, x, y, REGION_M)
            if spot is not None:
                one = _middle(spots, spot)
                return self._alone(one, "region", found("place.by_name", postcode=postcode))
            if not any(land and spot.ags_kreis[:2] == land for spot in spots):
                far = found("place.not_around", postcode=postcode, place=name)
                return Match(findings=(far,))
        return self._unique(spots, name, land, postcode)

    def _spots(self, name: str) -> Iterator[Spot]:
        """All places that a name may mean; parts of it only if the whole means none."""
        bare = self._known.bare.get(bare_key(name), "")
        for key in (place_key(name), bare, *parts(name)):
            if key in self._known.names:
                yield from self._known.names[key]
                return

    def _unique(
        self, spots: list[Spot], name: str, land: str | None, postcode: str | None
    ) -> Match:
        inside = [spot for spot in spots if land and spot.ags_kreis[:2] == land]
        meant = inside or spots
        one = _one_place(meant)
        if one is not None:
            said = (found("place.by_name", postcode=postcode),) if postcode else ()
            return self._alone(one, "name", *said, radius=_reach(meant, one))
        unknown = (found("place.postcode_unknown", postcode=postcode),) if postcode else ()
        big = _metropolis(meant)
        if big is not None:
            return self._alone(big, "name", *unknown, found("place.metropolis", place=name))
        return Match(findings=(*unknown, self._ambiguous(name, meant)))

    def _alone(self, spot: Spot, rung: str, *findings: Finding, radius: float = 0) -> Match:
        """A place without its PLZ: as wide as its Gemeinde, or as the PLZ around a part of one."""
        if np.isfinite(spot.spread_m):
            return _at(spot, GEMEINDE, spot.spread_m, *findings)._replace(at_least_m=radius)
        code = self._known.nearest_code(spot.x, spot.y)[1]
        return _at(spot, rung, code.spread_m, *findings)._replace(at_least_m=radius)

    def _ambiguous(self, name: str, spots: list[Spot]) -> Finding:
        names = [self._known.kreise.get(spot.ags_kreis, spot.ags_kreis) for spot in spots]
        known = list(dict.fromkeys(names))
        return found("place.ambiguous", place=name, number=len(known), kreise=_first(known, 4))


def _at(spot: Spot, rung: str, spread_m: float, *findings: Finding) -> Match:
    return Match(spot.lat, spot.lon, rung, spread_m, 0.0, findings)


def _at_code(code: Code, *findings: Finding) -> Match:
    return Match(code.lat, code.lon, "postcode", code.spread_m, 0.0, findings)


def _begins(code: Code, key: str) -> Spot | None:
    """The shortest name of the PLZ that begins with a key, or that a key begins with."""
    if len(key) < _PREFIX:
        return None
    longer = [known for known in code.spots if known.startswith(key)]
    shorter = [known for known in code.spots if key.startswith(known) and len(known) >= _PREFIX]
    best = min(longer, key=len, default=None) or max(shorter, key=len, default=None)
    return None if best is None else code.spots[best]


def _nearest(spots: list[Spot], x: float, y: float, metres: float) -> Spot | None:
    near = min(spots, key=lambda spot: spot.away(x, y), default=None)
    return near if near is not None and near.away(x, y) <= metres else None


def _one_place(spots: list[Spot]) -> Spot | None:
    """The place in the middle, if all lie so near to each other that they must be one."""
    x, y = np.mean([spot.x for spot in spots]), np.mean([spot.y for spot in spots])
    if max(spot.away(float(x), float(y)) for spot in spots) > APART_M / 2:
        return None
    return min(spots, key=lambda spot: (-spot.people, spot.away(float(x), float(y))))


def _is_common(spots: list[Spot]) -> bool:
    """Whether several villages have this name and no town: one more may be missing in the list."""
    apart = any(spot.away(spots[0].x, spots[0].y) > APART_M for spot in spots)
    return apart and max(spot.people for spot in spots) < _TOWN


def _middle(spots: list[Spot], one: Spot) -> Spot:
    """The middle of the Gemeinde whose name this place has, or else the place itself."""
    middles = [spot for spot in spots if np.isfinite(spot.spread_m)]
    return _nearest(middles, one.x, one.y, APART_M / 2) or one


def _reach(spots: list[Spot], one: Spot) -> float:
    """How far the places of the name are that do not just lie about in the same Gemeinde."""
    own = _ABOUT * one.spread_m if np.isfinite(one.spread_m) else 0.0
    away = [spot.away(one.x, one.y) for spot in spots]
    return max((far for far in away if far > own), default=0.0)


def _metropolis(spots: list[Spot]) -> Spot | None:
    """A city so much larger than all others of its name that nobody means those."""
    big = max(spots, key=lambda spot: spot.people)
    rest = [spot for spot in spots if spot.away(big.x, big.y) > APART_M]
    others = max((spot.people for spot in rest), default=0)
    return big if big.people >= METROPOLIS and big.people >= _FAR_LARGER * others else None


def _likest(name: str, keys: list[str]) -> str | None:
    if _LOST in name:
        pattern = re.compile(".{1,2}".join(place_key(part) for part in name.split(_LOST)))
        fitting = [key for key in keys if pattern.fullmatch(key)]
        return fitting[0] if len(fitting) == 1 else None
    best = process.extract(place_key(name), keys, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=2)
    if not best or (len(best) > 1 and best[0][1] - best[1][1] < CLEAR):
        return None
    return str(best[0][0])


def _names(code: Code) -> list[str]:
    return _first([spot.name for spot in code.spots.values()], 3) or ["?"]


def _first(names: list[str], most: int) -> list[str]:
    """Some names; "…" stands for more of them."""
    return names[:most] + ["…"] * (len(names) > most)


def _km(metres: float) -> int:
    return round(metres / 1000)
