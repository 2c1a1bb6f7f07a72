"""What lies beyond the data: how soon an offer could be reached that they do not know."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from mintgeo._quantiles import Floats, Ints
from mintgeo.analysis.uncertainty.chance import Chance, Cycles, Keys, Small, text_keys

_MIRRORED: Final = 0.4
"""σ of log(minutes behind the border / minutes to the known offer): half of the unknown offers are
between 0.76 and 1.31 times as far behind the border as the known one is before it."""


@dataclass(frozen=True, kw_only=True)
class Edge:
    """Points from which people can leave the data.

    In each draw an unknown part of the points of a Kreis, anything from none to all, finds an
    unknown offer beyond. The land behind a border is like the land before it: the offer is about as
    far behind the border as the known one is from the point. So a point is open for a threshold
    only if the border, and something behind it, can be reached within it. A point that is said to
    be at the edge, but not how soon the border is reached, finds its offer at once.

    Attributes
    ----------
    rows, region
        The points, and their Kreis.
    border, behind
        Minutes to the border, and from there to where the mirror image of the known offer lies.
    parts
        Part of the points of a Kreis that find an offer: draws × Kreise.
    factors
        Quantiles of the factor on ``behind``.
    levels, finds, depth
        Quantiles between 0 and 1, and which of them a point has in each draw: for whether it finds
        an offer, and for how far behind the border.
    """

    rows: Ints
    region: Ints
    border: Small
    behind: Small
    parts: Small
    factors: Small
    levels: Small
    finds: Cycles
    depth: Cycles

    @classmethod
    def of(
        cls, reach: pd.DataFrame, chance: Chance, region: Ints, names: pd.Index, keys: Keys
    ) -> "Edge":
        """Read the edge of a reach table."""
        border, behind = _border(reach), _known(reach)
        at_once = reach["edge"].to_numpy(dtype=bool) & np.isinf(border)
        border, behind = (np.where(at_once, 0.0, one) for one in (border, behind))
        rows = np.flatnonzero(np.isfinite(border))
        return cls(
            rows=rows,
            region=region[rows],
            border=border[rows].astype(np.float32),
            behind=behind[rows].astype(np.float32),
            parts=chance.even("edge", text_keys(names)).astype(np.float32),
            factors=np.exp(_MIRRORED * chance.normal).astype(np.float32),
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
        factor = edge.factors.take(next(self._depth))
        until = edge.border[self._chosen] + edge.behind[self._chosen] * factor
        at = self._at[finds]
        times[at] = np.minimum(times[at], until[finds])


def _border(reach: pd.DataFrame) -> Floats:
    """Minutes to the border, infinite where there is none."""
    if "edge_min" not in reach.columns:
        return np.full(len(reach), np.inf)
    return np.asarray(reach["edge_min"].fillna(np.inf).to_numpy(dtype=float))


def _known(reach: pd.DataFrame) -> Floats:
    """Minutes to the nearest known offer, infinite where there is none."""
    time = reach["travel_min"].to_numpy(dtype=float)
    if "least_min" in reach.columns:
        time = np.where(np.isnan(time), reach["least_min"].to_numpy(dtype=float), time)
    return np.asarray(np.where(np.isnan(time), np.inf, time))
