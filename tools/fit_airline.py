"""Fit the constants of Airline to real road networks, and print fit and error.

    python tools/fit_airline.py data/raw/neubrandenburg.osm.pbf more.osm.pbf …

Pairs of random road points of every extract, door to door; at most so many of every band of
distance, so that the many long pairs of a wide extract don't decide. The detour is the median of
way / geodesic; by car it is the literature's, because it falls with distance and cars go farther
than extracts do. The speeds of the stretches minimise the mean absolute log error. ``spread`` is
1.4826 × the median absolute deviation of log(true / estimated): the standard deviation, if a few
wild pairs don't matter.
"""

import sys
from pathlib import Path
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
from scipy.optimize import minimize

from mintgeo import RoadNetwork
from mintgeo._crs import points
from mintgeo._schema import MODES
from mintgeo.travel import CURVES, Airline, SpeedCurve, travel_times
from mintgeo.travel.roads.network import Network
from mintgeo.travel.roads.reading import UNIT

BANDS_KM: Final = (0.5, 1, 2, 4, 8, 16, 32)
DETOUR: Final = {"car": 1.32}
"""Ballou, Rahardja and Sakai 2002 for Germany."""
SIDE: Final = 150
PER_BAND: Final = 4000
ENDS_KM: Final = {"car": (1, 3, 10, 30), "bike": (), "foot": ()}
"""Ends of stretches whose speeds the extracts can tell; longer ways keep their literature."""


def main(paths: list[Path]) -> None:
    """Print the fit of every mode and what it leaves unexplained."""
    for mode in MODES:
        pairs = pd.concat([_pairs(path, mode) for path in paths], ignore_index=True)
        curve = _fit(pairs, mode)
        print(f"\n{mode}: detour {curve.detour:.2f}, stretches {curve.stretches}")
        print(f"  spread {curve.spread:.3f}; now in use {CURVES[mode].spread:.3f}")
        _report("fitted", pairs, curve)
        _report("in use", pairs, CURVES[mode])


def _pairs(path: Path, mode: str) -> pd.DataFrame:
    router = RoadNetwork.from_osm(path, mode)
    start, goal = (_road_points(router.network, seed) for seed in (1, 2))
    true = travel_times(start, goal, router)
    line = travel_times(start, goal, Airline(mode))
    both = true[true["status"] == "ok"].merge(line, on=["from_id", "to_id"])
    return pd.DataFrame(
        {
            "extract": path.name.partition(".")[0],
            "geodesic_m": both["distance_m_y"] / CURVES[mode].detour,
            "way_m": both["distance_m_x"],
            "minutes": both["travel_min_x"],
        }
    )


def _road_points(net: Network, seed: int) -> gpd.GeoDataFrame:
    """Vertices of roads that lie well inside, so that few ways would leave the extract."""
    lon, lat = net.x * UNIT, net.y * UNIT
    west, south, east, north = net.extent
    dx, dy = (east - west) / 20, (north - south) / 20
    arc = np.repeat(net.start & net.big, np.diff(net.first)) if net.big.any() else True
    inside = (lon > west + dx) & (lon < east - dx) & (lat > south + dy) & (lat < north - dy) & arc
    chosen = np.random.default_rng(seed).choice(np.flatnonzero(inside), SIDE)
    ids = pd.Series([f"{seed}-{number}" for number in range(SIDE)], dtype="str")
    return gpd.GeoDataFrame({"id": ids}, geometry=points(lon[chosen], lat[chosen]))


def _by_band(pairs: pd.DataFrame) -> pd.DataFrame:
    """Pairs with their band, at most so many of each band and extract."""
    band = pd.cut(pairs["geodesic_m"] / 1000, BANDS_KM, labels=False)
    known = pairs.assign(band=band).dropna(subset="band")
    parts = [
        part.sample(min(PER_BAND, len(part)), random_state=1)
        for _, part in known.groupby(["band", "extract"])
    ]
    return pd.concat(parts, ignore_index=True)


def _fit(pairs: pd.DataFrame, mode: str) -> SpeedCurve:
    some = _by_band(pairs)
    detour = DETOUR.get(mode) or round(float((some["way_m"] / some["geodesic_m"]).median()), 2)
    old = CURVES[mode]
    fixed = [(end, kmh) for end, kmh in old.stretches if end not in ENDS_KM[mode]]
    ends = ENDS_KM[mode] or (float("inf"),)
    fixed = [] if not ENDS_KM[mode] else fixed

    def curve(kmh: np.ndarray, spread: float = 0.0) -> SpeedCurve:
        speeds = [float(one) for one in kmh]
        stretches = (*zip(ends, speeds, strict=True), *fixed)
        return SpeedCurve(detour=detour, stretches=stretches, spread=spread, source="")

    def loss(log_kmh: np.ndarray) -> float:
        return float(np.abs(_log_error(some, curve(np.exp(log_kmh)))).mean())

    begin = np.log([kmh for _, kmh in old.stretches[: len(ends)]])
    best = minimize(loss, begin, method="Nelder-Mead", options={"maxiter": 4000, "xatol": 1e-3})
    kmh = np.round(np.exp(best.x), 0 if ENDS_KM[mode] else 1)
    error = _log_error(some, curve(kmh))
    return curve(kmh, spread=_spread(error))


def _log_error(pairs: pd.DataFrame, curve: SpeedCurve) -> np.ndarray:
    guess = curve.minutes(curve.way_m(pairs["geodesic_m"].to_numpy()))
    return np.log(pairs["minutes"].to_numpy() / guess)


def _spread(error: np.ndarray) -> float:
    return round(float(1.4826 * np.median(np.abs(error - np.median(error)))), 3)


def _report(title: str, pairs: pd.DataFrame, curve: SpeedCurve) -> None:
    some = _by_band(pairs)
    some["error"] = _log_error(some, curve)
    absolute = np.abs(np.expm1(some["error"])) * 100
    quantiles = ", ".join(f"{q:.0%} {absolute.quantile(q):.0f} %" for q in (0.5, 0.8, 0.95))
    print(f"  {title}: |true / estimate − 1|: {quantiles}; {len(some):,} pairs")
    for key in ("band", "extract"):
        for name, part in some.groupby(key):
            label = f"to {BANDS_KM[int(name) + 1]} km" if key == "band" else str(name)
            detour = (part["way_m"] / part["geodesic_m"]).median()
            bias = np.expm1(part["error"].median()) * 100
            print(
                f"    {label:28} n {len(part):6,}  detour {detour:.2f}  median {bias:+5.0f} %  "
                f"spread {_spread(part['error'].to_numpy()):.2f}"
            )


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])
