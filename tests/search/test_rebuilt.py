"""Journeys rebuilt from a pass, there and back, checked against the calls."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from mintgeo.timetable.day import Day
from mintgeo.timetable.search import journeys, mirrored, nearest, turned
from tests.search.check import check
from tests.search.days import BEGIN, days, places, walks

Places = list[dict[int, int]]


@given(
    day=days(), homes=places(), offers=places(most=4), k=st.integers(1, 2),
    change_min=st.integers(0, 3), back=st.booleans(),
)  # fmt: skip
@settings(max_examples=60)
def test_journeys_stand_in_the_timetable(
    day: Day, homes: Places, offers: Places, k: int, change_min: int, back: bool
) -> None:
    ran, begin = (mirrored(day), -BEGIN - 40) if back else (day, BEGIN)
    search = nearest(
        ran, walks(offers), depart=(begin, begin + 9), max_min=30, k=k, change_min=change_min,
        walk_min=5, whole=True,
    )  # fmt: skip
    found = search.read(walks(homes))
    at = np.nonzero(found.rides >= 0)
    found_trips = journeys(search, walks(homes).rows(at[1]), found.depart[at[0]], found.codes[at])
    assert (found_trips.rides == found.rides[at]).all()
    trips = turned(found_trips, day) if back else found_trips
    for one, (home, offer) in enumerate(zip(at[1], found.offer[at], strict=True)):
        ends = homes[home], offers[offer]
        check(trips, one, day, *(reversed(ends) if back else ends), change_min)
