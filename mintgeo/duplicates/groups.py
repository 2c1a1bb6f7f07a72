"""Groups of rows that are the same: joined by the likeliest pairs first, and never by a chain.

If A is like B and B like C, but A is known to differ from C, a chain would make one thing of three.
Here two groups are joined only if no row of one differs from a row of the other: every pair between
them is compared, also those that no key had brought together.
"""

from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from mintgeo.duplicates.blocks import Pairs
from mintgeo.duplicates.prepared import Prepared

if TYPE_CHECKING:
    from mintgeo.duplicates.finding import DuplicateOptions

_DIFFER: Final = 0.1
"""Pairs less likely than that are known to differ."""
_PAIR: Final = 2
_LARGEST: Final = 60
"""Rows of a group whose pairs are all compared; what would be larger is not joined."""


def grouped(
    rows: Prepared,
    pairs: Pairs,
    chance: npt.NDArray[np.float64],
    said: dict[tuple[int, int], str],
    options: "DuplicateOptions",
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.bool_]]:
    """Number of the group of each row, and which likely pairs were not joined.

    What was decided to be the same is joined before all else; what was decided to differ, never.
    """
    wanted = [at for at in np.argsort(-chance, kind="stable") if chance[at] >= options.same]
    wanted.sort(key=lambda at: said.get(tuple(pairs[at].tolist())) != "same")
    between = _between(rows, pairs[wanted])
    group = np.arange(len(rows))
    members: dict[int, list[int]] = {}
    chained = np.zeros(len(pairs), dtype=bool)
    for at in wanted:
        one, other = (int(group[row]) for row in pairs[at])
        if one == other:
            continue
        left, right = members.get(one, [one]), members.get(other, [other])
        if _differ(left, right, between, tuple(pairs[at].tolist()) if pairs[at].size else (), said):
            chained[at] = True
            continue
        low, high = sorted((one, other))
        members[low] = [*members.get(low, [low]), *members.get(high, [high])]
        group[members.pop(high, [high])] = low
    _, numbers = np.unique(group, return_inverse=True)
    return numbers.astype(np.int64), chained


def _differ(
    left: list[int], right: list[int], between: dict[tuple[int, int], float],
    pair: tuple[int, ...], said: dict[tuple[int, int], str],
) -> bool:  # fmt: skip
    decided = said.get((pair[0], pair[1])) == "same"
    for one in left:
        for other in right:
            key = (min(one, other), max(one, other))
            if said.get(key) == "different":
                return True
            if (
                not decided
                and key != pair
                and said.get(key) != "same"
                and between.get(key, 0.0) < _DIFFER
            ):
                return True
    return False


def _between(rows: Prepared, pairs: Pairs) -> dict[tuple[int, int], float]:
    """Probabilities of all pairs in parts of three and more rows that hang together."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    from mintgeo.duplicates.finding import compare

    if not len(pairs):
        return {}
    n = len(rows)
    graph = coo_array((np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1])), shape=(n, n))
    _, labels = connected_components(graph, directed=False)
    order = np.argsort(labels, kind="stable")
    starts = np.flatnonzero(np.diff(labels[order], prepend=-1))
    parts = [part for part in np.split(order, starts[1:]) if _PAIR < len(part) <= _LARGEST]
    if not parts:
        return {}
    every = np.concatenate(
        [
            np.stack([np.sort(part)[left] for left in np.triu_indices(len(part), 1)], axis=1)
            for part in parts
        ]
    )
    chance, _ = compare(rows, every)
    return {(int(a), int(b)): float(p) for (a, b), p in zip(every.tolist(), chance, strict=True)}
