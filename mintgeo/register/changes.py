"""What is new from one state of a register to the next, as a table and as lines to print."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from mintgeo._text import printable
from mintgeo.duplicates.merging import as_json
from mintgeo.duplicates.prepared import is_missing
from mintgeo.language import N_, Language, language
from mintgeo.register.publishing import allowed_values
from mintgeo.register.updating import GONE
from mintgeo.register.words import text_of, title

if TYPE_CHECKING:
    from mintgeo.register.register import Register

_ABOUT: Final = ("id", "status", "first_seen", "last_seen", "merged_into")
_TITLES: Final = {
    "new": N_("Neu im Register"), "changed": N_("Geändert"), "back": N_("Wieder dabei"),
    "gone": N_("Nicht mehr dabei"), "merged": N_("Zusammengeführt"),
}  # fmt: skip
_SILENT: Final = frozenset(
    {"consent", "further_disciplines", "special_groups", "disciplines", "stage", "lat", "lon"}
)
"""Fields that a reader is told by others, or not at all."""
_OF_TIMES: Final = frozenset({"days", "start", "end"})
"""What ``times`` says in words."""
_LONGEST: Final = 120


@dataclass(frozen=True, kw_only=True, eq=False)
class Changes:
    """What differs between two states of a register.

    Attributes
    ----------
    table
        ``id``, ``event`` (``new``, ``changed``, ``back``, ``gone``, ``merged``), ``field``,
        ``old``, ``new`` (as JSON), ``title``, ``provider``, ``place``.
    """

    table: pd.DataFrame

    def __len__(self) -> int:
        return len(self.table)

    def text(self, *, lang: str = "de") -> str:
        """The changes as lines for a newsletter, in German or English; an entry once per event.

        Raises
        ------
        OptionError
            If mintgeo does not speak the language.
        """
        say = language(lang)
        out: list[str] = []
        for event, heading in _TITLES.items():
            rows = self.table[self.table["event"].eq(event) & ~self._silent()]
            lines = [_line(event, part, say) for _, part in rows.groupby("id", sort=False)]
            if lines:
                out += [f"{say(heading)} ({say.number(len(lines))})", *lines, ""]
        return "\n".join(out).rstrip() + "\n" if out else say("Nichts hat sich geändert.") + "\n"

    def _silent(self) -> pd.Series:
        """Which rows are not told: by others, or not at all."""
        fields = self.table["field"]
        timed = self.table["id"].isin(self.table.loc[fields.eq("times"), "id"])
        return fields.isin(_SILENT) | (fields.isin(_OF_TIMES) & timed)


def diff(old: "Register", new: "Register", *, public: bool = True) -> Changes:
    """Say what is new from one state of a register to the next.

    Parameters
    ----------
    old, new
        Two states of one register.
    public
        Only what may be published today: entries with consent, by the values of those who gave it.
        An entry whose consent was taken back is ``gone`` then, without its name; what somebody said
        who says no yes any more is not told as what was before.
    """
    before, after = ((one.public() if public else one.entries) for one in (old, new))
    events = changed(_stated(before), _stated(after))
    if not public:
        return Changes(table=_named(events, before, after))
    goal = _goals(new.entries)
    told = allowed_values(new.entries, new.sources)
    shown = _joined(events, goal, set(after["id"]))
    return Changes(table=_named(_allowed(shown, told), _names(before, goal, told), after))


def _names(
    before: pd.DataFrame, goal: dict[str, str], told: set[tuple[str, str, str]]
) -> pd.DataFrame:
    """What entries were called, as far as that may be told today."""
    out = before.copy()
    ids = [goal.get(one, one) for one in out["id"]]
    for name in ("title", "name", "provider", "place"):
        if name in out:
            cells = out[name].astype(object)
            own = [not is_missing(one) and (id_, name, as_json(one)) in told
                   for id_, one in zip(ids, cells, strict=True)]  # fmt: skip
            out[name] = cells.where(pd.Series(own, out.index, dtype=bool), None)
    return out


def _allowed(
    events: Iterator[dict[str, Any]], told: set[tuple[str, str, str]]
) -> Iterator[dict[str, Any]]:
    """Events without old values that may not be told any more."""
    for one in events:
        secret = one["old"] is not None and (one["id"], one["field"], one["old"]) not in told
        yield {**one, "old": None} if secret else one


def _goals(entries: pd.DataFrame) -> dict[str, str]:
    """Entries that are still there → themselves, or the one that they were merged into."""
    there = entries[entries["status"].ne(GONE)]
    return dict(zip(there["id"], there["merged_into"].fillna(there["id"]), strict=True))


def _joined(
    events: Iterator[dict[str, Any]], goal: dict[str, str], public: set[str]
) -> Iterator[dict[str, Any]]:
    """Events of public entries, of which those that were merged into one are not gone."""
    for one in events:
        into = goal.get(one["id"], one["id"])
        merged = one["event"] == "gone" and into != one["id"] and into in public
        yield _event(one["id"], "merged", new=as_json(into)) if merged else one


def _stated(entries: pd.DataFrame) -> pd.DataFrame:
    return entries if "status" in entries else entries.assign(status="current", merged_into=None)


def records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows of a table by the names of its columns."""
    return [{str(name): cell for name, cell in row.items()} for row in table.to_dict("records")]


