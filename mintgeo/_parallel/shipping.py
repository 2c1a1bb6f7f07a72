"""A job on its way to other processes: in one file that each of them maps into its memory.

What is pickled for an executor is only the name of the file. It is written when an executor first
pickles, so threads never write one. Arrays stand in it as they are, aligned, and are mapped, not
copied: the processes of a machine share them. Who can't open it, for the file lies on another
machine, says so, and gets the content once.
"""

import io
import mmap
import pickle
import shutil
import tempfile
from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import Any, Final, Self
from uuid import uuid4

import numpy as np

from mintgeo._cache import cache_folder, sweep
from mintgeo._errors import OptionError, WorkerError, reason

Job = Callable[[Any], Any]
_ALIGNED: Final = 64
_WORD: Final = 8
_KEPT: Final = 2
"""Jobs that a process keeps open: the one at work, and the one before."""
_OPEN: Final[OrderedDict[str, Job]] = OrderedDict()
_OPENING: Final = Lock()


class Parcel:
    """A job as it stands in a task: here the thing itself, elsewhere a file of it."""

    def __init__(self, job: Job) -> None:
        self.key = uuid4().hex
        self.refused: OptionError | None = None
        self._job, self._folder = job, Path()
        self._writing = Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._folder.name:
            shutil.rmtree(self._folder, ignore_errors=True)

    def __reduce__(self) -> tuple[Any, ...]:
        return Address, (self.key, str(self.file))

    def open(self, content: bytes | None) -> Job:  # noqa: ARG002 - as of Address
        """The job itself."""
        return self._job

    @property
    def file(self) -> Path:
        """Where the job is written, when it is first asked for; only the user can read it.

        Raises
        ------
        OptionError
            If a part of the job can't be pickled.
        """
        with self._writing:
            if not self._folder.name:
                stream, buffers = self._pickled()
                self._folder = _private_folder()
                _write(self._folder / "job", stream, buffers)
        return self._folder / "job"

    def _pickled(self) -> tuple[bytes, list[memoryview]]:
        buffers: list[pickle.PickleBuffer] = []
        stream = io.BytesIO()
        try:
            _Pickler(stream, protocol=5, buffer_callback=buffers.append).dump(self._job)
        except Exception as error:
            self.refused = OptionError(
                "What is asked for can't go to another process ({kind}: {why}). A router, step or "
                "gazetteer of your own must be one that pickle can copy; a ThreadPoolExecutor "
                "copies nothing.",
                kind=type(error).__name__, why=reason(error),
            )  # fmt: skip
            raise self.refused from error
        return stream.getvalue(), [one.raw() for one in buffers]


class _Pickler(pickle.Pickler):
    """Puts arrays that are mapped from a file beside the stream, too, as those in memory."""

    def reducer_override(self, thing: Any) -> Any:
        if type(thing) is np.memmap:
            return np.asarray(thing).__reduce_ex__(5)
        return NotImplemented


class Address:
    """Where another process finds a job."""

    def __init__(self, key: str, file: str) -> None:
        self.key, self.file = key, file

    def open(self, content: bytes | None) -> Job:
        """The job, opened once in a process.

        Raises
        ------
        OSError
            If the file lies on another machine, and no content came along.
        WorkerError
            If this process has not what the job is made of.
        """
        with _OPENING:
            if self.key not in _OPEN:
                whole = memoryview(content) if content is not None else _mapped(Path(self.file))
                _OPEN[self.key] = _read(whole)
                while len(_OPEN) > _KEPT:
                    _OPEN.popitem(last=False)
            _OPEN.move_to_end(self.key)
            return _OPEN[self.key]


def _private_folder() -> Path:
    """A new folder that only the user sees, beside other things that can be made again."""
    home = cache_folder()
    if home is not None:
        with suppress(OSError):
            shipped = home / "shipped"
            shipped.mkdir(parents=True, exist_ok=True)
            sweep(shipped)
            return Path(tempfile.mkdtemp(prefix=".part", dir=shipped))
    return Path(tempfile.mkdtemp(prefix="mintgeo"))


def _write(file: Path, stream: bytes, buffers: list[memoryview]) -> None:
    """Arrays, each at a multiple of 64 bytes; what they belong to; and where that begins."""
    places: list[tuple[int, int]] = []
    file.touch(mode=0o600, exist_ok=False)
    with file.open("wb") as out:
        for one in buffers:
            out.write(bytes(-out.tell() % _ALIGNED))
            places.append((out.tell(), one.nbytes))
            out.write(one)
        begin = out.tell()
        out.write(pickle.dumps((stream, places)))
        out.write(begin.to_bytes(_WORD, "little"))


def _mapped(file: Path) -> memoryview:
    """A file in memory; who writes to it writes to a copy of one's own."""
    with file.open("rb") as source:
        return memoryview(mmap.mmap(source.fileno(), 0, access=mmap.ACCESS_COPY))


def _read(whole: memoryview) -> Job:
    begin = int.from_bytes(whole[-_WORD:], "little")
    stream, places = pickle.loads(whole[begin:-_WORD])  # noqa: S301 - written by our own caller
    try:
        job: Job = pickle.loads(  # noqa: S301 - the same
            stream, buffers=[whole[first : first + size] for first, size in places]
        )
    except Exception as error:
        raise WorkerError(
            "A worker can't open what it is asked ({kind}: {why}): it needs the same packages, and "
            "classes of your own in a module that it can import.",
            kind=type(error).__name__, why=reason(error),
        ) from error  # fmt: skip
    return job
