"""Which gap points belong together: contiguous areas of a size that one can plan for."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components, dijkstra
from scipy.spatial import cKDTree

from mintgeo import _embedded
from mintgeo._crs import LAEA, points
from mintgeo._errors import OptionError
from mintgeo._quantiles import Floats, Ints

_NEAR: Final = "bei "
"""So begins the name of a Gemeinde of which only a neighbour's name is known."""
_RIVAL: Final = 0.25
"""A second place names an area too if it has this part of the first one's people."""


@dataclass(frozen=True, kw_only=True)
class AreaRules:
    """What makes gap points one area.

    Attributes
    ----------
    link_m
        Points this near are neighbours; an area is a chain of neighbours. Villages lie 2 to 4 km
        apart, in the north-east up to 6.
    spacing_m
        Where neighbours reach farther than that, an area is what is nearest, from neighbour to
        neighbour, to one of the largest Gemeinden at least this far apart: the way to an offer in
        its middle is short for all.
    near_m
        A Gemeinde is beyond the threshold itself if a point that is, of any type of area, is this
        near to its place. It is a middle for the points around it, and gives them its name.
    """

    link_m: float = 6_000
    spacing_m: float = 25_000
    near_m: float = 2_000

    def __post_init__(self) -> None:
        if not min(self.link_m, self.spacing_m, self.near_m) > 0:
            raise OptionError(f"Distances of areas must be positive metres, not {self}.")


def split(
    xy: Floats, people: Floats, beyond: Floats, rules: AreaRules
) -> tuple[Ints, pd.DataFrame]:
    """Say for every point which area it is in, and which Gemeinden lie there.

    Stable by construction: middles are Gemeinden, which do not move with the input, the largest
    first; a point goes to the middle that is nearest along the chain of neighbours.

    Parameters
    ----------
    xy
        Points in metres, n × 2.
    people
        At each of them.
    beyond
        All points beyond the threshold, of any type of area, in metres.

    Returns
    -------
    labels, places
        Area of every point, from 0; the Gemeinden (``name``, ``people``, ``area``), largest first.
    """
    graph = _neighbours(xy, rules.link_m)
    places = _places_near(xy, beyond, rules)
    sources = _sources(graph, people, places, rules.spacing_m)
    nearest = dijkstra(
        graph, directed=False, indices=sources, min_only=True, return_predecessors=True
    )[2]
    labels = np.searchsorted(sources, nearest).astype(np.intp)
    places["area"] = labels[places["point"]]
    return labels, places


def area_name(places: pd.DataFrame, otherwise: str) -> str:
    """Name of an area: "Raum" and its one or two largest places."""
    if places.empty:
        return f"Raum {otherwise}"
    told = places[~places["name"].str.startswith(_NEAR)]
    places = told if len(told) else places
    rivals = places[places["people"] >= _RIVAL * places["people"].iloc[0]]
    return "Raum " + " – ".join(rivals["name"].drop_duplicates().head(2))


def _neighbours(xy: Floats, link_m: float) -> csr_array:
    """Graph of the points: each with its neighbours, and their distance."""
    pairs = cKDTree(xy).query_pairs(link_m, output_type="ndarray")
    away = np.hypot(*(xy[pairs[:, 0]] - xy[pairs[:, 1]]).T)
    return csr_array((np.maximum(away, 1), pairs.T), shape=(len(xy), len(xy)))


def _places_near(xy: Floats, beyond: Floats, rules: AreaRules) -> pd.DataFrame:
    """Gemeinden beyond the threshold, the largest first, with the nearest point of an area."""
    table = _embedded.read("gemeinden")
    at = points(table["lon"], table["lat"]).to_crs(LAEA)
    table["x"], table["y"] = at.x, at.y
    spots = table[["x", "y"]].to_numpy()
    away, table["point"] = cKDTree(xy).query(spots)
    far = cKDTree(beyond).query(spots)[0]
    near = table[(far <= rules.near_m) & (away <= rules.spacing_m / 2)]
    out = pd.DataFrame(near).rename(columns={"population": "people"})
    return out.sort_values(["people", "ags"], ascending=[False, True]).reset_index(drop=True)


def _sources(graph: csr_array, people: Floats, places: pd.DataFrame, spacing_m: float) -> Ints:
    """Points from which areas grow: a Gemeinde's, or the largest of a chain that has none."""
    part = connected_components(graph, directed=False)[1]
    point = places["point"].to_numpy(dtype=np.intp)
    middles = point[_apart(places[["x", "y"]].to_numpy(dtype=float), part[point], spacing_m)]
    by_size = np.argsort(-people, kind="stable")
    parts, first = np.unique(part[by_size], return_index=True)
    alone = ~np.isin(parts, part[middles])
    return np.unique(np.concatenate([middles, by_size[first[alone]]]))


def _apart(xy: Floats, part: Ints, spacing_m: float) -> list[int]:
    """Rows of which none is nearer than that to an earlier one of the same part."""
    free = np.ones(len(xy), dtype=bool)
    chosen = []
    for row in range(len(xy)):
        if free[row]:
            chosen.append(row)
            free &= (np.hypot(*(xy - xy[row]).T) >= spacing_m) | (part != part[row])
    return chosen
