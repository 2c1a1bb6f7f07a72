"""What the ways to every venue come to: totals, the middle, the longest, emissions, reasons."""

from collections.abc import Mapping
from typing import Final

import numpy as np
import pandas as pd

from mintgeo._quantiles import weighted_quantile
from mintgeo.analysis.venues.travellers import Travellers, Ways
from mintgeo.analysis.venues.wish import Floats, Wish
from mintgeo.emissions import EmissionFactors
from mintgeo.travel.matrices import REASONS

THERE_AND_BACK: Final = 2
NUMBERS: Final = (
    "value", "people", "without", "beyond", "total_min", "mean_min", "median_min", "longest_min",
    "person_km", "co2_kg",
)  # fmt: skip
"""Columns of what the ways to a venue come to."""


def numbers(
    travellers: Travellers, ways: Ways, wish: Wish, factors: EmissionFactors
) -> pd.DataFrame:
    """One row per venue, in their order, with ``NUMBERS``.

    Times and lengths are of those who have a way; ``people`` are these, ``without`` all others.
    """
    weight, there = travellers.weight, np.isfinite(ways.minutes)
    people = weight @ there
    found = {
        "value": wish.value(ways.minutes, ways.metres, weight),
        "people": people,
        "without": weight @ ~there,
        "beyond": _beyond(wish, ways, weight),
    }
    for by in ("total", "mean", "longest"):
        found[f"{by}_min"] = Wish(by=by).value(ways.minutes, ways.metres, weight)
    found["median_min"] = _medians(ways.minutes, weight)
    km = np.where(there, ways.metres / 1000, 0.0)
    found["person_km"] = _known(THERE_AND_BACK * (weight @ km), people)
    found["co2_kg"] = _known(_kilograms(travellers, km, factors.people, factors), people)
    return pd.DataFrame(found)[list(NUMBERS)]


def missing(travellers: Travellers, ways: Ways, ids: pd.Series) -> pd.DataFrame:
    """How many people have no way to a venue, by reason: ``id``, ``status``, ``people``."""
    rows = [
        pd.DataFrame({"id": ids.to_numpy(), "status": REASONS[code],
                      "people": travellers.weight @ (ways.codes == code)})
        for code in np.unique(ways.codes) if REASONS[code] != "ok"
    ]  # fmt: skip
    empty = pd.DataFrame({"id": [], "status": [], "people": np.empty(0)})
    table = pd.concat([one[one["people"] > 0] for one in rows]) if rows else empty
    return table.astype({"id": "str", "status": "str"}).reset_index(drop=True)


def _beyond(wish: Wish, ways: Ways, weight: Floats) -> Floats:
    if wish.limit is None:
        return np.full(ways.minutes.shape[1], np.nan)
    return np.asarray(weight @ wish.too_far(ways.minutes, ways.metres))


def _medians(minutes: Floats, weight: Floats) -> Floats:
    there = np.isfinite(minutes)
    each = [
        weighted_quantile(column[known], weight[known], 0.5)
        for column, known in zip(minutes.T, there.T, strict=True)
    ]
    return np.array(each, dtype=float)


def _kilograms(
    travellers: Travellers, km: Floats, known: Mapping[str, object], factors: EmissionFactors
) -> Floats:
    """Kilograms of CO2e there and back; NaN if the emissions of a mode are not known."""
    total = np.zeros(km.shape[1])
    for mode in travellers.routers:
        here = travellers.mode == mode
        if here.any():
            way = travellers.weight[here] @ km[here]
            total += factors.kg(mode, THERE_AND_BACK * way) if mode in known else np.nan
    return total


def _known(values: Floats, people: Floats) -> Floats:
    """Nothing is known of ways that nobody has."""
    return np.where(people > 0, values, np.nan)
