"""Tables of a run → those that may be published, with the columns that may."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

import geopandas as gpd
import pandas as pd

from mintgeo import _schema
from mintgeo._credits import KEY as ATTRIBUTIONS
from mintgeo._errors import PrivacyError
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
NOTES: Final = frozenset({"findings", "read_note", "match_note"})
"""What was found of single rows, and what it says; it may quote them."""
EXACT: Final = frozenset({
    "smoothed_per_1000", "next_low", "next_high", "dispersion", "dispersion_of",
})  # fmt: skip
"""What is reckoned from true counts, or tells of groups."""
PERSONAL_COLUMNS: Final = NOTES | EXACT | {"count", "blur_m", "distance_text"}
"""Columns that only tables with a row per participant, notes, or tables of true counts have."""
PERSONAL_INPUTS: Final = frozenset({"participants", "sites"})
"""Lists: neither their names nor anything that confirms what stands in them is published."""


def _names(*tables: _schema.Table, also: tuple[str, ...] = ()) -> frozenset[str]:
    columns = {column.name for table in tables for column in table.columns}
    return frozenset(columns | set(also)) - NOTES


_COVERAGE: Final = _names(_schema.COVERAGE)
_REGIONS: Final = _names(_schema.REGIONS)
_SITES: Final = _names(_schema.SITES, _schema.GEOCODED)
_PARTICIPATION: Final = _names(_schema.PARTICIPATION, also=("hidden",)) - EXACT
COLUMNS: Final[Mapping[str, frozenset[str]]] = {
    TOTAL: _PARTICIPATION,
    LAENDER: _PARTICIPATION,
    KREISE: _PARTICIPATION,
    WAY: frozenset({"people", "median_m"}),
    "sites": _SITES,
    "meeting": _SITES,
    "geocode_sites": frozenset({"part", "what", "rows", "share", "radius_m"}),
    "gaps": _names(_schema.GAPS),
    "gap_points": _names(_schema.GAP_POINTS),
    "gap_share": _COVERAGE,
    "gap_towns": frozenset({"ags", "name", "area_type", "population"}),
    "area_ranks": _names(_schema.AREA_RANKS),
    "area_pairs": _names(_schema.AREA_PAIRS),
    "area_counts": _names(_schema.AREA_COUNTS),
    "kreise": _REGIONS,
    "laender": _REGIONS,
    "isochrones": _names(_schema.ISOCHRONES),
    "roads": frozenset({"kind", "name", "geometry"}),
    **{f"coverage_{by}": _COVERAGE for by in ("country", "land", "kreis", "gemeinde", "area_type")},
    **{f"reach_{mode}": _names(_schema.REACH) for mode in _schema.MODES},
    **{f"partners_{mode}": _names(_schema.PARTNERS) | _SITES for mode in _schema.MODES},
}
"""The tables of a public variant, and their columns; what is not here is never published."""
METADATA: Final[Mapping[str, frozenset[str]]] = {"gaps": frozenset({ATTRIBUTIONS, "left_out"})}
"""What tables may say of themselves, where that is more than their sources."""


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
    found = {name: harmless(name, table) for name, table in tables.items() if name in COLUMNS}
    if "sites" in found:
        found["sites"] = _placed(gpd.GeoDataFrame(found["sites"]))
    counted = [found.pop(name) for name in (LAENDER, KREISE) if name in found]
    found.pop(WAY, None)
    if len(counted) < 2:  # noqa: PLR2004
        return found
    laender, kreise = map(with_elsewhere, counted)
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


def _placed(sites: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Sites with a place: a row that was found nowhere may be no site at all."""
    there = sites.geometry.notna() & ~sites.geometry.is_empty
    return sites if there.all() else gpd.GeoDataFrame(sites[there].reset_index(drop=True))


def _summary(published: Published) -> pd.DataFrame:
    way = pd.NA if published.way is None else published.way.rounded_m
    row = {"people": [published.total], "median_m": [way]}
    return pd.DataFrame(row).astype({"people": "Int64", "median_m": "Float64"})


def harmless(name: str, table: pd.DataFrame) -> pd.DataFrame:
    """The table with its harmless columns only, no labels, no metadata but its sources.

    A table that is never published, and one that has nothing else, is returned as it is.
    """
    columns = COLUMNS.get(name, frozenset(table.columns))
    kept = [name for name in table.columns if name in columns]
    plain = isinstance(table.index, pd.RangeIndex) and table.index.name is None
    if plain and kept == list(table.columns) and set(table.attrs) <= _metadata(name):
        return table
    out = table[kept].reset_index(drop=True)
    out.attrs = {key: told for key, told in table.attrs.items() if key in _metadata(name)}
    return out


def _metadata(name: str) -> frozenset[str]:
    return METADATA.get(name, frozenset({ATTRIBUTIONS}))


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
        raise PrivacyError(f"A public output must not hold {', '.join(wrong)}.")


def faults(tables: Mapping[str, Outline]) -> list[str]:
    """Name the tables, columns and metadata that must not be published."""
    found = []
    for name, table in tables.items():
        if name not in COLUMNS:
            found.append(f"table {name}")
            continue
        found += [f"{name}.{column}" for column in table.columns if column not in COLUMNS[name]]
        found += [f"{name}: metadata {key}" for key in table.metadata if key not in _metadata(name)]
        if name in (TOTAL, LAENDER, KREISE) and "hidden" not in table.columns:
            found.append(f"exact counts in {name}")
    return found
