"""Kill writers at seeded moments, and look at what a reader finds: a program of its own.

``python -m tests.killing KIND FOLDER COUNT SEED`` prints what was found, as JSON. Everything is
computed once; each writer is a fork that dies, half of them before the n-th touch of its folder,
half of them by a timer, wherever that meets it (in Arrow, GDAL or SQLite, say).
"""

import hashlib
import json
import os
import random
import shutil
import signal
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from time import perf_counter
from typing import Any

import pandas as pd

import mintgeo as mg
from mintgeo.cli import main
from mintgeo.lists import geocode_list
from mintgeo.register.files import revision_of

STUDY = """
[study]
name = "klein"
title = "{title}"
as_of = 2026-11-23
[inputs]
sites = "angebote.csv"
participants = "kinder.csv"
[router]
modes = ["foot"]
max_min = 30
[coverage]
within = "13003"
minutes = [15]
[outputs]
folder = "out"
public = {public}
"""
FOREIGN = ("notiz.txt", "tables/umfrage.parquet", "bilder/foto.png", "public/impressum.txt")


class Writer:
    """What is killed: an old state, a new one, and how a reader tells them apart."""

    def __init__(self, kind: str, home: Path) -> None:
        self.home, self.out = home, home / "out"
        self.old, self.new, self.read = getattr(self, f"_{kind}")()

    def _save(self) -> tuple[Callable[[], object], Callable[[], object], Callable[[], str]]:
        """A run of three tables over one of five others, one of which has the same name."""
        runs = [hand_made("alt", "abcde"), hand_made("neu", "ef1")]
        return (lambda: runs[0].save(self.out), lambda: runs[1].save(self.out), self._loaded)

    def _register(self) -> tuple[Callable[[], object], Callable[[], object], Callable[[], str]]:
        """Two states of a register, each with its title in every table."""
        old = mg.Register().update(offers("alt"), as_of="2026-01-01")
        new = old.update(offers("neu"), as_of="2026-02-01", complete=True)
        return (
            lambda: old.save(self.out),
            lambda: replace(new, revision=revision_of(self.out)).save(self.out),
            lambda: registered(self.out),
        )

    def _report(self) -> tuple[Callable[[], object], Callable[[], object], Callable[[], str]]:
        """A whole study without a public variant over one that has one."""
        plan = self._study(public=True)
        old = mg.study.run(plan, progress=False)
        new = replace(old, title="neu")
        plans = {"alt": plan, "neu": self._study(public=False, name="neu")}

        def command(name: str, result: mg.Run) -> Callable[[], object]:
            def write() -> None:
                mg.study.run = lambda _: result  # type: ignore[assignment]
                if main(["report", str(plans[name])]):
                    raise SystemExit(2)

            return write

        return command("alt", old), command("neu", new), self._loaded

    def _geocode(self) -> tuple[Callable[[], object], Callable[[], object], Callable[[], str]]:
        self.out = self.home / "out" / "liste.xlsx"
        self.out.parent.mkdir(exist_ok=True)
        lists = [pd.DataFrame({"PLZ": [plz] * 60, "Ort": [name] * 60})
                 for plz, name in (("18055", "alt"), ("19053", "neu"))]  # fmt: skip
        placed = [geocode_list(one) for one in lists]
        return (
            lambda: placed[0].save(self.out),
            lambda: placed[1].save(self.out),
            lambda: pd.read_excel(self.out)["Ort"].unique().item(),
        )

    def _study(self, *, public: bool, name: str = "alt") -> Path:
        sites = "Name;PLZ;Ort\nLabor;18055;Rostock\nClub;18057;Rostock\n"
        (self.home / "angebote.csv").write_text(sites, encoding="utf-8")
        people = "PLZ;Ort\n" + "18055;Rostock\n" * 7 + "18057;Rostock\n" * 6
        (self.home / "kinder.csv").write_text(people, encoding="utf-8")
        file = self.home / f"{name}.toml"
        file.write_text(STUDY.format(title=name, public=str(public).lower()), encoding="utf-8")
        return file

    def _loaded(self) -> str:
        """The title of what a reader finds, if all of its tables are that run's."""
        run = mg.Run.load(self.out)
        marks = {table["mark"].unique().item() for table in run.tables.values() if "mark" in table}
        if not marks <= {run.title}:
            raise AssertionError(f"a mixture: {run.title} with tables of {marks}")
        return run.title


