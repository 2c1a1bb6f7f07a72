"""Among which places of the gazetteer somebody may choose for a row that is in doubt."""

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

import numpy as np

from mintgeo.gazetteer.gazetteer import Gazetteer, NamedPlace
from mintgeo.gazetteer.ladder import Ladder, Match
from mintgeo.gazetteer.meant import meant
from mintgeo.gazetteer.names import place_key
from mintgeo.gazetteer.namesakes import APART_M

_MOST: Final = 30
"""Who looks for one of more moves the point."""
_FEW: Final = 3


class Candidate(NamedTuple):
    """A place that a row may mean, what to call it, and how it would be placed there."""

    name: str
    match: Match


def candidates_of(
    known: Gazetteer, postcode: str | None, place: str | None, land: str | None
) -> list[Candidate]:
    """Places that the words of a row may mean: its PLZ, then those of the name.

    Parameters
    ----------
    known
        The gazetteer.
    postcode, place
        As the list has them.
    land
        Two digits of the Land that the row names; it decides nothing here, for it may be wrong.
    """
    return [*_of_code(known, postcode), *_of_name(known, place, land)][:_MOST]


def _of_code(known: Gazetteer, postcode: str | None) -> Iterator[Candidate]:
    code = known.codes.get(postcode or "")
    if code is not None:
        names = [spot.name for spot in code.spots.values()]
        more = ["…"] * (len(names) > _FEW)
        name = f"{postcode} ({', '.join(names[:_FEW] + more)})" if names else str(postcode)
        yield Candidate(name, Match(code.lat, code.lon, "postcode", code.spread_m))


def _of_name(known: Gazetteer, place: str | None, land: str | None) -> Iterator[Candidate]:
    spots = _named(known, place, land) if place else []
    ladder = Ladder(known)
    for position, spot in enumerate(spots):
        kreis = known.kreise.get(spot.ags_kreis, "")
        near = [other for other in spots[:position] if other.away(spot.x, spot.y) < APART_M / 2]
        if all(known.kreise.get(other.ags_kreis, "") != kreis for other in near):
            name = f"{spot.name} ({kreis})" if kreis not in ("", spot.name) else spot.name
            yield Candidate(name, ladder.alone(spot, "name"))


def _named(known: Gazetteer, place: str, land: str | None) -> list[NamedPlace]:
    """Places of the name: those of the Land of the row first, then the rest."""
    both = [*meant(known, place, land).spots, *meant(known, place, None).spots]

    def order(spot: NamedPlace) -> tuple[Any, ...]:
        outside = bool(land) and spot.ags_kreis[:2] != land
        named = place_key(spot.name) == place_key(place)
        people = float(np.nan_to_num(spot.people))
        return (outside, not named, not np.isfinite(spot.spread_m), -people, spot.name, spot.lat)

    return sorted(set(both), key=order)
