"""The smallest areas of a study that maps show: polygons that are given, circles, or cells."""

from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from mintgeo._crs import LAEA, WGS84
from mintgeo._located import Located
from mintgeo._schema import REGIONS
from mintgeo.gazetteer.gazetteer import NAMELESS
from mintgeo.germany.regions import region_names

FILLED: Final = 0.15
"""So much of the ground of an area its circles cover: large enough to see, few overlap."""
_LEAST: Final = 0.004
"""Radius of the smallest circle, in widths of the area."""
_CORNERS: Final = 8
"""Of a quarter of a circle."""
CELLS: Final = (500, 1000, 2000, 5000, 10_000)
"""Sides of cells (metres), those of the INSPIRE grids and their doubles."""
_MANY: Final = 12
"""Cells are as large as lets so many points fall into one, in the middle of the people."""


def circles(located: "gpd.GeoDataFrame | Located") -> gpd.GeoDataFrame:
    """Gemeinden as circles around the middle of their people, the more people the larger.

    Parameters
    ----------
    located
        A demand table whose points know their Gemeinde.

    Returns
    -------
    GeoDataFrame
        A regions table; circles are symbols, no borders: ``area_km2`` is not known (NaN).
    """
    found = Located.of(located)
    homes = gpd.GeoDataFrame(found.table)
    there = (homes["ags"].notna() & (homes["population"] > 0)).to_numpy()
    known, at = homes[there], found.xy[there]
    people = known["population"].to_numpy(dtype=float)
    frame = pd.DataFrame({"ags": known["ags"].to_numpy(), "population": people})
    frame["x"], frame["y"] = (at * people[:, None]).T
    sums = frame.groupby("ags", sort=True).sum()
    middle = sums[["x", "y"]].div(sums["population"], axis=0)
    wide, high = np.ptp(at, axis=0) if len(at) > 1 else (1.0, 1.0)
    size = np.sqrt(FILLED * wide * high * sums["population"] / sums["population"].sum() / np.pi)
    size = size.clip(lower=max(100.0, _LEAST * max(wide, high)))
    shapes = shapely.buffer(shapely.points(middle.to_numpy()), size.to_numpy(), quad_segs=_CORNERS)
    names = gemeinde_names(homes)
    return _layer(
        "gemeinde", sums.index.to_numpy(), [names[key] for key in sums.index], shapes,
        sums["population"].to_numpy(),
    )  # fmt: skip


def cells(located: "gpd.GeoDataFrame | Located") -> gpd.GeoDataFrame:
    """Squares of a grid in which people live, named by the place of most of them and their key.

    Parameters
    ----------
    located
        A demand table.

    Returns
    -------
    GeoDataFrame
        A regions table; keys are those of INSPIRE grids (``1kmN2689E4337``).
    """
    known = Located.of(located)
    there = (known.table["population"] > 0).to_numpy()
    lived_in, at = known.table[there], known.xy[there]
    side = _side(at, lived_in["population"].to_numpy(dtype=float))
    corner = np.floor(at / side).astype(int)
    said = f"{side // 1000}km" if side >= 1000 else f"{side}m"  # noqa: PLR2004
    unit = min(1000, side)
    keys = [f"{said}N{y * side // unit}E{x * side // unit}" for x, y in corner]
    table = pd.DataFrame({
        "ags": keys, "x": corner[:, 0] * side, "y": corner[:, 1] * side,
        "population": lived_in["population"].to_numpy(dtype=float),
    })  # fmt: skip
    found = table.groupby("ags", sort=True).agg({"x": "first", "y": "first", "population": "sum"})
    west, south = (found[one].to_numpy(dtype=float) for one in ("x", "y"))
    shapes = shapely.box(west, south, west + side, south + side)
    keys_there = list(found.index)
    return _layer("cell", keys_there, keys_there, shapes, found["population"].to_numpy())


def _side(at: np.ndarray, people: np.ndarray) -> int:
    """The smallest cells of which those of half of the people hold several points each."""
    for side in CELLS:
        table = pd.DataFrame(np.floor(at / side).astype(int), columns=["x", "y"])
        cell = table.assign(people=people, n=1).groupby(["x", "y"])[["people", "n"]].sum()
        ordered = cell.sort_values("n")
        middle = int(np.searchsorted(ordered["people"].cumsum(), ordered["people"].sum() / 2))
        if ordered["n"].iloc[min(middle, len(ordered) - 1)] >= _MANY:
            return side
    return CELLS[-1]


def gemeinde_names(homes: gpd.GeoDataFrame) -> dict[str, str]:
    """Names of the Gemeinden where people live: of the data, or near which place they are.

    A Gemeinde that no data name is said to be where most of its people live ("bei Teschendorf");
    where no place is known either, its key stands.
    """
    known = homes[homes["ags"].notna()]
    named = region_names("gemeinde")
    places = known[known["place"].notna()].groupby(["ags", "place"])["population"].sum()
    most = places.sort_values(ascending=False, kind="stable").reset_index().drop_duplicates("ags")
    near = {
        key: f"{NAMELESS}{place}" for key, place in zip(most["ags"], most["place"], strict=True)
    }
    return {key: named.get(key) or near.get(key, key) for key in known["ags"].unique()}


def _layer(
    level: str, keys: object, names: object, shapes: np.ndarray, people: np.ndarray
) -> gpd.GeoDataFrame:
    table = pd.DataFrame({"level": level, "name": names, "ags": keys})
    table["gebietsstand"] = pd.Series(pd.NA, index=table.index, dtype="str")
    table["population"], table["area_km2"] = people, np.nan
    for column in ("level", "name", "ags"):
        table[column] = table[column].astype("str")
    layer = gpd.GeoDataFrame(table, geometry=shapes, crs=LAEA).to_crs(WGS84)
    REGIONS.check(layer)
    return layer
