"""Times of all pairs of two tables: asked at once, or in portions that others ask for."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mintgeo._located import AnyTable, Floats, Ints, Located, Points, check_ids
from mintgeo._parallel import AnyExecutor, each, portions
from mintgeo.travel.matrices import Codes, Matrix
from mintgeo.travel.protocol import AnyPoints, MatrixRouter, PlacingRouter, Router, placed

_WORTH: Final = 50
"""Fewer searches are not worth the way to another process."""


def matrix(
    origins: AnyTable,
    destinations: AnyTable,
    router: Router,
    *,
    max_min: float | None = None,
    executor: AnyExecutor | None = None,
) -> Matrix:
    """Times of all pairs within a limit, held compactly, with the reason of every missing one.

    Parameters
    ----------
    origins, destinations, router, max_min
        As of ``travel_times``.
    executor
        Who computes, as of ``reach``: others take portions of the side with fewer places, from
        which roads are searched, so no search is done twice, but for equal places in two portions.
        Few are searched for here.

    Returns
    -------
    Matrix
        The same ways: ``matrix(...).table()`` equals ``travel_times(...)``. A router without
        matrices (``MatrixRouter``) is asked for a travel table; reasons are then those that it
        tells of origins.

    Examples
    --------
    >>> import pandas as pd
    >>> import mintgeo as mg
    >>> towns = pd.DataFrame({"Name": ["Rostock", "Schwerin"], "PLZ": ["18055", "19053"]})
    >>> towns = mg.geocode(mg.read_sites(towns))
    >>> found = mg.matrix(towns, towns, mg.Airline(), max_min=60)
    >>> found.dense().round(1)
    array([[ 0., nan],
           [nan,  0.]])
    >>> found.reasons()
    array([[0, 1],
           [1, 0]], dtype=uint8)
    """
    if executor is not None:
        here = Located.of(origins, what="origins")
        there = Located.of(destinations, what="destinations")
        by_goal = isinstance(router, MatrixRouter) and _places(there) <= _places(here)
        cut = portions(len(there if by_goal else here), executor, least=_WORTH)
        if len(cut) > 1:
            return _Portions(here, there, router, max_min, by_goal).asked(cut, executor)
        origins, destinations = here, there
    start = placed(router, origins, what="origins")
    goal = placed(router, destinations, what="destinations")
    return _asked(router, start, goal, max_min)


def _asked(router: Router, start: AnyPoints, goal: AnyPoints, max_min: float | None) -> Matrix:
    if isinstance(router, MatrixRouter):
        return router.matrix(start, goal, max_min=max_min)
    table = router.travel_times(start, goal, max_min=max_min)
    here, there = (pd.Series(_ids(one)) for one in (start, goal))
    return Matrix.of_table(table, here, there, max_min=max_min, mode=router.mode)


def _ids(points: AnyPoints) -> NDArray[np.object_]:
    return points.ids if isinstance(points, Points) else points["id"].to_numpy(dtype=object)


def _places(points: Located) -> int:
    """How many different places there are: from so many a router would have to search."""
    both = np.column_stack([points.points.lon, points.points.lat])
    return len(np.unique(both.view(np.complex128)))


class _Found(NamedTuple):
    """What a matrix of a portion says; not why pairs lie beyond the limit, which costs more."""

    row: Ints
    column: Ints
    values: dict[str, Floats]
    origin: Codes
    goal: Codes
    limited: bool
    apart: np.uint8


@dataclass(frozen=True, kw_only=True, eq=False)
class _Ways:
    """What is asked of each portion: ways from it to the other side, or to it."""

    router: Router
    other: AnyPoints
    by_goal: bool
    max_min: float | None

    def __call__(self, some: AnyPoints) -> _Found:
        if isinstance(self.router, PlacingRouter):
            some = self.router.place(some, what="destinations" if self.by_goal else "origins")
        ends = (self.other, some) if self.by_goal else (some, self.other)
        found = _asked(self.router, *ends, self.max_min)
        return _Found(
            row=found.row, column=found.column, values=found.values, origin=found.origin,
            goal=found.goal, limited=found.unjoined is not None, apart=found.apart,
        )  # fmt: skip


@dataclass(frozen=True)
class _Portions:
    """Two tables, one of which is asked for in portions."""

    here: Located
    there: Located
    router: Router
    max_min: float | None
    by_goal: bool

    def asked(self, cut: Sequence[slice], executor: AnyExecutor) -> Matrix:
        """Ask for portions, and put together what comes."""
        side, other = (self.there, self.here) if self.by_goal else (self.here, self.there)
        names = ("destinations", "origins") if self.by_goal else ("origins", "destinations")
        check_ids(side.table, what=names[0])
        ways = _Ways(
            router=self.router, other=placed(self.router, other, what=names[1]),
            by_goal=self.by_goal, max_min=self.max_min,
        )  # fmt: skip
        parts = (self._portion(side, np.arange(one.start, one.stop)) for one in cut)
        return self._whole(list(each(ways, parts, executor=executor)), cut)

    def _portion(self, side: Located, rows: Ints) -> AnyPoints:
        if isinstance(self.router, PlacingRouter):
            return side.points.rows(rows).alone()
        return gpd.GeoDataFrame(side.rows(rows).table)

    def _whole(self, parts: Sequence[_Found], cut: Sequence[slice]) -> Matrix:
        start = [one.start for one in cut]
        by_row, by_column = ([0] * len(cut), start) if self.by_goal else (start, [0] * len(cut))
        row = np.concatenate([one.row + at for one, at in zip(parts, by_row, strict=True)])
        column = np.concatenate([one.column + at for one, at in zip(parts, by_column, strict=True)])
        order = np.argsort(row, kind="stable")
        return Matrix.of_pairs(
            _ids(self.here.points), _ids(self.there.points), row[order], column[order],
            mode=self.router.mode, max_min=self.max_min, apart=parts[0].apart,
            values={name: np.concatenate([one.values[name] for one in parts])[order]
                    for name in parts[0].values},
            origin=_codes([one.origin for one in parts], cut=not self.by_goal),
            goal=_codes([one.goal for one in parts], cut=self.by_goal),
            unjoined=self._unjoined if parts[0].limited else None,
        )  # fmt: skip

    def _unjoined(self) -> NDArray[np.bool_]:
        """Ask once more for all, where somebody wants to know."""
        found = matrix(self.here, self.there, self.router, max_min=self.max_min)
        return np.zeros(found.shape, dtype=bool) if found.unjoined is None else found.unjoined()


def _codes(parts: Sequence[Codes], *, cut: bool) -> Codes:
    """Reasons of a side: of its portions one after the other, or as any portion tells them."""
    return np.concatenate(parts) if cut else np.maximum.reduce(list(parts))
