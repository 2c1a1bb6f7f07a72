"""Work that others do: in order, the same to the bit, and whole though workers die."""

import os
import pickle
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from functools import cache
from itertools import pairwise
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

import mintgeo as mg
from mintgeo._errors import (
    InputError,
    MintgeoError,
    OptionError,
    OutputError,
    TableError,
    TooCoarseError,
    WorkerError,
)
from mintgeo._parallel import each, portions, shipping, workers
from mintgeo._parallel.shipping import Address, Parcel
from mintgeo.addresses import AddressIndex
from mintgeo.analysis import reach as reaching
from mintgeo.gazetteer import step
from mintgeo.geocoding import matching
from mintgeo.travel import pairs
from mintgeo.travel.protocol import PlacingRouter
from tests import busland, jobs, kleinland, own_routers
from tests.shared_data import shared

FORK = pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")


@pytest.fixture(scope="module")
def pool() -> Iterator[Executor]:
    """Two processes that know nothing of this one."""
    with workers(2) as one:
        assert one is not None
        yield one


@pytest.fixture(scope="module")
def threads() -> Iterator[Executor]:
    with ThreadPoolExecutor(2) as one:
        yield one


def started(method: str) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(2, mp_context=get_context(method))


class Elsewhere(Executor):
    """Another machine: it gets copies, and sees no file of this one."""

    def __init__(self) -> None:
        self.contents: list[bytes | None] = []

    def submit(self, fn: Callable[..., Any], /, *args: Any, **_: Any) -> "Future[Any]":
        task, (parcel, item, content) = pickle.loads(pickle.dumps((fn, args)))  # noqa: S301
        parcel.file = "/nowhere/job"
        self.contents.append(content)
        done: Future[Any] = Future()
        done.set_result(task(parcel, item, content))
        return done


class Refusing(Executor):
    def submit(self, *_: Any, **__: Any) -> "Future[Any]":
        raise RuntimeError("on strike")


def test_results_come_in_order_and_items_are_taken_a_few_ahead(threads: Executor) -> None:
    taken: list[int] = []

    def items() -> Iterator[int]:
        for one in range(40):
            taken.append(one)
            yield one

    found = []
    for one in each(str, items(), executor=threads):
        found.append(one)
        assert len(taken) <= len(found) + 4
    assert found == [str(one) for one in range(40)]
    assert list(each(str, [], executor=threads)) == []


@pytest.mark.slow
@FORK
@pytest.mark.parametrize("method", ["spawn", "fork"])
def test_a_killed_worker_loses_nothing(
    method: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with started(method) as one:
        job = jobs.Killing(tmp_path, of=3, times=1, home=os.getpid())
        assert list(each(job, range(9), executor=one)) == [n * n for n in range(9)]
        assert len(caplog.records) == 1
        assert "done again" in caplog.text
        # the pool is broken for good; who asks again is served all the same
        assert list(each(job, range(3), executor=one)) == [0, 1, 4]


@FORK
def test_a_part_that_kills_whoever_does_it_is_named(tmp_path: Path) -> None:
    job = jobs.Killing(tmp_path, of=5, times=99, home=os.getpid())
    with started("fork") as one:
        found = each(job, range(9), executor=one)
        assert [next(found) for _ in range(5)] == [0, 1, 4, 9, 16]
        with pytest.raises(WorkerError, match=r"^Part 6 .* 3 times.*memory"):
            next(found)


def test_arrays_are_mapped_and_the_file_goes(pool: Executor, tmp_path: Path) -> None:
    job = jobs.Adding(np.arange(50_000, dtype=float))
    found = list(each(job, range(6), executor=pool))
    assert [one[0] for one in found] == [job.numbers.sum() + n for n in range(6)]
    assert {where for _, where, _ in found} == {"mmap"}
    assert os.getpid() not in {where for *_, where in found}
    np.save(tmp_path / "numbers.npy", job.numbers)
    lying = jobs.Adding(np.load(tmp_path / "numbers.npy", mmap_mode="r")[5:])
    assert next(each(lying, [0], executor=pool))[:2] == (lying.numbers.sum(), "mmap")
    with Parcel(job) as parcel:
        file = parcel.file
        assert file.stat().st_mode & 0o077 == 0
        assert file.parent.stat().st_mode & 0o077 == 0
        assert pickle.loads(pickle.dumps(parcel)).file == str(file)  # noqa: S301
    assert not file.parent.exists()


def test_another_machine_gets_the_content_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shipping, "_OPEN", type(shipping._OPEN)())
    far = Elsewhere()
    found = list(each(jobs.Adding(np.ones(5)), range(30), executor=far))
    assert [one[0] for one in found] == [5.0 + n for n in range(30)]
    sent = [one for one in far.contents if one is not None]
    assert 1 <= len(sent) < 30


