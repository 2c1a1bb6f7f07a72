"""Participation for print: Kreise by participants per 1,000 people, hidden counts hatched."""

from collections.abc import Sequence
from textwrap import fill
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from matplotlib.axes import Axes
from matplotlib.transforms import Bbox
from numpy.typing import NDArray

from mintgeo._crs import UTM32
from mintgeo._schema import PARTICIPATION, REGIONS, received
from mintgeo.analysis.participation import SMALL, rate_base, rate_words
from mintgeo.cartography.simplify import simplified
from mintgeo.figures import _ground, _ink
from mintgeo.figures._picture import INK, SOFT, Picture, sourced, styled
from mintgeo.figures.turnout import FEW, MISSING, NOBODY, UNTOLD, Turnout, turnout
from mintgeo.germany.own_areas import as_regions
from mintgeo.language import N_, Language, language

TITLE: Final = N_("Woher die Teilnehmenden kommen")
_LETTERS: Final = 25
"""So wide is the legend."""
_BADGE: Final[dict[str, Any]] = {
    "color": "white", "weight": "bold", "path_effects": None,
    "bbox": {"boxstyle": "circle,pad=0.25", "fc": INK, "ec": "white", "lw": 0.4},
}  # fmt: skip


def participation_figure(
    participation: pd.DataFrame,
    kreise: gpd.GeoDataFrame,
    *,
    laender: gpd.GeoDataFrame | None = None,
    own: gpd.GeoDataFrame | None = None,
    title: str = TITLE,
    notes: Sequence[str] = (),
    lang: str = "de",
) -> Picture:
    """Draw how many took part per 1,000 people, by Kreis, for print.

    Kreise of fewer than 20 participants are grey and carry their number: their rates can't be
    compared. The others are coloured by up to five classes of similar rates, drawn towards that of
    all where they tell little (``smoothed_per_1000``, if the table has it).

    Parameters
    ----------
    participation
        A participation table by Kreis, as it is or from the public variant of a run.
    kreise
        A regions table of Kreise, or the layer that the table is by. One without a row in
        ``participation`` is hatched; where that is
        of a public variant, it is left pale.
    laender
        A regions table of Länder, whose borders and names are drawn.
    own
        Those of the Kreise that a study is of, where the others are around them: they are outlined,
        and the Kreise are named.
    title, notes, lang
        As for ``coverage_figure``.

    Raises
    ------
    TableError
        If a table breaks its schema.
    """
    participation = received(participation, PARTICIPATION)
    kreise = as_regions(kreise)
    kreise = received(kreise, REGIONS)
    say = language(lang)
    rows = participation.set_index("ags").reindex(kreise["ags"])
    per = rate_base(participation)
    people = rate_words(participation, say)
    found = turnout(rows, per=per)
    few, missing = found.codes == FEW, found.codes == MISSING
    colours = {code: colour for code, _, colour in found.classes(say)}
    shapes = _ink.metric(gpd.GeoSeries(simplified(kreise), crs=kreise.crs))
    frame = _ground.framed(shapes, own, own)
    if own is not None:
        shapes = shapely.intersection(shapes, shapely.box(*frame))
    with styled():
        page, axes, side = _ink.map_sheet(
            title=say(title),
            subtitle=_subtitle(found, people, say),
            notes=[
                *_elsewhere(participation, kreise, say),
                *sourced(notes, say, participation, kreise, laender),
            ],
            bounds=frame,
        )
        _ink.draw_areas(axes, shapes[~missing], [colours[code] for code in found.codes[~missing]])
        _ink.draw_unknown(axes, list(shapes[missing]))
        if laender is not None:
            _ink.draw_borders(axes, shapes, kreise["ags"])
        if own is not None:
            _ink.draw_lines(
                axes, shapely.boundary(_ink.metric(own)), edgecolors=INK, linewidths=0.9
            )
        tags = _numbers(axes, shapes[few], rows["participants"].to_numpy()[few], say)
        if laender is not None:
            _ink.draw_laender_names(axes, laender, taken=tags, color=SOFT)
        else:
            inside = gpd.GeoDataFrame(kreise.drop(columns="geometry"), geometry=shapes, crs=UTM32)
            named = gpd.GeoDataFrame(inside[~inside.is_empty])
            _ground.draw_area_names(axes, named, taken=[*tags, *_ground.foot(axes)])
        _ink.draw_scale(axes)
        _legend(side, found, people, say)
    return page.picture(_alt(found, people, say))


def _subtitle(found: Turnout, people: str, say: Language) -> str:
    if not found.bounds:
        return say("Teilnehmende nach dem Kreis ihres Ortes")
    if found.smoothed:
        return say(
            "Teilnehmende je {people}, nach dem Kreis ihres Ortes; wo Raten wenig sagen, sind sie "
            "zum Mittel aller Kreise gerückt",
            people=people,
        )
    return say("Teilnehmende je {people}, nach dem Kreis ihres Ortes", people=people)


def _numbers(axes: Axes, shapes: NDArray[Any], counts: NDArray[Any], say: Language) -> list[Bbox]:
    """Counts too small for a rate, written into their Kreis."""
    middles = shapely.get_coordinates(shapely.point_on_surface(shapes))
    texts = [say.number(float(one)) for one in counts]
    return _ink.draw_labels(axes, middles, texts, middle=True, **_BADGE)


def _elsewhere(participation: pd.DataFrame, kreise: gpd.GeoDataFrame, say: Language) -> list[str]:
    """Say how many are in none of the Kreise."""
    rest = participation.loc[~participation["ags"].isin(kreise["ags"]), "participants"].sum()
    if not rest:
        return []
    return [
        say.count(
            "Ein Teilnehmender ist in keinem der Kreise verortet.",
            "{n} Teilnehmende sind in keinem der Kreise verortet.",
            rest,
        )
    ]


def _legend(side: Axes, found: Turnout, people: str, say: Language) -> None:
    entries = [
        (_ink.unknown_swatch() if code == MISSING else _ink.swatch(colour), fill(text, _LETTERS))
        for code, text, colour in found.classes(say)
    ]
    title = say("Teilnehmende")
    if found.bounds:
        title = say("Teilnehmende\nje {people}", people=people)
    _ink.draw_legend(side, entries, title=title)


def _alt(found: Turnout, people: str, say: Language) -> str:
    """Say from how many Kreise people came, and what is not shown."""
    few, untold = (int((found.codes == code).sum()) for code in (FEW, UNTOLD))
    some = int(np.isin(found.codes, (NOBODY, MISSING), invert=True).sum()) - untold
    return say(
        "Karte der Kreise nach der Zahl der Teilnehmenden je {people}. Kreise mit "
        "Teilnehmenden: {some}, davon mit weniger als {least}: {few}; nicht genannt: {untold}.",
        some=say.number(some), least=SMALL, few=say.number(few), untold=say.number(untold),
        people=people,
    )  # fmt: skip
