"""Speeds of the airline from times by road; every extract and band of distance counts the same."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

import numpy as np
import pandas as pd
from scipy.optimize import minimize

from mintgeo._quantiles import Floats
from mintgeo.travel import CURVES, SpeedCurve
from tools.fit_airline.sample import Sample

BANDS_KM: Final = (0.125, 0.25, 0.5, 1, 2, 4, 8, 16, 32)
FEWEST: Final = 300
"""A band of an extract with fewer pairs says nothing."""
PER_BAND: Final = 500
ENDS_KM: Final = {
    "car": (0.3, 0.8, 2.5, 12, 40),
    "bike": (0.3, 1, 4, np.inf),
    "foot": (0.6, np.inf),
}
"""Ends of the stretches that are fitted: the first is slow, which is the cost of a start."""


def banded(samples: Iterable[Sample]) -> pd.DataFrame:
    """Pairs with their band and weight, at most so many of every band and extract."""
    pairs = pd.concat([one.pairs for one in samples], ignore_index=True)
    pairs["band"] = np.searchsorted(BANDS_KM, pairs["geodesic_m"] / 1000) - 1
    groups = pairs.groupby(["extract", "band"])
    parts = [
        part.sample(min(PER_BAND, len(part)), random_state=1)
        for _, part in groups
        if len(part) >= FEWEST
    ]
    some = pd.concat(parts, ignore_index=True)
    size = some.groupby(["extract", "band"])["minutes"].transform("size")
    return some.assign(weight=1 / size)


def fitted(pairs: pd.DataFrame, mode: str) -> SpeedCurve:
    """The curve with the least mean absolute error of log(time); farther ways are slower, never."""
    ends, old = ENDS_KM[mode], CURVES[mode]
    beyond = tuple(one for one in old.stretches if one[0] > ends[-1])
    weight = pairs["weight"].to_numpy()

    def curve(logs: Floats) -> SpeedCurve:
        kmh = np.exp(logs[0] + np.concatenate([[0], np.cumsum(np.abs(logs[1:]))]))
        stretches = tuple(zip(ends, map(float, kmh), strict=True))
        return replace(old, stretches=(*stretches, *beyond), spread=0.0, source="", off_by=())

    def loss(logs: Floats) -> float:
        return float(weight @ np.abs(log_error(pairs, curve(logs))))

    logs = np.array([np.log(old.stretches[0][1]), *[0.3] * (len(ends) - 1)])
    for _ in range(3):
        logs = minimize(loss, logs, method="Nelder-Mead", options={"maxiter": 400}).x
    return curve(logs)


def log_error(pairs: pd.DataFrame, curve: SpeedCurve) -> Floats:
    """log(time by road / time of the curve)."""
    guess = curve.minutes(curve.way_m(pairs["geodesic_m"].to_numpy()))
    return np.asarray(np.log(pairs["minutes"].to_numpy() / guess))


def left_out(pairs: pd.DataFrame, mode: str) -> tuple[pd.DataFrame, dict[str, SpeedCurve]]:
    """Errors of every extract under a curve that does not know it, and these curves."""
    curves = {
        name: fitted(pairs[pairs["extract"] != name], mode) for name in pairs["extract"].unique()
    }
    parts = [
        part.assign(error=log_error(part, curves[str(name)]))
        for name, part in pairs.groupby("extract")
    ]
    return pd.concat(parts).sort_index(), curves


def quantiles(values: Floats, weight: Floats, levels: Floats | list[float]) -> Floats:
    """Weighted quantiles."""
    order = np.argsort(values)
    reached = np.cumsum(weight[order]) - weight[order] / 2
    return np.asarray(np.interp(levels, reached / weight.sum(), values[order]))


def medians(pairs: pd.DataFrame) -> pd.DataFrame:
    """Median error by band: of every extract, and of all."""
    table = pairs.pivot_table(index="band", columns="extract", values="error", aggfunc="median")
    table["all"] = [
        quantiles(part["error"].to_numpy(), part["weight"].to_numpy(), [0.5])[0]
        for _, part in pairs.groupby("band")
    ]
    table.index = pd.Index([BANDS_KM[band + 1] for band in table.index], name="to km")
    return table
