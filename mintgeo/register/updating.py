"""A round of a survey comes into a register: which entry each row is, and what is new of it."""

from hashlib import blake2b
from typing import Any, Final, NamedTuple

import pandas as pd

from mintgeo._schema import registers
from mintgeo.duplicates import Decisions, DuplicateOptions, Duplicates, find_duplicates
from mintgeo.duplicates.decisions import said_of
from mintgeo.duplicates.merging import as_json, chosen, fields_of, newest_first, texts
from mintgeo.duplicates.prepared import is_missing
from mintgeo.register.likeliest import by_what_is_compared, likeliest

_LETTERS: Final = "bcdfghjkmnpqrstvwxz23456789"
_LONG: Final = 6
CURRENT, GONE, JOINED = registers.STATUSES_OF_ENTRIES
KEPT: Final = registers.SOURCES.names
"""Columns of sources that are no fields."""
ABOUT: Final = registers.ENTRIES.names
"""Columns of entries that are no fields."""
HISTORY: Final = registers.HISTORY.names
Records = list[dict[str, Any]]


class Updated(NamedTuple):
    """What a round makes of a register."""

    entries: pd.DataFrame
    sources: pd.DataFrame
    history: pd.DataFrame
    found: Duplicates


def updated(
    entries: pd.DataFrame, sources: pd.DataFrame, history: pd.DataFrame, table: pd.DataFrame, *,
    as_of: str, decisions: Decisions | None, complete: bool, options: DuplicateOptions | None,
) -> Updated:  # fmt: skip
    """Bring the rows of a round into tables of a register."""
    rows = table
    marks = [_mark(one) for one in _whole(rows)]
    known = entries[entries["status"].ne(JOINED)]
    both = _side_by_side(known, rows)
    found = find_duplicates(both, decisions=decisions, options=options)
    target = _targets(known, rows, marks, sources, found)
    joins = _joins(known, rows, target, found)
    target = {row: _end(joins, entry) for row, entry in target.items()}
    parted = _parted(known, rows, target, found)
    new_ids = _minted(rows, target, set(entries["id"]), found)
    told = rows.assign(entry=[target.get(row) or new_ids[row] for row in rows.index], sign=marks)
    older = _without(sources, {marks[row] for row in parted} - {marks[row] for row in target})
    every = _with_sources(older, told, as_of, joins)
    after = rebuilt(every, entries, told, complete=complete, joins=joins)
    return Updated(after, every, _history(history, entries, after, every, as_of, joins), found)


def _whole(rows: pd.DataFrame) -> list[str]:
    """All that a row says, so that only rows that say the very same are one source."""
    names = sorted(fields_of(rows))
    cells = [["" if is_missing(one) else as_json(one) for one in rows[name]]
             for name in names]  # fmt: skip
    return ["\0".join(f"{name}={cell}" for name, cell in zip(names, row, strict=True) if cell)
            for row in zip(*cells, strict=True)]  # fmt: skip


def _mark(text: str) -> str:
    return blake2b(text.encode("utf-8", "replace"), digest_size=12).hexdigest()


