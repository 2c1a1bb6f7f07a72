"""Rows in portions."""

from collections.abc import Sequence
from typing import Final

from mintgeo._parallel.crew import AnyExecutor, width

MOST: Final = 100_000
"""Rows of a portion at most: so many travel in a few megabytes."""


def portions(
    n: int, executor: AnyExecutor | None, *, least: int, each: int = 1, most: int = MOST
) -> Sequence[slice]:
    """Cut rows into portions that follow each other.

    Parameters
    ----------
    n
        How many rows; of none there is one portion all the same.
    executor
        Who does them; without one all rows are one portion.
    least
        Fewer rows are not worth the way, but in a last portion.
    each
        Portions per worker.
    most
        Rows of a portion at most.

    Examples
    --------
    >>> from concurrent.futures import ThreadPoolExecutor
    >>> portions(7, ThreadPoolExecutor(2), least=1)
    [slice(0, 4, None), slice(4, 7, None)]
    >>> portions(0, None, least=1)
    [slice(0, 0, None)]
    """
    if executor is None:
        return [slice(0, n)]
    size = min(max(least, -(-n // (width(executor) * each)), 1), most)
    return [slice(low, min(low + size, n)) for low in range(0, max(n, 1), size)]
