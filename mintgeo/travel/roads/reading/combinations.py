"""Tags of many objects → what they mean: every combination is asked about once."""

from collections.abc import Callable, Iterable
from typing import Final, Generic, TypeVar

import numpy as np

from mintgeo._osm_pbf import Block, Ints
from mintgeo.travel.roads.reading.tags import Tags

T = TypeVar("T")
_PAIR_BYTES: Final = 16


class Texts:
    """Numbers of keys and values, the same in all blocks of an extract."""

    def __init__(self) -> None:
        self._numbers: dict[bytes, int] = {}

    def numbered(self, block: Block, used: Ints) -> Ints:
        """Numbers of texts that are given by their places in a block."""
        numbers, of_block = self._numbers, np.zeros(len(block.strings), dtype=np.int64)
        is_used = np.zeros(len(block.strings), dtype=bool)
        is_used[used] = True
        at = np.flatnonzero(is_used)
        texts = [block.strings[one] for one in at.tolist()]
        of_block[at] = [numbers.setdefault(text, len(numbers)) for text in texts]
        return of_block[used]


class Combinations(Generic[T]):
    """Combinations of some tags, and what they mean.

    Parameters
    ----------
    keys
        Tags that matter; others are passed over.
    texts
        Shared by all combinations of an extract.
    ask
        Says what a combination means; its answers stand in ``meanings``, by number.
    any_order
        Whether the same tags in another order are the same combination. Else they may be another
        one of the same meaning.
    """

    def __init__(
        self, keys: Iterable[str], texts: Texts, *, ask: Callable[[Tags], T] | None = None,
        any_order: bool = False,
    ) -> None:  # fmt: skip
        self._keys = frozenset(key.encode() for key in keys)
        self._texts, self._ask, self._any_order = texts, ask, any_order
        self._numbers = {b"": 0}
        self.meanings: list[T] = [] if ask is None else [ask({})]

    def of(self, block: Block) -> Ints:
        """Number of the combination of every object of a block."""
        matters = np.array([one in self._keys for one in block.strings], dtype=bool)
        rows = np.flatnonzero(matters[block.keys])
        first = np.searchsorted(rows, block.tag_first)
        pairs = np.column_stack([block.keys[rows], block.values[rows]])
        if self._any_order:
            of = np.repeat(np.arange(len(block.ids)), np.diff(first))
            pairs = pairs[np.lexsort((self._texts.numbered(block, pairs[:, 0]), of))]
        raw = self._texts.numbered(block, pairs).tobytes()
        limits = (first * _PAIR_BYTES).tolist()
        some = np.flatnonzero(np.diff(first))
        seen = [raw[limits[one] : limits[one + 1]] for one in some.tolist()]
        numbers, before = self._numbers, len(self._numbers)
        found = np.zeros(len(block.ids), dtype=np.int64)
        found[some] = [numbers.setdefault(one, len(numbers)) for one in seen]
        if self._ask is not None:
            newest = np.maximum.accumulate(np.append(before - 1, found))
            for at in np.flatnonzero(found > newest[:-1]).tolist():
                tags = pairs[first[at] : first[at + 1]]
                self.meanings.append(self._ask(_decoded(block, tags)))
        return found


def _decoded(block: Block, tags: Ints) -> dict[str, str]:
    texts = block.strings
    return {texts[key].decode(): texts[value].decode() for key, value in tags.tolist()}


def tags_of(block: Block, number: int) -> dict[str, str]:
    """Tags of one object."""
    here = slice(*block.tag_first[number : number + 2])
    return _decoded(block, np.column_stack([block.keys[here], block.values[here]]))


def members_of(block: Block, number: int) -> list[tuple[str, str, int]]:
    """Role, kind and id of every member of a relation."""
    here = slice(*block.ref_first[number : number + 2])
    return [
        (block.strings[role].decode(), "nwr"[kind], int(ref))
        for role, kind, ref in zip(
            block.roles[here], block.types[here], block.refs[here], strict=True
        )
    ]
