"""What a register says of itself after a round, and which of its entries may be one."""

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import pandas as pd

from mintgeo.duplicates import Decisions, Duplicates, find_duplicates
from mintgeo.language import N_, language
from mintgeo.register.updating import ABOUT, CURRENT, JOINED

if TYPE_CHECKING:
    from mintgeo.register.register import Register

_TOLD: Final = {
    "new": N_("{n} neu"), "changed": N_("{n} geändert"), "back": N_("{n} wieder dabei"),
    "gone": N_("{n} nicht mehr dabei"), "merged": N_("{n} zusammengeführt"),
}  # fmt: skip


def summary(register: "Register", before: "Register", *, lang: str = "de") -> str:
    """Say in two lines what a register holds, and what has changed since another state of it.

    Raises
    ------
    OptionError
        If mintgeo does not speak the language.
    """
    say = language(lang)
    entries = say.count("{n} Eintrag", "{n} Einträge", len(register))
    held = say("{entries}, davon {n} zu veröffentlichen", entries=entries,
               n=say.number(len(register.public())))  # fmt: skip
    events = register.history.iloc[len(before.history) :]
    told = [
        say(text, n=say.number(events.loc[events["event"].eq(name), "id"].nunique()))
        for name, text in _TOLD.items()
        if events["event"].eq(name).any()
    ]
    changed = ", ".join(told) or say("Nichts hat sich geändert.")
    return f"{held}\n{changed}"


def stale(register: "Register") -> pd.DataFrame:
    """Decisions that were given to ``update`` and fit no entry as it is now, as they were read.

    Those that have been carried out, so that an entry was merged into another, are not among them.
    """
    if register.found is None or not len(register.found.unused):
        return pd.DataFrame(columns=["a", "b", "decision", "date"])
    unused = register.found.unused
    joined = register.entries.loc[register.entries["status"].eq(JOINED), "id"]
    return unused[~unused["a"].isin(joined) & ~unused["b"].isin(joined)].reset_index(drop=True)


def likely_same(register: "Register", *, decisions: Decisions | None = None) -> Duplicates:
    """Find entries of a register that are or may be one, for ``review_duplicates``.

    Parameters
    ----------
    register
        Its current entries are compared.
    decisions
        What was decided before; what is the same or different by these is not asked again.

    Raises
    ------
    InputError
        If the decisions can't be read, or contradict each other.
    """
    current = register.entries[register.entries["status"].eq(CURRENT)]
    table = current.drop(columns=[name for name in ABOUT if name != "id"])
    table = table if register.kind else table.assign(title=None)
    found = find_duplicates(table, decisions=decisions)
    again = found.pairs["why"].ne("decided") | found.pairs["verdict"].eq("unsure")
    return replace(found, pairs=found.pairs[again].reset_index(drop=True))
