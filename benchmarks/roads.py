"""Speed of real roads: building, sweeping over country-size networks, and peers in the same run.

    python -m benchmarks.roads                     everything without peers, on the sample
    python -m benchmarks.roads --extract TOWN.osm.pbf --states 6 15
    python -m pip install pandana osmnx            then --peers (not in any extra of mintgeo)

Peak memory is counted anew for every step where the system lets us (Linux).
"""

import argparse
import resource
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np
import osmium

from mintgeo import RoadNetwork
from mintgeo.travel.roads.graph.network import Network, build_network
from mintgeo.travel.roads.reading.profiles import PROFILES
from tests.road_world import table

SAMPLE = Path(__file__).parents[1] / "data" / "raw" / "neubrandenburg.osm.pbf"
OFFERS = 25_000
DEMAND = 86_000
"""Points of Germany's people in the embedded data."""


def best_of(times: int, job: Callable[[], Any]) -> float:
    """Seconds of the fastest run."""
    took = []
    for _ in range(times):
        start = perf_counter()
        job()
        took.append(perf_counter() - start)
    return min(took)


def peak_gb() -> float:
    """Largest memory of this process since the last question."""
    status, reset = Path("/proc/self/status"), Path("/proc/self/clear_refs")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    (line,) = (one for one in status.read_text().splitlines() if one.startswith("VmHWM"))
    reset.write_text("5")
    return int(line.split()[1]) / 1e6


def decode(path: Path) -> None:
    """Read every object of the file and do nothing with it."""
    with osmium.io.Reader(str(path)) as reader:
        osmium.apply(reader, osmium.filter.IdFilter([0]))


def building(path: Path) -> None:
    """Build every mode, compared with osmium's pure decoding of the same file."""
    plain = best_of(5, lambda: decode(path))
    print(f"\n{path.name}: osmium decodes it in {plain:.3f} s")
    for mode, profile in PROFILES.items():
        took = best_of(5, lambda profile=profile: build_network(path, profile))  # type: ignore[misc]
        arcs = len(build_network(path, profile).twin)
        print(f"  {mode:5} built in {took:.3f} s, {took / plain:4.1f} × decode, {arcs:,} arcs")


