"""What OSRM prepares from an extract: its files, in a folder of their own."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from types import ModuleType
from typing import Final

from mintgeo import _osm
from mintgeo._cache import complain, is_sound, seal
from mintgeo._errors import InputError, MissingExtraError
from mintgeo._progress import waiting

BASE: Final = "network.osrm"
"""Name of the prepared network in its folder."""
_PROFILES: Final = {"car": "car.lua", "bike": "bicycle.lua", "foot": "foot.lua"}
_READS: Final = (".osm.pbf", ".osm", ".osm.bz2")
_RULES: Final = "_rules.lua"
_LONGEST_S: Final = 3 * 3600


def profile_file(mode: str, own: str | Path | None) -> Path:
    """Find the stock profile of a mode, or one's own.

    Raises
    ------
    InputError
        If it is not there.
    """
    stock = Path(str(engine().__file__)).parent / "share" / "profiles" / _PROFILES[mode]
    file = stock if own is None else Path(own).resolve()
    if not file.is_file():
        raise InputError("There is no profile {file}; OSRM needs a .lua file.", file=file.name)
    return file


def prepared(file: Path, profile: Path, goal: Path | None, *, progress: bool) -> tuple[Path, bool]:
    """Folder with what OSRM has made of an extract, and whether it is only for this process.

    It is taken from the cache if it is there and sound, and else made and kept there; where the
    cache takes nothing, it lies in a temporary folder, which the caller takes away.
    """
    if goal is not None and is_sound(goal):
        return goal, False
    if goal is not None:
        try:
            return _kept(file, profile, goal, progress=progress), False
        except OSError as error:
            complain(goal, error)
    home = Path(tempfile.mkdtemp(prefix="mintgeo-osrm-"))
    try:
        _prepare(file, profile, home / "osrm", progress=progress)
    except BaseException:
        shutil.rmtree(home, ignore_errors=True)
        raise
    return home / "osrm", True


def _kept(file: Path, profile: Path, goal: Path, *, progress: bool) -> Path:
    """Let OSRM build beside the goal; move it into place once all went well."""
    goal.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=goal.parent, prefix=".part-") as part:
        home = Path(part) / "osrm"
        _prepare(file, profile, home, progress=progress)
        if goal.exists():
            goal.rename(Path(part) / "old")
        home.rename(goal)
    seal(goal)
    return goal


def _prepare(file: Path, profile: Path, home: Path, *, progress: bool) -> None:
    shutil.copytree(profile.parent, home, ignore=_all_but_lua)
    shutil.copy(profile, home / _RULES)
    extract = _brought(file, home)
    steps: list[tuple[str, ...]] = [
        ("extract", extract, "-p", _RULES, "-o", BASE),
        ("partition", BASE),
        ("customize", BASE),
    ]
    for step in (bar := waiting(steps, progress=progress)):
        bar.set_description(f"OSRM {step[0]}")
        _run(home, *step)
    (home / extract).unlink()


def _all_but_lua(folder: str, names: list[str]) -> list[str]:
    """Of a profile's folder only rules and ``lib`` are taken along, whatever else lies there."""
    inner = Path(folder).name == "lib"
    return [name for name in names if not (name.endswith(".lua") or (name == "lib" and not inner))]


def _brought(file: Path, folder: Path) -> str:
    """Bring the extract into a folder, in a format that OSRM reads; the plain name it has there."""
    ending = next((one for one in _READS if file.name.lower().endswith(one)), None)
    name = f"extract{ending or '.osm.pbf'}"
    if ending is None:
        import osmium

        with osmium.SimpleWriter(folder / name) as writer:
            for one in _osm.stream(file, "nwr"):
                writer.add(one)
        return name
    try:
        (folder / name).hardlink_to(file)
    except OSError:
        shutil.copy(file, folder / name)
    return name


def _run(folder: Path, command: str, *arguments: str) -> None:
    """Run one of OSRM's programs inside a folder: plain names only, and never a shell.

    OSRM itself does not accept paths with blanks and quotes, and looks for ``lib`` here.
    """
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "osrm", command, *arguments], cwd=folder,
        capture_output=True, text=True, errors="replace", timeout=_LONGEST_S, check=False,
    )  # fmt: skip
    if done.returncode:
        said = "\n".join((done.stdout + done.stderr).strip().splitlines()[-5:])
        raise InputError(
            "OSRM could not {command} the extract; it said:\n{said}", command=command, said=said
        )


def engine() -> ModuleType:
    """Import OSRM.

    Raises
    ------
    MissingExtraError
        If it is not installed.
    """
    try:
        import osrm
    except ImportError as error:
        raise MissingExtraError(
            "Osrm needs the extra 'osrm': pip install 'mintgeo[osrm]' (its wheels need Python 3.12 "
            "or newer). RoadNetwork gives the same times without it."
        ) from error
    return osrm  # type: ignore[no-any-return]
