"""Parts handed out, done, done again where a worker has died, and gathered in their order."""

import pickle
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import BrokenExecutor, CancelledError, Future, wait
from dataclasses import dataclass
from traceback import format_exc
from typing import Any, Final

from mintgeo._errors import MintgeoError, WorkerError, reason
from mintgeo._parallel.crew import AnyExecutor, Crew, lost_kinds
from mintgeo._parallel.shipping import Address, Job, Parcel
from mintgeo._progress import quiet

TRIES: Final = 3
"""So often a part may lose its worker; the last time, it is at work alone."""


@dataclass(frozen=True)
class _Answer:
    """What a worker says: a result, an error, or that it has not got the job."""

    value: Any = None
    error: Exception | None = None
    unknown: bool = False


@dataclass(kw_only=True)
class _Part:
    """A part under way."""

    number: int
    item: Any
    future: "Future[_Answer]"
    lost: int = 0


def each(job: Job, items: Iterable[Any], *, executor: AnyExecutor | None = None) -> Iterator[Any]:
    """Do a job with every item, and give the results in the order of the items.

    Parameters
    ----------
    job
        What is done with an item. It goes to every process once.
    items
        Taken one by one, a few ahead of the results: all of them need not fit into memory.
    executor
        Who does it; without one this thread does.

    Raises
    ------
    WorkerError
        If a part has ended its workers again and again.
    OptionError
        If the executor takes no work, or the job can't be pickled.
    """
    if executor is None:
        yield from map(job, items)
        return
    with Crew(executor) as crew, Parcel(job) as parcel:
        yield from _Gathering(crew, parcel).over(items)


class _Gathering:
    def __init__(self, crew: Crew, parcel: Parcel) -> None:
        self._crew, self._parcel = crew, parcel
        self._parts: deque[_Part] = deque()

    def over(self, items: Iterable[Any]) -> Iterator[Any]:
        try:
            for number, item in enumerate(items, start=1):
                part = _Part(number=number, item=item, future=self._start(item))
                self._parts.append(part)
                if len(self._parts) >= self._crew.ahead:
                    yield self._first()
            while self._parts:
                yield self._first()
        finally:
            for one in self._parts:
                one.future.cancel()

    def _start(self, item: Any, content: bytes | None = None) -> "Future[_Answer]":
        try:
            return self._crew.submit(_answer, self._parcel, item, content)
        except MintgeoError:
            if self._parcel.refused is not None:
                raise self._parcel.refused from None
            raise

    def _first(self) -> Any:
        """The result of the first part, once it is there."""
        head = self._parts[0]
        while True:
            try:
                answer = head.future.result()
            except lost_kinds() as error:
                self._again(error)
                continue
            except CancelledError as error:
                raise WorkerError(
                    "The executor has let go of part {number} before it was done.",
                    number=head.number,
                ) from error
            except Exception:
                if self._parcel.refused is not None:
                    raise self._parcel.refused from None
                raise
            if answer.unknown:
                head.future = self._start(head.item, self._parcel.file.read_bytes())
                continue
            self._parts.popleft()
            if answer.error is not None:
                raise answer.error
            return answer.value

    def _again(self, error: BaseException) -> None:
        """Do all parts again that a dead worker has left."""
        if isinstance(error, BrokenExecutor):
            wait([one.future for one in self._parts])
            self._crew.renew()
        lost = [one for one in self._parts if _is_lost(one.future)]
        for one in lost:
            one.lost += 1
            if one.lost >= TRIES:
                raise WorkerError(
                    "Part {number} has ended its worker {n} times. Most often the memory is not "
                    "enough: take fewer workers, or smaller parts.",
                    number=one.number, n=one.lost,
                ) from error  # fmt: skip
        self._crew.tell(len(lost))
        for one in lost:
            one.future = self._start(one.item)
            if one.lost == TRIES - 1:
                wait([one.future])


def _is_lost(future: "Future[_Answer]") -> bool:
    return future.done() and not future.cancelled() and isinstance(
        future.exception(), lost_kinds()
    )  # fmt: skip


def _answer(parcel: Parcel | Address, item: Any, content: bytes | None) -> _Answer:
    """Do a part, in whatever thread or process this is."""
    try:
        job = parcel.open(content)
    except WorkerError as error:
        return _Answer(error=error)
    except OSError:
        return _Answer(unknown=True)
    try:
        with quiet():
            return _Answer(value=job(item))
    except Exception as error:  # noqa: BLE001 - whatever it is, the caller is to see it
        return _Answer(error=_portable(error) if isinstance(parcel, Address) else error)


def _portable(error: Exception) -> Exception:
    """An error that arrives: itself with where it came from, or what it says."""
    if not isinstance(error, MintgeoError):
        error.add_note(format_exc())
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301 - of our own making
    except Exception:  # noqa: BLE001 - pickling calls foreign code
        return WorkerError(
            "A worker has failed ({kind}: {why}).", kind=type(error).__name__, why=reason(error)
        )
    return error
