"""Changes between vehicles: from where to where, in whole units of time."""

from dataclasses import dataclass

import numpy as np

from mintgeo.timetable.day import Day, Positions
from mintgeo.timetable.search.walks import pointers


@dataclass(frozen=True, kw_only=True, eq=False)
class Changes:
    """Where one can board after getting off at each stop, its own platform included.

    Attributes
    ----------
    first
        Where the changes of each stop begin: ``int32`` of stops + 1.
    to, minutes
        The stop where one boards, and how long that takes: ``int32``.
    """

    first: Positions
    to: Positions
    minutes: Positions

    @property
    def longest(self) -> int:
        """Minutes of the longest change."""
        return int(self.minutes.max(initial=0))

    @property
    def instant(self) -> bool:
        """Whether a change takes no time at all."""
        return bool((self.minutes == 0).any())


def changes(day: Day, change_min: int, *, unit: int = 60) -> Changes:
    """Changes of a day: as the feed says, else the way on foot, but at least ``change_min``."""
    start = np.repeat(np.arange(day.n_stops, dtype=np.int32), np.diff(day.ways))
    own = start == day.way_to
    took = -(-day.way_seconds // unit)
    took = np.where(own if day.said is None else day.said, took, np.maximum(took, change_min))
    kept = ~(own & day.no_change[start])
    plain = ~day.no_change
    plain[start[own]] = False
    stays = np.flatnonzero(plain).astype(np.int32)
    origin = np.concatenate([start[kept], stays])
    order = np.argsort(origin, kind="stable")
    to = np.concatenate([day.way_to[kept], stays])
    minutes = np.concatenate([took[kept], np.full(len(stays), change_min)])
    return Changes(
        first=pointers(np.bincount(origin, minlength=day.n_stops)),
        to=to[order].astype(np.int32), minutes=minutes[order].astype(np.int32),
    )  # fmt: skip
