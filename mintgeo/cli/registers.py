"""``mintgeo register``: what a region offers, kept over the years."""

import argparse
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from mintgeo._console import complain
from mintgeo._errors import InputError, OptionError, OutputError
from mintgeo._text import sayable
from mintgeo.language import LANGUAGES, Language, explained, language

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from mintgeo.register import Register

_FILES: Final = (".xlsx", ".ods", ".csv")
_LISTED: Final = 10
"""So many decisions that fit nothing are named."""


def add_register(of_all: Any, say: Language) -> None:
    """Add the commands of a register."""
    text = say("ein Register führen: was es gibt, was neu ist, was doppelt ist")
    one = of_all.add_parser("register", help=text, description=text)
    _lang(one, say)
    verbs = one.add_subparsers(dest="verb", required=True, metavar=say("BEFEHL"))
    for add in (_update, _review, _export, _diff):
        add(verbs, say)


def _update(verbs: Any, say: Language) -> None:
    text = say("Rückläufe oder Listen in ein Register aufnehmen; legt es an, wenn es fehlt")
    one = verbs.add_parser("update", help=text, description=text)
    _register(one, say)
    one.add_argument(
        "source", type=Path, nargs="*", metavar=say("QUELLE"),
        help=say("Ordner oder Dateien; keine: nur Entscheidungen"),
    )  # fmt: skip
    one.add_argument(
        "-o", "--out", type=Path, metavar=say("ORDNER"),
        help=say("wohin; sonst in das Register selbst"),
    )  # fmt: skip
    one.add_argument(
        "--date", metavar=say("TAG"), default="", help=say("Tag der Runde, sonst heute")
    )
    _decisions(one, say)
    one.add_argument(
        "--complete", action="store_true",
        help=say("was jetzt nicht mehr gemeldet ist, gibt es nicht mehr"),
    )  # fmt: skip
    one.add_argument(
        "--sites", action="store_true", help=say("es sind Listen von Orten, keine Rückläufe")
    )
    one.add_argument(
        "--headers", type=Path, metavar=say("DATEI"),
        help=say("was Überschriften bedeuten: CSV (file;header;field) oder TOML"),
    )  # fmt: skip
    _lang(one, say)
    _force(one, say)
    one.set_defaults(run=update)


def _review(verbs: Any, say: Language) -> None:
    text = say("eine Seite schreiben, auf der man über doppelte Einträge entscheidet")
    one = verbs.add_parser("review", help=text, description=text)
    _register(one, say)
    _out(one, say("SEITE.html"), say("die Seite"))
    _decisions(one, say)
    _lang(one, say)
    _force(one, say)
    one.set_defaults(run=review)


def _export(verbs: Any, say: Language) -> None:
    text = say("die Einträge schreiben, die veröffentlicht werden dürfen")
    one = verbs.add_parser("export", help=text, description=text)
    _register(one, say)
    _out(one, say("ZIEL"), say(".xlsx, .csv oder .geojson"))
    one.add_argument(
        "--all", action="store_true", help=say("alle Einträge mit allem; nur für Sie lesbar")
    )
    _lang(one, say)
    _force(one, say)
    one.set_defaults(run=export)


def _diff(verbs: Any, say: Language) -> None:
    text = say("sagen, was von einem Stand zum nächsten neu ist, für einen Rundbrief")
    one = verbs.add_parser("diff", help=text, description=text)
    one.add_argument("old", type=Path, metavar=say("ALT"), help=say("Register von früher"))
    one.add_argument("new", type=Path, metavar=say("NEU"), help=say("Register von heute"))
    one.add_argument(
        "-o", "--out", type=Path, metavar=say("DATEI.txt"), help=say("sonst auf den Bildschirm")
    )
    one.add_argument(
        "--all", action="store_true",
        help=say("auch Einträge, die nicht veröffentlicht werden dürfen"),
    )  # fmt: skip
    _lang(one, say)
    _force(one, say)
    one.set_defaults(run=diff)


def _register(one: argparse.ArgumentParser, say: Language) -> None:
    one.add_argument(
        "register", type=Path, metavar=say("REGISTER"), help=say("Ordner des Registers")
    )


def _decisions(one: argparse.ArgumentParser, say: Language) -> None:
    one.add_argument(
        "--decisions", action="append", default=[], type=Path, metavar=say("DATEI"),
        help=say("was auf der Seite entschieden wurde (entscheidungen.csv); mehrfach"),
    )  # fmt: skip


def _out(one: argparse.ArgumentParser, name: str, text: str) -> None:
    one.add_argument("-o", "--out", type=Path, required=True, metavar=name, help=text)


def _lang(one: argparse.ArgumentParser, say: Language) -> None:
    one.add_argument(
        "--lang", choices=LANGUAGES, default=argparse.SUPPRESS, help=say("Sprache, sonst Deutsch")
    )


def _force(one: argparse.ArgumentParser, say: Language) -> None:
    one.add_argument(
        "--force", action="store_true",
        help=say("auch überschreiben, was mintgeo nicht geschrieben hat; nie, was gelesen wird"),
    )  # fmt: skip


