"""How many people of an area are surely beyond the threshold."""

from typing import Final

import numpy as np
import pandas as pd

from mintgeo._quantiles import Ints
from mintgeo.analysis.uncertainty import Draws

HALF: Final = 0.5
"""An area is established if at least this part of its people is beyond in 95 of 100 draws."""


def people_spans(
    reach: pd.DataFrame, draws: Draws, codes: Ints, areas: int, minutes: float
) -> pd.DataFrame:
    """Bounds of the people beyond the threshold: the middle 90 % of the draws.

    Parameters
    ----------
    reach, draws
        Of the same points.
    codes
        Area of every point, or ``areas`` where it belongs to none.
    areas
        How many there are.
    minutes
        The threshold.

    Returns
    -------
    DataFrame
        ``population_low`` and ``population_high``, a row per area.
    """
    people = reach["population"].to_numpy(dtype=float)
    rows = draws.rows(reach["id"])
    bounds = draws.intervals(people, codes, areas + 1, [minutes], rows=rows)
    low, high = (side[0] for side in bounds)
    total = np.bincount(codes, people, areas + 1)
    table = {"population_low": total * (1 - high), "population_high": total * (1 - low)}
    return pd.DataFrame(table).iloc[:areas]


def with_spans(table: pd.DataFrame, spans: pd.DataFrame) -> pd.DataFrame:
    """Areas with their bounds, which hold the estimate, and whether they are established."""
    people = table["population"]
    low = np.minimum(spans["population_low"].to_numpy(), people)
    high = np.maximum(spans["population_high"].to_numpy(), people)
    return table.assign(population_low=low, population_high=high, established=low >= HALF * people)
