"""Holidays that a plan kept to, as spans of dates by Land."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

import pandas as pd

from mintgeo.analysis.tours.calendar import lands_of
from mintgeo.analysis.tours.wishes import as_date
from mintgeo.germany.regions import regions
from mintgeo.timetable.kinds import Holidays

if TYPE_CHECKING:
    from mintgeo.analysis.tours.plan import TourPlan

_PAUSE: Final = timedelta(days=3)
"""Parts of the same holidays no farther from each other are one: a weekend lies between."""


def kept_holidays(plan: "TourPlan") -> pd.DataFrame:
    """List the public and school holidays of the term in each Land where the plan has a place.

    Returns
    -------
    DataFrame
        ``ags`` (of the Land), ``land``, ``kind`` (``public`` or ``school``), ``name``, ``first``
        and ``last`` (ISO dates inside of the term), by Land and date; and ``visits``: how many
        there are then in this Land, because a date is bound or a stop wants it so.
    """
    term = plan.about["term"]
    first, last = as_date(term["first"]), as_date(term["last"])
    names = regions("land").set_index("ags")["name"]
    lands = dict(zip(plan.places["id"].astype("str"), lands_of(plan.places), strict=True))
    rows = []
    for land in sorted({one for one in lands.values() if one}):
        dates_of = [on for key, on in zip(plan.tours["id"], plan.tours["date"], strict=True)
                    if lands[str(key)] == land]  # fmt: skip
        found = Holidays.of(land, range(first.year, last.year + 1))
        for kind, dates in (("public", found.public), ("school", found.school)):
            rows += [
                {"ags": land, "land": str(names[land]), "kind": kind, "name": name,
                 "first": begin.isoformat(), "last": end.isoformat(),
                 "visits": sum(begin.isoformat() <= on <= end.isoformat() for on in dates_of)}
                for begin, end, name in _spans(dates, first, last)
            ]  # fmt: skip
    table = pd.DataFrame(rows, columns=["ags", "land", "kind", "name", "first", "last", "visits"])
    return table.sort_values(["ags", "first", "kind"], kind="stable", ignore_index=True)


def _spans(dates: Mapping[date, str], first: date, last: date) -> list[tuple[date, date, str]]:
    out: list[tuple[date, date, str]] = []
    for on in sorted(one for one in dates if first <= one <= last):
        if out and out[-1][2] == dates[on] and on - out[-1][1] <= _PAUSE:
            out[-1] = (out[-1][0], on, dates[on])
        else:
            out.append((on, on, dates[on]))
    return out
