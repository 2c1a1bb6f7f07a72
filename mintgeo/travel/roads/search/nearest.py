"""The nearest two goals of every state, and of the places on them."""

from dataclasses import dataclass, replace

import numpy as np

from mintgeo.travel.roads.graph.arcs import Ends, Paths, direct
from mintgeo.travel.roads.graph.ground import BLOCK, Entries, Exact, Ground, Int32s, Measure
from mintgeo.travel.roads.graph.segments import Floats, Ints
from mintgeo.travel.roads.search.sweep import NOBODY, Labels, sweep
from mintgeo.travel.roads.search.trees import Trees


@dataclass(frozen=True, kw_only=True)
class Field:
    """The cheapest goal of every state; or the second one, given the ``first``.

    ``cell`` is the number of the first goal of each state, if there are second ones, too; ``whole``
    are goals, seconds and metres of all states, where they have been found at once.
    """

    ground: Ground
    entries: Entries
    labels: Labels
    first: "Field | None" = None
    cell: Int32s | None = None
    whole: tuple[Ints, Exact, Exact] | None = None

    def timed(self) -> "Field":
        """The same with goals and seconds of all states, without metres: where paths are long.

        This one cannot be asked any longer, for its labels are taken to pieces.
        """
        goal, (time,) = Trees(self.ground, self.labels).doubled([self.ground.time], instead=True)
        number = np.append(self.entries.number, NOBODY).astype(np.int32)
        rest = np.append(self.entries.time, 0.0)
        for low in range(0, self.ground.states, BLOCK):
            some = slice(low, low + BLOCK)
            via = self.labels.via[goal[some]]
            time[some] += rest[via]
            goal[some] = number[via]
        none = np.broadcast_to(0.0, len(time))
        return replace(self, whole=(goal, time, none), labels=self.labels.costs_only())

    def paths(self, leaves: Ends) -> Paths:
        """Paths of places on the states that have a goal."""
        state = self.ground.place[leaves.arc]
        there = np.flatnonzero(np.isfinite(self.labels.cost[state]))
        state = state[there]
        goal, time, length = self.found(state)
        return Paths(
            root=goal,
            leaf=leaves.number[there],
            weight=self.labels.cost[state] + leaves.weight[there],
            time=time + leaves.time[there],
            length=length + leaves.length[there],
            gap_m=leaves.walk_m[there],
        )

    def found(self, state: Ints) -> tuple[Ints, Exact, Exact]:
        """Goals, seconds and metres of states; ``NOBODY`` where there is no goal.

        The paths of second goals go on as first ones of the state behind the border of the cell.
        """
        if self.whole is not None:
            return self.whole[0][state], self.whole[1][state], self.whole[2][state]
        ground, labels = self.ground, self.labels
        measures = [ground.time, ground.length]
        trees = Trees(ground, labels, None if self.first is None else self.cell)
        last, (time, length) = trees.carried(state, measures)
        goal: Ints = np.full(len(state), NOBODY)
        before, via = labels.before[last], labels.via[last]
        ends, on = np.flatnonzero((before < 0) & (via >= 0)), np.flatnonzero(before >= 0)
        goal[ends] = self.entries.number[via[ends]]
        time[ends] += self.entries.time[via[ends]]
        length[ends] += self.entries.length[via[ends]]
        if self.first is not None:
            step, arc = ground.step[via[on]], ground.arc[before[on]]
            goal[on], *rest = self.first.found(before[on])
            for total, measure, more in zip((time, length), measures, rest, strict=True):
                total[on] = total[on] + measure.of(step, arc) + more
        return goal, time, length


def nearest_roots(
    ground: Ground, roots: Ends, leaves: Ends, *, k: int, fields: list[Field] | None = None
) -> Paths:
    """The ``k`` ≤ 2 cheapest roots of every leaf, by the ``fields`` of the roots if known."""
    if fields is None:
        fields = nearest_fields(ground, roots, ground.weight, k=k)
    parts = [direct(roots, leaves), *(field.paths(leaves) for field in fields)]
    return Paths.joined(parts).best(k).from_roots(roots)


def nearest_fields(ground: Ground, roots: Ends, measure: Measure, *, k: int) -> list[Field]:
    """The ``k`` ≤ 2 cheapest roots of every state, by one sweep each.

    The second sweep keeps to the cells of the first. It enters each cell over the steps that leave
    it, at what it costs from there on.
    """
    entries, weight = ground.entries(roots), ground.costs(measure)
    cost = entries.weight if measure is ground.weight else entries.time
    labels = Labels.none(ground.states)
    labels.lower(entries.state, cost, NOBODY, np.arange(len(cost), dtype=np.int32))
    sweep(ground, weight, labels)
    first = Field(ground=ground, entries=entries, labels=labels)
    if k == 1:
        return [first]
    cell = _cells(first)
    second = _gates(first, cell, cost, weight)
    sweep(ground, weight, second, cell)
    return [
        first, Field(ground=ground, entries=entries, labels=second, first=first, cell=cell)
    ]  # fmt: skip


def _cells(first: Field) -> Int32s:
    """Of each state the number of its goal, ``NOBODY`` if there is none."""
    ground, labels = first.ground, first.labels
    end = Trees(ground, labels).ends()
    number = np.append(first.entries.number, NOBODY).astype(np.int32)
    for low in range(0, ground.states, BLOCK):
        some = slice(low, low + BLOCK)
        end[some] = number[labels.via[end[some]]]
    return end


def _gates(first: Field, cell: Int32s, entry: Exact, weight: Floats) -> Labels:
    """Where cells are left: the cheapest step of each state into another cell, or to its goal."""
    ground, entries = first.ground, first.entries
    labels = Labels.none(ground.states)
    other = np.flatnonzero(cell[entries.state] != entries.number)
    labels.lower(entries.state[other], entry[other], NOBODY, other.astype(np.int32))
    for low in range(0, ground.states, ground.block):
        begin = ground.first[low : low + ground.block + 1]
        count, source = np.diff(begin), ground.source[begin[0] : begin[-1]]
        own = np.repeat(cell[low : low + ground.block], count)
        leaving = np.flatnonzero((own >= 0) & (own != cell[source]))
        state = np.repeat(np.arange(low, low + len(count), dtype=np.int32), count)[leaving]
        source, edge = source[leaving], begin[0] + leaving
        labels.lower(source, first.labels.cost[state] + weight[edge], state, edge)
    return labels
