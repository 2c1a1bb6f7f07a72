"""What can be chosen on a map: a mode and a threshold, and how it is said."""

from collections.abc import Iterable
from typing import Final

from mintgeo._errors import InputError
from mintgeo.language import MODES, N_, Language
from mintgeo.maps._data import View

TITLE: Final = N_("Erreichbarkeit von MINT-Angeboten")


def views(
    pairs: Iterable[tuple[str, float]], first: tuple[str, float], say: Language
) -> list[View]:
    """One entry per mode and threshold; ``first`` is shown first, or else the very first.

    Raises
    ------
    InputError
        If there is none.
    """
    known = [(mode, float(minutes)) for mode, minutes in pairs]
    if not known:
        raise InputError("There is no mode and threshold to show: the table has no rows.")
    chosen = first if first in known else known[0]
    return [
        {
            "key": view_key(mode, minutes),
            "label": view_label(mode, minutes, say),
            "minutes": minutes,
            "mode": say(MODES[mode]),
            "mode_key": mode,
            "first": (mode, minutes) == chosen,
        }
        for mode, minutes in known
    ]


def view_key(mode: str, minutes: float) -> str:
    """What a mode and threshold are called in the data of a page."""
    return f"{mode}-{minutes:g}"


def view_label(mode: str, minutes: float, say: Language) -> str:
    """Say a mode and a threshold."""
    number = say.limit(minutes)
    return say("{mode}, {minutes} Minuten", mode=say(MODES[mode]), minutes=number)
