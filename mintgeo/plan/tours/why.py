"""Why there are no tours: the stop that stands against them, by how much, and what would do."""

from collections.abc import Iterable
from dataclasses import replace

from mintgeo._errors import InfeasibleError, name_rows
from mintgeo.plan.tours import moves
from mintgeo.plan.tours.alone import obstacle, reached
from mintgeo.plan.tours.days import Days, Ends, needed
from mintgeo.plan.tours.problem import Problem, Stop, monday
from mintgeo.plan.tours.state import State

_DAY = 24 * 60


def refuse(problem: Problem, days: Days) -> None:
    """Refuse stops that can't be visited as was asked, whatever else there is.

    Raises
    ------
    InfeasibleError
        For the first such stop: ``no_date``, ``too_many_visits``, ``too_rare``, ``bound_no_van``,
        ``no_way``, ``stay_exceeds_window``, ``window_missed``, ``day_too_short``,
        ``back_too_late``, ``breaks_exceed``, ``no_break``, ``too_far``, ``load_exceeds``,
        ``boxes_exceed``, ``stock_exceeds``.
    """
    asked = {visit.stop for visit in problem.visits}
    for at, stop in enumerate(problem.stops):
        _dates(problem, at, stop)
        if at not in asked:
            continue
        _boxes(problem, stop)
        if not any(reached(problem, days, van, at) for van in range(len(problem.vans))):
            raise min(
                (obstacle(problem, van, at) for van in range(len(problem.vans))),
                key=lambda error: float(str(error.values.get("lack_min", _DAY))),
            )


def _dates(problem: Problem, at: int, stop: Stop) -> None:
    weeks, asked, bound = problem.weeks[at], stop.visits, {*stop.bound}
    for on in stop.bound:
        if on not in problem.driven:
            raise InfeasibleError(
                "{stop} is bound to {date}, but no van drives on that date: let one drive, or "
                "choose another date.",
                code="bound_no_van", stop=stop.name, date=on.isoformat(),
            )  # fmt: skip
    if not weeks and not stop.bound and asked != 0:
        raise InfeasibleError(
            "{stop} can't be visited on any date on which a van drives: allow more days of the "
            "week, or other dates.",
            code="no_date", stop=stop.name,
        )  # fmt: skip
    most = len(bound) + len({*weeks} - {monday(on) for on in bound})
    if asked is not None and asked > most:
        raise InfeasibleError(
            "{stop} asks for {visits} visits, but is open in {weeks} weeks only: at most one visit "
            "a week is planned, so {weeks} would do.",
            code="too_many_visits", stop=stop.name, visits=asked, weeks=most,
        )  # fmt: skip
    if stop.every is not None and stop.every > len(weeks) and not stop.bound:
        raise InfeasibleError(
            "{stop} asks for a visit every {every} weeks, but is open in {weeks} weeks only: ask "
            "for visits in place of every.",
            code="too_rare", stop=stop.name, every=stop.every, weeks=len(weeks),
        )  # fmt: skip


def _boxes(problem: Problem, stop: Stop) -> None:
    for theme, n in stop.boxes:
        if n > problem.stock.get(theme, n):
            raise InfeasibleError(
                "{stop} needs {n} boxes of {theme}, but there are {stock}: {lack} more would do.",
                code="stock_exceeds", stop=stop.name, n=n, theme=theme,
                stock=problem.stock[theme], lack=n - problem.stock[theme],
            )  # fmt: skip


def refuse_left(state: State) -> None:
    """Say which visits found no place, and how many days with a van more would do.

    Raises
    ------
    InfeasibleError
        ``boxes_taken``: there would be place if there were more boxes. ``too_few_days`` else.
    """
    problem = state.problem
    left = state.left()
    names = list(dict.fromkeys(problem.stops[state.visits[at].stop].name for at in left))
    themes = _short_of(state, left)
    if themes:
        raise InfeasibleError(
            "Visits of {stops} find no date on which enough boxes of {themes} are free: another "
            "box would do.",
            code="boxes_taken", stops=name_rows(names), themes=", ".join(themes),
            names=tuple(names), visits=len(left),
        )  # fmt: skip
    days = len({(van, on) for van, driver in enumerate(problem.vans) for on in driver.dates})
    more = _more_days(state, left)
    weeks = sorted({monday(on).isoformat() for at in left for on in state.visits[at].dates})
    raise InfeasibleError(
        "{visits} visits find no place on {days} days with a van ({stops}): {more} days more from "
        "the week of {first} to that of {last}, longer days, or a longer rhythm would do.",
        code="too_few_days", visits=len(left), days=days, stops=name_rows(names), more=more,
        first=weeks[0], last=weeks[-1], names=tuple(names),
    )  # fmt: skip


def _short_of(state: State, left: Iterable[int]) -> list[str]:
    """Themes of which there are too few boxes, if more of them would help."""
    if not state.problem.stock:
        return []
    plenty = replace(state.problem, stock={})
    other = state.copy()
    other.problem = plenty
    for at in left:
        if any(moves.price(other, one) < float("inf") for one in moves.places_for(other, at)):
            stop = frozenset([state.visits[at].stop])
            return sorted(set(needed(plenty, stop)) & set(state.problem.stock))
    return []


def _more_days(state: State, left: Iterable[int]) -> int:
    """Days with a van that visits without a place need, the first that fits."""
    packed: list[frozenset[int]] = []
    for at in left:
        stop = state.visits[at].stop
        for number, day in enumerate(packed):
            if stop not in day and _fits(state, day | {stop}):
                packed[number] = day | {stop}
                break
        else:
            packed.append(frozenset([stop]))
    return len(packed)


def _fits(state: State, stops: frozenset[int]) -> bool:
    return any(
        state.days.best(at, Ends(start=van.depot, end=van.depot), stops) is not None
        for at, van in enumerate(state.problem.vans)
    )
