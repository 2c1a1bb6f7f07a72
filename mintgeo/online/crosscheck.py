"""What a server answers, held against the row's own PLZ, place, Land and street."""

import re
from typing import Final

from rapidfuzz import fuzz

from mintgeo._crs import flat_metres
from mintgeo.addresses.numbers import house_number
from mintgeo.addresses.query import FAR_M, Query
from mintgeo.addresses.streets import street_key
from mintgeo.findings import Finding, found
from mintgeo.gazetteer.gazetteer import Gazetteer
from mintgeo.gazetteer.names import parts, place_key
from mintgeo.gazetteer.step import Placed
from mintgeo.online.services import Answer

HOUSE_M: Final = 60.0
STREET_M: Final = 1_000.0
"""Radii of a house and of a street that a server names; not measured, so rather wide."""
_SCORES: Final = {"house": 99.0, "street": 97.0}
_ALIKE: Final = 84.0
_BETWEEN: Final = re.compile(r"\s*[|;,/]\s*|\s+")
_APART_M: Final = 30_000.0


def contradiction(
    answer: Answer, query: Query, land: object, known: Gazetteer, *, service: str
) -> Finding | None:
    """Say what speaks against an answer; None if nothing does."""
    if answer.country not in ("", "de"):
        return found("online.abroad", service=service)
    if query.postcode and answer.postcode and query.postcode not in _postcodes(answer):
        return found("online.other_postcode", service=service, postcode=answer.postcode,
                     wanted=query.postcode)  # fmt: skip
    there = known.states.get(place_key(answer.state)) if answer.state else None
    if isinstance(land, str) and there and land != there:
        return found("online.other_land", service=service, state=answer.state)
    if query.places and answer.places and not _same_place(answer, query, known):
        return found("online.other_place", service=service, place=answer.places[0],
                     wanted=query.place)  # fmt: skip
    return _too_far(answer, query, known, service)


def _postcodes(answer: Answer) -> list[str]:
    """PLZ of an answer; a place with several of them has them in one text."""
    return _BETWEEN.split(answer.postcode.strip())


def _same_place(answer: Answer, query: Query, known: Gazetteer) -> bool:
    """Whether one of the answer's places is the row's, or both belong to one PLZ."""
    theirs = [key for name in answer.places for key in (place_key(name), *parts(name))]
    if set(theirs) & set(query.places):
        return True
    if any(fuzz.ratio(query.places[0], key) >= _ALIKE for key in theirs):
        return True
    code = known.codes.get(query.postcode)
    return bool(code and set(theirs) & set(code.spots) and set(query.places) & set(code.spots))


def _too_far(answer: Answer, query: Query, known: Gazetteer, service: str) -> Finding | None:
    """Words may agree and coordinates be elsewhere; without any words to go by, nothing agrees."""
    if query.near is not None:
        away = flat_metres(*query.near, answer.lat, answer.lon)
        if away > max(FAR_M, query.radius_m):
            return found("online.far", service=service, km=round(away / 1000))
        return None
    code = known.codes.get(query.postcode)
    if code and flat_metres(code.lat, code.lon, answer.lat, answer.lon) > _APART_M:
        return found("online.far_from_postcode", service=service)
    agreed = query.postcode and query.postcode in _postcodes(answer)
    return None if agreed else found("online.unconfirmed", service=service)


def placed(answer: Answer, query: Query, service: str) -> Placed | None:
    """Level of an answer, or None if it is no house and no street that the row names."""
    wanted = query.address.street
    if wanted:
        name = answer.street or answer.name
        if not name or fuzz.ratio(street_key(wanted), street_key(name)) < _ALIKE:
            return None
        number = house_number(answer.number) if answer.number else None
        level = "house" if number is not None and number == query.address.number else "street"
    elif fuzz.token_set_ratio(query.name.casefold(), answer.name.casefold()) >= _ALIKE:
        level = "house"
    else:
        return None
    radius = HOUSE_M if level == "house" else STREET_M
    return Placed(answer.lat, answer.lon, level, _SCORES[level], radius, service)
