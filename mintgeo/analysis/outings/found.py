"""Round trips between the homes and the offers of two tables."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mintgeo._errors import InputError
from mintgeo._located import Located
from mintgeo._schema.values import OUTING_REASONS
from mintgeo.analysis.outings.asking import Outing, takes_place
from mintgeo.timetable.search import Rounds, Walks, Ways, rounds, served
from mintgeo.travel.protocol import placed
from mintgeo.travel.transit.router import Transit

REASONS: Final = OUTING_REASONS
OK, NO_WAY_THERE, NO_WAY_BACK, TOO_LATE, NO_OFFER, NOWHERE, NO_STOP, NO_SERVICE = range(8)
_AT_ONCE: Final = 4_000_000
Codes = NDArray[np.int8]


@dataclass(frozen=True, kw_only=True, eq=False)
class Part:
    """Some homes (their rows), all offers that take place, and the round trips between them."""

    rows: NDArray[np.int64]
    trips: Rounds
    reason: Codes


class Asked:
    """Homes, offers and times, brought to the stops of a timetable."""

    def __init__(
        self, demand: Located, sites: Located, transit: Transit, outing: Outing, role: str | None
    ) -> None:
        if not isinstance(transit, Transit):
            raise InputError("Outings go by a timetable: the router must be a Transit.")
        self.transit, self.outing, self.trip = transit, outing, outing.trip(transit)
        here = takes_place(sites.table, transit)
        if role is not None and "role" in sites.table:
            here &= (sites.table["role"] == role).to_numpy()
        self.offers = sites.rows(np.flatnonzero(here))
        self.demand = demand
        self.start_points: Any = placed(transit, demand, what="homes")
        self.goal_points: Any = placed(transit, self.offers, what="offers")
        self.start, self.end = outing.times(self.offers.table)

    @property
    def names(self) -> NDArray[np.object_]:
        """Ids of the offers."""
        return np.asarray(self.offers.table["id"].to_numpy(dtype=object))

    def parts(self) -> Iterator[Part]:
        """Round trips, some homes after the others."""
        n_homes, n_offers = len(self.demand), len(self.offers)
        step = max(1, _AT_ONCE // max(n_offers, 1))
        near = self.transit.walks(self.start_points)
        foot = self._foot()
        for begin in range(0, n_homes, step):
            rows = np.arange(begin, min(begin + step, n_homes))
            trips = self._rounds(near.rows(rows), _dense(foot.rows(rows), n_offers))
            yield Part(rows=rows, trips=trips, reason=self._reasons(trips))

    def _rounds(self, homes: Walks, foot: Any) -> Rounds:
        """Courses and open houses are looked for apart."""
        goals = self.transit.slowed(self.transit.walks(self.goal_points))
        course = self.start >= 0
        both = []
        for which, timed in ((np.flatnonzero(course), True), (np.flatnonzero(~course), False)):
            own = {"start": self.start[which], "end": self.end[which]} if timed else {}
            if len(which) or timed:
                both.append((which, rounds(
                    self.transit.service(), homes, goals.rows(which), self.trip,
                    on_foot=foot[:, which], **own,
                )))  # fmt: skip
        order = np.argsort(np.concatenate([which for which, _ in both]))
        return _merged([one for _, one in both], order)

    def _foot(self) -> Walks:
        """Walking all the way, for as long as the two walks of a ride may take together."""
        most = 2 * self.transit.max_walk_min
        start, goal = self.start_points.feet, self.goal_points.feet
        return self.transit.footways.within(start, goal, most)

    def _reasons(self, trips: Rounds) -> Codes:
        there, back = trips.there.rides >= 0, trips.back.rides >= 0
        late = back & (trips.back.arrive > self.trip.home_by)
        reason = np.where(late, TOO_LATE, np.where(back, OK, NO_WAY_BACK))
        return np.where(there, reason, NO_WAY_THERE).astype(np.int8)

    def apart(self) -> Codes:
        """What keeps each home from every vehicle; ``OK`` where nothing does."""
        near = self.transit.walks(self.start_points)
        day, trip = self.transit.service(), self.trip
        stops = served(day, trip.leave, trip.home_by)
        some = np.bincount(near.origin, stops[near.stop], minlength=len(near)) > 0
        out = np.where(some, OK, np.where(near.n > 0, NO_SERVICE, NO_STOP))
        here = np.zeros(len(near), dtype=bool)
        here[self.start_points.placed] = True
        return np.where(here, out, NOWHERE).astype(np.int8)


def _dense(walks: Walks, n: int) -> NDArray[np.float32]:
    out = np.full((len(walks), n), np.inf, dtype=np.float32)
    np.minimum.at(out, (walks.origin, walks.stop), walks.minutes)
    return out


def _merged(parts: list[Rounds], order: NDArray[np.int64]) -> Rounds:
    def together(*arrays: Any) -> Any:
        return np.concatenate(arrays, axis=1)[:, order]

    def ways(which: str) -> Ways:
        one = [getattr(part, which) for part in parts]
        return Ways(**{
            name: together(*(getattr(way, name) for way in one))
            for name in ("leave", "arrive", "rides")
        })  # fmt: skip

    return Rounds(
        there=ways("there"), back=ways("back"), end=together(*(one.end for one in parts)),
        last_back=together(*(one.last_back for one in parts)),
    )  # fmt: skip


def clocks(minutes: Any) -> pd.api.extensions.ExtensionArray:
    """Minutes since midnight as times of the day, "24:10" after midnight; NA below zero."""
    values = np.asarray(minutes)
    known = {int(m): f"{m // 60:02}:{m % 60:02}" for m in np.unique(values) if m >= 0}
    return pd.array([known.get(int(one), pd.NA) for one in values], dtype="str")
