"""How much runs on each date, what is usual for such a day, and what is missing on odd ones."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array

from mintgeo._errors import MissingDataError, OptionError
from mintgeo._schema import TIMETABLE_DAYS
from mintgeo.timetable.feed import Feed, Positions
from mintgeo.timetable.kinds import HOLIDAY, KINDS, SCHOOL, Holidays
from mintgeo.timetable.runs import once

_MOST: Final = 1_100
"""Dates that are looked at: three years."""
_QUARTILE: Final = 0.75
_FEW, _MANY = 0.75, 1.33
"""Shares of what is usual between which a day is no odd one."""
_OFTEN: Final = 0.5
"""What runs on so many of the usual days of a kind is missed where it does not run."""
_ENOUGH: Final = 3
_MIDWEEK: Final = (1, 2, 3)
Counts = NDArray[np.int64]


def days_of(feed: Feed, same: Positions, holidays: Holidays, first: date, last: date
            ) -> pd.DataFrame:  # fmt: skip
    """Say of every date what kind of day it is, and how much runs; as of ``Timetable.days``."""
    dates = dates_between(first, last)
    like = np.array([holidays.like(one) for one in dates])
    active = np.stack([feed.services.active(one.toordinal()) for one in dates])
    runs = _runs(feed, same, active)
    usual = _usual(runs, like)
    share = np.where(usual > 0, runs / np.maximum(usual, 1), 1.0)
    odd = (share < _FEW) | (share > _MANY)
    lines = _by_line(feed, active)
    agencies = _by_agency(feed, lines)
    weekday = np.array([one.weekday() for one in dates])
    gone_agencies = _gone(agencies, like, weekday, odd)
    odd |= gone_agencies.any(axis=0)
    gone_lines = _gone(lines, like, weekday, odd)
    names = feed.lines["name"].where(feed.lines["name"] != "", feed.lines["long_name"])
    table = pd.DataFrame(
        {
            "date": [one.isoformat() for one in dates],
            "kind": [holidays.kind(one) for one in dates],
            "holiday": [holidays.name(one) for one in dates],
            "like": like,
            "runs": runs,
            "usual": usual,
            "share": share,
            "odd": odd,
            "agencies_gone": _named(gone_agencies, feed.agencies["name"]),
            "lines_gone": _named(gone_lines, names),
        }
    )
    TIMETABLE_DAYS.check(table)
    table.attrs["state"], table.attrs["unknown_years"] = holidays.state, holidays.unknown
    return table


def dates_between(first: date, last: date) -> list[date]:
    """Dates of a timetable, at most three years of them."""
    n = min((last - first).days + 1, _MOST)
    return [first + timedelta(days=at) for at in range(n)]


def pick(days: pd.DataFrame, kind: str) -> date:
    """The most usual day of a kind: not odd, and no public holiday, the nearest to what is usual.

    Of school days those from Tuesday to Thursday come first; of equals the earliest does.

    Raises
    ------
    OptionError
        If there is no such kind.
    MissingDataError
        If no day of that kind is a usual one.
    """
    if kind not in KINDS:
        raise OptionError(
            "A kind of day is one of {kinds}, not {kind!r:.60}.", kinds=", ".join(KINDS), kind=kind
        )
    fit = days[(days["kind"] == kind) & (days["like"] == kind) & ~days["odd"]]
    if fit.empty or not fit["runs"].any():
        raise MissingDataError(
            "The timetable has no usual day of the kind '{kind}' from {first} to {last}; name a "
            "date.",
            kind=kind, first=days["date"].min(), last=days["date"].max(),
        )  # fmt: skip
    off = (fit["runs"] - fit["usual"]).abs()
    weekday = fit["date"].map(lambda one: date.fromisoformat(one).weekday())
    edge = ~weekday.isin(_MIDWEEK) if kind in (SCHOOL, HOLIDAY) else off * 0
    order = np.lexsort((fit["date"], edge, off))
    return date.fromisoformat(fit["date"].iloc[order[0]])


def _runs(feed: Feed, same: Positions, active: NDArray[np.bool_]) -> Counts:
    """Number of runs of each date; a trip that stands in two feeds counts once."""
    n = _of_trips(feed)
    service = feed.trips["service"].to_numpy()
    single = (service >= 0) & (same < 0 if len(same) else True)
    weight = np.bincount(service[single], weights=n[single], minlength=active.shape[1])
    total = active @ weight
    twins = np.flatnonzero((service >= 0) & ~single)
    if len(twins):
        codes = feed.trips["feed"].cat.codes.to_numpy()
        for at, row in enumerate(active):
            total[at] += len(once(twins[row[service[twins]]], same, codes))
    return np.rint(total).astype(np.int64)


def _of_trips(feed: Feed) -> Counts:
    """Runs of each trip on a day of its service: one, those of its frequencies, or none."""
    often = feed.frequencies
    n = np.ones(len(feed.trips), dtype=np.int64)
    n[often.trip] = 0
    np.add.at(n, often.trip, -(-(often.end.astype(np.int64) - often.start) // often.every))
    return np.where(np.diff(feed.calls.first) > 0, n, 0)


def _usual(runs: Counts, like: NDArray[Any]) -> Counts:
    """Runs that at least a quarter of the days of a kind have: holes in the data only lower it."""
    usual = np.zeros(len(runs), dtype=np.int64)
    for kind in set(like):
        ranked = np.sort(runs[like == kind])
        usual[like == kind] = ranked[int(_QUARTILE * (len(ranked) - 1))]
    return usual


def _by_line(feed: Feed, active: NDArray[np.bool_]) -> Counts:
    """Trips of each line on each date."""
    trips = feed.trips
    known = (trips["line"] >= 0) & (trips["service"] >= 0)
    there = known.to_numpy() & (np.diff(feed.calls.first) > 0)
    pairs = trips["line"].to_numpy()[there], trips["service"].to_numpy()[there]
    shape = len(feed.lines), active.shape[1]
    matrix = csr_array((np.ones(len(pairs[0]), dtype=np.int32), pairs), shape=shape)
    return np.asarray(matrix @ active.T.astype(np.int32), dtype=np.int64)


def _by_agency(feed: Feed, lines: Counts) -> Counts:
    agency = feed.lines["agency"].to_numpy()
    out = np.zeros((len(feed.agencies), lines.shape[1]), dtype=np.int64)
    np.add.at(out, agency[agency >= 0], lines[agency >= 0])
    return out


def _gone(
    runs: Counts, like: NDArray[Any], weekday: NDArray[Any], odd: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """What does not run on a date, and does on most usual days of that kind and day of the week.

    Where fewer than three usual days are of that day of the week, all of the kind are looked at.
    """
    runs_at = runs > 0
    gone = np.zeros(runs.shape, dtype=bool)
    for kind in set(like):
        of_kind = (like == kind) & ~odd
        for day in set(weekday[like == kind]):
            same = of_kind & (weekday == day)
            same = same if np.count_nonzero(same) >= _ENOUGH else of_kind
            at = np.flatnonzero((like == kind) & (weekday == day))
            often = runs_at[:, same].mean(axis=1) >= _OFTEN if same.any() else runs_at[:, 0] * False
            gone[:, at] = often[:, None] & ~runs_at[:, at]
    return gone


def _named(gone: NDArray[np.bool_], names: pd.Series) -> Sequence[tuple[str, ...]]:
    texts = names.to_numpy()
    return [tuple(sorted(set(texts[column]))) for column in gone.T]
