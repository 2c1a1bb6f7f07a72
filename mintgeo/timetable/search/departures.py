"""What many departures come to: the middle, the quick and the slow ones, and how many connect."""

from dataclasses import dataclass
from math import ceil
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mintgeo.timetable.search.departing import Found

Floats = NDArray[np.float32]


@dataclass(frozen=True, kw_only=True, eq=False)
class Spread:
    """Times over all departures, in the shape of what was found without its first axis.

    A departure without a connection counts as endless: the median is known where at least half of
    all departures connect, and then half of them take no longer.

    Attributes
    ----------
    median, p10, p90
        Minutes that half, one in ten, nine in ten departures do not exceed: ``float32``; infinite
        where fewer connect.
    share
        Departures with a connection / all: ``float32``.
    connections
        How many different arrivals there are: ``int32``.
    """

    median: Floats
    p10: Floats
    p90: Floats
    share: Floats
    connections: NDArray[np.int32]


def spread(found: Found) -> Spread:
    """Sum up what was found over its departures."""
    minutes = np.sort(np.moveaxis(found.minutes, 0, -1), axis=-1)
    n = minutes.shape[-1]
    middle, quick, slow = (minutes[..., ceil(q * n) - 1] for q in (0.5, 0.1, 0.9))
    share = np.isfinite(minutes).mean(axis=-1, dtype=np.float32)
    return Spread(
        median=middle, p10=quick, p90=slow, share=share, connections=connections(found.arrive)
    )


def connections(arrive: Any) -> NDArray[np.int32]:
    """How many different arrivals there are over the departures, which come in their order."""
    there = arrive >= 0
    new = there.copy()
    new[1:] &= arrive[1:] != arrive[:-1]
    n: NDArray[np.int32] = new.sum(axis=0, dtype=np.int32)
    return n