def update(options: argparse.Namespace) -> None:
    """Bring a round in, save the register, and say what it holds now."""
    from mintgeo.register import Register, likely_same, stale, summary

    say = language(options.lang)
    if not options.source and not options.decisions:
        raise OptionError("'register update' needs files of a round, or --decisions, or both.")
    there = Register.load(options.register) if _is_there(options.register) else Register()
    table = _round(options, there) if options.source else None
    new = there.update(
        table, as_of=options.date or date.today(), complete=options.complete,  # noqa: DTZ011
        decisions=options.decisions or None,
    )  # fmt: skip
    goal = options.out or options.register
    new = _into(new, options).save(goal, force=options.force)
    print(summary(new, there, lang=options.lang))
    for line in _of_others(stale(new), say):
        print(line)
    open_ = len(likely_same(new, decisions=options.decisions or None).pairs)
    if open_:
        pairs = say.count("{n} Paar ist vielleicht dasselbe",
                          "{n} Paare sind vielleicht dasselbe", open_)  # fmt: skip
        page = say("doppelte.html")
        print(f"{pairs}: mintgeo register review {goal} -o {page}")


def _of_others(decisions: "pd.DataFrame", say: Language) -> "Iterator[str]":
    """Say how many decisions fit no entry, and which."""
    from mintgeo.duplicates.decisions import VERDICTS

    if not len(decisions):
        return
    yield say.count(
        "{n} Entscheidung passt zu keinem Eintrag, wie er jetzt ist:",
        "{n} Entscheidungen passen zu keinem Eintrag, wie er jetzt ist:", len(decisions),
    )  # fmt: skip
    for one in decisions.head(_LISTED).to_dict("records"):
        pair, verdict = sayable(f"{one['a']} / {one['b']}"), VERDICTS[one["decision"]]
        yield f"  {pair}: {say(verdict)}, {say.day(one['date'])}"
    if len(decisions) > _LISTED:
        yield say("  und {n} weitere", n=say.number(len(decisions) - _LISTED))


def _into(new: "Register", options: argparse.Namespace) -> "Register":
    """The register as one that may be saved where it is to go.

    Raises
    ------
    OutputError
        If another register is there already.
    """
    from mintgeo.register.files import revision_of

    if options.out is None or _same(options.out, options.register):
        return new
    if _is_there(options.out) and not options.force:
        raise OutputError(
            "'{folder}' holds a register already; choose another folder, or --force writes over "
            "it.", folder=options.out,
        )  # fmt: skip
    return replace(new, revision=revision_of(options.out))


def _same(one: Path, other: Path) -> bool:
    return one.exists() and other.exists() and one.samefile(other)


def _is_there(folder: Path) -> bool:
    """Whether a folder holds a register, sound or not."""
    from mintgeo.register.files import revision_of

    return bool(revision_of(folder))


def _round(options: argparse.Namespace, there: "Register") -> "pd.DataFrame":
    """The rows of the files: answers to a survey, or lists of places."""
    if options.sites or there.kind == "sites":
        from mintgeo.read import read_sites

        return read_sites(_lists(options.source))
    from mintgeo.survey import read_survey, summary

    source = options.source[0] if len(options.source) == 1 else options.source
    found = read_survey(source, headers=options.headers)
    print(summary(found, lang=options.lang))
    for error in found.refused.values():
        complain(explained(error, lang=options.lang))
    if found.refused and options.complete:
        raise InputError(
            "What stands in files that can't be read ({files}) would be gone with --complete; mend "
            "them, take them away, or leave --complete out.", files=", ".join(found.refused),
        )  # fmt: skip
    return found.offers


def _lists(sources: list[Path]) -> list[str | Path]:
    """Files as given, and those of folders."""
    out: list[str | Path] = []
    for one in sources:
        inside = sorted(file for file in one.iterdir() if file.suffix.lower() in _FILES) \
            if one.is_dir() else [one]  # fmt: skip
        out += inside
    return out


def review(options: argparse.Namespace) -> None:
    """Write the page of pairs that may be the same."""
    from mintgeo._outputs.single import check_file
    from mintgeo.register import Register, likely_same, review_duplicates

    check_file(options.out, inputs=options.decisions, force=options.force)
    found = likely_same(Register.load(options.register), decisions=options.decisions or None)
    print(
        review_duplicates(
            found, options.out, also_same=True, lang=options.lang, force=options.force
        )
    )


def export(options: argparse.Namespace) -> None:
    """Write the entries."""
    from mintgeo.register import Register

    register = Register.load(options.register)
    print(
        register.export(options.out, public=not options.all, lang=options.lang, force=options.force)
    )


def diff(options: argparse.Namespace) -> None:
    """Say what is new."""
    from mintgeo._outputs.single import written
    from mintgeo.register import Register, diff

    old, new = Register.load(options.old), Register.load(options.new)
    text = diff(old, new, public=not options.all).text(lang=options.lang)
    if options.out is None:
        print(text, end="")
        return
    with written(options.out, private=options.all, force=options.force) as part:
        part.write_text(text, encoding="utf-8", newline="\n")
    print(options.out)
