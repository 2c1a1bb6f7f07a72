"""Isochrones: from where a site is reached in time, as polygons."""

from collections.abc import Sequence
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from mintgeo._credits import credited
from mintgeo._crs import LAEA, WGS84
from mintgeo._errors import InputError, OptionError
from mintgeo._located import AnyTable, Located, check_ids
from mintgeo._progress import waiting
from mintgeo._schema import ISOCHRONES
from mintgeo.travel.pairs import matrix
from mintgeo.travel.protocol import AreaRouter, Router, placed

ALL_SITES: Final = "alle"
"""Id of the areas from where at least one site is reached."""


def isochrones(
    sites: AnyTable,
    router: Router,
    *,
    minutes: float | Sequence[float] = (15, 30),
    merge: bool = False,
    demand: AnyTable | None = None,
    progress: bool = True,
) -> gpd.GeoDataFrame:
    """Draw the areas from where each site is reached in time.

    Parameters
    ----------
    sites
        Points with ``id`` in any CRS that says so, such as geocoded sites.
    router
        One that knows areas (``reached_areas``), such as ``RoadNetwork`` on streets.
    minutes
        Thresholds; exactly this long is still inside.
    merge
        Draw the areas from where at least one of the sites is reached, under the id ``alle``.
    demand
        If given, ``population`` says how many of its people reach the site in time. They are
        counted by their time, as ``reach`` and ``coverage`` do, not by the border of the area.
    progress
        Show a progress bar, if the output is a terminal or notebook.

    Returns
    -------
    GeoDataFrame
        One row per site and threshold, in the order of the sites and ascending: ``id``,
        ``minutes``, ``mode``, ``area_km2``, ``population`` (with ``demand``) and multipolygons in
        EPSG:4326, empty where nothing is reached. A site's larger areas hold its smaller ones.

    Raises
    ------
    OptionError
        If the router knows no areas, or a threshold is not a positive number.
    InputError
        If ``demand`` has no ``population``, or a table breaks the rules of all routers.

    Notes
    -----
    An area holds the roads from which the site is reached in time, and no others; the land between
    goes with its nearest road, as the router takes points to roads, walk included, and ends
    ``max_snap_m`` from every road (a router with a smaller one draws narrower areas). Rivers and
    railways thus divide it wherever no road crosses them. Borders between roads are exact to about
    half a cell of 25 m; roads are told apart to 3 m.
    """
    limits = _limits(minutes)
    if not isinstance(router, AreaRouter):
        kind = type(router).__name__
        raise OptionError(
            "isochrones() needs a router on streets (RoadNetwork), not {kind}.", kind=kind
        )
    here, table = Located.of(sites, what="sites"), Located.of(sites).table
    check_ids(table, what="sites")
    there = placed(router, here, what="sites")
    found = router.reached_areas(there, minutes=limits)
    shapes = list(waiting(found, progress=progress, total=len(table), unit=" Orte"))
    ids = table["id"].astype("str").tolist()
    if merge:
        shapes, ids = [_merged(shapes, len(limits))], [ALL_SITES]
    out = _table(ids, limits, shapes, router.mode)
    if demand is not None:
        out["population"] = _people(
            here, router, limits, Located.of(demand, what="origins"), merge=merge
        )
    out = out[[column.name for column in ISOCHRONES.columns if column.name in out]]
    ISOCHRONES.check(out)
    return credited(out, table, router, None if demand is None else Located.of(demand).table)


def _table(
    ids: list[str], limits: list[float], shapes: list[list[BaseGeometry]], mode: str
) -> gpd.GeoDataFrame:
    flat = [shape for some in shapes for shape in some]
    geometry = gpd.GeoSeries(flat, crs=WGS84)
    data = {
        "id": pd.Series(np.repeat(np.array(ids, dtype=object), len(limits)), dtype="str"),
        "minutes": np.tile(limits, len(ids)),
        "mode": pd.Series([mode] * len(flat), dtype="str"),
        "area_km2": geometry.to_crs(LAEA).area.to_numpy() / 1e6,
    }
    return gpd.GeoDataFrame(data, geometry=geometry)


def _people(
    sites: Located, router: Router, limits: list[float], demand: Located, *, merge: bool,
) -> NDArray[np.float64]:  # fmt: skip
    """People of the demand within each threshold, per site or of the nearest."""
    if "population" not in demand.table.columns:
        raise InputError("The demand has no column 'population'; population() makes a table.")
    people, count = demand.table["population"].to_numpy(dtype=float), 1 if merge else len(sites)
    if merge:
        start = placed(router, demand, what="origins")
        found = router.nearest(start, placed(router, sites, what="sites"), max_min=max(limits))
        found = found[found["status"] == "ok"]
        row = pd.Index(demand.table["id"]).get_indexer(pd.Index(found["from_id"]))
        site, time = np.zeros(len(found), dtype=np.int32), found["travel_min"].to_numpy()
    else:
        ways = matrix(demand, sites, router, max_min=max(limits))
        row, site, time = ways.row, ways.column, ways.travel_min
    counts = [np.bincount(site, people[row] * (time <= limit), count) for limit in limits]
    return np.column_stack(counts).astype(float).ravel()


def _merged(shapes: list[list[BaseGeometry]], limits: int) -> list[BaseGeometry]:
    """Per threshold the union over sites; each is joined to the one before, so that they nest."""
    out: list[BaseGeometry] = []
    for number in range(limits):
        union = shapely.union_all([some[number] for some in shapes])
        out.append(shapely.multipolygons(shapely.get_parts(union)))
    return out


def _limits(minutes: float | Sequence[float]) -> list[float]:
    try:
        limits = sorted({float(one) for one in np.atleast_1d(np.asarray(minutes, dtype=float))})
    except (TypeError, ValueError):
        limits = []
    if not limits or not all(0 < one < np.inf for one in limits):
        raise OptionError("minutes must be positive numbers, not {minutes!r}.", minutes=minutes)
    return limits
