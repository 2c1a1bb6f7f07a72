"""What a benchmark is: a job of ours, its peers, its sizes and its goals."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


class Clocked(float):
    """Seconds that a job took by a clock of its own, such as that of a page in a browser."""


@dataclass(frozen=True, kw_only=True)
class Goal:
    """What a job should reach, of the middle of its runs.

    Attributes
    ----------
    seconds, cpu, gb
        At most so many by the clock, of processors, and at most so much memory.
    times
        At most so many times the peer's seconds: 0.05 is twenty times as fast.
    per_second
        At least so many rows in a second.
    peer
        Whose seconds ``times`` is of; the first that ran where it is empty.
    """

    seconds: float | None = None
    cpu: float | None = None
    gb: float | None = None
    times: float | None = None
    per_second: float | None = None
    peer: str = ""


@dataclass(frozen=True, kw_only=True)
class Job:
    """A job of ours beside its peers.

    Attributes
    ----------
    name
        What is done, as the table says it.
    ours
        ``module:function``; see ``benchmarks.measured``.
    sizes
        Arguments of each size, the largest last, which is the one that is compared; what a size is
        called stands in ``labels``, how large it is beside the others in ``amounts``.
    peers
        Name → ``module:function``, with the arguments of the largest size.
    rows
        How many rows the largest size has, where speed is rows in a second.
    """

    name: str
    ours: str
    sizes: tuple[tuple[Any, ...], ...] = ((),)
    labels: tuple[str, ...] = ("",)
    amounts: tuple[float, ...] = ()
    peers: Mapping[str, str] = field(default_factory=dict)
    goal: Goal = field(default_factory=Goal)
    rows: int | None = None
