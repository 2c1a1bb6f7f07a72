"""What lies beyond the data: how soon an offer could be reached that they do not know."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from mintgeo._quantiles import Floats, Ints
from mintgeo.uncertainty.chance import Chance, Cycles, Keys, Small, text_keys

_NEAREST: Final = 0.25
"""The part of the points that stands for the land on both sides of the border."""


@dataclass(frozen=True, kw_only=True)
class Edge:
    """Points from which people can leave the data.

    In each draw an unknown part of the points of a Kreis, anything from none to all, finds an
    unknown offer beyond. It is as far behind the border as the offers of this side are from the
    points near the border (``beyond``: minutes by quantile), so a point is open for a threshold
    only if the border, and something behind it, can be reached within it. A point that is said to
    be at the edge, but not how soon the border is reached, finds its offer at once.
    """

    rows: Ints
    minutes: Small
    region: Ints
    parts: Small
    beyond: Small
    levels: Small
    finds: Cycles
    depth: Cycles

    @classmethod
    def of(
        cls, reach: pd.DataFrame, chance: Chance, region: Ints, names: Floats, keys: Keys
    ) -> "Edge":
        """Read the edge of a reach table."""
        border, beyond = _border(reach), _beyond(reach, chance)
        minutes = np.where(reach["edge"].to_numpy(dtype=bool) & np.isinf(border), -np.inf, border)
        rows = np.flatnonzero(minutes < np.inf)
        return cls(
            rows=rows,
            minutes=minutes[rows].astype(np.float32),
            region=region[rows],
            parts=chance.even("edge", text_keys(names)).astype(np.float32),
            beyond=beyond.astype(np.float32),
            levels=chance.levels.astype(np.float32),
            finds=chance.cycles("beyond", keys[rows]),
            depth=chance.cycles("depth", keys[rows]),
        )

    def among(self, rows: Ints) -> "Part":
        """The points of a block, which are neighbours in the table."""
        low, high = np.searchsorted(self.rows, [rows[0], rows[-1] + 1])
        return Part(self, np.arange(low, high), int(rows[0]))


class Part:
    """The edge of a block of points, draw by draw."""

    def __init__(self, edge: Edge, chosen: Ints, low: int) -> None:
        self._edge, self._chosen = edge, chosen
        self._at = edge.rows[chosen] - low
        self._finds = iter(edge.finds.chosen(chosen))
        self._depth = iter(edge.depth.chosen(chosen))
        self._parts = iter(edge.parts)

    def decide(self, times: Small) -> None:
        """Lower the minutes of points that find something beyond, in the next draw."""
        if not len(self._at):
            return
        edge = self._edge
        part = next(self._parts).take(edge.region[self._chosen])
        finds = edge.levels.take(next(self._finds)) < part
        until = np.maximum(edge.minutes[self._chosen] + edge.beyond.take(next(self._depth)), 0)
        at = self._at[finds]
        times[at] = np.minimum(times[at], until[finds])


def _border(reach: pd.DataFrame) -> Floats:
    """Minutes to the border, infinite where there is none."""
    if "edge_min" not in reach.columns:
        return np.full(len(reach), np.inf)
    return np.asarray(reach["edge_min"].fillna(np.inf).to_numpy(dtype=float))


def _beyond(reach: pd.DataFrame, chance: Chance) -> Floats:
    """Quantiles of the minutes from the border to an offer: those of the points that are near it.

    Which points these are depends on the border alone, so a nearer offer never makes them longer.
    """
    border = _border(reach)
    there = np.isfinite(border)
    if not there.any():
        return np.zeros(chance.size)
    time = reach["travel_min"].to_numpy(dtype=float)
    if "least_min" in reach.columns:
        time = np.where(np.isnan(time), reach["least_min"].to_numpy(dtype=float), time)
    near = time[border <= np.quantile(border[there], _NEAREST)]
    known = np.sort(near[np.isfinite(near)])
    if not len(known):
        return np.full(chance.size, np.inf)
    return np.asarray(known[(chance.levels * len(known)).astype(np.intp)])
