"""Shares by topic and age: which offers are left, and what a page keeps of their shares."""

import geopandas as gpd
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import Point

import mintgeo as mg
from mintgeo._errors import InputError, OptionError
from mintgeo.chapters.filters import FILTERS, OFFER_SHARES, Filters, filtered_offers
from mintgeo.language import language
from mintgeo.maps._filtered import filtered_shares
from tests import kleinland

OFFERS = gpd.GeoDataFrame(
    {
        "id": list("abcdef"), "role": ["offer"] * 5 + ["potential"],
        "topics": ["Optik; Chemie", "chemie", "Optik", "Robotik", None, "Optik"],
        "age_min": [6, 3, None, 16, 6, 6], "age_max": [9, 9, None, 18, None, 9],
    },
    geometry=[*map(Point, [0, 0.1, 0.2], [0, 0, 0]), None, Point(0.3, 0), Point(0, 0)], crs=4326,
)  # fmt: skip


def left(asked: Filters, offers: gpd.GeoDataFrame = OFFERS) -> dict[tuple[str, str], str]:
    return {key: "".join(some["id"]) for key, some in filtered_offers(offers, asked).items()}


def test_topics_ages_and_pairs_of_both() -> None:
    assert left(Filters(topics=2)) == {
        ("", "3-5"): "b", ("", "6-9"): "abe", ("", "10-15"): "e", ("", "16-18"): "e",
        ("Chemie", ""): "ab", ("Chemie", "3-5"): "b", ("Chemie", "6-9"): "ab",
        ("Optik", ""): "ac", ("Optik", "6-9"): "a",
    }  # fmt: skip
    assert left(Filters(topics=1, ages=False)) == {("Chemie", ""): "ab"}
    assert left(Filters(topics=0, ages=False)) == {}


def test_a_list_without_topics_and_ages_has_no_filters() -> None:
    bare = OFFERS[["id", "role", "geometry"]]
    assert left(Filters(), bare) == {}


@given(st.lists(st.sets(st.sampled_from("xyz")), min_size=1, max_size=6))
@pytest.mark.slow
def test_a_filter_leaves_what_has_its_topic(topics: list[set[str]]) -> None:
    ids = [str(one) for one in range(len(topics))]
    said = ["; ".join(sorted(one)) or None for one in topics]
    table = {"id": ids, "role": "offer", "topics": pd.Series(said, dtype="str")}
    offers = gpd.GeoDataFrame(table, geometry=[Point(0, 0)] * len(ids), crs=4326)
    expected = {
        (topic, ""): {key for key, some in zip(ids, topics, strict=True) if topic in some}
        for topic in set.union(*topics)
    }
    assert {key: set(some) for key, some in left(Filters(topics=9), offers).items()} == expected


def test_few_topics_are_asked_for_and_none_on_streets() -> None:
    with pytest.raises(OptionError, match="-1"):
        Filters(topics=-1)


def test_shares_may_be_published() -> None:
    assert OFFER_SHARES.is_public
    assert {"topic", "age", "share"} <= OFFER_SHARES.columns
    assert OFFER_SHARES in FILTERS.kinds


def shares() -> pd.DataFrame:
    """Nothing in the first Kreis, and a doubtful span in the second."""
    kreise = kleinland.regions()
    table = pd.DataFrame({"ags": kreise["ags"], "name": kreise["name"]})
    table = table.assign(mode="car", minutes=30.0, population=1000.0, covered=0.0)
    table = table.assign(median_min=1.0, p90_min=2.0, median_m=3.0, topic="Physik", age="")
    table["share"] = [0.0] * (len(table) - 1) + [0.45]
    return table.assign(share_low=table["share"] / 3, share_high=table["share"] * 1.8)


def test_a_page_keeps_what_is_more_than_nothing() -> None:
    table, keys = shares(), kleinland.regions()["ags"]
    (told,) = filtered_shares(table, keys, language("en"))
    assert told["topic"] == "physics"
    assert told["age"] is None
    assert told["views"] == {"car-30": [len(keys) - 1, 2 * 2 + 1, 1500, 8100]}
    unknown = table.assign(share=float("nan"), share_low=float("nan"), share_high=float("nan"))
    (told,) = filtered_shares(unknown.iloc[:1], keys, language("de"))
    assert told["views"]["car-30"] == [0, -1, 0, 0]
    assert filtered_shares(None, keys, language("de")) == []
    with pytest.raises(InputError, match="topic"):
        filtered_shares(table.drop(columns="topic"), keys, language("de"))


def test_too_coarse_groups_can_be_left_blank() -> None:
    offers = kleinland.sites().assign(role="offer")
    table = mg.coverage_by_offers(
        kleinland.demand(), offers, mg.Airline(), groups={"a": offers}, by="kreis", minutes=30,
        too_coarse="blank", progress=False,
    )  # fmt: skip
    assert set(table["group"]) == {"a"}
