"""The nearest offers for every departure, against all that is possible."""

from hypothesis import given, settings
from hypothesis import strategies as st

from mintgeo.timetable.day import Day
from mintgeo.timetable.search import nearest
from tests.search.brute import World
from tests.search.days import BEGIN, days, line, places, walks

DEPART = (BEGIN, BEGIN + 12)
Places = list[dict[int, int]]


@given(
    day=days(), homes=places(), offers=places(most=4), k=st.integers(1, 3),
    max_min=st.sampled_from([7, 20, 30]), change_min=st.integers(0, 3),
)  # fmt: skip
@settings(max_examples=60)
def test_the_nearest_for_every_departure(
    day: Day, homes: Places, offers: Places, k: int, max_min: int, change_min: int
) -> None:
    search = nearest(
        day, walks(offers), depart=DEPART, max_min=max_min, k=k, change_min=change_min, walk_min=5
    )
    found = search.read(walks(homes))
    shape = (13, len(homes), k)
    world = World(day, change_min)
    for at, leave in enumerate(range(DEPART[0], DEPART[1] + 1)):
        for row, home in enumerate(homes):
            best = world.best(home, offers, leave, leave + max_min)
            wanted = sorted((*way, offer) for offer, way in enumerate(best) if way)[:k]
            wanted += [(-1, -1, -1)] * (k - len(wanted))
            got = zip(*(
                getattr(found, name).reshape(shape)[at, row].tolist()
                for name in ("arrive", "rides", "offer")
            ), strict=True)  # fmt: skip
            assert list(got) == wanted, (leave, home)


def test_several_calls_in_a_minute() -> None:
    """Three stops within a minute, and one that is left before the minute in which one arrives."""
    at = BEGIN * 60
    day = line((0, at, at), (1, at + 300, at + 300), (2, at + 300, at + 300),
               (3, at + 310, at + 350), (4, at + 360, at + 360))  # fmt: skip
    stops = [{stop: 0} for stop in range(5)]
    wanted = [[-1, 5, 5, 6, 6], [-1, -1, 5, 6, 6], [-1, -1, -1, 6, 6], [-1, -1, -1, -1, 6]]
    for offer in range(5):
        search = nearest(day, walks([stops[offer]]), depart=(BEGIN, BEGIN), max_min=30)
        found = search.read(walks(stops[:4])).arrive[0]
        assert [m - BEGIN if m >= 0 else -1 for m in found.tolist()] == [
            row[offer] for row in wanted
        ]
