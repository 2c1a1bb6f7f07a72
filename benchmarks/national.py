"""A synthetic network as large as Germany's by car, and people and offers on it.

``python -m benchmarks.national [JOB…]`` prints the table of the national jobs (as ``python -m
benchmarks national``), once each.

The generator joins neighbours on a shaken lattice of junctions over Germany and prints statistics
of what it made. Beside Neubrandenburg by car (real): steps per state 2.02 (1.85), dead ends 0.276
(0.227), median length of a road 341 m (57 m: the real map is far finer in towns). Most roads are
residential (25 km/h), every 8th line of the lattice is a main road (65 km/h), every 64th a motorway
(90 km/h); turns cost 0 to 8 s.

What it does not copy: towns (junctions are spread evenly), one-way roads, restrictions. Demand
points and offers are drawn evenly too, so most points are farther from a road than real ones.
"""

import subprocess
import sys

import geopandas as gpd
import numpy as np
import pandas as pd

from mintgeo.travel.roads.graph.network import Network

WEST, SOUTH, EAST, NORTH = 6.0, 47.5, 15.0, 55.0
KEEP = 0.6
"""Share of lattice edges that are roads; main roads have no gaps."""
INNER = 2
"""Vertices inside of each arc."""
SPEEDS = np.array([25, 65, 90]) / 3.6


def main() -> None:
    """Print a row per job: ours and SciPy's, growth over the sizes, goals."""
    subprocess.run([sys.executable, "-m", "benchmarks", "national", "--runs", "1"], check=True)


def synthetic_network(states: int, *, seed: int) -> Network:
    """Draw a network of about so many states; both directions of every road are states."""
    random = np.random.default_rng(seed)
    nodes = states / (4 * KEEP)
    columns = int(np.sqrt(nodes * 0.75))
    rows = int(nodes / columns)
    a, b, kind = _lattice(rows, columns, random)
    lon, lat = _junctions(rows, columns, random)
    head, tail = np.concatenate([a, b]), np.concatenate([b, a])
    kind = np.concatenate([kind, kind])
    roads = len(a)
    twin = np.concatenate([np.arange(roads) + roads, np.arange(roads)]).astype(np.int32)
    length = _metres(lon, lat, a, b) * np.exp(random.normal(0.1, 0.15, roads)).clip(1.0)
    length = np.concatenate([length, length]).astype(np.float32)
    x, y, counted = _vertices(lon, lat, head, tail, length)
    time = counted / np.repeat(SPEEDS[kind], INNER + 2).astype(np.float32)
    first, target, turn = _steps(head, tail, twin, rows * columns, random)
    count = len(head)
    return Network(
        first=np.arange(count + 1, dtype=np.int64) * (INNER + 2), x=x, y=y,
        time_s=time, weight_s=time.copy(), length_m=counted, twin=twin,
        start=kind < 2, big=np.ones(count, dtype=bool),
        step_first=first, step_target=target, step_weight_s=turn, step_time_s=turn.copy(),
        doubled=np.empty(0, dtype=np.int64), extent=np.array([WEST, SOUTH, EAST, NORTH]),
        exits=np.flatnonzero((x <= x.min() + 10_000) | (x >= x.max() - 10_000)),
    )  # fmt: skip


def synthetic_demand(count: int, *, seed: int) -> gpd.GeoDataFrame:
    """Draw demand points, evenly spread; people per point are log-normal about 470."""
    random = np.random.default_rng(seed)
    people = np.exp(random.normal(5.0, 1.5, count))
    empty = pd.Series(pd.NA, index=range(count), dtype="str")
    table = {"id": _ids("d", count), "population": people, "ags": empty, "ags_kreis": empty,
             "ags_land": empty, "place": empty}  # fmt: skip
    return gpd.GeoDataFrame(table, geometry=_points(count, random), crs=4326)


def synthetic_sites(count: int, *, seed: int) -> gpd.GeoDataFrame:
    """Draw offers, evenly spread."""
    random = np.random.default_rng(seed)
    table = {"id": _ids("s", count), "role": "offer"}
    return gpd.GeoDataFrame(table, geometry=_points(count, random), crs=4326)


