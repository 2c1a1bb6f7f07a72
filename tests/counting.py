"""How often coordinates of a whole table are transformed, and regions looked for."""

import importlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import geopandas as gpd
import numpy as np
import pytest
from pyproj import Transformer

HANDFUL = 5
"""So few coordinates are no table."""


@dataclass
class Counts:
    """Numbers of coordinates of every transformation, and of points of every join."""

    transformed: list[int] = field(default_factory=list)
    joined: list[int] = field(default_factory=list)


@contextmanager
def counting() -> Iterator[Counts]:
    """Count while it lasts."""
    counts = Counts()
    transform = Transformer.transform
    module = importlib.import_module("mintgeo.germany.regions")
    nearest_region = module.nearest_region

    def counted(self: Transformer, xx: Any, *rest: Any, **options: Any) -> Any:
        if np.size(xx) > HANDFUL:
            counts.transformed.append(int(np.size(xx)))
        return transform(self, xx, *rest, **options)

    def spy(points: Any, layer: gpd.GeoDataFrame | None = None) -> Any:
        counts.joined.append(len(points))
        return nearest_region(points, layer)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Transformer, "transform", counted)
        patch.setattr(module, "nearest_region", spy)
        yield counts
