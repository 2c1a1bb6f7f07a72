"""Reach → shares and times per region, with intervals."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mintgeo._credits import credited
from mintgeo._errors import InputError, OptionError
from mintgeo._located import AnyTable, Located
from mintgeo._schema import COVERAGE, REACH
from mintgeo._schema.rows import plays
from mintgeo.analysis.division import By, Division
from mintgeo.analysis.levels import Level, Measured
from mintgeo.analysis.uncertainty import Draws
from mintgeo.analysis.uncertainty.chance import Small
from mintgeo.analysis.uncertainty.draws import bounds
from mintgeo.language import SAYS_NOTHING

REACHED: Final = REACH.asking(
    "id", "population", "mode", "travel_min", "distance_m", "second_min", "status",
)  # fmt: skip
"""Columns of a reach table that shares and times are made of."""
MEASURES: Final = (
    "covered", "share", "share_low", "share_high", "p10_min", "median_min", "p90_min",
    "median_point_min", "second_median_min", "median_m",
)  # fmt: skip
"""What points too coarse for a threshold do not tell of an area."""


def coverage(
    reach: pd.DataFrame | Located,
    *,
    by: By = "land",
    key: str | None = None,
    minutes: float | Sequence[float] = (15, 30),
    sites: AnyTable | None = None,
    uncertainty: Draws | None = None,
    too_coarse: str = "refuse",
    geometry: bool = False,
) -> pd.DataFrame:
    """Share of people who can reach an offer, and their times, per region.

    Parameters
    ----------
    reach
        A reach table of one mode.
    by
        ``country`` (one row for all), ``land``, ``kreis``, ``gemeinde``, ``area_type`` (degree of
        urbanisation), or a layer of polygons in any CRS, such as the districts of a town; a point
        up to 3 km outside of it counts for the nearest.
    key
        Column of the layer that holds the keys of its areas, the ``ags`` of the table; by default
        ``ags`` if there is one, or else the index. Names come from its column of names, if it has
        one (see ``mintgeo.germany.own_areas.own_areas``).
    minutes
        Thresholds; a time of exactly the threshold counts as reached.
    sites
        Geocoded sites: if given, offers in each region are counted too. An offer belongs where the
        nearest demand point does, or to the polygon it lies in; Land and Kreis that
        ``assign_regions`` has found already are not looked for again.
    uncertainty
        Draws of ``uncertainty(reach, sites)``: if given, every share has an interval.
    too_coarse
        Areas whose points are too coarse for the threshold have no share, no times and no way: the
        extent of points alone would put one of twenty such shares over 10 points off (see
        ``mintgeo.resolution``). If that leaves most areas of a threshold empty, the table is
        refused; with ``blank`` all areas of this threshold are empty.
    geometry
        Give every row the shape of its area, to plot or to save: borders as of ``regions``, or the
        polygons of the layer. Embedded Gemeinden are points.

    Returns
    -------
    DataFrame
        A GeoDataFrame (EPSG:4326) with ``geometry``.
        A coverage table: one row per region and threshold, regions in the order of their AGS; with
        P people at the points of a region, t minutes to the nearest and s to the second nearest:

        - ``covered`` = Σ P [t ≤ minutes], and ``share`` = ``covered`` / Σ P; with draws the share
          is the median of what they say, and ``share_low``, ``share_high`` hold their middle 90 %:
          true times scatter around the estimated, and more people live just beyond a threshold
          than just within it, so the share at the estimated times is no middle;
        - ``determined``: whether they are near enough to each other to say something (at most 0.9);
        - ``p10_min``, ``median_min``, ``p90_min``: smallest time that 10, 50, 90 % of the people
          do not exceed; ``median_m`` the same of the way, ``second_median_min`` of s;
        - ``median_point_min``: the median over the points of the table, every point counting once.
          On a grid that is the median of the cells, as the Erreichbarkeitsmodell of the
          Thünen-Institut has it per Kreis; embedded points are no grid: theirs is half a
          minute to 2.5 minutes off in most Kreise, up to 10 (by car, ``tools/measure_coarse.py``);
        - ``offers_per_10k`` = offers in the region / Σ P · 10,000.

        Quantiles are NaN where too many people reach nothing within the limit of ``reach``. People
        without a region stand under ``außerhalb``.

    Raises
    ------
    OptionError
        For an unknown ``by`` or ``too_coarse``, or a threshold that is not a positive number.
    TooCoarseError
        If the points are too coarse for the areas and thresholds asked for.
    InputError
        If the reach table holds more than one mode, no row, or no region of the level asked for, or
        the draws belong to another reach table.

    Examples
    --------
    >>> import pandas as pd
    >>> import mintgeo as mg
    >>> lab = mg.read_sites(pd.DataFrame({"Name": ["Labor"], "PLZ": ["17033"]}))
    >>> lab = mg.geocode(lab)
    >>> reached = mg.reach(mg.population(within="13071"), lab, mg.Airline(mode="car"))
    >>> shares = mg.coverage(reached, by="kreis", minutes=(15, 30))
    >>> shares[["name", "minutes", "share", "median_min"]].round(3)
                              name  minutes  share  median_min
    0  Mecklenburgische Seenplatte     15.0  0.271      34.226
    1  Mecklenburgische Seenplatte     30.0  0.398      34.226
    >>> draws = mg.uncertainty(reached, lab)
    >>> shares = mg.coverage(reached, by="kreis", minutes=30, uncertainty=draws)
    >>> shares[["share_low", "share", "share_high"]].round(2)
       share_low  share  share_high
    0       0.29    0.4        0.56
    """
    found = coverages(
        reach, {"": Division.of(by, key)}, minutes=minutes, sites=sites, uncertainty=uncertainty,
        too_coarse=too_coarse,
    )[""]  # fmt: skip
    return Division.of(by, key).drawn(found) if geometry else found


def coverages(
    reach: pd.DataFrame | Located,
    levels: Mapping[str, By],
    *,
    minutes: float | Sequence[float],
    sites: AnyTable | None = None,
    uncertainty: Draws | None = None,
    too_coarse: str = "refuse",
) -> dict[str, pd.DataFrame]:
    """Make coverage tables of several levels: what they have in common is found once.

    Parameters
    ----------
    levels
        What ``by`` of ``coverage`` takes, under names of one's own.

    Returns
    -------
    dict
        Name → the table that ``coverage`` gives.
    """
    limits = thresholds(minutes)
    people = Located.of(reach, what="points of the reach table")
    offers = None if sites is None else Located.of(sites, what="sites")
    mode = only_mode(people.table)
    people.check(REACHED)
    people = people.by_id
    reach = people.table
    check_limits(reach, limits, drawn=uncertainty is not None)
    placed = None if offers is None else _offers(offers)
    asked = {name: Level.of(people, Division.of(by), limits) for name, by in levels.items()}
    for level in asked.values():
        level.found.check(mode, limits, level.names, too_coarse)
    measured = Measured.of(reach)
    spans = _spans(reach, uncertainty, list(asked.values()), limits)
    out = {}
    for (name, level), spanned in zip(asked.items(), spans, strict=True):
        table = measured.table(level, limits, spanned)
        table = blanked(table, level.found.hidden.T.ravel(), MEASURES)
        table["ags"] = pd.Series(np.repeat(level.names, len(limits)), dtype="str")
        named = level.division.names()
        table["name"] = table["ags"].map(named).fillna(table["ags"]).astype("str")
        table["mode"] = pd.Series(mode, index=table.index, dtype="str")
        if placed is not None:
            counts = level.division.offers(placed, people, level.keys)
            table["offers"] = table["ags"].map(counts).fillna(0).astype(int)
            table["offers_per_10k"] = table["offers"] / table["population"] * 10_000
        table = table[[column.name for column in COVERAGE.columns if column.name in table]]
        COVERAGE.check(table)
        named_too = None if offers is None else offers.table
        out[name] = credited(table, reach, named_too, level.division.layer)
    return out


def _spans(
    reach: pd.DataFrame, draws: Draws | None, levels: Sequence[Level], limits: list[float]
) -> list[dict[str, Any]]:
    """Median and bounds of every share of each level, all of the same draws."""
    if draws is None:
        return [{} for _ in levels]
    people, rows = reach["population"].to_numpy(dtype=float), draws.rows(reach["id"])
    groups = [(one.codes, len(one.names)) for one in levels]
    return [
        {"share": share, "share_low": low, "share_high": high,
         "determined": high - low <= SAYS_NOTHING}
        for low, share, high in map(bounds, draws.divided(people, groups, limits, rows=rows))
    ]  # fmt: skip


def width(reach: Located, *, by: By, minutes: float, draws: Draws, under: Small | None) -> float:
    """Median width of the spans of areas that have a share, in draws under some estimate."""
    people = reach.by_id
    level = Level.of(people, Division.of(by), [minutes])
    counts, rows = people.table["population"].to_numpy(dtype=float), draws.rows(people.table["id"])
    low, _, high = draws.spans(
        counts, level.codes, len(level.names), [minutes], rows=rows, under=under
    )
    return float(pd.Series((high - low)[0]).mask(level.found.hidden[0]).median())


def blanked(table: pd.DataFrame, hidden: NDArray[np.bool_], columns: Sequence[str]) -> pd.DataFrame:
    """The table with nothing in some columns of some rows."""
    there = [name for name in columns if name in table]
    out = table.copy()
    out[there] = out[there].mask(np.repeat(hidden[:, None], len(there), axis=1))
    if "determined" in out:
        out["determined"] = out["determined"] & ~hidden
    return out


def thresholds(minutes: float | Sequence[float]) -> list[float]:
    """Thresholds as a list, refused if one is not positive, or comes twice."""
    limits = [float(m) for m in np.atleast_1d(np.asarray(minutes, dtype=float))]
    if not limits or not all(m > 0 for m in limits):
        raise OptionError("minutes must be positive numbers, not {minutes!r}.", minutes=minutes)
    if len(set(limits)) < len(limits):
        raise OptionError("minutes must be different ones: {minutes!r}.", minutes=minutes)
    return limits


def check_limits(reach: pd.DataFrame, limits: list[float], *, drawn: bool) -> None:
    """Refuse thresholds that are longer than what was looked for.

    Without draws a longer one may stand if no point over the limit could be within it.

    Raises
    ------
    OptionError
        With the longest time of the table, and the one needed.
    """
    if not {"max_min", "least_min"} <= set(reach.columns) or reach.empty:
        return
    looked, asked = float(reach["max_min"].min()), max(limits)
    over = (reach["status"] == "over_limit") & ~(reach["least_min"] > asked)
    if asked > looked and (drawn or over.any()):
        raise OptionError(
            "The reach table looked for at most {looked:g} minutes; a threshold of {asked:g} "
            "needs reach(..., max_min={asked:g}) or more.",
            looked=looked, asked=asked,
        )  # fmt: skip


def ordered(table: gpd.GeoDataFrame, by: list[str], ascending: list[bool]) -> gpd.GeoDataFrame:
    """Rows in the order of some columns, also where the index has the name of one."""
    plain = pd.DataFrame(table).reset_index(drop=True)[by]
    return gpd.GeoDataFrame(table.iloc[plain.sort_values(by, ascending=ascending).index])


def only_mode(reach: pd.DataFrame) -> str:
    """Mode of a reach table, refused if it is none, or there is more than one."""
    column = reach.get("mode") if isinstance(reach, pd.DataFrame) else None
    if not isinstance(column, pd.Series):
        REACHED.check(reach)
    modes = list(reach["mode"].unique())
    if len(modes) != 1:
        raise InputError("This needs the reach table of one mode, not of {modes}.", modes=modes)
    return str(modes[0])


def _offers(sites: Located) -> Located:
    """Offers that have a place."""
    placed = sites.rows(sites.points.placed)
    if "role" not in placed.table.columns:
        return placed
    return placed.rows(plays(placed.table, "offer").to_numpy())
