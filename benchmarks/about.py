"""Where and with what a benchmark runs."""

import os
import platform
import re
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

from benchmarks.results import Made

ROOT: Final = Path(__file__).parents[1]
NAMED: Final = ("mintgeo", "numpy", "scipy", "pandas", "geopandas", "shapely", "pyarrow", "osmium",
                "osrm-bindings", "folium", "networkx", "spopt", "cafein", "splink", "pandana",
                "distributed")  # fmt: skip


def made(runs: int, *, growth: bool) -> Made:
    """What is measured now."""
    return Made(
        day=str(date.today()), runs=runs, growth=growth, state=state(), machine=machine(),  # noqa: DTZ011
        versions=", ".join((f"Python {platform.python_version()}", *versions())),
    )  # fmt: skip


def load() -> float:
    """Programs that ran at the same time, over five minutes; ours is one of them."""
    return round(os.getloadavg()[1], 1)


def machine() -> str:
    """Cores, and of which kind."""
    info = Path("/proc/cpuinfo")
    text = info.read_text(encoding="utf-8") if info.exists() else ""
    found = re.search(r"model name\s*: (.*)", text)
    return f"{os.cpu_count()} cores ({found[1].strip() if found else platform.machine()})"


def versions() -> Iterator[str]:
    """Of ours and of peers, those that are installed."""
    for name in NAMED:
        try:
            yield f"{name} {version(name)}"
        except PackageNotFoundError:
            continue


def state() -> str:
    """What the files of mintgeo and of the benchmarks say."""
    found = sha256()
    for path in sorted((*(ROOT / "mintgeo").rglob("*"), *(ROOT / "benchmarks").rglob("*.py"))):
        if path.is_file() and "__pycache__" not in path.parts:
            found.update(str(path.relative_to(ROOT)).encode())
            found.update(path.read_bytes())
    return found.hexdigest()[:12]
