"""The first two sheets of the workbook: the main results, and how to read the tables."""

from collections.abc import Sequence
from typing import Final

from mintgeo.chapters import Sheet, registered
from mintgeo.chapters.coverage.tables import known
from mintgeo.chapters.travel import said_of_router
from mintgeo.chapters.words import who
from mintgeo.language import Language, quoted
from mintgeo.language.headings import heading
from mintgeo.report.points import caveats, key_points, next_steps
from mintgeo.run import Run

MOST_ROWS: Final = 3000
"""Of a table in the workbook."""
Rows = list[tuple[str, str]]


def contents(run: Run, sheets: Sequence[Sheet], say: Language) -> Rows:
    """The main results, what they hold for, and what each sheet holds."""
    points = [*key_points(run, lang=say.code), *next_steps(run, lang=say.code)]
    held = " ".join(caveats(run, lang=say.code))
    return [
        (run.title, ""),
        *((point.about, quoted(point.text, say.code)) for point in points),
        *([(say("Zu beachten"), held)] if held else []),
        ("", ""),
        (say("Blätter dieser Mappe"), ""),
        *((one.title, _held(one, say)) for one in sheets),
        (say("Lesehilfe"), say("Datenstände, was die Spalten heißen, Quellen")),
    ]


def _held(sheet: Sheet, say: Language) -> str:
    """What a sheet holds, how much of it, and how much of that is printed."""
    rows = say.count("{n} Zeile", "{n} Zeilen", len(sheet.table))
    if sheet.printed is not None and len(sheet.table) > sheet.printed:
        rows = say("{rows}, gedruckt die ersten {n}", rows=rows, n=sheet.printed)
    return f"{sheet.note} ({rows})" if sheet.note else rows


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
        *([("", _times(run, say))] if known(run) or "journeys" in run.tables else []),
        *([] if say.code == "de" else [("", _german(say))]),
        ("", ""),
        (say("Quellen"), ""),
        *(("", line) for line in run.attributions),
    ]


def _columns(sheets: Sequence[Sheet], run: Run, say: Language) -> Rows:
    """What columns mean, of those that the sheets have, under the names that they have there."""
    columns = {one.code: one for sheet in sheets for one in sheet.columns}
    people, told = who(run, say), []
    for chapter in registered():
        for codes, meaning in chapter.columns(run, say):
            there = [columns[one] for one in codes.split(", ") if one in columns]
            if there:
                heads = [heading(one.code, say, who=people, other=one.head) for one in there]
                told.append((", ".join(dict.fromkeys(heads)), meaning))
    return told


def _limit(say: Language) -> str:
    return say(
        "Je Tabelle stehen hier höchstens {rows} Zeilen; alle stehen im Ordner „tables“.",
        rows=say.number(MOST_ROWS),
    )


def _times(run: Run, say: Language) -> str:
    return said_of_router(run, say).brief


def _german(say: Language) -> str:
    return say(
        "Namen und eigene Wörter der Listen stehen da, wie sie in den Listen und Karten stehen."
    )
