"""Who is to be reached: people, what they count, and who is reached already."""

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
from numpy.typing import NDArray

from mintgeo._errors import InfeasibleError, InputError, PrivacyError
from mintgeo._located import AnyTable, Located
from mintgeo._parallel import AnyExecutor
from mintgeo._quantiles import Floats
from mintgeo._schema import DEMAND, REACH
from mintgeo._schema.rows import plays
from mintgeo.analysis.coverage import check_limits
from mintgeo.analysis.planning.weights import StopWeights
from mintgeo.analysis.reach import reach
from mintgeo.analysis.resolution import Resolution
from mintgeo.travel.protocol import Router

_TIMED = "travel_min"


@dataclass(frozen=True, kw_only=True, eq=False)
class Asked:
    """Demand as a plan sees it.

    Attributes
    ----------
    people
        The demand; with times to the nearest offers where there are any.
    counts, weights
        People of each row, and what they count.
    before
        Rows that offers reach already.
    offers
        The offers that are there, with a place; none if nobody named them.
    minutes
        Threshold.
    told
        Whether the points are fine enough for shares.
    """

    people: Located
    counts: Floats
    weights: Floats
    before: NDArray[np.bool_]
    offers: Located | None
    minutes: float
    told: bool = True

    @property
    def table(self) -> gpd.GeoDataFrame:
        """The demand as a table."""
        return gpd.GeoDataFrame(self.people.table)

    @property
    def total(self) -> float:
        """All people."""
        return float(self.counts.sum())

    @property
    def is_of_outings(self) -> bool:
        """Whether who is reached already was found out by a timetable, there and back."""
        return "reason" in self.people.table

    def areas(self, digits: int) -> NDArray[np.object_]:
        """Key of the area of every row: of a Land (2 digits), Kreis (5) or Gemeinde (8)."""
        column = {2: "ags_land", 5: "ags_kreis"}.get(digits, "ags")
        keys = self.people.table[column].astype("str").str[:digits]
        return np.asarray(keys.fillna("").to_numpy(dtype=object))


def asked(
    demand: AnyTable,
    router: Router,
    *,
    minutes: float,
    existing: AnyTable | None,
    weights: StopWeights,
    too_coarse: str = "refuse",
    executor: AnyExecutor | None = None,
) -> Asked:
    """Understand the demand, and find out who is reached already.

    Raises
    ------
    PrivacyError
        If it is a list of participants.
    InfeasibleError
        If nobody lives there.
    InputError
        If a reach table is of another mode.
    TooCoarseError
        If the points are too coarse for the threshold.
    """
    people = Located.of(demand, what="demand")
    check_counted(people)
    DEMAND.check(people.table)
    counts = people.table["population"].to_numpy(dtype=float)
    if not counts.sum() > 0:
        raise InfeasibleError(
            "Nobody lives at the points of the demand: there is no one to reach.", code="nobody"
        )
    offers = _offers(existing)
    if _TIMED not in people.table and offers is not None:
        longest = weights.looked_for(minutes)
        found = reach(people, offers, router, max_min=longest, role=None, executor=executor)
        people = people.under(found)
    everybody = np.zeros(len(people), dtype=np.intp)
    found = Resolution.of(_of_mode(people, router), everybody, 1, [minutes])
    found.check(router.mode, [minutes], ["DE"], too_coarse)
    return Asked(
        people=people, counts=counts, weights=weights.of(people.table, minutes),
        before=_before(people, router, minutes), offers=offers, minutes=minutes,
        told=not found.hidden.any(),
    )  # fmt: skip


def check_counted(people: Located) -> None:
    """Refuse lists of people: a plan is made of numbers.

    Raises
    ------
    PrivacyError
        If the rows are participants.
    """
    if "count" in people.table and "population" not in people.table:
        raise PrivacyError(
            "A plan is made of numbers of people by place, not of a list of participants: count "
            "them by Gemeinde or postcode, without names and ids, in a column 'population'."
        )


def _offers(existing: AnyTable | None) -> Located | None:
    """Offers with a place; none if there is none."""
    if existing is None:
        return None
    sites = Located.of(existing, what="existing sites")
    sites = sites.rows(sites.points.placed)
    if "role" in sites.table:
        sites = sites.rows(plays(sites.table, "offer").to_numpy())
    return sites if len(sites) else None


def _of_mode(people: Located, router: Router) -> Located:
    """The points as a reach table of the router's mode, to judge how fine they are."""
    return people.under(people.table.assign(mode=router.mode))


def _before(people: Located, router: Router, minutes: float) -> NDArray[np.bool_]:
    table = people.table
    if "reason" in table:
        return np.asarray(table["reason"] == "ok")
    if _TIMED not in table:
        return np.zeros(len(table), dtype=np.bool_)
    REACH.asking("id", "mode", _TIMED, "status").check(table)
    modes = set(table["mode"])
    if modes - {router.mode}:
        raise InputError(
            "The reach table is of mode {modes}, the router {mode}.",
            modes=", ".join(modes), mode=router.mode,
        )  # fmt: skip
    check_limits(table, [minutes], drawn=True)
    return np.asarray(table[_TIMED].to_numpy(dtype=float) <= minutes)
