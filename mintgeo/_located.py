"""Tables whose points are brought to degrees and metres once, for all that is asked of them."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, TypeAlias

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mintgeo._crs import LAEA, geocentric, metric
from mintgeo._errors import DuplicateIdError, InputError, name_ids
from mintgeo._points import degrees_of
from mintgeo._schema import Table, received

Floats = NDArray[np.floating[Any]]
Metres = NDArray[np.float64]
Ints = NDArray[np.integer[Any]]
_PLACE: Final = "geometry"


@dataclass(frozen=True, eq=False)
class Points:
    """Points of a table that have a place: where in the table, and in degrees.

    ``whole`` are the points that they were taken from, and which of these they are.
    """

    ids: NDArray[np.object_]
    placed: Ints
    lon: Floats
    lat: Floats
    whole: "tuple[Points, Any] | None" = None

    @classmethod
    def of(cls, table: "gpd.GeoDataFrame | Points", *, what: str) -> "Points":
        """Take the points of a table at a router's door; what has been taken stays as it is.

        Raises
        ------
        InputError
            If there is no ``id`` or a geometry is not a point.
        DuplicateIdError
            If ids are given more than once.
        CrsError
            If the layer has no coordinate reference system.
        """
        if isinstance(table, Points):
            return table
        table = received(table)
        check_ids(table, what=what)
        return Points.read(table, what=what)

    @classmethod
    def read(cls, table: gpd.GeoDataFrame, *, what: str) -> "Points":
        """Take the points of a table, in any reference system that it names."""
        names = table["id"] if "id" in table.columns else table.index
        return Points(names.to_numpy(dtype=object), *degrees_of(table, what=what))

    @cached_property
    def nearest(self) -> dict[Any, tuple[tuple[Ints, Ints], Floats]]:
        """Which others were found to be nearest to them, by what was asked last."""
        return {}

    @cached_property
    def xyz(self) -> Metres:
        """Metres from the centre of the earth, a row per placed point."""
        if self.whole is not None:
            return np.asarray(self.whole[0].xyz[self.whole[1]])
        return geocentric(self.lon, self.lat)

    @cached_property
    def xy(self) -> Metres:
        """Metres on the map of equal areas (EPSG:3035), a row per placed point."""
        if self.whole is not None:
            return np.asarray(self.whole[0].xy[self.whole[1]])
        return metric(self.lon, self.lat)

    def spread(self, values: Floats, *, fill: float = np.nan) -> Metres:
        """Values of the placed points by row of the table; ``fill`` where there is no place."""
        out = np.full((len(self.ids), *values.shape[1:]), fill)
        out[self.placed] = values
        return out

    def among(self, chosen: NDArray[np.bool_]) -> "Points":
        """Some of the placed points; the table stays the same."""
        lon, lat = self.lon[chosen], self.lat[chosen]
        return Points(self.ids, self.placed[chosen], lon, lat, (self, chosen))

    def rows(self, rows: Ints) -> "Points":
        """The points of some rows of the table."""
        where = np.full(len(self.ids), -1)
        where[self.placed] = np.arange(len(self.placed))
        chosen = where[rows]
        placed = np.flatnonzero(chosen >= 0)
        chosen = chosen[placed]
        return Points(self.ids[rows], placed, self.lon[chosen], self.lat[chosen], (self, chosen))

    def alone(self) -> "Points":
        """The same points without those that they were taken from, to send them somewhere."""
        return Points(self.ids, self.placed, self.lon, self.lat)


class Located:
    """A table of points that is asked for more than once.

    Where its points lie, in degrees and in metres, and where on the network of a router, is found
    when it is first needed, and then known. ``reach``, ``uncertainty``, ``coverage``,
    ``area_shares``, ``gaps``, ``gap_towns``, ``partner_gains``, ``isochrones``, ``journeys``,
    ``coverage_by_offers``, ``assign_regions`` and ``matrix`` take it in place of the table and give
    the same answers. The table must not be changed afterwards.

    Parameters
    ----------
    table
        Point geometry in any CRS that says so.
    what
        What errors call the points.

    Attributes
    ----------
    table
        As it was given, with known columns plain.

    Examples
    --------
    >>> import mintgeo as mg
    >>> people = mg.Located(mg.population(within="13003"))
    >>> len(people), people.points.xy.shape
    (94, (94, 2))
    """

    def __init__(self, table: pd.DataFrame, *, what: str = "points") -> None:
        self.table, self._what = received(table), what
        self._source: tuple[Located, Ints | None] | None = None
        self._on: dict[int, tuple[Any, Points]] = {}
        self._checked: list[Table] = []

    @classmethod
    def of(cls, table: "pd.DataFrame | Located", *, what: str = "points") -> "Located":
        """Take a table; one that is located already stays as it is."""
        return table if isinstance(table, Located) else cls(table, what=what)

    def __len__(self) -> int:
        return len(self.table)

    def check(self, schema: Table) -> None:
        """Check the table against a schema, once for all that ask for it.

        Raises
        ------
        TableError
            If it breaks the schema.
        """
        if not any(one is schema for one in self._checked):
            schema.check(self.table)
            self._checked.append(schema)

    @property
    def has_places(self) -> bool:
        """Whether the table has a column of points at all."""
        return _PLACE in self.table.columns

    @cached_property
    def points(self) -> Points:
        """Where the points lie.

        Raises
        ------
        InputError
            If a geometry is not a point.
        CrsError
            If the table has no coordinate reference system.
        """
        if self._source is None:
            return Points.read(gpd.GeoDataFrame(self.table), what=self._what)
        whole, rows = self._source
        return whole.points if rows is None else whole.points.rows(rows)

    @property
    def xy(self) -> Metres:
        """Metres on the map of equal areas (EPSG:3035) by row; NaN where there is no place."""
        return self.points.spread(self.points.xy)

    def flat(self) -> gpd.GeoSeries:
        """The points on the map of equal areas (EPSG:3035), empty where there is no place."""
        shapes = gpd.points_from_xy(*self.xy.T)
        return gpd.GeoSeries(shapes, index=self.table.index, crs=LAEA)

    @cached_property
    def by_id(self) -> "Located":
        """The rows in the order of their ids: sums must not depend on the order of a table."""
        return self.rows(np.argsort(self.table["id"].to_numpy().astype(str), kind="stable"))

    def rows(self, rows: NDArray[Any]) -> "Located":
        """Some rows of the table, by position or as a mask."""
        at = np.flatnonzero(rows) if rows.dtype == bool else rows
        out = Located(self.table.iloc[at])
        out._source = self, at
        return out

    def under(self, table: pd.DataFrame) -> "Located":
        """Another table of the same points in the same order, such as a reach table of people.

        Raises
        ------
        InputError
            If its rows have other ids.
        """
        if len(table) != len(self) or not (table["id"].array == self.table["id"].array).all():
            raise InputError("The tables are not of the same points in the same order.")
        out = Located(table)
        out._source, out._on = (self, None), self._on
        return out

    def beside(self, table: pd.DataFrame) -> "Located":
        """A table made of this one: with these points where the rows are the same."""
        same = len(table) == len(self) and list(table["id"]) == list(self.table["id"])
        return self.under(table) if same else Located(table, what=self._what)

    def on(self, network: Any, place: Callable[[Points], Points]) -> Points:
        """Where the points lie on a network, which places them when it is asked first."""
        known = self._on.get(id(network))
        if known is None or known[0] is not network:
            known = self._on[id(network)] = network, place(self.points)
        return known[1]


AnyTable: TypeAlias = gpd.GeoDataFrame | Located
"""A table of points, located or not yet."""


def check_ids(points: Any, *, what: str) -> None:
    """Refuse what is no table of points whose every row has an id of its own."""
    if not isinstance(points, gpd.GeoDataFrame) or "id" not in points.columns:
        raise InputError(
            "The {what} must be a GeoDataFrame with 'id'; geocode() makes one.", what=what
        )
    if not points["id"].is_unique:
        twice = points["id"].duplicated(keep=False)
        rows = name_ids(points.loc[twice, "id"].drop_duplicates())
        raise DuplicateIdError(
            "The {what} share ids ({rows}); every id must be unique.", what=what, rows=rows
        )
