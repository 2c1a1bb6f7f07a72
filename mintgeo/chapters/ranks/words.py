"""Sentences that compare areas, or count them: no surer than their differences, draw by draw."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import numpy as np
import pandas as pd

from mintgeo._kinds import Kind
from mintgeo.analysis.ranking import HALF, LOW
from mintgeo.analysis.uncertainty import LEVEL, surely
from mintgeo.chapters.coverage.words import told_rows
from mintgeo.chapters.protocol import Sentence
from mintgeo.chapters.ranks.tables import COUNTS, PAIRS, RANKS
from mintgeo.chapters.rows import row_span
from mintgeo.chapters.words import who
from mintgeo.language import N_, Language, outwards
from mintgeo.run import Run

_FEW: Final = 5
"""More names than that are counted, not listed."""
_HIGHEST: Final = (
    N_("Den höchsten Anteil hat mit mindestens {certain} Sicherheit {names}."),
    N_(
        "Den höchsten Anteil hat mit mindestens {certain} Sicherheit eines dieser Bundesländer: "
        "{names}."
    ),
    N_("Wo der Anteil am höchsten ist, lässt sich nicht sagen: {n} Bundesländer kommen in Frage."),
)
_LOWEST: Final = (
    N_("Den niedrigsten Anteil hat mit mindestens {certain} Sicherheit {names}."),
    N_(
        "Den niedrigsten Anteil hat mit mindestens {certain} Sicherheit eines dieser Bundesländer: "
        "{names}."
    ),
    N_(
        "Wo der Anteil am niedrigsten ist, lässt sich nicht sagen: {n} Bundesländer kommen in "
        "Frage."
    ),
)
"""One Land, a few of which one it is, or too many of them."""
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
Row = Mapping[Any, Any]


def points(run: Run, say: Language) -> Iterator[Sentence]:
    """Which Land is first, in how many Gemeinden half of the people reach an offer, town and land.

    Of the first mode and the longest threshold.
    """
    found = {
        say("Bundesländer"): _extremes(run, told_rows(run, "land", run.mode), say),
        say("Gemeinden"): _gemeinden(run, say),
        say("Stadt und Land"): _types(run, say),
    }
    return (Sentence(about=about, text=text) for about, text in found.items() if text)


def _types(run: Run, say: Language) -> str:
    """Compare rural areas with the most urban ones."""
    rows = {row["ags"]: row for row in told_rows(run, "area_type", run.mode)}
    urban = next((kind for kind in _TYPES if kind in rows), None)
    if urban is None or "rural" not in rows:
        return ""
    rural, other = (row_span(rows[kind], lang=say.code) for kind in ("rural", urban))
    shares = say(_TYPES[urban], urban=other, rural=rural, who=who(run, say))
    return " ".join(filter(None, [shares, _apart(run, urban, say)]))


def _extremes(run: Run, shares: Sequence[Row], say: Language) -> str:
    """Say which Land has the highest share, which the lowest, and how certain that is.

    Parameters
    ----------
    run
        With ``area_ranks`` and ``area_pairs``.
    shares
        Rows of the Länder, of one mode and threshold.
    """
    ranks = _asked(run, RANKS, "land")
    if len(ranks) < 2:  # noqa: PLR2004
        return ""
    spans = {row["ags"]: row_span(row, lang=say.code) for row in shares}
    said = [
        _extreme(ranks, "p_highest", ranks["rank_low"] == 1, spans, _HIGHEST, say),
        _extreme(ranks, "p_lowest", ranks["rank_high"] == len(ranks), spans, _LOWEST, say),
        _ordered(_asked(run, PAIRS, "land"), say),
    ]
    return " ".join(said)


def _extreme(
    ranks: pd.DataFrame, column: str, possible: pd.Series, spans: dict[str, str],
    texts: tuple[str, str, str], say: Language,
) -> str:  # fmt: skip
    """Name the fewest Länder of which one surely is the outermost, or say that many could be."""
    one, few, many = texts
    rivals = ranks.sort_values([column, "ags"], ascending=[False, True])
    hits = (rivals[column] * rivals["draws"]).round().cumsum()
    sure = [surely(*pair) for pair in zip(hits, rivals["draws"], strict=True)]
    enough = next((n for n, certain in enumerate(sure, start=1) if certain >= LEVEL), None)
    if enough is None or enough > _FEW:
        return say(many, n=say.number(max(int(possible.sum()), enough or 0)))
    certain = say.percent(np.floor(100 * sure[enough - 1]) / 100)
    named = [f"{row['name']} ({spans[row['ags']]})" for row in rivals[:enough].to_dict("records")]
    return say(one if enough == 1 else few, names=say.listed(named), certain=certain)


def _ordered(pairs: pd.DataFrame, say: Language) -> str:
    known = int((pairs["verdict"] != "open").sum())
    return say.count(
        "Von {all} Paaren von Bundesländern ist bei einem belegt, welches vorn liegt.",
        "Von {all} Paaren von Bundesländern ist bei {n} belegt, welches vorn liegt.",
        known,
        all=say.number(len(pairs)),
    )


def _counted(run: Run, level: str, share: float, say: Language, *, below: bool = False) -> str:
    """Say in how many areas of how many at least a share is reached, or fewer; a span of them."""
    table = _asked(run, COUNTS, level)
    table = table[np.isclose(table["at_least"], share)]
    if table.empty:
        return ""
    row = table.iloc[0]
    low, high = (int(row[end]) for end in ("count_low", "count_high"))
    if below:
        low, high = int(row["areas"]) - high, int(row["areas"]) - low
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
    """Say in how many Kreise, of how many, few people reach an offer."""
    return _counted(run, "kreis", LOW, say, below=True)


def _apart(run: Run, urban: str, say: Language) -> str:
    """Say how far rural areas are behind urban ones, or that this is not established."""
    pairs = _asked(run, PAIRS, "area_type")
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


def _asked(run: Run, kind: Kind[pd.DataFrame], level: str) -> pd.DataFrame:
    """Rows of a level, of the first mode and the longest threshold; none if there is no table."""
    table = run.find(kind)
    if table is None:
        return pd.DataFrame({"at_least": [], "verdict": [], "ags": [], "other_ags": []})
    wanted = (table["level"] == level) & (table["mode"] == run.mode)
    return pd.DataFrame(table[wanted & (table["minutes"] == run.longest)])
