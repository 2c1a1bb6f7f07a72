"""Shares on maps: figures, layers, and the lowest theme of the map of a run."""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Final

import geopandas as gpd
import numpy as np
import pandas as pd

from mintgeo import _qml
from mintgeo.analysis.resolution import coarse_places
from mintgeo.cartography.classes import DOUBT, classes
from mintgeo.cartography.palettes import SHARE_COLOURS
from mintgeo.cartography.palettes import SHARES as SHARES_AT
from mintgeo.chapters.coverage.page import MOST_ROWS, table_level
from mintgeo.chapters.coverage.tables import REACH, SHARES, known
from mintgeo.chapters.drawing import Figure
from mintgeo.chapters.lists import SITES, near
from mintgeo.chapters.protocol import Layer, Theme
from mintgeo.chapters.regions import AROUND, GROUND, KREISE, LAENDER, is_country, shown
from mintgeo.chapters.rows import region_name, row_span
from mintgeo.chapters.streets import ISOCHRONES, ROADS, is_local
from mintgeo.chapters.words import by_mode, notes, vintage_lines, who
from mintgeo.language import N_, Language
from mintgeo.run import Run

if TYPE_CHECKING:
    from mintgeo.figures import Picture

_MOST: Final = 0.5
"""So many of the areas tell a share, where a map begins with it."""
_CHARTED: Final = 20
"""Shares of more areas are not charted: rows of them fill a page, and the table has the same."""
_DARK: Final = 3
"""Classes above this one are dark."""
_LAYERS: Final = {
    "kreis": "kreise", "gemeinde": "gemeinden", "district": "teilgebiete", "cell": "zellen",
}  # fmt: skip
_MANY: Final = {
    "kreis": N_("Kreise"), "gemeinde": N_("Gemeinden"), "district": N_("Teilgebiete"),
    "cell": N_("Zellen"),
}  # fmt: skip
"""Layers of areas by their level, and their names for people."""
_REACHED: Final = ("travel_min", "nearest_id", "status")
_ENDLESS, _MOST_TIMES = 100_000.0, 4


def themes(run: Run, say: Language) -> Iterator[Theme]:
    """Shares by Kreis, or of a town from where an offer is reached on its streets."""
    from mintgeo.maps import CoverageLayer, LocalLayer, ReachLayer

    words = {"who": run.parameters["people"]["who"], "vintages": vintage_lines(run, say)}
    areas = run.find(ISOCHRONES)
    if areas is not None:
        yield Theme(
            name="coverage", layer=LocalLayer, place=10,
            of={"reach": run.by_mode(REACH), "isochrones": areas, "sites": run.of(SITES),
                "roads": run.find(ROADS), "minutes": run.longest, **words},
        )  # fmt: skip
    elif known(run):
        (table, mode, minutes), (_, shapes) = told_views(run), shown(run)
        if len(table):
            yield Theme(
                name="coverage", layer=CoverageLayer, place=10,
                of={"coverage": table, "kreise": shapes, "mode": mode, "minutes": minutes, **words},
            )  # fmt: skip
        else:
            yield Theme(
                name="coverage",
                layer=ReachLayer,
                place=10,
                of={"reach": run.of(REACH), "who": words["who"]},
            )


def told_views(run: Run) -> tuple[pd.DataFrame, str, float]:
    """Shares that maps can show: of modes and thresholds that are told of some area at all.

    Returns
    -------
    tuple
        The rows, and the mode and threshold to begin with: the first ones of the study that are
        told of most areas, or else those that are told of more areas than any other.
    """
    table = run.of(SHARES, level=shown(run)[0])
    told = table["share"].notna().groupby([table["mode"], table["minutes"]]).mean()
    order = [
        (mode, float(one)) for mode in run.modes
        for one in sorted(run.parameters["minutes"], reverse=True)
    ]  # fmt: skip
    seen = [view for view in order if told.get(view, 0) > 0]
    if not seen:
        return table.iloc[:0], run.mode, run.longest
    first = next((view for view in seen if told[view] >= _MOST), max(seen, key=told.__getitem__))
    keep = pd.MultiIndex.from_frame(table[["mode", "minutes"]]).isin(seen)
    return table[keep].reset_index(drop=True), *first


