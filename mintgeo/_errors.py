"""The errors of mintgeo: one base class, and mix-ins so that ``except ValueError`` works too."""

import re
from collections.abc import Iterable
from typing import Final

_CODE: Final = re.compile(
    r"(?:(?:node|way|relation)/)?[A-Za-z]{0,3}[-_./]?\d[\d._/-]*[A-Za-z]{0,2}"
)
_SHORT: Final = 3
_LONGEST: Final = 60


class MintgeoError(Exception):
    """Base of every error that mintgeo raises on purpose; its text is written for the user."""


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
        self, text: str, *, mode: str, minutes: tuple[float, ...], areas: tuple[str, ...] = ()
    ) -> None:
        super().__init__(text)
        self.mode, self.minutes, self.areas = mode, minutes, areas


class PrivacyError(MintgeoError, ValueError):
    """Something personal was about to leave the machine or to stand in a public output."""


class OutputError(MintgeoError, OSError):
    """A result can't be written where it was wanted."""


class DownloadError(MintgeoError, OSError):
    """A file could not be downloaded, or what came is not the file."""


class ServiceError(MintgeoError, OSError):
    """A server refuses to be asked."""


class MissingExtraError(MintgeoError, ImportError):
    """A part that needs an optional package was called without it."""


def name_rows(ids: Iterable[object], *, limit: int = 10) -> str:
    """Name rows for a message: the first ids, and how many more there are.

    Examples
    --------
    >>> name_rows(["17", "58", "141"])
    'ids 17, 58, 141'
    >>> name_rows(range(5), limit=2)
    'ids 0, 1 and 3 more'
    """
    names = [str(one) for one in ids]
    shown = ", ".join(name[:_LONGEST] + "…" * (len(name) > _LONGEST) for name in names[:limit])
    word = "id" if len(names) == 1 else "ids"
    rest = f" and {len(names) - limit} more" if len(names) > limit else ""
    return f"{word} {shown}{rest}"


def name_ids(ids: Iterable[object], *, limit: int = 10) -> str:
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
