"""Kreise and Länder, on which results are drawn."""

from collections.abc import Iterator
from typing import Final

import geopandas as gpd

from mintgeo import _embedded, _qml, _schema
from mintgeo._kinds import Kind, columns_of
from mintgeo.chapters.plan import Study
from mintgeo.chapters.protocol import Chapter, Layer
from mintgeo.chapters.rows import placed
from mintgeo.chapters.stages import Results, Stage, Work
from mintgeo.chapters.travel import is_local
from mintgeo.germany.regions import regions
from mintgeo.language import N_, Language
from mintgeo.run import Run

KREISE: Final[Kind[gpd.GeoDataFrame]] = Kind(
    name="kreise", privacy="open", columns=columns_of(_schema.REGIONS)
)
LAENDER: Final[Kind[gpd.GeoDataFrame]] = Kind(
    name="laender", privacy="open", columns=columns_of(_schema.REGIONS)
)
_USED: Final = ("kreise", "laender")


def _shapes(work: Work) -> Results:  # noqa: ARG001
    return {KREISE: regions("kreis"), LAENDER: regions("land")}


def _vintages(plan: Study) -> list[tuple[str, str]]:  # noqa: ARG001
    return [(one.title, one.vintage) for one in map(_embedded.source, _USED)]


def _attributions(work: Work) -> list[str]:  # noqa: ARG001
    return [one.attribution for one in map(_embedded.source, _USED)]


def _layers(run: Run, say: Language) -> Iterator[Layer]:
    laender = run.find(LAENDER)
    if laender is not None and not is_local(run):
        yield Layer(
            name="laender", title=say("Länder"), meaning=say("Grenzen der Länder"),
            table=placed(laender), place=30,
            style=_qml.single("polygon", colour="#ffffff", style="no", outline_color="#1b2733"),
        )  # fmt: skip


REGIONS: Final = Chapter(
    name="regions",
    kinds=(KREISE, LAENDER),
    stages=(Stage(title=N_("Gebiete"), makes=(KREISE, LAENDER), run=_shapes),),
    vintages=_vintages,
    attributions=_attributions,
    layers=_layers,
)
