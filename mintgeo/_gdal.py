"""Names of files that say nothing to GDAL: ``;``, ``!`` and ``?`` in a name are parts of it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory
from typing import Any, Final

import pandas as pd
from pandas.api.types import is_object_dtype

from mintgeo._text import printable

_REFUSED: Final = re.compile(r"(?i)(?=(?:gpkg|rtree|sqlite)_|layer_styles$|\W|$)")
"""Layers that a GeoPackage keeps for itself, or whose first letter GDAL refuses."""


@contextmanager
def written(goal: Path) -> Iterator[Path]:
    """Give a path of a plain name to write to; what stands there in the end goes to ``goal``."""
    with TemporaryDirectory(prefix="mintgeo-") as folder:
        part = Path(folder) / f"file{goal.suffix}"
        yield part
        copyfile(part, goal)


def layer_name(text: str) -> str:
    """A name for a layer of a GeoPackage, made of one that a file has.

    Examples
    --------
    >>> layer_name("Angebote; Mai"), layer_name("gpkg_contents"), layer_name("(neu)")
    ('Angebote; Mai', '_gpkg_contents', '_(neu)')
    """
    name = printable(text)
    return f"_{name}" if _REFUSED.match(name) else name


def plain_texts(table: pd.DataFrame) -> Any:
    """The table without letters in its texts and names of columns that GDAL can't hold."""
    out = table.copy(deep=False)
    for at, kind in enumerate(table.dtypes):
        column = table.iloc[:, at]
        if isinstance(kind, pd.StringDtype):
            held = {text: printable(text) for text in column.dropna().unique()}
            if any(text != one for text, one in held.items()):
                out.isetitem(at, column.map(held).astype(column.dtype).array)
        elif is_object_dtype(kind):
            out.isetitem(at, column.map(_held).astype(column.dtype).array)
    return out.rename(columns=lambda name: printable(str(name)))


def _held(value: Any) -> Any:
    return printable(value) if isinstance(value, str) else value
