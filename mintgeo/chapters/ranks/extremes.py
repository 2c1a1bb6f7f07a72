"""Which area has the highest share and which the lowest, no surer than draw by draw."""

from typing import Final

import numpy as np
import pandas as pd

from mintgeo._kinds import Kind
from mintgeo.analysis.uncertainty import LEVEL, surely
from mintgeo.chapters.coverage.page import table_level
from mintgeo.chapters.coverage.words import told_rows
from mintgeo.chapters.ranks.tables import PAIRS, RANKS
from mintgeo.chapters.rows import row_span
from mintgeo.language import N_, NN_, Language
from mintgeo.run import Run

_FEW: Final = 5
"""More names than that are counted, not listed."""
_LEAST: Final = 3
"""Fewer pairs are not worth counting."""
_HIGHEST: Final = N_("Den höchsten Anteil hat mit mindestens {certain} Sicherheit {names}.")
_LOWEST: Final = N_("Den niedrigsten Anteil hat mit mindestens {certain} Sicherheit {names}.")
_ONE_OF: Final = {
    "land": (
        N_("Den höchsten Anteil hat mit mindestens {certain} Sicherheit eines dieser "
           "Bundesländer: {names}."),
        N_("Den niedrigsten Anteil hat mit mindestens {certain} Sicherheit eines dieser "
           "Bundesländer: {names}."),
    ),
    "kreis": (
        N_("Den höchsten Anteil hat mit mindestens {certain} Sicherheit einer dieser Kreise: "
           "{names}."),
        N_("Den niedrigsten Anteil hat mit mindestens {certain} Sicherheit einer dieser Kreise: "
           "{names}."),
    ),
    "gemeinde": (
        N_("Den höchsten Anteil hat mit mindestens {certain} Sicherheit eine dieser Gemeinden: "
           "{names}."),
        N_("Den niedrigsten Anteil hat mit mindestens {certain} Sicherheit eine dieser Gemeinden: "
           "{names}."),
    ),
    "district": (
        N_("Den höchsten Anteil hat mit mindestens {certain} Sicherheit eines dieser Gebiete: "
           "{names}."),
        N_("Den niedrigsten Anteil hat mit mindestens {certain} Sicherheit eines dieser Gebiete: "
           "{names}."),
    ),
}  # fmt: skip
_MANY: Final = {
    "land": (
        N_("Wo der Anteil am höchsten ist, lässt sich nicht sagen: {n} Bundesländer kommen in "
           "Frage."),
        N_("Wo der Anteil am niedrigsten ist, lässt sich nicht sagen: {n} Bundesländer kommen in "
           "Frage."),
    ),
    "kreis": (
        N_("Wo der Anteil am höchsten ist, lässt sich nicht sagen: {n} Kreise kommen in Frage."),
        N_("Wo der Anteil am niedrigsten ist, lässt sich nicht sagen: {n} Kreise kommen in Frage."),
    ),
    "gemeinde": (
        N_("Wo der Anteil am höchsten ist, lässt sich nicht sagen: {n} Gemeinden kommen in Frage."),
        N_("Wo der Anteil am niedrigsten ist, lässt sich nicht sagen: {n} Gemeinden kommen in "
           "Frage."),
    ),
    "district": (
        N_("Wo der Anteil am höchsten ist, lässt sich nicht sagen: {n} Gebiete kommen in Frage."),
        N_("Wo der Anteil am niedrigsten ist, lässt sich nicht sagen: {n} Gebiete kommen in "
           "Frage."),
    ),
}  # fmt: skip
_NEITHER: Final = N_(
    "Wo der Anteil am höchsten und wo er am niedrigsten ist, lässt sich nicht sagen."
)
_PAIRED: Final = {
    "land": NN_(
        "Von {all} Paaren von Bundesländern ist bei einem belegt, welches vorn liegt.",
        "Von {all} Paaren von Bundesländern ist bei {n} belegt, welches vorn liegt.",
    ),
    "kreis": NN_(
        "Von {all} Paaren von Kreisen ist bei einem belegt, welcher vorn liegt.",
        "Von {all} Paaren von Kreisen ist bei {n} belegt, welcher vorn liegt.",
    ),
    "gemeinde": NN_(
        "Von {all} Paaren von Gemeinden ist bei einem belegt, welche vorn liegt.",
        "Von {all} Paaren von Gemeinden ist bei {n} belegt, welche vorn liegt.",
    ),
    "district": NN_(
        "Von {all} Paaren von Gebieten ist bei einem belegt, welches vorn liegt.",
        "Von {all} Paaren von Gebieten ist bei {n} belegt, welches vorn liegt.",
    ),
}
_ABOUT: Final = {
    "land": N_("Bundesländer"), "kreis": N_("Kreise"), "gemeinde": N_("Gemeinden"),
    "district": N_("Teilgebiete"),
}  # fmt: skip
"""One area, a few of which one it is, too many of them; and pairs that are told apart."""


