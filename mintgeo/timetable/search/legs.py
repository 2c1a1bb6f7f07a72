"""Journeys from door to door: every ride with its two calls, every walk and change."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mintgeo.timetable.day import Day, Positions
from mintgeo.timetable.search.backward import mirrored_calls

Ints = NDArray[np.integer[Any]]


@dataclass(frozen=True, kw_only=True, eq=False)
class Journeys:
    """Ways of n people from door to door; minutes since midnight.

    Attributes
    ----------
    depart, arrive
        When each journey begins and ends: ``int32`` of n. Who starts earlier than the first vehicle
        asks for has to wait: ``leave`` is when one can start at the latest.
    walk
        Minutes of the walk to the first stop, or all the way: ``int32`` of n.
    first
        Where the rides of each journey begin in the arrays below: ``int32`` of n + 1.
    board, alight
        Calls of the day where each ride begins and ends.
    board_at, alight_at
        Minutes of these calls, as the search counts them.
    onward
        Minutes from each ride to where one boards next, or to the goal; ``on_foot`` whether one
        walks (a change on the same platform takes time, too).
    """

    depart: Positions
    arrive: Positions
    walk: Positions
    first: Positions
    board: Positions
    alight: Positions
    board_at: Positions
    alight_at: Positions
    onward: Positions
    on_foot: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.depart)

    @property
    def rides(self) -> Positions:
        """Number of vehicles."""
        return np.diff(self.first).astype(np.int32)

    @property
    def walk_min(self) -> Positions:
        """Minutes on foot, of all walks together."""
        return (self.walk + self._sum(np.where(self.on_foot, self.onward, 0))).astype(np.int32)

    @property
    def ride_min(self) -> Positions:
        """Minutes in vehicles."""
        return self._sum(self.alight_at - self.board_at)

    @property
    def wait_min(self) -> Positions:
        """Minutes of waiting, before the first vehicle and at changes."""
        return (self.arrive - self.depart - self.walk_min - self.ride_min).astype(np.int32)

    @property
    def leave(self) -> Positions:
        """The last minute at which one can leave home for the first vehicle."""
        out, some = self.depart.copy(), np.flatnonzero(self.rides)
        out[some] = self.board_at[self.first[some]] - self.walk[some]
        return out

    def _sum(self, values: Ints) -> Positions:
        of = np.repeat(np.arange(len(self)), self.rides)
        return np.bincount(of, values, minlength=len(self)).astype(np.int32)


def turned(back: Journeys, day: Day) -> Journeys:
    """Journeys of a mirrored day as they are on the day itself: from the goal back to the start.

    Nobody is home later than the last vehicle brings them.

    Parameters
    ----------
    back
        Of ``mirrored(day)``.
    day
        The day itself.
    """
    calls, n = mirrored_calls(day), back.rides
    of = np.repeat(np.arange(len(back)), n)
    at = back.first[of] + back.first[of + 1] - 1 - np.arange(len(of))
    home = at == back.first[of]
    before = np.maximum(at - 1, 0)
    walk = back.walk.copy()
    walk[n > 0] = back.onward[back.first[1:][n > 0] - 1]
    return Journeys(
        depart=-back.arrive, arrive=-back.leave, walk=walk, first=back.first,
        board=calls[back.alight[at]], alight=calls[back.board[at]],
        board_at=-back.alight_at[at], alight_at=-back.board_at[at],
        onward=np.where(home, back.walk[of], back.onward[before]).astype(np.int32),
        on_foot=home | back.on_foot[before],
    )  # fmt: skip
