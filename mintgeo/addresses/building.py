"""What an extract tells → streets with their houses, ready to be written.

Houses that lack a PLZ or a place take those of the nearest that has them; houses and line points of
one name, PLZ and place make a street, unless they lie apart: then each cluster is a street.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import product
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree

from mintgeo._crs import metric
from mintgeo.addresses.interpolation import BORROW_M, borrow, guess
from mintgeo.addresses.rows import LINE, Harvest
from mintgeo.addresses.streets import street_key
from mintgeo.gazetteer.gazetteer import Gazetteer
from mintgeo.gazetteer.names import place_key

SPOT_M: Final = 5_000.0
"""So far a settlement's name reaches."""
APART_M: Final = 700.0
"""A street goes on after a gap of this length, not after a longer one."""
_LARGE_M: Final = 1_500.0
"""Streets shorter than this need not be looked at for gaps."""
_REACH: Final = 0.97
"""Share of a street's houses within its reach."""
_YARD_M: Final = 30.0
_E7: Final = 1e7
_BATCH: Final = 1_000_000


@dataclass(frozen=True)
class Built:
    """Tables of an index.

    Attributes
    ----------
    streets
        ``key``, ``name``, ``postcode``, ``place``, ``part``, ``place_key``, ``part_key``, ``lat``,
        ``lon`` (degrees × 10⁷), ``reach_m``, ``houses``, ``low``, ``high`` (numbers); the position
        is the row.
    houses
        ``street`` (row of ``streets``), ``number``, ``suffix``, ``lat``, ``lon``, ``kind``; sorted,
        each address once.
    facilities
        ``name``, ``kind``, ``postcode``, ``place``, ``part``, ``lat``, ``lon``.
    """

    streets: pd.DataFrame
    houses: pd.DataFrame
    facilities: pd.DataFrame


def build(found: Harvest) -> Built:
    """Make streets of houses and lines."""
    houses = found.houses.reset_index(drop=True)
    x, y = _metric(houses)
    houses = guess(borrow(houses, x, y), x, y, Gazetteer.embedded())
    group = _groups(houses, x, y)
    streets = _streets(houses, group, x, y, found.spots)
    facilities = _facilities(found, houses, x, y)
    return Built(streets, _houses(houses, group), facilities)


def _metric(table: pd.DataFrame) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Metres in EPSG:3035, good to half a metre."""
    x, y = np.empty(len(table), np.float32), np.empty(len(table), np.float32)
    lon, lat = table["lon"].to_numpy(), table["lat"].to_numpy()
    for start in range(0, len(table), _BATCH):
        rows = slice(start, start + _BATCH)
        x[rows], y[rows] = metric(lon[rows] / _E7, lat[rows] / _E7).T
    return x, y


def _groups(
    houses: pd.DataFrame, x: NDArray[np.float32], y: NDArray[np.float32]
) -> NDArray[np.int64]:
    """Number of the street of every row, in the order of PLZ, name and place."""
    group = np.zeros(len(houses), np.int64)
    for name, key in (("postcode", str), ("street", street_key), ("place", place_key)):
        codes, size = _keyed(houses[name], key)
        group = pd.factorize(group * size + codes, sort=True)[0]
    return _split(group, x, y)


def _keyed(column: pd.Series, key: Callable[[str], str]) -> tuple[NDArray[np.int64], int]:
    """Codes of a column whose texts are compared by key, in the order of the keys."""
    keys: list[str] = [key(text) for text in column.cat.categories]
    known, codes = np.unique(np.array(keys, dtype=object), return_inverse=True)
    return codes[column.cat.codes.to_numpy()], max(len(known), 1)


def _split(
    group: NDArray[np.int64], x: NDArray[np.float32], y: NDArray[np.float32]
) -> NDArray[np.int64]:
    """Give clusters of a street that lie apart numbers of their own."""
    size = pd.DataFrame({"g": group, "x": x, "y": y}).groupby("g").agg(["min", "max"])
    box = {pair: size[pair].to_numpy() for pair in product("xy", ("min", "max"))}
    wide = np.hypot(box["x", "max"] - box["x", "min"], box["y", "max"] - box["y", "min"])
    large = np.flatnonzero(wide > _LARGE_M)
    rows = np.flatnonzero(np.isin(group, large))
    order = rows[np.argsort(group[rows], kind="stable")]
    cluster = np.zeros(len(group), np.int64)
    for piece in np.split(order, np.flatnonzero(np.diff(group[order])) + 1):
        if len(piece):
            cluster[piece] = _clusters(x[piece], y[piece])
    numbers = group * (cluster.max(initial=0) + 1) + cluster
    return np.asarray(pd.factorize(numbers, sort=True)[0])


def _clusters(x: NDArray[np.float32], y: NDArray[np.float32]) -> NDArray[np.int64]:
    """Connected points, none more than ``APART_M`` from the next; on a raster where many."""
    cells, back = np.unique(
        np.column_stack([x, y]).astype(np.int64) // 50, axis=0, return_inverse=True
    )
    pairs = cKDTree(cells * 50.0).query_pairs(APART_M, output_type="ndarray")
    links = coo_array((np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1])), shape=(len(cells),) * 2)
    labels: NDArray[np.int64] = connected_components(links, directed=False)[1]
    return labels[back.ravel()]


def _streets(
    houses: pd.DataFrame,
    group: NDArray[np.int64],
    x: NDArray[np.float32],
    y: NDArray[np.float32],
    spots: pd.DataFrame,
) -> pd.DataFrame:
    """One row per street: its middle house, and within how many metres most of it lies."""
    numbered = houses["kind"].to_numpy() != LINE
    with_houses = np.bincount(group, weights=numbered, minlength=group.max(initial=-1) + 1)
    used = numbered | (with_houses[group] == 0)
    points = pd.DataFrame({"g": group[used], "x": x[used], "y": y[used]})
    middle = points.groupby("g")[["x", "y"]].transform("median")
    points["off"] = np.hypot(points["x"] - middle["x"], points["y"] - middle["y"])
    points["row"] = np.flatnonzero(used)
    centre = points.loc[points.groupby("g")["off"].idxmin()].set_index("g")
    at = centre[["x", "y"]].reindex(points["g"])
    points["off"] = np.hypot(points["x"] - at["x"].to_numpy(), points["y"] - at["y"].to_numpy())
    chosen = houses.loc[centre["row"], ["street", "postcode", "place", "part", "lat", "lon"]]
    out = chosen.astype(dict.fromkeys(("street", "postcode", "place", "part"), "object"))
    out = out.reset_index(drop=True).rename(columns={"street": "name"})
    out["reach_m"] = _reaches(points) + _YARD_M
    out["houses"] = with_houses.astype(np.int64)
    number = pd.DataFrame({"g": group[numbered], "n": houses["number"].to_numpy()[numbered]})
    span = number.groupby("g")["n"].agg(["min", "max"]).reindex(out.index, fill_value=0)
    out["low"], out["high"] = span["min"], span["max"]
    out["part"] = _parts(out["part"], centre, spots)
    out["key"] = _mapped(out["name"], street_key)
    out["place_key"], out["part_key"] = (_mapped(out[n], place_key) for n in ("place", "part"))
    return out


def _reaches(points: pd.DataFrame) -> NDArray[np.float64]:
    """Distance from the middle that ``_REACH`` of each street's points do not exceed."""
    ranked = points.sort_values(["g", "off"], kind="stable")
    sizes = ranked.groupby("g").size().to_numpy()
    ends = np.cumsum(sizes) - sizes + np.ceil(_REACH * sizes).astype(np.int64) - 1
    return np.asarray(ranked["off"].to_numpy(np.float64)[ends])