def extremes(run: Run, say: Language) -> list[tuple[str, str]]:
    """Say which area has the highest share, which the lowest, and how certain that is.

    Of the areas that the report has a table of; nothing if there are none to compare.
    """
    level = table_level(run)
    ranks = asked(run, RANKS, level)
    if level not in _ABOUT or len(ranks) < 2:  # noqa: PLR2004
        return []
    rows = told_rows(run, level, run.mode)
    spans = {row["ags"]: row_span(row, lang=say.code) for row in rows}
    one_of, many = _ONE_OF[level], _MANY[level]
    pairs = _ordered(asked(run, PAIRS, level), level, say)
    if all(_open(_rivals(ranks, end), ranks) for end in ("p_highest", "p_lowest")):
        return [(say(_ABOUT[level]), " ".join(filter(None, [say(_NEITHER), pairs])))]
    said = [
        _extreme(ranks, "p_highest", ranks["rank_low"] == 1, spans,
                 (_HIGHEST, one_of[0], many[0]), say),
        _extreme(ranks, "p_lowest", ranks["rank_high"] == len(ranks), spans,
                 (_LOWEST, one_of[1], many[1]), say),
        pairs,
    ]  # fmt: skip
    return [(say(_ABOUT[level]), " ".join(filter(None, said)))]


def _extreme(
    ranks: pd.DataFrame, column: str, possible: pd.Series, spans: dict[str, str],
    texts: tuple[str, str, str], say: Language,
) -> str:  # fmt: skip
    """Name the fewest areas of which one surely is the outermost, or say that many could be."""
    one, few, many = texts
    rivals = _rivals(ranks, column)
    if _open(rivals, ranks):
        return say(many, n=say.number(max(int(possible.sum()), len(rivals))))
    certain = say.percent(np.floor(100 * rivals["sure"].iloc[-1]) / 100)
    named = [f"{row['name']} ({spans[row['ags']]})" for row in rivals.to_dict("records")]
    return say(one if len(rivals) == 1 else few, names=say.listed(named), certain=certain)


def _open(rivals: pd.DataFrame, ranks: pd.DataFrame) -> bool:
    """Whether too many areas could be the outermost one to name them, or all."""
    return len(rivals) in {0, len(ranks)} or len(rivals) > _FEW


def _rivals(ranks: pd.DataFrame, column: str) -> pd.DataFrame:
    """The fewest areas of which one surely is the outermost, and how ``sure``; else none."""
    order = ranks.sort_values([column, "ags"], ascending=[False, True])
    hits = (order[column] * order["draws"]).round().cumsum()
    sure = [surely(*pair) for pair in zip(hits, order["draws"], strict=True)]
    enough = next((n for n, certain in enumerate(sure, start=1) if certain >= LEVEL), 0)
    return order.assign(sure=sure).head(enough)


def _ordered(pairs: pd.DataFrame, level: str, say: Language) -> str:
    """Say how many pairs are told apart; nothing where none is, which the sentences before say."""
    known = int((pairs["verdict"] != "open").sum())
    if len(pairs) < _LEAST or not known:
        return ""
    return say.count(*_PAIRED[level], known, all=say.number(len(pairs)))


def asked(run: Run, kind: Kind[pd.DataFrame], level: str) -> pd.DataFrame:
    """Rows of a level, of the first mode and the longest threshold; none if there is no table."""
    table = run.find(kind)
    if table is None:
        return pd.DataFrame({"at_least": [], "verdict": [], "ags": [], "other_ags": []})
    wanted = (table["level"] == level) & (table["mode"] == run.mode)
    return pd.DataFrame(table[wanted & (table["minutes"] == run.longest)])
