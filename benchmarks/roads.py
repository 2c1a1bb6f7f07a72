"""Speed of real roads: building, sweeping over country-size networks, matrices.

    python -m benchmarks.roads                     on the sample
    python -m benchmarks.roads --extract TOWN.osm.pbf --states 6 15
    python -m benchmarks.roads --extract TOWN.osm.pbf --states --matrix 2000

Peak memory is counted anew for every step where the system lets us (Linux).
"""

import argparse
import resource
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import numpy as np
import osmium

from mintgeo import Osrm, RoadNetwork
from mintgeo._osm import extent
from mintgeo.travel.roads.graph.network import Network, build_network, network_of
from mintgeo.travel.roads.reading.extract import read_ways
from mintgeo.travel.roads.reading.profiles import PROFILES
from tests.road_world import table

SAMPLE = Path(__file__).parents[1] / "data" / "raw" / "neubrandenburg.osm.pbf"
OFFERS = 25_000
GERMANY_BYTES = 4_400_000_000
"""About the extract of Germany."""
DEMAND = 86_000
"""Points of Germany's people in the embedded data."""


def best_of(times: int, job: Callable[[], Any], clock: Callable[[], float] = perf_counter) -> float:
    """Seconds of the fastest run."""
    took = []
    for _ in range(times):
        start = clock()
        job()
        took.append(clock() - start)
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
    """Build every mode, alone and of one reading, beside osmium's decoding of the same file.

    Seconds of processors, all threads together.
    """
    plain = best_of(7, lambda: decode(path), process_time)
    profiles = list(PROFILES.values())
    whole = best_of(5, lambda: read_ways(path, profiles), process_time)
    reading, box = read_ways(path, profiles), extent(path)
    print(f"\n{path.name}: osmium decodes it in {plain:.4f} s; read for three modes at once "
          f"{whole / plain:.1f} × decode")  # fmt: skip
    total = whole
    for profile in profiles:
        alone = best_of(5, lambda one=profile: build_network(path, one), process_time)  # type: ignore[misc]
        joined = best_of(5, lambda one=profile: network_of(reading, one, box=box), process_time)  # type: ignore[misc]
        arcs = len(network_of(reading, profile, box=box).twin)
        total += joined
        print(f"  {profile.mode:5} alone {alone / plain:5.1f} ×, of the common reading "
              f"{(whole / len(profiles) + joined) / plain:5.1f} ×; {arcs:,} arcs, "
              f"{joined / arcs * 1e6:.1f} µs each")  # fmt: skip
    each = total / plain / len(profiles)
    larger = GERMANY_BYTES / path.stat().st_size
    print(f"  a mode of three {each:.1f} × decode; Germany, so much larger: one mode "
          f"{total / len(profiles) * larger / 60:.0f}, three {total * larger / 60:.0f} minutes of "
          "one processor")  # fmt: skip


def matrix(path: Path, size: int) -> None:
    """All pairs of so many points: OSRM's bare table, the verb that asks it, and our own search."""
    router = Osrm.from_osm(path, "car", progress=False)
    own = RoadNetwork.from_osm(path, "car", progress=False)
    net = own.network
    chosen = np.random.default_rng(1).choice(len(net.x), 2 * size, replace=len(net.x) < 2 * size)
    at = [tuple(one) for one in np.column_stack([net.x, net.y])[chosen] * 1e-7]
    here, there = table(at[:size]), table(at[size:], "q")
    asked = router._osrm.TableParameters(
        coordinates=[(float(lon), float(lat)) for lon, lat in at], sources=list(range(size)),
        destinations=list(range(size, 2 * size)), annotations=["duration", "distance"],
    )  # fmt: skip
    bare = best_of(3, lambda: router._asked.Table(asked), process_time)
    print(f"\n{path.name}: {size:,} × {size:,} pairs by car; OSRM's table {bare:.2f} s")
    for name, one in (("Osrm.matrix", router), ("RoadNetwork.matrix", own)):
        took = best_of(2, lambda one=one: one.matrix(here, there), process_time)  # type: ignore[misc]
        print(f"  {name:20} {took:6.2f} s, {took / bare:.1f} × the table; peak {peak_gb():.1f} GB")


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


def main() -> None:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--extract", type=Path, default=SAMPLE)
    parser.add_argument("--states", type=float, nargs="*", default=[6], help="millions")
    parser.add_argument("--matrix", type=int, default=0, help="points on either side; needs OSRM")
    options = parser.parse_args()
    building(options.extract)
    for millions in options.states:
        sweeping(int(millions * 1e6))
    if options.matrix:
        matrix(options.extract, options.matrix)


if __name__ == "__main__":
    main()
