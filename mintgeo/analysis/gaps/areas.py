"""Which gap points belong together: contiguous areas of a size that one can plan for."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components, dijkstra
from scipy.spatial import cKDTree

from mintgeo import _embedded
from mintgeo._errors import OptionError
from mintgeo._quantiles import Floats, Ints
from mintgeo.gazetteer.gazetteer import NAMELESS

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
        A Gemeinde is beyond the threshold itself if one of its own points that count is this near
        to its place. It is a middle for the points around it, and gives them its name.
    least_people
        An area of fewer is left out, and counted: nobody plans an offer for it.
    """

    link_m: float = 6_000
    spacing_m: float = 25_000
    near_m: float = 2_000
    least_people: float = 200

    def __post_init__(self) -> None:
        if not min(self.link_m, self.spacing_m, self.near_m) > 0:
            raise OptionError(
                "Distances of areas must be positive metres, not {rules}.", rules=self
            )
        if not self.least_people >= 0:
            raise OptionError(
                "least_people must be 0 or more, not {least_people!r}.",
                least_people=self.least_people,
            )


def split(
    xy: Floats, people: Floats, ags: pd.Series, rules: AreaRules
) -> tuple[Ints, pd.DataFrame]:
    """Say for every point which area it is in, and which Gemeinden lie there.

    Stable by construction: middles are Gemeinden, which do not move with the input, the largest
    first; a point goes to the middle that is nearest along the chain of neighbours.

    Parameters
    ----------
    xy
        Points that count, in metres, n × 2.
    people, ags
        At each of them, and the Gemeinde it belongs to; where that is not known, the nearest.

    Returns
    -------
    labels, places
        Area of every point, from 0; the Gemeinden (``name``, ``area``, and ``people`` of it that
        count there), those of the most people first.
    """
    graph = _neighbours(xy, rules.link_m)
    gemeinden = _gemeinden()
    home = _home(xy, ags, gemeinden)
    places = _places(xy, home, gemeinden, rules)
    sources = _sources(graph, people, places, rules.spacing_m)
    nearest = dijkstra(
        graph, directed=False, indices=sources, min_only=True, return_predecessors=True
    )[2]
    labels = np.searchsorted(sources, nearest).astype(np.intp)
    places["area"] = labels[places["point"]]
    counted = pd.Series(people).groupby([home, labels]).sum()
    keys = pd.MultiIndex.from_frame(places[["ags", "area"]])
    places["people"] = counted.reindex(keys).to_numpy()
    order = ["people", "ags"]
    return labels, places.sort_values(order, ascending=[False, True], ignore_index=True)


def area_places(names: Sequence[str], people: Sequence[float], otherwise: str) -> str:
    """What an area is named by: the one or two places where most of its people live.

    ``names`` and ``people`` are those of its Gemeinden, those of the most people first.
    """
    places = list(zip(names, people, strict=True))
    told = [one for one in places if not one[0].startswith(NAMELESS)] or places
    if not told:
        return otherwise
    rivals = dict.fromkeys(name for name, number in told if number >= _RIVAL * told[0][1])
    return " – ".join(list(rivals)[:2])


def _neighbours(xy: Floats, link_m: float) -> csr_array:
    """Graph of the points: each with its neighbours, and their distance."""
    pairs = cKDTree(xy).query_pairs(link_m, output_type="ndarray")
    away = np.hypot(*(xy[pairs[:, 0]] - xy[pairs[:, 1]]).T)
    return csr_array((np.maximum(away, 1), pairs.T), shape=(len(xy), len(xy)))


def _gemeinden() -> pd.DataFrame:
    """Embedded Gemeinden and where they are in metres, the largest first."""
    table = _embedded.read("gemeinden")
    table["x"], table["y"] = _embedded.metres("gemeinden").T
    return table.sort_values(["population", "ags"], ascending=[False, True], ignore_index=True)


def _home(xy: Floats, ags: pd.Series, gemeinden: pd.DataFrame) -> NDArray[np.object_]:
    """Gemeinde of every point: its own if that is known, or else the nearest."""
    own = ags.to_numpy(dtype=object, copy=True)
    unknown = ~ags.isin(gemeinden["ags"]).to_numpy()
    if unknown.any():
        row = cKDTree(gemeinden[["x", "y"]].to_numpy()).query(xy[unknown])[1]
        own[unknown] = gemeinden["ags"].to_numpy()[row]
    return own


def _places(
    xy: Floats, home: NDArray[np.object_], gemeinden: pd.DataFrame, rules: AreaRules
) -> pd.DataFrame:
    """Gemeinden that are beyond the threshold themselves, with the nearest of their points."""
    middles = gemeinden.set_index("ags")[["x", "y"]].reindex(home).to_numpy()
    away = pd.Series(np.hypot(*(xy - middles).T))
    first = away.groupby(home).idxmin()
    first = first[away[first].to_numpy() <= rules.near_m]
    out = gemeinden[gemeinden["ags"].isin(first.index)].reset_index(drop=True)
    return out.assign(point=first.loc[out["ags"]].to_numpy())


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
