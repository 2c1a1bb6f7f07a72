"""Runs are whole, and nothing of the user's is lost: what is checked, refused and removed."""

import errno
import json
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread
from typing import Any

import geopandas as gpd
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import mintgeo as mg
from mintgeo import _run_files
from mintgeo._errors import InputError, MintgeoError, OutputError
from mintgeo._outputs import MANIFEST, WORK, Staging, writing
from mintgeo._outputs.lock import locked
from mintgeo.cli import main
from mintgeo.report import write_change
from tests import kleinland
from tests.test_compare import saved_run

ROOT = Path(__file__).parents[1]


def small(title: str = "eins", tables: str = "ab", **more: Any) -> mg.Run:
    made: dict[str, pd.DataFrame] = {
        one: pd.DataFrame({"x": range(9), "mark": title}) for one in tables
    }
    return mg.Run(
        name="x", title=title, as_of="2026-01-01",
        tables={**made, "kreise": kleinland.regions()}, parameters={}, inputs={}, vintages=(),
        attributions=(), **more,
    )  # fmt: skip


def names(folder: Path) -> set[str]:
    return {f.relative_to(folder).as_posix() for f in folder.rglob("*") if f.is_file()}


def of_first_format(folder: Path, run: mg.Run) -> Path:
    """The folder as mintgeo wrote it before there were manifests."""
    run.save(folder)
    (folder / MANIFEST).unlink()
    about = json.loads((folder / "run.json").read_text("utf-8"))
    for entry in about["tables"].values():
        del entry["sha256"]
    text = json.dumps({**about, "format": 1}, ensure_ascii=False, indent=2)
    (folder / "run.json").write_text(text, "utf-8")
    return folder


# What an older run left, and what is the user's


def test_a_smaller_run_takes_the_rest_of_the_older_one_away(tmp_path: Path) -> None:
    small(tables="abcd").save(tmp_path)
    (tmp_path / "tables" / "umfrage.parquet").write_bytes(b"mine")
    (tmp_path / "notiz.txt").write_text("mine")
    small("zwei", tables="a").save(tmp_path)
    assert names(tmp_path) == {
        "run.json", MANIFEST, "tables/a.parquet", "tables/kreise.parquet",
        "tables/umfrage.parquet", "notiz.txt",
    }  # fmt: skip
    assert mg.Run.load(tmp_path).title == "zwei"


@pytest.mark.parametrize("same", [True, False])
def test_other_outputs_stay_only_with_the_same_run(tmp_path: Path, *, same: bool) -> None:
    run = small()
    run.save(tmp_path)
    with writing(tmp_path, parts={"report"}) as new:
        (new.folder / "report.html").write_text("Bericht")
        (new.folder / "figures").mkdir()
        (new.folder / "figures" / "karte.png").write_bytes(b"Karte")
    (run if same else small("zwei")).save(tmp_path)
    assert (tmp_path / "report.html").exists() == same
    assert (tmp_path / "figures").exists() == same


def test_what_was_changed_since_is_not_removed(tmp_path: Path) -> None:
    small(tables="ab").save(tmp_path)
    (tmp_path / "tables" / "b.parquet").write_bytes(b"changed by hand")
    small("zwei", tables="a").save(tmp_path)
    assert (tmp_path / "tables" / "b.parquet").read_bytes() == b"changed by hand"


def test_a_folder_to_publish_loses_what_the_new_run_lacks(tmp_path: Path) -> None:
    with writing(tmp_path, parts={"run", "report"}) as new:
        small().prepare(new)
        (new.folder / "public").mkdir()
        (new.folder / "public" / "report.html").write_text("alt")
        small("eins, öffentlich").prepare(new, below="public")
    assert mg.Run.load(tmp_path / "public").title == "eins, öffentlich"
    (tmp_path / "public" / "impressum.html").write_text("mine")
    with writing(tmp_path, parts={"run", "report"}) as new:
        small("zwei").prepare(new)
    assert names(tmp_path / "public") == {"impressum.html"}