def synthetic(states: int, seed: int = 1) -> Network:
    """A grid of streets, a third of them missing, about 1.9 steps per arc as in real towns."""
    random = np.random.default_rng(seed)
    side = int(np.sqrt(states / 2.68))
    node = np.arange(side * side).reshape(side, side)
    pairs = [(node[:, :-1], node[:, 1:]), (node[:-1], node[1:])]
    a = np.concatenate([one.ravel() for one, _ in pairs])
    b = np.concatenate([other.ravel() for _, other in pairs])
    kept = random.random(len(a)) < 0.67
    a, b = a[kept], b[kept]
    start, goal = np.concatenate([a, b]), np.concatenate([b, a])
    twin = np.roll(np.arange(len(start)), len(a))
    order = np.argsort(start, kind="stable")
    place = np.empty_like(order)
    place[order] = np.arange(len(order))
    start, goal, twin = start[order], goal[order], place[twin[order]]
    x, y = (7e7 + goal % side * 7e3), (48e7 + goal // side * 5e3)
    step = np.column_stack([7e7 + start % side * 7e3, x]).ravel().astype(np.int32)
    rise = np.column_stack([48e7 + start // side * 5e3, y]).ravel().astype(np.int32)
    seconds = random.uniform(2, 30, len(start)).astype(np.float32)
    half = np.zeros(len(start) * 2, dtype=np.float32)
    half[1::2] = seconds
    low = np.searchsorted(start, goal)
    count = np.searchsorted(start, goal, side="right") - low
    source = np.repeat(np.arange(len(start)), count)
    inside = np.arange(len(source)) - np.repeat(np.cumsum(count) - count, count)
    target = low[source] + inside
    straight = target != twin[source]
    source, target = source[straight], target[straight]
    first = np.concatenate([[0], np.cumsum(np.bincount(source, minlength=len(start)))])
    turn = random.uniform(0, 7, len(source)).astype(np.float32)
    return Network(
        first=np.arange(len(start) + 1) * 2, x=step, y=rise, time_s=half, weight_s=half,
        length_m=half * 10, twin=twin.astype(np.int32), start=np.ones(len(start), dtype=bool),
        big=np.ones(len(start), dtype=bool), step_first=first, step_target=target.astype(np.int32),
        step_weight_s=turn, step_time_s=turn, doubled=np.empty(0, dtype=np.int64),
        extent=np.array([x.min(), y.min(), x.max(), y.max()]) * 1e-7,
        exits=np.empty(0, dtype=np.int64),
    )  # fmt: skip


def sweeping(states: int) -> None:
    """Nearest offers on a network of so many arcs; first call and those after it."""
    net = synthetic(states)
    print(f"\n{len(net.twin):,} states, {len(net.step_target):,} steps, {OFFERS:,} offers")
    random = np.random.default_rng(2)
    west, south, east, north = net.extent
    spots = [
        table(list(zip(random.uniform(west, east, count), random.uniform(south, north, count),
                       strict=True)), prefix)
        for count, prefix in ((DEMAND, "p"), (OFFERS, "q"))
    ]  # fmt: skip
    router = RoadNetwork(net, "car")
    trips = router._trips(*spots)
    print(f"  made and snapped: peak {peak_gb():.1f} GB")
    took = best_of(1, lambda: router._searches.backward)
    print(f"  turned round once: {took:.1f} s; peak {peak_gb():.1f} GB")
    for k in (1, 2):
        took = best_of(2, lambda k=k: router._searches.nearest(trips.here, trips.there, k=k))  # type: ignore[misc]
        print(f"  nearest, k = {k}: {took:.1f} s; peak {peak_gb():.1f} GB")
    took = best_of(1, lambda: router.nearest(*spots, k=1))
    print(f"  the whole call with {DEMAND:,} origins: {took:.1f} s")


def peers(path: Path, offers: int = 200) -> None:
    """Nearest offer of every junction on foot: ours, pandana, OSMnx with NetworkX."""
    import networkx as nx
    import osmnx as ox
    import pandana
    import pandas as pd

    start = perf_counter()
    router = RoadNetwork.from_osm(path, "foot", cache=False)
    built = perf_counter() - start
    net = router.network
    arc = np.repeat(np.arange(len(net.twin)), np.diff(net.first))
    ends = np.unique(np.column_stack([net.x, net.y])[net.first[:-1]], axis=0, return_inverse=True)
    place, begin = ends
    stop = np.unique(
        np.column_stack([net.x, net.y])[np.concatenate([net.first[:-1], net.last])],
        axis=0, return_inverse=True,
    )[1][len(net.twin):]  # fmt: skip
    seconds = net.time_s[net.last].astype(float)
    chosen = np.random.default_rng(1).choice(len(place), offers, replace=False)
    goals = table([tuple(one) for one in place[chosen] * 1e-7], "q")
    points = table([tuple(one) for one in place * 1e-7])
    router.nearest(points, goals)
    asked = best_of(3, lambda: router.nearest(points, goals))
    sweep = _sweep_seconds(router, points, goals)
    print(f"\n{path.name}: {len(place):,} junctions, {len(arc):,} vertices, {offers} offers, foot")
    print(f"  mintgeo          built {built:.2f} s, nearest {asked:.3f} s (sweep {sweep:.4f} s)")

    def with_pandana() -> None:
        frame = pd.DataFrame({"from": begin, "to": stop, "s": seconds})
        network = pandana.Network(
            pd.Series(place[:, 0] * 1e-7), pd.Series(place[:, 1] * 1e-7),
            frame["from"], frame["to"], frame[["s"]], twoway=False,
        )  # fmt: skip
        where = place[chosen] * 1e-7
        network.set_pois("q", 1e6, 1, pd.Series(where[:, 0]), pd.Series(where[:, 1]))
        network.nearest_pois(1e6, "q", num_pois=1)

    took = best_of(2, with_pandana)
    print(f"  pandana          contraction + query {took:.3f} s, {took / sweep:.0f} × the sweep, "
          f"{took / asked:.0f} × the whole call")  # fmt: skip
    graph = nx.MultiDiGraph(crs="EPSG:4326")
    for number, (lon, lat) in enumerate(place * 1e-7):
        graph.add_node(number, x=lon, y=lat)
    for a, b, cost in zip(begin, stop, seconds, strict=True):
        graph.add_edge(int(a), int(b), s=float(cost))
    where = place[chosen] * 1e-7

    def with_networkx() -> None:
        at = ox.distance.nearest_nodes(graph, where[:, 0], where[:, 1])
        for one in at:
            nx.single_source_dijkstra_path_length(graph.reverse(copy=False), one, weight="s")

    took = best_of(1, with_networkx)
    print(f"  OSMnx, NetworkX  one search per offer {took:.3f} s, {took / sweep:.0f} × the sweep, "
          f"{took / asked:.0f} × the whole call")  # fmt: skip


def _sweep_seconds(router: RoadNetwork, points: Any, goals: Any) -> float:
    trips = router._trips(points, goals)
    return best_of(5, lambda: router._searches.nearest(trips.here, trips.there, k=1))


def main() -> None:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--extract", type=Path, default=SAMPLE)
    parser.add_argument("--states", type=float, nargs="*", default=[6], help="millions")
    parser.add_argument("--peers", action="store_true")
    options = parser.parse_args()
    building(options.extract)
    for millions in options.states:
        sweeping(int(millions * 1e6))
    if options.peers:
        peers(options.extract)


if __name__ == "__main__":
    main()
