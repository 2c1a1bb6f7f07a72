"""People counted in the wrong Gemeinde: areas that spill over a border, and keys of the past.

No method here is tuned for a Land or a Gemeinde; every move is logged.
"""

import geopandas as gpd
import numpy as np
import pandas as pd
from scipy.optimize import linprog
from scipy.sparse import block_array, coo_array, csr_array, eye_array
from scipy.spatial import cKDTree

from tools.embed.metric import LAEA, laea, radius_m
from tools.embed.regions import MERGED, SPLIT

NEAR_PLACE = (1.6, 2_000)
"""A place belongs to an area within this many radii and metres more."""
GIVES = 300
"""Areas of fewer people give nobody away."""
TAKES = 0.9
"""A Gemeinde with less of its expected people than this may receive."""
REACH = (2.0, 4_000)
"""It receives from areas within this many of their radii and metres more."""
SHORT, EXCESS, MOVE, PER_5KM = 1.0, 0.5, 0.02, 0.02
"""Costs per person: too few, too many, moved at all, moved 5 km."""
LOG = ["source", "to", "people", "km"]
"""Of every move: key before, key after, people, distance in kilometres."""
UNKNOWN_KEEPS = 0.7
"""Share of its people that a Gemeinde without an expected number keeps."""


def recode_gemeinden(
    areas: pd.DataFrame, places: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Give Gemeinden that GeoNames no longer knows the key of the largest place inside them.

    A key is taken for obsolete if no place carries it though a place of its Kreis lies in its
    areas, or if its Kreis has gone. Returns the areas with ``ags`` replaced, and the log.
    """
    known = places.dropna(subset="ags")
    gap, nearest = cKDTree(laea(areas)).query(laea(known))
    inside = gap <= NEAR_PLACE[0] * radius_m(areas)[nearest] + NEAR_PLACE[1]
    pairs = known.assign(old=areas["ags"].to_numpy()[nearest])[inside]
    kreis = pairs["old"].str[:5].replace(MERGED | SPLIT)
    gone = ~pairs["old"].isin(known["ags"]) & (kreis == pairs["ags"].str[:5])
    largest = pairs[gone].sort_values(["population", "name"]).drop_duplicates("old", keep="last")
    new = largest.set_index("old")["ags"].to_dict()
    new |= _of_gone_kreise(areas[~areas["ags"].isin(new)], known)
    out = areas.assign(ags=areas["ags"].map(new).fillna(areas["ags"]))
    people = areas.groupby("ags")["population_2011"].sum()
    rows = [(old, to, int(people[old]), 0.0) for old, to in sorted(new.items()) if old in people]
    return out, pd.DataFrame(rows, columns=LOG)


def _of_gone_kreise(areas: pd.DataFrame, places: pd.DataFrame) -> dict[str, str]:
    """Keys of Kreise that are no more: the largest place near the most people, in the new Kreis."""
    found = {}
    gone = areas[areas["ags"].str[:5].isin(MERGED | SPLIT)]
    for old, group in gone.groupby("ags"):
        local = places[places["ags"].str[:5] == (MERGED | SPLIT)[old[:5]]]
        main = group.loc[[group["population_2011"].idxmax()]]
        away = np.hypot(*(laea(local) - laea(main)).T)
        close = local[away <= radius_m(main)[0] * 1.5 + 1_500]
        chosen = close.nlargest(1, "population") if len(close) else local.iloc[[away.argmin()]]
        found[old] = chosen["ags"].iloc[0]
    return found


def expected(areas: pd.DataFrame, places: pd.DataFrame) -> pd.DataFrame:
    """Expected people of a Gemeinde: its largest place, aged to 2011 by the median of its Kreis.

    Returns
    -------
    DataFrame
        By ``ags``: ``expected`` people, and ``lat``, ``lon`` of the place.
    """
    named = places[(places["population"] > 0) & places["ags"].notna()]
    main = named.sort_values(["population", "name"]).drop_duplicates("ags", keep="last")
    main = main.set_index("ags")[["population", "lat", "lon"]]
    layer = areas.groupby("ags")["population_2011"].sum()
    ratio = (layer / main["population"]).dropna()
    age = ratio.groupby(ratio.index.str[:5]).median()
    factor = main.index.str[:5].map(age).to_series(index=main.index).fillna(1.0)
    return main.assign(expected=main["population"] * factor)[["expected", "lat", "lon"]]


def move_people(areas: pd.DataFrame, goal: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Move people from areas to Gemeinden that lack them, at the least cost (linear program).

    Returns
    -------
    (DataFrame, DataFrame)
        The areas, those who moved as new areas at their Gemeinde's main place (``id`` of the
        source, a slash and the key); and the log.
    """
    pairs = _pairs(areas, goal)
    moved = np.round(_solve(areas, goal, pairs)).astype("int32")
    log = pairs.assign(people=moved)[moved > 0]
    out = areas.copy()
    gone = log.groupby("area")["people"].sum()
    before = out["population_2011"].astype(float)
    left = out["population_2011"].sub(gone, fill_value=0).clip(lower=0).astype("int32")
    out["area_ha"] = out["area_ha"] * (left / before)
    out["population_2011"] = left
    new = _arrivals(areas, goal, log)
    said = log.assign(source=areas["ags"].to_numpy()[log["area"]])[LOG]
    both = pd.concat([out[left > 0], new], ignore_index=True)
    return both, said.reset_index(drop=True)


def _pairs(areas: pd.DataFrame, goal: pd.DataFrame) -> pd.DataFrame:
    """Who may give to whom: position of the area, key of the Gemeinde, distance in km."""
    layer = areas.groupby("ags")["population_2011"].sum()
    lacking = goal[layer.reindex(goal.index).fillna(0) < TAKES * goal["expected"]]
    givers = np.flatnonzero(areas["population_2011"] >= GIVES)
    reach = REACH[0] * radius_m(areas)[givers] + REACH[1]
    tree, at = cKDTree(laea(lacking)), laea(areas)[givers]
    rows = [
        (giver, lacking.index[taker])
        for giver, takers in zip(givers, tree.query_ball_point(at, reach), strict=True)
        for taker in sorted(takers)
    ]
    pairs = pd.DataFrame(rows, columns=["area", "to"])
    pairs = pairs[areas["ags"].to_numpy()[pairs["area"]] != pairs["to"]].reset_index(drop=True)
    there = laea(goal.loc[pairs["to"]])
    return pairs.assign(km=np.hypot(*(laea(areas)[pairs["area"]] - there).T) / 1000)


def _solve(areas: pd.DataFrame, goal: pd.DataFrame, pairs: pd.DataFrame) -> np.ndarray:
    """People per pair: least shortfall and excess over all Gemeinden that a pair touches.

    Variables: moves, shortfalls, excesses. For a Gemeinde with an expected number G and P people,
    P + in − out + short − excess = G; one without keeps a share of P; no area gives what it lacks.
    """
    touched = pd.Index(sorted({*areas["ags"].to_numpy()[pairs["area"]], *pairs["to"]}))
    layer = areas.groupby("ags")["population_2011"].sum().reindex(touched).fillna(0).to_numpy(float)
    target = goal["expected"].reindex(touched).to_numpy(float)
    known, blind = np.flatnonzero(~np.isnan(target)), np.flatnonzero(np.isnan(target))
    flow = _flow(areas, pairs, touched)
    givers, gives = _gives(pairs)
    same = eye_array(len(known))
    equal = block_array([[flow[known], same, -same]])
    empty = coo_array((len(blind) + len(givers), 2 * len(known)))
    below = block_array([[block_array([[-flow[blind]], [gives]]), empty]])
    has = areas["population_2011"].to_numpy(float)[givers]
    cost = np.r_[
        MOVE + PER_5KM * pairs["km"] / 5, np.full(len(known), SHORT), np.full(len(known), EXCESS)
    ]
    done = linprog(
        cost,
        A_ub=below.tocsr(),
        b_ub=np.r_[(1 - UNKNOWN_KEEPS) * layer[blind], has],
        A_eq=equal.tocsr(),
        b_eq=target[known] - layer[known],
        method="highs",
    )
    if not done.success:
        raise RuntimeError(f"the linear program of the moves failed: {done.message}")
    return np.asarray(done.x[: len(pairs)])


def _flow(areas: pd.DataFrame, pairs: pd.DataFrame, touched: pd.Index) -> csr_array:
    """What each pair (column) adds to each Gemeinde (row): 1 where it goes, −1 where it leaves."""
    arrives = touched.get_indexer(pairs["to"])
    leaves = touched.get_indexer(areas["ags"].to_numpy()[pairs["area"]])
    column = np.arange(len(pairs))
    sign = np.repeat([1.0, -1.0], len(pairs))
    place = (np.r_[arrives, leaves], np.r_[column, column])
    return csr_array((sign, place), (len(touched), len(pairs)))


def _gives(pairs: pd.DataFrame) -> tuple[np.ndarray, csr_array]:
    """The areas that may give, and which pairs (columns) take from each of them (rows)."""
    givers, giver = np.unique(pairs["area"], return_inverse=True)
    ones, column = np.ones(len(pairs)), np.arange(len(pairs))
    return givers, csr_array((ones, (giver, column)), (len(givers), len(pairs)))


def _arrivals(areas: pd.DataFrame, goal: pd.DataFrame, log: pd.DataFrame) -> pd.DataFrame:
    """One new area per move, at the main place; its hectares move with the people."""
    source = areas.iloc[log["area"]]
    share = log["people"].to_numpy() / source["population_2011"].to_numpy()
    place = goal.loc[log["to"]]
    return pd.DataFrame(
        {
            "id": source["id"].to_numpy() + "/" + log["to"].to_numpy(),
            "lat": place["lat"].to_numpy(),
            "lon": place["lon"].to_numpy(),
            "population_2011": log["people"].to_numpy(),
            "area_ha": source["area_ha"].to_numpy() * share,
            "ags": log["to"].to_numpy(),
        }
    )


def into_their_land(
    points: pd.DataFrame, kreise: gpd.GeoDataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Points that lie in another Land than their key says get the key of the nearest one there."""
    shapes = kreise.to_crs(LAEA)
    at = laea(points)
    spots = gpd.GeoSeries(gpd.points_from_xy(at[:, 0], at[:, 1]), crs=LAEA)
    row, owner = shapes.sindex.nearest(spots, return_all=False)
    land = shapes["ags"].str[:2].to_numpy()[owner[np.argsort(row, kind="stable")]]
    key = points["ags"].to_numpy(dtype=object)
    wrong = np.flatnonzero(land != points["ags"].str[:2])
    gap = np.zeros(len(points))
    right = np.setdiff1d(np.arange(len(points)), wrong)
    for here in np.unique(land[wrong]):
        rows, settled = wrong[land[wrong] == here], right[land[right] == here]
        away, near = cKDTree(at[settled]).query(at[rows])
        key[rows], gap[rows] = key[settled[near]], away / 1000
    out = points.assign(ags=pd.Series(key, index=points.index, dtype="str"))
    log = pd.DataFrame({"source": points["ags"], "to": out["ags"], "km": gap})
    log["people"] = points["population_2011"]
    return out, log.iloc[wrong][LOG].reset_index(drop=True)
