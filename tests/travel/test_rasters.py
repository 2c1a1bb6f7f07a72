"""Windows of a raster know what the whole raster knows, and leave out nothing that is reached."""

import numpy as np
import pytest
from scipy.spatial import cKDTree

import mintgeo as mg
from mintgeo.analysis.uncertainty import uncertainty
from mintgeo.analysis.uncertainty.ways import Search
from mintgeo.travel.airline import Airline
from mintgeo.travel.roads.areas.raster import Raster
from tests import kleinland

SCALE = np.array([65_000.0, 111_000.0])
CELL_M, MAX_M = 25.0, 400.0


def raster(samples: np.ndarray) -> Raster:
    lon, lat = (np.arange(0, 0.1, CELL_M / one) for one in SCALE)
    return Raster(lon, lat, samples, SCALE, cell_m=CELL_M, max_m=MAX_M)


@pytest.mark.parametrize("seed", range(4))
def test_window_holds_all_that_is_near_and_says_what_is_nearest(seed: int) -> None:
    rng = np.random.default_rng(seed)
    samples = rng.uniform([0.02, 0.02], [0.08, 0.08], (60, 2))
    found, chosen = raster(samples), np.zeros(60, dtype=bool)
    for some in (slice(0, 2), slice(10, 14)):  # the second window overlaps tiles of the first
        chosen[:] = False
        chosen[some] = True
        spare = rng.uniform(0, MAX_M, chosen.sum())
        window = found.around(chosen, spare)
        cells = np.stack(np.meshgrid(found.lon, found.lat), axis=-1) * SCALE
        away, nearest = cKDTree(samples * SCALE).query(cells)
        here = np.zeros(away.shape, dtype=bool)
        here[window.rows, window.columns] = True
        near = away[here].reshape(window.nearest.shape)
        known = near < MAX_M + CELL_M
        assert (window.nearest[known] == nearest[here].reshape(near.shape)[known]).all()
        assert (window.nearest[~known] == len(samples)).all()
        assert window.gap_cells == pytest.approx(np.minimum(near, MAX_M + CELL_M) / CELL_M, 1e-6)
        for at, metres in zip(samples[chosen] * SCALE, spare, strict=True):
            assert here[np.linalg.norm(cells - at, axis=-1) <= metres].all()


def test_outermost_cells_of_the_raster_are_beyond() -> None:
    samples = np.array([[0.0005, 0.0005], [0.05, 0.05]])
    window = raster(samples).around(np.array([True, True]), np.array([1e5, 1e5]))
    beyond = window.beyond_cells
    assert (
        beyond.shape
        == window.nearest.shape
        == tuple(map(len, (raster(samples).lat, raster(samples).lon)))
    )
    assert (beyond[[0, -1]] == 1).all()
    assert (beyond[:, [0, -1]] == 1).all()
    assert beyond[1, 1] < 0


def test_offers_that_are_too_far_for_every_draw_change_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sites, way = kleinland.sites(), Airline("foot")
    reached = mg.reach(kleinland.demand(), sites, way)
    near = uncertainty(reached, sites, router=way, draws=40, minutes=15, progress=False)
    monkeypatch.setattr(Search, "_far", np.inf)
    all_ = uncertainty(reached, sites, router=way, draws=40, minutes=15, progress=False)
    assert (near.times == all_.times).all()
    assert np.isfinite(near.times).any()
