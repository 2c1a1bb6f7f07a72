"""From where on the roads a goal is reached, and how long it takes from there."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.sparse.csgraph import dijkstra

from mintgeo.travel.roads.graph.arcs import TOUCHING_M, Ends, Graph
from mintgeo.travel.roads.graph.network import Network
from mintgeo.travel.roads.graph.segments import Floats
from mintgeo.travel.roads.graph.snapping import Spots
from mintgeo.travel.roads.search.paths import Tree


@dataclass(frozen=True)
class Reached:
    """One goal: search cost and seconds from the end of every arc on, infinite out of reach."""

    network: Network
    weight: Floats
    time: Floats
    goal: Ends

    def seconds(self, spots: Spots) -> Floats:
        """Seconds from places on the road to the goal, by what a driver would choose."""
        weight = np.full(len(spots.gap_m), np.inf)
        time = weight.copy()
        last = self.network.last
        for side in range(spots.arc.shape[1]):
            arc = spots.arc[:, side]
            ahead = self.network.weight_s[last[arc]] - spots.weight_s[:, side]
            cost = np.where(arc >= 0, self.weight[arc] + ahead, np.inf)
            better = np.flatnonzero(cost < weight)
            on = arc[better]
            weight[better] = cost[better]
            rest = self.network.time_s[last[on]] - spots.time_s[better, side]
            time[better] = self.time[on] + rest
            self._straight_on(spots, side, weight, time)
        return np.asarray(np.maximum(time, 0.0))

    def _straight_on(self, spots: Spots, side: int, weight: Floats, time: Floats) -> None:
        """Better the places on the goal's own arc from which it lies ahead."""
        net, goal = self.network, self.goal
        for row, arc in enumerate(goal.arc):
            on = np.flatnonzero(spots.arc[:, side] == arc)
            end = net.last[arc]
            length = net.length_m[end] - spots.length_m[on, side] + goal.rest_length[row]
            cost = net.weight_s[end] - spots.weight_s[on, side] + goal.weight[row]
            better = (length >= -TOUCHING_M) & (cost < weight[on])
            on = on[better]
            weight[on] = np.maximum(cost[better], 0.0)
            time[on] = net.time_s[end] - spots.time_s[on, side] + goal.time[row]


def reached_from(
    network: Network, backward: Graph, goals: Ends, *, limit: float
) -> Iterator[Reached]:
    """Search backward from each goal, up to a search cost."""
    full = backward.with_rows(goals.rows(backward))
    matrix = full.matrix()
    arcs = np.arange(backward.nodes)
    limit -= min(float(goals.rest_weight.min(initial=0)), 0.0)
    for number in range(goals.count):
        weight, before = dijkstra(
            matrix, indices=backward.nodes + number, limit=limit, return_predecessors=True
        )
        there = np.flatnonzero(np.isfinite(weight[arcs]))
        time = np.full(backward.nodes, np.inf)
        time[there] = Tree(full, before[None]).carried(there)[0]
        yield Reached(network, weight[arcs], time, goals.chosen(goals.number == number))
