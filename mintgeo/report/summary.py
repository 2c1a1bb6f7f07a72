"""What the terminal says when a study is done."""

import textwrap
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from mintgeo._outputs import LEAVES
from mintgeo.chapters import registered
from mintgeo.chapters.lists import placed_line
from mintgeo.findings import PART, Finding, Reading, sentence
from mintgeo.language import N_, Language, language
from mintgeo.lists import PlacedList
from mintgeo.report.points import caveats, key_points, next_steps, omissions
from mintgeo.run import Run

_WIDTH: Final = 100


def summary(run: Run, *, lang: str = "de") -> str:
    """Say the result of a run in some lines: the main results, and what chapters add."""
    say = language(lang)
    said = [point.text for point in key_points(run, lang=lang)] + caveats(run, lang=lang)[:1]
    said += omissions(run, lang=lang)
    said += [f"{step.about}: {step.text}" for step in next_steps(run, lang=lang)]
    lines = [run.title, "=" * len(run.title)]
    lines += [textwrap.fill(text, _WIDTH, subsequent_indent="  ") for text in said]
    lines += ["", *(line for chapter in registered() for line in chapter.lines(run, say))]
    return "\n".join(lines)


def written(files: Sequence[Path], folder: Path, seconds: float, *, lang: str = "de") -> str:
    """Say what was written where, and how long all of it took; of single pages only the whole."""
    say = language(lang)
    head = say(
        "{seconds} s, Ergebnisse in {folder}:", seconds=say.number(seconds, 1), folder=folder
    )
    named = [one for one in files if one.parent.name not in LEAVES or not one.stem.isdigit()]
    return "\n".join([head, *(f"  {file.relative_to(folder)}" for file in named)])


def placed_summary(placed: PlacedList) -> str:
    """Say how a list was placed, and what of the file is no row of it."""
    say = language(placed.lang)
    lines = [placed_line(placed.geocoded, N_("Liste"), say)]
    for one in placed.left_out.to_dict("records"):
        row, text, reason = one["row"], one["text"], one["reason"]
        where = say("Zeile {row}", row=row) if row else say("Blatt")
        where = ", ".join(filter(None, (one.get(PART), where)))
        lines.append("  " + say("nicht gelesen: {where}, {reason}: {text}", where=where,
                                reason=reason, text=text))  # fmt: skip
    return "\n".join([*lines, *_unused(placed, say)])


def _unused(placed: PlacedList, say: Language) -> list[str]:
    """What of the list as a whole was not understood, or otherwise than it stands."""
    return [_heeded(one, say) for one in Reading.of(placed.geocoded).whole]


def _heeded(one: Finding, say: Language) -> str:
    part, text = one.get(PART), sentence(one, say)
    text = f"{part}, {text}" if part else text
    return "  " + (text if one.severity == "info" else say("Achtung: {text}", text=text))
