"""The programs over published numbers, against all counts that there could be, one by one."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mintgeo.privacy.infer import Published, betrayed
from mintgeo.privacy.rule import LEAST, RANKS, STEP, bounds
from mintgeo.privacy.ways import FARTHER, NEARER, Way

MEMBERS = {"01": ("01001", "01002"), "02": ("02001",)}
KREISE = [key for keys in MEMBERS.values() for key in keys]
numbers = st.sampled_from([None, 10, 15, 20, 25])
ways = st.one_of(
    st.none(),
    st.dictionaries(st.sampled_from(KREISE), st.sampled_from([NEARER, FARTHER])).map(
        lambda sides: Way(rounded_m=1000.0, sides=sides)
    ),
)


def largest(published: Published) -> dict[str, int] | None:
    """The largest count of every area; None if no counts fit at all."""
    most = dict.fromkeys([*published.laender, *published.kreise], -1)
    spans = [range(low, high + 1) for low, high in map(bounds, published.kreise.values())]
    for counts in product(*spans):
        found = dict(zip(published.kreise, counts, strict=True))
        sums = {land: sum(found[key] for key in keys) for land, keys in published.members.items()}
        if _fits(published, found, sums):
            most = {area: max(most[area], count) for area, count in (found | sums).items()}
    return None if set(most.values()) == {-1} else most


def by_hand(published: Published) -> set[str]:
    """Areas without a number that no counts leave a five; all areas if no counts fit."""
    most = largest(published)
    if most is None:
        return {*published.laender, *published.kreise}
    numbers = {**published.laender, **published.kreise}
    return {area for area, number in numbers.items() if number is None and most[area] < LEAST}


def _fits(published: Published, found: dict[str, int], sums: dict[str, int]) -> bool:
    total = sum(sums.values())
    limits = [(total, published.total)]
    limits += [(sums[land], number) for land, number in published.laender.items()]
    if not all(bounds(n)[0] <= count <= bounds(n)[1] for count, n in limits):
        return False
    sides = published.way.sides if published.way else {}
    near, far = (sum(c for k, c in found.items() if sides.get(k) == s) for s in (NEARER, FARTHER))
    return not sides or (near <= total / 2 + RANKS - 0.5 and far <= total / 2 + RANKS)


@settings(max_examples=60)
@given(st.sampled_from([10, 15, 20, 40]), *[numbers] * 5, ways)
@pytest.mark.slow
def test_the_programs_find_what_counting_finds(
    total: int,
    land: int | None, other: int | None, a: int | None, b: int | None, c: int | None,
    way: Way | None,
) -> None:  # fmt: skip
    published = Published(
        total=total,
        laender={"01": land, "02": other},
        kreise=dict(zip(KREISE, (a, b, c), strict=True)),
        members=MEMBERS,
        way=way,
    )
    assert set(betrayed(published)) == by_hand(published)


@settings(max_examples=20)
@given(st.sampled_from([10, 15, 20, 40]), *[numbers] * 5)
def test_without_a_way_every_largest_count_is_a_multiple_of_five(
    total: int, land: int | None, other: int | None, a: int | None, b: int | None, c: int | None
) -> None:
    """All bounds are multiples of five, and areas are a tree: sums alone leave no one to four."""
    published = Published(
        total=total, laender={"01": land, "02": other}, members=MEMBERS,
        kreise=dict(zip(KREISE, (a, b, c), strict=True)),
    )  # fmt: skip
    assert not [most for most in (largest(published) or {}).values() if most % STEP]


def test_a_way_can_betray_and_is_found() -> None:
    """At least 15 of 01001 live nearer than the middle one of 30: 01002, nearer too, has one."""
    published = Published(
        total=20, laender={}, kreise={"01001": 25, "01002": None, "01003": None},
        members={"01": ("01001", "01002", "01003")},
        way=Way(rounded_m=50_000.0, sides={"01001": NEARER, "01002": NEARER}),
    )  # fmt: skip
    assert betrayed(published) == ["01002"]
