"""Which entry a row of a round is most likely, where several look the same to it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

import pandas as pd
from rapidfuzz import fuzz

from mintgeo.duplicates.decisions import said_of

_LEAST: Final = 3
"""Fields that a row must fill at least, to be known by them."""


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


def by_what_is_compared(
    rows: pd.DataFrame, sources: pd.DataFrame, said: tuple[Sequence[str], Sequence[str]],
    known: Mapping[int, str],
) -> dict[int, str]:  # fmt: skip
    """Row → entry, for rows in which only that has changed which nobody compares.

    A title that many have makes no pair likely; but who says the very same of title, provider,
    place, contact and ages as a source of an entry is that entry. Each entry gets one row, the one
    that says most alike; with those rows of which it is ``known``.

    Parameters
    ----------
    rows, sources
        Of the round, and of entries.
    said
        All that rows, and that sources say.
    known
        Row → entry.
    """
    places: dict[str, list[int]] = {}
    for at, key in enumerate(_compared(sources)):
        if key:
            places.setdefault(key, []).append(at)
    entries = sources["entry"].tolist()
    choices = sorted(
        (-fuzz.ratio(said[0][row], said[1][at]), row, entries[at])
        for row, key in enumerate(_compared(rows)) if row not in known
        for at in places.get(key, ())
    )  # fmt: skip
    out, used = dict(known), set(known.values())
    for _, row, entry in choices:
        if row not in out and entry not in used:
            out[row] = entry
            used.add(entry)
    return out


def _compared(table: pd.DataFrame) -> list[str]:
    """What rows say in the fields that are compared; nothing where that is too little."""
    told = [one.casefold() for one in said_of(table)]
    return [one if sum(map(bool, one.split("\0"))) >= _LEAST else "" for one in told]


def _pairs(
    pairs: pd.DataFrame, rows: Mapping[str, int], entries: Mapping[str, int]
) -> Iterator[tuple[str, str, float]]:
    """Row, entry, and how likely they are one."""
    columns = (pairs[name] for name in ("a", "b", "probability"))
    for one, other, chance in zip(*columns, strict=True):
        for mine, theirs in ((one, other), (other, one)):
            if mine in rows and theirs in entries:
                yield mine, theirs, float(chance)
