"""The register: entries with ids that stay, every value with its source, and what has changed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any, Final

import pandas as pd

from mintgeo._card import card
from mintgeo._errors import InputError, OptionError
from mintgeo._schema import registers
from mintgeo.duplicates import Decisions, DuplicateOptions, Duplicates
from mintgeo.duplicates.merging import check_consent, check_free, values_of
from mintgeo.duplicates.prepared import kind_of, taken
from mintgeo.language import language
from mintgeo.register import files
from mintgeo.register.export import export
from mintgeo.register.publishing import published
from mintgeo.register.updating import ABOUT, CURRENT, HISTORY, KEPT, newest, updated

_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


def _empty(columns: tuple[str, ...]) -> pd.DataFrame:
    return pd.DataFrame(columns=list(columns), dtype=object)


@dataclass(frozen=True, kw_only=True, eq=False)
class Register:
    """What a region offers, kept in order over rounds of a survey.

    A register never changes: ``update`` gives a new one, ``save`` writes it.

    Attributes
    ----------
    entries
        One row per entry: ``id`` (stays for good), ``status`` (``current``; ``gone``: not in the
        last complete round; ``merged`` into another), ``first_seen``, ``last_seen``,
        ``merged_into``, then the fields, each as the newest source says it that says something.
    sources
        Every different row that was ever read of an entry: ``origin`` (id in its table),
        ``sender``, ``submitted``, ``first_seen``, ``last_seen``, and what it said.
    history
        What has changed, round by round: ``as_of``, ``id``, ``event``, ``field``, ``old``,
        ``new``, ``origin``.
    kind
        ``offers`` or ``sites``; empty as long as nothing has come in.
    rounds
        ``as_of``, ``rows``, ``complete`` of every update.
    found
        Duplicates of the last update, for ``review_duplicates``; not saved.
    """

    entries: pd.DataFrame = field(default_factory=lambda: _empty(ABOUT))
    sources: pd.DataFrame = field(default_factory=lambda: _empty(KEPT))
    history: pd.DataFrame = field(default_factory=lambda: _empty(HISTORY))
    kind: str = ""
    rounds: tuple[Mapping[str, Any], ...] = ()
    found: Duplicates | None = None
    revision: str = ""

    def __len__(self) -> int:
        return int(self.entries["status"].eq(CURRENT).sum())

    @property
    def values(self) -> pd.DataFrame:
        """Every value with its row: ``id``, ``field``, ``value`` (JSON), ``origin``, ``chosen``."""
        said = newest(self.sources)
        return values_of(said, [name for name in self.sources.columns if name not in KEPT])

    def update(
        self,
        table: pd.DataFrame | None,
        *,
        as_of: str | date,
        decisions: Decisions | None = None,
        complete: bool = False,
        options: DuplicateOptions | None = None,
    ) -> "Register":
        """Bring a round in: offers of ``read_survey``, or sites; return the new state.

        A row that says what an earlier one said is that entry; else the likeliest entry it is the
        same as (``find_duplicates``); else it is a new one. Entries of before are joined only if
        ``decisions`` say so; the older id stays.

        Parameters
        ----------
        table
            Offers or sites, with ids; None if there are only decisions of entries.
        as_of
            Day of the round, not before the last one.
        decisions
            What was decided on the review page.
        complete
            Whether all that is not in this round is gone.
        options
            Thresholds.

        Raises
        ------
        TableError
            If the table is none of these, has columns that a register makes itself, or says
            something else than ``yes`` or ``no`` of consent.
        InputError, CrsError
            If the decisions can't be read, or geometry that is needed is not of points that say
            where they are.
        OptionError
            If the day is none or before the last round, or the table is of another kind.
        """
        day = _day(as_of)
        if table is None:
            table = _empty(("id", "name" if self.kind == "sites" else "title"))
            complete = False
        table = files.as_text(taken(table))
        check_free(table, {*ABOUT, *KEPT, "current"})
        check_consent(table)
        kind = kind_of(table)
        if self.kind and kind != self.kind:
            raise OptionError(
                "This is a register of {own}; the table has {other}.", own=self.kind, other=kind
            )
        if self.rounds and day < self.rounds[-1]["as_of"]:
            raise OptionError(
                "The last round is of {last}; one of {day} can't follow it.",
                last=self.rounds[-1]["as_of"], day=day,
            )  # fmt: skip
        state = updated(
            self.entries, self.sources, self.history, table, as_of=day, decisions=decisions,
            complete=complete, options=options,
        )  # fmt: skip
        told = {"as_of": day, "rows": len(table), "complete": complete}
        return replace(
            self,
            entries=files.as_text(state.entries),
            sources=files.as_text(state.sources),
            history=files.as_text(state.history),
            kind=kind,
            rounds=(*self.rounds, told),
            found=state.found,
        )

    def public(self) -> pd.DataFrame:
        """Entries that may be published: with consent, and only by the values of those who gave it.

        Columns: ``id``, ``first_seen``, ``last_seen`` and the fields; no person to ask, no remarks,
        no sender, no file.
        """
        return published(self.entries, self.sources)

    def save(self, folder: str | Path, *, force: bool = False) -> "Register":
        """Write ``register.json`` and its tables (Parquet); return the register as it stands there.

        Killed at any moment, the folder holds the old state or this one. Only the user can read it.

        Parameters
        ----------
        folder
            Made if it is not there.
        force
            Overwrite files in the way that mintgeo did not write, or that were changed since.

        Raises
        ------
        OutputError
            If another process writes there, or has saved another state since this one was loaded.
        """
        tables = {"entries": self.entries, "sources": self.sources, "history": self.history}
        about = {"kind": self.kind, "rounds": [dict(one) for one in self.rounds]}
        revision = files.write(Path(folder), about, tables, revision=self.revision, force=force)
        return replace(self, revision=revision)

    @classmethod
    def load(cls, folder: str | Path) -> "Register":
        """Read a register that ``save`` has written.

        Raises
        ------
        InputError, TableError
            If the folder holds none, one of a newer mintgeo, or a damaged one.
        """
        about, tables, revision = files.read(folder)
        schemas = {
            "entries": registers.ENTRIES, "sources": registers.SOURCES,
            "history": registers.HISTORY,
        }  # fmt: skip
        for name, schema in schemas.items():
            if missing := [one for one in schema.names if one not in tables[name]]:
                raise InputError(
                    "The table {name} of the register lacks {missing}.",
                    name=name, missing=", ".join(missing),
                )  # fmt: skip
            schema.check(tables[name])
        return cls(
            entries=tables["entries"],
            sources=tables["sources"],
            history=tables["history"],
            kind=about["kind"],
            rounds=tuple(about["rounds"]),
            revision=revision,
        )

    def export(
        self, path: str | Path, *, public: bool = True, lang: str = "de", force: bool = False
    ) -> Path:
        """Write the current entries as ``.xlsx``, ``.csv`` or ``.geojson``.

        Workbooks and CSV say words, which ``read_survey`` reads again; GeoJSON has codes.

        Parameters
        ----------
        path
            The file; its ending says what it is.
        public
            Only what may be published (``public``). Else all current entries with all that they
            say, in a file that only the user can read.
        lang
            Of headers and words in workbooks and CSV.
        force
            Overwrite a file that mintgeo did not write.

        Raises
        ------
        OptionError
            For another ending, or a language that mintgeo does not speak.
        OutputError
            If the file is there and not mintgeo's, or can't be written.
        """
        own = self.entries.loc[self.entries["status"].eq(CURRENT)]
        table = self.public() if public else own.drop(columns=["status", "merged_into"])
        return export(table, Path(path), private=not public, lang=lang, force=force)

    def _repr_html_(self) -> str:
        """Entries, rounds, and how many may be published."""
        say = language()
        last = self.rounds[-1]["as_of"] if self.rounds else ""
        return card(say("Register"), [
            (say("Einträge"), say.number(len(self))),
            (say("davon zu veröffentlichen"), say.number(len(self.public()))),
            (say("Runden"), say.number(len(self.rounds))),
            (say("Stand"), say.day(last) if last else ""),
        ])  # fmt: skip


def _day(as_of: str | date) -> str:
    text = as_of.isoformat()[:10] if isinstance(as_of, date) else as_of
    try:
        return date.fromisoformat(text).isoformat() if _DAY.fullmatch(text) else _no_day(text)
    except (ValueError, TypeError):
        return _no_day(as_of)


def _no_day(text: object) -> str:
    raise OptionError("as_of should be a day such as 2026-11-26, not {text!r}.", text=text)
