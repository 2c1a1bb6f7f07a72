"""Who gains and who loses: by hand on Kleinland, and between two saved runs."""

from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mintgeo as mg
from mintgeo._errors import InputError
from mintgeo.cli import main
from tests import kleinland
from tests.maps.test_coverage_map import payload
from tests.worlds import World


def reach_of(*ids: str) -> gpd.GeoDataFrame:
    sites = kleinland.sites().assign(role="offer")
    return mg.reach(kleinland.demand(), sites[sites["id"].isin(ids)], mg.Airline(), max_min=60)


def saved_run(folder: Path, year: int, *ids: str, modes: tuple[str, ...] = ("car",)) -> Path:
    sites = kleinland.sites().assign(role="offer", radius_m=500.0)
    sites = sites[sites["id"].isin(ids)]
    reached = {
        f"reach_{mode}": mg.reach(kleinland.demand(), sites, mg.Airline(mode), max_min=60)
        for mode in modes
    }
    run = mg.Run(
        name="k", title="Kleinland", as_of=f"{year}-01-01",
        tables={"sites": sites, "kreise": kleinland.regions(), **reached},
        parameters={"modes": list(modes), "minutes": [15.0, 30.0], "people": {"who": "Menschen"}},
        inputs={}, vintages=(), attributions=("© Kleinland",),
    )  # fmt: skip
    return run.save(folder / str(year))


def test_gained_and_lost_by_hand() -> None:
    """The offer moves from Adorf to Edorf: Adorf to Cdorf (600 people) lose, Ddorf, Edorf gain."""
    table = mg.compare(reach_of("s1"), reach_of("s2"), by="country", minutes=37).iloc[0]
    assert (table["gained"], table["lost"]) == (500, 600)
    assert table["change"] == pytest.approx(-100 / 1500)
    assert table["share_before"] == pytest.approx(1000 / 1500)
    assert table["share_after"] == pytest.approx(900 / 1500)
    lands = mg.compare(reach_of("s1"), reach_of("s2"), by="land", minutes=37).set_index("ags")
    assert list(lands["lost"]) == [600, 0]
    assert list(lands["gained"]) == [0, 500]
    assert lands.loc["92", "median_change_min"] < 0


def test_nothing_changes_between_equals() -> None:
    reached = reach_of("s1")
    draws = mg.uncertainty(reached, kleinland.sites())
    table = mg.compare(reached, reached.iloc[::-1], uncertainty=(draws, reversed_draws(reached)))
    assert (table[["gained", "lost", "change", "change_low", "change_high"]] == 0).all(axis=None)


def reversed_draws(reached: gpd.GeoDataFrame) -> object:
    return mg.uncertainty(reached.iloc[::-1], kleinland.sites())


