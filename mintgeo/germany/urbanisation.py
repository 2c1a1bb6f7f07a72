"""Urban and rural: Eurostat's degree of urbanisation, from a 1 km population grid.

Source: Eurostat (2021), *Applying the Degree of Urbanisation. A methodological manual to define
cities, towns and rural areas for international comparisons*, level 1.
"""

from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from mintgeo._errors import InputError

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

RURAL_CELL, CLUSTER_CELL, CENTRE_CELL = 0, 1, 2
CELL_M: Final = 1_000
CENTRE_DENSITY, CENTRE_PEOPLE = 1_500, 50_000
CLUSTER_DENSITY, CLUSTER_PEOPLE = 300, 5_000
HALF: Final = 0.5
_WIDEST_M: Final = 1e7
_ROOK: Final = np.array([[0, 1, 0], [1, 1, 1], [0, 1, 0]], dtype=bool)
_QUEEN: Final = np.ones((3, 3), dtype=bool)
_AROUND: Final = np.array([[1, 1, 1], [1, 0, 1], [1, 1, 1]])
_MAJORITY: Final = 5


def classify_cells(x: ArrayLike, y: ArrayLike, population: ArrayLike) -> Ints:
    """Say of every point whether its 1 km cell is an urban centre, an urban cluster or rural.

    Points that share a cell are added up. The rules are Eurostat's:

    - *urban centre* (2): cells of ≥ 1,500 people per km², contiguous over edges, together
      ≥ 50,000; its holes are filled and its edges smoothed (a cell with at least five of eight
      neighbours in the same centre joins it, until none is left);
    - *urban cluster* (1): cells of ≥ 300 per km², contiguous over edges or corners, together
      ≥ 5,000;
    - *rural* (0): all other cells.

    Parameters
    ----------
    x, y
        Metres in EPSG:3035; cells start at whole kilometres.
    population
        People at each point. A cell counts as 1 km² of land.

    Returns
    -------
    ndarray of int
        2, 1 or 0 for every point, in its order.

    Raises
    ------
    InputError
        If coordinates or people are missing, negative or not metres.
    """
    column, row, people = _checked(x, y, population)
    if not len(people):
        return np.empty(0, dtype=np.int64)
    grid = np.zeros((row.max() + 3, column.max() + 3))
    np.add.at(grid, (row + 1, column + 1), people)
    centre = _smooth(_clusters(grid, CENTRE_DENSITY, CENTRE_PEOPLE, _ROOK))
    cluster = _clusters(grid, CLUSTER_DENSITY, CLUSTER_PEOPLE, _QUEEN) > 0
    kind = np.where(centre > 0, CENTRE_CELL, np.where(cluster, CLUSTER_CELL, RURAL_CELL))
    return kind[row + 1, column + 1].astype(np.int64)


def classify_regions(shares: pd.DataFrame) -> pd.Series:
    """Class of regions by the shares of their people in each kind of cell.

    A *city* has at least half of its people in urban centres; a *rural* area more than half in
    rural cells; all others are *towns* and suburbs.

    Parameters
    ----------
    shares
        One row per region: ``centre`` and ``rural``, each between 0 and 1.

    Returns
    -------
    Series of str
        ``city``, ``town`` or ``rural``, indexed as ``shares``; NA where the shares are missing.
    """
    known = shares[["centre", "rural"]].notna().all(axis=1)
    kinds = np.select([shares["centre"] >= HALF, shares["rural"] > HALF], ["city", "rural"], "town")
    return pd.Series(kinds, index=shares.index, dtype="str").where(known)


def degree_of_urbanisation(
    x: ArrayLike, y: ArrayLike, population: ArrayLike, ags: ArrayLike
) -> pd.DataFrame:
    """Degree of urbanisation of every region that the points of a grid name.

    Parameters
    ----------
    x, y
        Metres in EPSG:3035; cells of 1 km start at whole kilometres.
    population
        People at each point; those of one cell are added up.
    ags
        Key of the region of every point; points without one (NA) count for their cell only.

    Returns
    -------
    DataFrame
        Indexed by ``ags``: ``population``, ``centre``, ``cluster``, ``rural`` (shares of people,
        0–1) and ``area_type`` (``city``, ``town``, ``rural``).

    Examples
    --------
    A town of one cell, and a farm:

    >>> degree_of_urbanisation([4500500, 4530500], [3200500, 3200500], [6000, 8],
    ...                        ["01001001", "01001002"])["area_type"].to_dict()
    {'01001001': 'town', '01001002': 'rural'}
    """
    kind = classify_cells(x, y, population)
    return summarise(pd.Series(ags, dtype="str"), np.asarray(population, dtype=float), kind)


def summarise(ags: pd.Series, population: Floats, kind: Ints) -> pd.DataFrame:
    """Sum the people of each kind of cell per region, and classify the regions."""
    names = {CENTRE_CELL: "centre", CLUSTER_CELL: "cluster", RURAL_CELL: "rural"}
    table = pd.DataFrame({name: population * (kind == code) for code, name in names.items()})
    sums = table.groupby(ags.to_numpy()).sum()
    total = sums.sum(axis=1)
    shares = sums.div(total.where(total > 0), axis=0)
    shares.insert(0, "population", total)
    shares["area_type"] = classify_regions(shares)
    return shares.rename_axis("ags")


def _checked(x: ArrayLike, y: ArrayLike, population: ArrayLike) -> tuple[Ints, Ints, Floats]:
    east, north, people = (np.asarray(part, dtype=float) for part in (x, y, population))
    if not len(east) == len(north) == len(people):
        raise InputError("x, y and population must have the same length.")
    if not (np.isfinite(east).all() and np.isfinite(north).all() and np.isfinite(people).all()):
        raise InputError("A grid needs coordinates and people in every row; some are missing.")
    if (people < 0).any():
        raise InputError("{n} cells have fewer than no people.", n=int((people < 0).sum()))
    if len(east) and max(np.ptp(east), np.ptp(north)) > _WIDEST_M:
        raise InputError("x and y must be metres in EPSG:3035.")
    if not len(east):
        return east.astype(np.int64), north.astype(np.int64), people
    column, row = (np.floor(part / CELL_M).astype(np.int64) for part in (east, north))
    return column - column.min(), row - row.min(), people


def _clusters(grid: Floats, density: float, people: float, shape: NDArray[np.bool_]) -> Ints:
    """Number the contiguous cells of at least ``density`` that hold ``people`` together; else 0."""
    from scipy import ndimage  # a tenth of a second, and few ask for it

    label, count = ndimage.label(grid >= density, structure=shape)
    total = ndimage.sum_labels(grid, label, index=np.arange(count + 1))
    total[0] = 0
    return np.where(total[label] >= people, label, 0).astype(np.int64)


def _smooth(label: Ints) -> Ints:
    """Fill the holes of every urban centre; cells that it surrounds join (majority rule)."""
    from scipy import ndimage

    out = label.copy()
    for number, box in enumerate(ndimage.find_objects(label), start=1):
        if box is None:
            continue
        wide = tuple(slice(max(0, side.start - 2), side.stop + 2) for side in box)
        mine = label[wide] == number
        joined = _majority(ndimage.binary_fill_holes(mine))
        view = out[wide]
        view[joined & (view == 0)] = number
    return out


def _majority(mine: NDArray[np.bool_]) -> NDArray[np.bool_]:
    from scipy import ndimage

    while True:
        around = ndimage.convolve(mine.astype(int), _AROUND, mode="constant")
        more: NDArray[np.bool_] = mine | (around >= _MAJORITY)
        if np.array_equal(more, mine):
            return more
        mine = more
