"""What a search in time must find, told event by event: slow, plain, and by itself.

Nothing of ``mintgeo.timetable.search`` is used here. All states that somebody can be in are
followed forward from one departure: standing at a stop at a minute, after some rides.
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil, floor

from mintgeo.timetable.day import Day

State = tuple[int, int]


@dataclass(frozen=True)
class World:
    """A day, and how one changes in it."""

    day: Day
    change_min: int = 2

    def trips(self) -> Iterator[list[int]]:
        for a, b in zip(self.day.first[:-1], self.day.first[1:], strict=True):
            yield list(range(a, b))

    def ways(self, stop: int) -> dict[int, int]:
        """Stops where one can board after getting off here, and minutes."""
        day, out = self.day, {}
        for at in range(day.ways[stop], day.ways[stop + 1]):
            to, minutes = int(day.way_to[at]), ceil(day.way_seconds[at] / 60)
            said = to == stop if day.said is None else day.said[at]
            out[to] = minutes if said else max(minutes, self.change_min)
        if day.no_change[stop]:
            out.pop(stop, None)
        else:
            out.setdefault(stop, self.change_min)
        return out

    def rides(self, stop: int, minute: int) -> Iterator[tuple[int, int, int, int]]:
        """Boarding call, alighting call, stop and minute of every ride from here on."""
        day = self.day
        for calls in self.trips():
            for i in calls:
                if day.stop[i] != stop or not day.board[i] or floor(day.depart[i] / 60) < minute:
                    continue
                for j in calls:
                    if j > i and day.alight[j]:
                        yield i, j, int(day.stop[j]), ceil(day.arrive[j] / 60)

    def arrivals(self, start: dict[int, int], leave: int, last: int) -> dict[State, int]:
        """Least rides to get off at a stop at a minute, for all that is possible until ``last``."""
        standing = {(stop, leave + walk): 0 for stop, walk in start.items()}
        queue, off = deque(sorted(standing)), {}
        while queue:
            stop, minute = state = queue.popleft()
            rides = standing[state] + 1
            for _, _, to, when in self.rides(stop, minute):
                if when > last or off.get((to, when), 99) <= rides:
                    continue
                off[to, when] = rides
                for there, took in self.ways(to).items():
                    if standing.get((there, when + took), 99) > rides:
                        standing[there, when + took] = rides
                        queue.append((there, when + took))
        return off

    def best(
        self, start: dict[int, int], offers: list[dict[int, int]], leave: int, last: int
    ) -> list[tuple[int, int] | None]:
        """Earliest arrival and least rides at every offer; a start and offers are stop: walk."""
        off = self.arrivals(start, leave, last)
        out = []
        for near in offers:
            ways = [
                (when + near[stop], rides) for (stop, when), rides in off.items() if stop in near
            ]
            out.append(min((one for one in ways if one[0] <= last), default=None))
        return out