@settings(max_examples=15)
@given(st.integers(0, 10_000))
@pytest.mark.slow
def test_balance_and_bounds(seed: int) -> None:
    """After − before = gained − lost, counted; dropping offers gains nobody; spans hold."""
    world = World(seed)
    after = world.reach()
    few = world.sites().iloc[: len(world.sites()) // 2]
    before = mg.reach(after[["id", "population", "ags", "ags_kreis", "ags_land", "place",
                             "geometry"]], few, mg.Airline(), max_min=240)  # fmt: skip
    draws = tuple(
        mg.uncertainty(one, sites, draws=20)
        for one, sites in ((before, few), (after, world.sites()))
    )
    counted = mg.compare(before, after, by="kreis")
    net = (counted["share_after"] - counted["share_before"]) * counted["population"]
    np.testing.assert_allclose(net, counted["gained"] - counted["lost"], atol=1e-6)
    table = mg.compare(before, after, by="kreis", uncertainty=draws)
    pd.testing.assert_frame_equal(table[["gained", "lost"]], counted[["gained", "lost"]])
    shares = mg.coverage(after, by="kreis", uncertainty=draws[1])["share"]
    np.testing.assert_allclose(table["share_after"], shares, atol=1e-6)
    assert (table["lost"] == 0).all()
    assert (table["change_low"] <= table["change"]).all()
    assert (table["change"] <= table["change_high"]).all()


def test_other_points_or_modes_are_refused(tmp_path: Path) -> None:
    reached = reach_of("s1")
    with pytest.raises(InputError, match=r"same points \(id a\)"):
        mg.compare(reached.iloc[1:], reached)
    with pytest.raises(InputError, match="not car and bike"):
        mg.compare(reached, reached.assign(mode="bike"))
    with pytest.raises(InputError, match="not one of each"):
        mg.compare(reached, mg.Run.load(saved_run(tmp_path, 2025, "s1")))


def test_command_compares_two_runs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old, new = saved_run(tmp_path, 2025, "s1"), saved_run(tmp_path, 2026, "s1", "s2")
    assert main(["compare", str(old), str(new), "-o", str(tmp_path / "out")]) == 0
    said = capsys.readouterr().out
    assert "Kleinland (2025-01-01) → Kleinland (2026-01-01)" in said
    assert "500 Menschen gewinnen, 0 verlieren" in said
    assert "mehr als vorher" in said
    table = pd.read_csv(
        tmp_path / "out" / "vergleich_kreis.csv", sep=";", decimal=",", dtype={"ags": str}
    )
    assert list(table["ags"].unique()) == ["91001", "92001"]
    page = (tmp_path / "out" / "vergleich.html").read_text(encoding="utf-8")
    assert "default-src 'none'" in page
    data = payload(page)
    names = [one["properties"]["name"] for one in data["kreise"]["features"]]  # type: ignore[index]
    assert names == ["Westkreis", "Ostkreis"]
    assert [view["first"] for view in data["views"]] == [False, True]  # type: ignore[attr-defined]


def test_command_compares_in_english(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old, new = saved_run(tmp_path, 2025, "s1"), saved_run(tmp_path, 2026, "s1", "s2")
    out = tmp_path / "out"
    assert main(["compare", str(old), str(new), "-o", str(out), "--lang", "en"]) == 0
    said = capsys.readouterr().out
    assert "500 people gain, 0 lose" in said
    assert "percentage points, more than before" in said
    table = pd.read_csv(out / "vergleich_kreis.csv", dtype={"ags": str})
    assert list(table["ags"].unique()) == ["91001", "92001"]
    assert '<html lang="en">' in (out / "vergleich.html").read_text(encoding="utf-8")


def test_runs_without_a_common_way_are_one_message(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = saved_run(tmp_path, 2025, "s1")
    new = saved_run(tmp_path, 2026, "s1", modes=("bike",))
    assert main(["compare", str(old), str(new)]) == 2
    assert "kein Verkehrsmittel gemeinsam" in capsys.readouterr().err


def test_who_surely_gained_and_who_may_have() -> None:
    """Verdicts hold for all Kreise at once, and none is given against its own span."""
    world = World(11, side=4)
    after = world.reach()
    columns = ["id", "population", "ags", "ags_kreis", "ags_land", "place", "geometry"]
    more = world.sites()
    few = more.iloc[len(more) // 4 :]
    before = mg.reach(after[columns], few, mg.Airline(), max_min=240)
    draws = tuple(mg.uncertainty(one, sites) for one, sites in ((before, few), (after, more)))
    table = mg.compare(before, after, by="kreis", minutes=[10, 30], uncertainty=draws)
    assert set(table["verdict"]) == {"more", "open"}
    assert (table.loc[table["verdict"] == "more", "change_low"] > 0).all()
    assert (table.loc[table["change_high"] == 0, "verdict"] == "open").all()
    back = mg.compare(after, before, by="kreis", minutes=[10, 30], uncertainty=draws[::-1])
    assert set(back["verdict"]) == {"less", "open"}
    assert "verdict" not in mg.compare(before, after)
