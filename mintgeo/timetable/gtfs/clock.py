"""Clock times of a feed ↔ seconds of its day of service."""

from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

NONE: Final = -1
"""No time is given."""
BAD: Final = -2
"""What stands there is no time."""
_ZERO, _COLON = ord("0"), ord(":")
_LENGTHS: Final = (7, 8, 9)
"""Letters of H:MM:SS, HH:MM:SS and HHH:MM:SS."""
_MOST_H: Final = 240
"""Ten days: no vehicle is longer on its way."""


def seconds_of(texts: pa.Array) -> NDArray[np.int32]:
    """Read clock times as ``8:05:00``, ``08:05:00`` or ``26:10:30``, spaces around them allowed.

    Parameters
    ----------
    texts
        Texts without missing ones.

    Returns
    -------
    ndarray of int32
        Seconds; -1 where the text is blank, -2 where it is no clock time.
    """
    data, starts, ends = _trimmed(texts)
    lengths = ends - starts
    out = np.full(len(starts), BAD, dtype=np.int32)
    out[lengths == 0] = NONE
    for length in _LENGTHS:
        rows = np.flatnonzero(lengths == length)
        if len(rows):
            out[rows] = _of_length(data, starts[rows], length)
    return out


def _of_length(
    data: NDArray[np.uint8], starts: NDArray[np.int64], length: int
) -> NDArray[np.int32]:
    hours_n = length - 6
    digits = [data[starts + at] for at in range(length)]
    colons = (digits[hours_n] == _COLON) & (digits[hours_n + 3] == _COLON)
    places = [*range(hours_n), hours_n + 1, hours_n + 2, hours_n + 4, hours_n + 5]
    numbers = [digits[at].astype(np.int32) - _ZERO for at in places]
    right = colons & np.logical_and.reduce([(one >= 0) & (one <= 9) for one in numbers])  # noqa: PLR2004
    hours = np.zeros(len(starts), dtype=np.int32)
    for one in numbers[:hours_n]:
        hours = hours * 10 + one
    minutes = numbers[-4] * 10 + numbers[-3]
    seconds = numbers[-2] * 10 + numbers[-1]
    right &= (minutes < 60) & (seconds < 60) & (hours < _MOST_H)  # noqa: PLR2004
    return np.where(right, hours * 3600 + minutes * 60 + seconds, BAD).astype(np.int32)


def _trimmed(
    texts: pa.Array,
) -> tuple[NDArray[np.uint8], NDArray[np.int64], NDArray[np.int64]]:
    """Bytes of all texts, and where each begins and ends without spaces."""
    plain = pc.utf8_trim_whitespace(texts)
    _, offsets, content = plain.buffers()
    at = np.frombuffer(offsets, dtype=np.int32)[plain.offset : plain.offset + len(plain) + 1]
    data = np.frombuffer(content or b"", dtype=np.uint8)
    return data, at[:-1].astype(np.int64), at[1:].astype(np.int64)


def clock(seconds: int) -> str:
    """Write seconds of a day as a clock shows them, past midnight beginning anew.

    Examples
    --------
    >>> clock(15 * 3600 + 12 * 60), clock(86_400 + 600)
    ('15:12', '00:10')
    """
    minutes = seconds // 60
    return f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"
