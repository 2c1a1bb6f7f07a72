"""Tables of a run in the language of an output: what was found of rows, kinds, topics, areas."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

import pandas as pd

from mintgeo.chapters.gaps.tables import AREAS
from mintgeo.chapters.rows import gap_name, records
from mintgeo.findings import row_notes
from mintgeo.language import Language, language, word
from mintgeo.run import Run

_SOURCE: Final = "de"
_WORDS: Final = ("category", "topics", "could_offer", "missing")
_GAP: Final = "gap"
"""Column that names a gap area."""
_NOTES: Final = {"read_note": "read", "match_note": "match"}


def spoken(run: Run, lang: str) -> Run:
    """The run with the texts of its tables in a language; one in German is returned as it is.

    Names and words of the lists' own stay.
    """
    if lang == _SOURCE:
        return run
    say, gaps = language(lang), run.find(AREAS)
    areas = {row["name"]: gap_name(row, say) for row in records(run, AREAS)}
    tables = {name: _table(table, say, areas) for name, table in run.tables.items()}
    if gaps is not None:
        tables[AREAS.name] = tables[AREAS.name].assign(name=_named(gaps["name"], areas))
    return replace(run, tables=tables)


def _table(table: pd.DataFrame, say: Language, areas: Mapping[str, str]) -> pd.DataFrame:
    said = {name: _words(table[name], say) for name in _WORDS if name in table.columns}
    for note, stage in _NOTES.items():
        if note in table.columns:
            said[note] = row_notes(table, stage=stage, lang=say.code)
    if _GAP in table.columns:
        said[_GAP] = _named(table[_GAP], areas)
    return table.assign(**said) if said else table


def _named(names: pd.Series, areas: Mapping[str, str]) -> pd.Series:
    said = [areas.get(one, one) for one in names]
    return pd.Series(said, index=names.index, dtype="str")


def _words(texts: pd.Series, say: Language) -> pd.Series:
    said = [word(one, say) if isinstance(one, str) else one for one in texts]
    return pd.Series(said, texts.index, dtype=texts.dtype)
