"""Coverage with intervals on the official 1 km grid with 10,000 offers: time and memory.

Run by hand: ``python benchmarks/coverage_of_germany.py GRID`` with the grid of the Zensus 2011 or
2022 (1 km). Offers are drawn by people, each known to 2 km; every measure by Land, Kreis and area
type. The limits are those of the issue: reach 3 s, everything 20 s and 3 GB on two cores.
"""

import argparse
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter

import geopandas as gpd
import numpy as np
import pandas as pd

import mintgeo as mg
from mintgeo._crs import LAEA

OFFERS = 10_000
RADIUS_M = 2_000


def main() -> None:
    """Print seconds of every step and the peak of memory."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("grid", type=Path)
    demand = with_area_types(mg.population(parser.parse_args().grid))
    sites = offers(demand)
    for mode in ("car", "foot"):
        print(f"{len(demand):,} cells, {len(sites):,} offers, {mode}")
        measure(demand, sites, mg.Airline(mode=mode))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    print(f"peak of memory, reading the grid included: {peak:.2f} GB (limit 3)")


def measure(demand: gpd.GeoDataFrame, sites: gpd.GeoDataFrame, router: mg.Airline) -> None:
    """Time every step once."""
    start = perf_counter()
    with timed("reach (limit 3)"):
        reached = mg.reach(demand, sites, router, max_min=120)
    with timed("uncertainty, 200 draws"):
        draws = mg.uncertainty(reached, sites, curve=router.curve)
    for by in ("land", "kreis", "area_type"):
        with timed(f"coverage by {by}"):
            mg.coverage(reached, by=by, minutes=(15, 30), sites=sites, uncertainty=draws)
    with timed("pairs within 15 minutes"):
        pairs = mg.travel_times(demand, sites, router, max_min=15)
    print(f"  {len(pairs):,} pairs")
    with timed("cumulative"):
        mg.cumulative(pairs, sites, minutes=15)
    with timed("gravity"):
        mg.gravity(pairs, sites)
    with timed("2SFCA"):
        places = mg.floating_catchment(pairs, sites, demand, minutes=15)
    with timed("Gini"):
        mg.gini(places.loc[demand["id"]], demand["population"])
    print(f"  {'all of it (limit 20)':32}{perf_counter() - start:6.2f} s")


def with_area_types(demand: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Degree of urbanisation of the cell itself: borders of Gemeinden are not embedded."""
    kinds = {"centre": "city", "cluster": "town", "rural": "rural"}
    return demand.assign(area_type=demand["cell_type"].map(kinds).astype("str"))


def offers(demand: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Offers in cells drawn by people, somewhere in the cell."""
    rng = np.random.default_rng(1)
    people = demand["population"].to_numpy(dtype=float)
    at = demand.geometry.iloc[rng.choice(len(demand), OFFERS, p=people / people.sum())]
    metric = at.to_crs(LAEA)
    shift = rng.uniform(-500, 500, (2, OFFERS))
    table = pd.DataFrame({"id": np.arange(OFFERS).astype(str), "role": "offer"})
    table["radius_m"], table["capacity"] = RADIUS_M, rng.integers(5, 60, OFFERS)
    place = gpd.points_from_xy(metric.x + shift[0], metric.y + shift[1], crs=LAEA)
    return gpd.GeoDataFrame(table, geometry=place).to_crs(4326)


@contextmanager
def timed(what: str) -> Iterator[None]:
    """Print the seconds that a step takes."""
    start = perf_counter()
    yield
    print(f"  {what:32}{perf_counter() - start:6.2f} s")


if __name__ == "__main__":
    main()
