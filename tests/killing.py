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
from pathlib import Path
from time import perf_counter
from typing import Any

from tests.killed_writers import Writer

FOREIGN = ("notiz.txt", "tables/umfrage.parquet", "bilder/foto.png", "public/impressum.txt")


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
        while forked(writer.new, step=step, after=after, mark=str(home / "out")):
            found["finished first"] += 1  # faster than it was when it was measured
            step, after = max(1, step // 2) if by_step else 0, after / 2
            restore(home)
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
        if writer.read() != "neu" or (same_bytes and whole(files(home / "out")) != new):
            raise AssertionError("the next writer did not put all in order")
        found["killed"] += 1
    return dict(found)


def whole(shown: dict[str, str]) -> dict[str, str]:
    """Without what a single file was written to when its writer died."""
    return {name: sha for name, sha in shown.items() if ".part" not in name}


def say(shown: dict[str, str], old: dict[str, str], new: dict[str, str]) -> str:
    plain = whole(shown)
    return "all old" if plain == old else "all new" if plain == new else "on their way"


def restore(home: Path) -> None:
    shutil.rmtree(home / "out")
    shutil.copytree(home / "kept", home / "out")


if __name__ == "__main__":
    what, where, how_often, seed = sys.argv[1:]
    print(json.dumps(kills(what, Path(where), int(how_often), int(seed))))