def _parts(named: pd.Series, at: pd.DataFrame, spots: pd.DataFrame) -> pd.Series:
    """Part of town that the map names, else the nearest settlement."""
    if spots.empty:
        return named
    x, y = _metric(spots[["lat", "lon"]] * _E7)
    gap, nearest = cKDTree(np.column_stack([x, y])).query(at[["x", "y"]].to_numpy())
    names = spots["name"].to_numpy()[nearest]
    return named.where(named != "", np.where(gap <= SPOT_M, names, ""))


def _mapped(texts: pd.Series, key: Callable[[str], str]) -> pd.Series:
    return texts.map({text: key(text) for text in texts.unique()})


def _houses(houses: pd.DataFrame, group: NDArray[np.int64]) -> pd.DataFrame:
    """Each address once: of several the one in their middle, literal ones before derived ones."""
    out = pd.DataFrame({
        "street": group.astype(np.int32),
        "number": houses["number"],
        "suffix": houses["suffix"],
        "lat": houses["lat"],
        "lon": houses["lon"],
        "kind": houses["kind"],
    })[houses["kind"].to_numpy() != LINE]  # fmt: skip
    key = ["street", "number", "suffix"]
    out["suffix"] = out["suffix"].cat.reorder_categories(sorted(out["suffix"].cat.categories))
    out = out.sort_values([*key, "kind"], kind="stable")
    out = out[out["kind"] == out.groupby(key, observed=True)["kind"].transform("first")]
    twice = out.duplicated(key, keep=False)
    several = out[twice]
    middle = several.groupby(key, observed=True)[["lat", "lon"]].transform("median")
    off = (several[["lat", "lon"]] - middle).abs().sum(axis=1)
    nearest = several.assign(off=off).sort_values([*key, "off"], kind="stable")
    kept = nearest.drop_duplicates(key).drop(columns="off")
    once: pd.DataFrame = pd.concat([out[~twice], kept])
    return once.sort_values(key, kind="stable", ignore_index=True)


def _facilities(
    found: Harvest, houses: pd.DataFrame, x: NDArray[np.float32], y: NDArray[np.float32]
) -> pd.DataFrame:
    """Facilities with the PLZ and place of the nearest house."""
    out = found.facilities.reset_index(drop=True)
    e7 = (out[["lat", "lon"]] * _E7).round().astype("int32")
    out = out.assign(lat=e7["lat"], lon=e7["lon"])
    if out.empty or houses.empty:
        return out.assign(postcode="", place="")
    here = np.column_stack(_metric(out))
    gap, nearest = cKDTree(np.column_stack([x, y])).query(here)
    for name in ("postcode", "place"):
        value = houses[name].astype("object").to_numpy()[nearest]
        out[name] = np.where(gap <= BORROW_M, value, "")
    return out
