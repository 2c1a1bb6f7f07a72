"""Where participants come from, on maps and figures."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

import geopandas as gpd
import pandas as pd

from mintgeo import _qml
from mintgeo._errors import MissingDataError
from mintgeo.analysis.participation import SMALL, rate_base, rate_words
from mintgeo.chapters.drawing import Figure
from mintgeo.chapters.participation.focus import areas, focus
from mintgeo.chapters.participation.own import OWN
from mintgeo.chapters.participation.tables import COUNTS, near
from mintgeo.chapters.protocol import Layer, Theme
from mintgeo.chapters.regions import AROUND, GROUND, LAENDER, all_kreise, is_country
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
    per = rate_base(near(run, counts))
    found = turnout(table, per=per)
    yield Layer(
        name="teilnahme",
        title=say("Teilnehmende je {people}", people=rate_words(near(run, counts), say)),
        meaning=say(
            "class: 1 ist die Klasse der niedrigsten Anteile; few: weniger als {least}; "
            "nobody: niemand; untold: nicht genannt", least=SMALL,
        ),
        table=gpd.GeoDataFrame(table.assign(**{"class": found.codes})),
        style=_qml.categorised("polygon", "class", found.classes(say), hatched=MISSING),
        place=20, label="name", shown=False,
    )  # fmt: skip


def themes(run: Run, say: Language) -> Iterator[Theme]:  # noqa: ARG001
    """Participants by Kreis; where they alone are shown, the map begins with their Kreise."""
    from mintgeo.maps import GroundLayer, PeopleLayer

    begin = focus(run) if is_country(run) else None
    if begin is not None:
        yield Theme(name="ground", layer=GroundLayer, of={"own": begin}, place=5)
    table = run.find(COUNTS, level="kreis")
    if table is not None:
        counted = {"participation": near(run, table), "kreise": all_kreise(run)}
        yield Theme(name="people", layer=PeopleLayer, of=counted, place=30)


def _figure(run: Run, say: Language) -> "Picture":
    from mintgeo.figures import participation_figure

    found, begin = areas(run), focus(run)
    if found is None:
        raise MissingDataError("'{run}' tells of no participants by area.", run=run.name)
    level, counts, shapes = found
    return participation_figure(
        counts,
        shapes,
        laender=run.find(LAENDER) if begin is None else None,
        own=begin,
        around=None if level == "kreis" else run.find(AROUND),
        per=rate_base(near(run, counts)) if level == "kreis" else None,
        notes=[run.title, *notes(run, say)],
        lang=say.code,
    )


def _sees(run: Run) -> tuple[str, ...]:
    if areas(run) is None:
        return ()
    own = [OWN.name] if run.find(OWN) is not None else []
    return (COUNTS.at("kreis").name, *own, *GROUND)


FIGURE: Final = Figure(
    name="teilnahme", section="participation", needs=COUNTS.at("kreis").name, sees=_sees,
    draw=_figure,
)  # fmt: skip
