"""Names that say more than a town: a whole Kreis ("Lkr. Uelzen"), or what lies around a town."""

import re
from typing import Final

import numpy as np

from mintgeo.gazetteer.gazetteer import Gazetteer, NamedPlace
from mintgeo.gazetteer.names import place_key

WITHIN: Final = 0.95
"""Share of the people of a Kreis that live within its radius."""
_KREIS: Final = re.compile(
    r"(?:(?:land)?kreis|(?:land|l)kr\.?|kr\.|lk)[\s.]\s*(?P<name>[^\W\d][^,;/(]*)(?:\(.*\))?",
    re.IGNORECASE,
)
_SAYS_SO: Final = re.compile(r"kreis|region|regionalverband", re.IGNORECASE)
_AROUND: Final = re.compile(
    r"(?:(?:in der )?nähe(?: von| bei)?|nahe(?: bei)?|bei|(?:groß|gross)?raum|"
    r"um(?:gebung|land|kreis)(?: von)?)\s+(?P<name>[^\W\d].+)",
    re.IGNORECASE,
)


def around(name: str) -> str:
    """The town that a name has something around; empty text where it names the town.

    Examples
    --------
    >>> around("Nähe Uelzen"), around("Nahe bei Raum Kassel"), around("Raumbach")
    ('Uelzen', 'Kassel', '')
    """
    town = ""
    while found := _AROUND.fullmatch((town or name).strip()):
        town = found["name"]
    return town


def kreise_of(known: Gazetteer, name: str, land: str | None) -> list[str] | None:
    """Keys of the Kreise that a name can mean, no town's alone; None where it means no Kreis.

    Of a Kreis that there is no more, there is none.
    """
    found = _KREIS.fullmatch(name.strip())
    if found is None and not _SAYS_SO.search(name):
        return None
    own = place_key(found["name"] if found else name)
    named = [ags for ags, kreis in known.kreise.items()
             if own == place_key(kreis) and (found or _SAYS_SO.search(kreis))]  # fmt: skip
    inside = [ags for ags in named if ags[:2] == land] or named
    several = [ags for ags in inside if len(known.gemeinden_of.get(ags, ())) > 1]
    return several if found or several else None


def middle_of_kreis(known: Gazetteer, ags: str) -> tuple[NamedPlace, float]:
    """The Gemeinde of a Kreis that its people are nearest to, and how far most of them are.

    It lies in the Kreis, also where a town lies in its middle that is none of it.
    """
    spots = known.gemeinden_of[ags]
    at = np.array([(spot.x, spot.y) for spot in spots])
    people = np.array([max(spot.people, 1.0) for spot in spots])
    away = np.hypot(*(at[:, None] - at).transpose(2, 0, 1))
    one = int(np.argmin(away @ people))
    far = away[one] + np.array([spot.spread_m for spot in spots])
    order = np.argsort(far)
    most = int(np.searchsorted(np.cumsum(people[order]), WITHIN * people.sum()))
    return spots[one], float(far[order][min(most, len(order) - 1)])
