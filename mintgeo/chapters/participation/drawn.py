"""Where participants come from, on maps and figures."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

import geopandas as gpd
import pandas as pd

from mintgeo import _qml
from mintgeo.analysis.participation import SMALL, rate_base, rate_words
from mintgeo.chapters.participation.tables import COUNTS
from mintgeo.chapters.protocol import Figure, Layer, Theme
from mintgeo.chapters.regions import GROUND, KREISE, LAENDER, all_kreise, is_country
from mintgeo.chapters.words import notes
from mintgeo.language import Language
from mintgeo.run import Run

if TYPE_CHECKING:
    from mintgeo.figures import Picture


def told(run: Run) -> pd.DataFrame | None:
    """Participants by Kreis, if there is a Kreis whose number is told."""
    table = run.find(COUNTS, level="kreis")
    return table if table is not None and (table["participants"].fillna(0) > 0).any() else None


def layers(run: Run, say: Language) -> Iterator[Layer]:
    """Kreise by participants per people; in the public variant few are told."""
    from mintgeo.figures.turnout import MISSING, turnout

    counts, kreise = told(run), all_kreise(run)
    if counts is None or kreise is None:
        return
    shapes = kreise[["ags", "name", "population", "geometry"]]
    table = shapes.merge(counts.drop(columns=["name", "population"]), on="ags", how="left")
    per = rate_base(counts)
    found = turnout(table, per=per)
    yield Layer(
        name="teilnahme",
        title=say("Teilnehmende je {people}", people=rate_words(table, say)),
        meaning=say(
            "class: 1 ist die Klasse der niedrigsten Anteile; few: weniger als {least}; "
            "nobody: niemand; untold: nicht genannt", least=SMALL,
        ),
        table=gpd.GeoDataFrame(table.assign(**{"class": found.codes})),
        style=_qml.categorised("polygon", "class", found.classes(say), hatched=MISSING),
        place=20, label="name", shown=False,
    )  # fmt: skip


def themes(run: Run, say: Language) -> Iterator[Theme]:  # noqa: ARG001
    """Participants by Kreis."""
    from mintgeo.maps import PeopleLayer

    table = run.find(COUNTS, level="kreis")
    if table is not None:
        counted = {"participation": table, "kreise": all_kreise(run)}
        yield Theme(name="people", layer=PeopleLayer, of=counted, place=30)


def _figure(run: Run, say: Language) -> "Picture":
    from mintgeo.figures import participation_figure

    return participation_figure(
        run.of(COUNTS, level="kreis"),
        all_kreise(run),
        laender=run.find(LAENDER) if is_country(run) else None,
        own=None if is_country(run) else run.find(KREISE),
        notes=[run.title, *notes(run, say)],
        lang=say.code,
    )


def _sees(run: Run) -> tuple[str, ...]:
    if told(run) is None or all_kreise(run) is None:
        return ()
    return (COUNTS.at("kreis").name, *GROUND)


FIGURE: Final = Figure(
    name="teilnahme", section="participation", needs=COUNTS.at("kreis").name, sees=_sees,
    draw=_figure,
)  # fmt: skip
