"""The ladder: what a PLZ and the name of a place mean together, rung by rung."""

import re
from typing import Any, Final, NamedTuple

import numpy as np
from rapidfuzz import fuzz, process

from mintgeo.findings import Finding, found
from mintgeo.gazetteer.abroad import is_abroad, says_abroad
from mintgeo.gazetteer.gazetteer import Code, Gazetteer, NamedPlace
from mintgeo.gazetteer.meant import TOWN, Meant, meant, well_known
from mintgeo.gazetteer.names import parts, place_key
from mintgeo.gazetteer.namesakes import APART_M, begins, middle, nearest, one_place, reach
from mintgeo.gazetteer.quality import GEMEINDE
from mintgeo.gazetteer.wider import around, kreise_of, middle_of_kreis

NEAR_M: Final = 12_000.0
"""A place this near to the middle of its PLZ may well have it: lists of places are incomplete."""
REGION_M: Final = 60_000.0
"""A place this near to the PLZ of the same first three digits is meant by an unknown PLZ."""
ALIKE: Final = 84.0
"""Least likeness of a misspelled name, in per cent of the letters (rapidfuzz ratio)."""
CLEAR: Final = 4.0
"""By so much it must be liker than the next."""
COMMON_M: Final = 15_000.0
"""Radius of a PLZ whose place is not listed, while several villages of its name are elsewhere."""
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
        self._parts: dict[str, dict[str, NamedPlace]] = {}
        self._around: dict[str, list[str]] = {}

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
            or _abroad(postcode, name)
            or self._far(code, str(postcode), name, land)
            or self._misspelled(str(postcode), code, name)
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
            spot = begins(code, one)
            if spot is not None:
                return _at(spot, "prefix", code.spread_m)
        return None

    def _parts_of(self, postcode: str, code: Code) -> dict[str, NamedPlace]:
        """Parts of the names of a PLZ's places, each PLZ once."""
        if postcode not in self._parts:
            spots = code.spots.values()
            own = {part: spot for spot in spots for part in parts(spot.name)}
            self._parts[postcode] = own
        return self._parts[postcode]

    def _near_code(self, code: Code, postcode: str, name: str, wanted: list[str]) -> Match | None:
        """A place of the name, or of a part of it, near the PLZ."""
        for key in wanted:
            spot = nearest(self._known.names.get(key, []), code.x, code.y, NEAR_M)
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
            beside = found("place.not_of_postcode", **said)
            return _at_code(code, beside)._replace(at_least_m=away)
        contradiction = found("place.contradiction", **said, km=_km(away))
        there = [spot for spot in spots if land and spot.ags_kreis[:2] == land]
        if land == code.ags_land and not there:
            return _at_code(code, contradiction, found("place.land_for_postcode"))
        if there and land != code.ags_land:
            by_name = self._by_name(None, name, land)
            return by_name._replace(findings=(contradiction, found("place.land_for_place")))
        if land in (None, code.ags_land) and (doubt := self._namesake(spots, said, away)):
            return _at_code(code, doubt)._replace(at_least_m=COMMON_M)
        return Match(findings=(contradiction,))

    def _namesake(
        self, spots: list[NamedPlace], said: dict[str, Any], away: float
    ) -> Finding | None:
        """Doubt that the places elsewhere are meant: lists of places are incomplete.

        Several have the name and no town outweighs the others; or none of them is a Gemeinde.
        """
        apart = any(spot.away(spots[0].x, spots[0].y) > APART_M for spot in spots)
        if apart and well_known(spots, APART_M, in_land=True) is None:
            return found("place.maybe_contradiction", **said)
        towns = any(np.isfinite(spot.spread_m) or spot.people >= TOWN for spot in spots)
        if towns or not self._known.knows_gemeinden:
            return None
        return found("place.namesake", **said, km=_km(away))

    def _around_code(self, postcode: str, code: Code) -> list[str]:
        """Keys of places in the neighbourhood of a PLZ, each PLZ once."""
        if postcode not in self._around:
            near = self._known.keys_around(code.x, code.y, NEAR_M)
            self._around[postcode] = list(dict.fromkeys([*code.spots, *near]))
        return self._around[postcode]

    def _misspelled(self, postcode: str, code: Code, name: str) -> Match | None:
        """The likest name in the PLZ's neighbourhood, if it is clearly the likest."""
        likest = _likest(name, self._around_code(postcode, code))
        if likest is None:
            return None
        spot = code.spots.get(likest) or self._known.nearest(likest, code.x, code.y)
        respelled = found("place.respelled", place=name, meant=spot.name)
        return _at(spot, "fuzzy", code.spread_m, respelled)

    def _by_name(self, postcode: str | None, name: str | None, land: str | None) -> Match:
        """No PLZ that is known: a name that means one place near it, in its Land, or in Germany."""
        unknown = (found("place.postcode_unknown", postcode=postcode),) if postcode else ()
        if name is None or not place_key(name):
            return Match(findings=unknown or (found("place.no_address"),))
        far = _abroad(postcode, name) or _elsewhere(name) or self._wider(postcode, name, land)
        if far is not None:
            return far
        may = meant(self._known, name, land)
        spots = may.spots
        if not spots:
            return Match(findings=(*unknown, found("place.place_unknown", place=name)))
        region = self._region(postcode)
        if region is not None:
            spot = nearest(spots, *region, REGION_M)
            if spot is not None:
                one = middle(spots, spot)
                by_name = found("place.by_name", postcode=postcode)
                return self.alone(one, "region", by_name, *_partly(may, name, one))
            if not may.in_land:
                return Match(findings=(found("place.not_around", postcode=postcode, place=name),))
        return self._unique(may, name, postcode)

    def _wider(self, postcode: str | None, name: str, land: str | None) -> Match | None:
        """A Kreis in place of a town, or what lies around a town: as wide as that is."""
        if place_key(name) in self._known.names:
            return None
        if town := around(name):
            there = self._by_name(postcode, town, land)
            said = (*there.findings, found("place.around", place=name, meant=town))
            return there._replace(at_least_m=max(there.at_least_m, COMMON_M), findings=said)
        keys = kreise_of(self._known, name, land)
        if keys is None or len(keys) != 1:
            unknown = found("place.place_unknown", place=name)
            return None if keys is None else Match(findings=(unknown,))
        one, far = middle_of_kreis(self._known, keys[0])
        kreis = found("place.kreis", place=name, meant=one.name)
        return self.alone(one, "name", kreis, radius=far)

    def _region(self, postcode: str | None) -> tuple[float, float] | None:
        """Middle of the PLZ that begin with the same three digits, or with the same two."""
        regions = self._known.regions
        if not postcode:
            return None
        if postcode[:3] in regions:
            return regions[postcode[:3]]
        near = [middle for region, middle in regions.items() if region[:2] == postcode[:2]]
        x, y = (float(np.mean(values)) for values in zip(*near, strict=True)) if near else (0, 0)
        return (x, y) if near else None

    def _unique(self, may: Meant, name: str, postcode: str | None) -> Match:
        spots = may.spots
        one = one_place(spots)
        elsewhere = self._not_in_land(may, name)
        if one is not None:
            said = (found("place.by_name", postcode=postcode),) if postcode else ()
            radius = reach(spots, one)
            said = (*said, *elsewhere, *_partly(may, name, one))
            return self.alone(one, "name", *said, radius=radius)
        unknown = (found("place.postcode_unknown", postcode=postcode),) if postcode else ()
        big = well_known(spots, APART_M, in_land=may.in_land)
        if big is not None:
            by_size = found("place.metropolis", place=name)
            part = _partly(may, name, big)
            return self.alone(big, "name", *unknown, *elsewhere, *(part or (by_size,)))
        return Match(findings=(*unknown, self._ambiguous(name, spots)))

    def _not_in_land(self, may: Meant, name: str) -> tuple[Finding, ...]:
        """Say that the Land of the row has no such place."""
        if may.land is None or may.in_land:
            return ()
        state = self._known.laender.get(may.land, may.land)
        return (found("place.not_in_land", place=name, state=state),)

    def alone(self, spot: NamedPlace, rung: str, *findings: Finding, radius: float = 0) -> Match:
        """A place without its PLZ: as wide as its Gemeinde, or as the PLZ around a part of one."""
        if np.isfinite(spot.spread_m):
            return _at(spot, GEMEINDE, spot.spread_m, *findings)._replace(at_least_m=radius)
        code = self._known.nearest_code(spot.x, spot.y)[1]
        return _at(spot, rung, code.spread_m, *findings)._replace(at_least_m=radius)

    def _ambiguous(self, name: str, spots: list[NamedPlace]) -> Finding:
        names = [self._known.kreise.get(spot.ags_kreis, spot.ags_kreis) for spot in spots]
        known = list(dict.fromkeys(names))
        return found("place.ambiguous", place=name, number=len(known), kreise=_first(known, 4))


def _partly(may: Meant, name: str, one: NamedPlace) -> tuple[Finding, ...]:
    """Say which place was taken for a name that none has."""
    return (found("place.respelled", place=name, meant=one.name),) if may.partly else ()


def _at(spot: NamedPlace, rung: str, spread_m: float, *findings: Finding) -> Match:
    return Match(spot.lat, spot.lon, rung, spread_m, 0.0, findings)


def _at_code(code: Code, *findings: Finding) -> Match:
    return Match(code.lat, code.lon, "postcode", code.spread_m, 0.0, findings)


def _abroad(postcode: str | None, name: str) -> Match | None:
    if not is_abroad(postcode, name):
        return None
    return Match(findings=(found("place.abroad_postcode", postcode=postcode, place=name),))


def _elsewhere(name: str) -> Match | None:
    country = says_abroad(name)
    return Match(findings=(found("place.abroad", state=country.upper()),)) if country else None


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
