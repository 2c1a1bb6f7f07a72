"""Made lists of a few offers: do the spans of shares hold the shares by road."""

from collections.abc import Iterator
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd

import mintgeo as mg
from mintgeo.travel import SpeedCurve
from tools.fit_airline.sample import Sample

LISTS: Final = 32
MOST: Final = 4
"""Offers of a list: one to so many."""
LIMITS: Final = (5.0, 10.0, 15.0, 30.0)
PLAIN: Final = 0.02
"""A span narrower than this that holds the truth says nothing about its law."""


def judged(one: Sample, curve: SpeedCurve, law: mg.ErrorLaw, *, seed: int = 0) -> pd.DataFrame:
    """Share of homes within each limit: estimated, spanned, and by road; a row per list."""
    rng = np.random.default_rng(seed)
    parts = []
    for number in range(LISTS):
        chosen = rng.choice(len(one.offers), 1 + number % MOST, replace=False)
        spans = _spans(one, chosen, curve, law, number)
        true = one.minutes[:, chosen].min(axis=1)
        spans["true"] = [(true <= limit).mean() for limit in spans["minutes"]]
        parts.append(spans.assign(list=number, offers=len(chosen)))
    table = pd.concat(parts, ignore_index=True).assign(extract=one.extract, mode=one.mode)
    table["below"] = table["true"] < table["share_low"] - 1e-9
    table["above"] = table["true"] > table["share_high"] + 1e-9
    table["held"] = ~(table["below"] | table["above"])
    width = table["share_high"] - table["share_low"]
    return table.assign(width=width, plain=table["held"] & (width < PLAIN))


def _spans(
    one: Sample, chosen: np.ndarray, curve: SpeedCurve, law: mg.ErrorLaw, seed: int
) -> pd.DataFrame:
    homes, offers = (_table(one.homes), one.offers.iloc[chosen].assign(role="offer"))
    router = mg.Airline(one.mode, curve=curve)
    reached = mg.reach(homes, offers, router, max_min=max(LIMITS))
    draws = mg.uncertainty(
        reached, offers, law=law, curve=curve, minutes=LIMITS, seed=seed, progress=False
    )
    found = mg.coverage(reached, by="country", minutes=LIMITS, uncertainty=draws)
    plain = mg.coverage(reached, by="country", minutes=LIMITS)
    columns = ["minutes", "share", "share_low", "share_high"]
    return found[columns].assign(counted=plain["share"].to_numpy())


def _table(homes: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Homes as a demand table of one Kreis."""
    same = {"ags": "99001001", "ags_kreis": "99001", "ags_land": "99", "place": "Ort"}
    return homes.assign(population=1.0, **same)


def summary(table: pd.DataFrame) -> Iterator[str]:
    """Lines for every extract and for all: how often held, and on which side missed."""
    groups = [*table.groupby("extract"), ("all", table)]
    for name, part in groups:
        told = part[~part["plain"]]
        yield (
            f"  {name!s:28} held {part['held'].mean():6.1%}; of {len(told):4} that vary "
            f"{told['held'].mean():6.1%}, truth below {told['below'].mean():5.1%}, above "
            f"{told['above'].mean():5.1%}; width {told['width'].mean():.3f}; mean error of the "
            f"share {(told['share'] - told['true']).mean():+.3f} "
            f"({(told['share'] - told['true']).abs().mean():.3f}), counted "
            f"{(told['counted'] - told['true']).mean():+.3f} "
            f"({(told['counted'] - told['true']).abs().mean():.3f})"
        )
