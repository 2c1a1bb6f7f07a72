"""Bus and train on the map, and as layers."""

from collections.abc import Iterator
from typing import Final

import geopandas as gpd

from mintgeo import _qml
from mintgeo.chapters.protocol import Layer, Theme
from mintgeo.chapters.rows import placed
from mintgeo.chapters.transit.tables import STOPS, TRIPS
from mintgeo.chapters.transit.words import TRIP_CLASSES, trip_class, trip_name
from mintgeo.language import Language
from mintgeo.run import Run

_COLOURS: Final = {"both": "#009e73", "home": "#d55e00", "none": "#7f8a93"}
_OFTEN, _SELDOM = "#0072b2", "#9ecae1"


def layers(run: Run, say: Language) -> Iterator[Layer]:
    """Homes by whether there is a way there and home, and stops."""
    trips, stops = run.find(TRIPS), run.find(STOPS)
    if trips is not None:
        classes = [(name, trip_name(name, run, say), _COLOURS[name]) for name in TRIP_CLASSES]
        yield Layer(
            name="hin_und_zurueck", title=say("Hin und zurück mit Bus und Bahn"),
            meaning=say("ob man zu einem Angebot und wieder nach Hause kommt"),
            table=gpd.GeoDataFrame(trips.assign(way=trip_class(trips))), place=72, shown=False,
            style=_qml.categorised("point", "way", classes),
        )  # fmt: skip
    if stops is not None:
        yield Layer(
            name="haltestellen", title=say("Haltestellen"),
            meaning=say("Haltestellen mit ihren Abfahrten an diesem Tag"), table=placed(stops),
            style=_qml.single("point", colour=_OFTEN, size="1.6"), place=74, shown=False,
        )  # fmt: skip


def themes(run: Run, say: Language) -> Iterator[Theme]:
    """The same on the map, to be switched on."""
    from mintgeo.maps import ShapesLayer

    trips, stops = run.find(TRIPS), run.find(STOPS)
    if trips is not None:
        texts = [trip_name(name, run, say) for name in trip_class(trips)]
        classes = [(name, trip_name(name, run, say), _COLOURS[name]) for name in TRIP_CLASSES]
        shapes = trips[["place", "geometry"]].rename(columns={"place": "name"})
        yield Theme(
            name="outings", layer=ShapesLayer, place=70,
            of={"shapes": shapes.assign(text=texts, **{"class": trip_class(trips)}),
                "classes": classes, "caption": say("Hin und zurück mit Bus und Bahn"),
                "name": say("Hin und zurück mit Bus und Bahn"), "show": False},
        )  # fmt: skip
    if stops is not None:
        often = stops["frequent"].map({True: "often", False: "seldom"})
        texts = [say.count("{n} Abfahrt am Tag", "{n} Abfahrten am Tag", n)
                 for n in stops["departures"]]  # fmt: skip
        words = say("mindestens 20 Abfahrten am Tag"), say("weniger Abfahrten")
        classes = [("often", words[0], _OFTEN), ("seldom", words[1], _SELDOM)]
        yield Theme(
            name="stops", layer=ShapesLayer, place=71,
            of={"shapes": stops.assign(text=texts, **{"class": often}), "classes": classes,
                "caption": say("Haltestellen"), "name": say("Haltestellen"), "show": False},
        )  # fmt: skip
