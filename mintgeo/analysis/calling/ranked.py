"""Potential partners × reach × gaps → whom to call first, and why."""

from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd

from mintgeo._credits import credited
from mintgeo._crs import LAEA, to_wgs84
from mintgeo._errors import OptionError
from mintgeo._located import AnyTable, Located
from mintgeo._schema import GAPS
from mintgeo._schema.networks import CALLS
from mintgeo._schema.rows import SEPARATOR, plays, values_in
from mintgeo.analysis.partners import partner_gains
from mintgeo.sites.taxonomy import taxonomy
from mintgeo.travel.pairs import matrix
from mintgeo.travel.protocol import Router

_AREAS: Final = GAPS.asking("name", "geometry")
_KINDS: Final = {"topics": "topics", "could_offer": "offer"}
"""Column of a call list → column of the taxonomy."""


def call_list(
    reach: AnyTable,
    partners: AnyTable,
    router: Router,
    *,
    minutes: float = 15,
    gaps: gpd.GeoDataFrame | None = None,
    within_km: float = 10,
    offers: AnyTable | None = None,
) -> gpd.GeoDataFrame:
    """Say whom to call first: who could newly reach the most people, near which area, and why.

    Parameters
    ----------
    reach, router, minutes
        As of ``partner_gains``.
    partners
        Sites with a role ``potential`` or without a role, such as of ``sites.from_osm``: fire
        brigades, clubs, companies, farms, works.
    gaps
        Areas as of ``gaps``: only partners near one of them are listed.
    within_km
        How near, as the crow flies; one without a place is listed all the same.
    offers
        Sites of the role ``offer``: then topics that none of them within ``minutes`` of a partner
        names are told as a reason.

    Returns
    -------
    GeoDataFrame
        The partners of ``partner_gains``, most people gained first, with ``gap`` and ``gap_m``
        (the nearest area, and how far outside of it), ``topics`` and ``could_offer`` (those of the
        place, else what the taxonomy knows of its kind), ``reasons`` (codes, see
        ``docs/tables.md``) and an empty column ``notes``.

    Raises
    ------
    OptionError
        If ``within_km`` is negative, or as of ``partner_gains``.
    InputError
        As of ``partner_gains``.
    """
    gains = partner_gains(Located.of(reach, what="origins"), partners, router, minutes=minutes)
    return calls_of(gains, router, gaps=gaps, within_km=within_km, offers=offers)


def calls_of(
    gains: gpd.GeoDataFrame,
    router: Router,
    *,
    gaps: gpd.GeoDataFrame | None = None,
    within_km: float = 10,
    offers: AnyTable | None = None,
) -> gpd.GeoDataFrame:
    """As ``call_list``, of what ``partner_gains`` made."""
    if not within_km >= 0:
        raise OptionError("within_km must be 0 or more, not {value!r}.", value=within_km)
    table = _of_kind(_near(gains, gaps, within_km))
    there = None if offers is None else Located.of(offers, what="offers")
    new = pd.Series("", index=table.index) if there is None else _new(table, there, router)
    reasons = [_why(row, told) for row, told in zip(table.to_dict("records"), new, strict=True)]
    out = table.assign(
        reasons=pd.Series(reasons, table.index, dtype="str"),
        notes=pd.Series("", table.index, dtype="str"),
    )
    out["rank"] = range(1, len(out) + 1)
    CALLS.check(out)
    return credited(gpd.GeoDataFrame(out), table, gaps, None if there is None else there.table)


def _near(
    table: gpd.GeoDataFrame, gaps: gpd.GeoDataFrame | None, within_km: float
) -> gpd.GeoDataFrame:
    """The partners near an area, and which one; all of them if no areas are asked for."""
    if gaps is None:
        return table.assign(gap=pd.Series(pd.NA, table.index, dtype="str"), gap_m=np.nan)
    _AREAS.check(gaps)
    names, away = np.full(len(table), None, dtype=object), np.full(len(table), np.nan)
    there = np.flatnonzero(_placed(table))
    shapes = to_wgs84(gaps.geometry, what="gaps table").to_crs(LAEA).reset_index(drop=True)
    if len(shapes) and len(there):
        points = table.geometry.iloc[there].to_crs(LAEA).reset_index(drop=True)
        (row, area), metres = shapes.sindex.nearest(
            points, return_all=False, return_distance=True
        )  # fmt: skip
        names[there[row]], away[there[row]] = gaps["name"].to_numpy()[area], metres
    out = table.assign(gap=pd.Series(names, table.index, dtype="str"), gap_m=away)
    far = (out["gap_m"] > 1000 * within_km) | (out["gap_m"].isna() & _placed(table))
    return gpd.GeoDataFrame(out[~far])


def _placed(table: gpd.GeoDataFrame) -> pd.Series:
    return pd.Series(table.geometry.notna() & ~table.geometry.is_empty)


def _of_kind(table: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The partners with their own topics, or those of their kind."""
    kinds = taxonomy().drop_duplicates("category").set_index("category")
    kinds["topics"] = kinds["topics"].str.split("|").map(_told)
    none = pd.Series(pd.NA, table.index, dtype="str")
    category = table.get("category", none)
    for column, known in _KINDS.items():
        own = table[column].astype("str") if column in table else none
        empty = own.isna() | (own.str.strip() == "")
        table[column] = own.mask(empty, category.map(kinds[known])).astype("str")
    return table


def _told(words: list[str]) -> str:
    return SEPARATOR.join(one.strip() for one in words)


def _new(table: gpd.GeoDataFrame, there: Located, router: Router) -> pd.Series:
    """Topics of every partner that no offer within the time names."""
    if "role" in there.table:
        there = there.rows(plays(there.table, "offer").to_numpy())
    limit = float(table["minutes"].max()) if len(table) else 0.0
    if not len(table) or not len(there) or "topics" not in there.table:
        return pd.Series(table["topics"].fillna(""))
    ways = matrix(Located(table), there, router, max_min=limit)
    has: list[set[str]] = [set() for _ in range(len(table))]
    known = [values_in(one) for one in there.table["topics"]]
    for row, column in zip(ways.row, ways.column, strict=True):
        has[row] |= {one.casefold() for one in known[column]}
    told = [
        _told([one for one in values_in(own) if one.casefold() not in near])
        for own, near in zip(table["topics"], has, strict=True)
    ]
    return pd.Series(told, table.index, dtype="str")


def _why(row: dict[str, object], new: str) -> str:
    """Codes of the reasons of one partner."""
    if pd.isna(row["geometry"]) or row["geometry"].is_empty:  # type: ignore[call-overload, attr-defined]
        return "no_location"
    away = float(row["gap_m"])  # type: ignore[arg-type]
    codes = [] if np.isnan(away) else ["in_gap" if away == 0 else "near_gap"]
    codes.append("gains" if float(row["gained"]) > 0 else "gains_nothing")  # type: ignore[arg-type]
    if new:
        codes.append("new_topics")
    if not values_in(row["topics"]):
        codes.append("no_topics")
    return SEPARATOR.join(codes)
