"""What searches found, kept for those who ask again."""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

T = TypeVar("T")


class Kept:
    """Results by what they were found for, as long as that is there.

    Whoever asks for the ways of many people in parts asks for the same goals each time. A copy for
    another process begins with nothing.
    """

    def __init__(self) -> None:
        self._of: WeakKeyDictionary[Any, dict[str, tuple[Hashable, Any]]] = WeakKeyDictionary()

    def __reduce__(self) -> tuple[type["Kept"], tuple[()]]:
        return Kept, ()

    def has(self, owner: object, name: str) -> bool:
        """Whether something is kept of an owner under a name."""
        return name in self._of.get(owner, {})

    def of(self, owner: object, name: str, make: Callable[[], T], *, same: Hashable = None) -> T:
        """Take what is kept of an owner under a name, or make it; the latest only, if ``same``."""
        mine = self._of.setdefault(owner, {})
        if name not in mine or mine[name][0] != same:
            mine.pop(name, None)
            mine[name] = same, make()
        result: T = mine[name][1]
        return result
