"""What agrees with a row: its place, its neighbourhood, its PLZ but for a slip."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mintgeo._text import whole
from mintgeo.addresses.numbers import HouseNumber, house_numbers, within
from mintgeo.addresses.query import Query, is_slip
from mintgeo.addresses.records import Street
from mintgeo.findings import found
from mintgeo.gazetteer.names import parts, place_key

KM = 1 / 111.2
"""Degrees of latitude."""


def query(
    place: str | None = "Waldkirche", *, street: str = "Ringweg 1", postcode: object = "17033",
    lat: float = 53.0, lon: float = 13.0, radius_m: float = 4_000.0, codes: tuple[str, ...] = (),
) -> Query:  # fmt: skip
    findings = tuple(found(code, place="x") for code in codes)
    return Query.of(street, postcode, place, None, lat, lon, radius_m, findings)


def street(place: str = "", part: str = "", km: float = 0) -> Street:
    return Street(
        1, "ringweg", "Ringweg", "17033", place, part, place_key(place), place_key(part),
        53 + km * KM, 13.0, 100.0, 9, 1, 20,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("place", "part", "agrees"),
    [
        ("Waldkirche", "", True),
        ("Anderswo", "Waldkirche", True),
        ("Wxldkirhe", "Osten", True),  # 84.2 % of the letters
        ("Osten", "Wxldkirhe", True),
        ("Wxldkrhe", "Osten", False),
        ("Osten", "", False),
    ],
)
def test_a_street_agrees_by_its_place_or_its_part(place: str, part: str, agrees: bool) -> None:
    assert query().agrees(street(place, part)) == agrees


def test_a_row_without_a_place_agrees_with_any_street() -> None:
    assert query(None).agrees(street("Osten"))


@pytest.mark.parametrize(
    ("radius_m", "km", "near"),
    [(4_000, 14.8, True), (4_000, 15.2, False), (20_000, 29.7, True), (20_000, 30.3, False)],
)
def test_near_is_fifteen_kilometres_or_one_and_a_half_radii(
    radius_m: float, km: float, near: bool
) -> None:
    assert query(radius_m=radius_m).is_near(street(km=km)) == near


@pytest.mark.parametrize(("lat", "lon"), [(np.nan, 13.0), (53.0, np.nan), (np.nan, np.nan)])
def test_nothing_is_near_to_nowhere(lat: float, lon: float) -> None:
    row = query(lat=lat, lon=lon)
    assert (row.near, row.radius_m) == (None, 0)
    assert not row.is_near(street())
    assert query().near == (53.0, 13.0)
    assert query().radius_m == 4_000


def test_only_doubts_doubt() -> None:
    assert not query().doubted
    sure = found("place.land_for_place")
    assert not Query.of("", "", "", None, 53.0, 13.0, 1.0, (sure,)).doubted
    assert query(codes=("place.place_unknown",)).doubted


def test_what_the_street_tells_fills_empty_cells() -> None:
    full = query(None, street="Ringweg 1, 17033 Neubrandenburg", postcode=None)
    assert (full.postcode, full.place) == ("17033", "Neubrandenburg")
    own = query("Kiel", street="Ringweg 1, 17033 Neubrandenburg", postcode="24103")
    assert (own.postcode, own.place) == ("24103", "Kiel")


@pytest.mark.parametrize(
    ("postcode", "slip"),
    [
        ("17033", True), ("17034", True), ("71033", True), ("17303", True), ("17330", False),
        ("37013", False), ("71303", False), ("1733", False), ("17144", False),
        ("10733", True), ("17043", True), ("18043", False),
    ],
)  # fmt: skip
def test_a_slip_is_one_digit_or_two_neighbours_swapped(postcode: str, slip: bool) -> None:
    assert is_slip(postcode, "17033") == slip


@pytest.mark.parametrize(
    ("number", "covered"),
    [
        ("12-16", [12, 14, 16]), ("12-15", [12, 13, 14, 15]), ("12-13", [12, 13]),
        ("12-12", []), ("12-8", []), ("12-42", list(range(12, 43, 2))), ("12-43", []),
        ("12-16b", [12, 14, 16]), ("12a", []), ("12", []),
    ],
)  # fmt: skip
def test_a_span_covers_the_numbers_of_its_side(number: str, covered: list[int]) -> None:
    (one,) = house_numbers(number)
    assert list(within(one)) == [HouseNumber(number) for number in covered]


def test_lists_of_numbers() -> None:
    assert house_numbers("12;14, 16a;;x") == [
        HouseNumber(12), HouseNumber(14), HouseNumber(16, "a"),
    ]  # fmt: skip


@given(st.text(st.characters(categories=["L"]), min_size=1, max_size=12))
def test_parts_of_a_single_word_are_those_of_many_words(word: str) -> None:
    """A word alone is not cut and tried; padding it makes it go the long way."""
    assert set(parts(word)) == {key for key in parts(f" {word} ") if key != place_key(word)}


@given(st.text(st.characters(exclude_categories=[]), max_size=30))
def test_texts_without_halves_of_letters_stay(text: str) -> None:
    assert whole(text) == text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
