"""A second process beside this one, which starts while this one still computes.

It does one job, by the same code as here. It lives no longer than this process: the job comes
through a pipe that ends with it. Ctrl-C is for this process, which then ends the other.
"""

import os
import pickle
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial
from importlib import import_module
from subprocess import PIPE, Popen
from typing import IO, Any, Final, TypeAlias

from mintgeo._collector import seldom

_FEWEST: Final = 2
"""Processors, without which nobody helps."""
_START: Final = "from mintgeo._parallel.helper import serve; serve()"
"""Run with ``-P``: a file of the folder that somebody works in is no module."""
Job: TypeAlias = Callable[[], Any]
Helper: TypeAlias = Callable[[Job], Job]


def nobody(job: Job) -> Job:
    """A helper that leaves a job to whoever waits for it."""
    return job


@contextmanager
def helper(wanted: bool, modules: Sequence[str]) -> Iterator[Helper]:
    """Give somebody to hand a job to, who gives a function that waits for its result.

    Parameters
    ----------
    wanted
        Whether there is enough to do. If not, with one processor, or where no process can be
        started, it is ``nobody``. If the process dies, the job is done here too.
    modules
        What the process loads while it waits for its job; what is not there is left out.
    """
    process = _started(modules) if wanted and (os.cpu_count() or 1) >= _FEWEST else None
    if process is None:
        yield nobody
        return
    try:
        yield partial(_handed, process)
    finally:
        process.kill()
        for pipe in (process.stdin, process.stdout):
            with suppress(OSError):
                _there(pipe).close()
        process.wait()


def _started(modules: Sequence[str]) -> "Popen[bytes] | None":
    try:
        return Popen(  # noqa: S603 - this interpreter, and names of modules of ours
            [sys.executable, "-P", "-c", _START, *modules], stdin=PIPE, stdout=PIPE
        )
    except OSError:
        return None


def _handed(process: "Popen[bytes]", job: Job) -> Job:
    with suppress(OSError), _there(process.stdin) as pipe:
        pipe.write(pickle.dumps(job, protocol=5))

    def result() -> Any:
        try:
            failed, what = pickle.load(_there(process.stdout))  # noqa: S301 - of a process of ours
        except (EOFError, pickle.UnpicklingError):  # it has died
            return job()
        if failed:
            raise what
        return what

    return result


def _there(pipe: "IO[bytes] | None") -> "IO[bytes]":
    """A pipe that was asked for."""
    if pipe is None:
        raise OSError
    return pipe


def serve() -> None:
    """Be the other process: take the job while the modules are loaded, do it, tell the result."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever else says something does not say it into the pipe
    with ThreadPoolExecutor(1) as reader:
        given = reader.submit(sys.stdin.buffer.read)
        for one in sys.argv[1:]:
            with suppress(ImportError, OSError):
                import_module(one)
    if given.result():
        with suppress(OSError), seldom(), out:
            out.write(pickle.dumps(_done(given.result())))


def _done(given: bytes) -> tuple[bool, Any]:
    try:
        return False, pickle.loads(given)()  # noqa: S301 - of the process that started this one
    except Exception as error:  # noqa: BLE001 - raised where the result is waited for
        return True, error
