"""Ranks, differences and counts of areas in the workbook."""

from collections.abc import Iterator
from typing import Final

import pandas as pd

from mintgeo.chapters.coverage.tables import SHARES
from mintgeo.chapters.protocol import Column, Sheet
from mintgeo.chapters.ranks.tables import COUNTS, PAIRS, RANKS
from mintgeo.chapters.wide import widened
from mintgeo.language import Language
from mintgeo.run import Run

_KEYS: Final = ("level", "ags", "mode", "minutes")
_OF_RANKS: Final = ("rank_low", "rank_high", "p_highest", "p_lowest")
_DIFFERENCES: Final = ("difference", "difference_low", "difference_high")
_FORMATS: Final = {
    **dict.fromkeys(_DIFFERENCES, '+0.0;"−"0.0;0.0'),
    **dict.fromkeys(("p_highest", "p_lowest", "p_more"), "0.0%"), "at_least": "0%",
    **dict.fromkeys(("share", "share_low", "share_high"), "0.0%"),
}  # fmt: skip


def sheets(run: Run, say: Language) -> Iterator[Sheet]:
    """Ranks by area, differences and counts; and every number, for programs."""
    yield from _data(run, say)
    ranks, pairs, counts = (run.find(kind) for kind in (RANKS, PAIRS, COUNTS))
    if ranks is not None:
        yield _ranks(ranks, say)
    if pairs is not None:
        note = say("um wie viele Prozentpunkte sich zwei Gebiete unterscheiden, und wie sicher "
                   "das ist")  # fmt: skip
        yield Sheet(
            title=say("Unterschiede"), place=16, note=note, formats=_FORMATS,
            table=pairs.assign(**{one: 100 * pairs[one] for one in _DIFFERENCES}),
        )  # fmt: skip
    if counts is not None:
        note = say("in wie vielen Gebieten der Anteil mindestens so groß ist")
        columns = [
            Column(name=one, code="count_areas" if one == "count" else one)
            for one in counts.columns.astype(str)
        ]
        yield Sheet(
            title=say("Zahl der Gebiete"), table=counts, columns=columns, place=17, note=note,
            formats=_FORMATS,
        )  # fmt: skip


def _data(run: Run, say: Language) -> Iterator[Sheet]:
    """Every share and rank, in the columns of their schemas."""
    tables = {level: run.find(SHARES, level=level) for level in SHARES.parts}
    there = [table.assign(level=level) for level, table in tables.items() if table is not None]
    if not there:
        return
    rows, ranks = pd.concat(there, ignore_index=True), run.find(RANKS)
    if ranks is not None:
        rows = rows.merge(ranks[[*_KEYS, *_OF_RANKS]], how="left", on=[*_KEYS])
    yield Sheet(
        title=say("Daten"), table=rows[[*_KEYS, *rows.columns.drop([*_KEYS])]], place=200,
        note=say("alle Anteile und Ränge, eine Zeile je Gebiet, Weg und Schwelle: für Programme"),
        formats=_FORMATS, machine=True,
    )  # fmt: skip


def _ranks(table: pd.DataFrame, say: Language) -> Sheet:
    """One row per area; a key can stand at two levels."""
    keyed = table.assign(key=table["level"] + "/" + table["ags"])
    rows, columns = widened(
        keyed, say, index=["key", "level", "ags", "name"], values=["rank_low", "rank_high"]
    )
    return Sheet(
        title=say("Ränge"), table=rows, columns=columns[1:], place=15,
        note=say("Spanne des Rangs unter den Gebieten einer Ebene; 1 ist der höchste Anteil"),
    )  # fmt: skip


def columns(run: Run, say: Language) -> list[tuple[str, str]]:  # noqa: ARG001
    """What the columns of the sheets mean."""
    return [
        ("rank_low, rank_high", say(
            "Spanne des Rangs (1 ist der höchste Anteil): in 9 von 10 Fällen liegt er darin"
        )),
        ("p_highest, p_lowest", say(
            "in diesem Teil der Ziehungen hat das Gebiet allein den höchsten, den "
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
            "in so vielen Gebieten ist der Anteil mindestens so groß, in 9 von 10 "
            "Fällen"
        )),
    ]  # fmt: skip
