"""``mintgeo survey`` and ``mintgeo template``: what members offer, asked for and read."""

import argparse
from collections import Counter
from pathlib import Path
from typing import Any

from mintgeo.language import LANGUAGES, Language


def add_survey(of_all: Any, say: Language) -> None:
    """Add the command that reads what came back."""
    text = say("Rückläufe einer Umfrage lesen, prüfen und Rückfragen schreiben")
    one = of_all.add_parser("survey", help=text, description=text)
    one.add_argument(
        "source", type=Path, nargs="+", metavar=say("ORDNER"),
        help=say("Ordner oder Dateien: Excel, OpenDocument, CSV"),
    )  # fmt: skip
    one.add_argument(
        "-o", "--out", type=Path, required=True, metavar=say("ZIEL"), help=say("Ergebnisordner")
    )
    one.add_argument(
        "--headers", type=Path, metavar=say("DATEI"),
        help=say("was Überschriften bedeuten: CSV (file;header;field) oder TOML"),
    )  # fmt: skip
    one.add_argument("--title", default="", metavar=say("TITEL"), help=say("Titel der Seite"))
    one.add_argument(
        "--lang", choices=LANGUAGES, default=argparse.SUPPRESS, help=say("Sprache, sonst Deutsch")
    )
    one.add_argument(
        "--force", action="store_true",
        help=say("auch überschreiben, was mintgeo nicht geschrieben hat; nie, was gelesen wird"),
    )  # fmt: skip
    one.set_defaults(run=survey)


def add_template(of_all: Any, say: Language) -> None:
    """Add the command that writes a workbook to fill in."""
    text = say("Arbeitsmappe zum Ausfüllen schreiben, mit Listen zur Auswahl")
    one = of_all.add_parser("template", help=text, description=text)
    one.add_argument(
        "-o", "--out", type=Path, required=True, metavar=say("ANGEBOTE.xlsx"),
        help=say("die Arbeitsmappe"),
    )  # fmt: skip
    one.add_argument(
        "--offers", type=Path, action="append", default=[], metavar=say("LISTE"),
        help=say("Rückläufe, deren Angebote schon darin stehen; mehrfach"),
    )  # fmt: skip
    one.add_argument(
        "--lang", "--language", choices=LANGUAGES, default=argparse.SUPPRESS,
        help=say("Sprache der Arbeitsmappe, sonst Deutsch"),
    )  # fmt: skip
    one.add_argument(
        "--force", action="store_true", help=say("überschreiben, was es schon gibt")
    )  # fmt: skip
    one.set_defaults(run=template)


def survey(options: argparse.Namespace) -> None:
    """Read what came back, and write what is to be asked."""
    from mintgeo.survey import read_survey, review, summary

    source = options.source[0] if len(options.source) == 1 else options.source
    found = read_survey(source, headers=options.headers)
    files = review(
        found, options.out, title=options.title, lang=options.lang, force=options.force
    )  # fmt: skip
    print(summary(found, lang=options.lang))
    names = [file.relative_to(options.out) for file in files]
    folders = Counter(name.parts[0] for name in names)
    for name, count in folders.items():
        print(f"  {name}/ ({count})" if Path(name) not in names else f"  {name}")


def template(options: argparse.Namespace) -> None:
    """Write a workbook to fill in, empty or with offers to confirm."""
    from mintgeo._outputs.single import check_file, remember
    from mintgeo.survey import read_survey, write_template

    check_file(options.out, inputs=options.offers, force=options.force)
    offers = read_survey(options.offers).offers if options.offers else None
    print(write_template(options.out, offers=offers, lang=options.lang))
    remember(options.out)
