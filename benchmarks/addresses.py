"""How well and how fast an AddressIndex places addresses, beside what PLZ and place alone give.

``python -m benchmarks.addresses EXTRACT…`` prints every figure of each extract, with its goal;
``--speed`` before them only how fast it is.
"""

import random
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from time import process_time

import geopandas as gpd
import numpy as np
import pandas as pd

import mintgeo as mg
from benchmarks.distort import KINDS, Written, distort
from mintgeo._crs import GEOD
from mintgeo._osm import stream
from mintgeo.addresses.harvest import harvest
from mintgeo.addresses.rows import Harvest

AT_MOST = 3_000
"""Of a larger extract, so many addresses are drawn."""
ROWS = 20_000
"""So many rows are placed to see how fast."""
GOALS = {"exact": 30_000, "misspelled": 10_000}
REMOVED = 0.1
FAR_M = 15_000


def addresses(path: str | Path) -> pd.DataFrame:
    """Addresses of an extract that are complete, with the middle of what bears them."""
    rows = []
    for item in stream(path, "nw", keys=("addr:housenumber",), locations=True):
        points = [item] if item.is_node() else [n for n in item.nodes if n.location.valid()]
        tags = [
            item.tags.get(f"addr:{key}") for key in ("street", "housenumber", "postcode", "city")
        ]
        if all(tags) and points:
            ring = points[:-1] or points
            lat, lon = (np.mean([getattr(p, name) for p in ring]) for name in ("lat", "lon"))
            rows.append((*tags, lat, lon))
    table = pd.DataFrame(rows, columns=["street", "number", "postcode", "place", "lat", "lon"])
    return table[table["postcode"].str.fullmatch(r"\d{5}")].reset_index(drop=True)


def drawn(table: pd.DataFrame, seed: int = 1) -> pd.DataFrame:
    return table.sample(min(AT_MOST, len(table)), random_state=seed).reset_index(drop=True)


def placed(
    written: list[Written], truth: pd.DataFrame, index: mg.AddressIndex | None
) -> gpd.GeoDataFrame:
    """Geocode written addresses; ``error_m`` is infinite where nothing was found."""
    rows = [(one.line, one.postcode, one.place) for one in written]
    table = pd.DataFrame(rows, columns=["Straße", "PLZ", "Ort"]).assign(Name="-")
    out = mg.geocode(mg.read_sites(table), using=[] if index is None else [index])
    there = out.geometry.notna().to_numpy()
    error = np.full(len(out), np.inf)
    here, right = out.geometry[there], truth[there]
    error[there] = GEOD.inv(right["lon"], right["lat"], here.x, here.y)[2]
    return out.assign(error_m=error)


def written(table: pd.DataFrame) -> list[Written]:
    columns = table[["street", "number", "postcode", "place"]]
    return [Written(*row) for row in columns.itertuples(index=False, name=None)]


def distorted(
    truth: pd.DataFrame, index: mg.AddressIndex | None, seed: int = 7
) -> dict[str, gpd.GeoDataFrame]:
    """Every address spoiled in every way: kind → result."""
    results = {}
    for kind in KINDS:
        rng = random.Random(f"{seed} {kind}")
        spoiled = [distort(one, kind, rng) for one in written(truth)]
        results[kind] = placed(spoiled, truth, index)
    return results


def without_some(found: Harvest, seed: int = 3) -> tuple[Harvest, set[tuple[str, str]]]:
    """Take a tenth of all addresses (with all objects that bear them) out of a harvest."""
    houses = found.houses
    at = pd.Series(list(zip(houses["lat"], houses["lon"], strict=True)), index=houses.index)
    name = pd.Series(
        list(
            zip(
                houses["street"].astype(str),
                houses["number"].astype(str) + houses["suffix"].astype(str),
                strict=True,
            )
        ),
        index=houses.index,
    )
    real = houses["kind"] == 0
    names = sorted(set(name[real]))
    gone = set(random.Random(seed).sample(names, round(REMOVED * len(names))))
    out = real & name.isin(gone)
    out |= (houses["kind"] == 1) & at.isin(set(at[out]))
    return replace(found, houses=houses[~out].reset_index(drop=True)), gone


