"""Places of tours and the ways between them: whole minutes and kilometres, asked for once."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mintgeo._crs import WGS84
from mintgeo._errors import InputError, name_rows
from mintgeo._located import AnyTable, Located, check_ids
from mintgeo._parallel import AnyExecutor
from mintgeo.travel import Router
from mintgeo.travel.pairs import matrix

KINDS: Final = ("depot", "stop", "lodging")
TOLD: Final = ("street", "postcode", "place", "boxes")
"""What handouts say of a place, where its table has it."""
_SMALL: Final = 1e-6


@dataclass(frozen=True, kw_only=True, eq=False)
class Ground:
    """Places and ways.

    Attributes
    ----------
    places
        ``id``, ``name``, ``kind`` (depot, stop or lodging), what is known of street, postcode,
        place and boxes, and points in EPSG:4326; depots first.
    minutes
        n × n whole minutes, rounded up so that nobody is late (int64); -1 where there is no way.
    km
        n × n kilometres.
    """

    places: gpd.GeoDataFrame
    minutes: NDArray[np.int64]
    km: NDArray[np.float64]

    @classmethod
    def of(
        cls, router: Router, *, executor: AnyExecutor | None = None, **tables: AnyTable | None
    ) -> "Ground":
        """Ask a router for all ways between depots, stops and lodgings.

        Raises
        ------
        InputError
            If a place has no point, or shares its id with another.
        """
        parts = [_part(table, kind) for kind, table in tables.items() if table is not None]
        places = pd.concat(parts, ignore_index=True)
        twice = places.loc[places["id"].duplicated(), "id"]
        if len(twice):
            raise InputError(
                "Depots, stops and lodgings need ids of their own, but some are shared "
                "({rows}).", rows=name_rows(twice),
            )  # fmt: skip
        found = matrix(places, places, router, executor=executor)
        times = found.dense()
        minutes = np.where(np.isnan(times), -1, np.ceil(times - _SMALL)).astype(np.int64)
        km = np.nan_to_num(found.dense("distance_m") / 1000)
        for one in (minutes, km):
            np.fill_diagonal(one, 0)
        return cls(places=places, minutes=minutes, km=km)

    @cached_property
    def names(self) -> list[str]:
        """Ids of all places."""
        return [str(one) for one in self.places["id"]]

    def of_kind(self, kind: str) -> list[int]:
        """Positions of depots, stops or lodgings."""
        return [int(at) for at in np.flatnonzero((self.places["kind"] == kind).to_numpy())]


def _part(table: AnyTable, kind: str) -> gpd.GeoDataFrame:
    found = as_stop(Located.of(table, what=kind).table, kind)
    told = [name for name in TOLD if name in found]
    return found[["id", "name", *told, "geometry"]].assign(kind=kind)


def as_stop(table: pd.DataFrame, kind: str) -> gpd.GeoDataFrame:
    """The table with ids and names as text, and points in EPSG:4326.

    Raises
    ------
    InputError
        If a row has no place.
    """
    located = Located.of(table, what=kind)
    check_ids(located.table, what=kind)
    missing = np.setdiff1d(np.arange(len(located)), located.points.placed)
    ids = located.table["id"].astype("str")
    if len(missing):
        raise InputError(
            "Rows of {kind} have no place ({rows}): give them points, or leave them out.",
            kind=kind, rows=name_rows(ids.iloc[missing]),
        )  # fmt: skip
    points = gpd.points_from_xy(located.points.lon, located.points.lat, crs=WGS84)
    names = located.table.get("name", ids).fillna(ids).astype("str")
    out = located.table.drop(columns="geometry").assign(id=ids, name=names)
    return gpd.GeoDataFrame(out, geometry=points)
