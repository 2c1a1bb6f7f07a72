"""What a partner would change, worked out by hand in Kleinland."""

import geopandas as gpd
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mintgeo as mg
from mintgeo._crs import points
from mintgeo._errors import InputError, OptionError
from mintgeo.travel import SpeedCurve
from tests import kleinland

CURVE = SpeedCurve(detour=1.0, stretches=((float("inf"), 60),), spread=0.2, source="test")
"""A kilometre a minute."""


def reach() -> gpd.GeoDataFrame:
    return mg.reach(kleinland.demand(), kleinland.sites(), mg.Airline(curve=CURVE), max_min=120)


def test_edorf_gains_its_people() -> None:
    """Within 12 min of Adorf: a, b, c (600). Edorf's fire brigade adds e (500); d is 22 km away."""
    table = mg.partner_gains(reach(), kleinland.sites(), mg.Airline(curve=CURVE), minutes=12)
    assert list(table["id"]) == ["s2"]
    row = table.iloc[0]
    assert (row["within"], row["gained"]) == (500, 500)
    assert row["share_before"] == pytest.approx(600 / 1500)
    assert row["share_after"] == pytest.approx(1100 / 1500)


def test_who_is_reached_already_is_no_gain() -> None:
    """Within 25 min of Edorf: d and e; d is 22.3 min from Adorf too."""
    table = mg.partner_gains(reach(), kleinland.sites(), mg.Airline(curve=CURVE), minutes=25)
    assert (table["within"].iloc[0], table["gained"].iloc[0]) == (900, 500)


def test_what_is_refused() -> None:
    router = mg.Airline(curve=CURVE)
    with pytest.raises(OptionError, match="positive"):
        mg.partner_gains(reach(), kleinland.sites(), router, minutes=0)
    with pytest.raises(InputError, match="mode car, the router foot"):
        mg.partner_gains(reach(), kleinland.sites(), mg.Airline("foot"))
    with pytest.raises(InputError, match="no partner"):
        mg.partner_gains(reach(), kleinland.sites().iloc[:1], router)


@pytest.mark.slow
@settings(max_examples=30)
@given(st.lists(st.floats(0, 1), min_size=1, max_size=6), st.sampled_from([5.0, 20.0, 60.0]))
def test_gain_is_what_reach_says_with_the_partner(lons: list[float], minutes: float) -> None:
    router = mg.Airline(curve=CURVE)
    partners = gpd.GeoDataFrame(
        pd.DataFrame({"id": [f"p{n}" for n in range(len(lons))], "name": "P", "role": "potential"}),
        geometry=points(lons, [0.0] * len(lons)),
    )
    table = mg.partner_gains(reach(), partners, router, minutes=minutes).set_index("id")
    for position in range(len(partners)):
        joined = partners.iloc[[position]].assign(role="offer")
        sites = pd.concat([kleinland.sites(), joined], ignore_index=True)
        after = mg.reach(kleinland.demand(), gpd.GeoDataFrame(sites), router, max_min=120)
        share = after.loc[after["travel_min"] <= minutes, "population"].sum() / 1500
        assert table.loc[f"p{position}", "share_after"] == pytest.approx(share)
