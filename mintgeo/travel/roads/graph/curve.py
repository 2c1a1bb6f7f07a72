"""An order of places along a curve that fills the plane: what is near stands near in memory."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from mintgeo.travel.roads.graph.segments import Ints

_BITS: Final = 16
_SPREAD: Final = ((8, 0x00FF00FF), (4, 0x0F0F0F0F), (2, 0x33333333), (1, 0x55555555))
"""How far the halves of a number are moved apart, and which bits stay, until all are alone."""


def curve_keys(x: Ints, y: Ints) -> NDArray[np.uint32]:
    """Position of every place along Morton's curve over the box that holds them all.

    Parameters
    ----------
    x, y
        Coordinates of places, in any whole unit.
    """
    return _apart(_scaled(x)) | (_apart(_scaled(y)) << np.uint32(1))


def along_curve(x: Ints, y: Ints) -> NDArray[np.int32]:
    """Numbers of the places in the order of the curve; of one spot in their own order."""
    keys = curve_keys(x, y).astype(np.uint64) << np.uint64(32)
    return np.sort(keys | np.arange(len(keys), dtype=np.uint64)).astype(np.uint32).view(np.int32)


def _scaled(values: Ints) -> NDArray[np.uint32]:
    """Values as whole numbers from 0 up to what the bits hold."""
    if not len(values):
        return np.empty(0, dtype=np.uint32)
    low = int(values.min())
    unit = max((int(values.max()) - low) / ((1 << _BITS) - 1), 1.0)
    return ((values.astype(np.float64) - low) / unit).astype(np.uint32)


def _apart(numbers: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """A zero before every bit."""
    for shift, kept in _SPREAD:
        numbers = (numbers | (numbers << np.uint32(shift))) & np.uint32(kept)
    return numbers
