"""Addresses, PLZ and places: rows in a second."""

import random
from collections.abc import Callable
from typing import Any, Final

import pandas as pd

import mintgeo as mg
from benchmarks.addresses import addresses, drawn, written
from benchmarks.distort import distort
from benchmarks.geocoding import _table
from benchmarks.job import Goal, Job
from benchmarks.roads import SAMPLE

ROWS: Final = 20_000


def placed(rows: int, *, misspelled: bool) -> Callable[[], Any]:
    """Addresses of the sample; every misspelled one differs from the others."""
    index, truth = mg.AddressIndex.from_osm(SAMPLE), addresses(SAMPLE)
    lines = written(pd.concat([truth] * (rows // len(truth) + 1), ignore_index=True))[:rows]
    if misspelled:
        rng = random.Random(5)
        some = written(drawn(truth))
        lines = [distort(some[at % len(some)], "typo", rng) for at in range(rows)]
    table = pd.DataFrame([(one.line, one.postcode, one.place) for one in lines],
                         columns=["Straße", "PLZ", "Ort"])  # fmt: skip
    sites = mg.read_sites(table.assign(Name="-"))
    mg.geocode(sites.iloc[:10], using=[index])
    return lambda: mg.geocode(sites, using=[index])


def exact(rows: int) -> Callable[[], Any]:
    return placed(rows, misspelled=False)


def misspelled(rows: int) -> Callable[[], Any]:
    return placed(rows, misspelled=True)


def places(rows: int) -> Callable[[], Any]:
    """PLZ and place, all misspelled."""
    table = _table(rows, misspelled=True)
    mg.geocode(_table(100, misspelled=False))
    return lambda: mg.geocode(table)


def right_places(rows: int) -> Callable[[], Any]:
    table = _table(rows, misspelled=False)
    mg.geocode(_table(100, misspelled=False))
    return lambda: mg.geocode(table)


SIZES: Final = tuple((ROWS // part,) for part in (16, 8, 4, 2, 1))
_COMMON: Final[dict[str, Any]] = {
    "sizes": SIZES, "labels": tuple(f"{one:,}" for (one,) in SIZES),
    "amounts": tuple(float(one) for (one,) in SIZES), "rows": ROWS,
}  # fmt: skip
JOBS: Final = (
    Job(name="addresses, exact", ours=f"{__name__}:exact", goal=Goal(per_second=30_000), **_COMMON),
    Job(name="addresses, misspelled", ours=f"{__name__}:misspelled",
        goal=Goal(per_second=10_000), **_COMMON),
    Job(name="PLZ and place, exact", ours=f"{__name__}:right_places", **_COMMON),
    Job(name="PLZ and place, misspelled", ours=f"{__name__}:places",
        goal=Goal(per_second=20_000), **_COMMON),
)  # fmt: skip
