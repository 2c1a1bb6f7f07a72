"""Pages of A4 beside the report, to be taken along: one for each thing of a kind."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, kw_only=True, eq=False)
class Page:
    """A page of A4 beside the report, to be taken along.

    Attributes
    ----------
    folder, number
        Of its file, such as ``stops/01.html``: no list has a say in its name, and ``_outputs``
        lists the folders.
    title, template, values
        As of ``Section``.
    """

    folder: str
    number: int
    title: str
    template: str
    values: Mapping[str, Any] = field(default_factory=dict)

    @property
    def file(self) -> str:
        """Its file below the folder of results."""
        return f"{self.folder}/{self.number:02d}.html"
