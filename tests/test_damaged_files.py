"""Damaged files of every kind end in a result or in one of our errors, and take little memory."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MOST_BYTES = 1_000_000_000


def read_damaged(count: int, limit_s: int) -> None:
    """In a process of its own, with a limit of memory and time; what came is printed by kind."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "tests.damaged", str(count), str(limit_s)],
        cwd=ROOT, capture_output=True, text=True, timeout=20 * limit_s, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    report = json.loads(done.stdout)
    for name, became in report["found"].items():
        print(f"{name:18} {became}")
    print(f"{count} files, {report['all']} faults, {report['peak'] / 1e6:.0f} MB at most")
    assert not report["all"], "\n\n".join(f"{name}\n{where}" for name, where in report["faults"])
    assert sum(sum(became.values()) for became in report["found"].values()) == count
    assert len(report["found"]) >= 19
    assert all(became.get("error", 0) for became in report["found"].values())
    assert report["peak"] < MOST_BYTES


@pytest.mark.slow
def test_two_thousand_damaged_files() -> None:
    pytest.importorskip("osmium")
    read_damaged(2_090, 300)


@pytest.mark.verify
def test_twenty_thousand_damaged_files() -> None:
    pytest.importorskip("osmium")
    read_damaged(20_900, 3_000)
