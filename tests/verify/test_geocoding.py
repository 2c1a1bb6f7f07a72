"""Where addresses are put, against stations and schools whose places are known."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest

import mintgeo as mg
from mintgeo import _embedded
from mintgeo._crs import LAEA
from mintgeo.gazetteer import Gazetteer
from mintgeo.gazetteer.quality import GEMEINDE, NEAR_M
from tests.shared_data import FOLDER, GRID, shared, vg5000
from tests.verify.test_embedded_truth import Capsys, Rows, judge
from tools import measure_embedded
from tools.embed import calibrate, towns

pytestmark = pytest.mark.verify


@pytest.fixture(scope="module")
def samples() -> pd.DataFrame:
    return calibrate.samples(_embedded.read("stations"), Gazetteer.embedded())


@pytest.fixture(scope="module")
def judged(samples: pd.DataFrame) -> pd.DataFrame:
    """Stations by their address as given; radius and score from the nine other zones of PLZ."""
    table = calibrate.judged(samples[samples["rung"] != "none"])
    lost = samples[samples["rung"] == "none"]
    table = pd.concat([table, lost])
    table = table[table["way"] == "given"].sort_index()
    assert len(table) == len(_embedded.read("stations"))
    return table


@pytest.fixture(scope="module")
def people() -> pd.DataFrame:
    """People of the official grid, in parts of the spread of their Gemeinde."""
    shared(GRID), vg5000("GEM")
    return measure_embedded.town_ratios(FOLDER)


def test_every_rung(samples: pd.DataFrame, people: pd.DataFrame, capsys: Capsys) -> None:
    """Stations by rung, zones of PLZ left out; the Gemeinde alone by people, Länder left out."""
    found = calibrate.judged(samples)
    rows: Rows = []
    for rung in sorted(found["rung"].unique()):
        own = calibrate.of_rung(found, rung)
        inside = 100 * float((own["away_m"] <= own["radius_m"]).mean())
        least = 90 if len(own) < calibrate.FEW else 93 if rung == GEMEINDE else 94
        rows.append((f"{rung}: {len(own):,} stations, inside, %", inside, "≥", least))
    land = people["ags"].str[:2]
    inside_of = pd.Series(
        {
            one: _inside(people[land == one], towns.quantiles(people[land != one], (0.95,)))
            for one in sorted(land.unique())
        }
    )
    for one, share in inside_of.items():
        rows += [(f"gemeinde: people of Land {one}, inside, %", share, sign, limit)
                 for sign, limit in (("≥", 91), ("≤", 98))]  # fmt: skip
    all_in = _inside(people, calibrate.of_people())
    rows += [("gemeinde: all people, inside, %", all_in, sign, limit)
             for sign, limit in (("≥", 94.5), ("≤", 95.5))]  # fmt: skip
    judge("Rungs of the ladder: true points inside radius_m", rows, capsys)


def test_largest_cities_without_their_postcode(capsys: Capsys) -> None:
    """Points of the official grid, drawn by people; the PLZ is one of their region that is none."""
    layer = mg.regions("gemeinde", source=vg5000("GEM"))
    cells = mg.population(shared(GRID), layer=layer)
    known, rng = Gazetteer.embedded(), np.random.default_rng(5)
    largest = _embedded.read("gemeinden").nlargest(20, "population")
    rows: Rows = []
    every = []
    for city in largest.itertuples():
        own = cells[cells["ags"] == city.ags]
        chosen = rng.choice(len(own), 4000, p=own["population"] / own["population"].sum())
        at = own.geometry.iloc[chosen].to_crs(LAEA)
        xy = np.column_stack([at.x, at.y]) + rng.uniform(-500, 500, (len(at), 2))
        codes = [_dead(code, known) for code in known.nearest_codes(*xy.T)]
        found = mg.geocode(mg.read_participants(pd.DataFrame({"PLZ": codes, "Ort": city.name})))
        spots = found.geometry.to_crs(LAEA)
        away = np.hypot(spots.x - xy[:, 0], spots.y - xy[:, 1])
        every.append(100 * (away <= found["radius_m"]).mean())
        name = f"{city.name}, radius {found['radius_m'].median() / 1000:.1f} km, inside, %"
        rows += [(name, every[-1], sign, limit) for sign, limit in (("≥", 92.5), ("≤", 98.5))]
    held = sum(93 <= one <= 97 for one in every)
    rows += [("cities from 93 to 97 %", float(held), "≥", 17),
             ("mean of the cities, %", float(np.mean(every)), "≥", 94),
             ("mean of the cities, %", float(np.mean(every)), "≤", 96)]  # fmt: skip
    judge("The twenty largest cities, PLZ unknown", rows, capsys)


def _inside(people: pd.DataFrame, of: pd.DataFrame) -> float:
    """Per cent of the people inside the 95 % quantile of a measurement."""
    limit = float(of.loc[of["p"] == 0.95, "ratio"].iloc[0])
    near = people.loc[people["ratio"] <= limit, "people"]
    return 100 * float(near.sum() / people["people"].sum())


def _dead(code: str, known: Gazetteer) -> str:
    """The first PLZ of the same three digits that nobody has; none of those ends on "xx"."""
    free = (f"{code[:3]}{number:02d}" for number in range(100))
    return next((one for one in free if one not in known.codes), f"{code[:3]}xx")


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
    found = mg.reverse_geocode(table)
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
    found = mg.reverse_geocode(gpd.GeoDataFrame(stations[["name"]], geometry=points))
    right = (found["postcode"] == stations["postcode"])[known]
    judge("Stations: PLZ of their address", [("right, %", 100 * right.mean(), "≥", 80)], capsys)
