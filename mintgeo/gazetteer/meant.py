"""Which places a name may mean: full names, their first words, what brackets and tails add."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from mintgeo._crs import flat_metres
from mintgeo.gazetteer.gazetteer import Gazetteer, NamedPlace
from mintgeo.gazetteer.names import bare_key, parts, place_key, stem_and_tail

FAR_LARGER: Final = 10
"""By so many times a town must be larger than all others of its name to be the one meant."""
_FAR_LARGER_TOWN: Final = 50
"""The same for towns that are no cities."""
METROPOLIS: Final = 100_000
TOWN: Final = 10_000
_BESIDE_M: Final = 25_000.0
_REGIONS: Final = {
    "01": "holst holstein schleswig angeln dithmarschen",
    "03": "oldb oldbg oldenburg hann ostfriesl ostfriesland emsland harz wendland heide nieders",
    "05": "westf westfalen rhld rheinl rheinland sauerl sauerland lippe siegerland nrhein",
    "06": "hess taunus odenwald wetterau",
    "07": "pfalz rheinpfalz westerwald ww hunsrueck eifel rheinhessen",
    "08": "wuertt wuert wttbg wuerttemberg baden schwarzwald breisgau",
    "09": "bay bayr oberbay obb oberbayern niederbay ndb niederbayern opf oberpfalz ofr oberfr "
    "oberfranken mfr mittelfr mittelfranken ufr unterfr unterfranken allgaeu schwaben",
    "10": "saar saarl",
    "12": "mark brandenb brdbg uckermark prignitz havelland niederlausitz",
    "13": "meckl mecklenburg pommern vorpommern vorpom ruegen usedom",
    "14": "sachs sa erzgeb erzgebirge vogtl vogtland oberlausitz ol",
    "15": "anh anhalt altmark boerde sachsenanh",
    "16": "thuer thuering",
}
"""Land → landscapes and short forms by which towns are told apart, as keys."""
REGIONS: Final = {word: land for land, words in _REGIONS.items() for word in words.split()}


class Meant(NamedTuple):
    """Places that a name may mean, and the Land that the row or the name itself says."""

    spots: list[NamedPlace]
    land: str | None
    in_land: bool
    """Whether a Land is said and has such a place."""


def meant(known: Gazetteer, name: str, land: str | None) -> Meant:
    """Return the places that a name may mean, as far as its tail and its Land tell them apart.

    Parameters
    ----------
    known
        The gazetteer.
    name
        As the list has it: "Frankfurt", "Frankfurt/O.", "Neustadt (Hessen)".
    land
        Two digits of the Land that the row names.
    """
    stem, tail = stem_and_tail(name)
    spots = list(_named(known, name))
    short = known.shorts.get(place_key(stem), []) + (known.shorts.get(place_key(name), []))
    told = _told([*spots, *short, *known.names.get(place_key(stem), [])], tail, known)
    if told:
        return Meant(told, land, in_land=_any_in(told, land))
    land = land or known.states.get(tail) or REGIONS.get(tail)
    if tail and not spots:
        spots = list(_named(known, stem))
    every = list(dict.fromkeys([*spots, *short]))
    inside = [spot for spot in every if land and spot.ags_kreis[:2] == land]
    chosen = inside or every
    largest = max((spot.people for spot in spots if spot in chosen), default=0.0)
    kept = [one for one in chosen if one in spots or one.people * FAR_LARGER >= largest]
    return Meant(kept, land, in_land=bool(inside))


def well_known(
    spots: list[NamedPlace], apart_m: float, *, in_land: bool = False
) -> NamedPlace | None:
    """A town so much larger than all others of its name that it is the one meant."""
    big = max(spots, key=lambda spot: spot.people)
    rest = [spot for spot in spots if spot.away(big.x, big.y) > apart_m]
    others = max((spot.people for spot in rest), default=0)
    times = FAR_LARGER if in_land or big.people >= METROPOLIS else _FAR_LARGER_TOWN
    return big if big.people >= TOWN and big.people >= times * others else None


def _any_in(spots: list[NamedPlace], land: str | None) -> bool:
    return any(spot.ags_kreis[:2] == land for spot in spots)


def _named(known: Gazetteer, name: str) -> Iterator[NamedPlace]:
    """All places of a name; parts of it only if the whole means none."""
    bare = known.bare.get(bare_key(name), "")
    short = known.shorts.get(place_key(name))
    for key in (place_key(name), bare, *(parts(name) if not short else ())):
        if key in known.names:
            yield from known.names[key]
            return


def _told(spots: list[NamedPlace], tail: str, known: Gazetteer) -> list[NamedPlace]:
    """Places that a tail tells from the others: by their own, their Kreis, or a town beside."""
    if not tail:
        return []
    own = [spot for spot in spots if shortens(tail, stem_and_tail(spot.name)[1])]
    if own or tail in known.states or tail in REGIONS:
        return list(dict.fromkeys(own))
    kreis = [spot for spot in spots if tail in _kreis_key(known, spot)]
    beside = known.names.get(tail, [])
    near = [spot for spot in spots if any(_is_beside(spot, one) for one in beside)]
    return list(dict.fromkeys(kreis or near))


def _kreis_key(known: Gazetteer, spot: NamedPlace) -> str:
    name = known.kreise.get(spot.ags_kreis, "")
    return place_key(name.replace("(", " ").replace(")", " "))


def _is_beside(one: NamedPlace, other: NamedPlace) -> bool:
    return flat_metres(one.lat, one.lon, other.lat, other.lon) <= _BESIDE_M


def shortens(short: str, full: str) -> bool:
    """Whether a key is another one shortened: its first letter, and others in their order.

    Examples
    --------
    >>> shortens("o", "oder"), shortens("opf", "oberpfalz"), shortens("m", "oder")
    (True, True, False)
    """
    if not short or not full or short[0] != full[0]:
        return False
    letters = iter(full)
    return all(letter in letters for letter in short)
