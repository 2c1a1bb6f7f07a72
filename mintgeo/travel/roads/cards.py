"""How a road network shows itself in a notebook."""

from collections.abc import Mapping

from mintgeo._card import card
from mintgeo._osm import ATTRIBUTION
from mintgeo.language import MODES, language


def network_card(about: Mapping[str, object]) -> str:
    """Which extract and profile a network is of, and how large it is."""
    say = language()
    return card(
        f"Straßennetz, {say(MODES[str(about['mode'])])}",
        [
            ("Auszug", about.get("extract", "–")),
            ("Abschnitte mit Richtung", say.number(about["arcs"])),
            ("Profil", about["profile"]),
            ("Quelle", ATTRIBUTION),
        ],
    )
