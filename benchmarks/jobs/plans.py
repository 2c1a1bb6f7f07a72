"""Plans of stops and hubs beside spopt with the solver of PuLP."""

from collections.abc import Callable
from typing import Any, Final

from benchmarks.job import Goal, Job
from benchmarks.plans import SMALL, cover, distances, square, weights
from mintgeo.plan import hubs, stops

MEDIAN: Final = (500, 100, 8, 60)
SHARES: Final = (1 / 8, 1 / 4, 3 / 8, 5 / 8, 1.0)


def stops_of(rows: int, columns: int, picks: int, side: float) -> Callable[[], Any]:
    at, to = square(1, rows, columns, side)
    reached, people = cover(at, to, 10), weights(rows)
    return lambda: stops.solve(reached, people, n_stops=picks)


def stops_spopt(rows: int, columns: int, picks: int, side: float) -> Callable[[], Any]:
    import pulp
    from spopt.locate import MCLP

    away, people = distances(1, rows, columns, side), weights(rows)

    def act() -> None:
        model = MCLP.from_cost_matrix(away, people, 10.0, p_facilities=picks)
        model.solve(pulp.PULP_CBC_CMD(msg=False, timeLimit=60))

    return act


def hubs_of(rows: int, columns: int, picks: int, side: float) -> Callable[[], Any]:
    away, people = distances(1, rows, columns, side), weights(rows)
    return lambda: hubs.solve(away, people, n_hubs=picks)


def hubs_spopt(rows: int, columns: int, picks: int, side: float) -> Callable[[], Any]:
    import pulp
    from spopt.locate import PMedian

    away, people = distances(1, rows, columns, side), weights(rows)

    def act() -> None:
        model = PMedian.from_cost_matrix(away, people, p_facilities=picks)
        model.solve(pulp.PULP_CBC_CMD(msg=False, timeLimit=60))

    return act


def _job(name: str, kind: str, problem: tuple[int, int, int, int], **rest: Any) -> Job:
    """Smaller ones are as many people, places and picks in proportion, as close together."""
    rows, columns, picks, side = problem
    sizes = tuple(
        (int(rows * share), int(columns * share), max(round(picks * share), 1), side * share**0.5)
        for share in SHARES
    )
    return Job(
        name=name, ours=f"{__name__}:{kind}_of", sizes=sizes, amounts=SHARES,
        labels=tuple(f"{rows:,} × {columns}, {picks} {kind}" for rows, columns, picks, _ in sizes),
        peers={"spopt": f"{__name__}:{kind}_spopt"}, **rest,
    )  # fmt: skip


JOBS: Final = (
    *(_job(f"stops of a {name}, proven", "stops", problem, goal=Goal(times=0.1))
      for name, *problem in SMALL),
    _job("hubs, p-median, proven", "hubs", MEDIAN),
)  # fmt: skip
