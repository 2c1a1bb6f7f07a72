"""The one door to PyVRP: what vehicles visit, by matrices of whole numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mintgeo._errors import InputError, MissingExtraError
from mintgeo.plan.choice import checked_time
from mintgeo.plan.tours.pool import Pool, Route

Whole = NDArray[np.int64]
_FAR: Final = 1 << 40
_FINE: Final = 1000
_MIXING_S: Final = 5.0


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
    closes: int = _FAR
    longest: int = _FAR
    furthest: int = _FAR
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
        pyvrp.stop.MaxRuntime(seconds),
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
            seconds=min(seconds, _MIXING_S),
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
    for matrix, value in ((cost, far), (duration, min(late, _FAR))):
        matrix[at, :] = value
        matrix[:, at] = value
        np.fill_diagonal(matrix, 0)
    return cost, duration


@dataclass(frozen=True, kw_only=True)
class Routes:
    """Routes of equal vehicles, each with its clients in order (1 is the first after the depot)."""

    routes: tuple[tuple[int, ...], ...]
    length: float


def shortest_routes(
    matrix: ArrayLike,
    *,
    demand: ArrayLike,
    capacity: float,
    opens: ArrayLike | None = None,
    closes: ArrayLike | None = None,
    service: ArrayLike | None = None,
    vehicles: int | None = None,
    rounds: int = 60_000,
    seconds: float = 30.0,
    seed: int = 0,
) -> Routes:
    """Find short routes of equal vehicles through clients with time windows.

    Parameters
    ----------
    matrix
        n × n lengths, which are times, too; row 0 is the depot.
    demand, opens, closes, service
        One number per row of the matrix: what it takes, when a visit can begin (of the depot: when
        vehicles leave and must be back), and how long it takes.
    capacity
        Most that a vehicle carries.
    vehicles
        How many there are at most; None for as many as clients.
    rounds, seconds, seed
        How long to search: same seed and rounds, same routes, unless the seconds run out before.

    Returns
    -------
    Routes
        The routes and their length in all.

    Raises
    ------
    InputError
        If a table has another length, or nothing does what was asked for.
    MissingExtraError
        Without the extra ``plan``.

    Examples
    --------
    >>> shortest_routes([[0, 2, 2], [2, 0, 1], [2, 1, 0]], demand=[0, 1, 1], capacity=2, rounds=50)
    Routes(routes=((1, 2),), length=5.0)
    """
    lengths = np.asarray(matrix, dtype=np.float64)
    n = len(lengths)
    given = [
        np.full(n, fill) if one is None else np.asarray(one, dtype=np.float64)
        for one, fill in ((demand, 0.0), (opens, 0.0), (closes, _FAR / _FINE), (service, 0.0))
    ]
    if lengths.shape != (n, n) or any(one.shape != (n,) for one in given):
        raise InputError("Routes need a square matrix, and one number per row of it.")
    load, first, last, stay = (np.round(one * _FINE).astype(np.int64) for one in given)
    way = np.round(lengths * _FINE).astype(np.int64)
    problem = Routing(
        cost=way, duration=way, depots=1, service=stay[1:], opens=first[1:], closes=last[1:],
        load=load[1:, None], prize=np.zeros(n - 1, dtype=np.int64),
        kinds=[Kind(
            number=vehicles or max(n - 1, 1), start=0, end=0, opens=int(first[0]),
            closes=int(last[0]), capacity=(int(capacity * _FINE),),
        )],
    )  # fmt: skip
    found = search(problem, rounds=rounds, seconds=checked_time(seconds), seed=seed)
    if not found.feasible:
        raise InputError("No routes of {vehicles} vehicles were found that visit all clients in "
                         "time.", vehicles=problem.kinds[0].number)  # fmt: skip
    routes = tuple(sorted(tuple(one + 1 for one in route) for _, route in found.routes))
    return Routes(routes=routes, length=float(sum(_length(lengths, one) for one in routes)))


def _length(lengths: NDArray[np.float64], route: tuple[int, ...]) -> float:
    stops = (0, *route, 0)
    return float(lengths[list(stops[:-1]), list(stops[1:])].sum())