def test_a_process_keeps_no_old_jobs(monkeypatch: pytest.MonkeyPatch) -> None:
    known = type(shipping._OPEN)()
    monkeypatch.setattr(shipping, "_OPEN", known)
    for n in range(5):
        with Parcel(jobs.Adding(np.full(3, float(n)))) as parcel:
            job = Address(parcel.key, str(parcel.file)).open(None)
            assert job(0)[0] == 3 * n
    assert len(known) == 2


def test_errors_arrive(pool: Executor, threads: Executor) -> None:
    for one in (pool, threads):
        with pytest.raises(TooCoarseError) as caught:
            list(each(jobs.failing, [1, 2], executor=one))
        assert (caught.value.mode, caught.value.areas) == ("car", ("13",))
        with pytest.raises(KeyError, match="four"):
            list(each(jobs.failing, [4], executor=one))
    with pytest.raises(jobs.Strange):
        list(each(jobs.failing, [3], executor=threads))
    with pytest.raises(WorkerError, match="Strange: 1 and 2"):
        list(each(jobs.failing, [3], executor=pool))
    with pytest.raises(KeyError, match="four") as plain:
        list(each(jobs.failing, [4], executor=pool))
    assert "in failing" in "".join(plain.value.__notes__)


def test_executors_that_are_none_or_take_nothing(tmp_path: Path) -> None:
    closed = ThreadPoolExecutor(1)
    closed.shutdown()
    with pytest.raises(OptionError, match="after shutdown"):
        list(each(str, [1], executor=closed))
    with pytest.raises(OptionError, match="on strike"):
        list(each(str, [1], executor=Refusing()))
    with pytest.raises(OptionError, match="a Client of Dask"):
        mg.reach(kleinland.demand(), kleinland.sites(), mg.Airline(), executor="two")  # type: ignore[arg-type]
    with pytest.raises(OptionError, match="1 worker or more"), workers(0):
        pass


def test_a_router_that_cannot_be_copied(pool: Executor, threads: Executor) -> None:
    people, sites = kleinland.demand(), kleinland.sites()
    with pytest.raises(OptionError, match="can't go to another process"):
        mg.reach(people, sites, own_routers.Closed(), executor=pool)
    found = mg.reach(people, sites, own_routers.Closed(), executor=threads)
    assert_frame_equal(found, mg.reach(people, sites, mg.Airline()))


def lattice(box: tuple[float, float, float, float], n: int) -> gpd.GeoDataFrame:
    """Demand on n × n points, labelled by texts that come twice, one without a place."""
    west, south, east, north = box
    lon, lat = (one.ravel() for one in np.meshgrid(
        np.linspace(west, east, n), np.linspace(south, north, n)
    ))  # fmt: skip
    none = pd.Series(pd.NA, index=range(n * n), dtype="str")
    table = pd.DataFrame({"id": [f"c{k}" for k in range(n * n)], "population": 1.0, "ags": none,
                          "ags_kreis": none, "ags_land": none, "place": none})  # fmt: skip
    out = gpd.GeoDataFrame(table, geometry=gpd.points_from_xy(lon, lat), crs=4326)
    out.loc[n, "geometry"] = None
    return out.set_axis(pd.Index([f"r{k % (n + 2)}" for k in range(n * n)]))


