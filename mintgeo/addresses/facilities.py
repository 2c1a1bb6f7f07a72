"""Names of facilities: what a list calls "Feuerwehr Burg Stargard" and the map otherwise."""

import re
from collections.abc import Iterable
from typing import Final

from rapidfuzz import fuzz

from mintgeo._crs import flat_metres
from mintgeo.addresses.harvest import FACILITIES
from mintgeo.addresses.records import Facility
from mintgeo.gazetteer.names import place_key

ONE_PLACE_M: Final = 300.0
"""Parts of one facility lie this near together."""
_ALIKE: Final = 85.0
_CLEAR: Final = 8.0
_TELLING: Final = 4
"""A name needs a word of so many letters beside the place's."""
_WORD: Final = re.compile(r"\w+")
_EMPTY: Final = frozenset({
    "der", "die", "das", "und", "am", "an", "im", "in", "zu", "zur", "fuer", "von", "ev", "e", "v",
    "gmbh", "ggmbh", "freiwillige", "stadt", "gemeinde", "staatliche", "staatliches", "verein",
})  # fmt: skip
_SHORT: Final = {
    "ffw": "feuerwehr", "ff": "feuerwehr", "fw": "feuerwehr", "gs": "grundschule", "kita":
    "kindertagesstaette", "gym": "gymnasium", "uni": "universitaet", "hs": "hochschule",
    "stadtbuecherei": "stadtbibliothek", "buecherei": "bibliothek", "igs": "gesamtschule",
}  # fmt: skip


def find_facility(name: str, places: tuple[str, ...], known: Iterable[Facility]) -> Facility | None:
    """Return the one facility that a name means.

    Every telling word of the name must be found in the facility's own name or kind; of several the
    one whose name is clearly liker, or none.

    Parameters
    ----------
    name
        As the list calls it.
    places
        Keys of the place and its parts: its words say where, not what.
    known
        Facilities of the neighbourhood.
    """
    wanted = _words(name)
    telling = [word for word in wanted if word not in _EMPTY and not _is_place(word, places)]
    if max(map(len, telling), default=0) < _TELLING:
        return None
    found = [one for one in known if _covers(_names(one), telling)]
    scores = [
        (fuzz.token_sort_ratio(" ".join(wanted), " ".join(_words(one.name))), one) for one in found
    ]
    if not scores:
        return None
    best, facility = max(scores, key=lambda pair: pair[0])
    rivals = [one for score, one in scores if score > best - _CLEAR]
    far = (
        flat_metres(facility.lat, facility.lon, one.lat, one.lon) > ONE_PLACE_M for one in rivals
    )
    return None if any(far) else facility


def _words(text: str) -> list[str]:
    words = (place_key(word) for word in _WORD.findall(text))
    return [_SHORT.get(word, word) for word in words if word]


def _names(one: Facility) -> list[str]:
    return _words(f"{one.name} {FACILITIES.get(one.kind, '')}")


def _covers(names: list[str], telling: list[str]) -> bool:
    return all(
        any(word in name or fuzz.ratio(word, name) >= _ALIKE for name in names) for word in telling
    )


def _is_place(word: str, places: tuple[str, ...]) -> bool:
    return any(word in place for place in places)
