"""A study that is run again: taken over if nothing that decides it changed, or else computed."""

from collections.abc import Callable
from pathlib import Path

import pytest

import mintgeo as mg
from mintgeo.chapters import Chapter, with_chapters
from mintgeo.cli import main
from mintgeo.study import again, load_study
from tests import kleinland

_STUDY = """[study]
name = "wismar"
title = "Wismar und sein Umland"
as_of = 2026-11-26
[inputs]
sites = "lernorte.csv"
[router]
modes = ["car"]
[coverage]
within = "{within}"
[outputs]
folder = "out"
"""


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MINTGEO_CACHE", str(tmp_path / "cache"))
    (tmp_path / "lernorte.csv").write_text("Name;PLZ;Ort\nWerft;23966;Wismar\n", encoding="utf-8")
    file = tmp_path / "wismar.toml"
    file.write_text(_STUDY.format(within="13074"), encoding="utf-8")
    return file


def _key(study: Path) -> str | None:
    return again.key_of(load_study(study))


def _more_in_the_list(study: Path) -> None:
    with (study.parent / "lernorte.csv").open("a", encoding="utf-8") as file:
        file.write("Sternwarte;23936;Grevesmühlen\n")


def _another_option(study: Path) -> None:
    study.write_text(_STUDY.format(within="13074").replace('"car"', '"bike"'), encoding="utf-8")


def test_outputs_say_nothing_of_what_is_computed(study: Path) -> None:
    before = _key(study)
    text = study.read_text(encoding="utf-8") + 'lang = "en"\npublic = true\n# gesagt\n'
    study.write_text(text, encoding="utf-8")
    assert before is not None
    assert _key(study) == before


def test_the_program_is_read_once_as_long_as_its_files_stay_what_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.py", "b.po", "c.pyc", "study/again.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name, encoding="utf-8")
    read: list[str] = []

    def noting(file: Path) -> str:
        read.append(file.name)
        return file.read_text(encoding="utf-8")

    monkeypatch.setattr(again, "__file__", str(tmp_path / "study" / "again.py"))
    monkeypatch.setattr(again, "file_hash", noting)
    first = again.program()
    assert again.program() == first
    assert read == ["a.py", "b.po", "again.py"]
    (tmp_path / "b.po").write_text("other", encoding="utf-8")
    assert again.program() != first


@pytest.mark.parametrize("change", [_more_in_the_list, _another_option])
def test_whatever_decides_a_result_makes_another_key(
    study: Path, change: Callable[[Path], None]
) -> None:
    before = _key(study)
    change(study)
    assert _key(study) not in (None, before)


def test_another_program_makes_another_key(study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = _key(study)
    monkeypatch.setattr(again, "versions", lambda: {"mintgeo": "99"})
    assert _key(study) != before


def test_a_chapter_of_somebody_else_has_no_key(study: Path) -> None:
    with with_chapters(Chapter(name="fremd")):
        assert _key(study) is None
    assert _key(study) is not None


def test_a_run_is_taken_only_as_it_was_left(study: Path, tmp_path: Path) -> None:
    key, home = _key(study), tmp_path / "out"
    assert again.taken(key, home) is None
    run = kleinland.run()
    run.save(home)
    assert again.taken(key, home) is None
    again.remember(key, home)
    found = again.taken(key, home)
    assert found is not None
    assert found.describe() == mg.Run.load(home).describe()
    assert again.taken("0" * 64, home) is None
    table = min((home / "tables").iterdir())
    content = bytearray(table.read_bytes())
    content[len(content) // 2] ^= 1
    table.write_bytes(bytes(content))
    assert again.taken(key, home) is None


def test_what_is_kept_is_of_the_user_alone_and_tells_nothing(study: Path, tmp_path: Path) -> None:
    kleinland.run().save(tmp_path / "out")
    again.remember(_key(study), tmp_path / "out")
    (kept,) = (tmp_path / "cache" / "studies").iterdir()
    assert kept.parent.stat().st_mode & 0o777 == 0o700
    assert kept.stat().st_mode & 0o777 == 0o600
    assert len(kept.read_text(encoding="ascii")) == 64


@pytest.mark.slow
def test_the_second_report_has_the_bytes_of_the_first(
    study: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    calls: list[object] = []
    run = mg.study.run
    monkeypatch.setattr(
        mg.study, "run", lambda plan, **how: (calls.append(plan), run(plan, **how))[1]
    )
    seen = []
    for options, computed, said in (([], 1, False), ([], 1, True), (["--fresh"], 2, False)):
        assert main(["report", str(study), *options]) == 0
        assert len(calls) == computed
        assert ("unverändert" in capsys.readouterr().out) == said
        out = study.parent / "out"
        seen.append({one: one.read_bytes() for one in out.rglob("*") if one.is_file()})
    assert seen[0] == seen[1] == seen[2]
