"""Why there are no tours: the stop that stands against them, by how much, and what would do."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from mintgeo._errors import InfeasibleError, name_rows
from mintgeo.plan.tours import moves
from mintgeo.plan.tours.days import Days, Ends, needed
from mintgeo.plan.tours.problem import Problem, Stop, monday
from mintgeo.plan.tours.rests import Driver
from mintgeo.plan.tours.state import State

_DAY = 24 * 60


def spoken(minutes: int) -> str:
    """Minutes as people say them.

    Examples
    --------
    >>> spoken(130), spoken(11), spoken(120)
    ('2 h 10 min', '11 min', '2 h')
    """
    hours, rest = divmod(int(minutes), 60)
    return " ".join([f"{hours} h"] * bool(hours) + [f"{rest} min"] * bool(rest or not hours))


def refuse(problem: Problem, days: Days) -> None:
    """Refuse stops that can't be visited as was asked, whatever else there is.

    Raises
    ------
    InfeasibleError
        For the first such stop: ``no_date``, ``too_many_visits``, ``too_rare``, ``bound_no_van``,
        ``no_way``, ``stay_exceeds_window``, ``window_missed``, ``day_too_short``, ``load_exceeds``,
        ``boxes_exceed``, ``stock_exceeds``.
    """
    for at, stop in enumerate(problem.stops):
        _dates(problem, at, stop)
        _boxes(problem, stop)
        if not any(_reached(problem, days, van, at) for van in range(len(problem.vans))):
            raise min(
                (_why(problem, van, at) for van in range(len(problem.vans))),
                key=lambda error: float(str(error.values.get("lack_min", _DAY))),
            )


def _dates(problem: Problem, at: int, stop: Stop) -> None:
    weeks, asked = len(problem.weeks[at]), stop.visits
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
    if asked is not None and asked > weeks and asked > len(stop.bound):
        raise InfeasibleError(
            "{stop} asks for {visits} visits, but is open in {weeks} weeks only: at most one visit "
            "a week is planned, so {weeks} would do.",
            code="too_many_visits", stop=stop.name, visits=asked, weeks=weeks,
        )  # fmt: skip
    if stop.every is not None and stop.every > weeks and not stop.bound:
        raise InfeasibleError(
            "{stop} asks for a visit every {every} weeks, but is open in {weeks} weeks only: ask "
            "for visits in place of every.",
            code="too_rare", stop=stop.name, every=stop.every, weeks=weeks,
        )  # fmt: skip


def _boxes(problem: Problem, stop: Stop) -> None:
    for theme, n in stop.boxes:
        if n > problem.stock.get(theme, n):
            raise InfeasibleError(
                "{stop} needs {n} boxes of {theme}, but there are {stock}: {lack} more would do.",
                code="stock_exceeds", stop=stop.name, n=n, theme=theme,
                stock=problem.stock[theme], lack=n - problem.stock[theme],
            )  # fmt: skip


def _reached(problem: Problem, days: Days, van: int, stop: int) -> bool:
    """Whether a van can visit a stop, with nights away if it may."""
    return any(days.best(van, ends, frozenset([stop])) for ends in _ends(problem, van, stop))


def _ends(problem: Problem, van: int, stop: int) -> Iterable[Ends]:
    """Ways to begin and end a day at a stop: at home, or near it."""
    driver, here = problem.vans[van], problem.stops[stop].place
    yield Ends(start=driver.depot, end=driver.depot)
    for bed in (here, *problem.lodgings) if driver.nights else ():
        ways = problem.minutes[driver.depot, bed], problem.minutes[bed, driver.depot]
        if min(ways) < 0 or max(ways) > min(driver.work_min, driver.closes - driver.opens):
            continue
        yield Ends(start=driver.depot, end=bed, before_night=True)
        yield Ends(start=bed, end=driver.depot, after_night=True)
        if driver.nights > 1:
            yield Ends(start=bed, end=bed, after_night=True, before_night=True)


def _why(problem: Problem, van: int, at: int) -> InfeasibleError:
    """What keeps one van from a stop."""
    stop, driver = problem.stops[at], problem.vans[van]
    there = int(problem.minutes[driver.depot, stop.place])
    back = int(problem.minutes[stop.place, driver.depot])
    if min(there, back) < 0:
        return InfeasibleError(
            "{stop}: no way leads there from the depot and back: correct its place, or leave it "
            "out.",
            code="no_way",
            stop=stop.name,
        )
    room = stop.closes - stop.opens
    if stop.stay_min > room:
        return InfeasibleError(
            "{stop}: a stay of {stay} does not fit its opening of {room}; {lack} more would do.",
            code="stay_exceeds_window", stop=stop.name, stay=spoken(stop.stay_min),
            room=spoken(room), lack=spoken(stop.stay_min - room), lack_min=stop.stay_min - room,
        )  # fmt: skip
    return _too_much(stop, driver) or _too_long(problem, van, at, there, back)


def _too_much(stop: Stop, driver: Driver) -> InfeasibleError | None:
    boxes = sum(n for _, n in stop.boxes)
    if stop.load > driver.load:
        return InfeasibleError(
            "{stop} takes a load of {load:g}, but {van} carries {most:g}.",
            code="load_exceeds", stop=stop.name, load=stop.load, van=driver.name,
            most=driver.load, lack=stop.load - driver.load,
        )  # fmt: skip
    if boxes > driver.boxes:
        return InfeasibleError(
            "{stop} needs {boxes} boxes, but {van} carries {most:g}.",
            code="boxes_exceed", stop=stop.name, boxes=boxes, van=driver.name, most=driver.boxes,
            lack=boxes - driver.boxes,
        )  # fmt: skip
    return None


def _too_long(problem: Problem, van: int, at: int, there: int, back: int) -> InfeasibleError:
    """Too late for the opening, or too long for the day; how many minutes more would do."""
    stop, driver = problem.stops[at], problem.vans[van]
    late = driver.opens + driver.load_min + there + stop.stay_min - stop.closes
    drive = {"drive": spoken(there + back), "drive_min": there + back}
    if late > 0:
        return InfeasibleError(
            "{stop}: who begins at {opens} is there after {drive_there}, {lack} too late for a "
            "stay of {stay} until {closes}; begin earlier, or spend the night before near it.",
            code="window_missed", stop=stop.name, opens=_clock(driver.opens),
            drive_there=spoken(there + driver.load_min), lack=spoken(late), lack_min=late,
            stay=spoken(stop.stay_min), closes=_clock(stop.closes), **drive,
        )  # fmt: skip
    lack = _lack(problem, van, at)
    limit = min(driver.work_min, driver.closes - driver.opens)
    values: dict[str, Any] = {
        "code": "day_too_short", "stop": stop.name, "stay": spoken(stop.stay_min),
        "stay_min": stop.stay_min, "load_min": driver.load_min, "limit": spoken(limit),
        "limit_min": limit, "lack": spoken(lack), "lack_min": lack,
        "night": driver.nights == 0 and _with_a_night(problem, van, at), **drive,
    }  # fmt: skip
    if values["night"]:
        return InfeasibleError(
            "{stop}: {drive} drive and {stay} stay do not fit a day of {limit}; {lack} more, or a "
            "night away, would do.", **values,
        )  # fmt: skip
    return InfeasibleError(
        "{stop}: {drive} drive and {stay} stay do not fit a day of {limit}; {lack} more would do.",
        **values,
    )


def _lack(problem: Problem, van: int, at: int) -> int:
    """The fewest minutes by which the day has to be longer."""
    low, high = 0, _DAY
    while high - low > 1:
        middle = (low + high) // 2
        longer = _with(problem, van, minutes=middle)
        if _reached(longer, Days(longer), van, at):
            high = middle
        else:
            low = middle
    return high


def _with_a_night(problem: Problem, van: int, at: int) -> bool:
    other = _with(problem, van, nights=2)
    return _reached(other, Days(other), van, at)


def _with(problem: Problem, van: int, *, minutes: int = 0, nights: int = 0) -> Problem:
    driver = problem.vans[van]
    changed = replace(
        driver, work_min=driver.work_min + minutes, closes=min(driver.closes + minutes, _DAY),
        nights=max(nights, driver.nights),
    )  # fmt: skip
    return replace(problem, vans=[*problem.vans[:van], changed, *problem.vans[van + 1 :]])


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


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
