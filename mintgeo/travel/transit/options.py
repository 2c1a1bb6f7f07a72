"""When people leave, and what they put up with."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from mintgeo._errors import OptionError

_CLOCK: Final = re.compile(r"(\d{1,2})[:.](\d{2})")
_LATEST: Final = 36 * 60
_WINDOW: Final = 12 * 60


@dataclass(frozen=True, kw_only=True)
class TransitOptions:
    """How people go by bus and train.

    Attributes
    ----------
    day
        A date, its text (``2026-11-24``), or a kind of day, of which the most usual one is taken:
        ``school``, ``holiday`` (of schools), ``saturday``, ``sunday``.
    depart
        First and last time at which people may leave home; every minute between counts the same.
    arrive_by
        Time to be there at the latest, in place of ``depart``: people take the latest way that is
        in time.
    change_min
        Minutes that a change takes at least within a stop, unless the feed says otherwise.
    max_walk_min
        Longest walk to the first stop and from the last one, each.
    slack_min
        Minutes to spare for delays: every change takes so much longer, and so does the arrival of
        whoever has taken a vehicle.
    longest_min
        What takes longer counts as no connection.
    """

    day: str | date = "school"
    depart: tuple[str, str] = ("14:00", "16:00")
    arrive_by: str | None = None
    change_min: int = 2
    max_walk_min: int = 15
    slack_min: int = 0
    longest_min: int = 240

    def __post_init__(self) -> None:
        for name, most in (
            ("change_min", 60), ("max_walk_min", 120), ("slack_min", 60), ("longest_min", 720),
        ):  # fmt: skip
            value = getattr(self, name)
            if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= most:
                raise OptionError(
                    "{name} must be whole minutes, 0 to {most}, not {value!r}.",
                    name=name, most=most, value=value,
                )  # fmt: skip
        if self.longest_min < 1:
            raise OptionError("longest_min must be at least one minute.")
        first, last = self.window
        if not first <= last <= first + _WINDOW:
            raise OptionError(
                "depart must be a first and a last time, at most 12 hours later, not {depart!r}.",
                depart=self.depart,
            )

    @property
    def window(self) -> tuple[int, int]:
        """First and last minute of departures, since midnight."""
        if self.arrive_by is not None:
            latest = minute_of(self.arrive_by, name="arrive_by")
            return max(0, latest - self.longest_min), latest
        ends: Any = self.depart
        if isinstance(ends, str) or not hasattr(ends, "__len__") or len(ends) != 2:  # noqa: PLR2004
            raise OptionError(
                "depart must be two times such as ('14:00', '16:00'), not {depart!r}.",
                depart=ends,
            )
        first, last = (minute_of(one, name="depart") for one in ends)
        return first, last

    @property
    def by(self) -> int | None:
        """Minute to be there at the latest, if that is asked for."""
        return None if self.arrive_by is None else minute_of(self.arrive_by, name="arrive_by")


def minute_of(text: object, *, name: str) -> int:
    """Minutes since midnight of a time such as "14:30"; after midnight hours go on (24:30).

    Raises
    ------
    OptionError
        If it is none.
    """
    found = _CLOCK.fullmatch(text.strip()) if isinstance(text, str) else None
    minute = int(found[1]) * 60 + int(found[2]) if found and int(found[2]) < 60 else -1  # noqa: PLR2004
    if not 0 <= minute <= _LATEST:
        raise OptionError("{name} must be a time such as '14:30', not {text!r}.", name=name,
                          text=text)  # fmt: skip
    return minute


def clock(minute: int) -> str:
    """A minute since midnight as a time: "14:30"."""
    return f"{minute // 60:02}:{minute % 60:02}"
