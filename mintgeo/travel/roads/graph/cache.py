"""The networks of an extract: built once, then taken from the cache."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import lru_cache, partial
from importlib.metadata import version
from pathlib import Path
from typing import Final

import numpy as np

from mintgeo._cache import cache_folder, content_key, kept
from mintgeo._errors import OptionError
from mintgeo._osm import Box, check_extract, extent
from mintgeo.modes import check_mode
from mintgeo.travel.roads.graph.network import Network, network_of
from mintgeo.travel.roads.reading.extract import Reading, read_ways
from mintgeo.travel.roads.reading.profiles import PROFILES

FORMAT: Final = 4
"""Raised whenever networks are built or stored in another way."""


def kept_networks(
    file: Path, modes: Iterable[str], *, bbox: Box | None = None, key: str,
    cache: str | Path | bool, progress: bool,
) -> Iterator[tuple[str, Network]]:  # fmt: skip
    """Take networks from the cache, or build them and keep them there.

    The extract is read once for all modes that are missing, when the first of them is needed.

    Parameters
    ----------
    file, bbox, progress
        As of ``RoadNetwork.from_osm``.
    modes
        Which ones, each once.
    key
        Hash of the file's content.
    cache
        A folder, ``True`` for the usual one, ``False`` for none.

    Yields
    ------
    str, Network
        Every mode and its network.
    """
    places = {mode: _place(mode, bbox, key, cache) for mode in modes}
    missing = tuple(mode for mode, place in places.items() if not _is_there(place))

    @lru_cache(maxsize=1)
    def read(wanted: tuple[str, ...]) -> tuple[Reading, Box | None]:
        profiles = [PROFILES[mode] for mode in wanted]
        return read_ways(file, profiles, progress=progress), extent(file)

    def build(mode: str) -> Network:
        reading, box = read(missing if mode in missing else (mode,))
        return network_of(reading, PROFILES[mode], bbox=bbox, box=box)

    for mode, place in places.items():
        if place is None:
            yield mode, build(mode)
        else:
            yield mode, kept(place, load=Network.load, make=partial(build, mode), save=Network.save)


def keep_networks(path: str | Path, modes: Iterable[str], *, progress: bool = True) -> None:
    """Build the networks of several modes in one reading, for ``RoadNetwork.from_osm`` to find.

    What the usual cache holds is not built again, and one that is missing alone waits until it is
    asked for.

    Parameters
    ----------
    path, progress
        As of ``RoadNetwork.from_osm``.
    modes
        ``car``, ``bike``, ``foot``: those that will be asked for.

    Raises
    ------
    InputError, OptionError, MissingExtraError
        As ``RoadNetwork.from_osm``.
    """
    file = check_extract(path)
    key = content_key(file)
    modes = [check_mode(mode, PROFILES) for mode in modes]
    places = {mode: _place(mode, None, key, cache=True) for mode in modes}
    missing = [mode for mode, place in places.items() if place and not _is_there(place)]
    if len(missing) > 1:
        for _ in kept_networks(file, missing, key=key, cache=True, progress=progress):
            pass


def _is_there(place: Path | None) -> bool:
    with suppress(OSError):
        return place is not None and place.exists()
    return False


def _place(mode: str, bbox: Box | None, key: str, cache: str | Path | bool) -> Path | None:
    """Where the network of a mode is kept, if anywhere."""
    folder = cache_folder() if cache is True else Path(cache) if cache else None
    box = "" if bbox is None else "-" + "_".join(f"{float(one):g}" for one in bbox)
    name = f"{key[:24]}-{mode}{box}-{version('mintgeo')}-{FORMAT}.npz"
    return folder / "roads" / name if folder else None


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
