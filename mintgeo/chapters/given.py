"""How a study file names a list: one file, several, or a table with sheets and columns."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any, Final

from mintgeo._errors import OptionError
from mintgeo._phrase import Phrase, phrases

Listed = str | list[str] | dict[str, Any]
"""A path, several paths, or a table such as ``{ path = "a.xlsx", sheet = "Mai" }``."""
WANTED: Final = Phrase(
    "a path in quotes, several in brackets, or { path = …, sheet = …, columns = … }"
)
_LONGEST: Final = 60


@dataclass(frozen=True, kw_only=True)
class ListFiles:
    """The files of one list, as a study file names them.

    Attributes
    ----------
    paths
        Relative to the study file.
    sheets
        Sheets to read, those that hold a list by default.
    columns
        Header of the file → name of the schema, or a word that means it.
    """

    paths: tuple[str, ...]
    sheets: tuple[str, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)

    @property
    def sheet(self) -> str | tuple[str, ...] | None:
        """As the readers take it: one sheet, several, or none in particular."""
        return self.sheets[0] if len(self.sheets) == 1 else self.sheets or None

    @classmethod
    def of(cls, given: Listed, *, where: str) -> "ListFiles":
        """What stands in a study file.

        Raises
        ------
        OptionError
            It names every fault of the table.
        """
        if not isinstance(given, dict):
            return cls(paths=_texts(given))
        faults = _faults(given, where)
        if faults:
            raise OptionError("{faults}.", faults=phrases(faults, "; "))
        return cls(
            paths=_texts(given["path"]),
            sheets=_texts(given.get("sheet", [])),
            columns=given.get("columns", {}),
        )


def is_listed(value: Any) -> bool:
    """Whether a value of a study file may name a list; what is wrong in a table shows later."""
    return isinstance(value, dict) or _is_text(value)


def _texts(given: str | list[str]) -> tuple[str, ...]:
    return tuple(filter(None, [given] if isinstance(given, str) else given))


def _faults(given: dict[str, Any], where: str) -> list[str]:
    known = {"path": _is_text, "sheet": _is_text, "columns": _is_mapping}
    wanted = {
        "path": Phrase("a path in quotes, or several in brackets"),
        "sheet": Phrase("the name of a sheet in quotes, or several in brackets"),
        "columns": Phrase('headers and what they are, such as { Heimatort = "place" }'),
    }
    faults: list[str] = [unknown(key, known, where) for key in given if key not in known]
    faults += [
        Phrase("{where} {name} should be {wanted}", where=where, name=key, wanted=wanted[key])
        for key, fits in known.items()
        if key in given and not fits(given[key])
    ]
    if given.get("path", "") == "":
        faults.append(Phrase("{where} needs '{name}'", where=where, name="path"))
    return faults


def unknown(name: str, known: Collection[str], where: str) -> Phrase:
    """Say that a name of a study file is unknown, and which was perhaps meant."""
    name = name[:_LONGEST]
    near = get_close_matches(name, sorted(known), n=1)
    if near:
        return Phrase(
            "{where}: '{name}' is unknown, perhaps '{near}'?", where=where, name=name, near=near[0]
        )
    known_ones = ", ".join(sorted(known))
    return Phrase(
        "{where}: '{name}' is unknown; known: {known}", where=where, name=name, known=known_ones
    )


def _is_text(value: Any) -> bool:
    """Whether it is a text, or a list of some that are not empty."""
    if isinstance(value, list):
        return bool(value) and all(isinstance(one, str) and one for one in value)
    return isinstance(value, str)


def _is_mapping(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(one, str) for one in value.values())
