"""Where addresses are put, against stations and schools whose places are known."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest

import mintgeo as mg
from mintgeo import _embedded
from mintgeo.geocode import Gazetteer, Placement
from mintgeo.geocode.quality import NEAR_M
from tests.shared_data import shared, vg5000
from tests.verify.test_embedded_truth import Capsys, Rows, judge
from tools.embed import calibrate

pytestmark = pytest.mark.verify


@pytest.fixture(scope="module")
def judged() -> pd.DataFrame:
    """Stations by their address as given; radius and score from the nine other zones of PLZ."""
    stations = _embedded.read("stations")
    samples = calibrate.samples(stations, Gazetteer.embedded())
    parts = []
    for zone in calibrate.ZONES:
        others = calibrate.quantiles(samples[samples["zone"] != zone])
        placement = Placement.build(others)
        rows = samples[(samples["zone"] == zone) & (samples["way"] == "given")]
        there = rows[rows["rung"] != "none"]
        radius = placement.radius_m(there["rung"], there["spread_m"]).clip(lower=there["least_m"])
        score = placement.score(there["rung"], there["spread_m"])
        parts.append(rows.assign(radius_m=radius, score=score))
    table = pd.concat(parts)
    assert len(table) == len(stations)
    return table


def test_stations(judged: pd.DataFrame, capsys: Capsys) -> None:
    there = judged[judged["rung"] != "none"].sort_values("radius_m", kind="stable")
    inside = (there["away_m"] <= there["radius_m"]).to_numpy()
    rows: Rows = [
        ("matched, %", 100 * len(there) / len(judged), "≥", 99.5),
        ("distance, median, km", there["away_m"].median() / 1000, "≤", 1.1),
        ("distance, 95th percentile, km", there["away_m"].quantile(0.95) / 1000, "≤", 5.6),
        ("inside radius_m, zones left out, %", 100 * inside.mean(), "≥", 95),
        ("radius_m, median, km", there["radius_m"].median() / 1000, "≤", 4.7),
    ]
    for name, part in zip(
        ("smallest", "middle", "largest"), np.array_split(inside, 3), strict=True
    ):
        rows += [(f"inside, {name} third of radii, %", 100 * part.mean(), sign, limit)
                 for sign, limit in (("≥", 90), ("≤", 98))]  # fmt: skip
    judge("Railway stations by PLZ and place", rows, capsys)


def test_score_is_a_probability(judged: pd.DataFrame, capsys: Capsys) -> None:
    """Of the rows with a score around p, p in 100 lie within 5 km."""
    there = judged[judged["rung"] != "none"].sort_values("score", kind="stable")
    near = (there["away_m"] <= NEAR_M).to_numpy()
    rows: Rows = []
    for part in np.array_split(np.arange(len(there)), 5):
        said, found = there["score"].to_numpy()[part].mean(), 100 * near[part].mean()
        rows.append(
            (f"said {said:.1f} %, found {found:.1f} %: points", abs(said - found), "≤", 3.0)
        )
    judge("match_score: share within 5 km, fifths of the rows by score", rows, capsys)


def test_reverse_of_schools(capsys: Capsys) -> None:
    schools = pd.read_csv(shared("sites/schools_bavaria.csv"))
    points = gpd.points_from_xy(schools["lon"], schools["lat"], crs=4326)
    table = gpd.GeoDataFrame(schools, geometry=points)
    found = mg.reverse(table)
    kreise = mg.assign_regions(table, mg.regions("kreis", source=vg5000("KRS")))
    gemeinden = mg.assign_regions(table, mg.regions("gemeinde", source=vg5000("GEM")))
    rows: Rows = [
        ("schools", float(len(table)), "=", 5074),
        ("in Bavaria, %", 100 * (found["ags_land"] == "09").mean(), "=", 100),
        ("Kreis as VG5000, %", 100 * (found["ags_kreis"] == kreise["ags_kreis"]).mean(), "≥", 99.5),
        ("Gemeinde as VG5000, %", 100 * (found["ags"] == gemeinden["ags"]).mean(), "≥", 97),
    ]
    judge("Bavaria's schools through reverse()", rows, capsys)


def test_reverse_of_stations(capsys: Capsys) -> None:
    stations = _embedded.read("stations")
    points = gpd.points_from_xy(stations["lon"], stations["lat"], crs=4326)
    known = stations["postcode"].isin(_embedded.read("postcodes")["postcode"])
    found = mg.reverse(gpd.GeoDataFrame(stations[["name"]], geometry=points))
    right = (found["postcode"] == stations["postcode"])[known]
    judge("Stations: PLZ of their address", [("right, %", 100 * right.mean(), "≥", 80)], capsys)
