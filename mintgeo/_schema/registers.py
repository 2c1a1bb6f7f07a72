"""Tables of duplicates and of a register: pairs, entries, their sources, and what has changed."""

from typing import Final

from mintgeo._schema.column import Column, Table, number, text

STATUSES_OF_ENTRIES: Final = ("current", "gone", "merged")
"""``gone``: not in the last complete round; ``merged``: one with another."""
EVENTS: Final = ("new", "changed", "back", "gone", "merged")
PAIR_VERDICTS: Final = ("same", "unsure")
WHYS: Final = ("compared", "decided", "chain")
_ENTRY: Final = text("id", "the entry", nullable=False)


def _day(name: str, meaning: str) -> Column:
    return text(name, f"{meaning}, as 2026-05-12", nullable=False)


_LEVELS: Final = {
    "title": "titles", "name": "names", "provider": "providers", "where": "addresses or places",
    "contact": "contacts", "age": "ages",
}  # fmt: skip


DUPLICATE_PAIRS: Final = Table(
    name="duplicate_pairs",
    meaning="rows that are the same or may be, the likeliest first; with the level of every field "
    "(docs/methoden)",
    columns=(
        text("a", "id of the one", nullable=False),
        text("b", "id of the other", nullable=False),
        number("probability", "that they are the same", "0–1", low=0, high=1, nullable=False),
        text("verdict", "what is done with them", nullable=False, allowed=PAIR_VERDICTS),
        text("why", "compared; decided by somebody; or chain: it would join rows that differ",
             nullable=False, allowed=WHYS),
        *(text(name, f"how alike their {what} are", required=False)
          for name, what in _LEVELS.items()),
    ),
    key=None,
)  # fmt: skip

ENTRIES: Final = Table(
    name="register_entries",
    meaning="entries of a register; further columns are those of offers or sites, each as the "
    "newest source says it that says something",
    columns=(
        text("id", "name of the entry, which stays for good", nullable=False),
        text("status", "whether it is there", nullable=False, allowed=STATUSES_OF_ENTRIES),
        _day("first_seen", "first round in which somebody named it"),
        _day("last_seen", "last such round"),
        text("merged_into", "entry that it is one with"),
    ),
)  # fmt: skip

SOURCES: Final = Table(
    name="register_sources",
    meaning="every different row that was read of an entry; further columns are what it said",
    columns=(
        text("entry", "id of the entry", nullable=False),
        text("origin", "id of the row in its table", nullable=False),
        text("sender", "who sent it"),
        text("submitted", "when it was sent, as 2026-05-12T09:30:00"),
        text("sign", "changes with what the row says", nullable=False),
        _day("first_seen", "first round that had it"),
        _day("last_seen", "last such round"),
    ),
    key=None,
)  # fmt: skip

HISTORY: Final = Table(
    name="register_history",
    meaning="what has changed, round by round",
    columns=(
        _day("as_of", "day of the round"),
        _ENTRY,
        text("event", "what happened to it", nullable=False, allowed=EVENTS),
        text("field", "which field has changed; empty: the entry as a whole"),
        text("old", "what was said before, as JSON"),
        text("new", "what is said now, as JSON; of merged: the other entry"),
        text("origin", "row that said it"),
    ),
    key=None,
)  # fmt: skip

VALUES: Final = Table(
    name="register_values",
    meaning="every value that anybody gave",
    columns=(
        _ENTRY,
        text("field", "what it is about", nullable=False),
        text("value", "as JSON", nullable=False),
        text("origin", "row that says it", nullable=False),
        Column(name="chosen", kind="flag", meaning="whether the entry has it"),
    ),
    key=None,
)  # fmt: skip

CHANGES: Final = Table(
    name="register_changes",
    meaning="what differs between two states of a register",
    columns=(
        *HISTORY.columns[1:6],
        text("title", "what the entry is called"),
        text("provider", "who offers it"),
        text("place", "where"),
    ),
    key=None,
)  # fmt: skip

REGISTER_TABLES: Final = (DUPLICATE_PAIRS, ENTRIES, SOURCES, HISTORY, VALUES, CHANGES)
