"""What a map draws, in few letters: coordinates as whole steps, texts once."""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import shapely

from mintgeo.maps._data import P, Packed, PackedSpots, ShapeKind

SCALE: Final = 10_000
"""Parts of a degree: steps of 11 m from north to south."""
FINE: Final = 100_000
"""Steps of 1.1 m, for the map of a town."""


def packed(kind: ShapeKind, features: Sequence[tuple[Any, P]], *, scale: int = SCALE) -> Packed[P]:
    """Shapes in degrees and their properties, as ``unpackShapes`` of the pages reads them.

    Parameters
    ----------
    kind
        ``MultiPolygon`` or ``MultiLineString``; single parts are taken as one of many.
    features
        Shapes in degrees (EPSG:4326) with their properties.
    scale
        Parts of a degree to which shapes are rounded.

    Returns
    -------
    dict
        Each line is ``[x, y, step, step, …]``: its first point and the steps from point to point.
    """
    return {
        "type": kind,
        "scale": scale,
        "features": [
            {"shape": _nested(shape, kind, scale), "properties": known} for shape, known in features
        ],
    }


def _nested(shape: Any, kind: str, scale: int) -> list[Any]:
    parts = shapely.get_parts(shape)
    if kind == "MultiLineString":
        return [_steps(part, scale) for part in parts]
    return [[_steps(ring, scale) for ring in (part.exterior, *part.interiors)] for part in parts]


def _steps(line: Any, scale: int) -> list[int]:
    whole = np.round(shapely.get_coordinates(line) * scale).astype(int)
    return [int(one) for one in np.diff(whole, axis=0, prepend=[[0, 0]]).ravel()]


def packed_spots(spots: Sequence[Any]) -> PackedSpots[Any]:
    """Points with texts as rows ``[lat, lon, number of a word, …]``, every word once."""
    columns = [name for name in (spots[0] if spots else {}) if name != "at"]
    words: dict[str, int] = {}
    rows = [
        [*spot["at"], *(words.setdefault(spot[name], len(words)) for name in columns)]
        for spot in spots
    ]
    return {"columns": columns, "words": list(words), "rows": rows}
