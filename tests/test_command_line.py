"""The command line in two languages, on poor consoles, and with nobody listening."""

import contextlib
import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from mintgeo.cli import commands, main
from mintgeo.language import language
from mintgeo.sources import SOURCES
from tests.conftest import ROOT

LIST = "PLZ;Ort;Anzahl\n17033;Neubrandenburg;3\n99999;Nirgendwo;1\n"
ENGLISH = {"the", "is", "not", "usage", "error", "argument", "arguments", "required", "options"}


def ran(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    try:
        code = main(arguments)
    except SystemExit as end:
        code = int(str(end.code))
    return code, "".join(capsys.readouterr())


FAULTS = [
    [],
    ["nonsense"],
    ["geocode"],
    ["geocode", "x.csv"],
    ["geocode", "x.csv", "-o", "y.csv"],
    ["geocode", "x.csv", "-o", "y.doc"],
    ["geocode", "x.csv", "-o", "y.csv", "--column", "=place"],
    ["geocode", "x.csv", "-o"],
    ["geocode", "x.csv", "-o", "y.csv", "--nix"],
    ["geocode", "a.csv", "-o", "y.csv", "--sheet", "Mai"],
    ["geocode", "a.csv", "-o", "y.csv", "--column", "Orrt=place"],
    ["geocode", "a.csv", "-o", "y.csv", "--column", "Ort=plaze"],
    ["geocode", "a.csv", "-o", "y.csv", "--sites"],
    ["geocode", "a.csv", "a.csv", "-o", "y.csv"],
    ["geocode", "a.csv", "-o", "a.csv"],
    ["compare", "x", "y"],
    ["report", "x.toml"],
    ["report", "s.toml"],
    ["data", "fetch", "nix"],
    ["register"],
    ["register", "update", "r"],
    ["register", "update", "r", "a.csv", "--date", "gestern"],
    ["register", "update", "r", "--decisions", "a.csv"],
    ["register", "export", "nix", "-o", "x.csv"],
    ["register", "review", "nix", "-o", "x.html"],
    ["register", "diff", "nix", "nix"],
]


@pytest.mark.parametrize("arguments", FAULTS, ids=" ".join)
def test_faults_are_said_in_the_language_asked_for(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.csv").write_text(LIST, encoding="utf-8")
    (tmp_path / "s.toml").write_text("[inputs]\nsites = 3\nnix = 1\n", encoding="utf-8")
    code, german = ran(arguments, capsys)
    assert code == 2
    words = set(german.replace(":", " ").replace("'", " ").lower().split())
    assert not words & ENGLISH
    code, english = ran(["--lang", "en", *arguments], capsys)
    assert code == 2
    assert english != german
    assert not {"Aufruf", "Fehler", "nicht", "und"} & set(english.replace(":", " ").split())


def test_help_in_both_languages_and_any_width(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    for width in ("10", "200"):
        monkeypatch.setenv("COLUMNS", width)
        for verb in (
            [],
            ["geocode"],
            ["report"],
            ["compare"],
            ["data"],
            ["data", "fetch"],
            ["register", "update"],
        ):
            code, german = ran([*verb, "--help"], capsys)
            assert code == 0
            assert german.startswith("Aufruf: mintgeo")
            assert "\x1b" not in german
            code, english = ran([*verb, "--lang=en", "--help"], capsys)
            assert english.startswith("usage: mintgeo")
    code, version = ran(["--version"], capsys)
    assert (code, version.split()[0]) == (0, "mintgeo")


def test_language_of_the_study_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "s.toml"
    file.write_text('[outputs]\nfolder = "o"\nlang = "en"\n[inputs]\nsites = 1\n', encoding="utf-8")
    assert "should be" in ran(["report", str(file)], capsys)[1]
    assert "soll sein" in ran(["report", str(file), "--lang", "de"], capsys)[1]


def test_official_files_in_both_languages(capsys: pytest.CaptureFixture[str]) -> None:
    assert "gelesen mit" in ran(["data", "list"], capsys)[1]
    assert "gelesen mit" not in ran(["data", "list", "--lang", "en"], capsys)[1]
    told = {text for one in SOURCES.values() for text in (one.title, one.vintage)}
    assert {one for one in told if not one.startswith("OpenStreetMap")} == set(commands.OF_SOURCES)
    assert all(language("en")(one) != one for one in commands.OF_SOURCES)


def test_nobody_listens(monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that is started without streams, or whose reader has gone, ends quietly."""
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    assert main(["data", "list"]) == 0
    assert main(["geocode", "nirgendwo.csv", "-o", "x.csv"]) == 2


class _Full(io.StringIO):
    def write(self, _: str) -> int:
        raise OSError(28, "No space left on device")


def test_full_disk_behind_the_stream(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdout", _Full())
    assert main(["data", "list"]) == 2
    assert "Datenträger ist voll" in capsys.readouterr().err


class _Gone(io.StringIO):
    def write(self, _: str) -> int:
        raise BrokenPipeError(32, "Broken pipe")


def test_reader_has_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", _Gone())
    with contextlib.suppress(SystemExit):
        assert main(["data", "list"]) == 0
        assert main(["--help"]) == 0


@pytest.mark.slow
@pytest.mark.parametrize("encoding", ["latin-1", "ascii", "cp850"])
def test_pipe_that_closes_and_poor_letters(encoding: str) -> None:
    env = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONPATH": str(ROOT), "NO_COLOR": "1"}
    with subprocess.Popen(
        [sys.executable, "-m", "mintgeo", "data", "list"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0
