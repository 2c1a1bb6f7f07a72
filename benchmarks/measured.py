"""One job in a process of its own: seconds by the clock, of processors, and the largest memory.

A job is a function of some module, ``module:function``. It gets everything ready and returns what
is timed, unless that returns seconds by a clock of its own (``Clocked``). Programs that it starts
count as its own. A peer that is not installed is told by name.
"""

import importlib
import json
import resource
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any, Final

from benchmarks.job import Clocked

_MARK: Final = "took "
_BOTH: Final = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)


@dataclass(frozen=True, kw_only=True)
class Took:
    """What a job took: seconds by the clock and of processors, and GB at its highest."""

    seconds: float
    cpu: float
    gb: float


@dataclass(frozen=True, kw_only=True)
class Absent:
    """A job that could not run, and why."""

    why: str


def measure(job: str, args: tuple[Any, ...] = ()) -> Took | Absent:
    """Run a job once, in a new process."""
    line = [sys.executable, "-m", "benchmarks.measured", job, json.dumps(args)]
    ended = subprocess.run(line, capture_output=True, text=True, check=False)
    for said in reversed(ended.stdout.splitlines()):
        if said.startswith(_MARK):
            return told(json.loads(said.removeprefix(_MARK)))
    raise RuntimeError(f"{job}{args} failed: {ended.stderr[-2000:]}")


def told(values: dict[str, Any]) -> Took | Absent:
    """What was written down as values."""
    return Absent(**values) if "why" in values else Took(**values)


def middle(runs: list[Took]) -> Took:
    """The median of each figure; memory is the highest."""
    return Took(
        seconds=median(one.seconds for one in runs),
        cpu=median(one.cpu for one in runs),
        gb=max(one.gb for one in runs),
    )


def _run(job: str, args: list[Any]) -> Took | Absent:
    module, _, name = job.partition(":")
    try:
        act: Callable[[], Any] = getattr(importlib.import_module(module), name)(*args)
    except ImportError as error:
        return Absent(why=f"{error.name} is not installed")
    except FileNotFoundError as error:
        return Absent(why=f"{Path(str(error.filename)).name} is not here")
    _forget_peak()
    before, begin = _cpu(), perf_counter()
    done = act()
    seconds, cpu = perf_counter() - begin, _cpu() - before
    if isinstance(done, Clocked):
        seconds = float(done)
    return Took(seconds=seconds, cpu=cpu, gb=max(_peak_gb(), _children_gb()))


def _cpu() -> float:
    used = [resource.getrusage(who) for who in _BOTH]
    return sum(one.ru_utime + one.ru_stime for one in used)


def _forget_peak() -> None:
    """Count memory anew, with what is held now (Linux)."""
    reset = Path("/proc/self/clear_refs")
    if reset.exists():
        reset.write_text("5", encoding="ascii")


def _peak_gb() -> float:
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    lines = status.read_text(encoding="ascii").splitlines()
    return next(int(one.split()[1]) / 1e6 for one in lines if one.startswith("VmHWM"))


def _children_gb() -> float:
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e6


if __name__ == "__main__":
    found = _run(sys.argv[1], json.loads(sys.argv[2]))
    print(f"\n{_MARK}{json.dumps(asdict(found))}")