def _side_by_side(known: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """Entries and rows in one table; ids of rows that are ids of entries are set apart."""
    plain = rows.assign(id=_apart(known, rows))
    older = known.drop(columns=[name for name in ABOUT if name != "id"])
    parts = [one.astype(object) for one in (older, plain) if len(one)]
    return pd.concat(parts, ignore_index=True) if parts else plain


def _apart(known: pd.DataFrame, rows: pd.DataFrame) -> list[str]:
    ids = set(known["id"])
    return [f"{one} (neu)" if one in ids else one for one in rows["id"]]


def _joins(
    known: pd.DataFrame, rows: pd.DataFrame, target: dict[int, str], found: Duplicates
) -> dict[str, str]:
    """Entries that somebody has decided to be one: id → the id that stays, the older one.

    Not those that would join others which somebody has decided to differ.
    """
    ids = dict(zip(known["id"], known["first_seen"], strict=True))
    entry = {id_: id_ for id_ in ids}
    entry |= {id_: target[row] for row, id_ in enumerate(_apart(known, rows)) if row in target}
    out: dict[str, str] = {}
    for one, other in _decided(found, "same"):
        if one in entry and other in entry and found.groups[one] == found.groups[other]:
            ends = sorted(
                {_end(out, entry[one]), _end(out, entry[other])}, key=lambda id_: (ids[id_], id_)
            )
            out |= dict.fromkeys(ends[1:], ends[0])
    return {id_: _end(out, id_) for id_ in out}


def _parted(
    known: pd.DataFrame, rows: pd.DataFrame, target: dict[int, str], found: Duplicates
) -> list[int]:
    """Rows of one entry that somebody has decided to differ: the later one leaves it."""
    at = {id_: row for row, id_ in enumerate(_apart(known, rows))}
    out = []
    for one, other in _decided(found, "different"):
        if one in at and other in at and target.get(at[one], one) == target.get(at[other], other):
            out.append(max(at[one], at[other]))
            target.pop(out[-1], None)
    return out


def _without(sources: pd.DataFrame, signs: set[str]) -> pd.DataFrame:
    """Sources without those of rows that have left an entry; none loses all that it was made of."""
    leaves = sources["sign"].isin(signs)
    return sources[~leaves | ~sources["entry"].isin(sources.loc[~leaves, "entry"])]


def _decided(found: Duplicates, decision: str) -> list[tuple[str, str]]:
    pairs = found.decided[found.decided["decision"].eq(decision)]
    return list(zip(pairs["a"], pairs["b"], strict=True))


def _end(joins: dict[str, str], id_: str) -> str:
    while id_ in joins:
        id_ = joins[id_]
    return id_


def _targets(
    known: pd.DataFrame, rows: pd.DataFrame, marks: list[str], sources: pd.DataFrame,
    found: Duplicates,
) -> dict[int, str]:  # fmt: skip
    """Row → entry that it is: by id, by all or by what counts of what it says, or by likeness."""
    ids = set(known["id"])
    before = sources.drop_duplicates(["sign", "entry"]).groupby("sign")["entry"].agg(list).to_dict()
    apart = _apart(known, rows)
    at = {id_: row for row, id_ in enumerate(apart)}
    out: dict[int, str] = {}
    for row, (own, mark) in enumerate(zip(rows["id"], marks, strict=True)):
        if own in ids:
            out[row] = own
        elif mark in before:
            out[row] = before[mark].pop(0) if len(before[mark]) > 1 else before[mark][0]
    older = sources[sources["entry"].isin(ids)]
    both = _whole(rows), _whole(older.drop(columns=list(KEPT)))
    never = {frozenset(pair) for pair in _decided(found, "different")}
    compared = by_what_is_compared(rows, older, both, out)
    out |= {row: entry for row, entry in compared.items()
            if frozenset((apart[row], entry)) not in never and row not in out}  # fmt: skip
    of = {id_: row for row, id_ in enumerate(known["id"])}
    plain = known.drop(columns=[name for name in ABOUT if name != "id"])
    out = likeliest(found.pairs, at, of, (both[0], _whole(plain)), out)
    groups = found.groups.to_dict()
    by_group: dict[int, str] = {}
    for row, entry in out.items():
        by_group.setdefault(groups[apart[row]], entry)
    for row, id_ in enumerate(apart):
        if row not in out and groups[id_] in by_group:
            out[row] = by_group[groups[id_]]
    return out


def _minted(
    rows: pd.DataFrame, target: dict[int, str], taken: set[str], found: Duplicates
) -> dict[int, str]:
    """New ids for rows that are no entry yet, one per group; made of what the first row says."""
    out: dict[int, str] = {}
    by_group: dict[int, str] = {}
    said = said_of(rows)
    groups = found.groups.to_dict()
    names = rows["id"].tolist()
    for row in range(len(rows)):
        if row in target:
            continue
        group = groups.get(names[row], -1 - row)
        if group not in by_group:
            by_group[group] = _new_id(said[row], taken)
            taken.add(by_group[group])
        out[row] = by_group[group]
    return out


def _new_id(said: str, taken: set[str]) -> str:
    number = 0
    while True:
        digest = int.from_bytes(
            blake2b(f"{said}\0{number}".encode("utf-8", "replace"), digest_size=8).digest()
        )
        id_ = ""
        for _ in range(_LONG):
            digest, at = divmod(digest, len(_LETTERS))
            id_ += _LETTERS[at]
        id_ = f"m-{id_}"
        if id_ not in taken:
            return id_
        number += 1


def _with_sources(
    sources: pd.DataFrame, told: pd.DataFrame, as_of: str, joins: dict[str, str]
) -> pd.DataFrame:
    """Sources with those of the round: what says the very same is seen again, not kept twice."""
    fields = fields_of(told.drop(columns=["entry", "sign"]))
    sender = told["sender"] if "sender" in told else pd.Series("", index=told.index)
    new = told[["entry", "sign", *fields]].assign(
        origin=told["id"], sender=texts(sender), first_seen=as_of, last_seen=as_of,
        submitted=told.get("submitted"),
    ).drop_duplicates(["entry", "sign", "sender"], keep="last")  # fmt: skip
    old = sources.assign(entry=sources["entry"].replace(joins)) if len(sources) else sources
    keys = ["entry", "sign", "sender"]
    again = pd.MultiIndex.from_frame(new[keys])
    had = pd.MultiIndex.from_frame(old[keys])
    old = old.assign(last_seen=old["last_seen"].where(~had.isin(again), as_of))
    new = new[~again.isin(had)]
    parts = [one.astype(object) for one in (old, new) if len(one)]
    every = pd.concat(parts, ignore_index=True) if parts else old
    more = [name for name in every.columns if name not in KEPT]
    return every[[*KEPT, *more]]


def rebuilt(
    sources: pd.DataFrame, before: pd.DataFrame, told: pd.DataFrame, *,
    complete: bool, joins: dict[str, str],
) -> pd.DataFrame:  # fmt: skip
    """Entries anew from their sources; those of before keep their place and their ids."""
    fields = [name for name in sources.columns if name not in KEPT]
    said = chosen(newest(sources), fields)
    seen = set(told["entry"])
    states = dict(zip(before["id"], before["status"], strict=True))
    firsts = sources.groupby("entry")["first_seen"].min()
    lasts = sources.groupby("entry")["last_seen"].max()
    rows: Records = []
    order = [*before["id"], *dict.fromkeys(one for one in told["entry"] if one not in states)]
    was = before.set_index("id")
    for id_ in order:
        if id_ in joins or states.get(id_) == JOINED:
            goal = joins.get(id_) or _end(joins, str(was.at[id_, "merged_into"]))
            rows.append(
                {**was.loc[id_].to_dict(), "id": id_, "status": JOINED, "merged_into": goal}
            )
            continue
        gone = id_ not in seen and (complete or states[id_] == GONE)
        about = {
            "status": GONE if gone else CURRENT,
            "first_seen": firsts[id_],
            "last_seen": lasts[id_],
        }
        rows.append({"id": id_, **about, "merged_into": None, **said.loc[id_].to_dict()})
    return pd.DataFrame(rows, columns=[*ABOUT, *fields]).astype(object)


def newest(sources: pd.DataFrame) -> pd.DataFrame:
    """Sources, the newest first; ``current`` is the last word of a sender."""
    fields = [name for name in sources.columns if name not in KEPT]
    last = (
        sources.groupby(["entry", "sender"])["last_seen"].transform("max")
        if len(sources)
        else sources["last_seen"]
    )
    return newest_first(
        sources.assign(current=sources["last_seen"].eq(last)), fields, seen="last_seen"
    )


def _history(
    history: pd.DataFrame, before: pd.DataFrame, after: pd.DataFrame, sources: pd.DataFrame,
    as_of: str, joins: dict[str, str],
) -> pd.DataFrame:  # fmt: skip
    from mintgeo.register.changes import changed

    last = sources.drop_duplicates("entry", keep="last").set_index("entry")["origin"]
    rows = [
        {"as_of": as_of, **one, "origin": last.get(joins.get(one["id"], one["id"]), "")}
        for one in changed(before, after)
    ]
    new = pd.DataFrame(rows, columns=list(HISTORY)).astype(object)
    parts = [one for one in (history, new) if len(one)]
    return pd.concat(parts, ignore_index=True) if parts else new
