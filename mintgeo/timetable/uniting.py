"""Several feeds as one: positions move on, and what two of them tell is known to be the same."""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mintgeo.timetable.feed import Calls, Changes, Feed, Frequencies, Services

Shifts = Sequence[int]
_TABLES: Final = ("stops", "agencies", "lines", "trips")


def united(feeds: Sequence[Feed]) -> Feed:
    """Put feeds together; their tables gain the column ``feed`` with its name."""
    names = _names(feeds)
    shifts = {name: _before([len(getattr(one, name)) for one in feeds]) for name in _TABLES}
    shifts["services"] = _before([len(one.services.start) for one in feeds])
    shifts["blocks"] = _before([int(one.trips["block"].max()) + 1 for one in feeds])
    moves = {
        "stops": {"parent": "stops"}, "agencies": {}, "lines": {"agency": "agencies"},
        "trips": {"line": "lines", "service": "services", "block": "blocks"},
    }  # fmt: skip
    tables = {
        name: _table([getattr(one, name) for one in feeds], names, columns, shifts)
        for name, columns in moves.items()
    }
    about = pd.concat([one.about for one in feeds], ignore_index=True).assign(feed=names)
    return Feed(
        **tables,
        calls=_calls([one.calls for one in feeds], shifts["stops"]),
        services=_services([one.services for one in feeds], shifts["services"]),
        frequencies=_frequencies([one.frequencies for one in feeds], shifts["trips"]),
        changes=_changes([one.changes for one in feeds], shifts["stops"], shifts["trips"]),
        about=about,
        findings=tuple(found for one in feeds for found in one.findings),
    )


def _names(feeds: Sequence[Feed]) -> list[str]:
    """Names of feeds; one that comes again has a number."""
    names: list[str] = []
    for one in feeds:
        name = str(one.about["feed"].iloc[0])
        again = sum(other == name or other.startswith(f"{name} (") for other in names)
        names.append(f"{name} ({again + 1})" if again else name)
    return names


def _before(sizes: Sequence[int]) -> list[int]:
    return [sum(sizes[:at]) for at in range(len(sizes))]


def _moved(values: Any, shift: int) -> NDArray[np.int32]:
    """Positions of one feed among those of all; -1 stays."""
    at = np.asarray(values)
    return np.where(at < 0, at, at + shift).astype(np.int32) if shift else at.astype(np.int32)


def _joined(parts: Sequence[NDArray[Any]]) -> NDArray[Any]:
    return parts[0] if len(parts) == 1 else np.concatenate(parts)


def _table(
    parts: Sequence[pd.DataFrame], names: Sequence[str], moves: dict[str, str],
    shifts: dict[str, list[int]],
) -> pd.DataFrame:  # fmt: skip
    made = []
    for at, part in enumerate(parts):
        columns = {one: _moved(part[one], shifts[of][at]) for one, of in moves.items()}
        feed = pd.Categorical.from_codes(np.full(len(part), at), pd.Index(names))
        made.append(part.assign(**columns, feed=feed))
    whole = pd.concat(made, ignore_index=True) if len(made) > 1 else made[0]
    if "headsign" in whole.columns:
        whole["headsign"] = whole["headsign"].astype("category")
    return whole


def _calls(parts: Sequence[Calls], shifts: Shifts) -> Calls:
    before = _before([len(one.stop) for one in parts])
    firsts = [one.first[:-1] + shift for one, shift in zip(parts, before, strict=True)]
    total = before[-1] + len(parts[-1].stop)
    return Calls(
        first=np.concatenate([*firsts, [total]]).astype(np.int32),
        stop=_joined([_moved(one.stop, by) for one, by in zip(parts, shifts, strict=True)]),
        arrive=_joined([one.arrive for one in parts]),
        depart=_joined([one.depart for one in parts]),
        flags=_joined([one.flags for one in parts]),
    )


def _services(parts: Sequence[Services], shifts: Shifts) -> Services:
    return Services(
        weekdays=_joined([one.weekdays for one in parts]),
        start=_joined([one.start for one in parts]),
        end=_joined([one.end for one in parts]),
        service=_joined([_moved(one.service, by) for one, by in zip(parts, shifts, strict=True)]),
        day=_joined([one.day for one in parts]),
        added=_joined([one.added for one in parts]),
    )


def _frequencies(parts: Sequence[Frequencies], shifts: Shifts) -> Frequencies:
    return Frequencies(
        trip=_joined([_moved(one.trip, by) for one, by in zip(parts, shifts, strict=True)]),
        start=_joined([one.start for one in parts]),
        end=_joined([one.end for one in parts]),
        every=_joined([one.every for one in parts]),
    )


def _changes(parts: Sequence[Changes], stops: Shifts, trips: Shifts) -> Changes:
    by_stop = list(zip(parts, stops, strict=True))
    by_trip = list(zip(parts, trips, strict=True))
    return Changes(
        start=_joined([_moved(one.start, by) for one, by in by_stop]),
        goal=_joined([_moved(one.goal, by) for one, by in by_stop]),
        kind=_joined([one.kind for one in parts]),
        seconds=_joined([one.seconds for one in parts]),
        seat_from=_joined([_moved(one.seat_from, by) for one, by in by_trip]),
        seat_to=_joined([_moved(one.seat_to, by) for one, by in by_trip]),
        seated=_joined([one.seated for one in parts]),
    )
