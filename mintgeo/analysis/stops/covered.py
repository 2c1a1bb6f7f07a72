"""Who lives near a stop that is served well."""

import geopandas as gpd
import numpy as np
import pandas as pd
from scipy.spatial import cKDTree

from mintgeo._credits import credited
from mintgeo._located import AnyTable, Located
from mintgeo._schema import STOP_COVERAGE, STOP_SERVICE
from mintgeo.analysis.division import By, Division
from mintgeo.analysis.resolution import extent_m
from mintgeo.analysis.stops.spots import NEED, SIDE, Floats, spots


def stop_coverage(
    people: AnyTable, service: gpd.GeoDataFrame, *, by: By = "kreis", key: str | None = None
) -> pd.DataFrame:
    """Share of people who live near a stop with departures enough, per region.

    As the Deutschlandatlas (BBSR) counts: within 600 m of such a stop, or 1,200 m where trains
    leave, in a straight line. For children pass points with children.

    Parameters
    ----------
    people
        Points with ``population`` and the keys of their regions, as ``population()`` gives them.
    service
        Stops as of ``stop_service``.
    by, key
        Regions, as of ``coverage``.

    Returns
    -------
    DataFrame
        One row per region (``stop_coverage`` of docs/tables.md): ``served`` and ``share`` if the
        people of a point are spread evenly over its square (``cell_m``, ``scatter_m``);
        ``share_low`` and ``share_high`` if all of them live at its far or its near side. Points as
        coarse as those embedded leave these far apart; a grid of 100 m does not.

    Raises
    ------
    OptionError
        For an unknown ``by``.
    TableError
        If a table lacks columns.
    """
    STOP_SERVICE.check(service)
    at = Located.of(people)
    NEED.check(at.table)
    division = Division.of(by, key)
    codes, names = pd.factorize(division.keys(at), sort=True)
    good = service[service["frequent"] & service.geometry.notna()]
    weight = at.table["population"].to_numpy(dtype=float)
    low, even, high = _served(at, good)
    total = np.bincount(codes, weight, len(names))
    table = pd.DataFrame({"ags": pd.Series(names, dtype="str")})
    table["name"] = table["ags"].map(division.names()).fillna(table["ags"]).astype("str")
    table["population"] = total
    table["served"] = np.bincount(codes, weight * even, len(names))
    for name, part in (("share", even), ("share_low", low), ("share_high", high)):
        sums = np.bincount(codes, weight * part, len(names))
        share = np.divide(sums, total, out=np.full(len(names), np.nan), where=total > 0)
        table[name] = np.minimum(share, 1)
    counts = division.offers(Located.of(good), at, pd.Series(names[codes], index=at.table.index))
    table["stops"] = table["ags"].map(counts).fillna(0).astype(int)
    STOP_COVERAGE.check(table)
    return credited(table, at.table, service, division.layer)


def _served(people: Located, stops: gpd.GeoDataFrame) -> tuple[Floats, Floats, Floats]:
    """Parts of the people of each point that live near a stop: at least, evenly spread, at most."""
    n = len(people.table)
    even, margin = np.zeros(n), np.full(n, -np.inf)
    placed = people.points.placed
    far = extent_m(people.table)[placed] * SIDE / np.sqrt(2)
    for limit, some in stops.groupby("radius_m"):
        tree = cKDTree(Located.of(some).points.xyz)
        distance, _ = tree.query(people.points.xyz)
        margin[placed] = np.maximum(margin[placed], float(str(limit)) - distance)
    for rows, places in spots(people):
        near = np.zeros(len(places), dtype=bool)
        for limit, some in stops.groupby("radius_m"):
            tree = cKDTree(Located.of(some).points.xyz)
            distance, _ = tree.query(places, distance_upper_bound=float(str(limit)) + 1)
            near |= distance <= float(str(limit))
        even[rows] = near.reshape(len(rows), -1).mean(axis=1)
    low, high = np.zeros(n), np.zeros(n)
    low[placed] = margin[placed] >= far
    high[placed] = margin[placed] >= -far
    return low, np.clip(even, low, high), high
