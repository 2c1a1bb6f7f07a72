"""The command as users run it, on the samples, and how long it takes to begin."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from benchmarks.job import Goal, Job

ROOT: Final = Path(__file__).parents[2]
COMMAND: Final = (sys.executable, "-m", "mintgeo")
EXTRAS: Final = ("for_print = true", "public = true")
PARTS: Final = {
    ("Saarland",): 1_083, ("Brandenburg",): 4_459, ("Niedersachsen",): 11_566,
    ("Nordrhein-Westfalen", "Bayern"): 32_027, (): 90_473,
}  # fmt: skip
"""Whose people a report is of (all of Germany's at last), and at how many points they live."""


def command(*line: str) -> Callable[[], Any]:
    """A command of the package as it is installed: its modules are compiled already."""
    subprocess.run([sys.executable, "-m", "compileall", "-q", "mintgeo"], cwd=ROOT, check=True)
    return lambda: subprocess.run(line, cwd=ROOT, check=True, capture_output=True)


def report(name: str, kind: str, within: tuple[str, ...] = ()) -> Callable[[], Any]:
    """Into a new folder and fresh, so that nothing of a run before is taken."""
    folder = Path(tempfile.mkdtemp())
    text = (ROOT / "studies" / f"{name}.toml").read_text(encoding="utf-8")
    text = text.replace('"../data/', f'"{ROOT}/data/')
    if kind == "page":
        for one in EXTRAS:
            text = text.replace(one, one.replace("true", "false"))
    if within:
        text = text.replace("[coverage]", f"[coverage]\nwithin = {json.dumps(within)}")
    study = folder / f"{name}.toml"
    study.write_text(text, encoding="utf-8")
    return command(*COMMAND, "report", str(study), "-o", str(folder / "out"), "--fresh")


def loaded(package: str) -> Callable[[], Any]:
    return command(sys.executable, "-c", f"import {package}")


def loaded_geopandas(_package: str) -> Callable[[], Any]:
    return loaded("geopandas")


def helped() -> Callable[[], Any]:
    return command(*COMMAND, "--help")


def first_map() -> Callable[[], Any]:
    """The first map of a notebook, after the import."""
    import mintgeo as mg

    sites = mg.geocode(mg.read_sites(ROOT / "data" / "raw" / "learning_sites.csv"))
    return lambda: mg.maps.explore(sites)._repr_html_()


def _report(name: str, kind: str, title: str, **rest: Any) -> Job:
    return Job(name=title, ours=f"{__name__}:report",
               **{"sizes": ((name, kind),), "labels": (name,), **rest})  # fmt: skip


_PEOPLE: Final[dict[str, Any]] = {
    "sizes": tuple(("deutschland", "page", one) for one in PARTS), "amounts": tuple(PARTS.values()),
    "labels": ("deutschland",) * len(PARTS),
}  # fmt: skip
JOBS: Final = (
    _report("deutschland", "page", "report, map and workbook", goal=Goal(cpu=12), **_PEOPLE),
    _report("deutschland", "all", "report with print and public variant", goal=Goal(cpu=25)),
    _report("neubrandenburg", "page", "report, map and workbook"),
    _report("neubrandenburg", "all", "report with print and public variant"),
    Job(name="import", ours=f"{__name__}:loaded", sizes=(("mintgeo",),), labels=("mintgeo",),
        peers={"import geopandas": f"{__name__}:loaded_geopandas"}, goal=Goal(times=1.1)),
    Job(name="mintgeo --help", ours=f"{__name__}:helped", goal=Goal(seconds=0.3)),
    Job(name="first map of a notebook", ours=f"{__name__}:first_map", goal=Goal(seconds=3)),
)  # fmt: skip
