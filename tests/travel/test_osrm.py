"""OSRM behind the same protocol: tables, reasons, paths that a shell would take apart."""

import shutil
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from mintgeo import Osrm, RoadNetwork, nearest, reach, travel_times
from mintgeo._errors import InputError, MissingExtraError, OptionError
from mintgeo._schema import TRAVEL
from mintgeo.travel import Router
from tests.road_world import table
from tests.travel.test_matrix import check, lost, pairwise
from tests.travel.test_roads import SAMPLE, scattered

osrm_needed = pytest.mark.skipif(sys.version_info < (3, 12), reason="no wheel of OSRM below 3.12")


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Osrm:
    pytest.importorskip("osrm")
    folder = tmp_path_factory.mktemp('osrm\'s "cache" -x')
    path = folder / "-p a 'town' \"$(touch gone)\".osm.pbf"
    shutil.copy(SAMPLE, path)
    router = Osrm.from_osm(path, cache=folder, progress=False)
    assert not list(folder.glob("**/gone"))
    assert not list((folder / "osrm").glob(".part*"))
    return router


@osrm_needed
def test_same_reach_table_as_the_own_network(engine: Osrm, tmp_path: Path) -> None:
    """Tolerances of the comparison in ``make verify``: 1 % median, 5 % at the 95th percentile."""
    own = RoadNetwork.from_osm(SAMPLE, cache=tmp_path)
    people = scattered(400, 1).assign(
        population=1.0, ags=None, ags_kreis="13071", ags_land="13", place="Neubrandenburg"
    )
    sites = scattered(12, 2, "q").assign(role="offer")
    ours, theirs = reach(people, sites, own), reach(people, sites, engine)
    assert isinstance(engine, Router)
    assert list(ours["status"]) == list(theirs["status"])
    off = np.abs(ours["travel_min"] - theirs["travel_min"]) / theirs["travel_min"] * 100
    assert off.median() < 1
    assert off.quantile(0.95) < 5
    assert (ours["nearest_id"] == theirs["nearest_id"]).mean() > 0.97


@osrm_needed
def test_a_matrix_is_what_every_pair_says(engine: Osrm) -> None:
    spots = [(13.26, 53.55), (13.27, 53.56), (13.30, 53.50), (9.0, 50.0)]
    start, goal = lost(table(spots)), lost(table(spots, "q"))
    truth = pairwise(start, goal, engine)
    for limit in (np.inf, 3.0):
        check(start, goal, engine, truth, limit)


@osrm_needed
def test_reasons_are_those_of_every_router(engine: Osrm) -> None:
    start = table([(13.26, 53.55), (13.27, 53.56), (9.0, 50.0)])
    start = pd.concat([start, start.iloc[:1].assign(id="x", geometry=None)], ignore_index=True)
    goal = table([(13.26, 53.55)], "q")
    for found in (
        nearest(start, goal, engine, max_min=0.5),
        travel_times(start, goal, engine, max_min=0.5),
    ):
        TRAVEL.check(found)
        assert list(found["status"]) == ["ok", "over_limit", "outside_extract", "no_location"]
        assert found["travel_min"].iloc[0] == 0
    assert set(nearest(start, goal.iloc[:0], engine)["status"]) == {"no_location"}
    assert engine.describe()["profile"] == "car.lua"


@osrm_needed
def test_what_osrm_cannot_use_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OptionError, match="mode"):
        Osrm.from_osm(SAMPLE, "train")
    with pytest.raises(InputError, match="no profile"):
        Osrm.from_osm(SAMPLE, profile=tmp_path / "mine.lua", cache=tmp_path)
    broken = tmp_path / "broken.osm.pbf"
    broken.write_bytes(b"no extract at all")
    with pytest.raises(InputError, match="OSRM could not extract"):
        Osrm.from_osm(broken, cache=tmp_path, progress=False)
    assert not any((tmp_path / "osrm").iterdir())


def test_missing_wheel_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "osrm", None)
    with pytest.raises(MissingExtraError, match=r"mintgeo\[osrm\].*3\.12"):
        Osrm.from_osm(SAMPLE)
