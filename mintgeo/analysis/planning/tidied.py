"""Of plans that are worth the same, the one that stands where nobody asks why."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.spatial import cKDTree

from mintgeo.analysis.planning.asked import Asked
from mintgeo.analysis.planning.cover import GEMEINDE, Reachable, xyz_of
from mintgeo.analysis.planning.tables import WALK_KM
from mintgeo.analysis.planning.wishes import Wishes
from mintgeo.plan import Solution


def tidied(found: Solution, asked: Asked, reach: Reachable, wishes: Wishes) -> Solution:
    """Move stops that stand beside an offer or twice in a Gemeinde, if nobody loses by that.

    A stop gives way to a candidate that reaches all whom the plan would lose without it. What the
    plan is worth never falls.
    """
    if wishes.room is not None or not found.chosen:
        return found
    chosen = list(found.chosen)
    barred = _by_offer(asked, reach)
    barred[list(wishes.forbidden)] = True
    for place, at in enumerate(chosen):
        others = chosen[:place] + chosen[place + 1 :]
        if at in wishes.required or not (barred[at] or _twice(reach, at, others)):
            continue
        better = _instead(at, others, barred, asked, reach, wishes)
        chosen[place] = at if better is None else better
    if set(chosen) == set(found.chosen):
        return found
    near = np.asarray(reach.cover[:, chosen].sum(axis=1)) > 0
    weight = float(asked.weights[near | asked.before].sum())
    value = max(found.value, weight) if wishes.target_share is None else found.value
    return replace(found, chosen=tuple(sorted(chosen)), value=value, reached=weight,
                   bound=max(found.bound, value) if wishes.target_share is None
                   else found.bound)  # fmt: skip


def _by_offer(asked: Asked, reach: Reachable) -> NDArray[np.bool_]:
    """Candidates that have an offer within walking distance."""
    out = np.zeros(reach.n, dtype=np.bool_)
    if asked.offers is not None:
        away = cKDTree(xyz_of(asked.offers)).query(xyz_of(reach.located))[0]
        out = np.asarray(away <= WALK_KM * 1000)
    return out


def _gemeinden(reach: Reachable, at: list[int]) -> NDArray[np.object_]:
    keys = reach.candidates[GEMEINDE].iloc[at]
    return np.asarray(keys.dropna().to_numpy(dtype=object))


def _twice(reach: Reachable, at: int, others: list[int]) -> bool:
    return bool(np.isin(_gemeinden(reach, [at]), _gemeinden(reach, others)).any())


def _instead(
    at: int, others: list[int], barred: NDArray[np.bool_], asked: Asked, reach: Reachable,
    wishes: Wishes,
) -> int | None:  # fmt: skip
    """The candidate with most people that may stand there and reaches all whom this one adds."""
    on = asked.before | (np.asarray(reach.cover[:, others].sum(axis=1)) > 0)
    own = np.asarray(reach.cover[:, [at]].toarray()[:, 0] > 0)
    needed = np.flatnonzero(own & ~on & (asked.weights > 0))
    reaches = np.asarray(reach.cover[needed].sum(axis=0)).ravel()
    free = (reaches == len(needed)) & ~barred
    free[[at, *others]] = False
    taken = set(_gemeinden(reach, others))
    free &= ~reach.candidates[GEMEINDE].isin(taken).to_numpy()
    one, other = wishes.near
    for ours, theirs in ((one, other), (other, one)):
        free[theirs[np.isin(ours, others)]] = False
    if wishes.spread is not None:
        groups = wishes.spread[0]
        free &= groups == groups[at]
    if not free.any():
        return None
    people = np.asarray(sparse.csr_array(reach.cover).T @ asked.weights)
    return int(np.argmax(np.where(free, people, -1.0)))
