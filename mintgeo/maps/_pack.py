"""What a map draws, in few letters: coordinates as whole steps, texts once."""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import pandas as pd
import shapely

from mintgeo.maps._data import P, Packed, PackedSpots, PackedTexts, ShapeKind, TextColumn
from mintgeo.maps._numbers import packed_numbers, packed_steps, steps

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
        A shape is a text without words, as of ``packed_numbers``: of every part how many lines it
        has, of each how many points, and its first point and the steps from point to point. Lines
        are one part.
    """
    return {
        "type": kind,
        "scale": scale,
        "features": [
            {"shape": _written(shape, kind, scale), "properties": known}
            for shape, known in features
        ],
    }


def _written(shape: Any, kind: ShapeKind, scale: int) -> str:
    parts = shapely.get_parts(shape)
    rings = [[one.exterior, *one.interiors] for one in parts] if kind == "MultiPolygon" else [parts]
    numbers: list[Any] = []
    for lines in rings:
        numbers.append([len(lines)])
        for line in lines:
            whole = np.round(shapely.get_coordinates(line) * scale).astype(np.int64)
            numbers += [[len(whole)], steps(whole)]
    return packed_numbers(np.concatenate(numbers) if numbers else [])


def packed_spots(spots: Sequence[Any]) -> PackedSpots[Any]:
    """Points with texts as rows ``[lat, lon, number of a word, …]``, every word once."""
    columns = [name for name in (spots[0] if spots else {}) if name != "at"]
    words: dict[str, int] = {}
    rows = [
        [*spot["at"], *(words.setdefault(spot[name], len(words)) for name in columns)]
        for spot in spots
    ]
    return {"columns": columns, "words": list(words), "rows": rows}


def packed_texts(spots: Sequence[Any]) -> PackedTexts[Any]:
    """Points with texts, column by column, so that a page reads those that are asked for.

    Parameters
    ----------
    spots
        Points (``at``, degrees, EPSG:4326), all with the same texts.

    Returns
    -------
    dict
        Points in steps of a hundred-thousandth of a degree; of each column every text once, with a
        letter between them that none has, and in steps which of them a row says.
    """
    at = np.array([spot["at"] for spot in spots]).reshape(-1, 2)
    columns = [name for name in (spots[0] if spots else {}) if name != "at"]
    texts = {name: _text_column([spot[name] for spot in spots]) for name in columns}
    return {"parts": FINE, "at": packed_steps(np.round(at * FINE)), "texts": texts}


def _text_column(texts: Sequence[str]) -> TextColumn:
    rows, words = pd.factorize(np.array(texts, dtype=object))
    known = set().union(*words)
    mark = next(one for one in map(chr, range(ord("|"), 0x110000)) if one not in known)
    return {"words": mark.join(words), "mark": mark, "rows": packed_steps(rows)}
