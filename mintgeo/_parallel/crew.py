"""Who does the work: any executor of ``concurrent.futures``, or what lends one, as Dask does."""

import logging
import sys
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from os import cpu_count
from typing import Any, Final, Protocol, Self, TypeAlias, runtime_checkable

from mintgeo._errors import OptionError, reason
from mintgeo._phrase import Phrase

_LOG: Final = logging.getLogger(__name__)
_AHEAD: Final = 2
"""Parts per worker that are under way: one at work, one waiting."""


@runtime_checkable
class ExecutorLender(Protocol):
    """What lends an executor, such as a ``Client`` of Dask."""

    def get_executor(self, *, pure: bool) -> Executor:
        """Return an executor of its workers; not ``pure`` is what may be done twice."""
        ...


AnyExecutor: TypeAlias = Executor | ExecutorLender
"""An executor of ``concurrent.futures``, or a ``Client`` of Dask."""


def width(executor: AnyExecutor) -> int:
    """How many parts an executor does at once."""
    threads = getattr(executor, "nthreads", None)
    if callable(threads):
        return max(1, int(sum(threads().values())))
    return int(getattr(executor, "_max_workers", None) or cpu_count() or 1)


def lost_kinds() -> tuple[type[BaseException], ...]:
    """What says that a worker has died, and its part with it."""
    dask = sys.modules.get("distributed")
    return (BrokenExecutor,) if dask is None else (BrokenExecutor, dask.KilledWorker)


@contextmanager
def workers(number: int) -> Iterator[Executor | None]:
    """Give an executor of so many processes of this machine, or none for one.

    Raises
    ------
    OptionError
        If the number is below one.
    """
    if number < 1:
        raise OptionError("There must be 1 worker or more, not {number}.", number=number)
    if number == 1:
        yield None
        return
    with ProcessPoolExecutor(number, mp_context=get_context("spawn")) as pool:
        yield pool


class Crew:
    """The workers of an executor; others in their place once a pool of processes is broken."""

    def __init__(self, given: AnyExecutor) -> None:
        if not isinstance(given, Executor | ExecutorLender):
            raise OptionError(
                "executor= takes an executor of concurrent.futures or a Client of Dask, not "
                "{kind}.",
                kind=type(given).__name__,
            )
        self.ahead = _AHEAD * width(given)
        self._executor = given if isinstance(given, Executor) else given.get_executor(pure=False)
        self._own: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._own is not None:
            self._own.shutdown()

    def submit(self, *task: Any) -> "Future[Any]":
        """Hand out a task.

        Raises
        ------
        OptionError
            If the executor takes none.
        """
        try:
            return self._executor.submit(*task)
        except BrokenExecutor:
            self.renew()
        except Exception as error:
            raise OptionError(
                "The executor takes no work ({kind}: {why}).",
                kind=type(error).__name__, why=reason(error),
            ) from error  # fmt: skip
        return self._executor.submit(*task)

    def renew(self) -> None:
        """Take a new pool of the same kind in place of a broken one."""
        old = self._executor
        if isinstance(old, ProcessPoolExecutor):
            kept = {name: getattr(old, f"_{name}", None)
                    for name in ("max_workers", "mp_context", "initializer")}  # fmt: skip
            pool = ProcessPoolExecutor(**kept, initargs=getattr(old, "_initargs", ()))
            if self._own is not None:
                self._own.shutdown(wait=False)
            self._executor = self._own = pool

    @staticmethod
    def tell(lost: int) -> None:
        """Say that a worker has died."""
        _LOG.warning(Phrase(
            "A worker has died before it was done; {n} parts are done again.", n=lost
        ))  # fmt: skip
