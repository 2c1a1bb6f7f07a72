"""The one door to ``mintgeo/data``: tables that come with the package, and where they are from."""

import json
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import as_file, files
from typing import Any

import geopandas as gpd
import pandas as pd

from mintgeo._crs import metric
from mintgeo._errors import MissingDataError
from mintgeo._located import Metres

_LAYERS = frozenset({"kreise", "laender"})


@dataclass(frozen=True, kw_only=True)
class Source:
    """Where an embedded table comes from, and what must be said with it."""

    name: str
    title: str
    vintage: str
    package: str
    licence: str
    attribution: str
    changes: str
    rows: int
    bytes: int


def read(name: str) -> pd.DataFrame:
    """Return a table that comes with the package, as a copy of the caller's own.

    ``kreise`` and ``laender`` are GeoDataFrames in EPSG:4326; the others are plain frames, those of
    points with ``lat`` and ``lon`` in degrees.

    Raises
    ------
    MissingDataError
        For an unknown name.
    """
    source(name)
    return _load(name).copy()


@cache
def metres(name: str) -> Metres:
    """Where the rows of a table of points lie, in metres (EPSG:3035); not to be changed.

    Raises
    ------
    MissingDataError
        For an unknown name.
    """
    source(name)
    table = _load(name)
    return metric(table["lon"], table["lat"])


def source(name: str) -> Source:
    """Say where an embedded table comes from.

    Raises
    ------
    MissingDataError
        For an unknown name.
    """
    about = _about()
    if name not in about:
        raise MissingDataError(
            "There is no embedded table {name!r}; there are {about}.",
            name=name,
            about=", ".join(about),
        )
    return Source(name=name, **about[name])


def names() -> tuple[str, ...]:
    """What comes with the package."""
    return tuple(_about())


@lru_cache(maxsize=1)
def _about() -> dict[str, dict[str, Any]]:
    text = (files("mintgeo") / "data" / "sources.json").read_text(encoding="utf-8")
    about: dict[str, dict[str, Any]] = json.loads(text)
    return about


@cache
def _load(name: str) -> pd.DataFrame:
    with as_file(files("mintgeo") / "data" / f"{name}.parquet") as path:
        return gpd.read_parquet(path) if name in _LAYERS else pd.read_parquet(path)
