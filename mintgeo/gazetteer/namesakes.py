"""Places of one name: the nearest, the one that all of them are, how far they reach, beginnings."""

from typing import Final

import numpy as np

from mintgeo.gazetteer.gazetteer import Code, NamedPlace

APART_M: Final = 30_000.0
"""A PLZ and a place farther apart than this contradict each other; so far no PLZ reaches."""
_ABOUT: Final = 1.5
"""PLZ of a Gemeinde lie within so many times its spread from its middle."""
_PREFIX: Final = 4


def nearest(spots: list[NamedPlace], x: float, y: float, metres: float) -> NamedPlace | None:
    """The nearest place to a point (metres in EPSG:3035), if it is so near."""
    near = min(spots, key=lambda spot: spot.away(x, y), default=None)
    return near if near is not None and near.away(x, y) <= metres else None


def one_place(spots: list[NamedPlace]) -> NamedPlace | None:
    """The place in the middle, if all lie so near to each other that they must be one."""
    x, y = np.mean([spot.x for spot in spots]), np.mean([spot.y for spot in spots])
    if max(spot.away(float(x), float(y)) for spot in spots) > APART_M / 2:
        return None
    return min(spots, key=lambda spot: (-spot.people, spot.away(float(x), float(y))))


def middle(spots: list[NamedPlace], one: NamedPlace) -> NamedPlace:
    """The middle of the Gemeinde whose name this place has, or else the place itself."""
    middles = [spot for spot in spots if np.isfinite(spot.spread_m)]
    return nearest(middles, one.x, one.y, APART_M / 2) or one


def reach(spots: list[NamedPlace], one: NamedPlace) -> float:
    """How far the places of the name are that do not just lie about in the same Gemeinde."""
    own = _ABOUT * one.spread_m if np.isfinite(one.spread_m) else 0.0
    away = [spot.away(one.x, one.y) for spot in spots]
    return max((far for far in away if far > own), default=0.0)


def begins(code: Code, key: str) -> NamedPlace | None:
    """The shortest name of the PLZ that begins with a key, or that a key begins with."""
    if len(key) < _PREFIX:
        return None
    head = key[:_PREFIX]
    near = [known for known in code.spots if known.startswith(head)]
    if not near:
        return None
    longer = [known for known in near if known.startswith(key)]
    shorter = [known for known in near if key.startswith(known)]
    best = min(longer, key=len, default=None) or max(shorter, key=len, default=None)
    return None if best is None else code.spots[best]
