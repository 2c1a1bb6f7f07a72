"""What both variants of a run have in common is made once.

A chapter gets to see a run that notes what is asked of it. If the other variant holds the very same
things under these names, what the chapter has made of one is what it would make of the other. What
was made of one's own variant is never taken for the one to publish, so that nothing of it can get
into that; the one to publish is made first, then both can share.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Final, Protocol, TypeVar, cast

import pandas as pd

from mintgeo._kinds import Kind
from mintgeo.language import Language
from mintgeo.privacy.tables import harmless
from mintgeo.run import Run

Part = TypeVar("Part")
Frame = TypeVar("Frame", bound=pd.DataFrame)
_NOTED: Final = ("tables", "parameters", "inputs")
_NOTHING: Final = object()


class Maker(Protocol):
    """Who lets a chapter make its part of a run."""

    def __call__(self, make: Callable[[Run, Language], Part], run: Run, say: Language, /) -> Part:
        """Give what it makes."""


def plainly(make: Callable[[Run, Language], Part], run: Run, say: Language, /) -> Part:
    """Let a chapter make its part of a run."""
    return make(run, say)


class Shared:
    """Who lets chapters make their parts of several variants, and remembers them."""

    def __init__(self) -> None:
        self._known: dict[Any, list[tuple[bool, _Seen, Any]]] = {}

    def __call__(self, make: Callable[[Run, Language], Part], run: Run, say: Language, /) -> Part:
        """Give what a chapter has made of the same things, or let it make its part."""
        known = self._known.setdefault((make, say.code), [])
        for public, seen, parts in known:
            if public >= run.is_public and seen.fits(run):
                return cast("Part", parts)
        seen = _Seen.noting(run)
        made: Any = make(seen, say)
        parts = made if isinstance(made, str) else [*made]
        seen.close()
        known.append((run.is_public, seen, parts))
        return cast("Part", parts)


@dataclass(frozen=True, kw_only=True)
class _Seen(Run):
    """A run that notes what is asked of it."""

    plainly: dict[str, pd.DataFrame] = field(default_factory=dict)
    """Tables that were asked for without what may not be published."""

    def __post_init__(self) -> None:
        """Keep what notes as it is."""

    @classmethod
    def noting(cls, run: Run) -> "_Seen":
        told = {one.name: getattr(run, one.name) for one in fields(Run)}
        return cls(**told | {name: _Noted(told[name]) for name in _NOTED})

    def plain(self, kind: Kind[Frame], *, mode: str = "", level: str = "") -> Frame | None:
        """Note the columns that may be published, and no others."""
        name = kind.at((mode or self.mode) if kind.per == "mode" else level).name
        tables: Any = self.tables
        table = tables.unnoted(name)
        if table is None:
            return self.find(kind, mode=mode, level=level)
        found = self.plainly[name] = harmless(name, table)
        return cast("Frame", found.copy(deep=False))

    def fits(self, run: Run) -> bool:
        """Whether another run holds all that was asked for, and nothing else in place of it."""
        noted: list[_Noted] = [getattr(self, name) for name in _NOTED]
        others = [getattr(run, name) for name in _NOTED]
        rest = [one.name for one in fields(Run) if one.name not in _NOTED]
        return (
            all(getattr(self, name) == getattr(run, name) for name in rest)
            and all(one.fits(other) for one, other in zip(noted, others, strict=True))
            and all(_alike(table, name, run) for name, table in self.plainly.items())
        )

    def close(self) -> None:
        """Answer nothing any more: it could not be noted."""
        for name in _NOTED:
            getattr(self, name).is_open = False


class _Noted(Mapping[str, Any]):
    """A mapping that notes what it was asked for."""

    def __init__(self, of: Mapping[str, Any]) -> None:
        self.is_open = True
        self._of = of
        self._asked: dict[Any, Any] = {}
        self._names: list[str] | None = None

    def __getitem__(self, name: str) -> Any:
        self._note(name)
        return self._of[name]

    def __contains__(self, name: object) -> bool:
        self._note(name)
        return name in self._of

    def __iter__(self) -> Iterator[str]:
        self._list()
        return iter(self._of)

    def __len__(self) -> int:
        self._list()
        return len(self._of)

    def unnoted(self, name: str) -> Any:
        """What is there, for whoever notes it otherwise."""
        self._check()
        return self._of.get(name)

    def fits(self, other: Mapping[str, Any]) -> bool:
        """Whether another one answers the same to all that was asked."""
        return (self._names is None or self._names == [*other]) and all(
            other.get(name, _NOTHING) is value for name, value in self._asked.items()
        )

    def _note(self, name: Any) -> None:
        self._check()
        self._asked[name] = self._of.get(name, _NOTHING)

    def _list(self) -> None:
        self._check()
        self._names = [*self._of]

    def _check(self) -> None:
        if not self.is_open:
            raise RuntimeError("A part of a chapter looks at its run when it is made, not later.")


def _alike(table: pd.DataFrame, name: str, run: Run) -> bool:
    """Whether a run has the same table, but for what may not be published of it."""
    if name not in run.tables:
        return False
    other = harmless(name, run.tables[name])
    return other is table or (table.attrs == other.attrs and table.equals(other))
