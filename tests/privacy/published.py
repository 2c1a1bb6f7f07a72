"""Lists → tables of a run → a public folder; and a public folder → what an intruder reads in it."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd

import mintgeo as mg
from mintgeo import _embedded
from tests.privacy import studies
from tests.privacy.geometry import spots
from tests.privacy.law import ALL, LAW, OUTSIDE, Counts, Law, Numbers, sums
from tests.privacy.programs import Publication

MODE = "car"


def tables_of(made: studies.Made, *, mode: str = MODE) -> dict[str, pd.DataFrame]:
    """The tables of a run that depend on participants, as ``study.run`` makes them."""
    tables: dict[str, pd.DataFrame] = {"participants": made.people}
    tables |= {f"participation_{by}": counted(made.counts, by) for by in ("land", "kreis")}
    if made.venue is None:
        return tables
    journeys = mg.journeys(made.people, studies.venue(made.venue), mg.Airline(mode=mode))
    return tables | {
        "meeting": studies.venue(made.venue),
        "journeys": journeys,
        "journey_summary": mg.journey_summary(journeys),
    }


@cache
def _ways(venue: str, mode: str) -> gpd.GeoDataFrame:
    """Journeys of every row that a list may have."""
    return mg.journeys(studies.rows(), studies.venue(venue), mg.Airline(mode=mode))


@cache
def _empty(by: str) -> pd.DataFrame:
    return mg.participation(studies.rows().head(0), by=by)


def counted(counts: Counts, by: str) -> pd.DataFrame:
    """A participation table; only its counts and their order matter for what is published."""
    table = _empty(by).copy()
    table["participants"] = table["ags"].map(sums(counts)).fillna(0).astype("int64")
    if counts.get(OUTSIDE):
        rest = {"ags": OUTSIDE, "name": OUTSIDE, "population": np.nan, "small": True,
                "participants": counts[OUTSIDE]}  # fmt: skip
        table = pd.concat([table, pd.DataFrame([rest])], ignore_index=True)
    return table


def read(tables: Mapping[str, pd.DataFrame]) -> Numbers:
    """Published numbers of public tables."""
    if "participation_kreis" not in tables:
        return Numbers(total=None, laender={}, kreise={})
    shown = {by: _shown(tables[f"participation_{by}"]) for by in ("total", "land", "kreis")}
    way = tables["journey_summary"]["median_m"].iloc[0] if "journey_summary" in tables else pd.NA
    return Numbers(
        total=shown["total"].get(ALL),
        laender=shown["land"],
        kreise=shown["kreis"],
        way_km=None if pd.isna(way) else round(float(way) / 1000),
    )


def _shown(table: pd.DataFrame) -> dict[str, int]:
    told = table[table["participants"].notna()]
    return dict(zip(told["ags"], told["participants"].astype(int), strict=True))


def seen(tables: Mapping[str, pd.DataFrame], *, law: Law = LAW) -> Publication:
    """What an intruder makes of public tables."""
    numbers = read(tables)
    if numbers.total is None or "meeting" not in tables:
        return Publication(numbers=numbers, law=law)
    if numbers.way_km is None:
        return Publication(numbers=numbers, way_missing=True, law=law)
    at = gpd.GeoDataFrame(tables["meeting"]).geometry.iloc[0]
    lies = spots(at.y, at.x, numbers.way_km)
    return Publication(numbers=numbers, spots=lies, law=law)


def seen_in(folder: Path, *, law: Law = LAW) -> Publication:
    """What an intruder makes of a public folder."""
    about = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    tables = {}
    for name, entry in about["tables"].items():
        file = folder / "tables" / f"{name}.parquet"
        tables[name] = gpd.read_parquet(file) if entry["geometry"] else pd.read_parquet(file)
    return seen(tables, law=law)


def populations() -> pd.Series:
    return _embedded.read("kreise").set_index("ags")["population"]
