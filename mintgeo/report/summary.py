"""What the terminal says when a study is done."""

import textwrap
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import pandas as pd

from mintgeo.findings import TABLE, Finding, Reading, decode, findings_of, sentence
from mintgeo.language import LEVELS, N_, Language, language
from mintgeo.lists import PlacedList
from mintgeo.report.coarse import omissions
from mintgeo.report.points import after_share, caveats, key_points
from mintgeo.report.spans import row_span
from mintgeo.run import Run

_LISTS: Final = {"participants": N_("Teilnehmende"), "sites": N_("Angebote und Partner")}
_WIDTH: Final = 100


def summary(run: Run, *, lang: str = "de") -> str:
    """Say the result of a run in some lines: the main results, the lists, every share."""
    say = language(lang)
    said = [text for _, text in key_points(run, lang=lang)] + caveats(run, lang=lang)[:1]
    said += omissions(run, say)
    lines = [run.title, "=" * len(run.title)]
    lines += [textwrap.fill(text, _WIDTH, subsequent_indent="  ") for text in said]
    lines += ["", *(_levels(run.table(name), label, say) for name, label in _LISTS.items()
                    if name in run.tables)]  # fmt: skip
    lines += _loud(run, say)
    known = run.table("coverage_country").dropna(subset="share")
    for row in known.to_dict("records"):
        lines.append(f"{row_span(row, lang=lang):>9} {after_share(run, row, say)}")
    return "\n".join(lines)


def written(files: Sequence[Path], folder: Path, seconds: float, *, lang: str = "de") -> str:
    """Say what was written where, and how long all of it took."""
    say = language(lang)
    head = say(
        "{seconds} s, Ergebnisse in {folder}:", seconds=say.number(seconds, 1), folder=folder
    )
    return "\n".join([head, *(f"  {file.relative_to(folder)}" for file in files)])


def placed_summary(placed: PlacedList) -> str:
    """Say how a list was placed, and what of the file is no row of it."""
    say = language(placed.lang)
    lines = [_levels(placed.geocoded, N_("Liste"), say)]
    for row, text, reason in placed.left_out.itertuples(index=False, name=None):
        where = say("Zeile {row}", row=row) if row else say("Blatt")
        lines.append("  " + say("nicht gelesen: {where}, {reason}: {text}", where=where,
                                reason=reason, text=text))  # fmt: skip
    return "\n".join([*lines, *_unused(placed, say)])


def _unused(placed: PlacedList, say: Language) -> list[str]:
    """What of the list as a whole was not understood, or otherwise than it stands."""
    return [_heeded(one, say) for one in Reading.of(placed.geocoded).whole]


def _heeded(one: Finding, say: Language) -> str:
    text = sentence(one, say)
    return "  " + (text if one.severity == "info" else say("Achtung: {text}", text=text))


def _loud(run: Run, say: Language) -> list[str]:
    """What of the lists of a run somebody should look at: sheets, columns, sums that are wrong."""
    if TABLE not in run.tables:
        return []
    rows = run.table(TABLE).to_dict("records")
    found = [(str(row["list"]), one) for row in rows for one in decode(str(row["findings"]))]
    return [
        "  " + say("Achtung, {list}: {text}", list=say(_LISTS[name]), text=_located(one, say))
        for name, one in found
        if one.severity != "info"
    ]


def _located(one: Finding, say: Language) -> str:
    row, text = one.get("row"), sentence(one, say)
    return text if row is None else ", ".join([say("Zeile {row}", row=row), text])


def _levels(table: pd.DataFrame, label: str, say: Language) -> str:
    levels = table["match_level"].value_counts()
    said = ", ".join(f"{count} {say(LEVELS[str(level)])}" for level, count in levels.items())
    noted = sum(map(bool, findings_of(table)))
    rest = "; " + say("{n} mit Hinweis", n=noted) if noted else ""
    rows = say.count("{n} Zeile", "{n} Zeilen", len(table))
    return f"{say(label)}: {rows} ({said}{rest})"
