"""Kinds of tables that a run can have: their names, their columns, and who may see them.

A kind is a typed key: ``run.of(REACH, mode="bike")``. Chapters declare them (``mintgeo.chapters``),
each with what may be published of it; nothing is published of what is not declared.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from importlib import import_module
from typing import Any, Final, Generic, Literal, TypeVar

from mintgeo._credits import KEY as ATTRIBUTIONS
from mintgeo._schema import Table

Per = Literal["", "mode", "level"]
Privacy = Literal["open", "counted", "personal", "closed"]
Made = TypeVar("Made", covariant=True)  # noqa: PLC0105 short for what an item is
NOTES: Final = frozenset({"findings", "read_note", "match_note"})
"""What was found of single rows, and what it says; it may quote them."""
_CHAPTERS: Final = "mintgeo.chapters"


@dataclass(frozen=True, kw_only=True, eq=False)
class Item(Generic[Made]):
    """Something that a study makes, under a name; one per mode or level if it says so.

    What is ``passing`` is kept only as long as its mode is at work: it may be large. What is
    ``personal`` tells of persons, and all that is made of it may: no run leaves it to the next one.
    """

    name: str
    per: Per = ""
    passing: bool = False
    personal: bool = False

    def at(self, part: str) -> "Item[Made]":
        """The item of one mode or level."""
        return replace(self, name=f"{self.name}_{part}", per="") if part else self


@dataclass(frozen=True, kw_only=True, eq=False)
class Kind(Item[Made]):
    """A table of a run, or one per mode or level.

    Attributes
    ----------
    parts
        The modes or levels that there can be.
    privacy
        ``open``: its ``columns`` may be published. ``counted``: it counts people, and what may be
        published of it is made by the rule of ``privacy``. ``personal``: a row per person, never
        published. ``closed``: not published either.
    columns, metadata
        What a published table may hold, and may say of itself.
    publish
        Makes of an open table the one to publish, if rows have to go.
    """

    parts: Collection[str] = ()
    privacy: Privacy = "closed"
    columns: frozenset[str] = frozenset()
    metadata: frozenset[str] = frozenset({ATTRIBUTIONS})
    publish: Callable[[Any], Any] | None = None

    def names(self) -> list[str]:
        """Every name that such a table can have."""
        return [self.at(part).name for part in self.parts or ("",)]

    @property
    def is_public(self) -> bool:
        """Whether a public variant may hold it, as it is or made by the rule."""
        return self.privacy in ("open", "counted")


def columns_of(*tables: Table, also: tuple[str, ...] = ()) -> frozenset[str]:
    """Columns of some schemas that may be published: all but the notes on single rows."""
    return frozenset({one.name for table in tables for one in table.columns} | set(also)) - NOTES


def declared() -> Mapping[str, Kind[Any]]:
    """Every kind that a chapter declares, by the names of its tables.

    Chapters stand above all that asks here, so they are found by the name of their room.
    """
    found: Mapping[str, Kind[Any]] = import_module(_CHAPTERS).declared()
    return found


def open_inputs() -> frozenset[str]:
    """Names of inputs that may be named in public: files that tell nothing of people."""
    found: frozenset[str] = import_module(_CHAPTERS).open_inputs()
    return found


def headlines(run: Any, say: Any) -> list[tuple[str, str]]:
    """What a notebook says of a run in a few rows: the results of every chapter."""
    found: list[tuple[str, str]] = import_module(_CHAPTERS).headlines(run, say)
    return found
