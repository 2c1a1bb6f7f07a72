"""Pairs of entries with the truth beside them; made without knowledge of any code that compares.

Every entry of a small fictional country is written again by somebody else (``Truth``: the same),
and beside it stand entries that only look like it (other branch, other provider in the same house,
other course of the same provider). ``same`` and ``entity`` say what is so, ``kind`` why.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from tests.distorted_country import Row, bare, entry
from tests.distortions import OTHER, SAME


@dataclass(frozen=True)
class World:
    """A table of entries, whom each is about, and how each pair that was made came about."""

    rows: pd.DataFrame
    entity: dict[str, int]
    pairs: pd.DataFrame

    @property
    def true_pairs(self) -> set[tuple[str, str]]:
        made = self.pairs[self.pairs["same"]]
        return {tuple(sorted(pair)) for pair in zip(made["a"], made["b"], strict=True)}


def world(kind: str, count: int, seed: int) -> World:
    """``count`` pairs of ``sites`` or ``offers``, about half of them the same thing twice."""
    draw = random.Random(seed)  # noqa: S311
    rows: list[Row] = []
    pairs: list[Row] = []
    entity: dict[str, int] = {}
    used: set[tuple[frozenset[str], str]] = set()
    ways = [(name, way, True) for name, way in SAME.items() if _for(way, kind)]
    ways += [(name, way, False) for name, way in OTHER.items() if _for(way, kind)]
    for number in range(count):
        name, way, same = ways[number % len(ways)]
        first = entry(draw, kind, number)
        while (bare(first), first["place"]) in used:
            first = entry(draw, kind, number)
        used.add((bare(first), first["place"]))
        second = way(dict(first), draw)
        first, second = _settled(first, second)
        ids = [f"r{2 * number}", f"r{2 * number + 1}"]
        for id_, row in zip(ids, (first, second), strict=True):
            rows.append({**row, "id": id_})
        entity |= {ids[0]: number, ids[1]: number if same else -number - 1}
        pairs.append({"a": ids[0], "b": ids[1], "same": same, "kind": name})
    draw.shuffle(rows)
    table = pd.DataFrame(rows)
    return World(
        table[["id", *[one for one in table.columns if one != "id"]]], entity, pd.DataFrame(pairs)
    )


def _settled(first: Row, second: Row) -> tuple[Row, Row]:
    """Where both rows of a pair get something of their own, it is told by the second."""
    field = "name" if "name" in first else "title"
    if "_other" in second:
        part = second.pop("_other")
        return {**first, field: f"{first[field]} {part}"}, second
    if "_both" in second:
        one, other = second.pop("_both")
        return {**first, field: one}, {**second, field: other}
    return first, second


def _for(way: Callable[[Row, random.Random], Row], kind: str) -> bool:
    return kind in getattr(way, "kinds", ("sites", "offers"))
