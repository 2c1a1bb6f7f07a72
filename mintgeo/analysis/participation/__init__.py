"""Participants × regions → how many took part, per 1,000 people, and how far chance moves it."""

from collections.abc import Callable
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd

from mintgeo._credits import credited
from mintgeo._errors import OptionError
from mintgeo._schema import GEOCODED, PARTICIPATION, received
from mintgeo._schema.rows import people_in
from mintgeo.analysis.division import LAYER, By, Division
from mintgeo.analysis.participation.clusters import Clusters
from mintgeo.analysis.participation.people import inhabitants
from mintgeo.analysis.participation.rates import (
    BASES,
    FEWEST,
    dispersion_of,
    rate_base,
    rate_words,
    readable_rates,
    who_counts,
)
from mintgeo.analysis.participation.smooth import smoothed_rates
from mintgeo.analysis.participation.spans import Floats, poisson_interval, prediction_interval
from mintgeo.germany.own_areas import ELSEWHERE
from mintgeo.germany.regions import (
    KEY_COLUMN,
    assign_regions,
    nearest_region,
    regions,
    with_regions,
)

__all__ = [
    "BASES", "ELSEWHERE", "FEWEST", "SMALL", "dispersion_of", "participation", "poisson_interval",
    "prediction_interval", "rate_base", "rate_words", "readable_rates",
    "smoothed_rates", "who_counts",
]  # fmt: skip

SMALL: Final = 20
"""Rates of fewer participants are marked: their 90 % interval is wider than ± 40 % of the rate."""


def participation(
    participants: gpd.GeoDataFrame,
    *,
    by: By = "kreis",
    key: str | None = None,
    layer: gpd.GeoDataFrame | None = None,
    people: gpd.GeoDataFrame | None = None,
    groups: str | None = None,
    years: str | None = None,
    dispersion: float | None = None,
    geometry: bool = False,
) -> pd.DataFrame:
    """Count participants per region, and per 1,000 of those who live there.

    Parameters
    ----------
    participants
        Geocoded participants; ``count`` people in each row.
    by
        ``land`` or ``kreis``, or a layer of polygons, such as the districts of a town. Who lives
        there stands in its column ``population``, or is counted with ``people``; without either
        there are counts and no rates.
    key, geometry
        As of ``coverage``.
    layer
        Polygons of that level with ``population``, for other people or borders than the embedded.
    people
        Of whom the rates are, instead of all inhabitants: a demand table of whole regions, such as
        the children of an official grid (``population(grid, under=16)``). A region of which it
        holds less than four fifths has no rate.
    groups
        Column that names the group in which people came, such as ``"Klasse"``; a group is counted
        in every region for itself. Without it the people of one row are a group.
    years
        Column of the year, if the list is of several: ``next_low`` and ``next_high`` are for one,
        and without ``groups`` the counts of the years tell how much chance moves them.
    dispersion
        Variance of a count over its mean, if you know it; 1 if everybody comes alone.

    Returns
    -------
    DataFrame
        One row per region in the order of the AGS: ``ags``, ``name``, ``participants``,
        ``population``, ``per_1000`` with the 90 % interval of its mean ``per_1000_low`` and
        ``per_1000_high``, and ``small`` where fewer than 20 took part. ``smoothed_per_1000`` is the
        rate for maps, drawn towards that of all where it tells little. In 9 of 10 cases the next
        year's count lies from ``next_low`` to ``next_high``, if nothing changes but chance.
        ``dispersion``, and ``dispersion_of`` what it is known from (``told``, ``groups``,
        ``years``, ``rows``); ``under``, the age of the children where the rates are of children. A
        last row ``außerhalb`` counts those who lie in no region or have no place; participants
        always add up to all.

    Raises
    ------
    OptionError
        For another ``by``, a ``layer`` beside one, or a ``dispersion`` below 1.
    TableError
        If the participants were not geocoded.
    InputError
        If there is no column of ``groups`` or ``years``, or ``people`` live in other regions.

    Notes
    -----
    The interval of the mean is the exact one of a Poisson number of groups (Garwood 1936), scaled
    by the dispersion; the other one is the prediction interval of Krishnamoorthy and Peng (2011).
    Rates for maps are the empirical Bayes estimates of Marshall (1991). None of them knows of
    wrongly placed rows.

    Examples
    --------
    >>> import pandas as pd
    >>> import mintgeo as mg
    >>> people = mg.read_participants(pd.DataFrame({"PLZ": ["20144", "24103"] * 30}))
    >>> rates = mg.participation(mg.geocode(people), by="land").head(2)
    >>> rates[["name", "participants", "per_1000", "next_low", "next_high"]].round(3)
                     name  participants  per_1000  next_low  next_high
    0  Schleswig-Holstein            30     0.010        19         44
    1             Hamburg            30     0.016        19         44
    """
    participants = received(participants, GEOCODED)
    division = Division.of(by, key, levels=("land", "kreis"))
    clusters = Clusters(groups=groups, years=years, dispersion=dispersion)
    clusters.check(participants)
    shapes, region = _regions(division, layer)
    keys = region(participants).fillna(ELSEWHERE)
    counts = people_in(participants)
    size, under = inhabitants(shapes, people, region)
    table = _counted(shapes.assign(population=size), counts.groupby(keys.to_numpy()).sum())
    found = clusters.measured(participants, counts.to_numpy(dtype=float), keys)
    table = _with_spans(table, found.of(table["ags"]), periods=clusters.periods(participants))
    table = table.assign(
        dispersion_of=pd.Series(found.basis, table.index, dtype="str"),
        under=pd.Series(under, table.index, dtype="Int64"),
    )[[column.name for column in PARTICIPATION.columns]]
    PARTICIPATION.check(table)
    table = credited(table, participants, shapes, people)
    return Division(LAYER, shapes).drawn(table) if geometry else table


