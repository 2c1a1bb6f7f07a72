"""Networks beside decoding their extract, pairs beside OSRM, nearest beside graph libraries."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from benchmarks.cuts import SHARES, cut
from benchmarks.job import Goal, Job
from benchmarks.roads import SAMPLE, decode
from mintgeo import RoadNetwork
from tests.road_world import table
from tests.shared_data import FOLDER

Thunk = Callable[[], Any]
PAIRS: Final = (125, 250, 500, 1_000, 2_000)
"""Points on either side."""
MODES: Final = ("car", "bike", "foot")
OFFERS: Final = 200
Ask = Callable[[np.ndarray], Any]
LARGE: Final = "osm_abroad/r5_porto.osm.pbf"
"""Here a search per offer takes minutes: pandana alone is asked."""
PLACES: Final = {
    "sample": "the sample on foot",
    "osm_abroad/valhalla_liechtenstein.osm.pbf": "Liechtenstein on foot",
    LARGE: "Porto on foot",
}
"""Extracts, and what they are called."""
GRAPHS: Final = {"pandana": "nearest_pandana", "NetworkX, a search per offer": "nearest_networkx"}


def decoded(_mode: str, share: float) -> Thunk:
    path = cut(SAMPLE, share)
    return lambda: decode(path)


def built(mode: str, share: float) -> Thunk:
    path = cut(SAMPLE, share)
    return lambda: RoadNetwork.from_osm(path, mode, cache=False)


def built_together(share: float) -> Thunk:
    """All modes of a study, of one reading."""
    from mintgeo._cache import content_key
    from mintgeo.travel.roads.graph.cache import kept_networks

    path = cut(SAMPLE, share)
    key = content_key(path)
    return lambda: list(kept_networks(path, MODES, key=key, cache=False, progress=False))


def decoded_once(share: float) -> Thunk:
    return decoded("", share)


def spots(count: int, seed: int) -> np.ndarray:
    """Points near roads of the sample."""
    net = RoadNetwork.from_osm(SAMPLE, "car").network
    rng = np.random.default_rng(seed)
    at = rng.choice(len(net.x), count, replace=False)
    return np.column_stack([net.x[at], net.y[at]]) * 1e-7 + rng.normal(0, 2e-4, (count, 2))


def many(router: Any, pairs: int) -> Thunk:
    here, there = (table([tuple(one) for one in spots(pairs, seed)], f"p{seed}") for seed in (1, 2))
    return lambda: router.matrix(here, there)


def matrix(pairs: int) -> Thunk:
    return many(RoadNetwork.from_osm(SAMPLE, "car"), pairs)


def matrix_osrm(pairs: int) -> Thunk:
    from mintgeo import Osrm

    return many(Osrm.from_osm(SAMPLE, "car", progress=False), pairs)


def bare_osrm(pairs: int) -> Thunk:
    """The engine's own table, as lists of Python."""
    import osrm

    from mintgeo import Osrm

    asked = Osrm.from_osm(SAMPLE, "car", progress=False)._asked
    both = np.concatenate([spots(pairs, 1), spots(pairs, 2)])
    question = osrm.TableParameters(
        coordinates=[(float(lon), float(lat)) for lon, lat in both],
        sources=list(range(pairs)), destinations=list(range(pairs, 2 * pairs)),
        annotations=["duration", "distance"],
    )  # fmt: skip
    return lambda: asked.Table(question)


@dataclass(frozen=True, kw_only=True)
class Streets:
    """A walking network as nodes and edges, which graph libraries take, and two lots of offers.

    ``place`` are lon and lat of the junctions, ``begin``, ``end`` and ``seconds`` the edges,
    ``chosen`` the junctions where the offers of each lot stand. Everybody is asked for the nearest
    offer of every junction, as a table of point, offer and seconds; the points are given as degrees
    and have to be found in the network.
    """

    net: Any
    place: np.ndarray
    begin: np.ndarray
    end: np.ndarray
    seconds: np.ndarray
    chosen: tuple[np.ndarray, np.ndarray]


def streets(extract: str, share: float) -> Streets:
    """The network of an extract, read before anything is timed."""
    path = cut(SAMPLE if extract == "sample" else FOLDER / extract, share)
    net = RoadNetwork.from_osm(path, "foot").network
    at = np.column_stack([net.x, net.y])
    begin, end = at[net.first[:-1]], at[net.last]
    place, number = np.unique(np.concatenate([begin, end]), axis=0, return_inverse=True)
    random = np.random.default_rng(1)
    return Streets(
        net=net, place=place * 1e-7, begin=number[: len(begin)], end=number[len(begin) :],
        seconds=net.time_s[net.last].astype(float),
        chosen=tuple(random.choice(len(place), OFFERS, replace=False) for _ in range(2)),
    )  # fmt: skip


