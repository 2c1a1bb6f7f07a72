"""The one door to PyVRP: what vehicles visit, by matrices of whole numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from mintgeo._errors import MissingExtraError
from mintgeo.plan.tours.pool import Pool, Route

Whole = NDArray[np.int64]
FAR: Final = 1 << 40
_MIXING_S: Final = 5.0
_SEARCHED: Final = 0.85
"""Share of the time for the search; the rest is for the best of what it has seen."""


@dataclass(frozen=True, kw_only=True)
class Kind:
    """Equal vehicles, or equal days of one: where they begin and end, and what they may visit.

    Attributes
    ----------
    number, start, end
        How many; positions of depots among the places.
    opens, closes, longest
        When they drive, and for how long at most.
    capacity
        Most that they carry.
    cost
        Of one that drives.
    barred
        Clients that they never visit.
    """

    number: int
    start: int
    end: int
    opens: int = 0
    closes: int = FAR
    longest: int = FAR
    furthest: int = FAR
    capacity: tuple[int, ...] = ()
    cost: int = 0
    barred: frozenset[int] = frozenset()


@dataclass(frozen=True, kw_only=True, eq=False)
class Routing:
    """Places, of which the first are depots, and what there is to visit.

    Attributes
    ----------
    cost, duration
        n × n whole numbers (int64).
    depots
        How many of the places are depots.
    service, opens, closes
        Of each client: time there, and when it can begin.
    load
        What each client takes, one row per client.
    prize
        What a visit is worth; 0 for what must be visited.
    kinds
        The vehicles.
    per_duration
        Cost of a unit of time that a vehicle is on its way.
    """

    cost: Whole
    duration: Whole
    depots: int
    service: Whole
    opens: Whole
    closes: Whole
    load: Whole
    prize: Whole
    kinds: Sequence[Kind]
    per_duration: int = 0


@dataclass(frozen=True, kw_only=True)
class Found:
    """Routes as kind of vehicle and clients in order, what is left out, and the cost."""

    routes: tuple[tuple[int, tuple[int, ...]], ...]
    left: tuple[int, ...]
    cost: int
    feasible: bool


def search(problem: Routing, *, rounds: int, seconds: float, seed: int = 0) -> Found:
    """Look for the cheapest routes: so many rounds, or until nothing was found for many of them.

    Raises
    ------
    MissingExtraError
        Without the extra ``plan``.
    """
    pyvrp = _pyvrp()
    data = _data(pyvrp, problem)
    stop = pyvrp.stop.MultipleCriteria([
        pyvrp.stop.MaxIterations(rounds),
        pyvrp.stop.NoImprovement(max(500, rounds // 2)),
        pyvrp.stop.MaxRuntime(seconds * _SEARCHED),
    ])  # fmt: skip
    pool = Pool()
    params = pyvrp.SolveParams(ils=pyvrp.IteratedLocalSearchParams(callbacks=_watch(pyvrp, pool)))
    result = pyvrp.solve(
        data, stop, seed=seed, collect_stats=False, display=False, params=params
    )  # fmt: skip
    best = result.best
    routes = [_route(one) for one in best.routes()]
    cost = float(_cost(best) + best.uncollected_prizes())
    if best.is_feasible():
        for one in best.routes():
            pool.add(*_route(one), _cost(one))
        found = pool.best(
            problem.prize.tolist(), [kind.number for kind in problem.kinds], routes,
            seconds=min(seconds * (1 - _SEARCHED), _MIXING_S),
        )  # fmt: skip
        if found is not None and found[1] < cost:
            routes, cost = found
    seen = {one for _, route in routes for one in route}
    left = tuple(one for one in range(len(problem.service)) if one not in seen)
    return Found(
        routes=tuple(routes), left=left, cost=int(cost), feasible=bool(best.is_feasible())
    )  # fmt: skip


def _watch(pyvrp: Any, pool: Pool) -> Any:
    """Remember the routes of every plan that was looked at."""

    class Watch(pyvrp.IteratedLocalSearchCallbacks):  # type: ignore[misc]
        def on_iteration(self, current: Any, candidate: Any, best: Any, cost: Any) -> None:  # noqa: ARG002
            for one in candidate.routes():
                if one.is_feasible():
                    pool.add(*_route(one), _cost(one))

    return Watch()


def _route(route: Any) -> Route:
    return route.vehicle_type(), tuple(one.idx for one in route if one.is_client())


def _cost(some: Any) -> int:
    """Cost of a route or a plan."""
    return int(some.distance_cost() + some.duration_cost() + some.fixed_vehicle_cost())


def _pyvrp() -> Any:
    try:
        import pyvrp
        import pyvrp.stop
    except ImportError as error:
        raise MissingExtraError(
            "Tours need PyVRP: install mintgeo with the extra 'plan' (mintgeo[plan])."
        ) from error
    return pyvrp


def _data(pyvrp: Any, problem: Routing) -> Any:
    n = len(problem.cost)
    clients = [
        pyvrp.Client(
            problem.depots + at, delivery=problem.load[at].tolist(),
            service_duration=int(problem.service[at]), tw_early=int(problem.opens[at]),
            tw_late=int(problem.closes[at]), prize=int(problem.prize[at]),
            required=not problem.prize[at],
        )
        for at in range(n - problem.depots)
    ]  # fmt: skip
    profiles: dict[frozenset[int], int] = {}
    for kind in problem.kinds:
        profiles.setdefault(kind.barred, len(profiles))
    barred = [_barred(problem, clients) for clients in profiles]
    return pyvrp.ProblemData(
        locations=[pyvrp.Location(0, 0) for _ in range(n)],
        clients=clients,
        depots=[pyvrp.Depot(at) for at in range(problem.depots)],
        vehicle_types=[
            pyvrp.VehicleType(
                num_available=kind.number, capacity=list(kind.capacity), start_depot=kind.start,
                end_depot=kind.end, fixed_cost=kind.cost, tw_early=kind.opens,
                tw_late=kind.closes, shift_duration=kind.longest, max_distance=kind.furthest,
                unit_duration_cost=problem.per_duration, profile=profiles[kind.barred],
            )
            for kind in problem.kinds
        ],
        distance_matrices=[cost for cost, _ in barred],
        duration_matrices=[duration for _, duration in barred],
    )  # fmt: skip


def _barred(problem: Routing, clients: frozenset[int]) -> tuple[Whole, Whole]:
    """Matrices in which some clients are too far away for anything."""
    if not clients:
        return problem.cost, problem.duration
    at = [problem.depots + one for one in clients]
    far = int(problem.cost.max()) * 4 + 1
    late = int(max(problem.closes.max(), problem.duration.max())) * 4 + 1
    cost, duration = problem.cost.copy(), problem.duration.copy()
    for matrix, value in ((cost, far), (duration, min(late, FAR))):
        matrix[at, :] = value
        matrix[:, at] = value
        np.fill_diagonal(matrix, 0)
    return cost, duration
