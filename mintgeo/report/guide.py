"""The first two sheets of the workbook: the main results, and how to read the tables."""

from collections.abc import Sequence
from typing import Final

from mintgeo.chapters import Sheet, registered
from mintgeo.chapters.travel import said_of_router
from mintgeo.language import Language
from mintgeo.report.points import caveats, key_points
from mintgeo.run import Run

MOST_ROWS: Final = 3000
"""Of a table in the workbook."""
Rows = list[tuple[str, str]]


def findings(run: Run, say: Language) -> Rows:
    """The main results, one sentence or two per row, and what they hold for."""
    points = key_points(run, lang=say.code)
    return [
        (run.title, ""),
        *((point.about, point.text) for point in points),
        (say("Zu beachten"), " ".join(caveats(run, lang=say.code))),
    ]


def guide(run: Run, sheets: Sequence[Sheet], say: Language) -> Rows:
    """Date, vintages, what the columns mean, sources."""
    return [
        (run.title, ""),
        (say("Stand"), say.day(run.as_of)),
        ("", ""),
        (say("Datenstand"), ""),
        *((say(what), say(when)) for what, when in run.vintages),
        ("", ""),
        (say("Spalten"), ""),
        *_columns(sheets, run, say),
        ("", ""),
        (say("Hinweise"), _limit(say)),
        ("", _times(run, say)),
        *([] if say.code == "de" else [("", _german(say))]),
        ("", ""),
        (say("Quellen"), ""),
        *(("", line) for line in run.attributions),
    ]


def _columns(sheets: Sequence[Sheet], run: Run, say: Language) -> Rows:
    """What columns mean, of those that the sheets have."""
    there = {name for sheet in sheets for name in sheet.table.columns}
    named = [
        (", ".join(name for name in names.split(", ") if name in there), meaning)
        for chapter in registered()
        for names, meaning in chapter.columns(run, say)
    ]
    return [row for row in named if row[0]]


def _limit(say: Language) -> str:
    return say(
        "Je Tabelle stehen hier höchstens {rows} Zeilen; alle stehen in «tables».",
        rows=say.number(MOST_ROWS),
    )


def _times(run: Run, say: Language) -> str:
    return said_of_router(run, say).brief


def _german(say: Language) -> str:
    return say(
        "Namen und eigene Wörter der Listen stehen da, wie sie in den Listen und Karten stehen."
    )
