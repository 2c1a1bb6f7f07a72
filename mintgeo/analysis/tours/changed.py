"""What became of appointments: against a plan before."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

import pandas as pd

from mintgeo._schema import TOUR_CHANGES, TOURS
from mintgeo.analysis.tours.wishes import as_date, as_minutes, clock, naming

CHANGED: Final = ("dropped", "moved", "retimed")
_NEED: Final = TOURS.asking("id", "date", "begin")
Rows = list[dict[str, Any]]


def appointments(before: pd.DataFrame) -> dict[tuple[str, date], int]:
    """Appointments of a table of visits: stop and date, and the minute at which the stay begins.

    Raises
    ------
    TableError
        If it lacks ``id``, ``date`` or ``begin``.
    InputError
        If a date or a clock time is none; the text names the row.
    """
    _NEED.check(before)
    found = {}
    for row in before[["id", "date", "begin"]].to_dict("records"):
        with naming(row["id"]):
            found[str(row["id"]), as_date(row["date"])] = as_minutes(row["begin"])
    return found


def changes(
    now: pd.DataFrame, before: pd.DataFrame | None, names: Mapping[str, str]
) -> pd.DataFrame:
    """One row per appointment (``tour_changes``), by stop and date."""
    rows: Rows = []
    if before is not None:
        for name in list(dict.fromkeys([*before["id"].astype(str), *now["id"]])):
            old = _of(before, name)
            rows += [{"id": name, "name": names.get(name, name), **row}
                     for row in _pairs(old, _of(now, name))]  # fmt: skip
    table = pd.DataFrame(rows, columns=[one.name for one in TOUR_CHANGES.columns])
    return table.astype({one.name: "str" for one in TOUR_CHANGES.columns if not one.nullable})


def _of(table: pd.DataFrame, name: str) -> dict[str, str]:
    some = table[table["id"].astype(str) == name]
    return {
        as_date(on).isoformat(): clock(as_minutes(begin))
        for on, begin in zip(some["date"], some["begin"], strict=True)
    }


def _pairs(old: Mapping[str, str], new: Mapping[str, str]) -> Rows:
    both = sorted(set(old) & set(new))
    rows = [_row("kept" if old[on] == new[on] else "retimed", on, on, old, new) for on in both]
    gone, come = sorted(set(old) - set(new)), sorted(set(new) - set(old))
    while gone and come:
        one, other = min(
            ((a, b) for a in gone for b in come),
            key=lambda pair: (abs((as_date(pair[0]) - as_date(pair[1])).days), pair),
        )
        gone.remove(one)
        come.remove(other)
        rows.append(_row("moved", one, other, old, new))
    rows += [_row("dropped", on, None, old, new) for on in gone]
    rows += [_row("new", None, on, old, new) for on in come]
    return sorted(rows, key=lambda row: row["date"] or row["date_before"])


def _row(
    change: str, before: str | None, now: str | None, old: Mapping[str, str], new: Mapping[str, str]
) -> dict[str, str | None]:
    return {
        "change": change, "date_before": before, "date": now,
        "begin_before": old[before] if before else None, "begin": new[now] if now else None,
    }  # fmt: skip
