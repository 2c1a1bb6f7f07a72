"""One way after the other as people read it: walk, ride, change, ride, walk."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from mintgeo.timetable.search import Journeys, journeys, nearest
from mintgeo.travel.transit.options import clock
from mintgeo.travel.transit.summary import ranked

if TYPE_CHECKING:
    from mintgeo.travel.transit.places import StopPoints
    from mintgeo.travel.transit.router import Transit

COLUMNS: Final = (
    "from_id", "to_id", "leg", "kind", "start", "goal", "depart", "arrive", "minutes", "vehicle",
    "line", "headsign", "agency", "trip_id",
)  # fmt: skip
_TEXTS: Final = tuple(name for name in COLUMNS if name not in ("leg", "minutes"))


def legs_of(
    router: "Transit", start: "StopPoints", goal: "StopPoints", *, leave: int
) -> pd.DataFrame:
    """The legs of the way from every origin to the destination that is reached first."""
    search = nearest(
        router.service(), router.slowed(goal.near), depart=(leave, leave),
        max_min=router.options.longest_min, change_min=router.change_min,
        walk_min=router.max_walk_min, whole=True,
    )  # fmt: skip
    ways = router.footways.nearest(start.feet, goal.feet, 1, router.options.longest_min)
    found = ranked(search.read(start.near, search.walking(ways)))
    rows = np.flatnonzero(found.arrive[0, :, 0] >= 0)
    if not len(rows):
        return no_legs()
    made = journeys(
        search, start.near.rows(rows), np.full(len(rows), leave), found.codes[0, rows, 0]
    )
    offer = found.offer[0, rows, 0]
    every = [
        {"from_id": start.ids[row], "to_id": goal.ids[offer[at]], "leg": number, **leg}
        for at, row in enumerate(rows)
        for number, leg in enumerate(_legs(router, made, at), start=1)
    ]
    return _table(router, pd.DataFrame(every, columns=[*COLUMNS[:9], "row"]))


def no_legs() -> pd.DataFrame:
    """A table of legs without any."""
    texts = dict.fromkeys(_TEXTS, "str")
    return pd.DataFrame(columns=list(COLUMNS)).astype({"leg": "int64", "minutes": float, **texts})


def _legs(router: "Transit", made: Journeys, at: int) -> Iterator[dict[str, Any]]:
    """Legs of one way; stops by name, nothing where it begins and ends."""
    day, names = router.service(), router.timetable.stops["name"].to_numpy()
    rides = range(made.first[at], made.first[at + 1])
    leave = int(made.leave[at])
    first = names[day.stop[made.board[rides[0]]]] if rides else pd.NA
    if made.walk[at] or not rides:
        yield _leg("walk", pd.NA, first, leave, leave + int(made.walk[at]))
    for ride in rides:
        on, off = (names[day.stop[one]] for one in (made.board[ride], made.alight[ride]))
        begin, end = int(made.board_at[ride]), int(made.alight_at[ride])
        yield _leg("ride", on, off, begin, end, int(day.row[made.board[ride]]))
        then = end + int(made.onward[ride])
        last = ride == rides[-1]
        goal = pd.NA if last else names[day.stop[made.board[ride + 1]]]
        if not last and not made.on_foot[ride]:
            yield _leg("change", off, goal, end, int(made.board_at[ride + 1]))
        elif made.onward[ride]:
            yield _leg("walk", off, goal, end, then)


def _leg(
    kind: str, start: object, goal: object, begin: int, end: int, row: int = -1
) -> dict[str, object]:
    return {"kind": kind, "start": start, "goal": goal, "depart": clock(begin),
            "arrive": clock(end), "minutes": float(end - begin), "row": row}  # fmt: skip


def _table(router: "Transit", legs: pd.DataFrame) -> pd.DataFrame:
    """The legs with what people call the vehicles."""
    ride = (legs["kind"] == "ride").to_numpy()
    told = router.timetable.rides(legs.loc[ride, "row"].astype(int))
    out = legs.drop(columns="row")
    for name in COLUMNS:
        if name not in out:
            out[name] = pd.Series(pd.NA, index=out.index, dtype="str")
            out.loc[ride, name] = told[name].to_numpy()
    out["leg"] = out["leg"].astype("int64")
    return out[list(COLUMNS)].astype(dict.fromkeys(_TEXTS, "str"))
