"""Smaller extracts out of a real one: what lies nearest to the middle of it."""

from pathlib import Path
from typing import Any, Final

import numpy as np
import osmium

from mintgeo._cache import cache_folder, content_key, write_atomically

SHARES: Final = (1 / 16, 1 / 8, 1 / 4, 1 / 2, 1.0)


def cut(path: Path, share: float) -> Path:
    """Such a share of the nodes of an extract, with their ways and relations; kept in the cache."""
    path.stat()  # what is not here is named in the table
    if share == 1:
        return path
    folder = (cache_folder() or Path.cwd()) / "benchmarks"
    there = folder / f"{path.name.split('.')[0]}-{content_key(path)[:8]}-{share:g}.osm.pbf"
    if not there.exists():
        with write_atomically(there) as part:
            _write(path, share, part)
    return there


def _write(path: Path, share: float, to: Path) -> None:
    found = np.array([(one.id, one.lon, one.lat)
                      for one in osmium.FileProcessor(path, osmium.osm.NODE)])  # fmt: skip
    middle = np.median(found[:, 1:], axis=0)
    away = (found[:, 1:] - middle) * (np.cos(np.radians(middle[1])), 1)
    near = found[np.argsort(np.hypot(*away.T), kind="stable")[: int(share * len(found))]]
    west, south, east, north = (*near[:, 1:].min(axis=0), *near[:, 1:].max(axis=0))
    header = osmium.io.Header()
    header.add_box(osmium.osm.Box(west, south, east, north))
    kept = osmium.FileProcessor(path).with_filter(_tracked(path, set(near[:, 0])).id_filter())
    with osmium.SimpleWriter(osmium.io.File(to, "pbf"), header=header, overwrite=True) as out:
        for one in kept:
            out.add(one)


def _tracked(path: Path, nodes: set[float]) -> Any:
    """Nodes, the ways that begin at them, whole, and relations of nothing else."""
    tracker, ways = osmium.IdTracker(), set[int]()
    for one in osmium.FileProcessor(path):
        if one.is_way():
            if one.nodes[0].ref in nodes:
                ways.add(one.id)
                tracker.add_way(one.id)
        elif one.is_node():
            if one.id in nodes:
                tracker.add_node(one.id)
        elif all(at.ref in {"n": nodes, "w": ways}.get(at.type, ()) for at in one.members):
            tracker.add_relation(one.id)
    tracker.complete_backward_references(path)
    return tracker
