"""What the map of travel says of flows: classes of time and way, medians, and no more in public."""

from collections.abc import Sequence
from typing import Any, Final

import geopandas as gpd
import numpy as np

from mintgeo._quantiles import weighted_quantile
from mintgeo.maps._data import ExactWay, Flow
from mintgeo.maps._theme_data import Totals, WayKey, WayView
from mintgeo.privacy.infer import Published

TIMES: Final = ((10, 20, 30, 45), (30, 60, 90, 120), (60, 120, 240, 360))
"""Ladders of limits between classes, in minutes; the first that holds nine of ten people."""
WAYS: Final = ((2, 5, 10, 20), (10, 25, 50, 100), (50, 100, 200, 400))
"""The same in kilometres."""
_NINE_OF_TEN: Final = 0.9


def views(drawn: gpd.GeoDataFrame, *, public: bool) -> list[WayView]:
    """Time and way: the limits between classes. In public only the way, as the crow flies."""
    people = drawn["people"].to_numpy(dtype=float)
    values: dict[WayKey, tuple[Any, Any]] = {
        "time": (TIMES, drawn["travel_min"].to_numpy(dtype=float)),
        "way": (WAYS, drawn["distance_m"].to_numpy(dtype=float) / 1000),
    }
    return [
        {"key": key, "limits": _ladder(ladders, values, people)}
        for key, (ladders, values) in values.items()
        if key == "way" or not public
    ]


def _ladder(ladders: Sequence[Sequence[int]], values: Any, people: Any) -> list[int]:
    far = weighted_quantile(values, people, _NINE_OF_TEN) if len(values) else 0.0
    return list(next((one for one in ladders if far <= one[-1]), ladders[-1]))


def flow(row: dict[str, Any], views: Sequence[WayView], *, public: bool) -> Flow:
    """A flow as the script draws it; in public its numbers are classes."""
    values = {"time": row["travel_min"], "way": row["distance_m"] / 1000}
    out: Flow = {
        "at": [round(row["geometry"].y, 5), round(row["geometry"].x, 5)],
        "name": row["name"],
        "people": int(row["people"]),
        "classes": [_class(view["limits"], values[view["key"]]) for view in views],
    }
    return out if public else {**out, **_exact(row)}


def _class(limits: Sequence[int], value: float) -> int | None:
    return int(np.searchsorted(limits, value)) if np.isfinite(value) else None


def _exact(row: dict[str, Any]) -> ExactWay:
    time, way, blur = row["travel_min"], row["distance_m"] / 1000, row["blur_m"] / 1000
    known = bool(np.isfinite(time))
    near = known and not way >= blur
    return {
        "minutes": round(float(time)) if known else None,
        "km": round(float(way), 1) if known else None,
        "under": max(1, int(np.ceil(blur))) if near and np.isfinite(blur) else None,
    }


def totals(table: gpd.GeoDataFrame, flows: gpd.GeoDataFrame) -> Totals:
    """All people, those whose way is not drawn, and the median of those who have one."""
    drawn = table[table["status"] == "ok"]
    people = drawn["people"].to_numpy(dtype=float)
    everybody = int(table["people"].sum())
    placed = table.geometry.notna() & ~table.geometry.is_empty
    unplaced = int(table.loc[~placed, "people"].sum())
    rest = everybody - unplaced - int(flows["people"].sum())
    told: Totals = {"people": everybody}
    if people.sum():
        told["minutes"] = _median(drawn["travel_min"], people)
        told["km"] = _median(drawn["distance_m"] / 1000, people)
    return {**told, "unplaced": unplaced, "rest": rest}


def _median(values: Any, people: Any) -> float:
    return round(weighted_quantile(values.to_numpy(dtype=float), people, 0.5), 1)


def public_totals(numbers: Published) -> Totals:
    """Only what is published anyway: the perturbed number of all, and the rounded middle way."""
    told: Totals = {"people": float(numbers.total or 0)}
    return told if numbers.way is None else {**told, "km": numbers.way.rounded_m / 1000}
