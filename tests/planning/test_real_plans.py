"""Plans of real Landkreise and real roads: where stops stand, and why."""

from pathlib import Path

import geopandas as gpd
import pytest

import mintgeo as mg
from mintgeo._crs import LAEA

ROOT = Path(__file__).parents[2]
SITES = ROOT / "data" / "raw" / "learning_sites.csv"
WALK_KM = 1.5


def check_reasons(plan: mg.StopPlan, demand: gpd.GeoDataFrame) -> None:
    """No stop is off the map, beside an offer or twice in a Gemeinde without a reason."""
    stops = plan.stops
    beside = stops["nearest_offer_km"] <= WALK_KM
    assert stops.loc[beside, "offer_reason"].notna().all()
    twice = stops["ags_gemeinde"].duplicated(keep=False)
    assert stops.loc[twice, "near_reason"].notna().all()
    assert stops.loc[~twice, "near_reason"].isna().all()
    people = demand[demand["population"] > 0].to_crs(LAEA)
    assert len(people)
    assert (stops.to_crs(LAEA).distance(people.union_all()) <= 1000).all()
    assert (stops["adds"].diff().dropna() <= 1e-6).all()
    gain = plan.shares.set_index("plan").loc["gain", "reached"]
    assert stops["adds"].sum() == pytest.approx(gain)


@pytest.mark.verify
@pytest.mark.parametrize(
    ("name", "n"), [("Landkreis Emsland", 8), ("Uckermark", 6), ("Landkreis Göttingen", 6)]
)
def test_plans_of_landkreise_can_be_explained(name: str, n: int) -> None:
    people = mg.population(within=name)
    offers = mg.geocode(mg.read_sites(SITES))
    plan = mg.plan_stops(people, None, mg.Airline(), minutes=15, n_stops=n, existing=offers,
                         draws=50, seed=1)  # fmt: skip
    assert len(plan.stops) == n
    assert plan.proven
    check_reasons(plan, people)
    row = plan.shares.set_index("plan").loc["gain"]
    assert row["share_low"] <= row["share_middle"] <= row["share_high"]


@pytest.mark.verify
def test_candidates_of_a_land_have_ids_of_their_own() -> None:
    found = mg.stop_candidates(mg.population(within="Niedersachsen"))
    assert found["id"].is_unique
    assert found["ags_gemeinde"].str.startswith("03").all()


@pytest.mark.verify
def test_a_plan_on_real_roads_asks_schools_and_villages_of_the_extract() -> None:
    extract = ROOT / "data" / "raw" / "neubrandenburg.osm.pbf"
    roads = mg.RoadNetwork.from_osm(extract, "bike", progress=False)
    people = mg.population(within="13071").cx[13.0:13.5, 53.4:53.7]
    offers = mg.geocode(mg.read_sites(ROOT / "data" / "raw" / "neubrandenburg_sites.csv"))
    plan = mg.plan_stops(people, None, roads, minutes=10, n_stops=5, existing=offers, draws=50)
    assert {"Schule", "Ort", "Feuerwehr"} <= set(plan.candidates["category"])
    check_reasons(plan, people)
    table = mg.matrix(people, plan.stops, roads, max_min=10).dense()
    reached = mg.reach(people, offers, roads, max_min=10)["travel_min"].notna().to_numpy()
    on = reached | (table <= 10).any(axis=1)
    after = plan.shares.set_index("plan").loc["after", "reached"]
    assert after == pytest.approx(people["population"][on].sum())
