"""How often spans of participation hold, by the size of groups and by how many are expected.

The figures stand in docs/methoden/teilnahme.md; ``-s`` prints them.
"""

import numpy as np
import pytest

from mintgeo.analysis.participation import poisson_interval, prediction_interval
from mintgeo.analysis.participation.clusters import Clusters
from tests.participation_worlds import Fair

pytestmark = pytest.mark.verify
EXPECTED = (3, 10, 30, 100, 300)
_KREISE, _WORLDS = 40, 500
_ENOUGH = 1.3
"""Groups expected, from which on next year's count is held in 88 to 92 % of cases."""


def held(means: np.ndarray, size: int, sizes: str, *, told: bool, seed: int) -> tuple[float, float]:
    """How often the mean lies in its span, and next year's count in its own, in per cent."""
    rng = np.random.default_rng(seed)
    world = Fair(means=means, size=size, sizes=sizes)
    mean, following = [], []
    for _ in range(_WORLDS):
        year = world.year(rng)
        counts, groups = world.counts(year), year["count"].to_numpy(dtype=float)
        found = Clusters().measured(year, groups, year["region"])
        factor = found.of(range(_KREISE)) if told else np.ones(_KREISE)
        low, high = poisson_interval(counts, dispersion=factor)
        mean.append((low <= means) & (means <= high))
        first, last = prediction_interval(counts, dispersion=factor)
        then = world.counts(world.year(rng))
        following.append((first <= then) & (then <= last))
    return 100 * float(np.mean(mean)), 100 * float(np.mean(following))


@pytest.mark.parametrize("sizes", ["equal", "mixed"])
@pytest.mark.parametrize("size", [1, 5, 10, 20])
def test_spans_hold_where_groups_are_told(size: int, sizes: str) -> None:
    for expected in EXPECTED:
        means = np.full(_KREISE, float(expected))
        mean, following = held(means, size, sizes, told=True, seed=size + expected)
        print(f"\n{sizes} {size:3}, {expected:4} expected: mean {mean:.1f}, next {following:.1f}")
        assert mean >= 85
        assert following >= 88
        if expected / size >= _ENOUGH and (sizes == "equal" or expected / size >= 3):
            assert following <= 92.5


def test_classes_of_some_kreise_are_not_spread_over_all() -> None:
    """Half of the Kreise send single people: one dispersion for all, and one for each."""
    size = np.repeat([1, 20], _KREISE // 2)
    world = Fair(means=np.tile([20.0, 50, 100, 300], _KREISE // 4), size=size)
    rng, rows = np.random.default_rng(3), []
    for _ in range(_WORLDS):
        year, then = world.year(rng), world.counts(world.year(rng))
        groups = year["count"].to_numpy(dtype=float)
        found = Clusters().measured(year, groups, year["region"])
        for factor in (np.full(_KREISE, found.overall), found.of(range(_KREISE))):
            low, high = prediction_interval(world.counts(year), dispersion=factor)
            rows.append(((low <= then) & (then <= high))[size > 1].mean())
    spread, own = 100 * np.mean(rows[::2]), 100 * np.mean(rows[1::2])
    print(f"\nnext year of classes of 20: {spread:.1f} with one dispersion, {own:.1f} with its own")
    assert spread < 80
    assert own >= 85


@pytest.mark.parametrize("size", [1, 5, 10, 20])
def test_spans_hold_over_a_land_of_large_and_small_kreise(size: int) -> None:
    means = size * np.geomspace(2, 60, _KREISE)
    mean, following = held(means, size, "mixed", told=True, seed=size)
    alone = held(means, size, "mixed", told=False, seed=size)
    print(f"\n{size:3}: mean {mean:.1f}, next {following:.1f}; not told {alone}")
    assert mean >= 85
    assert 88 <= following <= 92
    assert size == 1 or alone[0] < 75
