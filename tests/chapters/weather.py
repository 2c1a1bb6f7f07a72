"""A chapter of the test suite: how many rainy days there are. It is all in this file."""

from collections.abc import Iterator
from dataclasses import dataclass

import geopandas as gpd
import pandas as pd
from matplotlib.figure import Figure as Drawing

from mintgeo import _qml
from mintgeo._errors import OptionError
from mintgeo.chapters import (
    Chapter,
    Figure,
    Headline,
    Input,
    Kind,
    Layer,
    Section,
    Sentence,
    Sheet,
    Stage,
    Study,
    Theme,
    Work,
)
from mintgeo.chapters.regions import KREISE
from mintgeo.figures import Picture
from mintgeo.language import N_, Language
from mintgeo.run import Run

RAIN: Kind[gpd.GeoDataFrame] = Kind(
    name="rain", privacy="open", columns=frozenset({"ags", "name", "days", "geometry"})
)
OBSERVERS: Kind[pd.DataFrame] = Kind(name="observers")
"""Who measured: declared, and not to be published."""


_WET = 121


@dataclass(frozen=True, kw_only=True)
class Weather:
    """A file of rainy days by Kreis."""

    file: str
    days: int = 0

    def __post_init__(self) -> None:
        if self.days < 0:
            raise OptionError(f"[weather] days must not be negative: {self.days}.")


def _inputs(plan: Study) -> Iterator[Input]:
    asked = plan.section(Weather)
    if asked:
        yield Input(name="weather", file=plan.resolve(asked.file), rows=OBSERVERS)


def _rain(work: Work) -> dict[Kind[gpd.GeoDataFrame] | Kind[pd.DataFrame], pd.DataFrame]:
    asked = work.plan.section(Weather)
    assert asked is not None
    found = pd.read_csv(work.plan.resolve(asked.file), dtype={"ags": "str"})
    kreise = work[KREISE][["ags", "name", "geometry"]].merge(found, on="ags")
    rainy = kreise[kreise["days"] >= asked.days].drop(columns="observer")
    return {RAIN: gpd.GeoDataFrame(rainy), OBSERVERS: found}


def _wettest(run: Run) -> pd.Series | None:
    rain = run.find(RAIN)
    return None if rain is None else rain.loc[rain["days"].idxmax()]


def _points(run: Run, say: Language) -> Iterator[Sentence]:
    most = _wettest(run)
    if most is not None:
        text = say("Am häufigsten regnet es in {name}.", name=most["name"])
        yield Sentence(about=say("Regenwetter"), text=text)


def _headlines(run: Run, say: Language) -> Iterator[Headline]:
    most = _wettest(run)
    if most is not None:
        days = say.count("{n} Regentag", "{n} Regentage", int(most["days"]))
        yield Headline(value=days, text=say("im nassesten Kreis"))


def _sections(run: Run, say: Language) -> Iterator[Section]:
    rain = run.find(RAIN)
    if rain is not None:
        rows = rain.drop(columns="geometry").to_dict("records")
        yield Section(
            anchor="weather", title=say("Wie das Wetter war"), template="weather.html.j2",
            values={"rows": rows},
        )  # fmt: skip


_TEMPLATE = """\
<p>{{ say("Regentage in {n} Kreisen.", n=rows | length) }}</p>
{{ still }}
<ul>{% for row in rows %}<li>{{ row.name }}: {{ row.days | number }}</li>{% endfor %}</ul>
"""


def _sheets(run: Run, say: Language) -> Iterator[Sheet]:
    rain = run.find(RAIN)
    if rain is not None:
        yield Sheet(title=say("Regenwetter"), table=rain, formats={"days": "000"})


def _layers(run: Run, say: Language) -> Iterator[Layer]:
    rain = run.find(RAIN)
    if rain is not None:
        yield Layer(
            name="regen", title=say("Regenwetter"), meaning=say("Regentage im Jahr"), table=rain,
            style=_qml.single("polygon", colour="#56b4e9"),
        )  # fmt: skip


def _themes(run: Run, say: Language) -> Iterator[Theme]:
    from mintgeo.maps import ShapesLayer

    rain = run.find(RAIN)
    if rain is not None:
        texts = [say.count("{n} Regentag", "{n} Regentage", days) for days in rain["days"]]
        wet = rain["days"].gt(_WET)
        shapes = rain.assign(text=texts, **{"class": wet.map({True: "wet", False: "dry"})})
        words = say("bis {n} Tage", n=_WET), say("mehr als {n} Tage", n=_WET)
        classes = [("dry", words[0], "#f0e442"), ("wet", words[1], "#0072b2")]
        yield Theme(
            name="rain", layer=ShapesLayer, place=60,
            of={"shapes": shapes, "classes": classes, "caption": say("Regentage im Jahr"),
                "name": say("Regenwetter"), "show": False},
        )  # fmt: skip


def _draw(run: Run, say: Language) -> Picture:
    figure = Drawing(figsize=(3, 2))
    figure.add_subplot().bar(run.of(RAIN)["name"], run.of(RAIN)["days"])
    title = say("Regentage im Jahr")
    return Picture(figure=figure, title=title, subtitle=title, body=(0.0, 1.0), alt=title)


WEATHER = Chapter(
    name="weather",
    kinds=(RAIN, OBSERVERS),
    section=Weather,
    inputs=_inputs,
    stages=(
        Stage(
            title=N_("Regenwetter"), needs=(KREISE,), makes=(RAIN, OBSERVERS), run=_rain,
            asked=lambda plan: plan.section(Weather) is not None,
        ),
    ),
    parameters=lambda work: {"weather": bool(RAIN in work)},
    points=_points,
    headlines=_headlines,
    sections=_sections,
    templates={"weather.html.j2": _TEMPLATE},
    sheets=_sheets,
    columns=lambda _, say: [("days", say("Regentage im Jahr"))],
    layers=_layers,
    themes=_themes,
    figures=(
        Figure(
            name="wetter", section="weather", needs="rain", sees=lambda _: ("rain",), draw=_draw,
        ),
    ),
    messages={
        "en": {
            "Regenwetter": "Weather",
            "Am häufigsten regnet es in {name}.": "It rains most often in {name}.",
            "{n} Regentag": ("{n} day of rain", "{n} days of rain"),
            "im nassesten Kreis": "in the wettest Kreis",
            "Wie das Wetter war": "What the weather was like",
            "Regentage in {n} Kreisen.": "Days of rain in {n} Kreise.",
            "Regentage im Jahr": "Days of rain in a year",
            "bis {n} Tage": "up to {n} days",
            "mehr als {n} Tage": "more than {n} days",
        }
    },
)  # fmt: skip
