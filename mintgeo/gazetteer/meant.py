"""Which places a name may mean: full names, their first words, what brackets and tails add."""

import re
from typing import Final, NamedTuple

from mintgeo._crs import flat_metres
from mintgeo.gazetteer.gazetteer import Gazetteer, NamedPlace
from mintgeo.gazetteer.names import bare_key, pieces, place_key, stem_and_tail, untitled

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


_LAST: Final = re.compile(r"(?P<name>.+?)\s*[(/,]\s*(?P<last>[^(/,]+?)\)?")
_OF_TWO: Final = frozenset({
    "alt", "bad", "gross", "hohen", "klein", "neu", "nieder", "ober", "sankt", "st", "unter",
})  # fmt: skip
"""A name that begins so means nothing without this word."""
_SHORTEST: Final = 3
_TELLING: Final = 6


class Meant(NamedTuple):
    """Places that a name may mean, and the Land that the row or the name itself says."""

    spots: list[NamedPlace]
    land: str | None
    in_land: bool
    """Whether a Land is said and has such a place."""
    partly: bool = False
    """Whether the places have only a part of the name, or are a part of it."""


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
    name, said = _without_land(known, name)
    stem, tail = _split(known, name)
    region = tail in known.states or tail in REGIONS
    whole = known.names.get(place_key(f"{stem} {tail}"), []) if tail and not region else []
    spots = whole or _of_name(known, stem if tail else name)
    short = [*known.shorts.get(place_key(stem), []), *known.shorts.get(place_key(name), [])]
    told = _told([*spots, *short, *_bad(known, stem)], tail, known, whole)
    land = land or said
    if told:
        return Meant(told, land, in_land=_any_in(told, land))
    land = land or known.states.get(tail) or REGIONS.get(tail)
    partly = False
    if not spots and not short:
        spots, partly = _by_part(known, name, stem)
    every = list(dict.fromkeys([*spots, *short]))
    inside = [spot for spot in every if land and spot.ags_kreis[:2] == land]
    chosen = inside or every
    largest = max((spot.people for spot in spots if spot in chosen), default=0.0)
    kept = [one for one in chosen if one in spots or one.people * FAR_LARGER >= largest]
    return Meant(kept, land, bool(inside), partly)


def _without_land(known: Gazetteer, name: str) -> tuple[str, str | None]:
    """A name without what its bearer calls itself, and without its Land behind another tail."""
    if not {place_key(name), place_key(stem_and_tail(name)[0])} & known.names.keys():
        name = untitled(name)
    found = _LAST.fullmatch(name)
    land = known.states.get(place_key(found["last"])) if found else None
    if found is None or land is None or not stem_and_tail(found["name"])[1]:
        return name, None
    return found["name"], land


def _split(known: Gazetteer, name: str) -> tuple[str, str]:
    """First words and what tells them from others, also if only a space divides them."""
    stem, tail = stem_and_tail(name)
    words = stem.split()
    if tail or len(words) < 2 or place_key(name) in known.names:  # noqa: PLR2004
        return stem, tail
    last = place_key(words[-1])
    if last in REGIONS or last in known.states:
        return " ".join(words[:-1]), last
    return stem, ""


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


def _of_name(known: Gazetteer, name: str) -> list[NamedPlace]:
    """All places of a name."""
    own = known.names.get(place_key(name))
    return own or known.names.get(known.bare.get(bare_key(name), ""), [])


def _bad(known: Gazetteer, stem: str) -> list[NamedPlace]:
    """Places that have "Bad" before a name."""
    key = f"bad{place_key(stem)}"
    return [*known.names.get(key, []), *known.shorts.get(key, [])]


def _by_part(known: Gazetteer, name: str, stem: str) -> tuple[list[NamedPlace], bool]:
    """Of a name that no place has: a part of a town beside that town, or else what is likest."""
    words = [word for word in stem.split() if len(word) > _SHORTEST]
    cut = [*pieces(name), *(reversed(words) if not _is_of_two(name) else ())]
    keys = dict.fromkeys(key for one in cut if len(key := place_key(one)) >= _SHORTEST)
    found = {key: known.names[key] for key in keys if key in known.names}
    for key, spots in found.items():
        others = [spot for other in found if other != key for spot in found[other]]
        near = [spot for spot in spots if any(_is_beside(spot, one) for one in others)]
        if near:
            return near, False
    likest = (
        _bad(known, name)
        or known.names.get(place_key(name).removeprefix("bad"))
        or _longer(known, name)
        or known.halves.get(place_key(name))
        or next(reversed(found.values()), [])
    )
    return likest, True


def _is_of_two(name: str) -> bool:
    return place_key(name.split(maxsplit=1)[0]) in _OF_TWO


def _longer(known: Gazetteer, name: str) -> list[NamedPlace]:
    """Places of a name whose words are cut short."""
    if "." not in name:
        return []
    words = [key for word in re.split(r"[\s.-]+", name) if (key := place_key(word))]
    return known.longer(words) if words and len(words[0]) >= _SHORTEST else []


def _told(
    spots: list[NamedPlace], tail: str, known: Gazetteer, whole: list[NamedPlace]
) -> list[NamedPlace]:
    """Places that a tail tells from the others: by their own, their Kreis, or a town beside."""
    if not tail:
        return []
    tails = [(spot, stem_and_tail(spot.name)[1]) for spot in spots]
    if tail in known.states:
        return list(dict.fromkeys(spot for spot, own in tails if own == tail))
    own = [spot for spot, own in tails if shortens(tail, own)]
    if own or tail in REGIONS:
        return list(dict.fromkeys(own))
    kreis = [spot for spot in spots if _is_in(_kreis_key(known, spot), tail)]
    beside = known.names.get(tail, [])
    near = [spot for spot in spots if any(_is_beside(spot, one) for one in beside)]
    return list(dict.fromkeys(kreis or whole or near))


def _kreis_key(known: Gazetteer, spot: NamedPlace) -> str:
    name = known.kreise.get(spot.ags_kreis, "")
    return place_key(name.replace("(", " ").replace(")", " "))


def _is_in(kreis: str, tail: str) -> bool:
    """Whether a Kreis is called so, also cut short: "Sächs. Schw."."""
    return len(tail) >= _SHORTEST and (
        tail in kreis or (len(tail) >= _TELLING and shortens(tail, kreis))
    )


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
