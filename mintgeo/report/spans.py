"""Shares as spans."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from mintgeo.language import NOTHING, language


def row_span(row: Mapping[Any, Any], *, lang: str = "de") -> str:
    """Span of a row of a coverage table; nothing where it has no interval."""
    return language(lang).span(row.get("share_low"), row.get("share_high"))


def spans_of(
    table: pd.DataFrame, pairs: list[tuple[str, float]], *, lang: str = "de"
) -> dict[str, list[str]]:
    """Spans of every region (by AGS), in the order of the pairs of mode and threshold."""
    said = {
        (row["ags"], row["mode"], row["minutes"]): row_span(row, lang=lang)
        for row in table.to_dict("records")
    }
    return {ags: [said.get((ags, *pair), NOTHING) for pair in pairs] for ags in table["ags"]}
