"""A reach table and its draws → shares of areas that can be compared."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from mintgeo._credits import credited
from mintgeo._errors import InputError
from mintgeo._located import Located
from mintgeo.analysis.coverage import REACHED, check_limits, only_mode, thresholds
from mintgeo.analysis.division import By, Division
from mintgeo.analysis.ranking.shares import AreaShares
from mintgeo.analysis.resolution import Resolution
from mintgeo.analysis.uncertainty import Draws
from mintgeo.germany.own_areas import ELSEWHERE


def area_shares(
    reach: pd.DataFrame | Located,
    *,
    by: By = "land",
    key: str | None = None,
    minutes: float | Sequence[float] = (15, 30),
    uncertainty: Draws,
    too_coarse: str = "refuse",
) -> AreaShares:
    """Compare areas draw by draw: which ranks, which differences, in how many areas.

    Parameters
    ----------
    reach
        A reach table of one mode.
    by, key, minutes
        As of ``coverage``.
    uncertainty
        Draws of ``uncertainty(reach, sites)``.
    too_coarse
        As of ``coverage``; an area whose share is left empty is not compared at that threshold.

    Returns
    -------
    AreaShares
        Ask it for ``ranks()``, ``pairs()`` and ``counts()``. People without a region are no area,
        nor is a region without people.

    Raises
    ------
    OptionError
        For an unknown ``by`` or a threshold that is not a positive number.
    TooCoarseError
        If the points are too coarse for such shares.
    InputError
        If no area has people, or the draws belong to another reach table.

    Examples
    --------
    >>> import pandas as pd
    >>> import mintgeo as mg
    >>> lab = mg.read_sites(pd.DataFrame({"Name": ["Labor"], "PLZ": ["17033"]}))
    >>> lab = mg.geocode(lab)
    >>> reached = mg.reach(mg.population(within="13"), lab, mg.Airline(mode="car"))
    >>> draws = mg.uncertainty(reached, lab)
    >>> areas = mg.area_shares(reached, by="kreis", minutes=30, uncertainty=draws)
    >>> ranks = areas.ranks()
    >>> ranks.loc[ranks["p_highest"] > 0.5, ["name", "rank_low", "rank_high", "p_highest"]]
                              name  rank_low  rank_high  p_highest
    2  Mecklenburgische Seenplatte         1          1        1.0
    """
    limits = thresholds(minutes)
    points = Located.of(reach, what="points of the reach table")
    mode = only_mode(points.table)
    points.check(REACHED)
    points = points.by_id
    reach = points.table
    check_limits(reach, limits, drawn=True)
    division = Division.of(by, key)
    codes, keys = pd.factorize(division.keys(points), sort=True)
    people, codes = reach["population"].to_numpy(dtype=float), np.asarray(codes, dtype=np.intp)
    total = np.bincount(codes, people, len(keys))
    asked = np.flatnonzero((total > 0) & (np.asarray(keys) != ELSEWHERE))
    if not len(asked):
        raise InputError("No area has people in this reach table; there is nothing to compare.")
    found = Resolution.of(points, codes, len(keys), limits)
    found.check(mode, limits, keys, too_coarse)
    hidden = found.hidden[:, asked]
    rows = uncertainty.rows(reach["id"])
    shares = uncertainty.shares(people, codes, len(keys), limits, rows=rows)
    shares = np.minimum(shares[:, :, asked], 1)
    ags, named = np.asarray(keys[asked], dtype=str), division.names()
    return AreaShares(
        level=division.level, ags=ags,
        names=np.array([str(named.get(key, key)) for key in ags]),
        mode=mode, minutes=tuple(limits), shares=shares,
        estimate=np.where(hidden, np.nan, np.median(shares, axis=1)),
        attributions=tuple(credited(pd.DataFrame(), reach, division.layer).attrs["attributions"]),
        division=division,
    )  # fmt: skip
