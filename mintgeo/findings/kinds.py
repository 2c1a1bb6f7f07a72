"""What can be found: a code, how grave it is, what it belongs to, and the sentence that says it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from mintgeo.language import N_

Severity = Literal["info", "warning", "error"]
SEVERITIES: Final[tuple[Severity, ...]] = ("info", "warning", "error")
"""Repaired or set aside for certain; somebody should look; something is lost or contradicts."""

TOPICS: Final[Mapping[str, str]] = {
    "contradiction": N_("Angaben widersprechen sich"),
    "ambiguous": N_("Ortsname mehrdeutig"),
    "abroad": N_("nicht in Deutschland"),
    "unknown": N_("PLZ oder Ort unbekannt"),
    "beside": N_("Ort neben der PLZ"),
    "respelled": N_("Ortsname anders geschrieben"),
    "no_address": N_("keine Adresse"),
    "street": N_("Straße oder Hausnummer nicht genau so in der Karte"),
    "online": N_("von einem Dienst nicht bestätigt"),
    "other": N_("Hinweis eines weiteren Schritts"),
    "corrected": N_("auf der Karte berichtigt"),
    "repaired": N_("beim Lesen berichtigt"),
    "survey": N_("Angabe eines Angebots fehlt, widerspricht sich oder ist unklar"),
    "list": N_("nicht als Zeile gelesen"),
    "timetable": N_("beim Lesen des Fahrplans aufgefallen"),
}
"""What findings are about → what it is called, the gravest first."""

_FIELDS: Final = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One code.

    Attributes
    ----------
    code
        Stage and name: ``place.ambiguous``.
    severity
        ``info``, ``warning`` or ``error``.
    topic
        One of ``TOPICS``.
    sentence
        In German, with the values in braces.
    several
        The same about several things, where ``n`` is their number.
    also
        Values that the sentence does not say.
    """

    code: str
    severity: Severity
    topic: str
    sentence: str
    several: str = ""
    also: tuple[str, ...] = ()

    @property
    def stage(self) -> str:
        """Who says it: reader, list, place, address, online, step … plan, as in the code."""
        return stage_of(self.code)

    @property
    def values(self) -> tuple[str, ...]:
        """Names of its values."""
        said = _FIELDS.findall(self.sentence)
        return tuple(dict.fromkeys((*said, *("n",) * bool(self.several), *self.also)))


def stage_of(code: str) -> str:
    """The part of a code that says at which stage it is found."""
    return code.partition(".")[0]


def table(*kinds: Kind) -> dict[str, Kind]:
    """Kinds by code."""
    return {kind.code: kind for kind in kinds}
