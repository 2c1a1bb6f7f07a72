"""Reach → named, ranked areas beyond the threshold."""

from collections.abc import Sequence

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mintgeo._credits import credited
from mintgeo._crs import WGS84
from mintgeo._errors import InputError, OptionError
from mintgeo._located import AnyTable, Located
from mintgeo._points import as_points
from mintgeo._quantiles import Floats, Ints
from mintgeo._schema import AREA_TYPES, GAPS, REACH
from mintgeo.analysis.gaps.areas import AreaRules, split
from mintgeo.analysis.gaps.content import middle_rows, missing_kinds, partners
from mintgeo.analysis.gaps.describe import describe, named_places
from mintgeo.analysis.gaps.doubt import people_spans, with_spans
from mintgeo.analysis.gaps.shapes import joined, outlines
from mintgeo.analysis.resolution import check_places
from mintgeo.analysis.uncertainty import Draws
from mintgeo.travel.protocol import Router


def gaps(
    reach: AnyTable,
    *,
    minutes: float = 30,
    area_types: Sequence[str] | None = ("rural",),
    sites: AnyTable | None = None,
    router: Router | None = None,
    rules: AreaRules | None = None,
    uncertainty: Draws | None = None,
    too_coarse: str = "refuse",
    progress: bool = True,
) -> gpd.GeoDataFrame:
    """Find the areas whose people don't reach an offer within the threshold.

    Parameters
    ----------
    reach
        A reach table. Points without a place are left out.
    minutes
        Threshold; a time of exactly the threshold is reached, so it is no gap.
    area_types
        Which points count: of ``city``, ``town``, ``rural``; None takes all.
    sites
        Geocoded sites: if given, potential partners in every area are named, those included in a
        town beyond the threshold beside it that is not counted itself.
    router
        If given with ``sites``, the kinds of offers that an area misses are named: those of whose
        sites none is within twice the threshold of its middle (of its people).
    rules
        Distances that make an area, and how many people at least, see ``AreaRules``.
    uncertainty
        Draws of ``uncertainty(reach, sites)``: if given, the people of every area have an interval.
    too_coarse
        Points too coarse to say which places are beyond the threshold (most people live farther
        from theirs than 7.5 % of that way) are refused; with ``blank`` there are no areas then.
    progress
        Show a progress bar, if the output is a terminal or notebook.

    Returns
    -------
    GeoDataFrame
        A gaps table with polygons in EPSG:4326: what is nearer to the points of an area than to
        any other point, up to half of ``link_m`` from them: land of those who are counted, so a
        town beyond the threshold is a hole in a rural area. An area has the name of the Gemeinden
        where most of these live.

        Ranked by ``score`` = Σ P · min(t − minutes, 60) / 60: the hours beyond the threshold that
        all people P together need for one way, at most one each (an offer out of reach counts as
        one). ``extra_min`` is NaN where half of the people reach nothing at all, ``extra_max_min``
        where anyone does. ``children`` are known if the demand has a column ``children_u…``.

        With draws, ``population_low`` and ``population_high`` hold the middle 90 % of how many live
        beyond the threshold at the points of an area and at those that would be their neighbours;
        ``established`` is false where the lower one is less than half of ``population``.

        ``attrs["left_out"]`` says how many ``areas`` of too few people there are, and their
        ``people``.

    Raises
    ------
    OptionError
        If ``minutes`` is not a positive number or ``area_types`` are unknown.
    InputError
        If the reach table does not know the ``area_type`` of any point, though it is asked for.
    TooCoarseError
        If the points are too coarse for the threshold.

    Examples
    --------
    >>> import pandas as pd
    >>> import mintgeo as mg
    >>> lab = mg.read_sites(pd.DataFrame({"Name": ["Labor"], "PLZ": ["17033"]}))
    >>> lab = mg.geocode(lab)
    >>> reached = mg.reach(mg.population(within="13071"), lab, mg.Airline(mode="car"))
    >>> mg.gaps(reached, minutes=30)[["rank", "name", "population", "score"]].head(3).round()
       rank                         name  population   score
    0     1  Raum Röbel/Müritz – Rechlin     17855.0  7802.0
    1     2       Raum Dargun – Neukalen     29860.0  6220.0
    2     3   Raum Roggentin – Wesenberg      9810.0  2633.0
    """
    points = Located.of(reach)
    REACH.asking(
        "id", "geometry", "population", "mode", "travel_min", "status", "ags_kreis", "place"
    ).check(points.table)
    reach = as_points(gpd.GeoDataFrame(points.table), what="points of the reach table")
    counts = _asked_for(reach, minutes, area_types)
    rules = rules or AreaRules()
    if check_places(reach, minutes, too_coarse):
        return _about(credited(_empty(), reach), {"areas": 0, "people": 0.0})
    there, xy = points.points.placed, points.points.xy
    known, counts = reach.iloc[there], counts[there]
    far = ~(known["travel_min"] <= minutes).to_numpy() & (known["population"] > 0).to_numpy()
    rows = np.flatnonzero(counts & far)
    labels, places, small = _large(known.iloc[rows], xy[rows], rules)
    rows, labels = rows[labels >= 0], labels[labels >= 0]
    if not len(rows):
        return _about(credited(_empty(), reach), small)
    beyond = known.iloc[rows]
    table = describe(beyond, labels, minutes)
    table["places"] = named_places(beyond, labels, places)
    table["name"] = "Raum " + table["places"]
    table["counted"] = "; ".join(area_types or AREA_TYPES)
    if uncertainty is not None:
        near = np.flatnonzero(counts & ~far)
        codes = np.full(len(reach), len(table), dtype=np.intp)
        own = joined(xy, labels, rows, near, reach_m=rules.link_m)
        codes[there] = np.where(own < 0, len(table), own)
        spans = people_spans(reach, uncertainty, codes, len(table), minutes)
        table = with_spans(table, spans)
    reach_m = rules.link_m / 2
    others = np.delete(xy, rows, axis=0)
    shapes = outlines(xy[rows], labels, others, reach_m=reach_m, progress=progress)
    areas = gpd.GeoDataFrame(table, geometry=shapes)
    if sites is not None:
        around = joined(xy, labels, rows, np.flatnonzero(far & ~counts), reach_m=rules.link_m)
        known_sites = Located.of(sites)
        areas = partners(areas, known_sites, xy, around, reach_m=reach_m)
        if router is not None:
            middles = points.rows(there[rows[middle_rows(xy[rows], beyond, labels)]])
            areas["missing"] = missing_kinds(middles, known_sites, router, 2 * minutes)
    named = None if sites is None else Located.of(sites).table
    return _about(credited(_ranked(areas), reach, named), small)


