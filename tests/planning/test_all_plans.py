"""Plans through the verb against trying all: whatever is wished, none is better."""

from itertools import combinations
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

import mintgeo as mg
from mintgeo._crs import points
from mintgeo._errors import InfeasibleError
from tests.planning.halls import CAR, placed

LIMIT = 10.0


def village(lon: list[float], people: list[int], kreise: list[str]) -> gpd.GeoDataFrame:
    table = pd.DataFrame({"id": [f"p{n}" for n in range(len(lon))], "population": people})
    table["population"] = table["population"].astype(float)
    table["ags_kreis"], table["ags_land"], table["place"] = kreise, "91", table["id"]
    table["ags"] = table["ags_kreis"] + "001"
    out = gpd.GeoDataFrame(table, geometry=points(lon, [0.0] * len(lon)))
    out.attrs["attributions"] = []
    return out


@st.composite
def worlds(draw: st.DrawFn) -> dict[str, Any]:
    n, m = draw(st.integers(3, 8)), draw(st.integers(3, 6))
    spots = st.integers(0, 60)
    lon = [one / 100 for one in draw(st.lists(spots, min_size=n, max_size=n))]
    people = draw(st.lists(st.integers(0, 9), min_size=n, max_size=n))
    kreise = ["91001" if at < 0.3 else "91002" for at in lon]
    at = [one / 100 for one in draw(st.lists(spots, min_size=m, max_size=m, unique=True))]
    lab = draw(st.one_of(st.none(), spots))
    names = [f"c{n}" for n in range(m)]
    return {
        "demand": village(lon, [people[0] + 1, *people[1:]], kreise),
        "candidates": placed(**dict(zip(names, at, strict=True))),
        "existing": None if lab is None else placed(lab=lab / 100),
        "required": [one for one in names[:1] if draw(st.booleans())],
        "forbidden": [one for one in names[1:2] if draw(st.booleans())],
        "min_apart_km": draw(st.sampled_from([None, 3.0])),
        "n": draw(st.integers(1, 3)),
    }


def near(demand: gpd.GeoDataFrame, there: gpd.GeoDataFrame) -> NDArray[np.bool_]:
    return np.asarray(mg.matrix(demand, there, CAR, max_min=None).dense() <= LIMIT)


def best(world: dict[str, Any], sizes: range) -> list[tuple[tuple[str, ...], float]]:
    """All plans that are allowed, and the people whom each reaches with the offer."""
    demand, candidates = world["demand"], world["candidates"]
    cover, people = near(demand, candidates), demand["population"].to_numpy()
    ids = candidates["id"].tolist()
    lost = {one for one, some in zip(ids, np.asarray(cover.any(axis=0)), strict=True) if not some}
    before = np.zeros(len(demand), dtype=bool)
    if world["existing"] is not None:
        before = near(demand, world["existing"])[:, 0]
    km = candidates.geometry.x.to_numpy() * 111.319
    out = []
    for size in sizes:
        for at in combinations(range(len(ids)), size):
            some = {ids[one] for one in at}
            apart = min((abs(km[a] - km[b]) for a, b in combinations(at, 2)), default=np.inf)
            if (set(world["required"]) <= some and not some & {*world["forbidden"], *lost}
                    and apart >= (world["min_apart_km"] or 0.0)):  # fmt: skip
                on = before | cover[:, list(at)].any(axis=1)
                out.append((tuple(sorted(some)), float(people[on].sum())))
    return out


def made(world: dict[str, Any], **wishes: Any) -> mg.StopPlan | None:
    options = {name: world[name] for name in ("existing", "required", "forbidden", "min_apart_km")}
    try:
        return mg.plan_stops(world["demand"], world["candidates"], CAR, minutes=LIMIT, draws=0,
                             **options, **wishes)  # fmt: skip
    except InfeasibleError:
        return None


def check_most(world: dict[str, Any]) -> None:
    every = best(world, range(world["n"], world["n"] + 1))
    found = made(world, n_stops=world["n"])
    if found is None:
        assert not every
        return
    assert (tuple(sorted(found.stops["id"])), found.value) in every
    assert found.value == max(value for _, value in every)
    assert found.status == "optimal"
    after = found.shares.set_index("plan").loc["after", "reached"]
    assert after == found.value == found.people[found.before].sum() + found.stops["adds"].sum()


def check_fewest(world: dict[str, Any], share: float) -> None:
    wanted = share * world["demand"]["population"].sum() - 1e-9
    every = [len(plan) for plan, value in best(world, range(7)) if value >= wanted]
    found = made(world, target_share=share)
    if found is None:
        assert not every
        return
    assert len(found.stops) == min(every)
    assert found.shares.set_index("plan").loc["after", "reached"] >= wanted


SHARES = st.sampled_from([0.4, 0.8, 1.0])


@settings(max_examples=8)
@given(worlds())
def test_no_plan_reaches_more(world: dict[str, Any]) -> None:
    check_most(world)


@settings(max_examples=5)
@given(worlds(), SHARES)
def test_no_fewer_stops_reach_enough(world: dict[str, Any], share: float) -> None:
    check_fewest(world, share)


@pytest.mark.verify
@settings(max_examples=40)
@given(worlds(), SHARES)
def test_of_many_worlds_no_plan_is_better(world: dict[str, Any], share: float) -> None:
    check_most(world)
    check_fewest(world, share)
