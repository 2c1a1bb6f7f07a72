"""``mintgeo new``: three questions, or none, and a study file that runs."""

import argparse
import re
import shlex
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from mintgeo._curves import CURVES
from mintgeo._errors import MintgeoError, OptionError
from mintgeo.language import Language, explained, language
from mintgeo.modes import MODES

if TYPE_CHECKING:
    from mintgeo.read.kinds import ListKind
    from mintgeo.study.new import Seen

Answer = TypeVar("Answer")
WAYS: Final = {key: way for key, way in MODES.items() if key in CURVES}
"""How people can travel in a new study, which goes by the airline."""
EVERYWHERE: Final = "-"
"""What stands for all of Germany where an area is asked for."""


def new(options: argparse.Namespace) -> None:
    """Look at lists, ask what they do not say, and write a study file."""
    from mintgeo._cache import write_atomically
    from mintgeo._outputs.single import check_file
    from mintgeo.cli.commands import columns_of
    from mintgeo.study.new import Wish, look, study_text, suggested

    say = language(options.lang)
    goal = options.out or Path(say("studie.toml"))
    asks = not (options.list or options.sites or options.participants) or _is_terminal()
    files: dict[Path, ListKind | None] = dict.fromkeys(options.list)
    files |= dict.fromkeys(options.sites, "sites")
    files |= dict.fromkeys(options.participants, "participants")
    check_file(goal, inputs=files, force=options.force)
    if not files:
        files = dict.fromkeys(_asked(lambda: _lists(say), say))
    seen = look(files, columns_of(options.column))
    for one in seen:
        print(_told(one, say))
    found = suggested(seen)
    within, modes = options.within, options.modes
    if within is None:
        within = _asked(lambda: _within(found, say), say) if asks else list(found)
    if modes is None:
        chosen = _asked(lambda: _modes(say), say) if asks else [*WAYS]
    else:
        chosen = chosen_modes(modes)
    if not asks and options.within is None:
        area = say.listed(list(found)) or say("überall")
        print(say("Gebiet, nach dem, wo die Zeilen liegen: {area}", area=area))
    wish = Wish(
        within=tuple(one for one in within if one != EVERYWHERE), modes=tuple(chosen),
        as_of=date.today(), lang=options.lang, title=options.title,  # noqa: DTZ011
        districts=options.districts, borders=options.borders,
    )  # fmt: skip
    text = study_text(wish, seen, goal.parent)
    check_file(goal, inputs=files, force=options.force)
    with write_atomically(goal) as part:
        part.write_text(text, encoding="utf-8", newline="\n")
    print(say("Geschrieben: {file}", file=goal))
    print(say("Ansehen und anpassen; dann: mintgeo report {file}", file=shlex.quote(str(goal))))


def _told(seen: "Seen", say: Language) -> str:
    """Say in one line what a list is."""
    files = ", ".join(file.name for file in seen.files)
    rows = say.count("{n} Zeile", "{n} Zeilen", seen.rows)
    kreise = say.count("{n} Kreis", "{n} Kreisen", len(seen.kreise))
    sheets = f" ({', '.join(seen.sheets)})" if seen.sheets else ""
    if seen.kind == "sites":
        return say("{files}{sheets}: Angebote, {rows} in {kreise}", files=files, sheets=sheets,
                   rows=rows, kreise=kreise)  # fmt: skip
    return say("{files}{sheets}: Teilnehmende, {rows} aus {kreise}", files=files, sheets=sheets,
               rows=rows, kreise=kreise)  # fmt: skip


def chosen_modes(text: str) -> list[str]:
    """Ways to travel as somebody writes them: keys, or words of their names.

    Raises
    ------
    OptionError
        If a word means none, or several.

    Examples
    --------
    >>> chosen_modes("Rad, zu Fuß"), chosen_modes("bike car")
    (['bike', 'foot'], ['bike', 'car'])
    """
    words = re.split(r"[,;]+", text) if re.search("[,;]", text) else text.split()
    found: list[str] = []
    for word in (one.strip().casefold() for one in words):
        fits = [key for key, way in WAYS.items() if word and any(
            word in name.casefold() for name in (key, *way.names.values(), *way.short.values())
        )]  # fmt: skip
        if len(fits) != 1:
            known = ", ".join(WAYS)
            raise OptionError("'{word}' is none of {known}.", word=word, known=known)
        found += fits
    if not found:
        raise OptionError("Name one way to travel: {known}.", known=", ".join(WAYS))
    return list(dict.fromkeys(found))


def _is_terminal() -> bool:
    with suppress(ValueError, AttributeError):
        return sys.stdin.isatty()
    return False


def _asked(question: Callable[[], Answer], say: Language) -> Answer:
    """Ask until the answer is one; whoever is no terminal is asked once."""
    while True:
        try:
            return question()
        except MintgeoError as error:
            if not _is_terminal():
                raise
            print(explained(error, lang=say.code))


def _line(text: str) -> str:
    """Ask for a line.

    Raises
    ------
    EOFError
        If nobody is there to answer.
    """
    print(text, end=" ", flush=True)
    try:
        line = sys.stdin.readline()
    except (OSError, ValueError, AttributeError):
        line = ""
    if not line:
        print()
        raise EOFError
    return line.strip()


def _lists(say: Language) -> list[Path]:
    print(say("Welche Listen? Angebote, Teilnehmende oder beides (CSV, Excel, OpenDocument)."))
    print(say("Eine Datei je Zeile; eine leere Zeile beendet die Liste."))
    found: list[Path] = []
    with suppress(EOFError):
        while True:
            files = _asked(lambda: _files(say), say)
            if not files:
                break
            found += files
    if not found:
        raise OptionError(
            "A study needs a list, and nobody is there to name one: mintgeo new LIST.csv"
        )
    return found


def _files(say: Language) -> list[Path]:
    """Files of the next line; each is there."""
    from mintgeo._door import check_file

    line = _line(say("Datei:"))
    return [check_file(one, most=sys.maxsize) for one in (_paths(line) if line else [])]


def _paths(line: str) -> list[Path]:
    """Files of a line, as terminals write those that are dropped on them: quoted, or escaped."""
    if Path(line).exists():
        return [Path(line)]
    try:
        words = shlex.split(line)
    except ValueError:
        words = [line]
    return [Path(one) for one in (words if all(Path(one).exists() for one in words) else [line])]


def _within(found: tuple[str, ...], say: Language) -> list[str]:
    from mintgeo.germany.within import area_of

    print(say("Welches Gebiet? Land, Kreis oder Gemeinde, mehrere mit Semikolon; - heißt überall."))
    try:
        answer = _line(say("Gebiet [{found}]:", found="; ".join(found) or EVERYWHERE))
    except EOFError:
        answer = ""
    asked = [one.strip() for one in (answer or ";".join(found)).split(";") if one.strip()]
    for one in asked:
        if one != EVERYWHERE:
            area_of(one)
    return asked


def _modes(say: Language) -> list[str]:
    print(say("Wie kommen die Menschen hin? Das Erste gilt für Orte ohne Angebot."))
    known = ", ".join(WAYS)
    try:
        answer = _line(say("Verkehrsmittel [{known}]:", known=known))
    except EOFError:
        answer = ""
    return chosen_modes(answer or known)
