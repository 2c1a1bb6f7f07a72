"""How far the shares could be off: many plausible worlds instead of one, drawn by seed.

Five things are not known exactly, and every draw decides each of them anew:

1. *Where the offers are.* The true place lies within ``radius_m`` in 95 of 100 cases. It is drawn
   from a circular normal law around the match with σ = ``radius_m`` / √(−2 ln 0.05) in x and y
   (Rayleigh distances, of which 95 % are below the radius).
2. *How long the way takes.* True time = estimated time · exp(e), e with the measured law of the
   router (``measured``). Errors are not independent: a curve may be wrong for a whole country and
   for a kind of landscape, and neighbours use the same roads. So e has a part that all points
   share, a part that the points of a Kreis share, and a part of each way, which all points in a
   square of 3 km share on the way to one offer. Independent parts average out over many people,
   shared ones do not: they make the width of an interval.
3. *Who lives where.* Points whose people are estimated say how far off they may be: ``scatter_m``
   is σ of the place in x and y, ``scatter_log`` σ of the logarithm of the number of people.
4. *What lies beyond the data.* In each draw and Kreis an unknown share of the points from which
   people can leave the data, anything from none to all, reaches an unknown offer there: no sooner
   than the border (``edge_min``), and as far behind it as offers are on this side.
5. *Whom the data hide.* People in suppressed cells (column ``hidden``: as many as one expects)
   are counted with a factor between 0 and 2 that all of a draw share.

Draws belong to places (``chance``): the same point and the same offer have the same errors in every
table with the same seed and number of draws, so two tables can be compared draw by draw.

The method is the propagation of distributions by Monte Carlo (JCGM 101:2008).
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from os import cpu_count
from typing import Final

import numpy as np
import pandas as pd

from mintgeo._curves import SpeedCurve
from mintgeo._errors import InputError, OptionError
from mintgeo._located import AnyTable, Located
from mintgeo._parallel import AnyExecutor, each
from mintgeo._progress import waiting
from mintgeo._quantiles import Floats
from mintgeo._schema import REACH
from mintgeo.analysis.uncertainty.chance import Chance, text_keys
from mintgeo.analysis.uncertainty.draws import Draws
from mintgeo.analysis.uncertainty.world import World
from mintgeo.modes import MODES
from mintgeo.travel.abilities import curve_for, law_for
from mintgeo.travel.laws import ErrorLaw
from mintgeo.travel.measured import law_of
from mintgeo.travel.protocol import Router

FEWEST: Final = 20
MOST: Final = 10_000
"""So many draws, no fewer and no more."""
_THREADS: Final = min(4, cpu_count() or 1)
_REACHED: Final = REACH.asking(
    "id", "geometry", "ags_kreis", "mode", "nearest_id", "second_id", "travel_min", "second_min",
    "status",
)  # fmt: skip


def uncertainty(
    reach: AnyTable,
    sites: AnyTable,
    *,
    router: Router | None = None,
    law: ErrorLaw | None = None,
    curve: SpeedCurve | None = None,
    draws: int = 200,
    seed: int = 0,
    minutes: float | Sequence[float] | None = None,
    progress: bool = True,
    executor: AnyExecutor | None = None,
) -> Draws:
    """Draw the times of a reach table as they could be in truth.

    Parameters
    ----------
    reach
        A reach table of one mode. Where it holds no time, a way takes what the ``curve`` says, and
        no less than the table rules out (``max_min``, ``least_min``).
    sites
        The geocoded sites that were reached, with ``radius_m``; without it, or where it is empty,
        the place is taken as exact.
    router
        The one that the table was made with, or one that is as wrong: it says law and curve itself.
    law
        Error of the times; by default that of the router, without one the measured one of the
        fitted curve, or a normal one with the spread of your own.
    curve
        Turns a displacement of an offer into minutes; by default that of the router, without one
        the curve of the mode.
    draws, seed
        How many worlds, and which.
    minutes
        The thresholds that will be asked for, if they are known: the longest spares work. Without,
        all up to ``max_min`` of the reach table.
    progress
        Show a progress bar, if the output is a terminal or notebook.
    executor
        Who draws, as of ``reach``: blocks of points go to it; without one a few threads do it.

    Returns
    -------
    Draws
        For ``coverage(reach, uncertainty=...)``. In each draw a point goes to the offer that is
        then the nearest of all. What a point, an offer, a Kreis or a country draws is a function of
        its place (or key), the seed and the number of draws: it does not depend on the order of
        rows, on other rows, nor on the way to travel. Takes 4 bytes per draw and point.

    Raises
    ------
    InputError
        If an offer of the reach table is not among the sites, there is more than one mode, or the
        router is of another one.
    OptionError
        If ``draws`` is below 20 or above 10,000, or nobody says law or curve of the mode.
    """
    check_draws(draws)
    people = Located.of(reach, what="points of the reach table")
    reach = people.table
    modes = _modes(reach)
    if len(modes) > 1:
        raise InputError(
            "uncertainty() needs the reach table of one mode, not of {modes}.", modes=modes
        )
    people.check(_REACHED)
    mode = str(modes[0]) if modes else MODES.first()
    law = law or (law_of(curve, mode) if curve and not router else law_for(mode, router))
    curve = curve or curve_for(mode, router)
    chance = Chance(seed, draws)
    latest = _latest(reach, minutes)
    world = World.of(people, Located.of(sites), curve, law, chance, latest)
    times = np.empty((draws, len(reach)), dtype=np.float32)
    blocks = world.blocks()
    with ThreadPoolExecutor(_THREADS) as pool:
        done = each(world.drawn, blocks, executor=executor or pool)
        shown = waiting(done, progress=progress, total=len(blocks), desc="Spannen",
                        unit=" Ziehungen", unit_scale=draws)  # fmt: skip
        for rows, drawn in zip(blocks, shown, strict=True):
            times[:, rows[0] : rows[-1] + 1] = drawn
    return Draws(
        ids=reach["id"].to_numpy(),
        latest=latest,
        times=times,
        hidden=_number(reach, "hidden"),
        factor=2 * chance.even("hidden", text_keys(["DE"]))[:, 0],
        scatter=_number(reach, "scatter_log"),
        cycles=chance.cycles("people", world.points.keys),
        normal=chance.normal,
        region=world.region,
        low=world.low,
        high=world.high,
    )


def check_draws(draws: float) -> None:
    """Refuse numbers of draws that say too little, or take too much.

    Raises
    ------
    OptionError
        If it is below 20 or above 10,000.
    """
    if not FEWEST <= draws <= MOST:
        raise OptionError(
            "draws must be {fewest} or more, and at most {most}, not {draws!r}.",
            fewest=FEWEST, most=MOST, draws=draws,
        )  # fmt: skip


def _modes(reach: pd.DataFrame) -> list[str]:
    column = reach.get("mode") if isinstance(reach, pd.DataFrame) else None
    return list(column.unique()) if isinstance(column, pd.Series) else []


def _latest(reach: pd.DataFrame, minutes: float | Sequence[float] | None) -> float:
    if minutes is not None and not np.size(minutes):
        raise OptionError("minutes must be positive numbers, not {minutes!r}.", minutes=minutes)
    looked = float(reach["max_min"].min()) if "max_min" in reach.columns and len(reach) else np.inf
    return looked if minutes is None else min(looked, float(np.max(minutes)))


def _number(reach: pd.DataFrame, name: str) -> Floats:
    if name not in reach.columns:
        return np.zeros(len(reach))
    return np.asarray(reach[name].fillna(0).to_numpy(dtype=float))