def _map_sees(run: Run) -> tuple[str, ...]:
    if is_local(run):
        return ("isochrones", "sites", "roads", REACH.at(run.mode).name)
    table = SHARES.at(shown(run)[0]).name
    return (
        table,
        *GROUND,
        "sites",
        *([] if len(told_views(run)[0]) else [REACH.at(run.mode).name]),
    )


def _map_figure(run: Run, say: Language) -> "Picture":
    from mintgeo.figures import coverage_figure, local_figure, reach_figure

    words = {
        "title": run.title, "mode": run.mode, "who": run.parameters["people"]["who"],
        "notes": notes(run, say), "lang": say.code,
    }  # fmt: skip
    if is_local(run):
        return local_figure(
            run.of(ISOCHRONES), run.of(REACH), run.of(SITES), roads=run.find(ROADS), **words
        )
    (_, shapes), (own, outside) = shown(run), near(run, run.of(SITES))
    table, words["mode"], minutes = told_views(run)
    if table.empty:
        words.pop("mode")
        kreise = shapes if (shapes["level"] == "district").all() else run.find(KREISE)
        return reach_figure(
            run.of(REACH), kreise=kreise, around=run.find(AROUND), sites=own, **words
        )
    return coverage_figure(
        table, shapes, minutes=minutes,
        laender=run.find(LAENDER) if is_country(run) else run.find(KREISE),
        around=run.find(AROUND), sites=own, outside=outside, **words,
    )  # fmt: skip


def _chart_sees(run: Run) -> tuple[str, ...]:
    level = table_level(run)
    table = run.find(SHARES, level=level) if level else None
    if table is None or table["share"].isna().all() or table["ags"].nunique() > _CHARTED:
        return ()
    return (SHARES.at(level).name,)


def _chart(run: Run, say: Language) -> "Picture":
    """Shares by Land, or by Gemeinde (those of most people) for a study on streets."""
    from mintgeo.figures import share_figure

    (table,) = run.tables.values()
    told = table.groupby(["mode", "minutes"])["share"].transform(lambda part: part.notna().any())
    table = table[told]
    largest = table.drop_duplicates("ags").nlargest(MOST_ROWS, "population")["ags"]
    table = table[table["ags"].isin(largest)]
    pairs = zip(table["ags"], table["name"], strict=True)
    return share_figure(
        table.assign(name=[region_name(ags, name, say) for ags, name in pairs]),
        title=run.title,
        who=run.parameters["people"]["who"],
        label=partial(row_span, lang=say.code),
        notes=notes(run, say),
        lang=say.code,
    )


FIGURES: Final = (
    Figure(name="karte", section="map", needs="sites", sees=_map_sees, draw=_map_figure),
    Figure(
        name="anteile", section="regions", needs=SHARES.at("country").name, sees=_chart_sees,
        draw=_chart,
    ),
)  # fmt: skip


def layers(run: Run, say: Language) -> Iterator[Layer]:
    """Kreise with their shares, and where people live with their times."""
    if known(run) and not is_local(run):
        yield _areas(run, say)
    if run.find(REACH) is not None:
        yield _people(run, say)


def _areas(run: Run, say: Language) -> Layer:
    """Areas with the shares of every mode and threshold, and in which class each is."""
    level, shapes = shown(run)
    table = shapes.merge(_wide(run.of(SHARES, level=level)), on="ags", how="left")
    return Layer(
        name=_LAYERS[level],
        title=say(
            "{areas}: Anteil in höchstens {minutes} Minuten ({mode})",
            areas=say(_MANY[level]),
            minutes=say.limit(run.longest),
            mode=by_mode(run.mode, say),
        ),
        meaning=say(
            "share_…: Anteil der {who}, die in höchstens so vielen Minuten ein Angebot erreichen; "
            "low und high: Grenzen der Spanne (90 %); class: Klasse ihrer Mitte, mit ? wo sie "
            "über mehr als eine Klassengrenze reicht",
            who=who(run, say),
        ),
        table=gpd.GeoDataFrame(table),
        style=_doubtful_style(f"class_{run.mode}_{run.longest:g}", say),
        place=10,
        label="" if level == "cell" else "name",
    )


