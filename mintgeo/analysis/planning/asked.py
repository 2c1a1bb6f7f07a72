"""Who is to be reached: people, what they count, and who is reached already."""

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
from numpy.typing import NDArray

from mintgeo._errors import InputError
from mintgeo._located import AnyTable, Located
from mintgeo._quantiles import Floats
from mintgeo._schema import DEMAND
from mintgeo.analysis.reach import reach
from mintgeo.travel.protocol import Router


@dataclass(frozen=True, kw_only=True, eq=False)
class Asked:
    """Demand as a plan sees it.

    Attributes
    ----------
    people
        The demand; with times to the nearest offers if there are any.
    counts, weights
        People of each row, and what they count.
    before
        Rows that offers reach already.
    offers
        The offers that are there, with a place; None without.
    """

    people: Located
    counts: Floats
    weights: Floats
    before: NDArray[np.bool_]
    offers: Located | None

    @property
    def table(self) -> gpd.GeoDataFrame:
        """The demand as a table."""
        return gpd.GeoDataFrame(self.people.table)


def asked(
    demand: AnyTable,
    router: Router,
    *,
    minutes: float,
    existing: AnyTable | None,
    weights: str | None,
) -> Asked:
    """Understand the demand, and find out who is reached already.

    Raises
    ------
    InputError
        If nobody lives there, or a reach table is of another mode.
    """
    people = Located.of(demand, what="demand")
    DEMAND.check(people.table)
    offers = None if existing is None else Located.of(existing, what="existing sites")
    if "travel_min" not in people.table and offers is not None:
        role = "offer" if "role" in offers.table else None
        people = people.under(reach(people, offers, router, max_min=minutes, role=role))
    counts = people.table["population"].to_numpy(dtype=float)
    if not counts.sum() > 0:
        raise InputError("Nobody lives at the points of the demand: there is no one to reach.")
    return Asked(
        people=people, counts=counts,
        weights=counts if weights is None else _column(people, weights),
        before=_before(people, router, minutes), offers=offers,
    )  # fmt: skip


def _before(people: Located, router: Router, minutes: float) -> NDArray[np.bool_]:
    table = people.table
    if "travel_min" not in table:
        return np.zeros(len(table), dtype=np.bool_)
    modes = set(table["mode"])
    if modes - {router.mode}:
        raise InputError(
            "The reach table is of mode {modes}, the router {mode}.",
            modes=", ".join(modes), mode=router.mode,
        )  # fmt: skip
    return np.asarray(table["travel_min"].to_numpy(dtype=float) <= minutes)


def _column(people: Located, name: str) -> Floats:
    if name not in people.table:
        raise InputError("The demand has no column '{name}' to weigh by.", name=name)
    return np.asarray(people.table[name].to_numpy(dtype=float))
