"""A second process that does one job: the same result or error as here, and never an orphan."""

import os
import pickle
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

import mintgeo as mg
from mintgeo._parallel import nobody
from mintgeo._parallel.helper import helper
from tests.conftest import ROOT


def test_a_job_is_done_by_another_process() -> None:
    with helper(True, ["json", "no_such_module"]) as by:
        assert by(os.getpid)() != os.getpid()


def test_an_error_is_raised_where_the_result_is_waited_for() -> None:
    with helper(True, []) as by, pytest.raises(ValueError, match="invalid literal"):
        by(partial(eval, "int('a')"))()


def test_what_a_dead_process_had_is_done_here() -> None:
    job = f"__import__('os').getpid() == {os.getpid()} or __import__('os')._exit(7)"
    with helper(True, []) as by:
        assert by(partial(eval, job))() is True


def test_files_of_the_working_folder_are_no_modules(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    for name in ("pickle", "signal", "mintgeo"):
        (tmp_path / f"{name}.py").write_text('print("not ours")', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    with helper(True, []) as by:
        assert by(os.getpid)() != os.getpid()
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("told", [b"not ours", b"\x80\x05\x95"])
def test_what_cannot_be_understood_is_done_here(
    told: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = f"import sys; sys.stdout.buffer.write({told!r})"
    monkeypatch.setattr(sys.modules[helper.__module__], "_START", start)
    with helper(True, []) as by:
        assert by(partial(int, "4"))() == 4


def test_a_run_travels_as_it_is(small_run: mg.Run) -> None:
    there = pickle.loads(pickle.dumps(small_run))  # noqa: S301
    assert there.describe() == small_run.describe()
    for name, table in small_run.tables.items():
        assert type(there.tables[name]) is type(table)
        assert there.tables[name].equals(table)
        assert there.tables[name].attrs == table.attrs


def test_nobody_helps_where_it_is_not_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    with helper(False, []) as by:
        assert by is nobody
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    with helper(True, []) as by:
        assert by is nobody
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    monkeypatch.setattr(sys, "executable", str(Path(__file__).with_name("nothing")))
    with helper(True, []) as by:
        assert by(partial(int, "4"))() == 4


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="processes are looked up in /proc")
def test_it_ends_with_the_process_that_started_it() -> None:
    """Which is gone without a word, before it had handed over anything."""
    done = subprocess.run(
        [sys.executable, "-c", _GONE], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert done.returncode == 9, done.stderr
    until = time.monotonic() + 20
    while Path("/proc", done.stdout.strip()).exists() and time.monotonic() < until:
        time.sleep(0.05)
    assert not Path("/proc", done.stdout.strip()).exists()


_GONE = """
import os
from mintgeo._parallel.helper import helper
with helper(True, []) as by:
    print(by.args[0].pid, flush=True)
    os._exit(9)
"""
