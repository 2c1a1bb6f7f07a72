"""Tiny road worlds: written as OpenStreetMap XML, so that everything goes through the reader."""

from pathlib import Path
from xml.sax.saxutils import quoteattr

import geopandas as gpd
import pandas as pd

from mintgeo._crs import points

Tags = dict[str, str]


def write_osm(
    path: Path,
    nodes: dict[int, tuple[float, float, Tags]],
    ways: dict[int, tuple[list[int], Tags]],
    restrictions: list[tuple[int, tuple[str, int], int, Tags]] | None = None,
    *,
    box: tuple[float, float, float, float] | None = None,
) -> Path:
    """Nodes as (lon, lat, tags), ways as (nodes, tags), restrictions as (from, via, to, tags).

    ``box`` is what the file claims to cover: west, south, east, north.
    """
    lines = ["<?xml version='1.0' encoding='UTF-8'?>", '<osm version="0.6">']
    if box:
        sides = zip(("minlon", "minlat", "maxlon", "maxlat"), box, strict=True)
        lines.append("<bounds " + " ".join(f'{name}="{side}"' for name, side in sides) + "/>")
    for ref, (lon, lat, tags) in nodes.items():
        place = f'<node id="{ref}" version="1" lat="{lat:.7f}" lon="{lon:.7f}">'
        lines.append(place + _tags(tags) + "</node>")
    for ref, (along, tags) in ways.items():
        inside = "".join(f'<nd ref="{node}"/>' for node in along)
        lines.append(f'<way id="{ref}" version="1">{inside}{_tags(tags)}</way>')
    for number, (source, (kind, via), target, tags) in enumerate(restrictions or [], 9000):
        members = (("way", source, "from"), (kind, via, "via"), ("way", target, "to"))
        inside = "".join(f'<member type="{a}" ref="{b}" role="{c}"/>' for a, b, c in members)
        inside += _tags({"type": "restriction", **tags})
        lines.append(f'<relation id="{number}" version="1">{inside}</relation>')
    path.write_text("\n".join([*lines, "</osm>"]), encoding="utf-8")
    return path


def _tags(tags: Tags) -> str:
    return "".join(f"<tag k={quoteattr(key)} v={quoteattr(value)}/>" for key, value in tags.items())


def table(lonlat: list[tuple[float, float]], prefix: str = "p") -> gpd.GeoDataFrame:
    """Points with ids p0000, p0001 …"""
    lon, lat = zip(*lonlat, strict=True) if lonlat else ((), ())
    ids = pd.Series([f"{prefix}{number:04}" for number in range(len(lon))], dtype="str")
    return gpd.GeoDataFrame({"id": ids}, geometry=points(list(lon), list(lat)))


def kleinland(path: Path, **changes: Tags) -> Path:
    """Twelve junctions on the equator: 0.01° between them, 1,113.19 m from west to east.

    A main street 1–2–3–4 from west to east; a one-way lane 2→5 north; a roundabout 6→7→8→6 behind
    4; a ferry 5–9 of ten minutes with a street 9–10 beyond; a lane 3–11 south with a gate on 12.
    ``changes`` adds tags to a node (``node_3``) or way (``way_102``).
    """
    nodes: dict[int, tuple[float, float, Tags]] = {
        1: (0.00, 0.00, {}), 2: (0.01, 0.00, {}), 3: (0.02, 0.00, {}), 4: (0.03, 0.00, {}),
        5: (0.01, 0.01, {}), 6: (0.031, 0.0, {}), 7: (0.032, -0.001, {}), 8: (0.032, 0.001, {}),
        9: (0.01, 0.03, {}), 10: (0.02, 0.03, {}), 11: (0.02, -0.02, {}), 12: (0.02, -0.01, {}),
    }  # fmt: skip
    street = {"highway": "residential"}
    ways: dict[int, tuple[list[int], Tags]] = {
        101: ([1, 2], street),
        102: ([2, 3], street),
        103: ([3, 4, 6], {"highway": "tertiary", "maxspeed": "50"}),
        104: ([2, 5], {**street, "oneway": "yes"}),
        105: ([6, 7, 8, 6], {**street, "junction": "roundabout"}),
        106: ([5, 9], {"route": "ferry", "duration": "00:10"}),
        107: ([9, 10], street),
        108: ([3, 12, 11], {"highway": "service"}),
    }
    restrictions = [(101, ("node", 2), 104, {"restriction": "no_left_turn"})]
    for name, tags in changes.items():
        kind, _, number = name.partition("_")
        part = (nodes if kind == "node" else ways)[int(number)]
        part[-1].update(tags) if kind == "node" else ways.update(
            {int(number): (ways[int(number)][0], {**ways[int(number)][1], **tags})}
        )
    return write_osm(path, nodes, ways, restrictions)