def _doubtful_style(column: str, say: Language) -> str:
    """Five classes from high to low, each plain, and striped where it is in doubt."""
    plain, doubtful, stripes = [], [], {}
    for number, (colour, high) in enumerate(
        zip(SHARE_COLOURS, SHARES_AT[1:], strict=True), start=1
    ):
        text = say("bis {share}", share=say.percent(high))
        plain.append((str(number), text, colour))
        doubtful.append((f"{number}?", say("{text}, {doubt}", text=text, doubt=say(DOUBT)), colour))
        stripes[f"{number}?"] = "#ffffff" if number > _DARK else "#4a5a68"
    return _qml.categorised("polygon", column, [*plain, *doubtful], striped=stripes)


def _wide(coverage: pd.DataFrame) -> pd.DataFrame:
    """One row per region, a column per measure, mode and threshold."""
    found = classes(coverage, "share", SHARES_AT[1:-1])
    names = pd.Series(found.position + 1, coverage.index).astype("str")
    names = (names + np.where(found.doubtful, "?", "")).where(found.position >= 0, "")
    table = coverage.assign(**{"class": names})
    measures = [one for one in ("share", "share_low", "share_high", "class") if one in table]
    wide = table.pivot(index="ags", columns=["mode", "minutes"], values=measures)
    parts = wide.columns.to_frame().itertuples(index=False)
    wide.columns = pd.Index([f"{what}_{mode}_{minutes:g}" for what, mode, minutes in parts])
    kinds = {one: "str" if one.startswith("class_") else float for one in wide.columns}
    return wide.astype(kinds).reset_index()


def _people(run: Run, say: Language) -> Layer:
    """Where people live, with the time to the nearest offer in every mode."""
    first = run.of(REACH)
    ways = run.by_mode(REACH)
    coarse = any(coarse_places(times, run.longest) for times in ways.values())
    keys = [] if coarse else ["ags"]
    table = first[["id", "place", *keys, "population", "geometry"]]
    for mode, times in ways.items():
        reached = times.set_index("id").loc[first["id"]]
        columns = {f"{one}_{mode}": reached[one].to_numpy() for one in _REACHED}
        table = table.assign(**columns)
    bounds, labels = _times(run, say)
    return Layer(
        name="menschen",
        title=say("{who} und ihr Weg", who=who(run, say)),
        meaning=say(
            "travel_min_…: Zeit zum nächsten Angebot in Minuten; leer, wo status nicht ok ist"
        ),
        table=gpd.GeoDataFrame(table),
        style=_qml.graduated("point", f"travel_min_{run.mode}", bounds, _ramp(len(labels)), labels),
        place=70,
        shown=is_local(run),
    )


def _times(run: Run, say: Language) -> tuple[list[float], list[str]]:
    """Bounds of classes of times, by the thresholds of the study, and what each is called."""
    asked = sorted({float(one) for one in run.parameters["minutes"]})
    kept = asked if len(asked) < _MOST_TIMES else [asked[0], asked[len(asked) // 2], asked[-1]]
    ends = [*kept, 2 * kept[-1]]
    words = [say("bis {minutes} Minuten", minutes=say.number(end, end % 1 > 0)) for end in ends]
    return [0.0, *ends, _ENDLESS], [*words, say("länger")]


def _ramp(count: int) -> list[str]:
    """Colours from near to far, the darkest first."""
    return [SHARE_COLOURS[-1 - at * (len(SHARE_COLOURS) - 1) // (count - 1)] for at in range(count)]
