"""What is found of the rows of a feed while it is read: each kind once, counted, with the first."""

from dataclasses import dataclass, field
from typing import Any, Final, SupportsInt

import numpy as np
from numpy.typing import NDArray

from mintgeo.findings import Finding, found

_HEADER: Final = 2
"""The line of a file that its first row stands in."""


@dataclass
class _Seen:
    n: int
    line: int
    value: str


@dataclass
class Faults:
    """Findings of one feed in the making; files are called as the user knows them."""

    feed: str
    _seen: dict[tuple[str, str], _Seen] = field(default_factory=dict)

    def add(
        self, code: str, file: str, *, n: SupportsInt = 1, line: int = 0, value: object = ""
    ) -> None:
        """Count what was found, and keep the first of its kind."""
        if int(n):
            one = self._seen.setdefault((code, file), _Seen(0, line, str(value)))
            one.n += int(n)

    def has(self, code: str) -> bool:
        """Whether something of a kind was found in any file."""
        return any(code == one for one, _ in self._seen)

    def rows(
        self, code: str, file: str, wrong: NDArray[np.bool_], values: Any = None, *, before: int = 0
    ) -> None:
        """Count rows of a table of which something is true; ``before`` them others were read."""
        n = int(np.count_nonzero(wrong))
        if n:
            first = int(np.argmax(wrong))
            value = "" if values is None else values[first]
            value = value.as_py() if hasattr(value, "as_py") else value
            line = before + first + _HEADER
            self.add(code, file, n=n, line=line, value="" if value is None else value)

    def findings(self) -> tuple[Finding, ...]:
        """All of them, in the order in which they were met."""
        return tuple(
            found(f"timetable.{code}", n=one.n, file=f"{self.feed}/{file}" if file else self.feed,
                  line=one.line, value=one.value)
            for (code, file), one in self._seen.items()
        )  # fmt: skip