def hand_made(title: str, names: str) -> mg.Run:
    return mg.Run(
        name="x", title=title, as_of="2026-01-01",
        tables={f"t{one}": pd.DataFrame({"mark": [title] * 5000}) for one in names},
        parameters={}, inputs={}, vintages=(), attributions=(),
    )  # fmt: skip


def offers(title: str) -> pd.DataFrame:
    names = [f"{title} {number}" for number in range(300)]
    return pd.DataFrame({"id": names, "title": names, "provider": names, "email": None})


def registered(folder: Path) -> str:
    """Which state of a register a reader finds, if its tables are of one."""
    register = mg.Register.load(folder)
    last = "neu" if len(register.rounds) == 2 else "alt"
    titles = register.entries.loc[register.entries["status"].eq("current"), "title"]
    if set(titles.str.split().str[0]) != {last} or len(register.history) != 300 * (
        1 if last == "alt" else 3
    ):
        raise AssertionError(f"a mixture: {len(register.rounds)} rounds, {set(titles)}")
    return last


def forked(work: Callable[[], object], *, step: int = 0, after: float = 0, mark: str = "") -> str:
    """Do something in a process of its own that may be killed; say how it ended."""
    end, start = os.pipe()
    pid = os.fork()
    if not pid:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        count = watch(mark, step)
        if after:
            signal.setitimer(signal.ITIMER_REAL, after)
        begin = perf_counter()
        work()
        signal.setitimer(signal.ITIMER_REAL, 0)
        os.write(start, json.dumps([count[0], perf_counter() - begin]).encode())
        os._exit(0)
    os.close(start)
    said = os.read(end, 1000).decode()
    os.close(end)
    status = os.waitpid(pid, 0)[1]
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        raise AssertionError(f"the writer ended with {status}")
    return said


def watch(mark: str, step: int) -> list[int]:
    """Count touches of paths with ``mark`` in them, and die before the one of number ``step``."""
    count = [0]

    def hook(event: str, args: tuple[Any, ...]) -> None:
        if event.startswith(("open", "os.", "shutil.")) and mark in str(args[:2]):
            count[0] += 1
            if count[0] == step:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)
    return count


def files(folder: Path) -> dict[str, str]:
    return {
        file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def states(writer: Writer, home: Path) -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """Files of the user alone, with the old result, and with the new one."""
    for name in FOREIGN:
        (home / "out" / name).parent.mkdir(parents=True, exist_ok=True)
        (home / "out" / name).write_text(f"gehört mir: {name}", encoding="utf-8")
    mine = files(home / "out")
    forked(writer.old)
    old = files(home / "out")
    shutil.copytree(home / "out", home / "kept")
    forked(writer.new)
    return mine, old, files(home / "out")


def kills(kind: str, home: Path, count: int, seed: int) -> dict[str, int]:
    """Kill a writer ``count`` times; count what a reader found, by kind."""
    writer, chance, found = Writer(kind, home), random.Random(seed), Counter[str]()  # noqa: S311
    mine, old, new = states(writer, home)
    same_bytes = kind != "geocode"  # a workbook says when it was made
    restore(home)
    steps, seconds = json.loads(forked(writer.new, mark=str(home / "out")))
    for number in range(count):
        restore(home)
        by_step = number % 2 == 0
        step = 1 + int(steps * (number + chance.random()) / count) if by_step else 0
        after = 0 if by_step else seconds * (number + chance.random()) / count
        said = forked(writer.new, step=step, after=after, mark=str(home / "out"))
        found["finished first" if said else "killed"] += 1
        now = files(home / "out")
        for name, content in mine.items():
            if now.get(name) != content:
                raise AssertionError(f"the user's {name} was touched")
        title = writer.read()
        found[f"reader finds {title}"] += 1
        shown = {name: content for name, content in now.items() if ".mintgeo" not in name}
        if same_bytes:
            found["files " + say(shown, old, new)] += 1
        forked(writer.new)
        if writer.read() != "neu" or (same_bytes and files(home / "out") != new):
            raise AssertionError("the next writer did not put all in order")
    return dict(found)


def say(shown: dict[str, str], old: dict[str, str], new: dict[str, str]) -> str:
    plain = {name: sha for name, sha in shown.items() if ".part" not in name}
    return "all old" if plain == old else "all new" if plain == new else "on their way"


def restore(home: Path) -> None:
    shutil.rmtree(home / "out")
    shutil.copytree(home / "kept", home / "out")


if __name__ == "__main__":
    what, where, how_often, seed = sys.argv[1:]
    print(json.dumps(kills(what, Path(where), int(how_often), int(seed))))