def changed(before: pd.DataFrame, after: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Events of entries, and of fields where an entry has changed."""
    was = {row["id"]: row for row in records(before)}
    now = {row["id"]: row for row in records(after)}
    for id_, row in now.items():
        old = was.get(id_)
        if old is None:
            if row["status"] == "current":
                yield _event(id_, "new")
        elif row["status"] != old["status"]:
            event = {"current": "back", "gone": "gone", "merged": "merged"}[row["status"]]
            yield _event(id_, event, new=as_json(row["merged_into"]) if event == "merged" else None)
        if old is not None and row["status"] == "current":
            yield from _fields(id_, old, row)
    for id_, old in was.items():
        if id_ not in now and old["status"] == "current":
            yield _event(id_, "gone")


def _fields(id_: str, old: dict[str, Any], row: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for name in dict.fromkeys((*old, *row)):
        if name in _ABOUT:
            continue
        one, other = _said(old.get(name)), _said(row.get(name))
        if one != other and (one or "").strip('"') != (other or "").strip('"'):
            yield _event(id_, "changed", name, one, other)


def _event(
    id_: str, event: str, field: str | None = None, old: str | None = None, new: str | None = None
) -> dict[str, Any]:
    return {"id": id_, "event": event, "field": field, "old": old, "new": new}


def _said(value: Any) -> str | None:
    return None if is_missing(value) else as_json(value)


def _named(
    events: Iterator[dict[str, Any]], before: pd.DataFrame, after: pd.DataFrame
) -> pd.DataFrame:
    """Events with what the entry is called now, or was."""
    order = list(_TITLES)
    told = sorted(events, key=lambda event: order.index(event["event"]))
    table = pd.DataFrame(told, columns=["id", "event", "field", "old", "new"])
    both = (
        pd.concat([one.astype(object) for one in (after, before)])
        .drop_duplicates("id")
        .set_index("id")
    )
    for name in ("title", "provider", "place"):
        column = "name" if name == "title" and "title" not in both else name
        known = both[column] if column in both else pd.Series(dtype=object)
        table[name] = table["id"].map(known)
    return table


def _line(event: str, rows: pd.DataFrame, say: Language) -> str:
    first = rows.iloc[0]
    name = (
        say("„{title}“", title=_short(first["title"]))
        if isinstance(first["title"], str)
        else str(first["id"])
    )
    where = ", ".join(
        _short(one) for one in (first["provider"], first["place"]) if isinstance(one, str)
    )
    line = f"- {name}" + (f" ({where})" if where else "")
    if event != "changed":
        return line
    return f"{line}: {'; '.join(_change(row, say) for row in records(rows))}"


def _change(row: dict[str, Any], say: Language) -> str:
    name = str(row["field"])
    field = title(name, say)
    old, new = (
        _short(text_of(name, json.loads(row[one]), say)).replace("; ", ", ")
        if isinstance(row[one], str)
        else ""
        for one in ("old", "new")
    )
    if not new:
        return say("{field} entfällt", field=field)
    if not old:
        return say("{field} jetzt {new}", field=field, new=new)
    return say("{field} jetzt {new}, vorher {old}", field=field, new=new, old=old)


def _short(text: str) -> str:
    line = " ".join(printable(text).split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"
