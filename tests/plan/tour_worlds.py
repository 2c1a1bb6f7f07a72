"""Small worlds of tours at random, and what the solver is asked in them."""

from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd

from mintgeo.analysis.tours.tables import day_rows, visit_rows
from mintgeo.plan import tours
from tests.plan.tour_checker import Rest, Stop, Van, World

MONDAY = date(2027, 3, 1)


def ways(names: list[str], xy: np.ndarray, speed: float = 1.0) -> tuple[Any, Any]:
    """Whole minutes, rounded up, and kilometres between places by the Pythagorean way."""
    minutes, km = {}, {}
    for at, one in enumerate(names):
        for to, other in enumerate(names):
            length = float(np.hypot(*(xy[at] - xy[to])))
            minutes[one, other], km[one, other] = int(np.ceil(length / speed)), length
    return minutes, km


def random_world(seed: int, *, n: int = 5, weeks: int = 4, vans: int = 1) -> World:
    """Every option now and then."""
    rng = np.random.default_rng(seed)
    names = ["depot", *(f"s{at}" for at in range(n)), "inn"]
    minutes, km = ways(names, rng.integers(0, 90, (n + 2, 2)))
    last = MONDAY + timedelta(days=7 * weeks - 1)
    all_days = [MONDAY + timedelta(days=at) for at in range(7 * weeks)]

    def some(share: float, size: int) -> frozenset[date]:
        return (
            frozenset(rng.choice(np.array(all_days, dtype=object), size))
            if rng.random() < share
            else frozenset()
        )

    def stop(at: int) -> Stop:
        opens = int(rng.choice([0, 480, 540]))
        closed = some(0.3, 3) | frozenset(all_days[7:14] if rng.random() < 0.2 else ())
        weekdays = (
            frozenset(range(5))
            if rng.random() < 0.6
            else frozenset(rng.choice(5, 3, replace=False).tolist())
        )
        every, visits = (
            (int(rng.choice([1, 2])), None)
            if rng.random() < 0.5
            else (None, int(rng.integers(1, 3)))
        )
        bound = (all_days[int(rng.integers(0, 28))],) if rng.random() < 0.2 else ()
        return Stop(
            place=f"s{at}", stay=int(rng.integers(20, 120)), opens=opens,
            closes=int(rng.choice([780, 900, 1440])), weekdays=weekdays, closed=closed, bound=bound,
            every=every, visits=visits, load=float(rng.integers(0, 3)),
            boxes={"Wind": int(rng.integers(0, 3)), "Wasser": int(rng.integers(0, 2))},
        )  # fmt: skip

    work, drive = Rest(of="work", after=300, rest=30), Rest(of="drive", after=90, rest=20)
    both = Rest(of="work", after=330, rest=30), Rest(of="drive", after=120, rest=15)
    rests = [(), (work,), (drive,), both]
    fleet = {
        f"van{at}": Van(
            depot="depot", opens=420, closes=1140, work=int(rng.choice([480, 600])),
            loading=int(rng.choice([0, 15])), load=float(rng.choice([4, 99])),
            boxes=float(rng.choice([3, 99])), rests=rests[int(rng.integers(4))],
            nights=int(rng.integers(0, 3)), closed=some(0.2, 2),
        )
        for at in range(vans)
    }  # fmt: skip
    return World(
        minutes=minutes, km=km, stops={f"s{at}": stop(at) for at in range(n)}, vans=fleet,
        first=MONDAY, last=last, lodgings=frozenset({"inn"}),
        stock={"Wind": 2} if rng.random() < 0.5 else {},
    )  # fmt: skip


def problem_of(world: World, goal: tours.Goal | None = None) -> tuple[tours.Problem, list[str]]:
    """What the solver is asked; and the names of places."""
    places = list(dict.fromkeys(one for one, _ in world.minutes))
    at = {name: number for number, name in enumerate(places)}
    minutes = np.array([[world.minutes.get((a, b), -1) for b in places] for a in places])
    km = np.array([[world.km.get((a, b), 0.0) for b in places] for a in places])
    dates = world.dates()
    stops = [
        tours.Stop(
            name=name, place=at[one.place], stay_min=one.stay, opens=one.opens, closes=one.closes,
            dates=[on for on in dates if on.weekday() in one.weekdays and on not in one.closed],
            bound=one.bound, every=one.every, visits=one.visits, load=one.load,
            boxes=tuple(one.boxes.items()),
        )
        for name, one in world.stops.items()
    ]  # fmt: skip
    vans = [
        tours.Driver(
            name=name, depot=at[van.depot], opens=van.opens, closes=van.closes, work_min=van.work,
            load_min=van.loading, load=van.load, boxes=van.boxes, nights=van.nights,
            rests=tuple(
                tours.Rest(of=one.of, after_min=one.after, rest_min=one.rest) for one in van.rests
            ),
            dates=frozenset(on for on in dates if world.drives(van, on)),
        )
        for name, van in world.vans.items()
    ]  # fmt: skip
    problem = tours.Problem(
        minutes=minutes, km=km, stops=stops, vans=vans, stock=world.stock,
        lodgings=tuple(at[one] for one in sorted(world.lodgings)), goal=goal or tours.Goal(),
    )  # fmt: skip
    return problem, places


def planned(world: World, **options: Any) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Both tables of the tours of a world."""
    goal = options.pop("goal", None)
    problem, places = problem_of(world, goal)
    found = tours.solve(problem, **{"rounds": 60, "search": 15, **options})
    return visit_rows(problem, found), day_rows(problem, found, places)
