"""Areas that are drawn several times are simplified once."""

import numpy as np
import pytest
import shapely

from mintgeo.cartography import simplify
from tests import kleinland


def test_the_same_areas_are_simplified_once(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []

    def counted(*given: object) -> object:
        calls.append(given)
        return whole(*given)

    whole = shapely.coverage_simplify
    monkeypatch.setattr(shapely, "coverage_simplify", counted)
    regions = kleinland.regions()
    moved = regions.set_geometry(regions.geometry.translate(0.01))
    first = simplify.simplified(regions)
    kept = first.copy()
    first[0] = None
    assert np.array_equal(simplify.simplified(regions.copy()), kept)
    assert len(calls) <= 1
    assert not np.array_equal(simplify.simplified(moved), kept)
