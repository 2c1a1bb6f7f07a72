"""Ranks, differences and counts of areas in the workbook."""

from collections.abc import Iterator
from typing import Final

from mintgeo.chapters.protocol import Sheet
from mintgeo.chapters.ranks.tables import COUNTS, PAIRS, RANKS
from mintgeo.language import Language
from mintgeo.run import Run

_FORMATS: Final = {
    **dict.fromkeys(("difference", "difference_low", "difference_high"), "0.0%"),
    **dict.fromkeys(("p_highest", "p_lowest", "p_more"), "0.0%"), "at_least": "0%",
}  # fmt: skip


def sheets(run: Run, say: Language) -> Iterator[Sheet]:
    """A sheet per table."""
    titles = {RANKS: say("Ränge"), PAIRS: say("Unterschiede"), COUNTS: say("Zahl der Gebiete")}
    for place, (kind, title) in enumerate(titles.items(), start=15):
        table = run.find(kind)
        if table is not None:
            yield Sheet(title=title, table=table, place=place, formats=_FORMATS)


def columns(run: Run, say: Language) -> list[tuple[str, str]]:  # noqa: ARG001
    """What the columns of the sheets mean."""
    return [
        ("rank_low, rank_high", say(
            "Spanne des Rangs (1 ist der höchste Anteil): in 9 von 10 Fällen liegt er darin"
        )),
        ("p_highest, p_lowest", say(
            "in diesem Teil der «draws» Ziehungen hat das Gebiet allein den höchsten, den "
            "niedrigsten Anteil"
        )),
        ("difference_low, difference_high", say(
            "Spanne des Unterschieds zweier Anteile, Ziehung für Ziehung gerechnet: enger, als die "
            "Spannen der Anteile vermuten lassen"
        )),
        ("verdict", say(
            "ob der Anteil höher oder niedriger ist als der des anderen Gebiets; alle diese "
            "Angaben zu einer Zeit stimmen in 9 von 10 Fällen zugleich"
        )),
        ("count_low, count_high", say(
            "in so vielen der «areas» Gebiete ist der Anteil mindestens «at_least», in 9 von 10 "
            "Fällen"
        )),
    ]  # fmt: skip
