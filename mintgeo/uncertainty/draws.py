"""How far the shares could be off: many plausible worlds instead of one, drawn by seed.

Four things are not known exactly, and every draw decides each of them anew:

1. *Where the offers are.* The true place lies within ``radius_m`` in 95 of 100 cases. It is drawn
   from a circular normal law around the match with σ = ``radius_m`` / √(−2 ln 0.05) in x and y
   (Rayleigh distances, of which 95 % are below the radius).
2. *How long the way takes.* True time = estimated time · exp(e), e normal with the measured spread
   of the router. Errors are not independent: a curve may be wrong for a whole country and for a
   kind of landscape, and neighbours use the same roads. So e has a part that all points share, a
   part that the points of a Kreis share, and a part of each pair of point and offer. Independent
   parts average out over many people, shared ones do not: they make the width of an interval.
3. *What lies beyond the data.* A point with ``edge`` could reach an offer that the data do not
   know. In each draw and Kreis an unknown share of such points, anything from none to all, does.
4. *Whom the data hide.* People in suppressed cells (column ``hidden``: as many as one expects)
   are counted with a factor between 0 and 2 that all of a draw share.

The method is the propagation of distributions by Monte Carlo (JCGM 101:2008).
"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from os import cpu_count
from typing import Final

import geopandas as gpd
import numpy as np
from numpy.typing import NDArray

from mintgeo._errors import InputError, OptionError
from mintgeo._progress import waiting
from mintgeo._quantiles import Floats, Ints
from mintgeo.travel.airline import CURVES, SpeedCurve
from mintgeo.uncertainty.world import ErrorLaw, Small, World

LEVEL: Final = 0.9
"""Nine of ten intervals hold the true share."""
_FEWEST: Final = 20
_THREADS: Final = min(4, cpu_count() or 1)


@dataclass(frozen=True, kw_only=True)
class Draws:
    """Times of every point in every draw: what ``coverage`` makes intervals of.

    Attributes
    ----------
    ids
        Points, in the order of the reach table.
    times
        Draws × points, in minutes; ``inf`` where nothing is reached.
    hidden, factor
        People that the data hide at every point, and by what they are multiplied in every draw.
    """

    ids: NDArray[np.object_]
    times: Small
    hidden: Floats
    factor: Floats

    def shares(self, people: Floats, codes: Ints, groups: int, minutes: float) -> Floats:
        """Share of people within ``minutes`` per draw (rows) and group of points (columns)."""
        known, hidden = (np.bincount(codes, part, groups) for part in (people, self.hidden))
        total = known + self.factor[:, None] * hidden
        near, out = np.zeros(total.shape), np.full(total.shape, np.nan)
        order = np.argsort(codes, kind="stable")
        there, first = np.unique(codes[order], return_index=True)
        for row, times, factor in zip(near, self.times, self.factor, strict=True):
            weight = people + factor * self.hidden if self.hidden.any() else people
            row[there] = np.add.reduceat((weight * (times <= minutes))[order], first)
        np.divide(near, total, out=out, where=total > 0)
        return out

    def interval(
        self, people: Floats, codes: Ints, groups: int, minutes: float
    ) -> tuple[Floats, Floats]:
        """Lower and upper bound of the share per group: the middle 90 % of the draws."""
        shares = self.shares(people, codes, groups, minutes)
        tail = (1 - LEVEL) / 2
        low, high = np.quantile(shares, [tail, 1 - tail], axis=0)
        return np.clip(low, 0, 1), np.clip(high, 0, 1)


def uncertainty(
    reach: gpd.GeoDataFrame,
    sites: gpd.GeoDataFrame,
    *,
    law: ErrorLaw | None = None,
    curve: SpeedCurve | None = None,
    draws: int = 200,
    seed: int = 0,
    progress: bool = True,
) -> Draws:
    """Draw the times of a reach table as they could be in truth.

    Parameters
    ----------
    reach
        A reach table of one mode. A point over the limit is taken to be as near as the longest time
        found: ``max_min`` of ``reach`` should be at least twice the longest threshold.
    sites
        The geocoded sites that were reached, with ``radius_m``; without it, or where it is empty,
        the place is taken as exact.
    law
        Error of the times; by default the spread of the ``curve``.
    curve
        Turns a displacement of an offer into minutes; by default ``CURVES`` of the mode.
    draws, seed
        How many worlds, and which.
    progress
        Show a progress bar, if the output is a terminal or notebook.

    Returns
    -------
    Draws
        For ``coverage(reach, uncertainty=...)``. In each draw a point goes to the offer that is
        then the nearest of the nearest two by the router and four by airline. Two reach tables of
        the same points and seed share the errors that all points of a country or Kreis share.
        Takes 4 bytes per draw and point.

    Raises
    ------
    InputError
        If an offer of the reach table is not among the sites, or there is more than one mode.
    OptionError
        If ``draws`` is below 20.
    """
    if draws < _FEWEST:
        raise OptionError(f"draws must be {_FEWEST} or more, not {draws!r}.")
    modes = list(reach["mode"].unique())
    if len(modes) > 1:
        raise InputError(f"uncertainty() needs the reach table of one mode, not of {modes}.")
    curve = curve or CURVES[modes[0] if modes else "car"]
    world = World.of(reach, sites, curve, law or ErrorLaw(spread=curve.spread))
    rng = np.random.default_rng(seed)
    factor = rng.uniform(0, 2, draws)
    shared, moves = world.shared(rng, draws), world.moves(rng, draws)
    times = np.empty((draws, len(reach)), dtype=np.float32)
    with ThreadPoolExecutor(_THREADS) as pool:
        # Every draw has its own generator: threads change nothing but the time it takes.
        own = (np.random.default_rng([seed, number]) for number in range(draws))
        done = pool.map(world.draw, own, shared, moves, times)
        list(waiting(done, progress=progress, total=draws, desc="Spannen", unit=" Ziehungen"))
    hidden = reach["hidden"].fillna(0) if "hidden" in reach.columns else np.zeros(len(reach))
    return Draws(
        ids=reach["id"].to_numpy(),
        times=times,
        hidden=np.asarray(hidden, dtype=float),
        factor=factor,
    )