def around(box: tuple[float, float, float, float], n: int) -> gpd.GeoDataFrame:
    random = np.random.default_rng(n)
    west, south, east, north = box
    places = gpd.points_from_xy(
        random.uniform(west - 0.01, east + 0.01, n), random.uniform(south - 0.01, north + 0.01, n)
    )
    ids = [f"s{one}" for one in range(n)]
    return gpd.GeoDataFrame({"id": ids, "role": "offer"}, geometry=places, crs=4326)


@cache
def world(kind: str) -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame, Any]:
    if kind == "transit":
        router = mg.Transit(busland.timetable(), day=busland.DAY, depart=("14:00", "14:30"))
        return kleinland.demand(), kleinland.sites(), router
    box = (8.37, 48.99, 8.40, 49.01)
    if kind == "roads":
        file = shared("osm/osr_karlsruhe-kirchfeld.osm.pbf")
        router = mg.RoadNetwork.from_osm(file, "foot", progress=False)
        box = tuple(router.network.extent)
        return lattice(box, 20), around(box, 12), router
    own = {"tables": own_routers.Telling, "listing": own_routers.Listing}
    made = own.get(kind, mg.Airline)()
    assert isinstance(made, PlacingRouter) == (kind == "airline")
    return lattice(box, 20), around(box, 12), made


KINDS = pytest.mark.parametrize("kind", ["airline", "tables", "transit", "roads"])


@KINDS
@given(cuts=st.sets(st.integers(1, 399), max_size=4))
@settings(max_examples=3, suppress_health_check=list(HealthCheck))
def test_portions_change_nothing(
    kind: str, cuts: set[int], threads: Executor, monkeypatch: pytest.MonkeyPatch
) -> None:
    people, sites, router = world(kind)
    ends = [0, *sorted(cut for cut in cuts if cut < len(people)), len(people)]
    cut = [slice(*one) for one in pairwise(ends)]
    with monkeypatch.context() as patch:
        patch.setattr(reaching, "portions", lambda *_, **__: cut)
        found = mg.reach(people, sites, router, executor=threads)
    whole = mg.reach(people, sites, router)
    assert_frame_equal(found, whole, check_exact=True)
    assert found.attrs == whole.attrs


def same_matrix(found: mg.Matrix, whole: mg.Matrix) -> None:
    for name in ("first", "column", "origin", "goal", "from_ids", "to_ids"):
        np.testing.assert_array_equal(getattr(found, name), getattr(whole, name))
    assert found.values.keys() == whole.values.keys()
    for name, values in whole.values.items():
        np.testing.assert_array_equal(found.values[name], values)
    np.testing.assert_array_equal(found.reasons(), whole.reasons())
    assert (found.mode, found.max_min, len(found)) == (whole.mode, whole.max_min, len(whole))


@pytest.mark.parametrize(
    ("kind", "max_min"),
    [("airline", None), ("tables", 4.0), ("listing", 4.0), ("transit", None), ("roads", None),
     ("roads", 4.0)],
)  # fmt: skip
def test_portions_of_a_matrix_change_nothing(
    kind: str, max_min: float | None, threads: Executor, monkeypatch: pytest.MonkeyPatch
) -> None:
    people, sites, router = world(kind)
    people, lost = (
        people.iloc[-80:].reset_index(drop=True),
        sites.iloc[:1].set_geometry([None], crs=4326),
    )
    sites = pd.concat([sites.iloc[1:], lost.assign(id="nowhere")], ignore_index=True)
    monkeypatch.setattr(pairs, "_WORTH", 1)
    asked: list[int] = []
    monkeypatch.setattr(pairs, "each", lambda job, items, **rest: each(
        job, (asked.append(len(one.ids if hasattr(one, "ids") else one)) or one for one in items),
        **rest,
    ))  # fmt: skip
    for ends in ((people, sites), (sites, people)):
        whole = mg.matrix(*ends, router, max_min=max_min)
        same_matrix(mg.matrix(*ends, router, max_min=max_min, executor=threads), whole)
    assert len(asked) == 4
    few, many = sorted((len(people), len(sites)))
    assert sum(asked) == (few + many if kind == "listing" else 2 * few)