def test_all_files_in_the_way_are_named_at_once(tmp_path: Path) -> None:
    small().save(tmp_path)
    before = {name: (tmp_path / name).read_bytes() for name in names(tmp_path)}
    (tmp_path / "tables" / "c.parquet").write_bytes(b"foreign")
    (tmp_path / "tables" / "d.parquet").mkdir()
    (tmp_path / "tables" / "a.parquet").write_bytes(b"changed")
    with pytest.raises(OutputError) as error:
        small("zwei", tables="abcd").save(tmp_path)
    for words in ("c.parquet (not written", "d.parquet (a folder", "a.parquet (changed since"):
        assert words in str(error.value)
    assert "b.parquet" not in str(error.value)
    assert (tmp_path / "run.json").read_bytes() == before["run.json"]
    (tmp_path / "tables" / "d.parquet").rmdir()
    small("zwei", tables="abcd").save(tmp_path, force=True)
    assert mg.Run.load(tmp_path).title == "zwei"


def test_links_are_not_followed_out_of_the_folder(tmp_path: Path) -> None:
    other = tmp_path / "anderswo"
    other.mkdir()
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "tables").symlink_to(other)
    for force in (False, True):
        with pytest.raises(OutputError, match="'tables' is no folder of its own"):
            small().save(tmp_path / "out", force=force)
    assert not list(other.iterdir())
    (tmp_path / "link").symlink_to(tmp_path / "real", target_is_directory=True)
    assert mg.Run.load(small().save(tmp_path / "link")).title == "eins"
    assert (tmp_path / "real" / "run.json").exists()


@pytest.mark.parametrize("name", ["../../mine.txt", "/etc/mine.txt", "a/../../mine.txt", "C:mine"])
def test_a_manifest_that_names_files_elsewhere_is_none(tmp_path: Path, name: str) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    home = tmp_path / "a" / "b"
    small().save(home)
    text = json.loads((home / MANIFEST).read_text("utf-8"))
    text["files"][name] = next(iter(text["files"].values()))
    (home / MANIFEST).write_text(json.dumps(text))
    with pytest.raises(OutputError, match="not written by mintgeo"):
        small("zwei").save(home)
    assert (tmp_path / "mine.txt").read_text() == "mine"