def _large(
    points: gpd.GeoDataFrame, xy: Floats, rules: AreaRules
) -> tuple[Ints, pd.DataFrame, dict[str, float]]:
    """Areas of the points, from 0, or −1 for those of too few people; these counted."""
    if points.empty:
        return np.empty(0, dtype=np.intp), pd.DataFrame(), {"areas": 0, "people": 0.0}
    people = points["population"].to_numpy(dtype=float)
    unknown = pd.Series(pd.NA, index=points.index)
    found, places = split(xy, people, points.get("ags", unknown), rules)
    sums = np.bincount(found, people)
    large = sums >= rules.least_people
    number = np.where(large, np.cumsum(large) - 1, -1)
    places = places[large[places["area"]]]
    small = {"areas": int((~large).sum()), "people": float(sums[~large].sum())}
    return number[found], places.assign(area=number[places["area"]]), small


def _about(areas: gpd.GeoDataFrame, small: dict[str, float]) -> gpd.GeoDataFrame:
    """Say in the table's ``attrs`` what has been left out."""
    areas.attrs = {**areas.attrs, "left_out": small}
    return areas


def only_rural(gaps: pd.DataFrame) -> bool:
    """Whether areas count people of rural areas only."""
    if "counted" not in gaps and "area_type" not in gaps:
        return False
    counted = gaps["counted"] if "counted" in gaps else gaps["area_type"]
    return len(gaps) > 0 and bool((counted == "rural").all())


def _asked_for(
    reach: gpd.GeoDataFrame, minutes: float, area_types: Sequence[str] | None
) -> NDArray[np.bool_]:
    """Points of the types of area asked for."""
    if not minutes > 0:
        raise OptionError("minutes must be a positive number, not {minutes!r}.", minutes=minutes)
    if area_types is None:
        return np.ones(len(reach), dtype=bool)
    if isinstance(area_types, str) or set(area_types) - set(AREA_TYPES):
        raise OptionError(
            "area_types must be some of {area_types}: {area_types2!r}.",
            area_types=", ".join(AREA_TYPES),
            area_types2=area_types,
        )
    if "area_type" not in reach.columns or reach["area_type"].isna().all():
        raise InputError(
            "The reach table does not know the area_type of any point; "
            "gaps(area_types=None) takes them all."
        )
    return np.asarray(reach["area_type"].isin(area_types), dtype=bool)


def _ranked(areas: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The highest score first; areas of the same name told apart by Kreis, then by number."""
    out = areas.sort_values(
        ["score", "population", "name"], ascending=[False, False, True], ignore_index=True
    )
    twice = out["name"].duplicated(keep=False)
    kreis = out["kreise"].str.split(", ").str[0]
    out["id"] = out["name"].where(~twice, out["name"] + " (" + kreis + ")")
    again = out.groupby("id").cumcount()
    out["id"] = out["id"].where(again == 0, out["id"] + " " + (again + 1).astype(str))
    out["rank"] = np.arange(1, len(out) + 1)
    out = out[[column.name for column in GAPS.columns if column.name in out]]
    GAPS.check(out)
    return out


def _empty() -> gpd.GeoDataFrame:
    columns = [column for column in GAPS.columns if column.required and column.kind != "geometry"]
    text = {column.name: "str" for column in columns if column.kind == "text"}
    table = pd.DataFrame({column.name: pd.Series(dtype=float) for column in columns}).astype(text)
    return gpd.GeoDataFrame(table.astype({"rank": int}), geometry=[], crs=WGS84)
