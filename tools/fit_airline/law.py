"""How wrong the airline is: quantiles of single ways by distance, and what an extract shares."""

from typing import Final

import numpy as np
import pandas as pd
from scipy.stats import norm, t

from mintgeo._quantiles import Floats
from mintgeo.analysis.uncertainty import ErrorLaw
from mintgeo.travel.laws import LEVELS, Tails
from tools.fit_airline.curve import BANDS_KM, quantiles

TOLD_KM: Final = {"car": (0.5, 16), "bike": (0.5, 16), "foot": (0.5, 4)}
"""Distances of up to an hour, of which the laws are told; by car as far as most extracts go."""
WIDENED: Final = ("car", "foot")
"""Modes whose shared σ is widened as the quantiles of t are, for it is told by few extracts. By
bike the one extract of mountains does it alone: widened, spans held 98 % of the lists."""
BOOTSTRAPS: Final = 2000
_MIDDLE: Final = 3.29
"""What lies between the 5 % and the 95 % quantile of a normal law, in σ."""


def measured(pairs: pd.DataFrame, mode: str) -> ErrorLaw:
    """The law of errors that ``left_out`` found."""
    own, km, table = _own(pairs), _middles(pairs), _medians(pairs, mode)
    told = (km > TOLD_KM[mode][0]) & (km < TOLD_KM[mode][1])
    spread = float(np.sqrt((((own[told][:, -3] - own[told][:, 2]) / _MIDDLE) ** 2).mean()))
    freedom = len(table.columns) - 1 if mode in WIDENED else np.inf
    wider = t.ppf(0.95, freedom) / norm.ppf(0.95)
    down, up = (side * wider for side in _shared(table))
    region = (down**2 + up**2) / 2
    country = region / pairs["extract"].nunique()
    whole = float(np.sqrt(spread**2 + region + country))
    return ErrorLaw(
        spread=round(whole, 3), country=round(country / whole**2, 3),
        region=round(region / whole**2, 3), lean=round(up / down, 2),
        doubt=_doubt(table), tails=Tails(
            km=tuple(km.round(2).tolist()),
            quantiles=tuple(map(tuple, (own / spread).round(2).tolist())),
        ),
    )  # fmt: skip


def _doubt(table: pd.DataFrame) -> tuple[float, float]:
    """Factors on the shared part within which four of five other sets of extracts lie."""
    rng = np.random.default_rng(1)
    sets = [table.iloc[:, rng.integers(len(table.columns), size=len(table.columns))]
            for _ in range(BOOTSTRAPS)]  # fmt: skip
    sizes = [float(np.hypot(*_shared(one))) for one in sets]
    low, high = np.quantile(sizes, [0.1, 0.9]) / np.hypot(*_shared(table))
    return round(float(low), 2), round(float(high), 2)


def _own(pairs: pd.DataFrame) -> Floats:
    """Quantiles by band of what is left when every extract has its own median."""
    within = pairs["error"] - pairs.groupby(["extract", "band"])["error"].transform("median")
    pairs = pairs.assign(within=within)
    return np.array([
        quantiles(part["within"].to_numpy(), part["weight"].to_numpy(), LEVELS)
        for _, part in pairs.groupby("band")
    ])  # fmt: skip


def _middles(pairs: pd.DataFrame) -> Floats:
    bands = np.sort(pairs["band"].unique())
    edges = np.array(BANDS_KM)
    return np.asarray(np.sqrt(edges[bands] * edges[bands + 1]))


def _medians(pairs: pd.DataFrame, mode: str) -> pd.DataFrame:
    """Median error, bands × extracts, where shared parts are told."""
    low, high = TOLD_KM[mode]
    table = pairs.pivot_table(index="band", columns="extract", values="error", aggfunc="median")
    table.index = pd.Index([BANDS_KM[band + 1] for band in table.index])
    return table[(table.index > low) & (table.index <= high)]


def _shared(table: pd.DataFrame) -> tuple[float, float]:
    """How far extracts are quicker, and slower, than a curve that does not know them (RMS)."""
    errors = table.to_numpy().ravel()
    errors = errors[np.isfinite(errors)]
    sides = [errors[errors < 0], errors[errors >= 0]]
    both = float(np.sqrt((errors**2).mean()))
    down, up = (float(np.sqrt((one**2).mean())) if len(one) else both for one in sides)
    return down, up
