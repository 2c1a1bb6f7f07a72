"""Participants × regions → how many took part, per 1,000 inhabitants."""

from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import gammaincinv

from mintgeo._credits import credited
from mintgeo._errors import OptionError
from mintgeo._schema import GEOCODED, PARTICIPATION
from mintgeo.regions import KEY_COLUMN, assign_regions, regions, with_regions

SMALL: Final = 20
"""Rates of fewer participants are marked: their 90 % interval is wider than ± 40 % of the rate."""
FEWEST: Final = 5
"""A rate of fewer is none: the next participant would change it by a fifth or more."""
BASES: Final = (1_000, 100_000, 1_000_000)
"""Per so many people a rate is said, the first that gives no zeros."""
ELSEWHERE: Final = "außerhalb"
_CONFIDENCE: Final = 0.9


def participation(
    participants: gpd.GeoDataFrame,
    *,
    by: str = "kreis",
    layer: gpd.GeoDataFrame | None = None,
) -> pd.DataFrame:
    """Count participants per region, and per 1,000 of its inhabitants.

    Parameters
    ----------
    participants
        Geocoded participants; ``count`` people in each row.
    by
        ``land`` or ``kreis``.
    layer
        Polygons of that level with ``population``, for other people or borders than the embedded.

    Returns
    -------
    DataFrame
        One row per region in the order of the AGS: ``ags``, ``name``, ``participants``,
        ``population``, ``per_1000`` with its 90 % interval ``per_1000_low`` and ``per_1000_high``,
        and ``small`` where fewer than 20 took part. A last row ``außerhalb`` counts those who lie
        in no region or have no place; participants always add up to all.

    Raises
    ------
    OptionError
        For another ``by``.
    TableError
        If the participants were not geocoded.

    Notes
    -----
    The interval is the exact one of a Poisson count (Garwood 1936): the quantiles of χ² with 2n and
    2n + 2 degrees of freedom, halved. It says how far chance alone moves the count from year to
    year; it says nothing of wrongly placed rows.

    Examples
    --------
    >>> import pandas as pd
    >>> import mintgeo as mg
    >>> people = mg.read_participants(pd.DataFrame({"PLZ": ["20144", "24103"], "Anzahl": [40, 3]}))
    >>> rates = mg.participation(mg.geocode(people), by="land").head(2)
    >>> rates[["name", "participants", "per_1000", "small"]].round(3)
                     name  participants  per_1000  small
    0  Schleswig-Holstein             3     0.001   True
    1             Hamburg            40     0.022  False
    """
    GEOCODED.check(participants)
    if by not in ("land", "kreis"):
        raise OptionError(f"by must be land or kreis, not {by!r}.")
    shapes = regions(by) if layer is None else layer
    placed = with_regions(participants) if layer is None else assign_regions(participants, layer)
    keys = placed[KEY_COLUMN[by]].fillna(ELSEWHERE)
    people = participants["count"] if "count" in participants.columns else 1
    counts = pd.Series(people, index=participants.index).groupby(keys.to_numpy()).sum()
    table = pd.DataFrame(shapes[["ags", "name", "population"]])
    table["participants"] = table["ags"].map(counts).fillna(0).astype("int64")
    rest = int(counts.sum() - table["participants"].sum())
    if rest:
        last = {"ags": ELSEWHERE, "name": ELSEWHERE, "population": np.nan, "participants": rest}
        table = pd.concat([table, pd.DataFrame([last])], ignore_index=True)
    table = _with_rates(table)
    PARTICIPATION.check(table)
    return credited(table, participants, shapes)


def _with_rates(table: pd.DataFrame) -> pd.DataFrame:
    number = table["participants"].to_numpy(dtype=float)
    thousands = table["population"].to_numpy(dtype=float) / 1000
    low, high = poisson_interval(number)
    with np.errstate(divide="ignore", invalid="ignore"):
        rates = {
            name: np.where(thousands > 0, count / thousands, np.nan)
            for name, count in (("", number), ("_low", low), ("_high", high))
        }
    table = table.assign(**{f"per_1000{name}": rate for name, rate in rates.items()})
    return table.assign(small=(number > 0) & (number < SMALL))[
        [column.name for column in PARTICIPATION.columns]
    ]


def rate_base(participation: pd.DataFrame) -> int:
    """Per how many people rates can be read: 1,000, 100,000 or a million.

    Parameters
    ----------
    participation
        A participation table, as it is or from the public variant of a run.

    Returns
    -------
    int
        The smallest at which the rate of all regions together is 1 or more.

    Examples
    --------
    >>> rate_base(pd.DataFrame({"participants": [11, 0], "population": [2e6, 1e6]}))
    1000000
    >>> rate_base(pd.DataFrame({"participants": [900, 30], "population": [2e6, 1e6]}))
    100000
    """
    known = participation[participation["population"] > 0]
    counts = known["participants"].astype(float)
    rate = counts.sum() / max(float(known["population"][counts.notna()].sum()), 1.0)
    return next((base for base in BASES if rate * base >= 1), BASES[-1])


def readable_rates(participation: pd.DataFrame, base: int) -> pd.DataFrame:
    """Rates per so many people, with their intervals; none of fewer than five people.

    Returns
    -------
    DataFrame
        ``rate``, ``rate_low`` and ``rate_high``, in the rows of the table.
    """
    few = ~(participation["participants"].astype(float) >= FEWEST)
    rates = participation[["per_1000", "per_1000_low", "per_1000_high"]].astype(float)
    rates.columns = pd.Index(["rate", "rate_low", "rate_high"])
    return (rates * base / BASES[0]).mask(few)


def poisson_interval(
    counts: NDArray[np.float64], *, confidence: float = _CONFIDENCE
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Exact interval of the mean of a Poisson count (Garwood 1936).

    Examples
    --------
    >>> low, high = poisson_interval(np.array([0.0, 10.0]))
    >>> low.round(2).tolist(), high.round(2).tolist()
    ([0.0, 5.43], [3.0, 16.96])
    """
    tail = (1 - confidence) / 2
    low = np.where(counts > 0, gammaincinv(np.maximum(counts, 0.5), tail), 0.0)
    high = gammaincinv(counts + 1, 1 - tail)
    return low, high
