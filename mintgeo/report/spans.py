"""Shares as spans, and sentences that claim no more than the spans allow."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from mintgeo.report import words
from mintgeo.run import Run

_FEW = 5
"""More names than that are counted, not listed."""
_ELSEWHERE = "außerhalb"
Row = dict[str, Any]


def span(low: object, high: object) -> str:
    """Say a share as a span of whole per cent that holds both bounds.

    Examples
    --------
    >>> span(0.412, 0.455)
    '41–46 %'
    >>> span(0.0, 0.003)
    'unter 1 %'
    >>> span(1.0, 1.0)
    '100 %'
    """
    for value in (low, high):
        if not isinstance(value, int | float | np.number) or not np.isfinite(value):
            return words.NOTHING
    first, last = np.floor(float(low) * 100 + 1e-9), np.ceil(float(high) * 100 - 1e-9)  # type: ignore[arg-type]
    if first == last:
        return f"{words.number(first)} %"
    if first == 0 and last == 1:
        return "unter 1 %"
    return f"{words.number(first)}–{words.number(last)} %"


def row_span(row: Mapping[Any, Any]) -> str:
    """Span of a row of a coverage table; nothing where it has no interval."""
    return span(row.get("share_low"), row.get("share_high"))


def spans_of(table: pd.DataFrame, pairs: list[tuple[str, float]]) -> dict[str, list[str]]:
    """Spans of every region (by AGS), in the order of the pairs of mode and threshold."""
    said = {
        (row["ags"], row["mode"], row["minutes"]): row_span(row) for row in table.to_dict("records")
    }
    return {ags: [said.get((ags, *pair), words.NOTHING) for pair in pairs] for ags in table["ags"]}


def sentences(run: Run) -> list[str]:
    """Say the main results of the first mode and the longest threshold."""
    mode, minutes = run.parameters["modes"][0], max(run.parameters["minutes"])
    rows = {
        by: _rows(run, f"coverage_{by}", mode, minutes) for by in ("country", "land", "area_type")
    }
    phrase = f"in höchstens {words.number(minutes)} Minuten, {words.MODE_PHRASES[mode]},"
    said = []
    if rows["country"]:
        where = "In Deutschland" if len(rows["land"]) > 1 else "Im Gebiet der Studie"
        who = run.parameters["people"]["who"]
        said.append(
            f"{where} erreichen {row_span(rows['country'][0])} der {who} {phrase} "
            "eines der Angebote dieser Liste."
        )
    if len(rows["land"]) > 1:
        said += [_extreme(rows["land"], best=True), _extreme(rows["land"], best=False)]
    if rows["area_type"]:
        said.append(_types({row["ags"]: row for row in rows["area_type"]}))
    return [one for one in said if one]


def _rows(run: Run, name: str, mode: str, minutes: float) -> list[Row]:
    """Rows with an interval, the lowest share first."""
    if name not in run.tables or "share_low" not in run.tables[name]:
        return []
    table = run.tables[name]
    table = table[(table["mode"] == mode) & (table["minutes"] == minutes)]
    table = table[(table["ags"] != _ELSEWHERE) & table["share"].notna()]
    return [
        {str(name): value for name, value in row.items()}
        for row in table.sort_values("share", kind="stable").to_dict("records")
    ]


def _extreme(rows: list[Row], *, best: bool) -> str:
    """Name the first or last regions: all whose span reaches that of the outermost one."""
    word = "höchsten" if best else "niedrigsten"
    ordered = rows[::-1] if best else rows
    first = ordered[0]
    if best:
        rivals = [row for row in ordered if row["share_high"] >= first["share_low"]]
    else:
        rivals = [row for row in ordered if row["share_low"] <= first["share_high"]]
    if len(rivals) == 1:
        return (
            f"Am {word} ist der Anteil in {first['name']} ({row_span(first)}), "
            "auch wenn man die Spannen berücksichtigt."
        )
    if len(rivals) > _FEW:
        return (
            f"Wo der Anteil am {word} ist, lässt sich nicht sagen: "
            f"die Spannen von {len(rivals)} Ländern überlappen sich."
        )
    named = [f"{row['name']} ({row_span(row)})" for row in rivals]
    return (
        f"Am {word} ist der Anteil in {', '.join(named[:-1])} oder {named[-1]}; "
        "ihre Spannen überlappen sich, eine Reihenfolge folgt daraus nicht."
    )


def _types(rows: dict[str, Row]) -> str:
    """Compare rural areas with cities, as far as the spans allow."""
    if not {"rural", "city"} <= set(rows):
        return ""
    rural, city = rows["rural"], rows["city"]
    apart = rural["share_high"] < city["share_low"] or city["share_high"] < rural["share_low"]
    judged = (
        "der Unterschied ist größer als die Unsicherheit"
        if apart
        else "die Spannen überlappen sich, ein Unterschied ist nicht belegt"
    )
    return (
        f"In ländlichen Gebieten sind es {row_span(rural)}, in Städten {row_span(city)}; {judged}."
    )
