"""What the terminal shows: on any console, in no colour but its own, and never a traceback."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from mintgeo.cli import main
from tests.conftest import ROOT

NAME = "\x1b[31mLabor\x07 \x9b2J \u202eexe.txt Přehled 実験 –"


def listed(folder: Path) -> Path:
    """A list whose file and rows have names that command a terminal; its last row is a footnote."""
    path = folder / "a.csv"
    lines = ["Name;PLZ;Ort", "A;17033;Neubrandenburg", f"{NAME};99999;{NAME}", "", f"Stand: {NAME}"]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.mark.slow
@pytest.mark.parametrize("encoding", ["cp1252", "ascii:strict"])
def test_console_that_lacks_letters(tmp_path: Path, encoding: str) -> None:
    goal = tmp_path / "Přehled \x1b[31m.csv"
    done = subprocess.run(
        [sys.executable, "-m", "mintgeo", "geocode", listed(tmp_path), "--sites", "-o", goal],
        capture_output=True, check=False, cwd=tmp_path,
        env={**os.environ, "PYTHONIOENCODING": encoding, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert goal.exists()
    assert b"Traceback" not in done.stderr
    said = done.stdout.decode(encoding.partition(":")[0])
    assert "Liste: 2 Zeilen" in said
    assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(said)


@pytest.mark.parametrize(
    "arguments",
    [
        ["geocode", "\x1b[31m.csv", "-o", "x.csv"],
        ["report", "\x1b]0;Titel\x07.toml"],
        ["geocode", "a.csv", "-o", "x.csv", "--column", "\x1b[2J"],
        ["compare", "\x1b[31mA", "B"],
        ["\x1b[31m"],
    ],
)
def test_faults_command_no_terminal(
    arguments: list[str], capfd: pytest.CaptureFixture[str]
) -> None:
    try:
        code = main(arguments)
    except SystemExit as end:
        code = int(str(end.code))
    said = "".join(capfd.readouterr())
    assert code == 2
    assert said
    assert not {"\x1b", "\x07"} & set(said)
