"""The figures of a run: which ones there are, and what stands in them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final

import geopandas as gpd
import pandas as pd

from mintgeo._cache import write_atomically
from mintgeo.figures import (
    Picture,
    coverage_figure,
    gaps_figure,
    journeys_figure,
    local_figure,
    participation_figure,
    share_figure,
)
from mintgeo.language import Language, language
from mintgeo.privacy.tables import KREISE, harmless
from mintgeo.report.html import vintage_lines
from mintgeo.report.rows import told
from mintgeo.report.spans import row_span
from mintgeo.run import Run

_MOST_ROWS: Final = 40


@dataclass(frozen=True, kw_only=True)
class Print:
    """A figure as it is written: PNG (300 dpi) and SVG, and what it shows in words.

    ``wide``, ``top`` and ``high`` are centimetres: its width, where the drawing itself begins below
    the headline, and how high that is.
    """

    png: bytes
    svg: bytes
    subtitle: str
    alt: str
    wide: float
    top: float
    high: float


@dataclass(frozen=True, kw_only=True)
class _Figure:
    """A figure: its name, who draws it, and the tables of a run that it gets to see."""

    name: str
    draw: Callable[[Run, Language], Picture]
    tables: tuple[str, ...]


def pictures(run: Run, *, lang: str = "de") -> dict[str, Picture]:
    """Draw the figures of a run for print, in German or English (``lang="en"``).

    Returns
    -------
    dict
        ``karte`` (shares by Kreis, or areas on the streets of a town), ``anteile`` (a chart of
        shares with spans by Land, or by Gemeinde), and where the run has the tables: ``raeume``
        (gap areas), ``wege`` (ways to the meeting), ``teilnahme`` (participants by Kreis).
    """
    say = language(lang)
    return {one.name: one.draw(_part(run, one.tables), say) for one in _figures(run)}


def prints(
    run: Run,
    *,
    lang: str = "de",
    twin: Run | None = None,
    drawn: Mapping[str, Print] | None = None,
) -> dict[str, Print]:
    """Draw the figures of a run as files.

    Parameters
    ----------
    run
        The result of a study.
    lang
        Language of the figures.
    twin, drawn
        The other variant of this run, and its figures in this language: those that were drawn from
        the same tables are taken from there.
    """
    known = drawn or {}
    return {
        one.name: known[one.name]
        if one.name in known and twin is not None and _same(run, twin, one.tables)
        else _printed(one.draw(_part(run, one.tables), language(lang)))
        for one in _figures(run)
    }


def write_prints(drawn: Mapping[str, Print], folder: str | Path) -> list[Path]:
    """Write figures into a folder, each as PNG (300 dpi) and SVG."""
    files = []
    for name, one in drawn.items():
        for ending, content in ((".png", one.png), (".svg", one.svg)):
            files.append(Path(folder) / f"{name}{ending}")
            with write_atomically(files[-1]) as part:
                part.write_bytes(content)
    return files


def _printed(picture: Picture) -> Print:
    wide, tall = picture.figure.get_size_inches() * 2.54
    top, end = picture.body
    return Print(
        png=picture.png(),
        svg=picture.svg().encode("utf-8"),
        subtitle=picture.subtitle,
        alt=picture.alt,
        wide=wide,
        top=top * tall,
        high=(end - top) * tall,
    )


def _figures(run: Run) -> Iterator[_Figure]:
    ground: tuple[str, ...] = ("laender",)
    if "isochrones" in run.tables:
        ground = ("roads", f"reach_{run.parameters['modes'][0]}")
        yield _Figure(name="karte", draw=_street_map, tables=("isochrones", "sites", *ground))
        if run.tables["coverage_gemeinde"]["share"].notna().any():
            yield _Figure(name="anteile", draw=_chart, tables=("coverage_gemeinde",))
    else:
        kreise = ("coverage_kreis", "kreise", "laender", "sites")
        yield _Figure(name="karte", draw=_map, tables=kreise)
        yield _Figure(name="anteile", draw=_chart, tables=("coverage_land",))
    if len(run.tables["gaps"]):
        yield _Figure(name="raeume", draw=_gaps, tables=("gaps", "sites", *ground))
    if "journeys" in run.tables:
        yield _Figure(name="wege", draw=_journeys, tables=("journeys",))
    if told(run):
        counts = (KREISE, "kreise", "laender")
        yield _Figure(name="teilnahme", draw=_participation, tables=counts)


def _part(run: Run, names: tuple[str, ...]) -> Run:
    """The run with only these tables: what a figure does not see can't get into it."""
    return replace(run, tables=_seen(run, names))