def statistics(net: Network) -> dict[str, float]:
    """Size and shape of a network, comparable with those of real ones."""
    length = net.length_m[net.last]
    steps = np.diff(net.step_first)
    speed = length / net.time_s[net.last] * 3.6
    return {
        "states": len(net.twin), "steps per state": round(float(steps.mean()), 2),
        "dead ends": round(float((steps <= 1).mean()), 3),
        "vertices per state": round(len(net.x) / len(net.twin), 2),
        "median length m": round(float(np.median(length))),
        "p90 length m": round(float(np.percentile(length, 90))),
        "median km/h": round(float(np.median(speed)), 1),
        "p90 km/h": round(float(np.percentile(speed, 90)), 1),
    }  # fmt: skip


def _lattice(rows: int, columns: int, random: np.random.Generator) -> tuple[np.ndarray, ...]:
    """Roads between neighbours and their class; main roads and motorways have no gaps."""
    number = np.arange(rows * columns, dtype=np.int32).reshape(rows, columns)
    ends, kinds = [], []
    for a, b, line in (
        (number[:, :-1], number[:, 1:], np.arange(rows)[:, None]),
        (number[:-1], number[1:], np.arange(columns)[None, :]),
    ):
        kind = (line % 8 == 0).astype(np.int8) + (line % 64 == 0)
        kind = np.broadcast_to(kind, a.shape)
        keep = (random.random(a.shape) < KEEP) | (kind > 0)
        ends.append((a[keep], b[keep]))
        kinds.append(kind[keep])
    a, b = (np.concatenate(part) for part in zip(*ends, strict=True))
    return a, b, np.concatenate(kinds)


def _junctions(
    rows: int, columns: int, random: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    shake = random.uniform(-0.4, 0.4, (2, rows, columns))
    lon = WEST + (EAST - WEST) * (np.arange(columns)[None, :] + 0.5 + shake[0]) / columns
    lat = SOUTH + (NORTH - SOUTH) * (np.arange(rows)[:, None] + 0.5 + shake[1]) / rows
    return lon.ravel(), lat.ravel()


def _metres(lon: np.ndarray, lat: np.ndarray, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    east = 111_320 * np.cos(np.radians(lat[a]))
    return np.hypot((lon[b] - lon[a]) * east, (lat[b] - lat[a]) * 111_200)


def _vertices(
    lon: np.ndarray, lat: np.ndarray, head: np.ndarray, tail: np.ndarray, length: np.ndarray
) -> tuple[np.ndarray, ...]:
    share = np.linspace(0, 1, INNER + 2)
    x, y = (
        np.rint((one[head][:, None] * (1 - share) + one[tail][:, None] * share) * 1e7)
        .astype(np.int32)
        .ravel()
        for one in (lon, lat)
    )
    return x, y, (length[:, None] * share.astype(np.float32)).ravel()


def _steps(
    head: np.ndarray, tail: np.ndarray, twin: np.ndarray, nodes: int, random: np.random.Generator
) -> tuple[np.ndarray, ...]:
    """All turns at junctions; back only from dead ends."""
    by_head = np.argsort(head, kind="stable").astype(np.int32)
    begin = np.concatenate([[0], np.cumsum(np.bincount(head, minlength=nodes))])
    count = np.diff(begin)[tail]
    source = np.repeat(np.arange(len(head), dtype=np.int32), count)
    inside = np.arange(len(source)) - np.repeat(np.cumsum(count) - count, count)
    target = by_head[begin[tail][source] + inside]
    keep = (twin[source] != target) | (count[source] == 1)
    source, target = source[keep], target[keep]
    first = np.concatenate([[0], np.cumsum(np.bincount(source, minlength=len(head)))])
    turn = random.uniform(0, 8, len(target)).astype(np.float32)
    return first, target, turn


def _points(count: int, random: np.random.Generator) -> gpd.GeoSeries:
    lon, lat = random.uniform(WEST, EAST, count), random.uniform(SOUTH, NORTH, count)
    return gpd.GeoSeries(gpd.points_from_xy(lon, lat), crs=4326)


def _ids(prefix: str, count: int) -> pd.Series:
    return pd.Series([f"{prefix}{number}" for number in range(count)], dtype="str")


if __name__ == "__main__":
    main()
