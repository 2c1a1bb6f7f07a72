"""The plan on the map, in layers and in print."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd

from mintgeo import _qml
from mintgeo.cartography.palettes import GAINED_COLOUR, HUB_COLOUR, LEFT_COLOUR, STOP_COLOUR
from mintgeo.chapters.drawing import Figure
from mintgeo.chapters.lists import SITES
from mintgeo.chapters.protocol import Layer, Theme
from mintgeo.chapters.regions import AROUND, KREISE, LAENDER, is_country
from mintgeo.chapters.rows import placed
from mintgeo.chapters.stops import words
from mintgeo.chapters.stops.hubs import HUBS, hub_rows
from mintgeo.chapters.stops.tables import AREAS, CANDIDATES, OTHERS, OTHERS_REACHED, STOPS
from mintgeo.chapters.streets import ROADS
from mintgeo.chapters.words import notes
from mintgeo.language import Language
from mintgeo.run import Run

if TYPE_CHECKING:
    from mintgeo.figures import Picture

_PLACE: Final = 85


def layers(run: Run, say: Language) -> Iterator[Layer]:
    """Stops, those of other plans, candidates, and the land of who reaches no offer today."""
    stops, areas, others = run.find(STOPS), run.find(AREAS), run.find(OTHERS)
    candidates = run.find(CANDIDATES)
    if (hubs := run.find(HUBS)) is not None:
        yield Layer(
            name="mobil_kisten", title=say("Standorte für Kisten"), place=94, shown=False,
            meaning=say("wo Kisten mit Experimenten zum Ausleihen stehen sollten"),
            table=placed(hubs), label="name",
            style=_qml.single("point", colour=HUB_COLOUR, name="square", size="3.2"),
        )  # fmt: skip
    if stops is None or stops.empty:
        return
    if areas is not None:
        classes = [(name, text, colour) for name, text, colour in _classes(say)]
        yield Layer(
            name="mobil_flaechen", title=say("Nach dem Plan: wer neu erreicht wird"), place=55,
            meaning=say("Land um die Menschen, die heute kein Angebot erreichen; order: der Halt, "
                        "der sie zuerst erreicht, 0 ohne Halt"),
            table=gpd.GeoDataFrame(areas.assign(state=_states(areas))), shown=False,
            style=_qml.categorised("polygon", "state", classes),
        )  # fmt: skip
    if candidates is not None:
        yield Layer(
            name="mobil_kandidaten", title=say("Mögliche Halte"), place=76, shown=False,
            meaning=say("Orte, unter denen der Plan gewählt hat"), table=placed(candidates),
            style=_qml.single("point", colour="#bcbddc", size="1.4"),
        )  # fmt: skip
    if others is not None:
        yield Layer(
            name="mobil_alternativen", title=say("Halte anderer Pläne"), place=_PLACE, shown=False,
            meaning=say("Halte wirklich anderer Pläne, die fast ebenso viel erreichen"),
            table=placed(others), label="plan",
            style=_qml.single("point", colour="#ffffff", outline_color=STOP_COLOUR, size="3"),
        )  # fmt: skip
    yield Layer(
        name="mobil_halte", title=say("Halte des MINT-Mobils"), place=95, table=placed(stops),
        meaning=say("Halte des Plans; adds: wen jeder neu erreicht"), label="order",
        style=_qml.single("point", colour=STOP_COLOUR, outline_color="#ffffff", size="4"),
    )  # fmt: skip


def _classes(say: Language) -> list[tuple[str, str, str]]:
    return [
        ("gained", say("neu erreicht"), GAINED_COLOUR),
        ("left", say("weiter ohne Angebot"), LEFT_COLOUR),
    ]


def _states(areas: gpd.GeoDataFrame) -> pd.Series:
    return pd.Series(np.where(areas["order"] > 0, "gained", "left"), areas.index, dtype="str")


def themes(run: Run, say: Language) -> Iterator[Theme]:
    """Who reaches no offer today, and with the plan; its stops; other plans to be switched on."""
    from mintgeo.maps import PlanLayer, ShapesLayer

    yield from _hubs(run, say, PlanLayer)
    stops, areas = run.find(STOPS), run.find(AREAS)
    if stops is None or stops.empty:
        return
    if areas is not None and len(areas):
        yield from _lands(areas, run, say, ShapesLayer)
    asked = {"minutes": words.told(run)["minutes"], "mode": words.told(run)["mode"],
             "who": run.parameters["people"]["who"]}  # fmt: skip
    yield Theme(
        name="plan", layer=PlanLayer, place=95,
        of={"stops": _called(stops, run, say), "reached": words.reached_rows(run, say),
            "name": say("Halte des MINT-Mobils"), **asked},
    )  # fmt: skip
    others = run.find(OTHERS)
    reached = words.reached_rows(run, say, OTHERS_REACHED)
    if others is not None and reached is not None:
        called = _called(others, run, say, OTHERS)
        for number in sorted(set(others["plan"])):
            yield Theme(
                name=f"plan_other_{number}", layer=PlanLayer, place=94,
                of={"stops": called[called["plan"] == number], "look": "other", "show": False,
                    "reached": reached[reached["plan"] == number],
                    "name": say("Alternative {number}", number=say.number(number)), **asked},
            )  # fmt: skip


def _hubs(run: Run, say: Language, layer: Any) -> Iterator[Theme]:
    hubs = run.find(HUBS)
    if hubs is None:
        return
    texts = [
        say.count("Eine Gemeinde leiht hier aus; der längste Weg ist {minutes} Minuten.",
                  "{n} Gemeinden leihen hier aus; der längste Weg ist {minutes} Minuten.",
                  row["gemeinden"], minutes=say.number(row["longest_min"]))
        for row in hub_rows(run, say)
    ]  # fmt: skip
    yield Theme(
        name="plan_hubs", layer=layer, place=96,
        of={"stops": hubs.assign(text=texts), "look": "hub", "show": False,
            "name": say("Standorte für Kisten")},
    )  # fmt: skip


def _called(
    stops: gpd.GeoDataFrame, run: Run, say: Language, kind: Any = STOPS
) -> gpd.GeoDataFrame:
    names = [row["name"] for row in words.stop_rows(run, say, kind)]
    return gpd.GeoDataFrame(stops.assign(name=pd.Series(names, stops.index, dtype="str")))


def _lands(areas: gpd.GeoDataFrame, run: Run, say: Language, layer: Any) -> Iterator[Theme]:
    """The same land before and after: whom offers don't reach, and whom no stop does either."""
    minutes = say.limit(words.told(run)["minutes"])
    before = say("Heute ohne Angebot in {minutes} Minuten", minutes=minutes)
    after = say("Mit dem Plan")
    people = [say("{people} {who}", people=say.people(one), who=words.counted(run, say))
              for one in areas["people"]]  # fmt: skip
    names = {row["order"]: row["name"] for row in words.stop_rows(run, say)}
    said = [
        say("neu durch Halt {order}, {name}", order=say.number(order), name=names[order])
        if order else say("weiter ohne Angebot")
        for order in areas["order"]
    ]  # fmt: skip
    whole = areas.dissolve(aggfunc={"people": "sum"}).assign(
        name=before, **{"class": "left"},
        text=say("{people} {who}", people=say.people(float(areas["people"].sum())),
                 who=words.counted(run, say)),
    )  # fmt: skip
    yield Theme(
        name="plan_before", layer=layer, place=92,
        of={"shapes": gpd.GeoDataFrame(whole), "classes": [("left", before, LEFT_COLOUR)],
            "caption": before, "name": before, "show": False},
    )  # fmt: skip
    shapes = areas.assign(name=said, text=people, **{"class": _states(areas)})
    yield Theme(
        name="plan_after", layer=layer, place=93,
        of={"shapes": gpd.GeoDataFrame(shapes), "classes": _classes(say), "caption": after,
            "name": after, "show": False},
    )  # fmt: skip


def _sees(run: Run) -> tuple[str, ...]:
    stops = run.find(STOPS)
    if stops is None or stops.empty:
        return ()
    return ("plan_stops", "plan_areas", "sites", "roads", "kreise", "laender", "around")


def _figure(run: Run, say: Language) -> "Picture":
    from mintgeo.figures.stops import stops_figure

    country = is_country(run)
    return stops_figure(
        _called(run.of(STOPS), run, say), run.find(AREAS), run.find(SITES),
        roads=run.find(ROADS), borders=run.find(LAENDER) if country else run.find(KREISE),
        around=run.find(AROUND), title=run.title, counted=words.counted(run, say),
        minutes=words.told(run)["minutes"], mode=words.told(run)["mode"],
        notes=notes(run, say), lang=say.code,
    )  # fmt: skip


FIGURE: Final = Figure(name="halte", section="plan", needs="plan_stops", sees=_sees, draw=_figure)
