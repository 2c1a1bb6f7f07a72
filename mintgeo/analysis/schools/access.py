"""Schools × offers × ways to travel → what each school reaches, and why it does not."""

from collections.abc import Sequence
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mintgeo._credits import credited
from mintgeo._errors import InputError, OptionError
from mintgeo._located import AnyTable, Located, check_ids
from mintgeo._schema import DEMAND, GEOCODED, SCHOOL_ACCESS
from mintgeo._schema.rows import SEPARATOR, plays
from mintgeo.analysis.outings import outings
from mintgeo.analysis.reach import reach
from mintgeo.travel.protocol import Router
from mintgeo.travel.transit import Transit

_ASKED: Final = GEOCODED.asking("id")
_KEYS: Final = tuple(one.name for one in DEMAND.columns if one.kind == "text" and one.name != "id")


def school_access(
    schools: AnyTable,
    offers: AnyTable,
    routers: Router | Sequence[Router],
    *,
    minutes: float = 30,
    leave: str = "13:30",
    home_by: str = "19:00",
    start: str | None = None,
    stay_min: int = 90,
    role: str | None = "offer",
) -> gpd.GeoDataFrame:
    """Say of every school which offer its pupils reach, by every way to travel, or why none.

    Parameters
    ----------
    schools
        Geocoded schools: a list of an office, or those of an extract (``sites.from_osm``).
    offers
        Geocoded sites; only those of the ``role`` count, ``None`` takes all.
    routers
        One or several, of different modes: ``Airline("foot")``, roads by bike, and so on. A
        ``Transit`` is asked as ``outings`` does: pupils leave the school after ``leave``, stay, and
        are back at the school by ``home_by``, which stands for where they live.
    minutes
        Threshold of one way; exactly this long is reached.
    leave, home_by, start, stay_min
        As of ``outings``; they count for a ``Transit`` only.

    Returns
    -------
    GeoDataFrame
        One row per school and mode, schools in their order, with the columns of
        ``docs/tables.md``: ``reached``, ``reason``, the nearest offer and the time; ``modes``, by
        which ways the school reaches anything, and ``nothing`` if by none of them. An offer
        farther than ``minutes`` has the reason ``over_limit``; ``no_offer`` says that there is
        none anywhere, ``no_location`` that nobody knows where the school is.

    Raises
    ------
    OptionError
        If ``minutes`` is not positive, or the times leave no room for a stay.
    InputError
        If there is no router, two have one mode, or the offers have no ``role`` though one is
        asked for.
    """
    asked = [*routers] if isinstance(routers, Sequence) else [routers]
    modes = [one.mode for one in asked]
    if not minutes > 0:
        raise OptionError("minutes must be a positive number, not {minutes!r}.", minutes=minutes)
    if not asked or len(set(modes)) < len(modes):
        raise InputError(
            "Schools need one router of each way to travel, not {modes}.",
            modes=", ".join(modes) or "0",
        )
    at, there = Located.of(schools, what="schools"), Located.of(offers, what="offers")
    check_ids(at.table, what="schools")
    _ASKED.check(at.table)
    demand = as_demand(at)
    times = {"leave": leave, "home_by": home_by, "start": start, "stay_min": stay_min}
    parts = [_way(demand, there, one, minutes, role, times) for one in asked]
    table = _together(at, there, parts, minutes)
    SCHOOL_ACCESS.check(table)
    return credited(table, at.table, there.table, *asked)


def as_demand(schools: Located) -> Located:
    """Schools as places where somebody is: each counts as one."""
    table = gpd.GeoDataFrame(schools.table)
    rows = pd.DataFrame({"id": table["id"], "population": 1.0}, index=table.index)
    none = pd.Series(pd.NA, table.index, dtype="str")
    for name in _KEYS:
        rows[name] = table[name].astype("str") if name == "place" and name in table else none
    named = [one.name for one in DEMAND.columns if one.required and one.name in rows]
    return schools.under(gpd.GeoDataFrame(rows[named], geometry=table.geometry))


def _way(
    demand: Located, offers: Located, router: Router, minutes: float, role: str | None,
    times: dict[str, Any],
) -> pd.DataFrame:  # fmt: skip
    """One row per school: the nearest offer by one router."""
    if isinstance(router, Transit):
        found: pd.DataFrame = outings(demand, offers, router, role=role, **times)
        reason = found["reason"].mask(found["travel_min"] > minutes, "over_limit")
        back = found["back_min"]
    else:
        found = reach(demand, offers, router, max_min=minutes, role=role)
        reason, back = found["status"], pd.Series(np.nan, found.index)
        reason = reason.mask(found["nearest_id"].isna() & (reason == "ok"), "over_limit")
    if not _somewhere(offers, role):
        reason = reason.mask(np.isin(np.arange(len(demand)), demand.points.placed), "no_offer")
    out = pd.DataFrame({
        "mode": router.mode, "reached": (reason == "ok").to_numpy(), "reason": reason.array,
        "nearest_id": found["nearest_id"].array, "travel_min": found["travel_min"].to_numpy(),
        "back_min": back.to_numpy(dtype=float),
    })  # fmt: skip
    return out.assign(row=np.arange(len(out)))


def _somewhere(offers: Located, role: str | None) -> bool:
    """Whether any offer has a place at all."""
    table = offers.table.iloc[offers.points.placed]
    return len(table) > 0 if role is None else bool(plays(table, role).any())


def _together(
    schools: Located, offers: Located, parts: list[pd.DataFrame], minutes: float
) -> gpd.GeoDataFrame:
    """All modes, in the order of the schools."""
    rows = pd.concat(parts, ignore_index=True).sort_values("row", kind="stable", ignore_index=True)
    modes = rows[rows["reached"]].groupby("row")["mode"].agg(SEPARATOR.join).to_dict()
    names = names_of(offers.table)
    table = gpd.GeoDataFrame(schools.table)
    rows["id"] = table["id"].astype(str).to_numpy()[rows["row"]]
    rows["name"] = rows["id"].map(names_of(table)).array
    rows["nearest"] = rows["nearest_id"].map(names).array
    rows["minutes"] = float(minutes)
    rows["radius_m"] = radii(table)[rows["row"].to_numpy()]
    rows["modes"] = [modes.get(one, "") for one in rows["row"]]
    rows["nothing"] = (rows["modes"] == "").to_numpy()
    texts = {one.name: "str" for one in SCHOOL_ACCESS.columns if one.kind == "text"}
    order = [one.name for one in SCHOOL_ACCESS.columns if one.name != "geometry"]
    shapes = table.geometry.iloc[rows["row"].to_numpy()].reset_index(drop=True)
    return gpd.GeoDataFrame(rows[order].astype(texts), geometry=shapes)


def radii(table: pd.DataFrame) -> NDArray[np.float64]:
    """How far each place may be off, in m; NaN where nobody says it."""
    if "radius_m" not in table:
        return np.full(len(table), np.nan)
    return np.asarray(table["radius_m"].to_numpy(dtype=float))


def names_of(table: pd.DataFrame) -> dict[str, Any]:
    """Id → name; the id where there is no name."""
    ids = table["id"].astype(str)
    named = table["name"].astype("object") if "name" in table else ids
    return dict(zip(ids, named.where(named.notna(), ids), strict=True))
