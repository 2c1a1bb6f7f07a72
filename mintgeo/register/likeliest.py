"""Which entry a row of a round is most likely, where several look the same to it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import pandas as pd
from rapidfuzz import fuzz


class _Choice(NamedTuple):
    chance: float
    likeness: float
    row: int
    entry: str


def likeliest(
    pairs: pd.DataFrame, rows: Mapping[str, int], entries: Mapping[str, int],
    said: tuple[Sequence[str], Sequence[str]], known: Mapping[int, str],
) -> dict[int, str]:  # fmt: skip
    """Row → entry, for rows that are the same as an entry; with those of which it is ``known``.

    The likeliest entry counts. Of entries that are as likely, each gets a row before one gets two,
    for somebody keeps them apart; which one gets which is told by all that they say.

    Parameters
    ----------
    pairs
        As of ``find_duplicates``.
    rows, entries
        Positions of both, by the ids in ``pairs``.
    said
        All that rows, and that entries say.
    known
        Row → entry.
    """
    same = {one[:2]: one[2] for one in _pairs(pairs[pairs["verdict"].eq("same")], rows, entries)}
    best: dict[str, float] = {}
    for (mine, _), chance in same.items():
        best[mine] = max(best.get(mine, 0.0), chance)
    chains = _pairs(pairs[pairs["why"].eq("chain")], rows, entries)
    more = {one[:2]: one[2] for one in chains if one[2] == best.get(one[0])}
    choices = [
        _Choice(-chance, -fuzz.ratio(said[0][rows[mine]], said[1][entries[theirs]]), rows[mine],
                theirs)
        for (mine, theirs), chance in (same | more).items()
        if chance == best[mine] and rows[mine] not in known
    ]  # fmt: skip
    out, used = dict(known), set(known.values())
    for again in (False, True):
        for one in sorted(choices):
            if one.row not in out and (again or one.entry not in used):
                out[one.row] = one.entry
                used.add(one.entry)
    return out


def _pairs(
    pairs: pd.DataFrame, rows: Mapping[str, int], entries: Mapping[str, int]
) -> Iterator[tuple[str, str, float]]:
    """Row, entry, and how likely they are one."""
    columns = (pairs[name] for name in ("a", "b", "probability"))
    for one, other, chance in zip(*columns, strict=True):
        for mine, theirs in ((one, other), (other, one)):
            if mine in rows and theirs in entries:
                yield mine, theirs, float(chance)