def _seen(run: Run, names: tuple[str, ...]) -> dict[str, pd.DataFrame]:
    """What a figure sees of tables: no more than may be published, so that variants share it.

    Numbers of participants differ between the variants; each has its own figure, of all it knows.
    """
    return {
        name: run.tables[name] if name == KREISE else harmless(name, run.tables[name])
        for name in names
        if name in run.tables
    }


def _same(run: Run, twin: Run, names: tuple[str, ...]) -> bool:
    ours, theirs = _seen(run, names), _seen(twin, names)
    return set(ours) == set(theirs) and all(
        table is theirs[name] or table.equals(theirs[name]) for name, table in ours.items()
    )


def _map(run: Run, say: Language) -> Picture:
    return coverage_figure(
        run.table("coverage_kreis"),
        gpd.GeoDataFrame(run.table("kreise")),
        laender=gpd.GeoDataFrame(run.table("laender")),
        sites=gpd.GeoDataFrame(run.table("sites")),
        title=run.title,
        mode=run.parameters["modes"][0],
        minutes=max(run.parameters["minutes"]),
        who=run.parameters["people"]["who"],
        notes=_notes(run, say),
        lang=say.code,
    )


def _street_map(run: Run, say: Language) -> Picture:
    mode = run.parameters["modes"][0]
    return local_figure(
        gpd.GeoDataFrame(run.table("isochrones")),
        gpd.GeoDataFrame(run.table(f"reach_{mode}")),
        gpd.GeoDataFrame(run.table("sites")),
        roads=gpd.GeoDataFrame(run.table("roads")) if "roads" in run.tables else None,
        title=run.title,
        mode=mode,
        who=run.parameters["people"]["who"],
        notes=_notes(run, say),
        lang=say.code,
    )


def _chart(run: Run, say: Language) -> Picture:
    """Shares by Land, or by Gemeinde (those of most people) for a study on streets."""
    (table,) = run.tables.values()
    told = table.groupby(["mode", "minutes"])["share"].transform(lambda part: part.notna().any())
    table = table[told]
    largest = table.drop_duplicates("ags").nlargest(_MOST_ROWS, "population")["ags"]
    return share_figure(
        table[table["ags"].isin(largest)],
        title=run.title,
        who=run.parameters["people"]["who"],
        label=partial(row_span, lang=say.code),
        notes=_notes(run, say),
        lang=say.code,
    )


def _gaps(run: Run, say: Language) -> Picture:
    first = run.parameters["modes"][0]
    laender, roads, places = (
        gpd.GeoDataFrame(run.table(name)) if name in run.tables else None
        for name in ("laender", "roads", f"reach_{first}")
    )
    return gaps_figure(
        gpd.GeoDataFrame(run.table("gaps")),
        laender=laender,
        roads=roads,
        places=places,
        sites=gpd.GeoDataFrame(run.table("sites")),
        mode=run.parameters["modes"][0],
        minutes=run.parameters["gap_minutes"],
        who=run.parameters["people"]["who"],
        notes=[run.title, *_notes(run, say)],
        lang=say.code,
    )


def _participation(run: Run, say: Language) -> Picture:
    return participation_figure(
        run.table(KREISE),
        gpd.GeoDataFrame(run.table("kreise")),
        laender=gpd.GeoDataFrame(run.table("laender")),
        notes=[run.title, *_notes(run, say)],
        lang=say.code,
    )


def _journeys(run: Run, say: Language) -> Picture:
    return journeys_figure(
        run.table("journeys"),
        place=run.parameters["meeting"]["name"],
        notes=[run.title, *_notes(run, say)],
        lang=say.code,
    )


def _notes(run: Run, say: Language) -> list[str]:
    return [
        say("Stand: {vintages}", vintages=" · ".join(vintage_lines(run, lang=say.code))),
        say("Quellen: {sources}", sources=" · ".join(run.attributions)),
    ]
