"""Clock times of one day whose order is known: windows, breaks, as little waiting as possible."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from typing import Final

from mintgeo.plan.tours.rests import Rest

_MOST_BREAKS: Final = 3
_FEW: Final = 4


@dataclass(frozen=True, kw_only=True)
class Course:
    """A day as numbers: drives to each stop and to the end, stays and windows.

    Attributes
    ----------
    drives
        n + 1 whole minutes.
    stays, opens, latest
        Of each stop: the stay, and between which minutes it may begin.
    earliest, back
        When the day may begin at the soonest, and must end at the latest.
    load, work, rests
        Time to load, longest work, breaks that are due.
    """

    drives: tuple[int, ...]
    stays: tuple[int, ...]
    opens: tuple[int, ...]
    latest: tuple[int, ...]
    earliest: int
    back: int
    load: int
    work: int
    rests: tuple[Rest, ...]


@dataclass(frozen=True, kw_only=True)
class Timeline:
    """When everything happens: minutes of a day.

    Attributes
    ----------
    start, end
        Loading begins; the day is over.
    arrive, begin, leave
        Of each stop.
    wait, pause
        Of each stop: minutes of waiting and of a break.
    way
        Breaks on the way to each stop and to the end.
    """

    start: int
    end: int
    arrive: tuple[int, ...]
    begin: tuple[int, ...]
    leave: tuple[int, ...]
    wait: tuple[int, ...]
    pause: tuple[int, ...]
    way: tuple[int, ...]

    @property
    def work(self) -> int:
        """Minutes of work: all but breaks."""
        return self.end - self.start - sum(self.pause) - sum(self.way)


Pauses = tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]


def timeline(course: Course) -> Timeline | None:
    """The shortest day with as few breaks as are due; None if there is none.

    A break amid the day comes before one that saves a few minutes of waiting.
    """
    n = len(course.stays)
    for number in range(_most_breaks(course) + 1):
        found = [
            (one.work + _longest(course, pauses, one), one.end, one.start, at, one)
            for at, pauses in enumerate(_pauses(course, n, number))
            if (one := _timed(course, pauses)) is not None
        ]
        if found:
            return min(found)[-1]
        if not number and _hopeless(course):
            return None
    return None


def _most_breaks(course: Course) -> int:
    """Breaks that there is time for; days with many stops are tried with two at most."""
    if not course.rests:
        return 0
    spent = course.load + sum(course.drives) + sum(course.stays)
    room = course.back - course.earliest - spent
    most = _MOST_BREAKS if len(course.stays) <= _FEW else _MOST_BREAKS - 1
    return min(most, max(0, room // min(one.rest_min for one in course.rests)))


def _hopeless(course: Course) -> bool:
    """Whether breaks can't help: the day is too long or too late even without them."""
    n = len(course.stays)
    least = course.load + sum(course.drives) + sum(course.stays)
    return (
        least > course.work or _latest_start(course, ((0,) * n, (0,) * n, (0,) * (n + 1))) is None
    )


def _pauses(course: Course, n: int, number: int) -> Iterator[Pauses]:
    """Every way to take some breaks: before a stay, after it, or amid a long drive."""
    limit = min((one.after_min for one in course.rests), default=0)
    slots = [(kind, at) for at in range(n) for kind in (0, 1)]
    slots += [(2, at) for at, drive in enumerate(course.drives) if drive > limit]
    lengths = sorted({one.rest_min for one in course.rests})
    for some in combinations(slots, number):
        for long in product(lengths, repeat=number):
            rows = [0] * n, [0] * n, [0] * (n + 1)
            for (kind, at), minutes in zip(some, long, strict=True):
                rows[kind][at] = minutes
            yield tuple(rows[0]), tuple(rows[1]), tuple(rows[2])


def _timed(course: Course, pauses: Pauses) -> Timeline | None:
    start = _latest_start(course, pauses)
    if start is None:
        return None
    found = _walk(course, pauses, start)
    fits = found.work <= course.work and all(
        _kept(rest, course, pauses, found) for rest in course.rests
    )
    return found if fits else None


def _latest_start(course: Course, pauses: Pauses) -> int | None:
    """The latest start that delays neither a stay nor the end; None if there is none in time."""
    before, after, way = pauses
    late = course.back
    for at in range(len(course.stays), 0, -1):
        late -= course.drives[at] + way[at] + after[at - 1] + course.stays[at - 1]
        late = min(late, course.latest[at - 1])
        if late < course.opens[at - 1]:
            return None
        late -= before[at - 1]
    late -= course.drives[0] + way[0] + course.load
    if late < course.earliest:
        return None
    spent = course.load + sum(course.drives) + sum(course.stays) + sum(map(sum, pauses))
    end = _walk(course, pauses, course.earliest).end
    return min(late, max(course.earliest, end - spent))


def _walk(course: Course, pauses: Pauses, start: int) -> Timeline:
    before, after, way = pauses
    arrive, begin, leave, wait = [], [], [], []
    now = start + course.load
    for at, stay in enumerate(course.stays):
        now += course.drives[at] + way[at]
        arrive.append(now)
        now += before[at]
        wait.append(max(0, course.opens[at] - now))
        now += wait[-1]
        begin.append(now)
        now += stay + after[at]
        leave.append(now)
    return Timeline(
        start=start, end=now + course.drives[-1] + way[-1], arrive=tuple(arrive),
        begin=tuple(begin), leave=tuple(leave), wait=tuple(wait), way=way,
        pause=tuple(one + other for one, other in zip(before, after, strict=True)),
    )  # fmt: skip


def _longest(course: Course, pauses: Pauses, day: Timeline) -> int:
    """The longest stretch of work without a break."""
    longest = clock = 0
    for kind, minutes in events(course, pauses, day.wait):
        clock = 0 if kind == "rest" and minutes else clock + minutes
        longest = max(longest, clock)
    return longest


def _kept(rule: Rest, course: Course, pauses: Pauses, day: Timeline) -> bool:
    """Whether no clock of a rule runs longer than it may."""
    clock = 0
    for kind, minutes in events(course, pauses, day.wait):
        if kind == "rest":
            clock = 0 if minutes >= rule.rest_min else clock
        elif rule.of == "work" or kind == "drive":
            clock += minutes
            if clock > rule.after_min:
                return False
    return True


def events(course: Course, pauses: Pauses, wait: Sequence[int]) -> list[tuple[str, int]]:
    """What follows what; a break on the way is taken as late as all rules allow."""
    before, after, way = pauses
    out: list[tuple[str, int]] = [("load", course.load)]
    for at, drive in enumerate(course.drives):
        if not way[at]:
            out.append(("drive", drive))
        else:
            part = max(0, min(drive, *(rule.after_min - _run(rule, out) for rule in course.rests)))
            out += [("drive", part), ("rest", way[at]), ("drive", drive - part)]
        if at < len(course.stays):
            out += [("wait", wait[at]), ("rest", before[at]), ("stay", course.stays[at]),
                    ("rest", after[at])]  # fmt: skip
    return out


def _run(rule: Rest, events: Sequence[tuple[str, int]]) -> int:
    clock = 0
    for kind, minutes in events:
        if kind == "rest":
            clock = 0 if minutes >= rule.rest_min else clock
        elif rule.of == "work" or kind == "drive":
            clock += minutes
    return clock
