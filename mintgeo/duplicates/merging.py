"""Rows that are the same, made one entry: the newest word counts, and every other is kept."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from mintgeo._errors import TableError, name_ids
from mintgeo._text import whole
from mintgeo.duplicates.finding import Duplicates
from mintgeo.duplicates.prepared import is_missing, taken

PROVENANCE: Final = ("file", "sheet", "row", "part", "sender", "submitted", "findings", "geometry")
"""Columns that tell of a row, and nothing of what it is about."""
CONSENT: Final = "consent"
_BETWEEN: Final = "; "


@dataclass(frozen=True, kw_only=True, eq=False)
class Merged:
    """Entries of several rows each.

    Attributes
    ----------
    entries
        One row per entry: ``id`` (of its first row), the fields, ``sources`` (ids of its rows), and
        ``differing`` (fields in which they differ).
    values
        Every value of every row: ``id``, ``field``, ``value``, ``origin`` (its row), ``chosen``.
    """

    entries: pd.DataFrame
    values: pd.DataFrame


def merge(table: pd.DataFrame, found: Duplicates) -> Merged:
    """Make one entry of each group of rows.

    Of each field the newest row that says something counts (``submitted``, then the later row);
    what others say is kept in ``values``. Consent is strict: one "no" is one for all, and without
    a "yes" there is none.

    Parameters
    ----------
    table
        The table in which duplicates were looked for.
    found
        As of ``find_duplicates``.

    Returns
    -------
    Merged

    Raises
    ------
    TableError
        If the table has columns that this makes itself, says something else of consent, or has
        rows of which ``found`` knows nothing.
    """
    rows = taken(table)
    check_free(rows, ("entry", "origin", "current", "sources", "differing"))
    check_consent(rows)
    groups = rows["id"].map(found.groups)
    if groups.isna().any():
        raise TableError(
            "Duplicates were looked for in another table: {rows} were not in it.",
            rows=name_ids(rows.loc[groups.isna(), "id"]),
        )
    first = rows.groupby(groups)["id"].transform("first")
    said = rows.assign(entry=first.to_numpy(), origin=rows["id"])
    fields = fields_of(rows)
    newest = newest_first(said, fields)
    entries = chosen(newest, fields).rename_axis("id").reset_index()
    several = said.groupby("entry", sort=False)["origin"].agg(_BETWEEN.join)
    entries["sources"] = entries["id"].map(several)
    values = values_of(newest, fields)
    entries["differing"] = texts(entries["id"].map(_differing(values)))
    order = pd.Index(entries["id"]).get_indexer(pd.Index(first.drop_duplicates()))
    return Merged(entries=entries.iloc[order].reset_index(drop=True), values=values)


def fields_of(table: pd.DataFrame) -> list[str]:
    """Columns that say what a row is about."""
    return [str(name) for name in table.columns if name not in ("id", *PROVENANCE)]


def check_free(table: pd.DataFrame, own: Collection[str]) -> None:
    """Refuse columns that mintgeo makes itself.

    Raises
    ------
    TableError
        It names them.
    """
    wrong = [one for one in fields_of(table) if one in own]
    if wrong:
        raise TableError(
            "These columns must have other names, since mintgeo makes such itself: {names}.",
            names=", ".join(sorted(wrong)),
        )


def check_consent(table: pd.DataFrame) -> None:
    """Refuse words on consent that are neither a yes nor a no: a "nein" must not count as nothing.

    Raises
    ------
    TableError
        It names the rows.
    """
    if CONSENT not in table:
        return
    said = table[CONSENT].astype(object)
    wrong = ~said.isin(["yes", "no", ""]) & ~said.map(is_missing).astype(bool)
    if wrong.any():
        raise TableError(
            "The column '{name}' says 'yes', 'no' or nothing; {rows} say something else, such as "
            "{cell!r}.",
            name=CONSENT, rows=name_ids(table.loc[wrong, "id"]), cell=said[wrong].iloc[0],
        )  # fmt: skip


def newest_first(said: pd.DataFrame, fields: Sequence[str], seen: str = "") -> pd.DataFrame:
    """Rows of entries, the newest first: by ``seen``, ``submitted``, their order."""
    by = [name for name in (seen, "submitted") if name and name in said]
    keys = {name: texts(said[name]) for name in by}
    order = pd.DataFrame({**keys, "at": range(len(said))}, index=said.index)
    at = order.sort_values([*by, "at"], ascending=False, kind="stable").index
    return said.loc[at, [*dict.fromkeys(("entry", "origin", *by, *_there(said))), *fields]]


def texts(cells: pd.Series) -> pd.Series:
    """Cells as texts; what says nothing is empty."""
    return cells.astype(object).map(lambda one: "" if is_missing(one) else str(one)).astype("str")


def _there(said: pd.DataFrame) -> list[str]:
    return [name for name in ("sender", "current") if name in said]


def chosen(newest: pd.DataFrame, fields: Sequence[str]) -> pd.DataFrame:
    """The fields of every entry, by its id."""
    entries = pd.DataFrame(index=pd.Index(newest["entry"].drop_duplicates(), name="entry"))
    for name in fields:
        told = newest.loc[newest[name].notna(), ["entry", name]].drop_duplicates("entry")
        entries[name] = told.set_index("entry")[name].reindex(entries.index)
    if CONSENT in fields:
        entries[CONSENT] = consents(newest).reindex(entries.index)
    return entries


def consents(newest: pd.DataFrame) -> pd.Series:
    """``no`` where anybody says it, ``yes`` where somebody does and nobody says no."""
    said = newest[newest["current"]] if "current" in newest else newest
    any_ = {
        word: said.loc[said[CONSENT].eq(word).fillna(False).astype(bool), "entry"].unique()
        for word in ("yes", "no")
    }
    return pd.Series(
        {**dict.fromkeys(any_["yes"], "yes"), **dict.fromkeys(any_["no"], "no")}, dtype="str"
    )


def values_of(newest: pd.DataFrame, fields: Sequence[str]) -> pd.DataFrame:
    """Every value with its source, as JSON; ``chosen`` is what counts."""
    parts = []
    for name in fields:
        told = newest.loc[newest[name].notna(), ["entry", "origin", name]]
        parts.append(pd.DataFrame({
            "id": told["entry"], "field": name, "value": [as_json(one) for one in told[name]],
            "origin": told["origin"], "chosen": ~told["entry"].duplicated(),
        }))  # fmt: skip
    every = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(
        columns=["id", "field", "value", "origin", "chosen"])  # fmt: skip
    return every.sort_values("id", kind="stable", ignore_index=True)


def as_json(value: Any) -> str:
    """A value as JSON; 5 and 5.0 are the same, and halves of letters get a sign."""
    plain = value.tolist() if hasattr(value, "tolist") else value
    if isinstance(plain, float) and plain.is_integer():
        plain = int(plain)
    return whole(json.dumps(plain, ensure_ascii=False, default=str))


def _differing(values: pd.DataFrame) -> pd.Series:
    counts = values.groupby(["id", "field"], sort=False)["value"].nunique()
    more = counts[counts > 1].reset_index()
    return more.groupby("id")["field"].agg(_BETWEEN.join) if len(more) else pd.Series(dtype="str")
