"""Which points make an area, on a plane with Gemeinden of our own: every metre by hand."""

import numpy as np
import pandas as pd
import pytest

from mintgeo.analysis.gaps import areas
from mintgeo.analysis.gaps.areas import AreaRules, area_places, split
from mintgeo.analysis.gaps.doubt import with_spans

RULES = AreaRules(link_m=15_000, spacing_m=25_000, near_m=2_000)
Point = tuple[float, float, str]
"""Metres east, people, Gemeinde."""


def made(
    monkeypatch: pytest.MonkeyPatch, gemeinden: dict[str, float], points: list[Point]
) -> tuple[list[int], pd.DataFrame]:
    """Areas of points on a line; the first Gemeinde is the largest."""
    table = pd.DataFrame({"ags": list(gemeinden), "x": list(gemeinden.values()), "y": 0.0})
    table["name"] = table["ags"].str.upper()
    monkeypatch.setattr(areas, "_gemeinden", lambda: table)
    east, people, ags = zip(*points, strict=True)
    xy = np.column_stack([east, np.zeros(len(east))]).astype(float)
    labels, places = split(xy, np.array(people, dtype=float), pd.Series(ags, dtype="str"), RULES)
    return labels.tolist(), places


def test_a_point_goes_to_the_middle_that_is_nearest_along_the_chain(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """All are one step from both middles, so only metres can tell."""
    points = [(0, 10, "a"), (27_000, 10, "b"), (14_000, 1, "a"), (13_000, 1, "a")]
    labels, places = made(monkeypatch, {"a": 0, "b": 27_000}, points)
    assert labels == [0, 1, 1, 0]
    assert places[["ags", "area", "people"]].to_numpy().tolist() == [["a", 0, 11], ["b", 1, 10]]


@pytest.mark.parametrize(("away", "own"), [(24_999, False), (25_000, True)])
def test_middles_are_so_far_apart(monkeypatch: pytest.MonkeyPatch, away: float, own: bool) -> None:
    points = [(0, 10, "a"), (away / 2, 1, "a"), (away, 20, "b")]
    labels, places = made(monkeypatch, {"a": 0, "b": away}, points)
    assert (labels[2] != labels[0]) == own
    assert places["ags"].to_list() == ["b", "a"]  # the most people first, whoever is the middle


def test_the_larger_gemeinde_is_the_middle(monkeypatch: pytest.MonkeyPatch) -> None:
    """So c, 40 km from a, is one too, though it is near to b, which is none."""
    points = [(0, 1, "a"), (12_000, 1, "b"), (24_000, 1, "b"), (26_000, 1, "c")]
    assert made(monkeypatch, {"a": 0, "b": 12_000, "c": 26_000}, points)[0] == [0, 0, 1, 1]
    assert made(monkeypatch, {"b": 12_000, "a": 0, "c": 26_000}, points)[0] == [0, 0, 0, 0]


def test_unlinked_gemeinden_are_areas_however_near(monkeypatch: pytest.MonkeyPatch) -> None:
    assert made(monkeypatch, {"a": 0, "b": 15_001}, [(0, 1, "a"), (15_001, 1, "b")])[0] == [0, 1]
    assert made(monkeypatch, {"a": 0, "b": 15_000}, [(0, 1, "a"), (15_000, 1, "b")])[0] == [0, 0]


@pytest.mark.parametrize(("away", "named"), [(2_000, ["b", "a"]), (2_001, ["b"])])
def test_a_gemeinde_is_beyond_if_a_point_of_its_own_is_near_to_its_place(
    monkeypatch: pytest.MonkeyPatch, away: float, named: list[str]
) -> None:
    """The second point is nearer to its place, but of another Gemeinde."""
    points = [(away, 5, "a"), (500, 50, "b"), (9_000, 1, "a")]
    _, places = made(monkeypatch, {"a": 0, "b": 500}, points)
    assert places["ags"].to_list() == named
    assert places["people"].to_list() == [50, 6][: len(named)]


def test_a_chain_without_a_gemeinde_grows_from_its_largest_point(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    labels, places = made(
        monkeypatch, {"a": 0, "b": 100_000}, [(0, 1, "a"), (60_000, 2, "b"), (61_000, 3, "b")]
    )
    assert labels == [0, 1, 1]
    assert places["ags"].to_list() == ["a"]


def test_points_of_an_unknown_gemeinde_belong_to_the_nearest(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    points = [(0, 1, "a"), (4_000, 2, "?"), (6_000, 4, "?"), (10_000, 8, "b")]
    _, places = made(monkeypatch, {"a": 0, "b": 10_000}, points)
    assert dict(zip(places["ags"], places["people"], strict=True)) == {"b": 12, "a": 3}


def test_as_many_people_are_ordered_by_key(monkeypatch: pytest.MonkeyPatch) -> None:
    points = [(0, 1, "b"), (3_000, 1, "a"), (6_000, 1, "c")]
    _, places = made(monkeypatch, {"b": 0, "c": 6_000, "a": 3_000}, points)
    assert places["ags"].to_list() == ["a", "b", "c"]


def test_the_largest_gemeinden_come_first() -> None:
    table = areas._gemeinden()
    assert table["population"].is_monotonic_decreasing
    twins = table[table["population"] == table["population"].shift()]
    assert (table["ags"].shift()[twins.index] < twins["ags"]).all()


@pytest.mark.parametrize(
    ("people", "name"),
    [
        ({"A": 100, "B": 25, "C": 25}, "A – B"),
        ({"A": 100, "B": 24.9}, "A"),
        ({"bei A": 100, "B": 20, "C": 5}, "B – C"),
        ({"bei A": 100, "bei B": 30}, "bei A – bei B"),
        ({}, "sonst"),
    ],
)
def test_an_area_is_named_by_one_or_two_places(people: dict[str, float], name: str) -> None:
    assert area_places(list(people), list(people.values()), "sonst") == name


def test_one_name_is_told_once() -> None:
    assert area_places(["A", "A", "B"], [9, 8, 7], "sonst") == "A – B"


def test_an_area_is_established_by_half_of_its_people() -> None:
    table = pd.DataFrame({"population": [100.0, 100.0, 100.0]})
    spans = pd.DataFrame({"population_low": [50.0, 49.9, 120], "population_high": [120, 90, 150.0]})
    out = with_spans(table, spans)
    assert out["established"].to_list() == [True, False, True]
    assert out["population_low"].to_list() == [50, 49.9, 100]
    assert out["population_high"].to_list() == [120, 100, 150]
