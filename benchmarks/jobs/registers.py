"""Duplicates: labelled pairs beside splink, and large tables over five sizes."""

from collections.abc import Callable
from typing import Any, Final

from benchmarks.duplicates import COUNT, SEEDS, beside, grouped, world_of
from benchmarks.job import Goal, Job
from mintgeo.duplicates import find_duplicates
from tests.distorter import world

ROWS: Final = (4_000, 8_000, 16_000, 32_000, 100_000)
PAIRS: Final = tuple(COUNT * part // 8 for part in (1, 2, 3, 5, 8))


def pairs(kind: str, count: int) -> Callable[[], Any]:
    made = world(kind, count, seed=SEEDS[0])
    return lambda: grouped(made)


def pairs_splink(kind: str, count: int) -> Callable[[], Any]:
    import splink  # noqa: F401

    made = world(kind, count, seed=SEEDS[0])
    return lambda: beside(made)


def large(kind: str, rows: int) -> Callable[[], Any]:
    table = world_of(kind, rows)
    return lambda: find_duplicates(table)


def _job(
    name: str, function: str, kind: str, sizes: tuple[int, ...], what: str, **rest: Any
) -> Job:
    return Job(
        name=name, ours=f"{__name__}:{function}", sizes=tuple((kind, one) for one in sizes),
        labels=tuple(f"{one:,} {what}" for one in sizes), amounts=sizes, **rest,
    )  # fmt: skip


JOBS: Final = (
    *(_job(f"duplicates of labelled {kind}", "pairs", kind, PAIRS, "pairs",
           peers={"splink": f"{__name__}:pairs_splink"}) for kind in ("sites", "offers")),
    *(_job(f"duplicates of {kind}", "large", kind, ROWS, "rows", rows=ROWS[-1], goal=Goal(cpu=60))
      for kind in ("sites", "offers")),
)  # fmt: skip
