"""The pinned releases are the ones that the tests run with, and go together.

A pin that contradicts what a package asks for stops every set-up from nothing, and only those:
an environment that grew by hand keeps working beside it.
"""

import tomllib
from importlib import metadata
from itertools import chain
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]


def pins() -> dict[str, str]:
    """The release of each package that the file names."""
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    parts = [line.partition("==") for line in lines if "==" in line]
    return {canonicalize_name(name): release for name, _, release in parts}


def our_own() -> list[str]:
    """What mintgeo asks for, with every extra: read from the source, as set-up does."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return [*project["dependencies"], *chain(*project["optional-dependencies"].values())]


def wanted(name: str, extras: tuple[str, ...]) -> list[Requirement]:
    """What a package asks for under this Python."""
    asked = our_own() if name == "mintgeo" else metadata.requires(name) or []
    return [
        need
        for need in map(Requirement, asked)
        if need.marker is None or any(need.marker.evaluate({"extra": extra}) for extra in extras)
    ]


def everything_needed() -> list[tuple[str, Requirement]]:
    """Each requirement that set-up meets, with the package that has it."""
    met: list[tuple[str, Requirement]] = []
    waiting: list[tuple[str, tuple[str, ...]]] = [("mintgeo", ("",))]
    seen: set[tuple[str, tuple[str, ...]]] = set()
    while waiting:
        name, extras = waiting.pop()
        if (name, extras) in seen:
            continue
        seen.add((name, extras))
        for need in wanted(name, extras):
            met.append((name, need))
            waiting.append((canonicalize_name(need.name), ("", *sorted(need.extras))))
    return met


def test_every_package_that_set_up_installs_is_pinned() -> None:
    missing = {canonicalize_name(need.name) for _, need in everything_needed()} - set(pins())
    assert missing <= {"setuptools", "mintgeo"}


def test_no_pin_contradicts_what_a_package_asks_for() -> None:
    releases = pins()
    contradicted = [
        f"{name} asks for {need}, pinned is {releases[key]}"
        for name, need in everything_needed()
        if (key := canonicalize_name(need.name)) in releases
        and not need.specifier.contains(releases[key], prereleases=True)
    ]
    assert contradicted == []


def test_the_tests_run_with_the_pinned_releases() -> None:
    needed = {canonicalize_name(need.name) for _, need in everything_needed()}
    pinned = {name: release for name, release in pins().items() if name in needed}
    assert {name: metadata.version(name) for name in pinned} == pinned
