"""The nearest road of a point: the same as measuring every segment."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from mintgeo import RoadNetwork
from mintgeo._crs import geocentric
from mintgeo.travel.roads.graph.cells import Cells
from mintgeo.travel.roads.graph.nearby import NearRoads
from mintgeo.travel.roads.graph.network import Network
from mintgeo.travel.roads.graph.snapping import Snapper

SAMPLE = Path(__file__).parents[2] / "data" / "raw" / "neubrandenburg.osm.pbf"


def roads(ends: NDArray[np.float64]) -> Network:
    """Roads of three vertices each, (road, vertex, lon and lat): each there and back."""
    both = np.concatenate([ends, ends[:, ::-1]])
    x, y = np.rint(both * 1e7).astype(np.int32).reshape(-1, 2).T
    at = geocentric(x * 1e-7, y * 1e-7).reshape(-1, 3, 3)
    step = np.linalg.norm(np.diff(at, axis=1), axis=2)
    length = np.concatenate([np.zeros((len(both), 1)), np.cumsum(step, axis=1)], axis=1)
    counted = length.ravel().astype(np.float32)
    arcs = np.arange(len(both), dtype=np.int32)
    none = np.empty(0, dtype=np.float32)
    return Network(
        first=np.arange(len(both) + 1) * 3, x=x, y=y, time_s=counted, weight_s=counted,
        length_m=counted, twin=np.roll(arcs, len(ends)), start=np.ones(len(both), dtype=bool),
        big=np.ones(len(both), dtype=bool), step_first=np.zeros(len(both) + 1, dtype=np.int64),
        step_target=np.empty(0, dtype=np.int32), step_weight_s=none, step_time_s=none,
        doubled=np.empty(0, dtype=np.int64), extent=np.array([0.0, 0, 1, 1]),
        exits=np.empty(0, dtype=np.int64),
    )  # fmt: skip


def every_segment(
    net: Network, xyz: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Metres from points to the nearest segment of any road that a journey may start on.

    And the vertex where the first of equally near ones begins, each road taken in one direction.
    """
    once = (net.twin < 0) | (net.twin > np.arange(len(net.twin)))
    use = np.repeat(net.start & once, np.diff(net.first))
    use[net.last] = False
    at = np.flatnonzero(use)
    a, b = (geocentric(net.x[one] * 1e-7, net.y[one] * 1e-7) for one in (at, at + 1))
    line = b - a
    square = np.maximum((line**2).sum(axis=1), 1e-12)
    least, first = [], []
    for point in xyz:
        share = np.clip(((point - a) * line).sum(axis=1) / square, 0, 1)
        gap = np.linalg.norm(point - a - share[:, None] * line, axis=1)
        least.append(gap.min())
        first.append(at[np.round(gap, 4).argmin()])
    return np.array(least), np.array(first)


@settings(max_examples=60)
@given(
    st.integers(0, 10**6), st.floats(-80, 80), st.sampled_from([1e-4, 1e-3, 1e-2, 0.2]),
    st.integers(1, 60), st.sampled_from([50.0, 2_000.0, 50_000.0]),
)  # fmt: skip
def test_no_road_is_overlooked(
    seed: int, lat: float, size: float, count: int, within: float
) -> None:
    """Short roads and long ones, at the equator and far in the north; and crossroads."""
    rng = np.random.default_rng(seed)
    ends = rng.uniform(-size * 4, size * 4, (count, 1, 2)) + rng.normal(0, size, (count, 3, 2))
    ends[1:, 0] = np.where(rng.random((count - 1, 1)) < 0.5, ends[:-1, 2], ends[1:, 0])
    net = roads(ends + np.array([10, lat]))
    lonlat = rng.uniform(-size * 5, size * 5, (40, 2)) + np.array([10, lat])
    met = rng.choice(len(net.x), 20)
    xyz = geocentric(*np.concatenate([lonlat, np.column_stack([net.x, net.y])[met] * 1e-7]).T)
    near = NearRoads.of(net, net.start)
    assert near is not None
    vertex, share, gap = near.nearest(xyz, within_m=within)
    wanted, first = every_segment(net, xyz)
    there = wanted <= within
    np.testing.assert_array_equal(vertex, np.where(there, first, -1))
    np.testing.assert_allclose(gap[there], wanted[there], atol=1e-4, rtol=0)
    a, b = (geocentric(net.x[one] * 1e-7, net.y[one] * 1e-7)
            for one in (vertex[there], vertex[there] + 1))  # fmt: skip
    foot = a + share[there, None] * (b - a)
    np.testing.assert_allclose(np.linalg.norm(xyz[there] - foot, axis=1), gap[there], atol=1e-6)


@pytest.mark.parametrize("mode", ["car", "foot"])
def test_roads_of_a_real_extract(mode: str) -> None:
    net = RoadNetwork.from_osm(SAMPLE, mode).network
    west, south, east, north = net.extent
    rng = np.random.default_rng(4)
    lon = rng.uniform(west - 0.05, east + 0.05, 40)
    xyz = geocentric(lon, rng.uniform(south - 0.05, north + 0.05, 40))
    spots = Snapper(net).snap(xyz, max_m=2000)
    wanted, _ = every_segment(net, xyz)
    assert ((wanted <= 2000) == spots.snapped).all()
    assert 0 < spots.snapped.mean() < 1
    nearer = Snapper(net).nearer(xyz, than=np.full(len(xyz), 300.0))
    near = wanted < 300
    np.testing.assert_allclose(nearer.gap_m[near], wanted[near], atol=1e-4)
    assert np.isnan(nearer.gap_m[~near]).all()
    assert (spots.gap_m[spots.snapped] >= wanted[spots.snapped] - 1e-4).all()


def test_no_road_is_put_into_cells_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who has no large component near looks at the others alone."""
    net = RoadNetwork.from_osm(SAMPLE, "foot").network
    made = []

    def of(_net: Network, chosen: NDArray[np.bool_]) -> NearRoads | None:
        made.append(chosen)
        return NearRoads(_net, cells) if (cells := Cells.of(_net, chosen)) else None

    monkeypatch.setattr(NearRoads, "of", of)
    snapper = Snapper(net)
    small = np.flatnonzero(net.start & ~net.big)
    vertex = net.first[small[:3]]
    at = geocentric(net.x[vertex] * 1e-7, net.y[vertex] * 1e-7)
    spots = snapper.snap(at, max_m=0.001)
    assert spots.snapped.all()
    assert not net.big[spots.arc[:, 0]].any()
    snapper.prepare()
    assert np.sum(made, axis=0).max() == 1
