"""A study file statement by statement: what of it can be read, and in which line everything stands.

TOML is read by the standard library, which stops at the first fault. So a file is given to it
statement by statement; one that it refuses is left out and remembered, and reading goes on.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

Path = tuple[str, ...]
"""A section, or a section and a key in it."""
_MOST: Final = 400
"""Lines of a file that is read like this; every statement costs another look at all before it."""
_LONGEST: Final = 40
"""Lines of one statement."""
_UNREADABLE: Final = (ValueError, RecursionError)


@dataclass(kw_only=True)
class Lines:
    """What stands where.

    Attributes
    ----------
    raw
        What can be read.
    at
        Line of every section and key, from 1.
    unread
        Line and text of every statement that is no TOML.
    """

    raw: dict[str, Any] = field(default_factory=dict)
    at: dict[Path, int] = field(default_factory=dict)
    unread: list[tuple[int, str]] = field(default_factory=list)

    def line(self, where: Path) -> int | None:
        """The line of a key, or else that of its section."""
        return self.at.get(where) or self.at.get(where[:1])


def read_lines(text: str) -> Lines:
    r"""Read what can be read of a study file.

    Examples
    --------
    >>> lines = read_lines("[study]\nname = a\ntitle = 'b'\n")
    >>> lines.raw, lines.unread
    ({'study': {'title': 'b'}}, [(2, 'name = a')])
    >>> lines.line(("study", "title")), lines.line(("study", "as_of"))
    (3, 1)
    """
    rows, found, kept, at = text.split("\n"), Lines(), "", 0
    while at < len(rows) <= _MOST:
        end, read = _statement(kept, rows, at)
        if read is None:
            found.unread.append((at + 1, rows[at].strip()))
            end = _after_fault(rows, at)
        else:
            kept += "\n".join(rows[at:end]) + "\n"
            for where in _paths(read):
                found.at.setdefault(where, at + 1)
            found.raw = read
        at = end
    return found


def _statement(kept: str, rows: list[str], at: int) -> tuple[int, dict[str, Any] | None]:
    """Where the statement of a line ends, and what all is with it; nothing if it can't be read."""
    for end in range(at + 1, min(len(rows), at + _LONGEST) + 1):
        try:
            return end, tomllib.loads(kept + "\n".join(rows[at:end]) + "\n")
        except _UNREADABLE:
            continue
    return at + 1, None


def _after_fault(rows: list[str], at: int) -> int:
    """Where to go on: behind a faulty head of a section, with the next section."""
    if not rows[at].lstrip().startswith("["):
        return at + 1
    heads = (later for later in range(at + 1, len(rows)) if rows[later].lstrip().startswith("["))
    return next(heads, len(rows))


def _paths(read: dict[str, Any]) -> Iterator[Path]:
    for section, keys in read.items():
        yield (section,)
        if isinstance(keys, dict):
            yield from ((section, key) for key in keys)