@pytest.mark.verify
@KINDS
def test_processes_change_nothing(kind: str, pool: Executor) -> None:
    people, sites, router = world(kind)
    before = people.copy()
    for rows in (slice(None), slice(0), slice(1)):
        some = people.iloc[rows]
        found = mg.reach(some, sites, router, max_min=20, executor=pool)
        whole = mg.reach(some, sites, router, max_min=20)
        assert_frame_equal(found, whole, check_exact=True)
    assert_frame_equal(people, before)


def test_portions_hold_every_row_once(threads: Executor) -> None:
    for n in (0, 1, 3, 499, 500, 1001, 300_000):
        cut = portions(n, threads, least=500, each=2)
        assert [one for part in cut for one in range(n)[part]] == list(range(n))
        assert all(one.stop - one.start <= 100_000 for one in cut)
    assert portions(5, None, least=1) == [slice(0, 5)]


@pytest.mark.verify
def test_draws_and_plans_are_the_same(pool: Executor) -> None:
    people, sites = mg.population(within="13003"), kleinland.sites()[:0]
    lab = pd.DataFrame({"Name": ["Labor", "Werkstatt"], "PLZ": ["18055", "18107"]})
    sites = mg.geocode(mg.read_sites(lab))
    reached = mg.reach(people, sites, mg.Airline())
    one = mg.uncertainty(reached, sites, draws=20)
    other = mg.uncertainty(reached, sites, draws=20, executor=pool)
    np.testing.assert_array_equal(one.times, other.times)
    plans = [
        mg.plan_stops(people, None, mg.Airline(mode="foot"), minutes=15, n_stops=2, draws=20,
                      existing=sites, too_coarse="blank", executor=who)
        for who in (None, pool)
    ]  # fmt: skip
    for name in ("stops", "shares", "reached"):
        assert_frame_equal(*(getattr(plan, name) for plan in plans), check_exact=True)


@FORK
def test_hubs_are_the_same_though_a_worker_dies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(pairs, "_WORTH", 3)
    people, towns = lattice((8.37, 48.99, 8.40, 49.01), 9), around((8.37, 48.99, 8.40, 49.01), 12)
    asked: dict[str, Any] = {"n_hubs": 2, "boxes": 7, "max_min": 60.0}
    whole = mg.plan_hubs(people, towns, mg.Airline(), **asked)
    with started("fork") as one:
        deadly = own_routers.Deadly(tmp_path, os.getpid())
        found = mg.plan_hubs(people, towns, deadly, **asked, executor=one)
    assert "done again" in caplog.text
    assert found.ways["hub_id"].isna().any()
    for name in ("hubs", "ways"):
        assert_frame_equal(getattr(found, name), getattr(whole, name), check_exact=True)
    assert (found.value, found.bound) == (whole.value, whole.bound)


