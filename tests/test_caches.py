"""Caches cost time, never the result: missing, full, damaged, killed; without a home."""

import os
import signal
import time
import warnings
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import mintgeo as mg
from mintgeo._cache import cache_folder, is_sound, kept, seal, write_atomically
from mintgeo._errors import InputError, OutputError
from mintgeo.addresses.harvest import Harvest
from mintgeo.addresses.rows import COLUMNS
from mintgeo.travel.roads.graph.cache import kept_networks

EXTRACT = Path(__file__).parent / "geocode" / "kleindorf.osm"


def kept_number(path: Path, made: list[int]) -> np.ndarray:
    def make() -> np.ndarray:
        made.append(1)
        return np.arange(9_000)

    def save(what: np.ndarray, goal: Path) -> None:
        with write_atomically(goal) as part:
            part.write_bytes(what.tobytes())

    return kept(path, load=lambda file: np.frombuffer(file.read_bytes(), int), make=make, save=save)


DAMAGES: list[Callable[[bytes], bytes]] = [
    lambda whole: whole[:0],
    lambda whole: whole[:-1],
    lambda whole: whole + b"\0",
    lambda whole: whole[:500] + bytes([whole[500] ^ 1]) + whole[501:],
    lambda whole: b"\0" * len(whole),
]


def test_what_is_kept_is_taken_and_what_is_damaged_made_again(tmp_path: Path) -> None:
    path, made = tmp_path / "cache" / "numbers" / "a.bin", []
    for _ in range(3):
        assert kept_number(path, made)[-1] == 8_999
    assert len(made) == 1
    whole = path.read_bytes()
    for number, damage in enumerate(DAMAGES):
        path.write_bytes(damage(whole))
        assert kept_number(path, made)[-1] == 8_999
        assert len(made) == number + 2
        assert path.read_bytes() == whole
        assert is_sound(path)
    seals = list((tmp_path / "cache" / "sums").iterdir())
    for text in ("", "{}", "[" * 9_000, '{"a.bin": "0"}', "null"):
        seals[0].write_text(text)
        assert not is_sound(path)
        assert kept_number(path, made)[-1] == 8_999


def test_a_cache_that_takes_nothing_costs_only_time(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    (tmp_path / "taken" / "numbers" / "a.bin" / "b").mkdir(parents=True)
    for folder in (blocked, Path("/proc/none"), Path("/dev/null"), tmp_path / "taken"):
        made: list[int] = []
        assert kept_number(folder / "numbers" / "a.bin", made)[-1] == 8_999
        assert made == [1]
        assert "MINTGEO_CACHE" in caplog.text
        caplog.clear()


def test_a_full_disk_costs_only_time(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, before[1]))
    try:
        assert kept_number(tmp_path / "numbers" / "a.bin", [])[-1] == 8_999
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert not list((tmp_path / "numbers").iterdir())


