"""What is found while a cell is read."""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from mintgeo.findings import Finding, found


class Note(NamedTuple):
    """A finding, the field that it is about (empty: the row), and what stands there."""

    field: str
    cell: str
    finding: Finding


@dataclass
class Notes:
    """Findings of one row as they come; ``field`` and ``cell`` are those that are read now."""

    said: list[Note] = field(default_factory=list)
    field: str = ""
    cell: str = ""

    def at(self, name: str, cell: str | None = None) -> "Notes":
        """Speak of another field from now on."""
        self.field, self.cell = name, cell or ""
        return self

    def add(self, code: str, /, **values: Any) -> None:
        """Keep a finding of the field that is read now."""
        self.said.append(Note(self.field, self.cell, found(code, **values)))