def _regions(
    division: Division, layer: gpd.GeoDataFrame | None
) -> tuple[gpd.GeoDataFrame, Callable[[gpd.GeoDataFrame], pd.Series]]:
    """The regions, and what says which of them points lie in."""
    if division.layer is not None:
        own = division.layer
        if layer is not None:
            raise OptionError("by is a layer already; another one can't say its people.")
        return own, lambda points: nearest_region(points, own)[0]
    column = KEY_COLUMN[division.level]
    if layer is None:
        return regions(division.level), lambda points: with_regions(points)[column]
    return layer, lambda points: assign_regions(points, layer)[column]


def _counted(shapes: gpd.GeoDataFrame, counts: pd.Series) -> pd.DataFrame:
    table = pd.DataFrame(shapes[["ags", "name", "population"]])
    table["participants"] = table["ags"].map(counts).fillna(0).astype("int64")
    rest = int(counts.sum() - table["participants"].sum())
    if rest:
        last = {"ags": ELSEWHERE, "name": ELSEWHERE, "population": np.nan, "participants": rest}
        table = pd.concat([table, pd.DataFrame([last])], ignore_index=True)
    return table


def _with_spans(table: pd.DataFrame, dispersion: Floats, *, periods: int) -> pd.DataFrame:
    number = table["participants"].to_numpy(dtype=float)
    people = table["population"].to_numpy(dtype=float)
    low, high = poisson_interval(number, dispersion=dispersion)
    smooth = smoothed_rates(number, people, dispersion=dispersion)
    with np.errstate(divide="ignore", invalid="ignore"):
        rates = {
            f"per_1000{name}": np.where(people > 0, 1000 * count / people, np.nan)
            for name, count in (("", number), ("_low", low), ("_high", high))
        }
    first, last = prediction_interval(number, dispersion=dispersion, periods=periods)
    return table.assign(
        **rates, small=(number > 0) & (number < SMALL),
        smoothed_per_1000=1000 * smooth, next_low=first, next_high=last, dispersion=dispersion,
    )  # fmt: skip