def figures(path: str | Path) -> Iterator[tuple[str, float, str, float]]:
    """What, measured, ``≤`` or ``≥``, goal: everything that the issue asks of one extract."""
    from mintgeo.addresses.numbers import house_number

    found = harvest(path)
    index = mg.AddressIndex.build(found)
    truth = drawn(addresses(path))
    clean = placed(written(truth), truth, index)
    yield "clean addresses", len(truth), "≥", 1
    yield "clean within 100 m, %", 100 * (clean["error_m"] <= 100).mean(), "≥", 99.0
    spoiled = distorted(truth, index)
    every = pd.concat(spoiled.values(), ignore_index=True)
    for kind, result in spoiled.items():
        near = 100 * (result["error_m"] <= 300).mean()
        yield f"distorted ({kind}) within 300 m, %", near, "≥", 90.0
    yield "distorted, all, within 300 m, %", 100 * (every["error_m"] <= 300).mean(), "≥", 95.0
    lesser, gone = without_some(found)
    keys = [
        (street, str(house_number(number)))
        for street, number in zip(truth["street"], truth["number"], strict=True)
    ]
    taken = truth[[key in gone for key in keys]].reset_index(drop=True)
    removed = placed(written(taken), taken, mg.AddressIndex.build(lesser))
    yield "removed numbers", len(removed), "≥", 1
    yield "removed: median error, m", removed["error_m"].median(), "≤", 60.0
    yield "removed: called house", (removed["match_level"] == "house").sum(), "≤", 0
    both = pd.concat([clean, every, removed], ignore_index=True)
    both = both[np.isfinite(both["error_m"])]
    inside = both["error_m"] <= both["radius_m"]
    for level, share in inside.groupby(both["match_level"]).mean().items():
        count = (both["match_level"] == level).sum()
        yield f"inside radius_m, {level} ({count}), %", 100 * share, "≥", 95.0
    yield "radius_m of a house, median, m", _median_radius(both, "house"), "≤", 100.0
    yield "radius_m of a street, median, m", _median_radius(both, "street"), "≤", 500.0
    wrong = 100 * (both["error_m"] > FAR_M).mean()
    yield f"farther than {FAR_M // 1000} km, %", wrong, "≤", 0.1


def _median_radius(table: pd.DataFrame, level: str) -> float:
    return float(table.loc[table["match_level"] == level, "radius_m"].median())


def speeds(path: str | Path) -> Iterator[tuple[str, float]]:
    """Rows a second of the processor's time, all of ``geocode`` included.

    ``at first`` of an index that nobody has asked yet; ``again`` is the best of the next three.
    """
    index = mg.AddressIndex.from_osm(path)
    truth = addresses(path)
    every = written(pd.concat([truth] * (ROWS // len(truth) + 1), ignore_index=True)[:ROWS])
    rng = random.Random(5)
    spoiled = [distort(one, "typo", rng) for one in every]
    for what, rows in (("exact", every), ("misspelled", spoiled)):
        table = pd.DataFrame(
            [(one.line, one.postcode, one.place) for one in rows], columns=["Straße", "PLZ", "Ort"]
        )
        sites = mg.read_sites(table.assign(Name="-"))
        first, *later = (_seconds(sites, index) for _ in range(4))
        yield f"{what}, at first, rows/s", len(sites) / first
        goal = GOALS[what]
        yield f"{what}, again, rows/s (goal {goal:,})", len(sites) / min(later)


def _seconds(sites: pd.DataFrame, index: mg.AddressIndex) -> float:
    start = process_time()
    mg.geocode(sites, using=[index])
    return process_time() - start


def main(paths: list[str]) -> None:
    """Print the figures of extracts, then those of PLZ and place alone."""
    quick = "--speed" in paths
    paths = [path for path in paths if path != "--speed"]
    for path in paths:
        print(f"\n{Path(path).name}")
        for what, value, sign, goal in () if quick else figures(path):
            good = value >= goal if sign == "≥" else value <= goal
            print(f"  {what:48}{value:12,.2f}   {sign} {goal:g}{'' if good else '   MISSED'}")
        for what, value in speeds(path):
            print(f"  {what:48}{value:12,.0f}")
        if quick:
            continue
        truth = drawn(addresses(path))
        alone = placed(written(truth), truth, None)["error_m"]
        print(f"  PLZ and place alone: median {alone.median():,.0f} m, within 300 m "
              f"{100 * (alone <= 300).mean():.1f} %")  # fmt: skip


if __name__ == "__main__":
    main(sys.argv[1:])
