"""Shares in the workbook: one row per area, and beside it what holds for each way."""

from collections.abc import Iterator, Mapping
from typing import Final

import pandas as pd

from mintgeo.chapters.area import area_name
from mintgeo.chapters.coverage.tables import SHARES
from mintgeo.chapters.protocol import Sheet
from mintgeo.chapters.regions import LAENDER
from mintgeo.chapters.rows import row_span
from mintgeo.chapters.wide import widened
from mintgeo.language import Language
from mintgeo.run import Run

_FORMATS: Final = {
    "share": "0%", "offers_per_10k": "0.000",
}  # fmt: skip


def sheets(run: Run, say: Language) -> Iterator[Sheet]:
    """A sheet per level, below the row of the whole."""
    titles: Mapping[str, tuple[int, str]] = {
        "country": (10, say("Insgesamt")),
        "land": (11, say("Länder")),
        "kreis": (12, say("Kreise")),
        "district": (13, say("Teilgebiete")),
        "gemeinde": (14, say("Gemeinden")),
        "cell": (15, say("Zellen")),
        "area_type": (40, say("Gebietstypen")),
    }
    tables = {level: run.find(SHARES, level=level) for level in titles}
    whole = tables.pop("country")
    if whole is not None:
        whole = whole.assign(name=area_name(run, say))
    there = {level: table for level, table in tables.items() if table is not None}
    for level, table in there.items():
        yield _wide(run, level, _below(whole, table), titles[level], say)
    if whole is not None and not there:
        yield _wide(run, "country", whole, titles["country"], say)


def _wide(run: Run, level: str, table: pd.DataFrame, at: tuple[int, str], say: Language) -> Sheet:
    place, title = at
    index = ["ags", "name", "population", "offers", "offers_per_10k"]
    named = _with_land(run, table) if level in ("kreis", "gemeinde") else table
    if "land" in named:
        index.insert(2, "land")
    if "share_low" in named:
        named["span"] = [row_span(row, lang=say.code) for row in named.to_dict("records")]
    values = [one for one in ("share", "span") if one in named]
    rows, columns = widened(named, say, index=index, values=values, once=["median_min"])
    note = say("Anteile mit Spanne, je Weg und Schwelle; oben das Ganze")
    return Sheet(
        title=title, table=rows, columns=columns, place=place, note=note, formats=_FORMATS,
        printed=None,
    )  # fmt: skip


def _below(whole: pd.DataFrame | None, table: pd.DataFrame) -> pd.DataFrame:
    return table if whole is None else pd.concat([whole, table], ignore_index=True)


def _with_land(run: Run, table: pd.DataFrame) -> pd.DataFrame:
    """The table with the Land of every area, if there are several."""
    laender = run.find(LAENDER)
    if laender is None:
        return table
    names = dict(zip(laender["ags"], laender["name"], strict=True))
    found = table["ags"].str[:2].map(names)
    return table.assign(land=found) if found.nunique() > 1 else table
