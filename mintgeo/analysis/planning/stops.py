"""Demand × candidates × router → where to stop."""

from collections.abc import Iterable
from pathlib import Path

import geopandas as gpd

from mintgeo._errors import InfeasibleError, OptionError
from mintgeo._located import AnyTable
from mintgeo._parallel import AnyExecutor
from mintgeo.analysis.coverage import thresholds
from mintgeo.analysis.planning.asked import asked
from mintgeo.analysis.planning.choices import default_candidates
from mintgeo.analysis.planning.cover import ids_of, named_candidates, reachable
from mintgeo.analysis.planning.drawn import Worlds
from mintgeo.analysis.planning.impossible import Case, check_required, told
from mintgeo.analysis.planning.result import StopPlan
from mintgeo.analysis.planning.saved import begin_of
from mintgeo.analysis.planning.weights import StopWeights, weights_of
from mintgeo.analysis.planning.whole import whole_plan
from mintgeo.analysis.planning.wishes import (
    FloorShare,
    PerArea,
    Wishes,
    floor_among,
    near_pairs,
    room_of,
    spread_among,
)
from mintgeo.analysis.uncertainty import check_draws
from mintgeo.plan.choice import checked_count
from mintgeo.travel.protocol import Router


def plan_stops(
    demand: AnyTable,
    candidates: AnyTable | None,
    router: Router,
    *,
    minutes: float,
    n_stops: int | None = None,
    target_share: float | None = None,
    existing: AnyTable | None = None,
    required: Iterable[str] = (),
    forbidden: Iterable[str] = (),
    capacity: str | float | None = None,
    weights: str | StopWeights | None = None,
    per_area: PerArea | None = None,
    floor: FloorShare | None = None,
    min_apart_km: float | None = None,
    alternatives: int = 0,
    draws: int = 200,
    start: Iterable[str] | StopPlan | str | Path | None = None,
    time_limit: float = 30.0,
    seed: int = 0,
    too_coarse: str = "refuse",
    executor: AnyExecutor | None = None,
) -> StopPlan:
    """Choose the stops that reach most people, or the fewest that reach enough.

    Parameters
    ----------
    demand
        Where people live: a demand table, a reach table (whom it says to be reached is), or
        ``outings`` (whom buses bring there and home again are). Never a list of participants.
    candidates
        Where a stop could be: a table with ``id`` and points, and ``name``. None: schools, fire
        stations, village halls and places of the router's extract, or else Gemeinden and places of
        the gazetteer, where people of the demand live (``stop_candidates``).
    router
        Answers how long people travel to a stop. It is asked once, up to the threshold, and up to
        half as long again where times are drawn.
    minutes
        People are reached who need no longer; exactly so long is reached.
    n_stops
        How many stops: those that reach most. With ``target_share``, the most that are allowed.
    target_share
        Share of the weight to be reached, 0 to 1, with as few stops as possible.
    existing
        Sites that are there already (of those with a ``role`` the offers): people near them are
        reached before any stop is made. Draws need them also where ``demand`` is a reach table.
    required, forbidden
        Ids of candidates that every plan has, and that none has.
    capacity
        Column of the candidates, or a number for all: how many each can take in, counted as the
        weights. Then ``adds`` is whom a stop takes in, and ``certainty`` is not known.
    weights
        Column of the demand to count instead of ``population``, or ``StopWeights``.
    per_area
        At least so many stops in each Kreis of the demand, or by key of a Land, Kreis or Gemeinde:
        ``{"13071": 2}``.
    floor
        At least this share (0 to 1) of the weight of each Kreis, or by key, is reached.
    min_apart_km
        Least straight line between two stops.
    alternatives
        How many really different plans of nearly the same value to look for.
    draws
        Plausible worlds for the spans, as of ``uncertainty``; 0 for none.
    start
        Where the search begins: ids, a plan, or the file that the page of a plan has saved, whose
        added stops become candidates.
    time_limit
        Seconds for the search. One that ends before them is the same for the same input and seed.
    seed
        For search and draws.
    too_coarse
        As of ``coverage``: points too coarse for the threshold are refused; ``blank`` makes a plan
        all the same, without shares.
    executor
        Who computes times (of the demand, and of all pairs with candidates), draws and the plans
        made anew in draws, as of ``reach``; the search itself is one piece.

    Returns
    -------
    StopPlan
        Stops, whom they reach, shares with spans, alternatives, and ``value``, ``bound``, ``gap``,
        ``proven``, ``seconds``, ``status``. Stops that have an offer within walking distance
        (1.5 km) or another stop in their Gemeinde are moved elsewhere if nobody loses by that;
        where not, ``near_reason`` and ``offer_reason`` say why.

    Raises
    ------
    InfeasibleError
        No plan does what was asked for; ``code`` and ``values`` say which wish, why, and what would
        do.
    PrivacyError
        If the demand is a list of participants.
    InputError, OptionError, TooCoarseError
        If tables or options don't fit.

    Notes
    -----
    Shares are those at the estimated times; ``share_middle`` is the median of the draws, which is
    what ``coverage`` calls ``share``. A stop is certain in so many draws as a plan made anew there,
    of as many stops, has it or a candidate within 1 km (at most 50 draws). For
    maximal covering see Church and ReVelle (1974), The maximal covering location problem, Papers of
    the Regional Science Association 32.

    Examples
    --------
    >>> import mintgeo as mg
    >>> people = mg.population(within="Landkreis Uelzen")
    >>> plan = mg.plan_stops(people, None, mg.Airline(), minutes=15, n_stops=3, draws=0)
    >>> plan.stops[["name", "adds"]].round(-3)
            name     adds
    0     Uelzen  37000.0
    1  Jelmstorf  18000.0
    2     Gerdau   9000.0
    >>> plan.status, plan.shares.set_index("plan")["share"].round(2).to_dict()
    ('optimal', {'before': 0.0, 'after': 0.69, 'gain': 0.69})
    """
    limit, weigh = _threshold(minutes), weights_of(weights)
    _check_numbers(draws, alternatives, capacity)
    who = asked(demand, router, minutes=limit, existing=existing, weights=weigh,
                too_coarse=too_coarse, executor=executor)  # fmt: skip
    begin = begin_of(start, minutes=limit, mode=router.mode)
    given = default_candidates(who.people, router) if candidates is None else candidates
    places = named_candidates(begin.joined(given), who)
    reach = reachable(who, places, router, draws=draws, executor=executor)
    required = ids_of(required)
    check_required(required, gpd.GeoDataFrame(places.table), who, reach, router)
    wishes = Wishes(
        n_stops=n_stops, target_share=target_share, required=reach.positions(required, "required"),
        forbidden=reach.positions(forbidden, "forbidden"),
        room=room_of(capacity, reach, plain_weights=weigh.plain),
        spread=spread_among(per_area, who, reach), floor=floor_among(floor, who),
        apart_km=min_apart_km or 0.0, near=near_pairs(reach, min_apart_km),
        alternatives=alternatives, time_limit=time_limit, seed=seed,
        start=reach.positions(begin.ids, "start"),
    )  # fmt: skip
    try:
        found = wishes.solve(who, reach.cover)
    except InfeasibleError as error:
        raise told(error, Case(asked=who, reach=reach, wishes=wishes, router=router)) from error
    worlds = Worlds(
        asked=who, reach=reach, router=router, draws=draws, seed=seed, executor=executor
    )  # fmt: skip
    return whole_plan(found, worlds, wishes)


def _threshold(minutes: float) -> float:
    limits = thresholds(minutes)
    if len(limits) > 1:
        raise OptionError("A plan has one threshold; 'minutes' gives {n}.", n=len(limits))
    return limits[0]


def _check_numbers(draws: int, alternatives: int, capacity: str | float | None) -> None:
    if checked_count(draws, "draws", least=0):
        check_draws(draws)
    if checked_count(alternatives, "alternatives", least=0) and capacity is not None:
        raise OptionError("With 'capacity' there are no 'alternatives'; leave one of them out.")
