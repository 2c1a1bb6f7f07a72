"""The same with Dask: a cluster of two processes on this machine that talks to nobody else."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

import mintgeo as mg
from mintgeo._errors import OptionError, WorkerError
from mintgeo._parallel import each, portions
from tests import jobs, own_routers

distributed = pytest.importorskip("distributed", reason="the extra 'dask' is not installed")
pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore::ResourceWarning")]


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Two workers of one thread each, on the loopback, without a dashboard."""
    quiet = {
        "distributed.scheduler.allowed-failures": 0,
        "distributed.worker.daemon": True,
        "temporary-directory": str(tmp_path_factory.mktemp("dask")),
    }
    import dask

    with (
        dask.config.set(quiet),
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None,
            worker_dashboard_address=None, silence_logs=50,
        ) as cluster,
        distributed.Client(cluster) as one,
    ):  # fmt: skip
        yield one


def people() -> Any:
    return mg.population(within="13003")


def sites() -> Any:
    lab = pd.DataFrame({"Name": ["Labor", "Werkstatt"], "PLZ": ["18055", "18107"]})
    return mg.geocode(mg.read_sites(lab))


def test_the_answers_are_the_same(client: Any, tmp_path: Path) -> None:
    lab, way = sites(), mg.Airline(mode="foot")
    whole = mg.reach(people(), lab, way)
    assert_frame_equal(mg.reach(people(), lab, way, executor=client), whole, check_exact=True)
    parts = mg.reach_parts([people()[:40], people()[40:]], lab, way, out=tmp_path, executor=client)
    assert parts["rows"].sum() == len(whole)
    assert len(portions(10_000, client, least=1)) == 2
    whole = mg.matrix(people(), people(), way)
    found = mg.matrix(people(), people(), way, executor=client)
    np.testing.assert_array_equal(found.dense(), whole.dense())


def test_jobs_are_mapped_and_done_by_others(client: Any) -> None:
    found = list(each(jobs.Adding(np.ones(50_000)), range(8), executor=client))
    assert [one[0] for one in found] == [50_000.0 + n for n in range(8)]
    assert {where for _, where, _ in found} == {"mmap"}
    assert os.getpid() not in {where for *_, where in found}


def test_a_killed_worker_loses_nothing(
    client: Any, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    job = jobs.Killing(tmp_path, of=3, times=1, home=os.getpid())
    assert list(each(job, range(8), executor=client)) == [n * n for n in range(8)]
    assert "done again" in caplog.text


def test_what_cannot_be_copied_is_said(client: Any) -> None:
    with pytest.raises(OptionError, match="can't go to another process"):
        mg.reach(people(), sites(), own_routers.Closed(), executor=client)


@pytest.mark.verify
def test_draws_are_the_same_and_who_always_kills_is_named(client: Any, tmp_path: Path) -> None:
    whole = mg.reach(people(), sites(), mg.Airline())
    one, other = (mg.uncertainty(whole, sites(), draws=20, executor=who) for who in (None, client))
    np.testing.assert_array_equal(one.times, other.times)
    job = jobs.Killing(tmp_path, of=0, times=99, home=os.getpid())
    with pytest.raises(WorkerError, match="Part 1 has ended its worker 3 times"):
        list(each(job, range(1), executor=client))
