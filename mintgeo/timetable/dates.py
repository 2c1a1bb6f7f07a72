"""Dates of a timetable."""

from datetime import date, datetime
from typing import Final

import numpy as np

from mintgeo._errors import InputError, OptionError
from mintgeo.timetable.feed import Feed

_LONGEST: Final = 1_100
"""Days without any trip that are looked through at either end."""


def as_date(on: date | str) -> date:
    """A date as it was given, or as its text says.

    Raises
    ------
    OptionError
        If it is none.
    """
    if isinstance(on, datetime):
        return on.date()
    if isinstance(on, date):
        return on
    try:
        return date.fromisoformat(str(on).strip())
    except ValueError as error:
        raise OptionError(
            "A day is a date such as 2026-11-24, not {found!r:.60}.", found=on
        ) from error


def span(feed: Feed) -> tuple[date, date]:
    """The first and the last date on which a trip runs.

    Raises
    ------
    InputError
        If none ever does.
    """
    services = feed.services
    service = feed.trips["service"].to_numpy()[np.diff(feed.calls.first) > 0]
    used = np.zeros(len(services.start), dtype=bool)
    used[service[service >= 0]] = True
    weekly = used & (services.weekdays > 0) & (services.start <= services.end)
    added = services.day[services.added & used[services.service]]
    first = np.concatenate([services.start[weekly], added])
    last = np.concatenate([services.end[weekly], added])
    if len(first):
        ends = int(first.min()), int(last.max())
        begin = _running(feed, used, range(ends[0], min(ends[1], ends[0] + _LONGEST) + 1))
        finish = _running(feed, used, range(ends[1], max(ends[0], ends[1] - _LONGEST) - 1, -1))
        if begin and finish:
            return date.fromordinal(begin), date.fromordinal(finish)
    raise InputError(
        "No trip of {feeds} runs on any date: see calendar.txt and calendar_dates.txt.",
        feeds=", ".join(feed.about["feed"]),
    )


def _running(feed: Feed, used: np.ndarray, days: range) -> int:
    """The first of some dates on which a service runs that has trips; 0 if none."""
    return next((day for day in days if (feed.services.active(day) & used).any()), 0)
