"""Where names stand: which places get one, and the first spot beside a point that is free."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final, Literal, Protocol, TypeVar

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

from mintgeo._crs import UTM32

NAMED: Final = 14
"""So many places are named."""
Beside = tuple[float, float, Literal["left", "center", "right"]]
"""Steps to the right and up, in printer's points, and which side of the label stands there."""
BESIDE: Final[tuple[Beside, ...]] = (
    (0, 4, "center"), (0, -9, "center"), (5, -2, "left"), (-5, -2, "right"), (5, 3, "left"),
    (-5, 3, "right"), (5, -8, "left"), (-5, -8, "right"), (0, 11, "center"), (0, -16, "center"),
)  # fmt: skip
"""Where a label may stand beside its point, in printer's points; the first free place is taken."""
ON_TOP: Final[tuple[Beside, ...]] = ((0, -2, "center"), *BESIDE)
"""The same for labels that may stand on their point."""


class Box(Protocol):
    """A rectangle on paper, as matplotlib has it."""

    @property
    def x0(self) -> float:
        """Where it begins."""

    @property
    def x1(self) -> float:
        """Where it ends."""

    def overlaps(self, other: Any) -> bool:
        """Whether both share room."""


Rect = TypeVar("Rect", bound=Box)
Spot = TypeVar("Spot")


def first_free(
    spots: Iterable[Spot], measure: Callable[[Spot], Rect], taken: Sequence[Rect], frame: Box
) -> Rect | None:
    """Return the room of the first spot that is inside of the frame's sides and free, or none.

    Parameters
    ----------
    spots
        Where the label may stand; only as many are tried as needed.
    measure
        Gives the room that the label takes at a spot.
    taken
        What others have already.
    frame
        A label must not stick out of its left and right side.
    """
    for spot in spots:
        room = measure(spot)
        inside = frame.x0 <= room.x0 and room.x1 <= frame.x1
        if inside and not any(room.overlaps(other) for other in taken):
            return room
    return None


def largest_places(homes: gpd.GeoDataFrame) -> tuple[list[str], NDArray[np.float64]]:
    """Names of the largest places of a demand table, and where they stand (EPSG:25832).

    A name stands at the middle of its people in the one Gemeinde where most of them live: some
    points beyond a border carry the name of the place next door. Where nobody lives has none.
    """
    known = homes[homes["place"].notna() & (homes["population"] > 0)]
    people = known.groupby(["place", "ags"])["population"].sum().sort_values(ascending=False)
    largest = people.reset_index().drop_duplicates("place").head(NAMED)
    at = shapely.get_coordinates(known.geometry.to_crs(UTM32).to_numpy())
    weights = known["population"].to_numpy(dtype=float)
    parts = known.groupby(["place", "ags"]).indices
    spots = np.empty((len(largest), 2))
    for number, key in enumerate(largest[["place", "ags"]].itertuples(index=False, name=None)):
        rows = parts[key]
        middle = np.average(at[rows], axis=0, weights=weights[rows])
        spots[number] = at[rows][np.argmin(np.hypot(*(at[rows] - middle).T))]
    return list(largest["place"]), spots
