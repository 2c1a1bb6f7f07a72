"""The round that is worth most within a limit: all are looked at up to 14 sites."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mintgeo._errors import InfeasibleError
from mintgeo._parallel import AnyExecutor, each
from mintgeo.plan.choice import checked_count, checked_time, checked_weights, positions
from mintgeo.plan.tours.routes import Kind, Routing, search

EXACT: Final = 14
_FINE: Final = 1000
_STARTS: Final = 8
_AGAIN: Final = 3
_SMALL: Final = 1e-9
Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Round:
    """Sites in order, what they are worth, the length of the round with its stays.

    ``proven`` says whether no round within the limit is worth more.
    """

    order: tuple[int, ...]
    worth: float
    length: float
    proven: bool


def best_round(
    way: Floats, stay: Floats, worth: Floats, *, limit: float, must: Sequence[int] = (),
    start: int | None = None, outside: bool = False, unit: str = "min", rounds: int = 2_000,
    seconds: float = 20.0, seed: int = 0, executor: AnyExecutor | None = None,
) -> Round:  # fmt: skip
    """Find the round that is worth most, and of those the shortest.

    Parameters
    ----------
    way
        n × n lengths between sites; infinite or NaN where there is no way.
    stay, worth
        Of each site: what a stay takes of the limit, and what it is worth.
    limit
        Most that ways and stays take; exactly as much is inside.
    must
        Sites that the round passes.
    start
        Where it begins and ends; None for wherever is best.
    outside
        Whether the start is no site of its own: nothing to stay at.
    unit
        Of lengths, stays and the limit, as errors say it.
    rounds, seconds, seed
        How long to search where there are too many sites to look at every round.
    executor
        Who looks at rounds from one start each.

    Raises
    ------
    InfeasibleError
        ``must_exceed``, ``limit_too_short``: with the length that would do; ``no_way``, and
        ``none_found`` where a round is not ruled out.
    MissingExtraError
        For more than 14 sites without the extra ``plan``.
    """
    n = len(way)
    stay, worth = checked_weights(stay, n, "stay"), checked_weights(worth, n, "worth")
    positions(must, n, "must")
    positions([] if start is None else [start], n, "start")
    seed = checked_count(seed, "seed", least=0)
    rounds, seconds = checked_count(rounds, "rounds", least=0), checked_time(seconds, "seconds")
    way = np.where(np.isnan(way), np.inf, way)
    starts = _starts(worth, must, start)
    needed = frozenset(must)
    exact = len(worth) - outside <= EXACT
    look = _Look(way=way, stay=stay, worth=worth, limit=limit, must=needed,
                 effort=None if exact else (rounds, seconds))  # fmt: skip
    several = starts if exact else starts[:_STARTS] if len(starts) > 1 else starts * _AGAIN
    begins = [(one, seed + at) for at, one in enumerate(several)]
    found: list[Round | None] = list(each(look, begins, executor=executor))
    rounds_ = [one for one in found if one is not None and len(one.order) > outside]
    if not rounds_:
        raise _too_short(way, stay, (limit, unit), needed, starts)
    return min(rounds_, key=lambda one: (-round(one.worth, 9), one.length, one.order))


@dataclass(frozen=True, kw_only=True, eq=False)
class _Look:
    """What is asked of each start: the best round from there; ``effort`` where it is searched."""

    way: Floats
    stay: Floats
    worth: Floats
    limit: float
    must: frozenset[int]
    effort: tuple[int, float] | None

    def __call__(self, begin: tuple[int, int]) -> Round | None:
        """Look from a start, with a seed."""
        start, seed = begin
        asked = self.way, self.stay, self.worth, self.limit, self.must, start
        return _exact(*asked) if self.effort is None else _searched(*asked, (*self.effort, seed))


def _starts(worth: Floats, must: Sequence[int], start: int | None) -> list[int]:
    if start is not None:
        return [start]
    return [must[0]] if must else [int(at) for at in np.argsort(-worth, kind="stable")]


def _exact(
    way: Floats, stay: Floats, worth: Floats, limit: float, must: frozenset[int], start: int
) -> Round | None:
    """Dynamic programming over sets of sites: the shortest way to each last one (Held and Karp)."""
    others = [at for at in range(len(worth)) if at != start]
    n = len(others)
    step = way[np.ix_(others, others)] + stay[others][None, :]
    best = np.full((1 << n, n), np.inf)
    came = np.full((1 << n, n), -1, dtype=np.int8)
    for at, other in enumerate(others):
        best[1 << at, at] = stay[start] + way[start, other] + stay[other]
    for mask in range(1, 1 << n):
        if not np.isfinite(best[mask]).any():
            continue
        total = best[mask][:, None] + step
        origin = total.argmin(axis=0)
        length = total[origin, np.arange(n)]
        for at in range(n):
            after = mask | 1 << at
            if after != mask and length[at] < min(best[after, at], limit + _SMALL):
                best[after, at], came[after, at] = length[at], origin[at]
    closed = best + way[others, start][None, :]
    closed[0] = np.inf
    return _told(closed, came, others, worth, stay, limit, must, start)


def _told(
    closed: Floats, came: NDArray[np.int8], others: Sequence[int], worth: Floats, stay: Floats,
    limit: float, must: frozenset[int], start: int,
) -> Round | None:  # fmt: skip
    n = len(others)
    masks = np.arange(1 << n)
    inside = ((masks[:, None] >> np.arange(n)) & 1).astype(float)
    value = inside @ worth[others] + worth[start]
    length = closed.min(axis=1) if n else np.full(1, np.inf)
    length[0] = stay[start]
    asked = sum(1 << at for at, other in enumerate(others) if other in must)
    fits = (length <= limit + _SMALL) & ((masks & asked) == asked)
    if not fits.any():
        return None
    mask = min(np.flatnonzero(fits), key=lambda one: (-round(value[one], 9), length[one]))
    order: list[int] = []
    left, last = int(mask), int(closed[mask].argmin()) if mask else -1
    while last >= 0:
        order.append(others[last])
        left, last = left & ~(1 << last), int(came[left, last])
    return Round(
        order=(start, *reversed(order)), worth=float(value[mask]), length=float(length[mask]),
        proven=True,
    )  # fmt: skip


def _searched(
    way: Floats, stay: Floats, worth: Floats, limit: float, must: frozenset[int], start: int,
    effort: tuple[int, float, int],
) -> Round | None:  # fmt: skip
    """Prizes with a limit, by PyVRP; what it found is measured anew."""
    others = [at for at in range(len(worth)) if at != start]
    at = [start, *others]
    none = ~np.isfinite(way[np.ix_(at, at)])
    limit = min(limit, float(np.where(np.isfinite(way), way, 0.0).max(axis=1).sum() + stay.sum()))
    far = np.ceil(limit * _FINE) + 1
    length = np.where(none, far, np.round(way[np.ix_(at, at)] * _FINE)).astype(np.int64)
    per = int(far) * 4
    share = worth[others] / max(float(worth.max()), _SMALL)
    room = int(np.floor((limit - stay[start]) * _FINE + _SMALL))
    if room < 0:
        return None
    none_late = np.full(len(others), room, dtype=np.int64)
    problem = Routing(
        cost=length, duration=length, depots=1, opens=np.zeros(len(others), dtype=np.int64),
        service=np.round(stay[others] * _FINE).astype(np.int64), closes=none_late,
        load=np.zeros((len(others), 0), dtype=np.int64),
        prize=np.array([
            0 if other in must else max(1, round(part * 1000)) * per
            for other, part in zip(others, share, strict=True)
        ], dtype=np.int64),
        kinds=[Kind(number=1, start=0, end=0, longest=room)],
    )  # fmt: skip
    found = search(problem, rounds=effort[0], seconds=effort[1], seed=effort[2])
    order = (start, *(others[one] for _, route in found.routes for one in route))
    total = round_length(way, stay, order)
    if total > limit + _SMALL or not must <= set(order):
        return None
    return Round(order=order, worth=float(worth[list(order)].sum()), length=total, proven=False)


def round_length(way: Floats, stay: Floats, order: Sequence[int]) -> float:
    """Ways and stays of a round."""
    ring = [*order, order[0]]
    ways = way[ring[:-1], ring[1:]].sum() if len(order) > 1 else 0.0
    return float(ways + stay[list(order)].sum())


def _too_short(
    way: Floats, stay: Floats, within: tuple[float, str], must: frozenset[int],
    starts: Sequence[int],
) -> InfeasibleError:  # fmt: skip
    limit, unit = within
    if not must:
        least = min(
            (stay[one] + way[one, other] + stay[other] + way[other, one]
             for one in starts for other in range(len(stay)) if other != one),
            default=np.inf,
        )  # fmt: skip
        if not np.isfinite(least):
            return InfeasibleError(
                "No site can be reached within {limit:.1f} {unit}, nor within any limit: there is "
                "no way.", code="no_way", limit=limit, unit=unit,
            )  # fmt: skip
        return InfeasibleError(
            "No site can be reached within the limit of {limit:.1f} {unit}; {least:.1f} {unit} "
            "would do for one.",
            code="limit_too_short", limit=limit, unit=unit, least=float(least),
        )  # fmt: skip
    some = sorted({starts[0], *must})
    if len(some) > EXACT:
        return InfeasibleError(
            "No round within {limit:.1f} {unit} was found through the {n} sites that must be "
            "passed, nor is it ruled out: allow more, or pass fewer.",
            code="none_found", n=len(must), limit=limit, unit=unit, sites=tuple(sorted(must)),
        )  # fmt: skip
    part = np.ix_(some, some)
    only = _exact(way[part], stay[some], np.ones(len(some)), np.inf,
                  frozenset(range(len(some))), some.index(starts[0]))  # fmt: skip
    if only is None or not np.isfinite(only.length):
        return InfeasibleError(
            "No round leads through the {n} sites that must be passed.",
            code="no_way", n=len(must), limit=limit, unit=unit, sites=tuple(sorted(must)),
        )  # fmt: skip
    return InfeasibleError(
        "The {n} sites that must be passed do not fit {limit:.1f} {unit}; {least:.1f} {unit} would "
        "do.", code="must_exceed", n=len(must), limit=limit, unit=unit, least=float(only.length),
        sites=tuple(sorted(must)),
    )  # fmt: skip
