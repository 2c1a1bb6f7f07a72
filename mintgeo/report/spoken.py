"""Tables of a run in the language of an output: what was found of rows, kinds, topics, areas."""

from dataclasses import replace
from typing import Final

import pandas as pd

from mintgeo.findings import row_notes
from mintgeo.language import Language, language, word
from mintgeo.run import Run

_SOURCE: Final = "de"
_WORDS: Final = ("category", "topics", "could_offer", "missing")
_NOTES: Final = {"read_note": "read", "match_note": "match"}


def spoken(run: Run, lang: str) -> Run:
    """The run with the texts of its tables in a language; one in German is returned as it is.

    Names and words of the lists' own stay.
    """
    if lang == _SOURCE:
        return run
    say = language(lang)
    return replace(run, tables={name: _table(table, say) for name, table in run.tables.items()})


def _table(table: pd.DataFrame, say: Language) -> pd.DataFrame:
    said = {name: _words(table[name], say) for name in _WORDS if name in table.columns}
    for note, stage in _NOTES.items():
        if note in table.columns:
            said[note] = row_notes(table, stage=stage, lang=say.code)
    if {"name", "places"} <= set(table.columns):
        named = [say("Raum {places}", places=places) for places in table["places"]]
        said["name"] = pd.Series(named, index=table.index, dtype="str")
    return table.assign(**said) if said else table


def _words(texts: pd.Series, say: Language) -> pd.Series:
    said = [word(one, say) if isinstance(one, str) else one for one in texts]
    return pd.Series(said, texts.index, dtype=texts.dtype)
