"""A page for each stop, for whoever drives there and for whoever is at home there."""

from collections.abc import Iterator
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from markupsafe import Markup

from mintgeo._crs import UTM32, WGS84
from mintgeo.cartography.labels import largest_places
from mintgeo.cartography.palettes import GAINED_COLOUR, KIND_COLOURS
from mintgeo.cartography.stop_map import (
    Ground,
    Mark,
    any_inside,
    framed,
    joined,
    offer_spots,
    stop_map,
)
from mintgeo.chapters.coverage.tables import REACH
from mintgeo.chapters.leaf import Page
from mintgeo.chapters.lists import SITES
from mintgeo.chapters.regions import KREISE
from mintgeo.chapters.rows import Row, as_records
from mintgeo.chapters.stops import words
from mintgeo.chapters.stops.tables import HOMES, STOPS
from mintgeo.chapters.streets import ROADS
from mintgeo.chapters.travel import said_of_router
from mintgeo.chapters.words import by_mode, vintage_lines
from mintgeo.language import Language
from mintgeo.language.planned import certainty_sentence, offer_words
from mintgeo.run import Run

_GEMEINDEN: Final = 12
"""So many Gemeinden a page has room for."""
_BEFORE: Final = "#aab4bd"
"""Of people whom an offer or an earlier stop reaches already."""
_DOTS: Final = (3.0, 13.0)
"""Radius of the dots of few people and of many."""
_NAMED: Final = 9
_SIZE: Final = 1.7
"""Letters of a map that is half a page wide."""


def leaves(run: Run, say: Language) -> Iterator[Page]:
    """One page per stop, in their order."""
    stops, reached = run.find(STOPS), words.reached_rows(run, say)
    if stops is None or reached is None:
        return
    scene = _Scene(run)
    rows = words.stop_rows(run, say)
    for row in rows:
        order = int(row["order"])
        yield Page(
            folder="stops", number=order, template="stop.html.j2",
            title=say("Halt {order}: {name}", order=say.number(order), name=row["name"]),
            values={
                "row": row, "stops": len(rows), "counted": words.counted(run, say),
                "plan": words.told(run), "mode": by_mode(words.told(run)["mode"], say),
                "at": _degrees(stops, order), "sure": certainty_sentence(row, say),
                "offer": offer_words(row, say), "near": words.near_words(row, say),
                "drawn": scene.drawn(order, say),
                "caveat": said_of_router(run, say).caveat,
                "vintages": vintage_lines(run, say), **_gemeinden(reached, row["id"]),
            },
        )  # fmt: skip


def _degrees(stops: gpd.GeoDataFrame, order: int) -> str:
    """Degrees as every satnav takes them, whatever the language."""
    place = stops.geometry[stops["order"] == order].to_crs(WGS84).iloc[0]
    return f"{place.y:.5f}, {place.x:.5f}"


def _gemeinden(reached: pd.DataFrame, key: str) -> dict[str, Any]:
    """The Gemeinden of most people, and those that a page has no room for as one row."""
    rows: list[Row] = as_records(reached[reached["id"] == key])
    rest = rows[_GEMEINDEN:]
    return {
        "gemeinden": rows[:_GEMEINDEN], "others": len(rest),
        "rest": {one: sum(row[one] or 0 for row in rest) for one in ("people", "adds")},
        "children": "children" in reached and bool(reached["children"].notna().any()),
    }  # fmt: skip


class _Scene:
    """What maps of all stops are drawn of, brought to metres once."""

    def __init__(self, run: Run) -> None:
        self.stops, self.homes = run.of(STOPS), run.of(HOMES)
        people: Any = run.plain(REACH, mode=words.told(run)["mode"])
        self.people = gpd.GeoDataFrame(people.set_index(people["id"].astype("str")))
        self.at = _flat(self.stops)
        self.offers = offer_spots(run.plain(SITES))
        roads, kreise = run.find(ROADS), run.find(KREISE)
        self.roads: Any = [] if roads is None else joined(roads)
        self.kreise = [] if kreise is None else list(kreise.geometry.to_crs(UTM32))

    def drawn(self, order: int, say: Language) -> Markup:
        """The stop among the people whom it reaches."""
        rows = self.homes[self.homes["order"] == order]
        homes = gpd.GeoDataFrame(self.people.loc[rows["id"]])
        at, counts = _flat(homes), homes["population"].to_numpy(dtype=float)
        main = self.at[(self.stops["order"] == order).to_numpy()]
        frame = framed([shapely.MultiPoint(np.concatenate([at, main]))])
        new = rows["adds"].to_numpy(dtype=bool)
        radius = np.interp(np.sqrt(counts), (0, np.sqrt(max(counts.max(initial=1), 1))), _DOTS)
        order_of_dots = np.argsort(new, kind="stable")
        dots = [
            (float(at[one, 0]), float(at[one, 1]), float(radius[one]),
             GAINED_COLOUR if new[one] else _BEFORE)
            for one in order_of_dots
        ]  # fmt: skip
        names, spots = largest_places(homes)
        pairs = zip(self.stops["order"], self.at, strict=True)
        marks = [Mark(at=(x, y), sign=str(one), main=one == order) for one, (x, y) in pairs]
        return stop_map(
            frame, sorted(marks, key=lambda one: one.main),
            Ground(
                lines=self.roads, borders=self.kreise, dots=dots, offers=self.offers,
                names=[(text, (x, y)) for text, (x, y) in zip(names, spots, strict=True)][:_NAMED],
            ),
            title=say("Wen Halt {order} erreicht; je größer ein Punkt, desto mehr wohnen dort.",
                      order=say.number(order)),
            key=[(colour, text) for colour, text, there in (
                (GAINED_COLOUR, say("neu erreicht"), new.any()),
                (_BEFORE, say("schon mit Angebot"), not new.all()),
                (KIND_COLOURS[0], say("Angebot heute"), any_inside(self.offers, frame)),
            ) if there],
            size=_SIZE,
        )  # fmt: skip


def _flat(table: gpd.GeoDataFrame) -> Any:
    return shapely.get_coordinates(table.geometry.to_crs(UTM32).to_numpy())
