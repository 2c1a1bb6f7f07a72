"""Points as a router by timetable knows them: with their walks to stops."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from mintgeo._located import Points
from mintgeo.timetable.search import Walks
from mintgeo.travel.transit.footways import Feet

if TYPE_CHECKING:
    from mintgeo.travel.transit.router import Transit


@dataclass(frozen=True, kw_only=True, eq=False)
class StopPoints(Points):
    """Points of a table, with their walks to stops."""

    feet: Feet
    near: Walks
    router: "Transit"

    def one(self, row: int) -> "StopPoints":
        """The point of one row."""
        plain = self.feet.plain.rows(np.array([row]))
        return replace(
            self, ids=plain.ids, placed=plain.placed, lon=plain.lon, lat=plain.lat, whole=None,
            feet=self.router.footways.place(plain), near=self.near.rows(np.array([row])),
        )  # fmt: skip
