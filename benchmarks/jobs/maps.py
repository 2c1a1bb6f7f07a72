"""The coverage map beside folium's: to save, and until it answers the pointer in Chromium."""

import atexit
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import mintgeo as mg
from benchmarks import maps
from benchmarks.job import Goal, Job
from tests.chromium import start

OFFERS: Final = maps.OFFERS


def saved(draw: Callable[..., None], count: int) -> tuple[Callable[[], Any], Path]:
    """What draws and saves a map, and where to."""
    demand, kreise = mg.population(), mg.regions("kreis")
    sites, path = maps.offers(demand, count), Path(tempfile.mkdtemp()) / "map.html"
    shares, areas = maps.coverage(kreise), maps.isochrones(sites)
    return lambda: draw(shares, kreise, sites, areas, path), path


def usable(draw: Callable[..., None], count: int) -> Callable[[], Any]:
    """Open a saved map in a window that is open, by its own clock; folium's libraries are here."""
    act, path = saved(draw, count)
    act()
    door = start()
    page = maps.window(door.__enter__())
    atexit.register(door.__exit__, None, None, None)
    return lambda: maps.answers(page, path)


def save_ours(count: int) -> Callable[[], Any]:
    return saved(maps.ours, count)[0]


def save_folium(count: int) -> Callable[[], Any]:
    return saved(maps.plain, count)[0]


def use_ours(count: int) -> Callable[[], Any]:
    return usable(maps.ours, count)


def use_folium(count: int) -> Callable[[], Any]:
    return usable(maps.plain_canvas, count)


def job(
    name: str, act: str, sizes: tuple[int, ...], peer: str = "", times: float | None = None
) -> Job:
    return Job(
        name=name, ours=f"{__name__}:{act}", sizes=tuple((one,) for one in sizes),
        labels=tuple(f"{one:,} offers" for one in sizes), amounts=tuple(map(float, sizes)),
        peers={"folium": f"{__name__}:{peer}"} if peer else {}, goal=Goal(times=times),
    )  # fmt: skip


JOBS: Final = (
    job("coverage map, to save", "save_ours", (OFFERS,), "save_folium", 0.25),
    job("coverage map, until it answers", "use_ours", (OFFERS,), "use_folium", 0.25),
    job("coverage map, to save", "save_ours", (6_250, 12_500, 25_000, 50_000, 100_000)),
    job("coverage map, until it answers", "use_ours", (6_250, 12_500, 25_000, 50_000, 100_000)),
)
