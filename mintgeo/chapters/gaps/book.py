"""Areas without an offer, and the places in them, in the workbook."""

from collections.abc import Iterator
from typing import Final

import pandas as pd

from mintgeo.chapters.gaps import words
from mintgeo.chapters.gaps.tables import AREAS, POINTS
from mintgeo.chapters.lists import SITES, kinds_of_offers
from mintgeo.chapters.protocol import Column, Sheet
from mintgeo.chapters.words import who
from mintgeo.language import Language
from mintgeo.run import Run

_OF_AREAS: Final = (
    "rank", "name", "kreise", "area_type", "population", "population_low", "population_high",
    "established", "children", "points", "nearest", "travel_min", "extra_min", "extra_max_min",
    "distance_m", "score", "missing", "partner_names", "lat", "lon",
)  # fmt: skip
_OF_POINTS: Final = (
    "rank", "place", "kreis", "population", "nearest", "travel_min", "extra_min", "distance_m",
    "status", "lat", "lon",
)  # fmt: skip
"""Columns of the sheets, in their order."""


def sheets(run: Run, say: Language) -> Iterator[Sheet]:
    """Areas, and the points beyond the threshold."""
    areas, points = run.find(AREAS), run.find(POINTS)
    if areas is not None:
        rural = words.rural(run)
        yield Sheet(
            title=say("Ländliche Räume ohne Angebot") if rural else say("Räume ohne Angebot"),
            table=_with_nearest(run, words.with_words(areas, kinds_of_offers(run), say)),
            columns=[Column(name=one, head=say("Raum") if one == "name" else "")
                     for one in _OF_AREAS],
            place=50,
            note=say("zusammenhängende Räume, nach Personenstunden geordnet"),
        )  # fmt: skip
    if points is not None:
        minutes = say.limit(run.parameters["gap_minutes"])
        yield Sheet(
            title=say("Orte über {minutes} min", minutes=minutes),
            table=_with_nearest(run, points), place=51,
            columns=[Column(name=one) for one in _OF_POINTS if one != "status" or _tells(points)],
            note=say(
                "einzelne Orte, von denen das nächste Angebot weiter als {minutes} Minuten ist",
                minutes=minutes,
            ),
        )  # fmt: skip


def columns(run: Run, say: Language) -> list[tuple[str, str]]:
    """What the columns of the sheets mean."""
    return [
        ("score", say(
            "Personenstunden jenseits der Schwelle, höchstens eine je Mensch und Weg"
        )),
        ("population_low, population_high", say(
            "so viele {who} des Raumes sind in 9 von 10 Fällen jenseits der Schwelle",
            who=who(run, say),
        )),
        ("established", say(
            "„nicht belegt“: die Spanne beginnt unter der Hälfte der besten Schätzung"
        )),
    ]  # fmt: skip


def _tells(points: pd.DataFrame) -> bool:
    """Whether a way to the nearest offer was not found for some."""
    return bool((points["status"] != "ok").any())


def _with_nearest(run: Run, table: pd.DataFrame) -> pd.DataFrame:
    """The table with the name of the nearest offer."""
    sites = run.find(SITES)
    if sites is None or "nearest_id" not in table:
        return table
    names = dict(zip(sites["id"], sites["name"], strict=True))
    return table.assign(nearest=table["nearest_id"].map(names))
