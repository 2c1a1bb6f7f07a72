"""What is known of every area: people, times, Kreise, score, name."""

from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd

from mintgeo._quantiles import Floats, Ints, grouped_quantiles
from mintgeo.analysis.gaps.areas import area_places
from mintgeo.analysis.gaps.points import kreis_names

MOST_MIN: Final = 60
"""Minutes beyond the threshold that count at most: who would need two hours does not go anyway."""
_RESPONSIBLE: Final = 0.02
"""A Kreis is responsible if this part of the people lives in it."""


def describe(beyond: gpd.GeoDataFrame, labels: Ints, minutes: float) -> pd.DataFrame:
    """One row per area: people, times, Kreise, score."""
    extra = (beyond["travel_min"] - minutes).fillna(np.inf)
    people = beyond["population"].astype(float)
    table = pd.DataFrame(
        {
            "population": people,
            "children": _children(beyond),
            "points": 1,
            "score": people * extra.clip(upper=MOST_MIN) / 60,
            "extra_max_min": extra,
        }
    )
    sums = table.groupby(labels).agg(
        {"population": "sum", "points": "sum", "score": "sum", "extra_max_min": "max"}
    )
    sums["children"] = table["children"].groupby(labels).sum(min_count=1)
    sums["extra_max_min"] = sums["extra_max_min"].replace(np.inf, np.nan)
    for column in ("travel_min", "distance_m"):
        sums[column] = _medians(beyond[column], people, labels)
    sums["extra_min"] = sums["travel_min"] - minutes
    sums["ags_kreis"], sums["kreise"] = _kreise(beyond, labels)
    for column in ("nearest_id", "area_type"):
        sums[column] = _most(beyond, column, labels)
    return sums


def _medians(values: pd.Series, people: pd.Series, labels: Ints) -> Floats:
    x, weights = values.to_numpy(dtype=float), people.to_numpy(dtype=float)
    return grouped_quantiles(x, weights, labels, labels.max() + 1, [0.5])[:, 0]


def _children(beyond: gpd.GeoDataFrame) -> pd.Series:
    """Children of the oldest age that the demand knows."""
    known = [name for name in beyond.columns if str(name).startswith("children_u")]
    if not known:
        return pd.Series(np.nan, index=beyond.index)
    oldest = max(known, key=lambda name: int(str(name).removeprefix("children_u")))
    return pd.Series(beyond[oldest], dtype=float)


def _by_people(beyond: gpd.GeoDataFrame, column: str, labels: Ints) -> pd.DataFrame:
    """People of every value in every area, the most first; values that nobody knows left out."""
    values = beyond[column] if column in beyond.columns else pd.Series(pd.NA, beyond.index)
    table = pd.DataFrame({"area": labels, "value": values, "people": beyond["population"]})
    sums = pd.DataFrame(table.groupby(["area", "value"], as_index=False)["people"].sum())
    return sums.sort_values(["area", "people", "value"], ascending=[True, False, True])


def _most(beyond: gpd.GeoDataFrame, column: str, labels: Ints) -> pd.Series:
    first = _by_people(beyond, column, labels).drop_duplicates("area").set_index("area")["value"]
    return first.astype("str")


def _kreise(beyond: gpd.GeoDataFrame, labels: Ints) -> tuple[pd.Series, pd.Series]:
    """Key of the Kreis of most people, and the names of all that have a fiftieth of them."""
    sums = _by_people(beyond, "ags_kreis", labels)
    whole = sums.groupby("area")["people"].transform("sum")
    first = sums.drop_duplicates("area").set_index("area")["value"].astype("str")
    large = sums[sums["people"] >= _RESPONSIBLE * whole]
    names = kreis_names(large["value"]).groupby(large["area"]).agg(", ".join)
    return first, names


def named_places(beyond: gpd.GeoDataFrame, labels: Ints, places: pd.DataFrame) -> pd.Series:
    """What areas are named by: their Gemeinden, or else the place of their largest point.

    Where that has no name either, it is the Kreis, or a question mark.
    """
    largest = beyond.assign(area=labels).sort_values("population", ascending=False, kind="stable")
    first = largest.drop_duplicates("area").set_index("area")
    otherwise = first["place"].fillna(kreis_names(first["ags_kreis"])).fillna("?")
    names, counts = (places[name].to_numpy(dtype=object) for name in ("name", "people"))
    found = places.groupby("area").indices
    named: dict[Any, str] = {}
    for area, word in otherwise.items():
        rows = found.get(area, np.empty(0, dtype=np.intp))
        named[area] = area_places(names[rows].tolist(), counts[rows].tolist(), word)
    return pd.Series(named)