def test_rounds_are_the_same(threads: Executor) -> None:
    sites = around((8.37, 48.99, 8.40, 49.01), 6)
    for more in ({}, {"start": "s1", "max_km": 4}):
        trails = [
            mg.plan_trail(sites, mg.Airline("foot"), **{"max_km": 6, **more}, executor=who)
            for who in (None, threads)
        ]  # fmt: skip
        assert_frame_equal(trails[0].sites, trails[1].sites, check_exact=True)
        assert trails[0].left == trails[1].left


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a few rows be worth the way to others."""
    for module in (matching, step):
        monkeypatch.setattr(module, "_LEAST", 7)


@pytest.mark.usefixtures("short")
@pytest.mark.parametrize("who", ["threads", pytest.param("pool", marks=pytest.mark.verify)])
def test_places_are_the_same(who: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    executor = request.getfixturevalue(who)
    houses = "Straße;Nr;PLZ;Ort\n" + "".join(
        f"Kirchstr. {n};;76149;Karlsruhe-Neureut\nOrt {n};;{18000 + n};Rostok\n" for n in range(40)
    )
    (tmp_path / "liste.csv").write_text(houses, encoding="utf-8")
    table = mg.read_participants(tmp_path / "liste.csv")
    table = table.set_axis([f"r{n % 50}" for n in range(len(table))])
    file = shared("osm/osr_karlsruhe-kirchfeld.osm.pbf")
    inside = AddressIndex.from_osm(file, progress=False)
    kept = AddressIndex.open(inside.save(tmp_path / "index.addresses"))
    whole = mg.geocode(table, using=inside)
    for index in (inside, kept):
        assert_frame_equal(mg.geocode(table, using=index, executor=executor), whole)
    for few in (table[:1], table[:0]):
        assert_frame_equal(mg.geocode(few, executor=executor), mg.geocode(few))


@pytest.mark.parametrize("saved", [True, False])
def test_indexes_travel(saved: bool, tmp_path: Path) -> None:
    file = shared("osm/osr_karlsruhe-kirchfeld.osm.pbf")
    index = AddressIndex.from_osm(file, progress=False)
    index = AddressIndex.open(index.save(tmp_path / "index.addresses")) if saved else index
    copy = pickle.loads(pickle.dumps(index))  # noqa: S301
    assert_frame_equal(copy.rows().houses, index.rows().houses)
    assert len(pickle.dumps(index)) < 1000 or not saved


@pytest.mark.verify
def test_a_study_is_the_same(pool: Executor, tmp_path: Path) -> None:
    (tmp_path / "angebote.csv").write_text("Name;PLZ;Ort\nLabor;18055;Rostok\n", encoding="utf-8")
    (tmp_path / "studie.toml").write_text(
        """
        [study]
        name = "klein"
        title = "Klein"
        as_of = 2026-11-23
        [inputs]
        sites = "angebote.csv"
        [router]
        modes = ["foot", "bike"]
        [coverage]
        within = "13003"
        minutes = [15]
        [plan]
        stops = 2
        minutes = 15
        draws = 20
        [outputs]
        folder = "out"
        """,
        encoding="utf-8",
    )
    runs = [mg.study.run(tmp_path / "studie.toml", executor=who) for who in (None, pool)]
    folders = [run.save(tmp_path / name) for run, name in zip(runs, "ab", strict=True)]
    bytes_ = [
        {one.name: one.read_bytes() for one in folder.rglob("*") if one.is_file()}
        for folder in folders
    ]
    assert bytes_[0] == bytes_[1]
    assert len(bytes_[0]) > 5


class Neighbours:
    """A step whose rows depend on each other: it must see all of them."""

    local = True
    seen = 0

    def find(self, rows: pd.DataFrame, known: mg.Gazetteer) -> dict[int, mg.Placed]:  # noqa: ARG002
        self.seen = len(rows)
        return {}

    def describe(self) -> dict[str, Any]:
        return {"step": "Neighbours"}


@pytest.mark.usefixtures("short")
def test_steps_that_say_nothing_see_all_rows_here(threads: Executor) -> None:
    table = pd.DataFrame({"PLZ": ["18055"] * 40, "Ort": ["Rostock"] * 40})
    neighbours = Neighbours()
    mg.geocode(mg.read_participants(table), using=neighbours, executor=threads)
    assert neighbours.seen == 40


@pytest.fixture
def grid(tmp_path: Path) -> tuple[gpd.GeoDataFrame, Path]:
    """A demand of three parts, whole and as files."""
    people = lattice((8.37, 48.99, 8.40, 49.01), 12)
    people["ags_land"] = pd.Series(["08", "07", pd.NA] * 48, index=people.index, dtype="str")
    folder = tmp_path / "grid"
    folder.mkdir()
    for number in range(3):
        people.iloc[number * 48 : number * 48 + 48].to_parquet(folder / f"kachel{number}.parquet")
    return people, folder


def test_reach_by_files(
    grid: tuple[gpd.GeoDataFrame, Path], tmp_path: Path, threads: Executor
) -> None:
    people, folder = grid
    sites = around((8.37, 48.99, 8.40, 49.01), 4)
    bytes_: list[list[bytes]] = []
    for number, who in enumerate((None, threads)):
        out = tmp_path / f"out{number}"
        parts = mg.reach_parts(folder, sites, mg.Airline(), out=out, max_min=3, executor=who)
        assert parts["part"].tolist() == ["kachel0", "kachel1", "kachel2"]
        assert parts["rows"].tolist() == [48] * 3
        files = [Path(one) for one in parts["file"]]
        bytes_.append([one.read_bytes() for one in files])
        assert all(one.stat().st_mode & 0o077 == 0 for one in files)
    assert bytes_[0] == bytes_[1]
    whole = mg.reach(people, sites, mg.Airline(), max_min=3)
    found = pd.concat([gpd.read_parquet(one) for one in files])
    assert_frame_equal(found, whole, check_exact=True)
    assert parts["reached"].sum() == (whole["status"] == "ok").sum()
    with pytest.raises(OutputError, match="is there already"):
        mg.reach_parts(folder, sites, mg.Airline(), out=out)


def test_reach_by_land_and_of_whatever_comes(
    grid: tuple[gpd.GeoDataFrame, Path], tmp_path: Path
) -> None:
    people, folder = grid
    sites = around((8.37, 48.99, 8.40, 49.01), 4)
    parts = mg.reach_parts(people, sites, mg.Airline(), out=tmp_path / "land")
    assert parts["part"].tolist() == ["07", "08", "none"]
    one = gpd.read_parquet(parts["file"][1])
    assert_frame_equal(
        one, mg.reach(people[people["ags_land"] == "08"], sites, mg.Airline()), check_exact=True
    )
    mixed = iter([people[:5], folder / "kachel1.parquet", mg.Located(people[5:6])])
    parts = mg.reach_parts(mixed, sites, mg.Airline(), out=tmp_path / "mixed")
    assert parts[["part", "rows"]].to_numpy().tolist() == [
        ["00000", 5], ["kachel1", 48], ["00002", 1],
    ]  # fmt: skip


def test_parts_that_are_none(grid: tuple[gpd.GeoDataFrame, Path], tmp_path: Path) -> None:
    people, folder = grid
    sites = around((8.37, 48.99, 8.40, 49.01), 4)

    def refused(error: type[MintgeoError], match: str, demand: Any, **options: Any) -> None:
        with pytest.raises(error, match=match):
            mg.reach_parts(demand, sites, mg.Airline(), out=tmp_path / "none", **options)

    (tmp_path / "empty").mkdir()
    refused(InputError, "no part", tmp_path / "empty")
    refused(InputError, "no part", [])
    refused(InputError, "no column 'kreis'", people, column="kreis")
    refused(InputError, "'kachel1'", [folder / "kachel1.parquet"] * 2)
    refused(OutputError, "'kachel1.parquet' is there", folder / "kachel1.parquet")
    refused(OptionError, "no name of a file", people.assign(ags_land="../x"))
    (folder / "kachel9.parquet").write_bytes(b"PAR1 half")
    refused(InputError, "kachel9", folder / "kachel9.parquet")
    refused(TableError, "population", [people.drop(columns="population")])
