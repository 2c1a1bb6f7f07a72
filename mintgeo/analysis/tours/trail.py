"""A trail: the best round on foot or by bike through sites, by what they are worth."""

from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mintgeo._credits import credited
from mintgeo._crs import WGS84
from mintgeo._errors import InputError, OptionError, name_rows
from mintgeo._located import AnyTable, Located
from mintgeo._parallel import AnyExecutor
from mintgeo._schema import TRAIL
from mintgeo.analysis.tours.ground import as_stop
from mintgeo.analysis.tours.handouts.round import write_trail_page
from mintgeo.analysis.tours.handouts.tracks import write_trail_gpx
from mintgeo.analysis.tours.wishes import no_amounts
from mintgeo.plan.tours.trail import Round, best_round
from mintgeo.travel import Router
from mintgeo.travel.matrices import Matrix
from mintgeo.travel.pairs import matrix

_START: Final = "trail start"
Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, eq=False)
class Trail:
    """A round through sites.

    Attributes
    ----------
    sites
        A row per site in the order of the round (``trail`` of docs/tables.md), with the further
        columns of the sites; times are minutes since the start.
    start
        Where it begins and ends: ``id``, ``name``, a point in EPSG:4326. It is among the sites if
        it is one of them.
    back_min, back_km
        The way from the last site to the start.
    km, minutes
        The whole round; minutes with stays.
    worth
        What its sites are worth.
    left
        Ids of the sites that it does not pass.
    proven
        Whether no round within the limit is worth more: up to 14 sites that is so.
    about
        Limit, mode and what the router says, as they go into a run's parameters.
    """

    sites: gpd.GeoDataFrame
    start: gpd.GeoDataFrame
    back_min: float
    back_km: float
    km: float
    minutes: float
    worth: float
    left: tuple[str, ...]
    proven: bool
    about: dict[str, Any] = field(default_factory=dict)

    def to_gpx(
        self, path: str | Path, *, router: Router | None = None,
        ways: gpd.GeoDataFrame | None = None, name: str = "", lang: str = "de",
    ) -> Path:  # fmt: skip
        """Write the round as a track, and its sites as waypoints; as of ``TourPlan.to_gpx``."""
        return write_trail_gpx(self, path, router=router, ways=ways, name=name, lang=lang)

    def to_page(
        self, path: str | Path, *, router: Router | None = None,
        ways: gpd.GeoDataFrame | None = None, name: str = "", lang: str = "de",
    ) -> Path:  # fmt: skip
        """Write a page for children to print: a simple map, and boxes to tick at each site."""
        return write_trail_page(self, path, router=router, ways=ways, name=name, lang=lang)


def plan_trail(
    sites: AnyTable,
    router: Router,
    *,
    max_km: float | None = None,
    max_min: float | None = None,
    start: str | AnyTable | None = None,
    must: Collection[str] = (),
    stay_min: float = 15.0,
    worth: str | None = None,
    rounds: int = 2_000,
    seconds: float = 20.0,
    seed: int = 0,
    executor: AnyExecutor | None = None,
) -> Trail:
    """Find the round through sites that is worth most, and of those the shortest.

    Parameters
    ----------
    sites
        Points with ``id``; a column ``stay_min`` says how long to stay where it is not empty.
    router
        On foot or by bike, for example ``Airline(mode="foot")``.
    max_km, max_min
        The longest round: its way in kilometres, or its time with stays. One of both.
    start
        Id of the site, or a table with the one point (a station, a school), where it begins and
        ends; None for the site that is best.
    must
        Ids of sites that it passes in any case.
    stay_min
        Stay at each site.
    worth
        Column with what each site adds; every site is worth 1 without it.
    rounds, seconds, seed
        How long to search, for more than 14 sites.
    executor
        Who computes the ways and searches from several starts, as of ``reach``.

    Returns
    -------
    Trail
        The round.

    Raises
    ------
    InfeasibleError
        If the limit is too short for the sites that must be passed, or for any; it says what would
        do.
    InputError, OptionError
        If an id, a column or a limit is not what it should be.

    Examples
    --------
    >>> import geopandas as gpd
    >>> import mintgeo as mg
    >>> places = gpd.GeoDataFrame(
    ...     {"id": ["wind", "sun", "water"]},
    ...     geometry=gpd.points_from_xy([13.26, 13.27, 13.4], [53.55, 53.56, 53.6], crs=4326),
    ... )
    >>> round_ = mg.plan_trail(places, mg.Airline(mode="foot"), max_km=5)
    >>> sorted(round_.sites["id"]), round_.left, round_.proven
    (['sun', 'wind'], ('water',), True)
    """
    limit, unit = _limit(max_km, max_min)
    if no_amounts({"stay_min": stay_min}):
        raise OptionError("stay_min must be minutes of 0 or more, not {found!r:.60}.",
                          found=stay_min)  # fmt: skip
    table = _checked(Located.of(sites).table)
    points, first = _with_start(table, start)
    found = matrix(points, points, router, executor=executor)
    at = {name: number for number, name in enumerate(points["id"])}
    unknown = sorted({str(one) for one in must} - set(table["id"]))
    if unknown:
        raise InputError("Sites to pass are not in the table ({rows}).", rows=name_rows(unknown))
    stay = _amounts(points, "stay_min", stay_min)
    value = np.ones(len(points)) if worth is None else _amounts(points, worth, np.nan)
    for one in (stay, value):
        one[points["id"].eq(_START).to_numpy()] = 0.0
    minutes, km = _ways(found, "travel_min"), _ways(found, "distance_m") / 1000
    best = best_round(
        *((km, np.zeros(len(points))) if max_min is None else (minutes, stay)), value, limit=limit,
        unit=unit, must=[at[str(one)] for one in must], start=None if first is None else at[first],
        outside=first == _START, rounds=rounds, seconds=seconds, seed=seed,
        executor=executor,
    )  # fmt: skip
    about = {"max_km": max_km, "max_min": max_min, "mode": router.mode, "seed": seed,
             "router": router.describe()}  # fmt: skip
    trail = _told(points, best, minutes, km, stay, value, {str(one) for one in must}, about)
    credited(trail.sites, table, router)
    return trail


