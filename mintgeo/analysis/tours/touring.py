"""Tours of a term: stops, depots, vans and a calendar in, a plan with clock times out."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import geopandas as gpd
import pandas as pd

from mintgeo._credits import KEY, credited
from mintgeo._errors import InputError, OptionError
from mintgeo._located import AnyTable, Located
from mintgeo._parallel import AnyExecutor
from mintgeo._schema import TOUR_CHANGES, TOUR_COSTS, TOUR_DAYS, TOURS
from mintgeo.analysis.tours.asked import Usual, bound_dates, stops_of
from mintgeo.analysis.tours.calendar import Calendar, lands_of
from mintgeo.analysis.tours.changed import appointments, changes
from mintgeo.analysis.tours.costs import tour_costs
from mintgeo.analysis.tours.ground import Ground
from mintgeo.analysis.tours.plan import TourPlan
from mintgeo.analysis.tours.tables import day_rows, visit_rows
from mintgeo.analysis.tours.wishes import Prices, Term, Van
from mintgeo.plan.tours import Driver, Goal, Problem, Tours, solve
from mintgeo.travel import Router


def plan_tours(
    stops: AnyTable,
    depot: AnyTable,
    router: Router,
    *,
    term: Term,
    vans: Sequence[Van] = (Van(),),
    usual: Usual | None = None,
    lodgings: AnyTable | None = None,
    stock: dict[str, int] | None = None,
    keep: TourPlan | pd.DataFrame | None = None,
    goal: Goal | None = None,
    prices: Prices | None = None,
    search: int = 200,
    seconds: float = 60.0,
    seed: int = 0,
    executor: AnyExecutor | None = None,
) -> TourPlan:
    """Plan who is visited on which date, by which van, in which order and at what time.

    Vans drive on days of the term that are no public holidays of their depot's Land. Stops are
    open on school days of their own Land, or as their row says. A rhythm counts weeks in which the
    stop is open: it goes on after holidays where it stopped before. Clock times are whole minutes
    of local time; drives are rounded up.

    Parameters
    ----------
    stops
        What to visit (``tour_stops`` of docs/tables.md): ``id``, a point, and what the row says of
        stay, opening, days, rhythm, bound and closed dates, load, boxes and children.
    depot
        One or more places where vans belong: ``id`` and points.
    router
        For example a ``RoadNetwork`` or ``Airline()``.
    term
        From when until when, and on which days.
    vans
        Who drives.
    usual
        What holds for stops whose row does not say otherwise; one visit of two hours by default.
    lodgings
        Places where a night can be spent, besides stops: ``id`` and points. Nights are spent only
        where a van may (``Van(nights=…)``).
    stock
        Boxes that there are, by theme; those that are not named are plenty.
    keep
        A plan before, or its table of visits: as few appointments as possible get another date,
        then as few as possible another clock time.
    goal
        Weights of what is kept small; minutes at the wheel by default.
    prices
        What a kilometre, an hour and a night cost.
    search, seconds, seed
        How often parts of the plan are made anew, when to end in any case, and the seed.
    executor
        Who computes the ways between all places, as of ``reach``. The search is one piece: every
        part that is made anew stands in the plan that the part before has left.

    Returns
    -------
    TourPlan
        Tables of visits, days, costs and changes.

    Raises
    ------
    InfeasibleError
        If there are no such tours: the stop that stands against them, with numbers.
    InputError, OptionError, TableError
        If a table or an option can't be understood.
    MissingExtraError
        Without the extra ``plan``.

    Examples
    --------
    >>> import pandas as pd
    >>> import mintgeo as mg
    >>> towns = pd.DataFrame({"Name": ["Waren", "Demmin"], "PLZ": ["17192", "17109"]})
    >>> towns = mg.geocode(mg.read_sites(towns))
    >>> depot = mg.geocode(mg.read_sites(pd.DataFrame({"Name": ["Depot"], "PLZ": ["17033"]})))
    >>> depot["id"] = "depot"
    >>> term = mg.Term(first="2027-04-12", last="2027-04-30")
    >>> found = mg.plan_tours(towns, depot, mg.Airline(), term=term, search=0)
    >>> found.tours[["date", "id", "begin", "leave"]].head(2).to_dict("records") == []
    False
    """
    where = Ground.of(router, executor=executor, depot=depot, stop=stops, lodging=lodgings)
    table = Located.of(stops).table
    problem, calendar = _problem(where, table, term, vans, usual or Usual(), stock, goal or Goal())
    before = keep.tours if isinstance(keep, TourPlan) else keep
    kept = None if before is None else appointments(before)
    found = solve(problem, keep=kept, search=search, seconds=seconds, seed=seed)
    prices = prices or Prices()
    about = _about(router=router, term=term, goal=problem.goal, prices=prices, vans=vans, seed=seed)
    made = _made(where, problem, found, before)
    costs = tour_costs(made["tours"], made["days"], vans, table, prices)
    TOUR_COSTS.check(costs)
    for one in (*made.values(), costs):
        credited(one, table, about["router"].get(KEY))
    return TourPlan(
        **made, costs=costs, places=where.places, value=found.value, status=found.status,
        unknown_years=calendar.unknown_years, about=about,
    )  # fmt: skip


def _problem(
    where: Ground, table: pd.DataFrame, term: Term, vans: Sequence[Van], usual: Usual,
    stock: dict[str, int] | None, goal: Goal,
) -> tuple[Problem, Calendar]:  # fmt: skip
    lands = lands_of(where.places)
    calendar = Calendar(term, lands)
    at = where.of_kind("stop")
    stops = stops_of(table, at, [lands[one] for one in at], calendar, usual)
    bound = bound_dates(stops) & set(term.dates())
    drivers = [_driver(where, lands, calendar, van, bound) for van in vans]
    problem = Problem(
        minutes=where.minutes, km=where.km, stops=stops, vans=drivers, stock=stock or {},
        lodgings=tuple(where.of_kind("lodging")), goal=goal,
    )  # fmt: skip
    return problem, calendar


def _driver(
    where: Ground, lands: Sequence[str], calendar: Calendar, van: Van, bound: frozenset[Any]
) -> Driver:
    depots = [where.names[at] for at in where.of_kind("depot")]
    if not depots:
        raise InputError("Tours need a depot: its table has no rows.")
    if van.depot is None and len(depots) > 1:
        raise OptionError(
            "Van {van} must say its depot, of {depots}.", van=van.name, depots=", ".join(depots)
        )
    name = depots[0] if van.depot is None else str(van.depot)
    if name not in depots:
        raise OptionError(
            "Van {van} belongs to the depot {depot}, but there are {depots}.",
            van=van.name, depot=name, depots=", ".join(depots),
        )  # fmt: skip
    at = where.names.index(name)
    return van.driver(at, calendar.driven(lands[at]) | bound)


def _made(
    where: Ground, problem: Problem, found: Tours, before: pd.DataFrame | None
) -> dict[str, Any]:
    """Tables of visits, days and changes."""
    visits, days = visit_rows(problem, found), day_rows(problem, found, where.names)
    names = dict(zip(where.names, where.places["name"], strict=True))
    visits.insert([*visits.columns].index("id") + 1, "name", visits["id"].map(names))
    points = where.places.set_index("id").geometry.reindex(visits["id"])
    tours = gpd.GeoDataFrame(visits, geometry=points.to_numpy(), crs=where.places.crs)
    changed = changes(visits, before, names)
    for schema, made in ((TOURS, tours), (TOUR_DAYS, days), (TOUR_CHANGES, changed)):
        schema.check(made)
    return {"tours": tours, "days": days, "changes": changed}


def _about(*, router: Router, term: Term, vans: Sequence[Van], **rest: Any) -> dict[str, Any]:
    plain = {key: one if isinstance(one, int) else asdict(one) for key, one in rest.items()}
    factors = list(dict.fromkeys(van.emissions.line() for van in vans))
    return {
        **plain, "term": asdict(term), "vans": [asdict(van) for van in vans],
        "router": router.describe(), "emissions": factors,
    }  # fmt: skip