@pytest.mark.parametrize("name", ["HOME", "XDG_CACHE_HOME", "MINTGEO_CACHE"])
@pytest.mark.parametrize("value", ["", "relative/x"])
def test_odd_homes(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for other in ("XDG_CACHE_HOME", "MINTGEO_CACHE"):
        monkeypatch.delenv(other, raising=False)
    monkeypatch.setenv(name, value)
    folder = cache_folder()
    chosen = name == "MINTGEO_CACHE" and value
    assert folder is not None
    assert folder == Path(value) if chosen else folder.name == "mintgeo"


def test_without_a_home_nothing_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("MINTGEO_CACHE", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(os.path, "expanduser", lambda path: path)
    assert cache_folder() is None
    pytest.importorskip("osmium")
    ((_, network),) = kept_networks(
        EXTRACT, ["foot"], bbox=None, key="k", cache=True, progress=False
    )
    assert len(network.twin)


def test_networks_in_caches_of_every_kind(tmp_path: Path) -> None:
    pytest.importorskip("osmium")
    plain = mg.RoadNetwork.from_osm(EXTRACT, "foot", cache=False, progress=False).network
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    for folder in (blocked, Path("/proc/none"), tmp_path / "good", tmp_path / "good"):
        found = mg.RoadNetwork.from_osm(EXTRACT, "foot", cache=folder, progress=False).network
        np.testing.assert_array_equal(found.time_s, plain.time_s)
    (path,) = (tmp_path / "good" / "roads").iterdir()
    whole, dice = path.read_bytes(), np.random.default_rng(11)
    for _ in range(12):
        broken = bytearray(whole)
        broken[int(dice.integers(len(whole)))] ^= 1 << int(dice.integers(8))
        path.write_bytes(bytes(broken))
        found = mg.RoadNetwork.from_osm(EXTRACT, "foot", cache=tmp_path / "good", progress=False)
        np.testing.assert_array_equal(found.network.time_s, plain.time_s)
        assert path.read_bytes() == whole


def kills(folder: Path, seeds: range) -> None:
    """A process that keeps and takes, killed at any moment: the next one has the right numbers."""
    path = folder / "numbers" / "a.bin"
    for seed in seeds:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # no thread of ours holds a lock
            child = os.fork()
        if not child:
            try:
                while True:
                    kept_number(path, [])
                    path.unlink(missing_ok=True)
            finally:
                os._exit(0)
        time.sleep(float(np.random.default_rng(seed).random()) * 0.03)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        np.testing.assert_array_equal(kept_number(path, []), np.arange(9_000))


def test_killed_ten_times_caches_are_right(tmp_path: Path) -> None:
    kills(tmp_path, range(10))


@pytest.mark.verify
def test_killed_fifty_times_caches_are_right(tmp_path: Path) -> None:
    kills(tmp_path, range(100, 150))


def test_what_killed_processes_left_goes_after_a_day(tmp_path: Path) -> None:
    home = tmp_path / "numbers"
    home.mkdir()
    for name, age in ((".a.x.part.npz", 3 * 86_400), (".b.y.part.npz", 60)):
        (home / name).write_text("half")
        os.utime(home / name, (time.time() - age,) * 2)
    (home / ".part-old").mkdir()
    (home / ".part-old" / "x").write_text("half")
    os.utime(home / ".part-old", (time.time() - 3 * 86_400,) * 2)
    (home / "a.bin").write_text("whole")
    seal(home / "a.bin")
    assert sorted(one.name for one in home.iterdir()) == [".b.y.part.npz", "a.bin"]


# ---------------------------------------------------------------- address indexes


def harvest() -> Harvest:
    streets = [f"Weg {chr(65 + number % 26)}" for number in range(900)]
    houses = pd.DataFrame({
        "street": streets, "postcode": "17033", "place": "Kleindorf", "part": "", "suffix": "",
        "number": np.arange(900, dtype="int32"), "kind": np.zeros(900, "int8"),
        "lat": np.arange(900, dtype="int32") * 100 + 535_000_000,
        "lon": np.arange(900, dtype="int32") * 100 + 132_000_000,
    }).astype(dict.fromkeys(COLUMNS, "category"))  # fmt: skip
    return Harvest(
        houses, pd.DataFrame({"name": [], "lat": [], "lon": []}),
        pd.DataFrame({"name": ["Zoo"], "kind": ["zoo"], "lat": [53.5], "lon": [13.2]}),
    )  # fmt: skip


def place_all(index: mg.AddressIndex) -> int:
    cells = {"Name": "Labor", "Straße": [f"Weg {a} {n}" for n, a in enumerate("ABCDEF")]}
    sites = mg.read_sites(pd.DataFrame(cells).assign(PLZ="17033", Ort="Kleindorf"))
    index.rows()
    return len(mg.geocode(sites, using=[index]))


def used(path: Path) -> bool:
    """Whether using an index ends in an error of ours that names it; no other may come."""
    said = ""
    try:
        with mg.AddressIndex.open(path) as index:
            place_all(index)
    except InputError as error:
        said = str(error)
    return path.name in said


@pytest.mark.slow
def test_a_damaged_index_is_an_error_that_names_it(tmp_path: Path) -> None:
    path = tmp_path / "dorf.addresses"
    mg.AddressIndex.build(harvest(), save_to=path).close()
    whole, dice = path.read_bytes(), np.random.default_rng(3)
    cuts = [whole[:size] for size in (50, 3_000, 4_096, 8_192, len(whole) - 1, len(whole) // 2)]
    zeroed = []
    for page in dice.integers(1, len(whole) // 4_096, 4):
        low = int(page) * 4_096
        zeroed.append(whole[:low] + dice.bytes(4_096) + whole[low + 4_096 :])
    seen = 0
    for broken in [*cuts, *zeroed, b"", whole + b"\0" * 4_096]:
        path.write_bytes(broken)
        seen += used(path)
    assert seen > len(cuts)
    path.write_bytes(whole)
    with mg.AddressIndex.open(path) as index:
        assert place_all(index) == 6


@pytest.mark.slow
def test_an_index_that_can_not_be_kept_lives_in_memory(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    for goal in (blocked / "a.addresses", Path("/proc/none/a.addresses")):
        index = mg.AddressIndex.build(harvest(), save_to=goal)
        assert place_all(index) == 6
        with pytest.raises(OutputError, match=r"a\.addresses"):
            index.save(goal)
