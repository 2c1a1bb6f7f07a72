"""Whoever is killed while writing leaves the old result or the new one: see ``killing``."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="can't fork")


def check(kind: str, folder: Path, count: int, seed: int) -> None:
    command = ["-W", "ignore::DeprecationWarning", "-m", "tests.killing", kind, str(folder)]
    done = subprocess.run(
        [sys.executable, *command, str(count), str(seed)],
        capture_output=True, text=True, check=False, cwd=ROOT,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    found = json.loads(done.stdout.splitlines()[-1])
    print(f"{kind}: {found}")
    assert found["killed"] == count
    assert found.get("reader finds alt", 0) + found.get("reader finds neu", 0) == count


@pytest.mark.parametrize(("kind", "count"), [
    ("save", 10), ("geocode", 5), ("register", 6), ("survey", 4),
    pytest.param("report", 5, marks=pytest.mark.slow),
])  # fmt: skip
def test_twenty_kills(tmp_path: Path, kind: str, count: int) -> None:
    check(kind, tmp_path, count, seed=2026)


@pytest.mark.verify
@pytest.mark.parametrize(
    ("kind", "count"),
    [
        ("save", 50),
        ("geocode", 25),
        ("register", 50),
        ("survey", 50),
        ("export", 40),
        ("page", 40),
        ("report", 25),
    ],
)
def test_a_hundred_kills(
    tmp_path: Path, kind: str, count: int, capsys: pytest.CaptureFixture[str]
) -> None:
    with capsys.disabled():
        check(kind, tmp_path, count, seed=1)