def asked_of(known: Streets, make: Callable[[], Ask], question: str) -> Thunk:
    """The first question, with all that has to be made for it, or one more with other offers."""
    if question == "first":
        return lambda: make()(known.chosen[0])
    ask = make()
    ask(known.chosen[0])
    return lambda: ask(known.chosen[1])


def nearest(extract: str, question: str, share: float) -> Thunk:
    """Door to door, with turns, obstacles and restrictions; no table is kept from before."""
    known = streets(extract, share)
    points = table([tuple(one) for one in known.place])
    goals = {one.tobytes(): table([tuple(at) for at in known.place[one]], "q")
             for one in known.chosen}  # fmt: skip

    def make() -> Ask:
        router = RoadNetwork(known.net, "foot")
        return lambda chosen: router.nearest(points, goals[chosen.tobytes()])

    RoadNetwork(known.net, "foot").nearest(points.iloc[:10], goals[known.chosen[0].tobytes()])
    return asked_of(known, make, question)


def nearest_pandana(extract: str, question: str, share: float) -> Thunk:
    """Contraction (the first time), points to nodes, query; for its licence in no extra of ours."""
    import pandana
    import pandas as pd

    known = streets(extract, share)
    x, y = known.place.T

    def make() -> Ask:
        network = pandana.Network(
            pd.Series(x), pd.Series(y), pd.Series(known.begin), pd.Series(known.end),
            pd.DataFrame({"s": known.seconds}), twoway=False,
        )  # fmt: skip

        def ask(chosen: np.ndarray) -> pd.DataFrame:
            network.set_pois("q", 1e6, 1, pd.Series(x[chosen]), pd.Series(y[chosen]))
            near = network.nearest_pois(1e6, "q", num_pois=1, include_poi_ids=True)
            found = near.loc[network.get_node_ids(x, y)]
            return pd.DataFrame({"s": found[1].to_numpy(), "to": found["poi1"].to_numpy()})

        return ask

    return asked_of(known, make, question)


def nearest_networkx(extract: str, question: str, share: float) -> Thunk:
    """The graph (the first time), points to nodes, one search per offer, as tutorials do it."""
    import networkx as nx
    import pandas as pd
    from scipy.spatial import cKDTree

    known = streets(extract, share)

    def make() -> Ask:
        graph = nx.DiGraph()
        edges = zip(known.end.tolist(), known.begin.tolist(), known.seconds.tolist(), strict=True)
        graph.add_weighted_edges_from(edges, weight="s")
        tree = cKDTree(known.place)

        def ask(chosen: np.ndarray) -> pd.DataFrame:
            best: dict[int, tuple[float, int]] = {}
            for goal in chosen.tolist():
                found = nx.single_source_dijkstra_path_length(graph, goal, weight="s")
                for node, seconds in found.items():
                    if node not in best or seconds < best[node][0]:
                        best[node] = seconds, goal
            nodes = tree.query(known.place)[1].tolist()
            rows = [best.get(node, (np.nan, -1)) for node in nodes]
            return pd.DataFrame(rows, columns=["s", "to"])

        return ask

    return asked_of(known, make, question)


def _of_sample(name: str, function: str, peer: str, *args: Any, times: float) -> Job:
    """The whole sample and cuts of it."""
    return Job(
        name=name, ours=f"{__name__}:{function}", sizes=tuple((*args, one) for one in SHARES),
        labels=(Path(SAMPLE).name,) * len(SHARES), amounts=SHARES,
        peers={"osmium's pure decode": f"{__name__}:{peer}"}, goal=Goal(times=times),
    )  # fmt: skip


def _of_pairs(name: str, function: str) -> Job:
    return Job(
        name=name, ours=f"{__name__}:{function}", sizes=tuple((one,) for one in PAIRS),
        labels=tuple(f"{one:,} × {one:,}" for one in PAIRS), amounts=PAIRS,
        peers={"OSRM's table": f"{__name__}:bare_osrm"}, goal=Goal(times=2),
    )  # fmt: skip


def _nearest(extract: str, label: str, question: str) -> Job:
    """A whole extract and cuts of it."""
    peers = {name: f"{__name__}:{peer}" for name, peer in GRAPHS.items()
             if extract != LARGE or name == "pandana"}  # fmt: skip
    return Job(
        name=f"nearest of 200 offers, {question} question", ours=f"{__name__}:nearest",
        sizes=tuple((extract, question, one) for one in SHARES), labels=(label,) * len(SHARES),
        amounts=SHARES, peers=peers,
        goal=Goal(times=0.05, peer="pandana") if question == "first" else Goal(),
    )  # fmt: skip


JOBS: Final = (
    *(_of_sample(f"extract → network, {mode}", "built", "decoded", mode, times=4)
      for mode in MODES),
    _of_sample("extract → networks of three modes", "built_together", "decoded_once", times=12),
    _of_pairs("matrix", "matrix"),
    _of_pairs("matrix by Osrm, same verb", "matrix_osrm"),
    *(_nearest(extract, label, question)
      for extract, label in PLACES.items() for question in ("first", "second")),
)  # fmt: skip
