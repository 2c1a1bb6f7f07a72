"""Random lists of participants of many kinds, on the points of the embedded data."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import geopandas as gpd
import numpy as np
import pandas as pd

import mintgeo as mg
from mintgeo import _embedded
from tests.privacy.law import OUTSIDE

KINDS = ("national", "land", "few", "classes", "dominant", "unplaced", "city_state")
VENUES = {
    "Berlin": (52.52, 13.405), "Waren": (53.52, 12.68), "Bremen": (53.08, 8.80),
    "Saarbrücken": (49.24, 6.99), "Garmisch": (47.49, 11.10), "Jena": (50.93, 11.59),
    "Köln": (50.94, 6.96), "Paris": (48.86, 2.35),
}  # fmt: skip
_ABROAD = {"Wien": (48.21, 16.37), "Breslau": (51.11, 17.03), "Zürich": (47.38, 8.54)}
_CITY_STATES = ("02", "04", "10", "11")


@dataclass(frozen=True, kw_only=True)
class Made:
    """A list of participants, placed, with the truth about it."""

    kind: str
    people: gpd.GeoDataFrame
    areas: tuple[str, ...]
    venue: str | None

    @property
    def counts(self) -> dict[str, int]:
        return dict(Counter(self.areas))


@cache
def pool() -> gpd.GeoDataFrame:
    """Every postcode of the embedded data as a geocoded row with its Kreis and weight."""
    codes = _embedded.read("postcodes")["postcode"]
    rows = mg.geocode(mg.read_participants(pd.DataFrame({"PLZ": codes})))
    rows = mg.assign_regions(rows)
    rows = rows[rows["ags_kreis"].notna()].reset_index(drop=True)
    people = _embedded.read("kreise").set_index("ags")["population"]
    share = rows["ags_kreis"].map(people) / rows.groupby("ags_kreis")["id"].transform("size")
    return gpd.GeoDataFrame(rows.assign(weight=share / share.sum()))


@cache
def elsewhere() -> gpd.GeoDataFrame:
    """Rows abroad, and rows without a place."""
    rows = [{"lat": lat, "lon": lon} for lat, lon in _ABROAD.values()]
    rows += [{"Ort": "Nirgendhausenxyz"}] * 2
    return mg.assign_regions(mg.geocode(mg.read_participants(pd.DataFrame(rows))))


@cache
def rows() -> gpd.GeoDataFrame:
    """Everything that a list may be made of; ``row`` is its place here."""
    table = pd.concat([pool(), elsewhere()], ignore_index=True).drop(columns="weight")
    table["id"] = table["row"] = range(len(table))
    return gpd.GeoDataFrame(table.assign(id=table["id"].astype(str)))


@cache
def venue(name: str) -> gpd.GeoDataFrame:
    lat, lon = VENUES[name]
    return mg.geocode(mg.read_sites(pd.DataFrame([{"name": name, "lat": lat, "lon": lon}])))


def make(seed: int, *, kind: str | None = None, size: int | None = None) -> Made:
    """A random list; the same seed, the same list."""
    chance = np.random.default_rng(seed)
    kind = kind or KINDS[seed % len(KINDS)]
    size = size or int(np.exp(chance.uniform(np.log(5), np.log(301))))
    home = pool()
    away = int(chance.binomial(size, 0.15 if kind == "unplaced" else 0.02))
    weight = _weights(kind, chance)
    chosen = chance.choice(len(home), size=size - away, p=weight / weight.sum())
    extra = len(home) + chance.choice(len(elsewhere()), size=away)
    place = str(chance.choice(list(VENUES))) if chance.random() < 0.4 else None
    return of_rows([*chosen, *extra], kind=kind, venue=place)


def of_rows(chosen: Sequence[int], *, kind: str, venue: str | None = None) -> Made:
    """A list of these rows of ``rows()``."""
    people = rows().iloc[list(chosen)].reset_index(drop=True)
    people["id"] = [str(number) for number in range(1, len(people) + 1)]
    areas = tuple(people["ags_kreis"].fillna(OUTSIDE))
    return Made(kind=kind, people=gpd.GeoDataFrame(people), areas=areas, venue=venue)


def _weights(kind: str, chance: np.random.Generator) -> np.ndarray:
    home = pool()
    base, kreis = home["weight"].to_numpy(), home["ags_kreis"]
    if kind == "national":
        return base
    if kind in ("land", "unplaced"):
        return np.where(kreis.str[:2] == chance.choice(kreis.str[:2].unique()), base, base * 0.002)
    if kind == "city_state":
        lands = chance.choice(_CITY_STATES, size=chance.integers(1, 3), replace=False)
        return np.where(kreis.str[:2].isin(lands), base, base * 0.0005)
    if kind == "few":
        chosen = _neighbours(chance, int(chance.integers(1, 7)))
        return np.where(kreis.isin(chosen), base, 0.0)
    if kind == "dominant":
        chosen = _neighbours(chance, 6)
        share = kreis.map(dict(zip(chosen, (40, *[1] * 5), strict=True))).fillna(0.0)
        return base * share.to_numpy(dtype=float)
    return _classes(chance)


def _neighbours(chance: np.random.Generator, number: int) -> list[str]:
    """A Kreis and the ones next to it by number, which are mostly of its Land."""
    keys = sorted(pool()["ags_kreis"].unique())
    first = int(chance.integers(len(keys)))
    around = [keys[(first + step) % len(keys)] for step in range(12)]
    return [around[0], *chance.permutation(around[1:])[: number - 1]]


def _classes(chance: np.random.Generator) -> np.ndarray:
    """School classes: a few postcodes with many people each, and some from around."""
    weight = np.zeros(len(pool()))
    rows = chance.choice(len(weight), size=chance.integers(1, 6), p=pool()["weight"])
    weight[rows] = chance.integers(1, 10, size=len(rows))
    near = pool()["ags_kreis"].isin(pool()["ags_kreis"].iloc[rows])
    return weight + near.to_numpy() * weight.sum() / near.sum() * 0.15
