"""The yearly round on the command line: answers, register, page, decisions, export, what is new."""

import os
import subprocess
import sys
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from shutil import copytree

import pandas as pd
import pytest

from mintgeo.cli import main
from mintgeo.duplicates.decisions import LETTERS, signs
from mintgeo.read.saved import sign_of
from mintgeo.register import Register, likely_same
from tests.conftest import ROOT

HEAD = "Anbieter;Titel;PLZ;Ort;E-Mail;Freigabe\n"
FIRST = (
    "Werkhof Jena;Löten lernen;07743;Jena;a@werkhof-jena.example;ja\n"
    "Imkerei Blume;Im Bienenstock;99423;Weimar;post@blume-weimar.example;nein\n"
    "Sternwarte Ilm;Sterne schauen;98693;Ilmenau;x@sternwarte-ilm.example;ja\n"
)
SECOND = FIRST.replace("Im Bienenstock", "Bienen im Winter").replace(
    "Sternwarte Ilm;Sterne schauen;98693;Ilmenau;x@sternwarte-ilm.example",
    "Sternwarte Ilm;Sterne schauen am Abend;98693;Ilmenau;x@sternwarte-ilm.example",
)


UPDATE = ("register", "update")


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Answers of two years, the register of the first (``r26``), and of both (``r27``)."""
    home = tmp_path_factory.mktemp("kept")
    for year, text in (("2026", FIRST), ("2027", SECOND)):
        (home / year).mkdir()
        (home / year / "antworten.csv").write_text(HEAD + text, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(StringIO()) as said:
        patch.chdir(home)
        assert main([*UPDATE, "r26", "2026", "--date", "2026-05-01"]) == 0
        assert main([*UPDATE, "r26", "2027", "-o", "r27", "--date", "2027-05-01"]) == 0
    (home / "said.txt").write_text(said.getvalue(), encoding="utf-8")
    return home


@pytest.fixture
def here(kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    copytree(kept, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def decided(folder: Path, verdict: str) -> Path:
    """What the page saves when its first pair is decided."""
    found = likely_same(Register.load(folder))
    marks = dict(zip(found.table["id"], signs(found.table), strict=True))
    a, b = found.pairs.loc[0, ["a", "b"]]
    row = {"Eintrag 1": a, "Prüfzeichen 1": marks[a], "Eintrag 2": b, "Prüfzeichen 2": marks[b],
           "Entscheidung": verdict, "Datum": "2027-05-02", "Anmerkung": ""}  # fmt: skip
    file = folder.parent / "entscheidungen.csv"
    pd.DataFrame([row]).to_csv(file, sep=";", index=False)
    return file


def test_the_yearly_round(here: Path) -> None:
    said = Path("said.txt").read_text("utf-8")
    assert "3 Einträge, davon 2 zu veröffentlichen\n3 neu\n" in said
    assert "5 Einträge, davon 3 zu veröffentlichen\n2 neu\n" in said
    assert "1 Paar ist vielleicht dasselbe: mintgeo register review r27" in said
    assert [len(Register.load(one).rounds) for one in ("r26", "r27")] == [1, 2]
    assert main(["register", "review", "r27", "-o", "doppelte.html"]) == 0
    assert "Sterne schauen am Abend" in Path("doppelte.html").read_text("utf-8")


def test_decisions_are_carried_out_without_a_round(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = str(decided(here / "r27", "dasselbe"))
    assert main([*UPDATE, "r27", "--decisions", file, "--date", "2027-05-02"]) == 0
    said = capsys.readouterr().out
    assert "1 zusammengeführt" in said
    assert "vielleicht" not in said
    assert main([*UPDATE, "r27", "--decisions", file, "--date", "2027-05-03"]) == 0
    assert capsys.readouterr().out.splitlines()[1:] == ["Nichts hat sich geändert."]


def test_what_is_different_is_not_asked_again(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = decided(here / "r27", "verschieden")
    mark = sign_of("niemand", LETTERS)
    other = f"m-zzzzzz;{mark};m-yyyyyy;{mark};dasselbe;2027-05-02;\n"
    file.write_text(file.read_text("utf-8") + other, encoding="utf-8")
    main([*UPDATE, "r27", "--decisions", str(file), "--date", "2027-05-02"])
    said = capsys.readouterr().out
    assert "vielleicht" not in said
    assert "1 Entscheidung passt zu keinem Eintrag, wie er jetzt ist:\n" in said
    assert "\n  m-zzzzzz / m-yyyyyy: dasselbe, 02.05.2027\n" in said


def test_public_by_default(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, more in (("o.csv", []), ("a.csv", ["--all"])):
        assert main(["register", "export", "r27", "-o", name, *more]) == 0
    assert "Bienen" not in Path("o.csv").read_text("utf-8-sig")
    assert "Bienen" in Path("a.csv").read_text("utf-8-sig")
    assert Path("a.csv").stat().st_mode & 0o077 == 0
    capsys.readouterr()
    assert main(["register", "diff", "r26", "r27"]) == 0
    said = capsys.readouterr().out
    assert "Bienen" not in said
    assert "„Sterne schauen am Abend“ (Sternwarte Ilm, Ilmenau)" in said
    assert main(["--lang", "en", "register", "diff", "r26", "r27", "--all", "-o", "neu.txt"]) == 0
    assert "Bienen im Winter" in Path("neu.txt").read_text("utf-8")
    assert Path("neu.txt").stat().st_mode & 0o077 == 0


def test_nothing_is_lost(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Another register in the way, files that can't be read, lists in a register of offers."""
    before = Path("r27/register.json").read_bytes()
    round_ = [*UPDATE, "r26", "2027", "--date", "2027-05-01"]
    Path("2027/kaputt.xlsx").write_bytes(b"PK\x03\x04kaputt")
    assert main([*round_, "-o", "r27"]) == 2
    assert "steht schon ein Register" in capsys.readouterr().err
    assert Path("r27/register.json").read_bytes() == before
    assert main([*round_, "--complete"]) == 2
    assert "(kaputt.xlsx)" in capsys.readouterr().err
    assert len(Register.load("r26").rounds) == 1
    assert main([*round_, "--sites"]) == 2


def test_lists_of_places_have_a_register_too(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("listen").mkdir()
    sites = "Name;PLZ;Ort\nLabor;18055;Rostock\nClub;18057;Rostock\n"
    Path("listen/orte.csv").write_text(sites, encoding="utf-8")
    assert main([*UPDATE, "orte", "listen", "--sites", "--date", "2026-05-01"]) == 0
    assert main([*UPDATE, "orte", "listen", "--date", "2027-05-01"]) == 0
    assert "Nichts hat sich geändert." in capsys.readouterr().out


@pytest.mark.verify
def test_two_commands_at_once(here: Path) -> None:
    """Whoever comes later is told, or finds the other's round; no round is lost silently."""
    command = [sys.executable, "-m", "mintgeo", *UPDATE, "r26", "2027", "--date", "2027-05-01"]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    both = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=env)
            for _ in range(2)]  # fmt: skip
    said = [one.communicate()[1] for one in both]
    good = sum(one.returncode == 0 for one in both)
    assert good >= 1
    assert len(Register.load("r26").rounds) == 1 + good
    for one, text in zip(both, said, strict=True):
        assert one.returncode == 0 or "geändert, seit" in text or "anderer Prozess" in text
