"""Seconds of processors and memory of the reports of both studies, and of the start.

    python -m benchmarks.reports

Each job runs in a process of its own and with an empty folder of what is kept. ``again`` is the
same report a second time, of which nothing is computed. Modules are compiled, as they are once a
package is installed, even where the environment forbids Python to keep what it has compiled.
"""

import compileall
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from benchmarks.measured import Absent, measure

ROOT: Final = Path(__file__).parents[1]
STUDIES: Final = ("deutschland", "neubrandenburg")
_FULL: Final = ("for_print = true", "public = true")


def report(study: str, parts: str) -> Callable[[], Any]:
    """The report of a study: ``html``, ``everything``, or that ``again``."""
    home = Path(tempfile.mkdtemp())
    shutil.copytree(ROOT / "studies", home / "studies")
    shutil.copytree(ROOT / "data" / "raw", home / "data" / "raw")
    file = home / "studies" / f"{study}.toml"
    if parts == "html":
        text = file.read_text(encoding="utf-8")
        for line in _FULL:
            text = text.replace(line, line.replace("true", "false"))
        file.write_text(text, encoding="utf-8")
    act = _command(home / "cache", "-m", "mintgeo", "report", str(file))
    if parts == "again":
        act()
    return act


def started(what: str) -> Callable[[], Any]:
    """Import a package in a new interpreter."""
    return _command(Path(tempfile.mkdtemp()), "-c", f"import {what}")


def helped(*_: str) -> Callable[[], Any]:
    """Ask the command for help."""
    return _command(Path(tempfile.mkdtemp()), "-m", "mintgeo", "--help")


def _command(cache: Path, *line: str) -> Callable[[], Any]:
    compileall.compile_dir(ROOT / "mintgeo", quiet=1)
    settings = {**os.environ, "MINTGEO_CACHE": str(cache), "OMP_NUM_THREADS": "1"}
    settings.pop("PYTHONDONTWRITEBYTECODE", None)
    return lambda: subprocess.run(
        [sys.executable, *line], cwd=ROOT, check=True, capture_output=True, env=settings
    )


def main() -> None:
    """Print a line per job."""
    jobs = [
        *(("report", (study, parts)) for study in STUDIES
          for parts in ("html", "everything", "again")),
        ("started", ("geopandas",)), ("started", ("mintgeo",)), ("helped", ()),
    ]  # fmt: skip
    for name, args in jobs:
        took = measure(f"benchmarks.reports:{name}", args)
        said = took.why if isinstance(took, Absent) else f"{took.cpu:6.2f} s  {took.gb:.2f} GB"
        print(f"{' '.join((name, *args)):32} {said}", flush=True)


if __name__ == "__main__":
    main()
