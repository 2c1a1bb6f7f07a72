"""Measures of access refuse pairs that are cut, and people beyond the edge of the table."""

from io import StringIO

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest

import mintgeo as mg
from mintgeo._errors import InputError, OptionError
from tests import kleinland


@pytest.fixture
def offers() -> gpd.GeoDataFrame:
    """Labs at Adorf and Edorf."""
    sites = kleinland.sites().iloc[:2].assign(role="offer")
    return gpd.GeoDataFrame(sites)


def measure(pairs: pd.DataFrame, offers: gpd.GeoDataFrame, **more: object) -> pd.Series:
    people = kleinland.demand()
    return mg.floating_catchment(pairs, offers, people, supply=None, **more)  # type: ignore[arg-type]


def test_pairs_cut_below_the_time_are_refused(offers: gpd.GeoDataFrame) -> None:
    pairs = mg.travel_times(kleinland.demand(), offers, mg.Airline(), max_min=20)
    for ask in (measure, mg.cumulative):
        with pytest.raises(InputError, match=r"up to 20 minutes, and 30 are asked"):
            ask(pairs, offers, minutes=30)
    assert measure(pairs, offers, minutes=20).sum() > 0


@pytest.mark.slow
def test_a_table_from_a_file_says_nothing_and_is_asked(offers: gpd.GeoDataFrame) -> None:
    pairs = mg.travel_times(kleinland.demand(), offers, mg.Airline(), max_min=40)
    read = pd.read_csv(StringIO(pairs.to_csv(index=False)), dtype={"from_id": str, "to_id": str})
    with pytest.raises(InputError, match=r"longer than .* minutes, and 60 are asked.*max_min="):
        measure(read, offers, minutes=60)
    with pytest.raises(InputError, match="up to 40 minutes"):
        measure(read, offers, minutes=60, max_min=40)
    short = float(read["travel_min"].max()) - 0.1
    pd.testing.assert_series_equal(
        measure(read, offers, minutes=short), measure(pairs, offers, minutes=short)
    )
    whole = mg.travel_times(kleinland.demand(), offers, mg.Airline())
    read = pd.read_csv(StringIO(whole.to_csv(index=False)), dtype={"from_id": str, "to_id": str})
    assert (measure(read, offers, minutes=500) > 0).all()  # all pairs are there, whatever the limit


@pytest.mark.slow
def test_only_the_nearest_are_refused_unless_they_are_all(offers: gpd.GeoDataFrame) -> None:
    people = kleinland.demand()
    first = mg.nearest(people, offers, mg.Airline())
    with pytest.raises(InputError, match="only the 1 nearest"):
        measure(first, offers, minutes=60)
    both = mg.nearest(people, offers, mg.Airline(), k=2)
    assert (measure(both, offers, minutes=60) > 0).any()


def test_people_who_were_not_asked_are_named(offers: gpd.GeoDataFrame) -> None:
    people = kleinland.demand()
    pairs = mg.travel_times(people[people["id"] != "b"], offers, mg.Airline())
    with pytest.raises(InputError, match=r"1 points of the demand with 200 people .*id b"):
        mg.floating_catchment(pairs, offers, people, supply=None)


@pytest.fixture(scope="module")
def labs() -> gpd.GeoDataFrame:
    """One lab in the middle of Hamburg's Land, one at its edge."""
    at = gpd.points_from_xy([10.0, 9.70], [53.57, 53.58], crs=4326)
    table = {"id": ["1", "2"], "name": ["M", "R"], "role": "offer"}
    return gpd.GeoDataFrame(table, geometry=at)


@pytest.fixture(scope="module")
def hamburg() -> gpd.GeoDataFrame:
    return mg.population(within="02")


@pytest.mark.slow
def test_offers_shared_beyond_the_edge_are_refused_or_named(
    labs: gpd.GeoDataFrame, hamburg: gpd.GeoDataFrame
) -> None:
    foot = mg.Airline(mode="foot")
    pairs = mg.travel_times(hamburg, labs, foot, max_min=60)
    with pytest.raises(InputError, match=r"1 of 2 offers \(id 2\) .*beyond its edge.*wider"):
        mg.floating_catchment(pairs, labs, hamburg, minutes=60, supply=None)
    kept = mg.floating_catchment(pairs, labs, hamburg, minutes=60, supply=None, edge="keep")
    assert kept.attrs["edge"] == ["2"]
    around = mg.population()
    around = around[around.within(labs.to_crs(25832).buffer(40_000).to_crs(4326).union_all())]
    pairs = mg.travel_times(around, labs, foot, max_min=60)
    whole = mg.floating_catchment(pairs, labs, around, minutes=60, supply=None)
    assert whole.attrs["edge"] == []
    here = kept.index.intersection(whole.index)
    assert (whole[here] <= kept[here] + 1e-12).all()
    assert (whole[here] < kept[here]).any()
    with pytest.raises(OptionError, match="edge must be"):
        mg.floating_catchment(pairs, labs, around, supply=None, edge="drop")  # type: ignore[arg-type]


@pytest.mark.slow
def test_children_or_coarser_points_of_the_same_land_are_no_edge(
    labs: gpd.GeoDataFrame, hamburg: gpd.GeoDataFrame
) -> None:
    """A table of fewer people, or of every third point, ends where the whole one does."""
    foot, middle = mg.Airline(mode="foot"), labs.iloc[:1]
    thin = gpd.GeoDataFrame(hamburg.iloc[::3].assign(population=lambda one: one.population * 0.1))
    pairs = mg.travel_times(thin, middle, foot, max_min=45)
    found = mg.floating_catchment(pairs, middle, thin, minutes=45, supply=None)
    assert found.attrs["edge"] == []
    holes = hamburg[hamburg.geometry.x > 10.02]
    pairs = mg.travel_times(holes, middle, foot, max_min=45)
    with pytest.raises(InputError, match="id 1"):
        mg.floating_catchment(pairs, middle, holes, minutes=45, supply=None)


def test_without_places_nobody_can_tell(offers: gpd.GeoDataFrame) -> None:
    people = kleinland.demand()
    pairs = mg.travel_times(people, offers, mg.Airline())
    plain = pd.DataFrame(people.drop(columns="geometry"))
    found = mg.floating_catchment(pairs, offers, plain, supply=None)
    assert found.attrs["edge"] is None
    np.testing.assert_allclose(found, measure(pairs, offers))
