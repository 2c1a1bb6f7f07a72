"""Tables of a run → those that may be published, with the columns that may."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

import geopandas as gpd
import pandas as pd

from mintgeo._errors import PrivacyError
from mintgeo._kinds import NOTES, declared
from mintgeo.privacy.counts import Participation, published_table, with_elsewhere
from mintgeo.privacy.infer import Published
from mintgeo.privacy.key import secret_key
from mintgeo.privacy.ways import told_way

TOTAL: Final = "participation_total"
LAENDER: Final = "participation_land"
KREISE: Final = "participation_kreis"
WAY: Final = "journey_summary"
ALL: Final = "alle"
"""Key of the one row of all."""
EXACT: Final = frozenset({
    "smoothed_per_1000", "next_low", "next_high", "dispersion", "dispersion_of",
})  # fmt: skip
"""What is reckoned from true counts, or tells of groups."""
PERSONAL_COLUMNS: Final = NOTES | EXACT | {"count", "blur_m", "distance_text"}
"""Columns that only tables with a row per participant, notes, or tables of true counts have."""
NUMBERS: Final = (TOTAL, LAENDER, KREISE)
"""Tables of perturbed counts."""


def public_tables(
    tables: Mapping[str, pd.DataFrame], *, key: bytes | None = None
) -> dict[str, pd.DataFrame]:
    """Return what may be published of the tables of a run.

    Parameters
    ----------
    tables
        Name → table, as a run has them.
    key
        The secret by which counts are perturbed; that of the user by default.

    Returns
    -------
    dict
        Only tables and columns that are known to be harmless, without notes on rows, without sites
        that have no place, without metadata. ``participation_land`` and ``participation_kreis``
        with perturbed counts of the areas that may be told; ``participation_total`` alike, of all;
        ``journey_summary`` with ``people`` (perturbed) and ``median_m`` (rounded, as the crow
        flies; NA for few). These are left out if not even the number of all may be told.

    Raises
    ------
    PrivacyError
        If the tables of participation do not count the same people.
    """
    found = _open(tables)
    if not {LAENDER, KREISE} <= set(tables):
        return found
    laender, kreise = (with_elsewhere(harmless(one, tables[one])) for one in (LAENDER, KREISE))
    published = _published(tables, key or secret_key())
    if published is None:
        return found
    everybody = kreise.head(1).assign(ags=ALL, name=ALL, population=laender["population"].sum())
    found[TOTAL] = published_table(everybody, {ALL: published.total})
    found[LAENDER] = published_table(laender, published.laender)
    found[KREISE] = published_table(kreise, published.kreise)
    if WAY in tables:
        found[WAY] = _summary(published)
    return found


def _published(tables: Mapping[str, pd.DataFrame], key: bytes) -> Published | None:
    counts = Participation.of(tables[LAENDER], tables[KREISE])
    if not {"journeys", "meeting", WAY} <= set(tables):
        return counts.publish(key)
    venue = gpd.GeoDataFrame(tables["meeting"])
    ways = gpd.GeoDataFrame(tables["journeys"])
    return counts.publish(key, partial(told_way, ways, venue))


def _open(tables: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Tables that may be published by themselves, made so."""
    found = {}
    for name, table in tables.items():
        kind = declared().get(name)
        if kind is not None and kind.privacy == "open":
            plain = harmless(name, table)
            found[name] = plain if kind.publish is None else kind.publish(plain)
    return found


def _summary(published: Published) -> pd.DataFrame:
    way = pd.NA if published.way is None else published.way.rounded_m
    row = {"people": [published.total], "median_m": [way]}
    return pd.DataFrame(row).astype({"people": "Int64", "median_m": "Float64"})


def harmless(name: str, table: pd.DataFrame) -> pd.DataFrame:
    """The table with its harmless columns only, no labels, no metadata but its sources.

    A table that is never published, and one that has nothing else, is returned as it is.
    """
    kind = declared().get(name)
    if kind is None or not kind.is_public:
        return table
    kept = [column for column in table.columns if column in kind.columns]
    plain = isinstance(table.index, pd.RangeIndex) and table.index.name is None
    if plain and kept == list(table.columns) and set(table.attrs) <= kind.metadata:
        return table
    out = table[kept].reset_index(drop=True)
    out.attrs = {key: told for key, told in table.attrs.items() if key in kind.metadata}
    return out


@dataclass(frozen=True, kw_only=True)
class Outline:
    """What a table holds besides its rows: names of its columns, keys of its metadata."""

    columns: tuple[str, ...]
    metadata: tuple[str, ...]


def check_public(tables: Mapping[str, pd.DataFrame]) -> None:
    """Refuse tables that are not known to be harmless.

    Raises
    ------
    PrivacyError
        If a table, a column or metadata may tell of single people; it names all of them.
    """
    wrong = faults(
        {
            name: Outline(columns=tuple(table.columns), metadata=tuple(map(str, table.attrs)))
            for name, table in tables.items()
        }
    )
    if wrong:
        raise PrivacyError("A public output must not hold {wrong}.", wrong=", ".join(wrong))


def faults(tables: Mapping[str, Outline]) -> list[str]:
    """Name the tables, columns and metadata that must not be published."""
    found = []
    for name, table in tables.items():
        kind = declared().get(name)
        if kind is None or not kind.is_public:
            found.append(f"table {name}")
            continue
        found += [f"{name}.{column}" for column in table.columns if column not in kind.columns]
        found += [f"{name}: metadata {key}" for key in table.metadata if key not in kind.metadata]
        if name in NUMBERS and "hidden" not in table.columns:
            found.append(f"exact counts in {name}")
    return found
