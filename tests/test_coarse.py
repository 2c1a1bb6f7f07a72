"""Points too coarse for a threshold: no share of theirs is to be had, by whatever door."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

import mintgeo as mg
from mintgeo._errors import MissingDataError, OptionError, TooCoarseError
from mintgeo.analysis.gaps import gap_towns
from mintgeo.analysis.resolution import (
    FINE,
    LIMIT,
    Resolution,
    coarse_places,
    expected_error,
    straight_m,
)
from mintgeo.cli import main
from mintgeo.comparison import compare_runs
from mintgeo.report import render, summary, write_change, write_gpkg, write_xlsx
from mintgeo.report.pictures import pictures

WAY_OUT = "mintgeo data fetch zensus-2022"
MODES = ("foot", "bike", "car")


def offers(*plz: str) -> gpd.GeoDataFrame:
    return mg.geocode(mg.read_sites(pd.DataFrame({"Name": list(plz), "PLZ": list(plz)})))


@pytest.fixture(scope="module")
def people() -> gpd.GeoDataFrame:
    """Embedded points of one Kreis, of 52 Gemeinden."""
    return mg.population(within="03159")


@pytest.fixture(scope="module")
def reached(people: gpd.GeoDataFrame) -> dict[str, gpd.GeoDataFrame]:
    sites = offers("37073", "37520", "34346")
    return {mode: mg.reach(people, sites, mg.Airline(mode), max_min=90) for mode in MODES}


def squares(people: gpd.GeoDataFrame, side_m: float) -> gpd.GeoDataFrame:
    """Own polygons: a grid of squares over the points."""
    at = people.geometry.to_crs(3035)
    corners = np.unique(np.floor(np.column_stack([at.x, at.y]) / side_m).astype(int), axis=0)
    boxes = [shapely.box(*(one * side_m), *((one + 1) * side_m)) for one in corners]
    keys = [f"square {number}" for number in range(len(boxes))]
    layer = gpd.GeoDataFrame({"ags": keys, "name": keys}, geometry=boxes, crs=3035)
    return layer.to_crs(4326)


def grid(people: gpd.GeoDataFrame, per_point: int = 12) -> gpd.GeoDataFrame:
    """As a user's grid of 100 m: the people of every point in cells around it."""
    rng = np.random.default_rng(3)
    out = gpd.GeoDataFrame(people.loc[people.index.repeat(per_point)].reset_index(drop=True))
    out["population"] = out["population"] / per_point
    at = out.geometry.to_crs(3035)
    moved = shapely.points(
        np.round(at.x + rng.normal(0, 200, len(out)), -2) + 50,
        np.round(at.y + rng.normal(0, 200, len(out)), -2) + 50,
    )
    out = out.set_geometry(gpd.GeoSeries(moved, crs=3035).to_crs(4326))
    out["id"] = [str(number) for number in range(len(out))]
    return out.drop(columns=["scatter_m", "scatter_log"])


@pytest.mark.parametrize("mode", ["foot", "bike"])
@pytest.mark.parametrize("minutes", [5, 15, (15, 30), 30])
@pytest.mark.slow
def test_no_verb_gives_shares_by_gemeinde(
    reached: dict[str, gpd.GeoDataFrame], people: gpd.GeoDataFrame, mode: str,
    minutes: float | tuple[float, ...],
) -> None:  # fmt: skip
    table = reached[mode]
    for by in ("gemeinde", squares(people, 5_000)):
        with pytest.raises(TooCoarseError, match=WAY_OUT) as caught:
            mg.coverage(table, by=by, minutes=minutes)
        assert caught.value.mode == mode
        assert set(caught.value.minutes) <= set(np.atleast_1d(minutes).astype(float))
        assert caught.value.areas
        with pytest.raises(TooCoarseError, match=WAY_OUT):
            mg.compare(table, table, by=by, minutes=minutes)
        empty = mg.coverage(table, by=by, minutes=minutes, too_coarse="blank")
        assert empty[["share", "covered", "p10_min", "median_min", "p90_min"]].isna().all(axis=None)
        assert empty["population"].sum() == pytest.approx(
            people["population"].sum() * len(np.atleast_1d(minutes))
        )
        change = mg.compare(table, table, by=by, minutes=minutes, too_coarse="blank")
        assert change[["share_before", "share_after", "gained", "lost"]].isna().all(axis=None)


