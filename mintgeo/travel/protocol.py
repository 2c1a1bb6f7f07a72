"""What a router is: the two questions that every stage after it may ask."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, Protocol, TypeAlias, runtime_checkable

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from mintgeo._errors import OptionError
from mintgeo._located import AnyTable, Located, Points, check_ids
from mintgeo.travel.matrices import Matrix

AnyPoints: TypeAlias = gpd.GeoDataFrame | Points
"""A table with ``id`` and points, or what the router's own ``place`` made of it."""
LIMIT: Final = "max_min"
"""Key of the metadata of a travel table: the limit that it was made with, None for none."""


@runtime_checkable
class Router(Protocol):
    """Answers how long people travel; reach, coverage and gaps know nothing else of it."""

    @property
    def mode(self) -> str:
        """Way to travel: a key of ``mintgeo.modes.MODES``, such as ``car``."""
        ...

    def nearest(
        self,
        origins: AnyPoints,
        destinations: AnyPoints,
        *,
        k: int = 1,
        max_min: float | None = None,
    ) -> pd.DataFrame:
        """Return the ``k`` nearest destinations of every origin as a travel table with ``rank``."""
        ...

    def travel_times(
        self,
        origins: AnyPoints,
        destinations: AnyPoints,
        *,
        max_min: float | None = None,
    ) -> pd.DataFrame:
        """Return every pair within ``max_min`` minutes as a travel table."""
        ...

    def describe(self) -> dict[str, object]:
        """Return the constants behind the times, as they go into a run's parameters."""
        ...


@runtime_checkable
class PlacingRouter(Router, Protocol):
    """A router that brings points to its network once, for all that it is asked of them."""

    def place(self, points: AnyPoints, *, what: str = "points") -> Points:
        """Return what its other methods take in place of the table."""
        ...


@runtime_checkable
class MatrixRouter(Router, Protocol):
    """A router that answers with numbers instead of rows, and tells the reason of every pair."""

    def matrix(
        self, origins: AnyPoints, destinations: AnyPoints, *, max_min: float | None = None
    ) -> Matrix:
        """Return the times of all pairs within ``max_min`` minutes."""
        ...


@runtime_checkable
class BoundedRouter(Router, Protocol):
    """A router whose data end somewhere, and that knows how soon people are there."""

    def minutes_to_border(self, points: AnyPoints) -> NDArray[np.float64]:
        """Return the least minutes from each point to beyond the data, by row."""
        ...


@runtime_checkable
class CrossingRouter(BoundedRouter, Protocol):
    """A bounded router that takes people to places beyond its data all the same."""

    def minutes_to_border(
        self, points: AnyPoints, *, known: BaseGeometry | None = None
    ) -> NDArray[np.float64]:
        """Return the least minutes from each point to beyond the data and a known area, by row."""
        ...

    def nearest_beyond(
        self, origins: AnyPoints, destinations: AnyPoints, *, k: int = 1
    ) -> pd.DataFrame:
        """Return the ``k`` nearest of the destinations beyond the data, with ``rank``."""
        ...


@runtime_checkable
class WayRouter(Router, Protocol):
    """A router that knows the ways behind its times."""

    def route(self, origins: AnyPoints, destinations: AnyPoints) -> gpd.GeoDataFrame:
        """Return the way from every origin to the destination in the same row."""
        ...


@runtime_checkable
class AreaRouter(Router, Protocol):
    """A router that knows from where a place is reached in time."""

    def reached_areas(
        self, sites: AnyPoints, *, minutes: Sequence[float]
    ) -> Iterator[list[BaseGeometry]]:
        """Yield per site the areas, one per threshold, from where it is reached in time."""
        ...


@runtime_checkable
class MappedRouter(Router, Protocol):
    """A router that was made of an extract of a map, and knows where it lies."""

    @property
    def extract(self) -> Path | None:
        """The file, if it was made of one."""
        ...


@runtime_checkable
class StreetRouter(WayRouter, AreaRouter, Protocol):
    """A router on streets: it knows ways, areas, and the streets themselves."""

    def road_lines(self) -> gpd.GeoSeries:
        """Return the lines of all roads in EPSG:4326, each road once."""
        ...


def travel_times(
    origins: AnyTable,
    destinations: AnyTable,
    router: Router,
    *,
    max_min: float | None = None,
) -> pd.DataFrame:
    """Travel times of all pairs within a limit.

    Parameters
    ----------
    origins, destinations
        Tables with ``id`` and point geometry in any CRS that says so.
    router
        For example ``Airline(mode="car")``.
    max_min
        Longest time to report, in minutes; exactly this long is still inside.

    Returns
    -------
    DataFrame
        A travel table: the pairs within the limit, and one row per origin that reaches nothing
        (``to_id`` NA, with the reason in ``status``).

    Examples
    --------
    >>> import pandas as pd
    >>> import mintgeo as mg
    >>> towns = pd.DataFrame({"Name": ["Rostock", "Schwerin"], "PLZ": ["18055", "19053"]})
    >>> towns = mg.geocode(mg.read_sites(towns))
    >>> mg.travel_times(towns, towns, mg.Airline())[["from_id", "to_id", "travel_min"]].round(1)
      from_id to_id  travel_min
    0       1     1         0.0
    1       1     2        77.1
    2       2     1        77.1
    3       2     2         0.0
    """
    start, goal = _ends(router, origins, destinations)
    table = router.travel_times(start, goal, max_min=max_min)
    table.attrs = {**table.attrs, LIMIT: max_min}
    return table


def nearest(
    origins: AnyTable,
    destinations: AnyTable,
    router: Router,
    *,
    k: int = 1,
    max_min: float | None = None,
) -> pd.DataFrame:
    """Find the nearest destinations of every origin.

    Returns
    -------
    DataFrame
        A travel table of up to ``k`` rows per origin, ``rank`` 1 the nearest; an origin that
        reaches nothing has one row with ``rank`` 1, ``to_id`` NA and the reason in ``status``.

    Examples
    --------
    >>> import pandas as pd
    >>> import mintgeo as mg
    >>> towns = pd.DataFrame({"Name": ["Rostock", "Schwerin"], "PLZ": ["18055", "19053"]})
    >>> towns = mg.geocode(mg.read_sites(towns))
    >>> mg.nearest(towns[:1], towns, mg.Airline(), k=2)[["to_id", "rank", "travel_min"]].round(1)
      to_id  rank  travel_min
    0     1     1         0.0
    1     2     2        77.1
    """
    start, goal = _ends(router, origins, destinations)
    return router.nearest(start, goal, k=k, max_min=max_min)


def _ends(router: Router, origins: AnyTable, destinations: AnyTable) -> tuple[AnyPoints, AnyPoints]:
    start = placed(router, origins, what="origins")
    return start, placed(router, destinations, what="destinations")


def placed(router: Router, points: AnyTable | Points, *, what: str) -> AnyPoints:
    """The points as the router likes them best: brought to its network, if it can do so."""
    if not isinstance(router, PlacingRouter):
        return points.table if isinstance(points, Located) else points
    if not isinstance(points, Located):
        return router.place(points, what=what)
    check_ids(points.table, what=what)
    return points.on(router, lambda here: router.place(here, what=what))


def check_limits(*, k: int = 1, max_min: float | None = None) -> None:
    """Refuse a ``k`` below one and a limit that is not a positive number."""
    if isinstance(k, bool) or k < 1:
        raise OptionError("k must be 1 or more, not {k!r}.", k=k)
    if max_min is not None and not max_min > 0:
        raise OptionError(
            "max_min must be a positive number of minutes, not {max_min!r}.", max_min=max_min
        )
