"""Which layers a run has for a GIS: their columns, words and styles."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd

from mintgeo.cartography.classes import DOUBT, classes
from mintgeo.cartography.palettes import KIND_COLOURS, SHARE_COLOURS, SHARES
from mintgeo.figures.turnout import MISSING, turnout
from mintgeo.language import MODES, N_, Language, language
from mintgeo.lists import distinct_names
from mintgeo.participation import SMALL, rate_base, rate_words
from mintgeo.report import qml
from mintgeo.report.areas import rural
from mintgeo.report.rows import told
from mintgeo.resolution import coarse_places
from mintgeo.run import Run

_OFFER: Final = KIND_COLOURS[0]
_REACHED: Final = ("travel_min", "nearest_id", "status")
_DARK: Final = 3
"""Classes above this one are dark."""
_TIMES: Final = (0.0, 15.0, 30.0, 60.0, 100_000.0)
_TIME_WORDS: Final = (
    N_("bis 15 Minuten"), N_("bis 30 Minuten"), N_("bis 60 Minuten"), N_("länger"),
)  # fmt: skip


@dataclass(frozen=True, kw_only=True, eq=False)
class Layer:
    """A layer: its table (EPSG:4326), name in the file, title, meaning, and style (QML)."""

    name: str
    title: str
    meaning: str
    table: gpd.GeoDataFrame
    style: str


def layers(run: Run, *, lang: str = "de") -> list[Layer]:
    """Return the layers of a run, areas first, points last."""
    found = [layer for layer in _all(run, language(lang)) if len(layer.table)]
    return [replace(one, table=_named(one.table)) for one in found]


def _named(table: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """A table whose columns a GeoPackage can tell apart: it knows no capital letters."""
    plain = table.drop(columns="geometry")
    return gpd.GeoDataFrame(
        plain.set_axis(distinct_names(plain.columns), axis="columns"), geometry=table.geometry
    )


def _all(run: Run, say: Language) -> Iterator[Layer]:
    if "isochrones" not in run.tables:
        yield _kreise(run, say)
        if told(run):
            yield _participation(run, say)
        yield _plain(
            run, "laender", "laender", say("Länder"), say("Grenzen der Länder"),
            qml.single("polygon", colour="#ffffff", style="no", outline_color="#1b2733"),
        )  # fmt: skip
    yield from _isochrones(run, say)
    yield _plain(
        run, "gaps", "raeume_ohne_angebot",
        say("Ländliche Räume ohne Angebot") if rural(run) else say("Räume ohne Angebot"),
        say(
            "zusammenhängende Räume, über {minutes} Minuten vom nächsten Angebot; Rang nach "
            "Personenstunden; established: ob die Spanne den Raum belegt",
            minutes=say.number(run.parameters["gap_minutes"]),
        ),
        qml.single("polygon", colour="#e69f0066", outline_color="#b35806"),
    )  # fmt: skip
    if "roads" in run.tables:
        grey = qml.single("line", colour="#8a949d", line_width="0.15")
        yield _plain(run, "roads", "strassen", say("Straßen"), say("Straßen der Karte"), grey)
    yield _people(run, say)
    for mode in run.parameters["modes"]:
        if f"partners_{mode}" in run.tables:
            yield _plain(
                run, f"partners_{mode}", f"partner_{mode}",
                say("Mögliche Partner ({mode})", mode=say(MODES[mode])),
                say("Orte, die mitmachen könnten, und wie viele dann ein Angebot mehr erreichten"),
                qml.single("point", colour="#56b4e9", name="square", size="2.2"),
            )  # fmt: skip
    yield _plain(
        run, "sites", "angebote", say("Angebote"),
        say("Angebote und mögliche Partner der gelesenen Liste"),
        qml.categorised("point", "role", [("offer", say("Angebot"), _OFFER),
                                          ("potential", say("möglicher Partner"), "#56b4e9")]),
    )  # fmt: skip
    if "participants" in run.tables:
        yield _plain(
            run, "participants", "teilnehmende", say("Teilnehmende"),
            say("VERTRAULICH: Orte einzelner Teilnehmender; nicht weitergeben"),
            qml.single("point", colour="#1b2733", size="2"),
        )  # fmt: skip


def _plain(run: Run, source: str, name: str, title: str, meaning: str, style: str) -> Layer:
    """A table of the run as it is, rows without a place left out."""
    table = gpd.GeoDataFrame(run.table(source))
    there = table.geometry.notna() & ~table.geometry.is_empty
    return Layer(name=name, title=title, meaning=meaning, table=table[there], style=style)


def _kreise(run: Run, say: Language) -> Layer:
    """Kreise with the shares of every mode and threshold, and in which class each is."""
    shapes = gpd.GeoDataFrame(run.table("kreise"))
    table = shapes.merge(_wide(run.table("coverage_kreis")), on="ags", how="left")
    mode, minutes = run.parameters["modes"][0], max(run.parameters["minutes"])
    return Layer(
        name="kreise",
        title=say(
            "Kreise: Anteil in höchstens {minutes} Minuten ({mode})",
            minutes=say.number(minutes),
            mode=say(MODES[mode]),
        ),
        meaning=say(
            "share_…: Anteil der {who}, die in höchstens so vielen Minuten ein Angebot erreichen; "
            "low und high: Grenzen der Spanne (90 %); class: Klasse ihrer Mitte, mit ? wo sie "
            "über mehr als eine Klassengrenze reicht",
            who=say.who(run.parameters["people"]["who"]),
        ),
        table=gpd.GeoDataFrame(table),
        style=_doubtful_style(f"class_{mode}_{minutes:g}", say),
    )


def _doubtful_style(column: str, say: Language) -> str:
    """Five classes from high to low, each plain, and striped where it is in doubt."""
    plain, doubtful, stripes = [], [], {}
    for number, (colour, high) in enumerate(zip(SHARE_COLOURS, SHARES[1:], strict=True), start=1):
        text = say("bis {share}", share=say.percent(high))
        plain.append((str(number), text, colour))
        doubtful.append((f"{number}?", say("{text}, {doubt}", text=text, doubt=say(DOUBT)), colour))
        stripes[f"{number}?"] = "#ffffff" if number > _DARK else "#4a5a68"
    return qml.categorised("polygon", column, [*plain, *doubtful], striped=stripes)


def _participation(run: Run, say: Language) -> Layer:
    """Kreise by participants per 1,000 people; in the public variant few are told."""
    counts = run.table("participation_kreis").drop(columns=["name", "population"])
    shapes = gpd.GeoDataFrame(run.table("kreise"))[["ags", "name", "population", "geometry"]]
    table = shapes.merge(counts, on="ags", how="left")
    per = rate_base(run.table("participation_kreis"))
    found = turnout(table, per=per)
    return Layer(
        name="teilnahme",
        title=say("Teilnehmende je {people}", people=rate_words(table, say)),
        meaning=say(
            "class: 1 ist die Klasse der niedrigsten Anteile; few: weniger als {least}; "
            "nobody: niemand; untold: nicht genannt", least=SMALL,
        ),
        table=gpd.GeoDataFrame(table.assign(**{"class": found.codes})),
        style=qml.categorised("polygon", "class", found.classes(say), hatched=MISSING),
    )  # fmt: skip


def _wide(coverage: pd.DataFrame) -> pd.DataFrame:
    """One row per region, a column per measure, mode and threshold."""
    found = classes(coverage, "share", SHARES[1:-1])
    names = pd.Series(found.position + 1, coverage.index).astype("str")
    names = (names + np.where(found.doubtful, "?", "")).where(found.position >= 0, "")
    table = coverage.assign(**{"class": names})
    measures = [one for one in ("share", "share_low", "share_high", "class") if one in table]
    wide = table.pivot(index="ags", columns=["mode", "minutes"], values=measures)
    parts = wide.columns.to_frame().itertuples(index=False)
    wide.columns = pd.Index([f"{what}_{mode}_{minutes:g}" for what, mode, minutes in parts])
    kinds = {one: "str" if one.startswith("class_") else float for one in wide.columns}
    return wide.astype(kinds).reset_index()


def _isochrones(run: Run, say: Language) -> Iterator[Layer]:
    """A layer per mode, the longest threshold first, so that the shorter ones lie on top."""
    if "isochrones" not in run.tables:
        return
    table = gpd.GeoDataFrame(run.table("isochrones"))
    for mode in run.parameters["modes"]:
        rows = table[table["mode"] == mode].sort_values("minutes", ascending=False, kind="stable")
        classes = [
            (
                f"{minutes:g}",
                say("in höchstens {minutes} Minuten", minutes=say.number(minutes)),
                SHARE_COLOURS[min(3, 1 + place)],
            )
            for place, minutes in enumerate(rows["minutes"].unique())
        ]
        yield Layer(
            name=f"flaechen_{mode}",
            title=say("Flächen ({mode})", mode=say(MODES[mode])),
            meaning=say("von dort wird in der Zeit ein Angebot erreicht"),
            table=gpd.GeoDataFrame(rows),
            style=qml.categorised("polygon", "minutes", classes),
        )


def _people(run: Run, say: Language) -> Layer:
    """Where people live, with the time to the nearest offer in every mode."""
    modes = run.parameters["modes"]
    first = gpd.GeoDataFrame(run.table(f"reach_{modes[0]}"))
    coarse = any(
        coarse_places(run.tables[f"reach_{mode}"], max(run.parameters["minutes"])) for mode in modes
    )
    keys = [] if coarse else ["ags"]
    table = first[["id", "place", *keys, "population", "geometry"]]
    for mode in modes:
        reached = run.tables[f"reach_{mode}"].set_index("id").loc[first["id"]]
        columns = {f"{one}_{mode}": reached[one].to_numpy() for one in _REACHED}
        table = table.assign(**columns)
    labels = [say(one) for one in _TIME_WORDS]
    return Layer(
        name="menschen",
        title=say("{who} und ihr Weg", who=say.who(run.parameters["people"]["who"])),
        meaning=say(
            "travel_min_…: Zeit zum nächsten Angebot in Minuten; leer, wo status nicht ok ist"
        ),
        table=gpd.GeoDataFrame(table),
        style=qml.graduated(
            "point", f"travel_min_{modes[0]}", _TIMES, SHARE_COLOURS[:0:-1], labels
        ),
    )
