"""What is installed holds every file that the package reads: data, templates, scripts, words."""

import tomllib
from itertools import chain
from pathlib import Path

ROOT = Path(__file__).parents[1]
UNREAD = {"maps/assets/types/data.d.ts", "maps/assets/types/scripts.d.ts"}
"""For those who write scripts."""


def test_every_file_of_the_package_is_installed() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    patterns = project["tool"]["setuptools"]["package-data"]["mintgeo"]
    home = ROOT / "mintgeo"
    installed = set(chain(*(home.glob(pattern) for pattern in patterns)))
    files = {one for one in home.rglob("*") if one.is_file() and one.suffix not in (".py", ".pyc")}
    missing = {one.relative_to(home).as_posix() for one in files - installed}
    assert missing == UNREAD
