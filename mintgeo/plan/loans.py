"""Who has which box when: most wishes, then the soonest; a box is at one place at a time."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy import sparse

from mintgeo._errors import MissingDataError
from mintgeo.plan import program

_SERVED: Final = 1e4
_FIRST: Final = 1e-3
"""Who asked first comes first where it makes no other difference."""


@dataclass(frozen=True, kw_only=True)
class Span:
    """One way to serve a wish: from a day until a day, both inside, with a box of a pool."""

    wish: int
    pool: int
    first: int
    last: int
    delay: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Loan:
    """A wish that is served: its span, and which box of the pool it gets (from 0)."""

    span: Span
    box: int


def lend(spans: Sequence[Span], pools: Sequence[int], *, seconds: float = 20.0) -> list[Loan]:
    """Choose at most one span of each wish, so that no pool lends more boxes than it has.

    Parameters
    ----------
    spans
        Ways to serve wishes.
    pools
        Boxes of each pool.
    seconds
        Ends the search; what was found by then is returned.

    Returns
    -------
    list of Loan
        As many wishes as possible, of these the least delay; by first day.

    Raises
    ------
    MissingDataError
        If the time ran out before anything was found.
    """
    if not spans:
        return []
    rows = _rows(spans, pools)
    high = np.array([most for most, _ in rows], dtype=float)
    at = [(row, column) for row, (_, columns) in enumerate(rows) for column in columns]
    row, column = np.array(at).T
    matrix = sparse.csr_array((np.ones(len(at)), (row, column)), shape=(len(rows), len(spans)))
    wish = np.array([one.wish for one in spans])
    delay = np.array([one.delay for one in spans]) * (1 + _FIRST * (1 - wish / (wish.max() + 1)))
    cost = delay * (_SERVED / 3 / max(delay.max(), 1.0) / len(spans)) - _SERVED
    found = program.solved(program.Program(
        cost=cost, matrix=matrix, low=np.full(len(rows), -np.inf), high=high,
        upper=np.ones(len(spans)), whole=np.ones(len(spans), dtype=bool),
    ), seconds=seconds)  # fmt: skip
    if found.x is None:
        raise MissingDataError("No loans were found in {seconds:g} seconds.", seconds=seconds)
    chosen = [one for one, on in zip(spans, found.x, strict=True) if on > 1 / 2]
    return _boxes(chosen)


def _rows(spans: Sequence[Span], pools: Sequence[int]) -> list[tuple[int, list[int]]]:
    """One span per wish; of each pool, no more than its boxes on any day on which a loan begins."""
    by_wish, by_pool = defaultdict(list), defaultdict(list)
    for at, one in enumerate(spans):
        by_wish[one.wish].append(at)
        by_pool[one.pool].append(at)
    rows = [(1, some) for some in by_wish.values()]
    for pool, some in by_pool.items():
        rows += [
            (pools[pool], [at for at in some if spans[at].first <= day <= spans[at].last])
            for day in sorted({spans[at].first for at in some})
        ]
    return rows


def _boxes(chosen: Sequence[Span]) -> list[Loan]:
    """Give each loan the first box of its pool that is back."""
    back: dict[int, list[int]] = defaultdict(list)
    out = []
    for span in sorted(chosen, key=lambda one: (one.first, one.last, one.wish)):
        boxes = back[span.pool]
        free = [at for at, day in enumerate(boxes) if day < span.first]
        box = free[0] if free else len(boxes)
        boxes[box : box + 1] = [span.last]
        out.append(Loan(span=span, box=box))
    return out