def _limit(max_km: float | None, max_min: float | None) -> tuple[float, str]:
    """The limit and its unit."""
    if (max_km is None) == (max_min is None):
        raise OptionError("A trail needs one of max_km and max_min.")
    limit, unit = (max_km, "km") if max_min is None else (max_min, "min")
    if not limit or no_amounts({unit: limit}):
        raise OptionError(
            "max_km and max_min must be positive numbers, not {limit!r:.60}.", limit=limit
        )
    return float(limit), unit


def _checked(table: pd.DataFrame) -> gpd.GeoDataFrame:
    """Sites with ids as text, and names."""
    sites = as_stop(gpd.GeoDataFrame(table.copy()).reset_index(drop=True), "sites")
    if sites.empty:
        raise InputError("A trail needs a site at least: the table has no rows.")
    return sites


def _with_start(
    sites: gpd.GeoDataFrame, start: str | AnyTable | None
) -> tuple[gpd.GeoDataFrame, str | None]:
    """Sites, with the start before them if it is none; and its id."""
    if start is None:
        return sites, None
    if not isinstance(start, pd.DataFrame | Located):
        if str(start) not in set(sites["id"]):
            raise InputError("The start '{start}' is no id of the sites.", start=start)
        return sites, str(start)
    place = as_stop(gpd.GeoDataFrame(Located.of(start).table), "start")
    if len(place) != 1:
        raise InputError("A trail has one start, not {n} rows.", n=len(place))
    place = place[["name", "geometry"]].assign(id=_START)
    return gpd.GeoDataFrame(pd.concat([place, sites], ignore_index=True), crs=WGS84), _START


def _amounts(points: pd.DataFrame, name: str, usual: float) -> Floats:
    """Numbers of a column of the sites; where it is empty, what is usual, or NaN for a fault."""
    said = points.get(name, pd.Series(np.nan, index=points.index))
    found = pd.to_numeric(said, errors="coerce").astype(float).mask(said.isna(), usual)
    wrong = ~(np.isfinite(found) & found.ge(0)) & points["id"].ne(_START)
    if wrong.any():
        raise InputError(
            "The column '{name}' must hold a number of 0 or more for each site ({rows}).",
            name=name, rows=name_rows(points.loc[wrong, "id"]),
        )  # fmt: skip
    return np.array(found, dtype=float)


def _ways(found: Matrix, name: str) -> Floats:
    way = found.dense(name)
    way[np.isnan(way)] = np.inf
    np.fill_diagonal(way, 0.0)
    return way


def _told(
    points: gpd.GeoDataFrame, best: Round, minutes: Floats, km: Floats, stay: Floats,
    value: Floats, must: set[str], about: dict[str, Any],
) -> Trail:  # fmt: skip
    ring = [*best.order, best.order[0]]
    ways = minutes[ring[:-1], ring[1:]], km[ring[:-1], ring[1:]]
    inside = [at for at in best.order if points["id"].iloc[at] != _START]
    before = [best.order[0], *best.order[:-1]] if len(inside) == len(best.order) else best.order
    own = points.iloc[inside].drop(columns=["worth", "must", "stay_min"], errors="ignore")
    table = own.reset_index(drop=True)
    way = minutes[before[: len(inside)], inside]
    leave = np.cumsum(way + stay[inside])
    columns = {
        "order": np.arange(1, len(inside) + 1), "worth": value[inside],
        "must": points["id"].iloc[inside].isin(must).to_numpy(), "way_min": way,
        "way_km": km[before[: len(inside)], inside], "stay_min": stay[inside],
        "arrive_min": leave - stay[inside], "leave_min": leave,
    }  # fmt: skip
    table = gpd.GeoDataFrame(table.assign(**columns), crs=WGS84)
    TRAIL.check(table)
    passed = set(table["id"])
    return Trail(
        sites=table, start=points.iloc[[best.order[0]]][["id", "name", "geometry"]],
        back_min=float(ways[0][-1]), back_km=float(ways[1][-1]), km=float(ways[1].sum()),
        minutes=float(ways[0].sum() + stay[list(best.order)].sum()), worth=best.worth,
        left=tuple(one for one in points["id"] if one not in passed and one != _START),
        proven=best.proven, about=about,
    )  # fmt: skip
