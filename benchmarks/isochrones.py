"""Isochrones of 30 minutes on the sample extract: the first, each one after it, and 40 at once.

Run by hand: ``python benchmarks/isochrones.py``.
"""

from pathlib import Path
from time import perf_counter

import geopandas as gpd
import numpy as np
import pandas as pd

import mintgeo as mg

SAMPLE = Path(__file__).parents[1] / "data" / "raw" / "neubrandenburg.osm.pbf"


def main() -> None:
    """Print seconds per mode."""
    for mode in ("car", "bike", "foot"):
        router = mg.RoadNetwork.from_osm(SAMPLE, mode)
        sites = _sites(40)
        first = _seconds(sites.iloc[:1], router)
        each = [_seconds(sites.iloc[[row]], router) for row in range(1, 11)]
        fresh = mg.RoadNetwork.from_osm(SAMPLE, mode)
        print(
            f"{mode}: first {first * 1000:.0f} ms, then median {np.median(each) * 1000:.0f} ms, "
            f"worst {max(each) * 1000:.0f} ms; 40 at once on a fresh router "
            f"{_seconds(sites, fresh):.1f} s"
        )


def _seconds(sites: gpd.GeoDataFrame, router: mg.RoadNetwork) -> float:
    start = perf_counter()
    mg.isochrones(sites, router, minutes=30, progress=False)
    return perf_counter() - start


def _sites(count: int) -> gpd.GeoDataFrame:
    random = np.random.default_rng(1)
    lon, lat = random.uniform(13.2, 13.32, count), random.uniform(53.52, 53.6, count)
    table = pd.DataFrame({"id": np.arange(count).astype(str)})
    return gpd.GeoDataFrame(table, geometry=gpd.points_from_xy(lon, lat), crs=4326)


if __name__ == "__main__":
    main()
