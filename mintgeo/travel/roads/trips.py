"""Trips between two tables: their ends on the road, and the travel table of what was found."""

from dataclasses import dataclass, replace
from typing import Self

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mintgeo._crs import WGS84
from mintgeo._located import Points
from mintgeo.travel._table import travel_table
from mintgeo.travel.matrices import NOT_SNAPPED, OK, OUTSIDE, Codes, Matrix, unplaced
from mintgeo.travel.roads.graph.arcs import Paths
from mintgeo.travel.roads.graph.places import WALK_MS, Places, RoadPoints, rank, spread
from mintgeo.travel.roads.graph.segments import Bools, Floats, Ints
from mintgeo.travel.roads.quarters import Quarters
from mintgeo.travel.roads.search.directions import Searches
from mintgeo.travel.roads.search.routes import Way, described_ways, find_ways, paired_rows


@dataclass(frozen=True, kw_only=True)
class Trips:
    """Origins and destinations, as points of their tables and as places on the road."""

    mode: str
    searches: Searches
    start: Points
    goal: Points
    here: Places
    there: Places
    inside: "Trips | None" = None
    """Trips within quarters, between those of both tables that have a nearer road there."""

    @classmethod
    def of(
        cls, start: RoadPoints, goal: RoadPoints, *, mode: str, searches: Searches,
        quarters: Quarters | None,
    ) -> Self:  # fmt: skip
        """Trips between points that have been brought to their roads."""
        here, there = start.on, goal.on
        trips = cls(mode=mode, searches=searches, start=start, goal=goal, here=here, there=there)
        return trips if quarters is None else trips._with(quarters, max_m=start.max_m)

    def _with(self, quarters: Quarters, *, max_m: float) -> Self:
        few, many = sorted((self.here, self.there), key=len)
        few = quarters.places(few, max_m=max_m)
        if not few.spots.snapped.any():
            return self
        many = quarters.places(many, max_m=max_m)
        here, there = (few, many) if len(self.here) <= len(self.there) else (many, few)
        inside = replace(self, searches=quarters.searches, here=here, there=there)
        return replace(self, inside=inside)

    def nearest(self, *, k: int, max_min: float | None) -> pd.DataFrame:
        """Travel table of the ``k`` nearest destinations of every origin."""
        return self._table(self.best(k), k=k, max_min=max_min)

    def within(self, *, max_min: float | None) -> pd.DataFrame:
        """Travel table of all pairs within a time."""
        return self._table(self.all(max_min), k=None, max_min=max_min)

    def all(self, max_min: float | None) -> Paths:
        """The best path of every pair within a time."""
        found = self.searches.within(self.here, self.there, max_min)
        if self.inside is None:
            return found
        more = self.inside.searches.within(self.inside.here, self.inside.there, max_min)
        return found.bettered(more, len(self.there) or 1)

    def matrix(self, *, max_min: float | None) -> Matrix:
        """All pairs within a time as numbers."""
        row, target, values = self._pairs(self.all(max_min), k=None, max_min=max_min)
        return Matrix.of_pairs(
            self.start.ids, self.goal.ids, row, target, mode=self.mode, max_min=max_min,
            values=values, origin=self._ends(self.start, self.here),
            goal=self._ends(self.goal, self.there, goals=True),
            unjoined=None if max_min is None else self._unjoined,
        )  # fmt: skip

    def _ends(self, points: Points, on: Places, *, goals: bool = False) -> Codes:
        """What keeps the points of a table from every way."""
        snapped, outside = on.reasons(self.searches.network)
        lost = np.where(outside & (not goals), OUTSIDE, NOT_SNAPPED)
        out = unplaced(points)
        out[points.placed] = np.where(snapped, OK, lost)[on.of_row[points.placed]]
        return out

    def _unjoined(self) -> Bools:
        """Pairs that no way joins, however long: of a search without a limit."""
        row, target, _ = self._pairs(self.all(None), k=None, max_min=None)
        out = np.ones((len(self.start.ids), len(self.goal.ids)), dtype=bool)
        out[row, target] = False
        return out

    def best(self, k: int) -> Paths:
        """The ``k`` best goals of every origin."""
        found = self.searches.nearest(self.here, self.there, k=k)
        if self.inside is None:
            return found
        return found.bettered(self.inside.best(k), k)

    def routes(self, pairs: pd.DataFrame | None) -> gpd.GeoDataFrame:
        """Travel table of pairs, with lines from door to door."""
        row, target = paired_rows(self.start.ids, self.goal.ids, pairs)
        leaf, root = self.here.of_row[row], self.there.of_row[target]
        ways = self.ways(leaf, root)
        values, shapes = described_ways(ways, self.here, self.there, leaf, root)
        missing = np.isnan(values["travel_min"])
        columns = {
            "from_id": self.start.ids[row],
            "to_id": self.goal.ids[target],
            "mode": self.mode,
            **values,
            "status": np.where(missing, self._pair_reasons(row, leaf, root), "ok"),
        }
        texts = dict.fromkeys(("from_id", "to_id", "mode", "status"), "str")
        return gpd.GeoDataFrame(pd.DataFrame(columns).astype(texts), geometry=shapes, crs=WGS84)

    def ways(self, leaf: Ints, root: Ints) -> dict[int, Way]:
        """The way of every pair of two different places that are joined."""
        moved = (leaf >= 0) & (root >= 0)
        moved &= self.here.spots.snapped[leaf] & self.there.spots.snapped[root]
        moved &= (self.here.lonlat[leaf] != self.there.lonlat[root]).any(axis=1)
        net, number = self.searches.network, np.flatnonzero(moved)
        goals, origins = self.there.goals(net), self.here.origins(net)
        pairs = leaf[moved], root[moved]
        ways = find_ways(net, self.searches.backward, goals, origins, pairs)
        found = {int(number[one.pair]): one for one in ways}
        if self.inside is not None:
            for pair, way in self.inside.ways(leaf, root).items():
                if pair not in found or way.weight_s < found[pair].weight_s:
                    found[pair] = way
        return found

    def _pair_reasons(self, row: Ints, leaf: Ints, root: Ints) -> NDArray[np.str_]:
        """Per pair, why there would be no way."""
        reasons = self._reasons(Paths.none(), within=None)[row]
        reasons[(leaf >= 0) & (root < 0)] = "no_location"
        snapped = np.append(self.there.spots.snapped, False)[root]
        reasons[(reasons == "other_component") & ~snapped] = "not_snapped"
        return reasons

    def _table(self, found: Paths, *, k: int | None, max_min: float | None) -> pd.DataFrame:
        row, target, values = self._pairs(found, k=k, max_min=max_min)
        return travel_table(
            self.start.ids, self.goal.ids, row=row, target=target, values=values,
            missing=self._reasons(found, within=max_min), mode=self.mode, ranked=k is not None,
        )  # fmt: skip

    def _pairs(
        self, found: Paths, *, k: int | None, max_min: float | None
    ) -> tuple[Ints, Ints, dict[str, Floats]]:
        """Rows of both tables for every pair within a time, and its values, origin by origin."""
        limit = np.inf if max_min is None else max_min
        row, target, pair = spread(self.here, self.there, found)
        order = np.flatnonzero(rank(row) < k) if k is not None else np.lexsort((target, row))
        row, target, pair = row[order], target[order], pair[order]
        near = found.time[pair] / 60 <= limit
        row, target, pair = row[near], target[near], pair[near]
        gap = found.gap_m[pair]
        return (
            row,
            target,
            {
                "travel_min": found.time[pair] / 60,
                "access_min": gap / WALK_MS / 60,
                "distance_m": found.length[pair],
                "snap_m": gap,
            },
        )

    def _reasons(self, found: Paths, *, within: float | None) -> NDArray[np.str_]:
        """Per origin, why it would reach nothing."""
        here, there = self.here, self.there
        snapped, outside = here.reasons(self.searches.network)
        reason = np.select(
            [snapped, outside], ["other_component", "outside_extract"], "not_snapped"
        )
        if within is not None and len(there):
            reached = np.zeros(len(here), dtype=bool)
            reached[found.leaf] = True
            if not reached[snapped].all():
                reached[self.best(1).leaf] = True
            reason = np.where(snapped & reached, "over_limit", reason)
        if not len(there):
            reason[:] = "no_location"
        elif not there.spots.snapped.any():
            reason[snapped] = "not_snapped"
        out = np.full(len(self.start.ids), "no_location", dtype="<U16")
        out[self.start.placed] = reason[here.of_row[self.start.placed]]
        return out
