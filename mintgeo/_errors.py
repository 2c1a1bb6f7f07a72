"""The errors of mintgeo: one base class, and mix-ins so that ``except ValueError`` works too."""

import errno
import re
from collections.abc import Iterable
from typing import Any, Final

from mintgeo._phrase import Phrase

_CODE: Final = re.compile(
    r"(?:(?:node|way|relation)/)?[A-Za-z]{0,3}[-_./]?\d[\d._/-]*[A-Za-z]{0,2}"
)
_SHORT: Final = 3
_LONGEST: Final = 60


class MintgeoError(Exception):
    """Base of every error that mintgeo raises on purpose; its text is written for the user.

    Parameters
    ----------
    text
        An English sentence with ``{names}``; ``language.explained`` says it in other languages.
    values
        What stands for the names; without values nothing is replaced.
    """

    def __init__(self, text: str = "", /, **values: object) -> None:
        super().__init__(text if isinstance(text, Phrase) else Phrase(text, **values))

    def __reduce__(self) -> tuple[Any, ...]:
        """What travels between processes: the text and all that an error of its kind holds."""
        return _again, (type(self), *self.args), self.__dict__


def _again(kind: type[MintgeoError], *args: object) -> MintgeoError:
    new = kind.__new__(kind)
    super(MintgeoError, new).__init__(*args)
    return new


class InputError(MintgeoError, ValueError):
    """A file, table, column or value is not what was asked for."""


class TableError(InputError):
    """A table breaks its schema; the text lists every fault of the table at once."""


class DuplicateIdError(TableError):
    """Some ids are given more than once."""


class CrsError(InputError):
    """A layer has no coordinate reference system, or one that does not fit."""


class OptionError(MintgeoError, ValueError):
    """An argument is outside of what it may be."""


class UnknownRegionError(MintgeoError, LookupError):
    """A region key is not known in the Gebietsstand that was asked for."""


class MissingDataError(MintgeoError, LookupError):
    """The data at hand cannot answer this question."""


class TooCoarseError(MissingDataError):
    """Points are too coarse for a share, or a list of places.

    Attributes
    ----------
    mode, minutes, areas
        The way to travel, the thresholds, and the keys of the areas asked for (none for places).
    """

    def __init__(
        self, text: str, /, *, mode: str, minutes: tuple[float, ...], areas: tuple[str, ...] = (),
        **values: object,
    ) -> None:  # fmt: skip
        super().__init__(text, mode=mode, **values)
        self.mode, self.minutes, self.areas = mode, minutes, areas


class InfeasibleError(MintgeoError, ValueError):
    """No plan does what was asked for; the text says which wishes, why, and what would do.

    Attributes
    ----------
    code
        What stands against it, such as ``too_few_candidates``.
    values
        Numbers and positions behind it; what the smallest change would be is among them.
    """

    def __init__(self, text: str = "", /, *, code: str = "", **values: object) -> None:
        super().__init__(text, **values)
        self.code, self.values = code, values


class PrivacyError(MintgeoError, ValueError):
    """Something personal was about to leave the machine or to stand in a public output."""


class OutputError(MintgeoError, OSError):
    """A result can't be written where it was wanted."""


class DownloadError(MintgeoError, OSError):
    """A file could not be downloaded, or what came is not the file."""


class ServiceError(MintgeoError, OSError):
    """A server refuses to be asked."""


class WorkerError(MintgeoError, RuntimeError):
    """A process that was to do a part of the work has died, or can't do it."""


class MissingExtraError(MintgeoError, ImportError):
    """A part that needs an optional package was called without it."""


def name_rows(ids: Iterable[object], *, limit: int = 10, numbers: bool = False) -> Phrase:
    """Name rows for a message: the first ids (or their numbers), and how many more there are.

    Examples
    --------
    >>> name_rows(["17", "58", "141"])
    'ids 17, 58, 141'
    >>> name_rows(range(5), limit=2, numbers=True)
    'rows 0, 1 and 3 more'
    """
    names = [str(one) for one in ids]
    shown = ", ".join(name[:_LONGEST] + "…" * (len(name) > _LONGEST) for name in names[:limit])
    if len(names) == 1:
        return Phrase("row {rows}", rows=shown) if numbers else Phrase("id {ids}", ids=shown)
    more = len(names) - limit
    if more > 0 and numbers:
        return Phrase("rows {rows} and {more} more", rows=shown, more=more)
    if more > 0:
        return Phrase("ids {ids} and {more} more", ids=shown, more=more)
    return Phrase("rows {rows}", rows=shown) if numbers else Phrase("ids {ids}", ids=shown)


def name_ids(ids: Iterable[object], *, limit: int = 10) -> Phrase:
    """Name rows of a list that may be of people: of an id that is no number, one letter.

    An id may be somebody's name or e-mail address, and messages are pasted into public questions.

    Examples
    --------
    >>> name_ids(["17", "K-58", "way/141", "erika.muster@example.org"])
    'ids 17, K-58, way/141, e…'
    """
    return name_rows(map(hidden_id, ids), limit=limit)


def hidden_id(one: object) -> str:
    """An id as far as it can be shown: numbers and short codes, of anything else one letter."""
    text = str(one)
    return text if len(text) < _SHORT or _CODE.fullmatch(text) else f"{text[:1]}…"


_OF_THE_SYSTEM: Final = {
    errno.ENOENT: Phrase("no such file or folder"),
    errno.EACCES: Phrase("access is not allowed"),
    errno.EPERM: Phrase("access is not allowed"),
    errno.EROFS: Phrase("the disk can only be read"),
    errno.ENOSPC: Phrase("the disk is full"),
    errno.EDQUOT: Phrase("the disk is full"),
    errno.EEXIST: Phrase("it is there already"),
    errno.ENOTDIR: Phrase("a part of the path is a file, not a folder"),
    errno.EISDIR: Phrase("it is a folder"),
    errno.ENAMETOOLONG: Phrase("the name is too long"),
    errno.ELOOP: Phrase("links lead in a circle"),
    errno.EBUSY: Phrase("it is in use"),
    errno.ETXTBSY: Phrase("it is in use"),
    errno.EIO: Phrase("the disk does not work"),
    errno.EMFILE: Phrase("too many files are open"),
    errno.EFBIG: Phrase("it is too large for the disk"),
    errno.EXDEV: Phrase("it lies on another disk"),
}
"""What the system says in English, or in the language of the machine."""
_SHOWN: Final = 200


def reason(error: BaseException) -> str:
    """Why something foreign failed, in a few words of one line.

    Examples
    --------
    >>> reason(FileNotFoundError(errno.ENOENT, "Datei nicht gefunden"))
    'no such file or folder'
    """
    if isinstance(error, OSError) and error.errno in _OF_THE_SYSTEM:
        return _OF_THE_SYSTEM[error.errno]
    if error.args and isinstance(error.args[0], Phrase):
        return error.args[0]
    text = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return " ".join(text.split())[:_SHOWN] or Phrase("no reason given")
