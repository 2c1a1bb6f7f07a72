"""What keeps one van from one stop, by how much, and what would do."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Final

from mintgeo._errors import InfeasibleError
from mintgeo.plan.tours.days import Days, Ends
from mintgeo.plan.tours.problem import Problem, Stop
from mintgeo.plan.tours.rests import Driver

_DAY: Final = 24 * 60


def spoken(minutes: int) -> str:
    """Minutes as people say them.

    Examples
    --------
    >>> spoken(130), spoken(11), spoken(120)
    ('2 h 10 min', '11 min', '2 h')
    """
    hours, rest = divmod(int(minutes), 60)
    return " ".join([f"{hours} h"] * bool(hours) + [f"{rest} min"] * bool(rest or not hours))


def reached(problem: Problem, days: Days, van: int, stop: int) -> bool:
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


def obstacle(problem: Problem, van: int, at: int) -> InfeasibleError:
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
    values: dict[str, Any] = {
        "stop": stop.name, "drive": spoken(there + back), "drive_min": there + back,
        "stay": spoken(stop.stay_min), "stay_min": stop.stay_min, "load_min": driver.load_min,
        "load": spoken(driver.load_min),
    }  # fmt: skip
    if late > 0:
        return _missed({
            **values, "opens": _clock(driver.opens), "closes": _clock(stop.closes),
            "drive_there": spoken(there + driver.load_min), "lack": spoken(late), "lack_min": late,
        })  # fmt: skip
    lack = _lack(problem, van, at)
    if lack is None and not _ever(problem, van, at):
        return InfeasibleError(
            "{stop}: {drive} drive and {stay} stay do not fit between {opens} and midnight: begin "
            "earlier, from nearer by, or spend a night near it.",
            code="too_far", opens=_clock(driver.opens), **values,
        )  # fmt: skip
    if lack is None:
        after = min(one.after_min for one in driver.rests)
        return InfeasibleError(
            "{stop}: a stay of {stay} can't be interrupted, but after {after} a break is due: plan "
            "two shorter visits, or other breaks.",
            code="no_break", after=spoken(after), after_min=after, **values,
        )  # fmt: skip
    begin = max(stop.opens, driver.opens + driver.load_min + there)
    home = begin + stop.stay_min + back
    values |= {"lack": spoken(lack), "lack_min": lack,
               "night": driver.nights == 0 and _with_a_night(problem, van, at)}  # fmt: skip
    if driver.load_min + there + stop.stay_min + back > driver.work_min:
        return _short(values, driver.work_min)
    if home > driver.closes:
        return InfeasibleError(
            "{stop}: a stay from {begin} ends so late that the van is back at {home}, {lack} after "
            "the end of the day at {closes}.",
            code="back_too_late", begin=_clock(begin), home=_clock(home),
            closes=_clock(driver.closes), **values,
        )  # fmt: skip
    return InfeasibleError(
        "{stop}: {drive} drive and {stay} stay fit the day, but not with the breaks that are due; "
        "{lack} more would do.",
        code="breaks_exceed", **values,
    )  # fmt: skip


def _missed(values: dict[str, Any]) -> InfeasibleError:
    return InfeasibleError(
        "{stop}: who begins at {opens} is there after {drive_there}, {lack} too late for a stay of "
        "{stay} until {closes}; begin earlier, or spend the night before near it.",
        code="window_missed", **values,
    )  # fmt: skip


def _short(values: dict[str, Any], limit: int) -> InfeasibleError:
    """The day is too short for the drive, the stay and time to load."""
    rest = {"code": "day_too_short", "limit": spoken(limit), "limit_min": limit, **values}
    if values["night"] and values["load_min"]:
        return InfeasibleError(
            "{stop}: {drive} drive, {load} to load and {stay} stay do not fit a day of {limit}; "
            "{lack} more, or a night away, would do.", **rest,
        )  # fmt: skip
    if values["night"]:
        return InfeasibleError(
            "{stop}: {drive} drive and {stay} stay do not fit a day of {limit}; {lack} more, or a "
            "night away, would do.", **rest,
        )  # fmt: skip
    if values["load_min"]:
        return InfeasibleError(
            "{stop}: {drive} drive, {load} to load and {stay} stay do not fit a day of {limit}; "
            "{lack} more would do.", **rest,
        )  # fmt: skip
    return InfeasibleError(
        "{stop}: {drive} drive and {stay} stay do not fit a day of {limit}; {lack} more would do.",
        **rest,
    )


def _lack(problem: Problem, van: int, at: int) -> int | None:
    """The fewest minutes by which the day has to be longer; None if that does not help."""
    low, high = 0, _DAY
    longest = _with(problem, van, minutes=_DAY)
    if not reached(longest, Days(longest), van, at):
        return None
    while high - low > 1:
        middle = (low + high) // 2
        longer = _with(problem, van, minutes=middle)
        if reached(longer, Days(longer), van, at):
            high = middle
        else:
            low = middle
    return high


def _ever(problem: Problem, van: int, at: int) -> bool:
    """Whether it would do if no breaks were due and the day had no end before midnight."""
    other = _with(problem, van, minutes=_DAY, rests=())
    return reached(other, Days(other), van, at)


def _with_a_night(problem: Problem, van: int, at: int) -> bool:
    other = _with(problem, van, nights=2)
    return reached(other, Days(other), van, at)


def _with(
    problem: Problem, van: int, *, minutes: int = 0, nights: int = 0, **others: Any
) -> Problem:
    driver = problem.vans[van]
    changed = replace(
        driver, work_min=driver.work_min + minutes, closes=min(driver.closes + minutes, _DAY),
        nights=max(nights, driver.nights), **others,
    )  # fmt: skip
    return replace(problem, vans=[*problem.vans[:van], changed, *problem.vans[van + 1 :]])


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
