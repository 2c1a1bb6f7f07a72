"""The network of an extract: built once, then taken from the cache."""

from importlib.metadata import version
from pathlib import Path
from typing import Final

import numpy as np

from mintgeo._cache import cache_folder, kept
from mintgeo._errors import OptionError
from mintgeo._osm import Box
from mintgeo.travel.roads.graph.network import Network, build_network
from mintgeo.travel.roads.reading.profiles import PROFILES

FORMAT: Final = 3
"""Raised whenever networks are built or stored in another way."""


def kept_network(
    file: Path,
    mode: str,
    *,
    bbox: Box | None,
    key: str,
    cache: str | Path | bool,
    progress: bool,
) -> Network:
    """Take a network from the cache, or build it and keep it there.

    Parameters
    ----------
    file, mode, bbox, progress
        As of ``RoadNetwork.from_osm``.
    key
        Hash of the file's content.
    cache
        A folder, ``True`` for the usual one, ``False`` for none.
    """

    def build() -> Network:
        return build_network(file, PROFILES[mode], bbox=bbox, progress=progress)

    folder = cache_folder() if cache is True else Path(cache) if cache else None
    if folder is None:
        return build()
    place = "" if bbox is None else "-" + "_".join(f"{float(one):g}" for one in bbox)
    name = f"{key[:24]}-{mode}{place}-{version('mintgeo')}-{FORMAT}.npz"
    return kept(folder / "roads" / name, load=Network.load, make=build, save=Network.save)


def check_bbox(bbox: object) -> None:
    """Refuse a box that is not west, south, east and north."""
    if bbox is None:
        return
    try:
        west, south, east, north = (float(one) for one in bbox)  # type: ignore[attr-defined]
    except (TypeError, ValueError):
        west = south = east = north = np.nan
    if not (west < east and south < north):
        raise OptionError(
            "bbox must be (west, south, east, north) in degrees, not {bbox!r}.", bbox=bbox
        )