def test_no_list_of_places_either(reached: dict[str, gpd.GeoDataFrame]) -> None:
    for mode, minutes in (("foot", 15), ("foot", 30), ("bike", 15)):
        for verb in (mg.gaps, mg.gap_points, gap_towns):
            with pytest.raises(TooCoarseError, match=WAY_OUT) as caught:
                verb(reached[mode], minutes=minutes)
            assert (caught.value.mode, caught.value.minutes) == (mode, (float(minutes),))
            assert verb(reached[mode], minutes=minutes, too_coarse="blank").empty
    towns = gap_towns(reached["bike"], minutes=30, counted=())
    assert towns.loc[towns["name"].isna(), "population"].sum() > 0
    beyond = reached["bike"]
    beyond = beyond[~(beyond["travel_min"] <= 30)]
    assert towns["population"].sum() == pytest.approx(beyond["population"].sum())


def test_larger_areas_and_longer_ways_pass(reached: dict[str, gpd.GeoDataFrame]) -> None:
    for mode in MODES:
        assert mg.coverage(reached[mode], by="kreis", minutes=(15, 30))["share"].notna().all()
    gemeinden = mg.coverage(reached["car"], by="gemeinde", minutes=30)
    assert gemeinden["share"].notna().mean() > 0.9
    assert len(mg.gaps(reached["car"], minutes=30))


def test_fine_cells_pass(people: gpd.GeoDataFrame) -> None:
    sites = offers("37073", "37520")
    fine = mg.population(grid(people), cell_m=100)
    for mode in MODES:
        table = mg.reach(fine, sites, mg.Airline(mode))
        shares = mg.coverage(table, by="gemeinde", minutes=(15, 30))
        assert shares["share"].notna().all()
    mg.gap_points(mg.reach(fine, sites, mg.Airline("foot")), minutes=15)


def test_own_points_say_their_extent(people: gpd.GeoDataFrame) -> None:
    sites = offers("37073")
    bare = people[["id", "ags", "ags_kreis", "population", "geometry"]]
    guessed = mg.population(bare)
    assert "cell_m is assumed" in " ".join(guessed.attrs["notes"])
    assert guessed["cell_m"].between(0, 5_000).all()
    with pytest.raises(TooCoarseError):
        mg.coverage(mg.reach(guessed, sites, mg.Airline("foot")), by="gemeinde", minutes=15)
    exact = mg.population(bare, cell_m=0)
    told = mg.coverage(mg.reach(exact, sites, mg.Airline("foot")), by="gemeinde", minutes=15)
    assert told["share"].notna().all()
    said = mg.population(bare.assign(cell_m=100.0))
    assert (said["cell_m"] == 100).all()
    assert "notes" not in said.attrs
    for wrong in (-1, float("nan"), float("inf")):
        with pytest.raises(OptionError, match="cell_m"):
            mg.population(bare, cell_m=wrong)
    with pytest.raises(OptionError, match="cell_m"):
        mg.population(cell_m=100)


def test_choices_are_checked(reached: dict[str, gpd.GeoDataFrame]) -> None:
    for verb in (mg.gaps, mg.gap_points, gap_towns):
        with pytest.raises(OptionError, match="too_coarse"):
            verb(reached["car"], minutes=30, too_coarse="no")
    with pytest.raises(OptionError, match="too_coarse"):
        mg.coverage(reached["car"], by="kreis", too_coarse="no")
    assert issubclass(TooCoarseError, MissingDataError)


@settings(max_examples=40)
@given(
    factor=st.floats(1, 20), minutes=st.floats(5, 60), mode=st.sampled_from(MODES),
    seed=st.integers(0, 99),
)  # fmt: skip
@pytest.mark.slow
def test_coarser_points_are_never_better(
    factor: float, minutes: float, mode: str, seed: int
) -> None:
    rng = np.random.default_rng(seed)
    table = gpd.GeoDataFrame(
        {"population": rng.uniform(0, 900, 30), "cell_m": rng.uniform(0, 500, 30), "mode": mode},
        geometry=gpd.points_from_xy(rng.uniform(10, 10.2, 30), rng.uniform(50, 50.2, 30), crs=4326),
    )
    codes = rng.integers(0, 3, 30)
    fine = expected_error(table, codes, 3, [minutes, 2 * minutes])
    coarse = expected_error(
        table.assign(cell_m=table["cell_m"] * factor), codes, 3, [minutes, 2 * minutes]
    )
    assert (coarse >= fine - 1e-12).all()
    assert (fine[1] <= fine[0] + 1e-12).all()
    merged = expected_error(table, np.zeros(30, dtype=int), 1, [minutes])
    assert merged[0, 0] <= 2
    found = Resolution.of(table, codes, 3, [minutes])
    assert (found.hidden[0] >= (found.error[0] > LIMIT)).all()


