"""Tours as tables: a row per visit, and a row per day."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Final

import pandas as pd

from mintgeo._schema import TOUR_DAYS, TOURS
from mintgeo._schema.column import Table
from mintgeo.analysis.tours.wishes import clock
from mintgeo.plan.tours.days import needed
from mintgeo.plan.tours.problem import Problem
from mintgeo.plan.tours.solver import Driven, Tours

_LATER: Final = ("name", "geometry")
_DTYPES: Final = {"text": "str", "integer": "int64", "number": "float64", "flag": "bool"}


def visit_rows(problem: Problem, tours: Tours) -> pd.DataFrame:
    """One row per visit: ``tours`` of docs/tables.md, without names and geometry."""
    rows = [row for day in tours.days for row in _visits(problem, day)]
    return _table(rows, TOURS)


def _visits(problem: Problem, driven: Driven) -> list[dict[str, Any]]:
    day, time, place, rows = driven.day, driven.day.time, driven.starts, []
    for at, stop in enumerate(day.order):
        asked = problem.stops[stop]
        rows.append({
            "tour": driven.tour, "day": driven.number, "date": driven.on.isoformat(),
            "van": problem.vans[driven.van].name, "order": at + 1, "id": asked.name,
            "visit": driven.visits[at], "arrive": clock(time.arrive[at]),
            "begin": clock(time.begin[at]), "leave": clock(time.leave[at]),
            "drive_min": int(problem.minutes[place, asked.place]),
            "drive_km": float(problem.km[place, asked.place]), "wait_min": time.wait[at],
            "stay_min": asked.stay_min, "break_min": time.pause[at],
            "break_way_min": time.way[at],
        })  # fmt: skip
        place = asked.place
    return rows


def day_rows(problem: Problem, tours: Tours, places: Sequence[str]) -> pd.DataFrame:
    """One row per date and van that drives: ``tour_days`` of docs/tables.md.

    Parameters
    ----------
    places
        Name of every place.
    """
    boxes = _boxes(problem, tours)
    last = {driven.tour: driven.number for driven in tours.days}
    rows = []
    for driven in tours.days:
        order = driven.day.order
        place = problem.stops[order[-1]].place if order else driven.starts
        rows.append({
            **_when(problem, driven), "starts": places[driven.starts], "ends": places[driven.ends],
            "night": driven.number < last[driven.tour], **_sums(problem, driven),
            "last_drive_min": int(problem.minutes[place, driven.ends]),
            "last_drive_km": float(problem.km[place, driven.ends]),
            "last_break_min": driven.day.time.way[-1], "boxes": boxes[driven.tour],
        })  # fmt: skip
    return _table(rows, TOUR_DAYS)


def _when(problem: Problem, driven: Driven) -> dict[str, Any]:
    time, van = driven.day.time, problem.vans[driven.van]
    load = van.load_min if driven.number == 1 else 0
    return {
        "tour": driven.tour, "day": driven.number, "date": driven.on.isoformat(), "van": van.name,
        "load": clock(time.start), "depart": clock(time.start + load), "back": clock(time.end),
        "load_min": load,
    }  # fmt: skip


def _sums(problem: Problem, driven: Driven) -> dict[str, Any]:
    day, time = driven.day, driven.day.time
    return {
        "visits": len(day.order), "drive_min": day.drive, "drive_km": day.km,
        "stay_min": sum(problem.stops[stop].stay_min for stop in day.order),
        "wait_min": sum(time.wait), "break_min": sum(time.pause) + sum(time.way),
        "work_min": time.work,
    }  # fmt: skip


def _boxes(problem: Problem, tours: Tours) -> dict[int, str]:
    """Boxes on board of each tour: 'Wasser 1; Wind 2'."""
    stops: dict[int, set[int]] = defaultdict(set)
    for driven in tours.days:
        stops[driven.tour] |= set(driven.day.order)
    return {
        tour: "; ".join(
            f"{theme} {n}" for theme, n in sorted(needed(problem, frozenset(some)).items()) if n
        )
        for tour, some in stops.items()
    }


def _table(rows: list[dict[str, Any]], schema: Table) -> pd.DataFrame:
    columns = [one for one in schema.columns if one.name not in _LATER]
    table = pd.DataFrame(rows, columns=[one.name for one in columns])
    return table if rows else table.astype({one.name: _DTYPES[one.kind] for one in columns})
