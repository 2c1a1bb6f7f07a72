"""Worlds in which it is known which of two areas has the higher share.

An area's share goes up and down with the country, its region and itself; it is skewed, and may be
all or nothing. The analyst has 200 draws of that law; the truth is one more.

What can be found was laid down beforehand: a pair is *separable* if one who knows the law (4,000
draws of it) puts it on the longest list of orders that holds as a whole in 90 % of these draws,
the pairs that fewest draws contradict first. That is a familywise test as ours is, by one who knows
more. Beside it stands what is separable *alone*: the same order in 95 % of the draws, without
regard to other pairs; that nine of ten of these can be told at once, is not to be had in general.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import ndtr

from mintgeo.analysis.ranking import AreaShares
from tests.worlds import LIMITS, MODES, Floats, World

DRAWS, ORACLE = 200, 4000
TOGETHER, ALONE = 0.9, 0.95
FINE = (-0.001, 0.02, 0.1, 0.25, 0.5, 0.75, 0.9, 0.98, 1)


@dataclass(frozen=True)
class Seen:
    """Draws of one threshold (draws × areas), those of the oracle, and the truth."""

    draws: Floats
    oracle: Floats
    truth: Floats


def abstract(seed: int, sizes: Sequence[int] = (3, 8, 16), oracle: int = ORACLE) -> Seen:
    """A world without places: only shares, more or less alike, more or less related."""
    rng = np.random.default_rng([17, seed])
    areas = int(rng.choice(sizes))
    middle = rng.normal(rng.uniform(-1, 1), rng.choice([0.3, 0.8, 1.6]), areas)
    country, region = rng.uniform(0.05, 0.6), rng.uniform(0.05, 0.6)
    own = rng.lognormal(np.log(0.15), 0.6, areas)
    regions = rng.integers(0, max(2, areas // 4), areas)
    skew, cut = rng.choice([0.0, 0.5]), rng.choice([0.0, 0.2])

    def drawn(count: int) -> Floats:
        errors = rng.normal(size=(count, areas))
        errors = (np.exp(skew * errors) - np.exp(skew**2 / 2)) / skew if skew else errors
        alike = country * rng.normal(size=(count, 1))
        near = region * rng.normal(size=(count, areas))[:, regions]
        share = ndtr(middle + alike + near + own * errors)
        return np.clip((share - cut) / (1 - 2 * cut), 0, 1)

    everything = drawn(DRAWS + 1 + oracle)
    return Seen(everything[:DRAWS], everything[DRAWS + 1 :], everything[DRAWS])


def of_people(seed: int, oracle: int = 1000) -> Iterator[Seen]:
    """Sixteen Kreise of people, offers and ways, whose law the analyst does not know."""
    world = World(seed, mode=MODES[seed % len(MODES)], side=4)
    # Worlds are drawn in this order, or they would depend on who looks first.
    _ = world.homes, world.people, world.hidden, world.seen, world.truth
    truth, known, shares = world.true_share, world.oracle_draws(oracle), world.areas(DRAWS)
    for limit in LIMITS:
        there = np.isfinite(truth[limit][1:])
        yield Seen(shares[limit], known[limit][:, 1:][:, there], truth[limit][1:][there])


def compared(seen: Seen) -> AreaShares:
    count = seen.draws.shape[1]
    names = np.array([f"{number:03}" for number in range(count)])
    return AreaShares(
        level="kreis", ags=names, names=names, mode="car", minutes=(30.0,),
        shares=seen.draws[None], estimate=np.median(seen.draws, axis=0)[None],
    )  # fmt: skip


def _sides(shares: Floats) -> NDArray[np.int8]:
    """Which of every two areas is ahead, in every draw."""
    one, other = np.triu_indices(shares.shape[-1], 1)
    return np.sign(shares[..., one] - shares[..., other]).astype(np.int8)


def separable(oracle: Floats) -> tuple[NDArray[np.int8], NDArray[np.int8]]:
    """Orders that one who knows the law would tell: together, and alone."""
    sides = _sides(oracle)
    ahead, behind = (sides == 1).mean(axis=0), (sides == -1).mean(axis=0)
    agree, side = np.maximum(ahead, behind), np.where(ahead >= behind, 1, -1).astype(np.int8)
    order = np.argsort(-agree, kind="stable")
    against = sides[:, order] != side[order]
    first = np.where(against.any(axis=1), against.argmax(axis=1), len(order))
    told = np.zeros(len(order), dtype=bool)
    told[order[: np.sort(first)[int((1 - TOGETHER) * len(first))]]] = True
    return side * told, side * (agree >= ALONE)


def judged(worlds: Iterable[Seen]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Pairs (a row per world) and rank probabilities (a row per area and end)."""
    pairs, ranks = [], []
    for seen in worlds:
        areas, true = compared(seen), _sides(seen.truth)
        found = areas.pairs()["verdict"].map({"more": 1, "less": -1, "open": 0}).to_numpy()
        row = {"claims": (found != 0).sum(), "wrong": ((found != 0) & (found != true)).sum()}
        for name, best in zip(("together", "alone"), separable(seen.oracle), strict=True):
            row[name], row[f"{name}_found"] = (
                (best != 0).sum(),
                ((best != 0) & (found == best)).sum(),
            )
        pairs.append(row)
        ranks.append(_ranked(areas.ranks(), seen.truth))
    return pd.DataFrame(pairs), pd.concat(ranks, ignore_index=True)


def _ranked(table: pd.DataFrame, truth: Floats) -> pd.DataFrame:
    """What was said of an area and an end, and whether it came; and whether its rank was held."""
    above = (truth[:, None] < truth).sum(axis=1)
    below = (truth[:, None] > truth).sum(axis=1)
    last = len(truth) - 1
    held = (table["rank_low"] <= last + 1 - below) & (above + 1 <= table["rank_high"])
    ends = [("p_highest", below == last), ("p_lowest", above == last)]
    parts = [
        pd.DataFrame({"said": table[end], "came": came, "held": held, "end": end})
        for end, came in ends
    ]
    return pd.concat(parts, ignore_index=True)


def reliability(ranks: pd.DataFrame, edges: Sequence[float] = FINE) -> pd.DataFrame:
    """What was said and how often it came true, by said probability."""
    table = ranks.groupby(pd.cut(ranks["said"], list(edges)), observed=True)
    return table.agg(said=("said", "mean"), came=("came", "mean"), rows=("came", "size"))
