"""Names of files that say nothing to GDAL: ``;``, ``!`` and ``?`` in a name are parts of it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory
from typing import Any, Final

import pandas as pd
import pyarrow as pa
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
    """The table without letters in its texts and names of columns that GDAL can't hold.

    Texts are in one piece: GDAL ends a transaction with every piece, and counts them in the file.
    """
    out = table.copy(deep=False)
    for at, kind in enumerate(table.dtypes):
        column = table.iloc[:, at]
        if isinstance(kind, pd.StringDtype):
            known = column.dropna().unique()
            if odd := {text: printable(text) for text in known if not text.isprintable()}:
                column = column.map(lambda text, odd=odd: odd.get(text, text)).astype(kind)
            out.isetitem(at, pd.array(_whole(column), dtype=kind))
        elif is_object_dtype(kind):
            out.isetitem(at, column.map(_held).astype(column.dtype).array)
    return out.rename(columns=lambda name: printable(str(name)))


def _whole(column: pd.Series) -> Any:
    """Texts as Arrow has them, in one piece."""
    texts = pa.array(column)
    return texts.combine_chunks() if isinstance(texts, pa.ChunkedArray) else texts


def _held(value: Any) -> Any:
    return printable(value) if isinstance(value, str) else value
