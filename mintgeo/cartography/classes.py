"""In which class an area is drawn, and whether its span lets another one be as likely.

Maps, figures and layers all follow this: the class is that of the middle of the span; where the
span reaches over more than one border of classes, the area is hatched.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mintgeo.language import N_

MOST_BORDERS: Final = 1
"""A span that reaches over more borders than that tells no class."""
DOUBT: Final = N_("schraffiert: Die Spanne reicht über mehr als eine Klassengrenze")


@dataclass(frozen=True, kw_only=True, eq=False)
class Classes:
    """Classes of some areas.

    Attributes
    ----------
    position
        Class of every area, from 0; −1 where nothing is known.
    doubtful
        Where the span reaches over more than one border.
    """

    position: NDArray[np.intp]
    doubtful: NDArray[np.bool_]


def middles(table: pd.DataFrame, value: str) -> NDArray[np.float64]:
    """Middle of every span, or the value itself where there is no span.

    Parameters
    ----------
    table
        With a column ``value`` and, where there are intervals, ``value_low`` and ``value_high``.
    value
        ``share`` or ``change``.
    """
    own = table[value].to_numpy(dtype=float)
    if f"{value}_low" not in table:
        return own
    middle = (table[f"{value}_low"] + table[f"{value}_high"]).to_numpy(dtype=float) / 2
    return np.where(np.isfinite(middle), middle, own)


def classes(table: pd.DataFrame, value: str, borders: Sequence[float]) -> Classes:
    """Put areas into classes.

    Parameters
    ----------
    table, value
        As of ``middles``.
    borders
        Where one class ends and the next begins, ascending; the border belongs to the upper one.

    Examples
    --------
    >>> table = pd.DataFrame({"share": [0.9, 0.6], "share_low": [0.5, 0.58]})
    >>> table["share_high"] = [1, 0.7]
    >>> found = classes(table, "share", [0.2, 0.4, 0.6, 0.8])
    >>> found.position.tolist(), found.doubtful.tolist()
    ([3, 3], [True, False])
    """
    middle = middles(table, value)
    position = np.searchsorted(borders, middle, side="right").astype(np.intp)
    position[~np.isfinite(middle)] = -1
    doubtful = np.zeros(len(table), dtype=bool)
    if f"{value}_low" in table:
        low, high = (table[f"{value}_{end}"].to_numpy(dtype=float) for end in ("low", "high"))
        crossed = np.searchsorted(borders, high, "right") - np.searchsorted(borders, low, "right")
        doubtful = (crossed > MOST_BORDERS) & np.isfinite(low) & np.isfinite(high)
    return Classes(position=position, doubtful=doubtful)