def test_cells_of_250_m_are_fine_for_15_minutes_on_foot() -> None:
    assert 250 / np.sqrt(12) <= FINE * straight_m("foot", 15) * 1.01
    assert coarse_places(gpd.GeoDataFrame({"population": [], "mode": []}), 15) is False


STUDY = """
[study]
name = "kreis"
title = "Ein Kreis"
as_of = 2026-11-26
[inputs]
sites = "offers.csv"
[router]
modes = ["{modes}"]
[coverage]
within = "{within}"
area = "im Gebiet"
[outputs]
folder = "out"
for_print = true
"""


@pytest.fixture(scope="module", params=["foot", pytest.param("bike", marks=pytest.mark.verify)])
def study(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study of one Gemeinde, whose first way to travel the points are too coarse for."""
    home = tmp_path_factory.mktemp("coarse")
    (home / "offers.csv").write_text("Name;PLZ\nLabor;97421\n", encoding="utf-8")
    modes = '", "'.join([request.param, *(one for one in MODES if one != request.param)])
    text = STUDY.format(modes=modes, within="09662000")
    (home / "study.toml").write_text(text, encoding="utf-8")
    return home / "study.toml"


def older(run: mg.Run, folder: Path) -> Path:
    """The run as mintgeo saved it before it looked at points: with all shares."""
    tables = {name: run.table(name) for name in run.tables}
    for name in {"coverage_country", "coverage_kreis", "coverage_land"} & {*tables}:
        tables[name] = tables[name].assign(share=0.4321, covered=1.0)
    gemeinden = [
        mg.coverage(run.table(f"reach_{mode}").assign(scatter_m=0.0, scatter_log=0.0),
                    by="gemeinde", sites=gpd.GeoDataFrame(run.table("sites")))
        for mode in run.parameters["modes"]
    ]  # fmt: skip
    tables["coverage_gemeinde"] = pd.concat(gemeinden, ignore_index=True)
    assert tables["coverage_gemeinde"]["share"].notna().all()
    return replace(run, tables=tables).save(folder)


def coverage_tables(run: mg.Run) -> Iterator[pd.DataFrame]:
    for name, table in run.tables.items():
        if name.startswith("coverage_") or name == "gap_share":
            yield table


@pytest.mark.slow
def test_no_study_gives_them(
    study: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["report", str(study)]) == 0
    assert WAY_OUT in capsys.readouterr().out.replace("\n  ", " ")
    fresh = mg.Run.load(study.parent / "out")
    home = older(fresh, tmp_path / "older")
    for run in (fresh, mg.Run.load(home), mg.Run.load(home).public()):
        for table in coverage_tables(run):
            hidden = table[(table["mode"] == "foot") & (table["minutes"] == 15)]
            assert hidden[["share", "covered", "median_min"]].isna().all(axis=None)
        assert run.tables["gap_points"].empty or run.parameters["modes"][0] == "bike"
        page = render(run, map_html="")
        assert "mintgeo data fetch zensus-2022" in page
        assert "zu grob" in page
        assert not re.search(r"\bnan\b", page.split("<body>")[1].split("Eingaben")[0])
        assert WAY_OUT in summary(run, lang="en")
        assert "43 %" not in page
        pictures(run)
        for sheet in load_workbook(write_xlsx(run, tmp_path / "t.xlsx")).worksheets:
            rows = list(sheet.iter_rows(values_only=True))
            if "share" in rows[0] and "minutes" in rows[0]:
                at = {name: rows[0].index(name) for name in ("mode", "minutes", "share")}
                walked = [one for one in rows[1:] if one[at["mode"]] == "foot"]
                assert walked
                assert all(one[at["share"]] is None for one in walked if one[at["minutes"]] == 15)
        layers = write_gpkg(run, tmp_path / "l.gpkg")
        for layer, _ in pyogrio.list_layers(layers):
            table = gpd.read_file(layers, layer=layer)
            if "share_foot_15" in table:
                assert table["share_foot_15"].isna().all()
        assert "ags" not in gpd.read_file(layers, layer="menschen")
    text, files = write_change(mg.Run.load(home), fresh, tmp_path / "change")
    assert "zu grob" in text
    change = compare_runs(mg.Run.load(home), fresh, levels=["gemeinde"])["gemeinde"]
    walked = change[(change["mode"] == "foot") & (change["minutes"] == 15)]
    assert walked[["share_before", "gained", "change"]].isna().all(axis=None)
    assert json.loads((home / "run.json").read_text(encoding="utf-8"))["name"] == "kreis"
    assert files
