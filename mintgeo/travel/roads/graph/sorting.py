"""Orders of small whole numbers, in time that grows with their count alone."""

from collections.abc import Iterator
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

Ints = NDArray[np.integer[Any]]
_BLOCK: Final = 1 << 16


def order_by(*keys: Ints, below: int) -> NDArray[np.int32]:
    """Stable order of numbers from 0 to ``below``; the first key counts most.

    As ``lexsort`` with its keys turned round, but ten times as quick: the columns of a sparse
    matrix are brought together by counting.
    """
    order: NDArray[np.int32] | None = None
    for key in reversed(keys):
        by_key = _counted(key if order is None else key[order], below)
        order = by_key if order is None else order[by_key]
    return np.empty(0, dtype=np.int32) if order is None else order


def _counted(key: Ints, below: int) -> NDArray[np.int32]:
    rows = np.arange(len(key) + 1)
    table = csr_array(
        (np.zeros(len(key), dtype=np.int8), key, rows), shape=(len(key), max(below, 1))
    )
    return np.asarray(table.tocsc().indices)


def firsts(key: Ints, below: int) -> NDArray[np.int64]:
    """Where each number begins among sorted ones, and where the last one ends."""
    return np.concatenate([[0], np.cumsum(np.bincount(key, minlength=below))])


def members(low: Ints | int, count: Ints) -> Ints:
    """All members of ranges that begin somewhere and are so long."""
    end = np.cumsum(count)
    every: Ints = np.repeat(low - end + count, count)
    every += np.arange(len(every), dtype=every.dtype)
    return every


def blocks(first: Ints, size: int = _BLOCK) -> Iterator[slice]:
    """Rows in runs that have so many values together, at most one row more.

    ``first`` says where the values of each row begin, and where the last ones end.
    """
    starts = np.unique(np.searchsorted(first[:-1], np.arange(0, first[-1], size)))
    ends = [*starts[1:].tolist(), len(first) - 1]
    yield from map(slice, starts.tolist(), ends)