@pytest.mark.parametrize("link", ["same", "symlink", "hardlink", "link_in_study"])
def test_an_input_is_never_overwritten(
    tmp_path: Path, link: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is computed: the study would fail at a list without any row."""
    kept = tmp_path / "liste.csv"
    kept.write_text("Name;PLZ\n", "utf-8")
    out = tmp_path / "map.html"
    given = "liste.csv"
    if link == "same":
        kept.rename(out)
        kept, given = out, "map.html"
    elif link == "symlink":
        out.symlink_to(kept)
    elif link == "hardlink":
        out.hardlink_to(kept)
    else:
        kept.rename(out)
        kept.symlink_to(out)
    (tmp_path / "notes.md").write_text("mine")
    (tmp_path / "run.json").write_text("{}")
    study = tmp_path / "s.toml"
    study.write_text(
        '[study]\nname="t"\ntitle="T"\nas_of=2026-11-23\n[inputs]\n'
        f'sites="{given}"\n[outputs]\nfolder="."\n',
        "utf-8",
    )
    before = names(tmp_path)
    for options in ([], ["--force"]):
        assert main(["report", str(study), *options]) == 2
        said = capsys.readouterr().err
        assert "map.html (eine Eingabe)" in said
        assert ("run.json (nicht von mintgeo geschrieben)" in said) == (not options)
    assert kept.read_text("utf-8") == "Name;PLZ\n"
    assert names(tmp_path) == before


def test_an_input_is_known_by_its_content_too(tmp_path: Path) -> None:
    out = tmp_path / "tables"
    out.mkdir()
    (out / "a.parquet").write_bytes(b"the list")
    sha = _run_files.file_hash(out / "a.parquet")
    run = mg.Run(**{**vars(small()), "inputs": {"sites": {"file": "x", "sha256": sha, "rows": 1}}})
    with pytest.raises(OutputError, match=r"a\.parquet \(an input\)"):
        run.save(tmp_path, force=True)


# Errors on the way leave everything as it was


@pytest.mark.parametrize(
    "fault", [OSError(errno.ENOSPC, "No space left on device"), InputError("bad"), KeyError("x")]
)
def test_an_error_on_the_way_changes_nothing(tmp_path: Path, fault: Exception) -> None:
    small().save(tmp_path / "out")
    before = {name: (tmp_path / "out" / name).read_bytes() for name in names(tmp_path / "out")}
    wanted = OutputError if isinstance(fault, OSError) else type(fault)

    def fail(folder: str) -> None:
        with writing(tmp_path / folder, parts={"run"}) as new:
            small("zwei").prepare(new)
            raise fault

    with pytest.raises(wanted):
        fail("out")
    assert {name: (tmp_path / "out" / name).read_bytes() for name in before} == before
    assert names(tmp_path / "out") == set(before)
    with pytest.raises(wanted):
        fail("deep/new")
    assert not (tmp_path / "deep").exists()


LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]),) * 2)
import mintgeo as mg, pandas as pd
from mintgeo._errors import OutputError
run = mg.Run(name="x", title="zwei", as_of="2026-01-01", parameters={}, inputs={}, vintages=(),
    attributions=(), tables={"a": pd.DataFrame({"x": range(50_000)})})
try:
    run.save(sys.argv[1])
except OutputError as error:
    print(error)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="knows no such limit")
@pytest.mark.slow
def test_a_full_disk_leaves_the_old_run(tmp_path: Path) -> None:
    small().save(tmp_path)
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(tmp_path), "20000"],
        capture_output=True, text=True, check=True, cwd=ROOT,
    )  # fmt: skip
    assert "could not be written" in done.stdout
    assert mg.Run.load(tmp_path).title == "eins"
    assert not (tmp_path / WORK).exists()


def test_a_folder_that_cannot_be_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("mine")
    for folder in ("/proc/nope", tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(OutputError, match=r"could not be written|is a file"):
            small().save(folder)
    assert (tmp_path / "file").read_text() == "mine"


@pytest.mark.slow
def test_two_writers(tmp_path: Path) -> None:
    small().save(tmp_path)
    with locked(tmp_path):
        command = f"from tests.test_whole_runs import small; small('zwei').save({str(tmp_path)!r})"
        done = subprocess.run(
            [sys.executable, "-c", command], capture_output=True, text=True, check=False, cwd=ROOT
        )
    assert "Another process is writing into" in done.stderr
    assert mg.Run.load(tmp_path).title == "eins"
    small("zwei").save(tmp_path)
    assert mg.Run.load(tmp_path).title == "zwei"


@pytest.mark.slow
def test_a_reader_beside_a_writer(tmp_path: Path) -> None:
    """Two runs take turns in a folder, as fast as they can; every reading is one of them."""
    runs = [small(title, tables="abcdef") for title in ("eins", "zwei")]
    runs[0].save(tmp_path)
    done = Event()

    def write() -> None:
        while not done.is_set():
            for run in runs:
                run.save(tmp_path)

    writer = Thread(target=write)
    writer.start()
    try:
        for _ in range(60):
            found = mg.Run.load(tmp_path)
            assert {found.tables[one]["mark"].unique().item() for one in "abcdef"} == {found.title}
    finally:
        done.set()
        writer.join()


def test_a_reader_whom_two_writers_overtake(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second gives ``run.json`` its former bytes, number and date: they tell no writer."""
    small("eins").save(tmp_path)
    os.link(tmp_path / "run.json", tmp_path / "former")
    read_table = _run_files._table
    read = 0

    def overtaken(*args: Any, **options: Any) -> pd.DataFrame:
        nonlocal read
        read += 1
        if read > 1:
            return read_table(*args, **options)
        small("zwei").save(tmp_path)
        with pytest.raises(InputError, match="of another run") as caught:
            read_table(*args, **options)
        small("eins").save(tmp_path)
        (tmp_path / "former").replace(tmp_path / "run.json")
        raise caught.value

    monkeypatch.setattr(_run_files, "_table", overtaken)
    assert mg.Run.load(tmp_path).title == "eins"


def test_a_hidden_folder_of_somebody_else(tmp_path: Path) -> None:
    (tmp_path / WORK).mkdir()
    (tmp_path / WORK / "tagebuch.txt").write_text("mine")
    with pytest.raises(OutputError, match="is not mintgeo's"):
        small().save(tmp_path)
    assert (tmp_path / WORK / "tagebuch.txt").read_text() == "mine"


def test_what_the_user_changed_after_a_kill_is_not_overwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A writer dies after the step that counts; then somebody works on a file of the old run."""
    small().save(tmp_path)
    monkeypatch.setattr("mintgeo._outputs.finish", stop_once_ready)
    with pytest.raises(ZeroDivisionError):
        small("zwei").save(tmp_path)
    monkeypatch.undo()
    assert mg.Run.load(tmp_path).title == "zwei"
    (tmp_path / "tables" / "a.parquet").write_bytes(b"mine now")
    with pytest.raises(OutputError, match=r"a\.parquet \(changed since"):
        small("drei").save(tmp_path)
    assert (tmp_path / "tables" / "a.parquet").read_bytes() == b"mine now"


def stop_once_ready(work: Path, standing: object) -> None:
    if (work / "ready").exists():
        raise ZeroDivisionError


# Runs of the first format


def test_a_run_of_the_first_format_is_read_and_replaced(tmp_path: Path) -> None:
    home = of_first_format(tmp_path / "out", small(tables="abc"))
    for name in ("report.html", "report.pdf", "tables/eigene.parquet", "mein.html"):
        (home / name).write_text("alt")
    assert mg.Run.load(home).title == "eins"
    with writing(home, parts={"run", "report"}, wanted=["report.html"]) as new:
        small("zwei", tables="a").prepare(new)
        (new.folder / "report.html").write_text("neu")
    assert (home / "report.html").read_text() == "neu"
    assert names(home / "tables") == {"a.parquet", "kreise.parquet", "eigene.parquet"}
    assert {"report.pdf", "mein.html"} <= names(home)
    assert mg.Run.load(home).title == "zwei"


@pytest.mark.slow
def test_comparing_into_a_folder_leaves_its_run(tmp_path: Path) -> None:
    old, new = saved_run(tmp_path, 2025, "s1"), saved_run(tmp_path, 2026, "s1", "s2")
    of_first_format(new, mg.Run.load(new))
    before = (new / "run.json").read_bytes()
    for _ in range(2):
        write_change(mg.Run.load(old), mg.Run.load(new), new)
    assert (new / "run.json").read_bytes() == before
    assert len(mg.Run.load(new).tables) == 3
    (new / "vergleich.html").write_text("mine")
    with pytest.raises(OutputError, match=r"vergleich\.html"):
        write_change(mg.Run.load(old), mg.Run.load(new), new)


# Modes


@pytest.mark.skipif(sys.platform == "win32", reason="has no such modes")
@pytest.mark.parametrize("mask", [0o000, 0o022, 0o077])
def test_only_the_user_reads_a_full_run(tmp_path: Path, mask: int) -> None:
    before = os.umask(mask)
    try:
        with writing(tmp_path / "out", parts={"run"}) as new:
            small().prepare(new)
            (new.folder / "public").mkdir()
            small().prepare(new, below="public")
    finally:
        os.umask(before)
    home = tmp_path / "out"
    for path in (home, *home.rglob("*")):
        hidden = 0o700 if path.is_dir() else 0o600
        plain = (0o777 if path.is_dir() else 0o666) & ~mask
        public = path != home and path.relative_to(home).parts[0] == "public"
        assert path.stat().st_mode & 0o777 == (plain if public else hidden), path


# Lists


@pytest.mark.slow
def test_geocode_keeps_what_it_did_not_write(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MINTGEO_CACHE", str(tmp_path / "cache"))
    given, out = tmp_path / "l.csv", tmp_path / "o.csv"
    given.write_text("PLZ;Ort\n18055;Rostock\n", "utf-8")
    (tmp_path / "link.csv").hardlink_to(given)
    for name in ("l.csv", "link.csv"):
        assert main(["geocode", str(given), "-o", str(tmp_path / name), "--force"]) == 2
        assert "ist eine Eingabe" in capsys.readouterr().err
    assert given.read_text("utf-8") == "PLZ;Ort\n18055;Rostock\n"
    out.write_text("mine")
    assert main(["geocode", str(given), "-o", str(out)]) == 2
    assert "nicht geschrieben" in capsys.readouterr().err
    assert out.read_text() == "mine"
    assert main(["geocode", str(given), "-o", str(out), "--force"]) == 0
    assert main(["geocode", str(given), "-o", str(out)]) == 0
    assert out.stat().st_mode & 0o777 == 0o600 or sys.platform == "win32"
    out.write_text(out.read_text("utf-8-sig").replace("Rostock", "von Hand"), "utf-8")
    assert main(["geocode", str(given), "-o", str(out)]) == 2
    placed = mg.lists.geocode_list(given)
    with pytest.raises(OutputError, match="is an input"):
        placed.save(tmp_path / "link.csv")


def test_without_a_home_lists_are_still_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("MINTGEO_CACHE", "XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(os.path, "expanduser", lambda path: path)
    given, out = tmp_path / "l.csv", tmp_path / "o.csv"
    given.write_text("PLZ;Ort\n18055;Rostock\n", "utf-8")
    assert main(["geocode", str(given), "-o", str(out)]) == 0
    assert main(["geocode", str(given), "-o", str(out)]) == 2  # nobody could keep it in mind


# Names of tables, and damaged runs


BAD_NAMES = (
    "", ".", "..", "../x", "a/b", "a\\b", "/etc/x", "C:x", "con", "NUL.txt", "lpt1", ".hidden",
    "ends.", "ends ", "x\0y", "x\ny", "a*b", "\ud800", "x" * 101,
)  # fmt: skip


@pytest.mark.parametrize("name", BAD_NAMES)
def test_names_that_are_no_names_of_files(name: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="can't have the names"):
        mg.Run(**{**vars(small()), "tables": {name: kleinland.PLACES}})
    small(tables="a").save(tmp_path)
    text = json.loads((tmp_path / "run.json").read_text("utf-8"))
    text["tables"][name] = text["tables"].pop("a")
    (tmp_path / "run.json").write_text(json.dumps(text), "utf-8")
    with pytest.raises(InputError):
        mg.Run.load(tmp_path)


def test_names_that_differ_by_case_only() -> None:
    with pytest.raises(InputError, match="more than case"):
        small(tables="aA")


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small().save(tmp_path_factory.mktemp("saved"))


def with_file(home: Path, name: str, content: bytes, check: Callable[[], object]) -> None:
    file = home / name
    before = file.read_bytes()
    try:
        file.write_bytes(content)
        check()
    finally:
        file.write_bytes(before)


CONTENTS = {
    "empty": b"", "no JSON": b"{", "bad UTF-8": b'{"a": "\xff"}', "a list": b"[]",
    "deep": b"[" * 100_000, "deep object": b'{"a":' * 5000 + b"1" + b"}" * 5000,
    "huge number": b'{"format": ' + b"9" * 10_000 + b"}", "null": b"null", "text": b'"x"',
    "a future format": b'{"format": 99}', "NUL": b"\0" * 100, "true": b'{"format": true}',
}  # fmt: skip


@pytest.mark.parametrize("content", CONTENTS.values(), ids=CONTENTS)
def test_a_damaged_run_json(saved: Path, content: bytes) -> None:
    def check() -> None:
        with pytest.raises(InputError, match=r"run\.json"):
            mg.Run.load(saved)

    with_file(saved, "run.json", content, check)


VALUES = [None, 0, -1, 1e308, True, "", "x", "\ud800", [], [None], {}, {"a": None}, [["a"]],
          {"../x": {"rows": 1, "geometry": False, "sha256": ""}}]  # fmt: skip


@pytest.mark.parametrize("first", [False, True])
def test_wrong_values_in_a_run_json(tmp_path: Path, *, first: bool) -> None:
    """Every value of the file in turn is something else: an error of ours, or a run."""
    home = of_first_format(tmp_path, small()) if first else small().save(tmp_path)
    (home / MANIFEST).unlink(missing_ok=True)
    text = json.loads((home / "run.json").read_text("utf-8"))
    refused = 0
    for key in text:
        for value in VALUES:
            (home / "run.json").write_text(json.dumps({**text, key: value}), "utf-8")
            try:
                mg.Run.load(home)
            except MintgeoError:
                refused += 1
    assert refused > len(text) * len(VALUES) / 2


@settings(max_examples=150,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(st.data())
def test_damaged_files_are_refused_by_name(saved: Path, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(["run.json", "tables/a.parquet", "tables/kreise.parquet"]))
    content = bytearray((saved / name).read_bytes())
    cut = data.draw(st.integers(0, len(content)))
    if data.draw(st.booleans()):
        del content[cut:]
    elif cut < len(content):
        content[cut] ^= data.draw(st.integers(1, 255))

    def check() -> None:
        if bytes(content) == (saved / name).read_bytes() == before:
            return
        with pytest.raises(InputError) as error:
            mg.Run.load(saved)
        assert Path(name).name in str(error.value)

    before = (saved / name).read_bytes()
    with_file(saved, name, bytes(content), check)


@settings(max_examples=150,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(st.data())
@pytest.mark.slow
def test_damaged_tables_without_a_hash(first: Path, data: st.DataObject) -> None:
    """The first format knows no hashes: what libraries stumble on is told as ours."""
    name = data.draw(st.sampled_from(["tables/a.parquet", "tables/kreise.parquet"]))
    content = bytearray((first / name).read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))

    def check() -> None:
        with suppress(InputError):
            mg.Run.load(first)

    with_file(first, name, bytes(content), check)


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return of_first_format(tmp_path_factory.mktemp("first"), small())


def test_a_table_that_unfolds_without_end_is_refused(tmp_path: Path) -> None:
    home = of_first_format(tmp_path, small(tables="a"))
    table = pd.DataFrame({"x": pd.Series(0, index=range(30_000_000), dtype="int8")})
    table.to_parquet(home / "tables" / "a.parquet", compression="zstd", index=False)
    assert (home / "tables" / "a.parquet").stat().st_size < 1_000_000
    text = json.loads((home / "run.json").read_text("utf-8"))
    text["tables"]["a"]["rows"] = 30_000_000
    (home / "run.json").write_text(json.dumps(text), "utf-8")
    with pytest.raises(InputError, match="would unfold"):
        mg.Run.load(home)


def test_tables_and_run_json_can_be_kept_alone(tmp_path: Path) -> None:
    (small().save(tmp_path) / MANIFEST).unlink()
    again = mg.Run.load(tmp_path)
    assert isinstance(again.tables["kreise"], gpd.GeoDataFrame)
    assert again.public().public().is_public


def test_what_prepares_says_of_which_run(tmp_path: Path) -> None:
    new = Staging(folder=tmp_path)
    small().prepare(new)
    again = Staging(folder=tmp_path)
    small("zwei").prepare(again)
    assert new.runs != again.runs
