"""The ground of searches over whole networks: steps turned round, states along a curve.

A search from many goals at once is everywhere at the same time. What its speed depends on is that
states which are near each other on the map are near each other in memory, too.
"""

from dataclasses import dataclass, field
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from mintgeo.travel.roads.graph.arcs import Ends, Graph
from mintgeo.travel.roads.graph.curve import along_curve
from mintgeo.travel.roads.graph.kept import Kept
from mintgeo.travel.roads.graph.network import Network
from mintgeo.travel.roads.graph.segments import Floats, Ints

Int32s = NDArray[np.int32]
Exact = NDArray[np.float64]
BLOCK: Final = 32_768
"""States that are searched at a time: so many stay in a processor's cache."""
WHOLE: Final = 524_288
"""Networks of up to so many states are one block."""


@dataclass(frozen=True, kw_only=True)
class Measure:
    """What steps cost: the turn, and the arc that it leads to.

    Attributes
    ----------
    turn
        By number of the step.
    counted, first
        From the start of each arc to its vertices, and where these begin.
    kind
        The precision with which both are added up.
    """

    turn: Floats
    counted: Floats
    first: Ints
    kind: type[np.floating[Any]]

    def of(self, step: Ints, arc: Ints) -> Exact:
        """Cost of steps that lead to arcs."""
        return self._sum(step, self._whole(arc))

    def by_row(self, step: Ints, arc: Ints, count: Ints) -> Exact:
        """Cost of steps that lead to arcs, so many to each."""
        return self._sum(step, np.repeat(self._whole(arc), count))

    def _whole(self, arc: Ints) -> Floats:
        return self.counted[self.first[arc + 1] - 1]

    def _sum(self, step: Ints, whole: Floats) -> Exact:
        return np.add(self.turn[step], whole, dtype=self.kind).astype(np.float64, copy=False)


@dataclass(frozen=True, kw_only=True, eq=False)
class Ground:
    """The steps of a network by the state they lead to; states are numbered along a curve.

    Attributes
    ----------
    arc, place
        The arc of every state, and the state of every arc.
    first, source, step
        Of every state, where the steps to it begin; the states that these come from, and their
        numbers in the network.
    weight, time, length
        What the steps cost: seconds as the search counts them, seconds, metres.
    block
        How many states are searched at a time.
    kept
        What has been found on this ground.
    """

    arc: Int32s
    place: Int32s
    first: Int32s
    source: Int32s
    step: Int32s
    weight: Measure
    time: Measure
    length: Measure
    block: int
    kept: Kept = field(default_factory=Kept)

    @classmethod
    def of(cls, net: Network) -> Self:
        """Turn the steps of a network round."""
        last = net.last
        none = np.broadcast_to(np.float32(0), len(net.step_target))
        costs = {
            name: Measure(turn=turn, counted=counted, first=net.first, kind=kind)
            for name, turn, counted, kind in (
                ("weight", net.step_weight_s, net.weight_s, np.float64),
                ("time", net.step_time_s, net.time_s, np.float32),
                ("length", none, net.length_m, np.float32),
            )
        }
        return cls.turned(
            net.step_first, net.step_target, along_curve(net.x[last], net.y[last]), costs,
            block=BLOCK if len(last) > WHOLE else WHOLE,
        )  # fmt: skip

    @classmethod
    def of_graph(cls, graph: Graph, order: Ints, *, block: int) -> Self:
        """Take a graph that runs back from goals already, with its nodes in some order."""
        number = np.arange(len(graph.target))
        shape = (graph.nodes, graph.nodes)
        forward = csr_array((number, graph.target, graph.first), shape=shape).tocsc()
        none, first = np.zeros(graph.nodes), np.arange(graph.nodes + 1)
        measures = {
            name: Measure(
                turn=getattr(graph, name)[forward.data], counted=none, first=first, kind=np.float64
            )
            for name in ("weight", "time", "length")
        }
        return cls.turned(forward.indptr, forward.indices, order, measures, block=block)

    @classmethod
    def turned(
        cls, first: Ints, target: Ints, order: Ints, costs: dict[str, Measure], *, block: int
    ) -> Self:
        """Number states in an order, and list the steps by the state they lead to."""
        states = len(order)
        place = np.empty(states, dtype=np.int32)
        place[order] = np.arange(states, dtype=np.int32)
        count = np.diff(first)[order]
        begin = np.concatenate([[0], np.cumsum(count)]).astype(np.int32)
        step = np.arange(begin[-1], dtype=np.int32)
        step += np.repeat((first[:-1][order] - begin[:-1]).astype(np.int32), count)
        shape = (states, states)
        back = csr_array((step, place[target[step]], begin), shape=shape).tocsc()
        return cls(
            arc=order.astype(np.int32, copy=False), place=place, first=back.indptr,
            source=back.indices, step=back.data, block=block, weight=costs["weight"],
            time=costs["time"], length=costs["length"],
        )  # fmt: skip

    @property
    def states(self) -> int:
        """Number of states."""
        return len(self.arc)

    def costs(self, measure: Measure) -> Floats:
        """Cost of all steps, in the order of this ground and with the measure's precision."""
        out: Floats = np.empty(len(self.step), dtype=measure.kind)
        for low in range(0, self.states, BLOCK):
            arc = self.arc[low : low + BLOCK]
            first = self.first[low : low + BLOCK + 1]
            steps = slice(first[0], first[-1])
            out[steps] = measure.by_row(self.step[steps], arc, np.diff(first))
        return out

    def edges(self, states: Ints) -> tuple[Ints, Ints]:
        """The steps to some states: position among the states, and place of the step."""
        low = self.first[states]
        count = self.first[states + 1] - low
        row = np.repeat(np.arange(len(states), dtype=np.int32), count)
        ahead = np.cumsum(count, dtype=np.int32)
        begin = low - (ahead - count)
        return row, np.arange(len(row), dtype=np.int32) + begin[row]

    def entries(self, ends: Ends) -> "Entries":
        """How the states before some goals lead to them, by number of the goal."""
        state = self.place[ends.arc]
        row, edge = self.edges(state)
        cost = {
            name: np.maximum(
                getattr(self, name).of(self.step[edge], ends.arc[row]) + getattr(ends, name)[row],
                0.0,
            )
            for name in ("weight", "time", "length")
        }
        return Entries(number=ends.number[row], state=self.source[edge], **cost)


@dataclass(frozen=True, kw_only=True)
class Entries:
    """Last steps to goals: number of the goal, the state that it is reached from, and the cost."""

    number: Ints
    state: Int32s
    weight: Exact
    time: Exact
    length: Exact
