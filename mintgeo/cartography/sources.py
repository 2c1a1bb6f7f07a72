"""The lines that name the sources of a map or figure, and what stands there if one was lost."""

from collections.abc import Sequence
from typing import Any

from mintgeo import _embedded
from mintgeo._credits import credits_of, is_unnamed
from mintgeo._osm import ATTRIBUTION
from mintgeo.language import Language
from mintgeo.sources import SOURCES


def told_sources(say: Language, *tables: Any, named: Sequence[str] = ()) -> list[str]:
    """Lines of some tables. Of a table that knows not all of its own: all that come into question.

    Parameters
    ----------
    say
        Language of the sentence about such a table.
    tables
        As of ``credits_of``.
    named
        Lines that someone gives for all of them; they are believed to be whole.
    """
    lines = credits_of(named, *tables)
    if named or not is_unnamed(*tables):
        return lines
    unknown = say(
        "Nicht jede Tabelle nennt ihre Quellen; Daten können auch hiervon stammen: {sources}",
        sources=" · ".join(all_sources()),
    )
    return [*lines, unknown]


def all_sources() -> list[str]:
    """Whoever has to be named for anything that comes with the package or is read by it."""
    embedded = (_embedded.source(name).attribution for name in _embedded.names())
    return credits_of(*embedded, (one.attribution for one in SOURCES.values()), ATTRIBUTION)
