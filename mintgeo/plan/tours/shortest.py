"""Short routes of equal vehicles through clients with time windows, as published instances ask."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mintgeo._errors import InputError, OptionError
from mintgeo.plan.choice import as_number, as_numbers, checked_count, checked_time
from mintgeo.plan.tours.routes import FAR, Kind, Routing, search

_FINE: Final = 1000


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
    InputError, OptionError
        If a table has another length or something else than numbers of 0 or more, or nothing does
        what was asked for.
    MissingExtraError
        Without the extra ``plan``.

    Examples
    --------
    >>> shortest_routes([[0, 2, 2], [2, 0, 1], [2, 1, 0]], demand=[0, 1, 1], capacity=2, rounds=50)
    Routes(routes=((1, 2),), length=5.0)
    """
    lengths = as_numbers(matrix)
    n = len(lengths) if lengths.ndim else 0
    given = [
        np.full(n, fill) if one is None else as_numbers(one)
        for one, fill in ((demand, 0.0), (opens, 0.0), (closes, FAR / _FINE), (service, 0.0))
    ]
    if not n or lengths.shape != (n, n) or any(one.shape != (n,) for one in given):
        raise InputError("Routes need a square matrix, and one number per row of it.")
    _check(lengths, given)
    room = as_number(capacity)
    if not room >= 0:
        raise OptionError("'capacity' must be a number of 0 or more, not {value!r:.60}.",
                          value=capacity)  # fmt: skip
    load, first, last, stay, way, most = (
        np.round(np.minimum(one, FAR / _FINE) * _FINE).astype(np.int64)
        for one in (*given, lengths, room)
    )
    vans = max(n - 1, 1) if vehicles is None else checked_count(vehicles, "vehicles")
    problem = Routing(
        cost=way, duration=way, depots=1, service=stay[1:], opens=first[1:], closes=last[1:],
        load=load[1:, None], prize=np.zeros(n - 1, dtype=np.int64),
        kinds=[Kind(
            number=vans, start=0, end=0, opens=int(first[0]), closes=int(last[0]),
            capacity=(int(most),),
        )],
    )  # fmt: skip
    found = search(problem, rounds=checked_count(rounds, "rounds", least=0),
                   seconds=checked_time(seconds, "seconds"),
                   seed=checked_count(seed, "seed", least=0))  # fmt: skip
    if not found.feasible:
        raise InputError("No routes of {vehicles} vehicles were found that visit all clients in "
                         "time.", vehicles=vans)  # fmt: skip
    routes = tuple(sorted(tuple(one + 1 for one in route) for _, route in found.routes))
    return Routes(routes=routes, length=float(sum(_length(lengths, one) for one in routes)))


def _check(lengths: NDArray[np.float64], given: list[NDArray[np.float64]]) -> None:
    _, opens, closes, _ = given
    fine = np.isfinite(lengths).all(axis=1) & (lengths >= 0).all(axis=1) & (opens <= closes)
    for one in given:
        fine &= one >= 0
    if not fine.all():
        raise InputError(
            "Routes need lengths, demand, windows and service of 0 or more, and windows that open "
            "before they close; rows {rows} are not.",
            rows=tuple(np.flatnonzero(~fine)[:10].tolist()),
        )  # fmt: skip


def _length(lengths: NDArray[np.float64], route: tuple[int, ...]) -> float:
    stops = (0, *route, 0)
    return float(lengths[list(stops[:-1]), list(stops[1:])].sum())
