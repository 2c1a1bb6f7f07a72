"""Which layers a run has for a GIS: their columns, words and styles."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

import geopandas as gpd
import pandas as pd

from mintgeo.lists import distinct_names
from mintgeo.maps.coverage import CATEGORY_COLOURS, CLASSES, PALETTE
from mintgeo.report import qml
from mintgeo.report.words import MODE_PHRASES, number, percent
from mintgeo.run import Run

_OFFER: Final = CATEGORY_COLOURS[0]
_REACHED: Final = ("travel_min", "nearest_id", "status")
_TIMES: Final = (0.0, 15.0, 30.0, 60.0, 100_000.0)
_TIME_WORDS: Final = ("bis 15 Minuten", "bis 30 Minuten", "bis 60 Minuten", "länger")


@dataclass(frozen=True, kw_only=True, eq=False)
class Layer:
    """A layer: its table (EPSG:4326), name in the file, title, meaning, and style (QML)."""

    name: str
    title: str
    meaning: str
    table: gpd.GeoDataFrame
    style: str


def layers(run: Run) -> list[Layer]:
    """Return the layers of a run, areas first, points last."""
    found = [layer for layer in _all(run) if len(layer.table)]
    return [replace(one, table=_named(one.table)) for one in found]


def _named(table: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """A table whose columns a GeoPackage can tell apart: it knows no capital letters."""
    plain = table.drop(columns="geometry")
    return gpd.GeoDataFrame(
        plain.set_axis(distinct_names(plain.columns), axis="columns"), geometry=table.geometry
    )


def _all(run: Run) -> Iterator[Layer]:
    if "isochrones" not in run.tables:
        yield _kreise(run)
        yield _plain(
            run, "laender", "laender", "Länder", "Grenzen der Länder",
            qml.single("polygon", colour="#ffffff", style="no", outline_color="#1b2733"),
        )  # fmt: skip
    yield from _isochrones(run)
    yield _plain(
        run, "gaps", "raeume_ohne_angebot", "Räume ohne Angebot",
        f"zusammenhängende Räume, über {run.parameters['gap_minutes']:g} Minuten vom nächsten "
        "Angebot; Rang 1 zuerst",
        qml.single("polygon", colour="#e69f0066", outline_color="#b35806"),
    )  # fmt: skip
    if "roads" in run.tables:
        grey = qml.single("line", colour="#8a949d", line_width="0.15")
        yield _plain(run, "roads", "strassen", "Straßen", "Straßen der Karte", grey)
    yield _people(run)
    for mode in run.parameters["modes"]:
        if f"partners_{mode}" in run.tables:
            yield _plain(
                run, f"partners_{mode}", f"partner_{mode}", f"Partner, {MODE_PHRASES[mode]}",
                "Orte, die mitmachen könnten, und wen sie gewönnen",
                qml.single("point", colour="#56b4e9", name="square", size="2.2"),
            )  # fmt: skip
    yield _plain(
        run, "sites", "angebote", "Angebote", "Angebote und mögliche Partner der gelesenen Liste",
        qml.categorised("point", "role", [("offer", "Angebot", _OFFER),
                                          ("potential", "möglicher Partner", "#56b4e9")]),
    )  # fmt: skip
    if "participants" in run.tables:
        yield _plain(
            run, "participants", "teilnehmende", "Teilnehmende",
            "VERTRAULICH: Orte einzelner Teilnehmender; nicht weitergeben",
            qml.single("point", colour="#1b2733", size="2"),
        )  # fmt: skip


def _plain(run: Run, source: str, name: str, title: str, meaning: str, style: str) -> Layer:
    """A table of the run as it is, rows without a place left out."""
    table = gpd.GeoDataFrame(run.table(source))
    there = table.geometry.notna() & ~table.geometry.is_empty
    return Layer(name=name, title=title, meaning=meaning, table=table[there], style=style)


def _kreise(run: Run) -> Layer:
    """Kreise with the shares of every mode and threshold, and how many took part."""
    shapes = gpd.GeoDataFrame(run.table("kreise"))
    table = shapes.merge(_wide(run.table("coverage_kreis")), on="ags", how="left")
    if "participation_kreis" in run.tables:
        counts = run.table("participation_kreis")[["ags", "participants", "per_1000"]]
        table = table.merge(counts, on="ags", how="left")
    mode, minutes = run.parameters["modes"][0], max(run.parameters["minutes"])
    labels = [f"bis {percent(high)}" for high in CLASSES[1:]]
    who = run.parameters["people"]["who"]
    return Layer(
        name="kreise",
        title=f"Kreise: Anteil in {number(minutes)} Minuten, {MODE_PHRASES[mode]}",
        meaning=f"share_…: Anteil der {who}, die in höchstens so vielen Minuten ein Angebot "
        "erreichen; low und high: Grenzen der Spanne (90 %)",
        table=gpd.GeoDataFrame(table),
        style=qml.graduated("polygon", f"share_{mode}_{minutes:g}", CLASSES, PALETTE, labels),
    )


def _wide(coverage: pd.DataFrame) -> pd.DataFrame:
    """One row per region, a column per measure, mode and threshold."""
    measures = [one for one in ("share", "share_low", "share_high") if one in coverage]
    wide = coverage.pivot_table(
        index="ags", columns=["mode", "minutes"], values=measures, sort=False, dropna=False
    )
    parts = wide.columns.to_frame().itertuples(index=False)
    wide.columns = pd.Index([f"{what}_{mode}_{minutes:g}" for what, mode, minutes in parts])
    return wide.reset_index()


def _isochrones(run: Run) -> Iterator[Layer]:
    """A layer per mode, the longest threshold first, so that the shorter ones lie on top."""
    if "isochrones" not in run.tables:
        return
    table = gpd.GeoDataFrame(run.table("isochrones"))
    for mode in run.parameters["modes"]:
        rows = table[table["mode"] == mode].sort_values("minutes", ascending=False, kind="stable")
        classes = [
            (f"{minutes:g}", f"in höchstens {minutes:g} Minuten", PALETTE[min(3, 1 + place)])
            for place, minutes in enumerate(rows["minutes"].unique())
        ]
        yield Layer(
            name=f"flaechen_{mode}",
            title=f"Flächen, {MODE_PHRASES[mode]}",
            meaning="von dort wird in der Zeit ein Angebot erreicht",
            table=gpd.GeoDataFrame(rows),
            style=qml.categorised("polygon", "minutes", classes),
        )


def _people(run: Run) -> Layer:
    """Where people live, with the time to the nearest offer in every mode."""
    modes = run.parameters["modes"]
    first = gpd.GeoDataFrame(run.table(f"reach_{modes[0]}"))
    table = first[["id", "place", "ags", "population", "geometry"]]
    for mode in modes:
        reached = run.tables[f"reach_{mode}"].set_index("id").loc[first["id"]]
        columns = {f"{one}_{mode}": reached[one].to_numpy() for one in _REACHED}
        table = table.assign(**columns)
    return Layer(
        name="menschen",
        title=f"{run.parameters['people']['who']} und ihr Weg",
        meaning="travel_min_…: Zeit zum nächsten Angebot in Minuten; leer, wo status nicht ok ist",
        table=gpd.GeoDataFrame(table),
        style=qml.graduated("point", f"travel_min_{modes[0]}", _TIMES, PALETTE[:0:-1], _TIME_WORDS),
    )
