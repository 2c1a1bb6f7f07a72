"""Sentences that compare areas, or count them: no surer than their differences, draw by draw."""

from collections.abc import Iterator
from typing import Final

import numpy as np

from mintgeo.analysis.ranking import HALF, LOW
from mintgeo.chapters.coverage.words import told_rows
from mintgeo.chapters.protocol import Sentence
from mintgeo.chapters.ranks.extremes import asked, extremes
from mintgeo.chapters.ranks.tables import COUNTS, PAIRS
from mintgeo.chapters.rows import row_span
from mintgeo.chapters.words import who
from mintgeo.language import N_, Language, outwards
from mintgeo.run import Run

_TYPES: Final = {
    "city": N_(
        "In Städten erreichen {urban} der {who} in dieser Zeit ein Angebot, in ländlichen Gebieten "
        "{rural}."
    ),
    "town": N_(
        "In kleineren Städten und Vororten erreichen {urban} der {who} in dieser Zeit ein Angebot, "
        "in ländlichen Gebieten {rural}."
    ),
}
"""Urban against rural areas."""


def points(run: Run, say: Language) -> Iterator[Sentence]:
    """Which area is first, in how many Gemeinden half of the people reach an offer, town and land.

    Of the first mode and the longest threshold.
    """
    found = [
        *extremes(run, say),
        (say("Gemeinden"), _gemeinden(run, say)),
        (say("Stadt und Land"), _types(run, say)),
    ]
    return (Sentence(about=about, text=text) for about, text in found if text)


def _types(run: Run, say: Language) -> str:
    """Compare rural areas with the most urban ones."""
    rows = {row["ags"]: row for row in told_rows(run, "area_type", run.mode)}
    urban = next((kind for kind in _TYPES if kind in rows), None)
    if urban is None or "rural" not in rows:
        return ""
    rural, other = (row_span(rows[kind], lang=say.code) for kind in ("rural", urban))
    shares = say(_TYPES[urban], urban=other, rural=rural, who=who(run, say))
    return " ".join(filter(None, [shares, _apart(run, urban, say)]))


def _counted(run: Run, level: str, share: float, say: Language, *, below: bool = False) -> str:
    """Say in how many areas of how many at least a share is reached, or fewer; a span of them."""
    table = asked(run, COUNTS, level)
    table = table[np.isclose(table["at_least"], share)]
    if table.empty:
        return ""
    row = table.iloc[0]
    low, high = (int(row[end]) for end in ("count_low", "count_high"))
    if below:
        low, high = int(row["areas"]) - high, int(row["areas"]) - low
    if below and not high:
        return ""
    number = say.number(low)
    if low < high:
        number = say("{low} bis {high}", low=number, high=say.number(high))
    return say("{n} von {all}", n=number, all=say.number(row["areas"]))


def _gemeinden(run: Run, say: Language) -> str:
    """Count the Gemeinden where half of the people reach an offer."""
    number = _counted(run, "gemeinde", HALF, say)
    if not number:
        return ""
    return say(
        "In {number} Gemeinden erreicht in dieser Zeit mindestens die Hälfte der {who} ein "
        "Angebot.",
        number=number,
        who=who(run, say),
    )


def low_kreise(run: Run, say: Language) -> str:
    """Say in how many Kreise, of how many, few people reach an offer; nothing if surely in none."""
    return _counted(run, "kreis", LOW, say, below=True)


def _apart(run: Run, urban: str, say: Language) -> str:
    """Say how far rural areas are behind urban ones, or that this is not established."""
    pairs = asked(run, PAIRS, "area_type")
    both = [urban, "rural"]
    pairs = pairs[pairs["ags"].isin(both) & pairs["other_ags"].isin(both)]
    if pairs.empty:
        return ""
    row = pairs.iloc[0]
    low, high = outwards(100 * row["difference_low"], 100 * row["difference_high"], lambda _: 1.0)
    if row["ags"] == "rural":
        low, high = -high, -low
    if low > 0:
        known = _points(low, high, say)
        return say("Auf dem Land sind es {points} Prozentpunkte weniger.", points=known)
    if high < 0:
        known = _points(-high, -low, say)
        return say("Auf dem Land sind es {points} Prozentpunkte mehr.", points=known)
    return say("Ein Unterschied ist nicht belegt.")


def _points(low: float, high: float, say: Language) -> str:
    first, last = say.number(low), say.number(high)
    return first if first == last else say("{low} bis {high}", low=first, high=last)
