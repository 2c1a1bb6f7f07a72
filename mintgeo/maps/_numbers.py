"""Whole numbers in few letters, as ``numbersOf`` of the pages reads them."""

import base64
from typing import Any

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]


def packed_steps(rows: Any) -> str:
    """Rows of whole numbers as steps from one to the next, as ``sumsOf`` of the pages reads them.

    Examples
    --------
    >>> base64.b64decode(packed_steps([[5, -1], [6, -3]])).hex(" ")
    '0a 01 02 03'
    """
    return packed_numbers(steps(rows))


def steps(rows: Any) -> Whole:
    """Steps from one row of whole numbers to the next, row by row; those below 0 are odd.

    Examples
    --------
    >>> steps([[5, -1], [6, -3]])
    array([10,  1,  2,  3])
    """
    whole: Whole = np.asarray(rows, dtype=np.int64)
    found: Whole = np.diff(whole, axis=0, prepend=np.zeros_like(whole[:1])).ravel()
    return np.where(found < 0, -2 * found - 1, 2 * found)


def packed_numbers(numbers: Any) -> str:
    """Whole numbers from 0 on as base64: seven bits a byte, the lowest first.

    Examples
    --------
    >>> base64.b64decode(packed_numbers([1, 300])).hex(" ")
    '01 ac 02'
    """
    rest: Whole = np.asarray(numbers, dtype=np.int64)
    width = np.ones(len(rest), dtype=np.intp)
    for bits in range(7, 63, 7):
        width += rest >= (1 << bits)
    start = np.cumsum(width) - width
    found = np.zeros(int(width.sum()), dtype=np.uint8)
    for byte in range(int(width.max(initial=0))):
        there = width > byte
        more = np.where(width[there] > byte + 1, 128, 0)
        found[start[there] + byte] = ((rest[there] >> (7 * byte)) & 127) + more
    return base64.b64encode(found.tobytes()).decode("ascii")
