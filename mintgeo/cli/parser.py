"""What can be asked on the command line, in words of a language."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

from mintgeo import __version__
from mintgeo._text import sayable
from mintgeo.cli import commands
from mintgeo.cli import new as starting
from mintgeo.cli.language import worded
from mintgeo.cli.registers import add_register
from mintgeo.cli.surveys import add_survey, add_template
from mintgeo.language import LANGUAGES, Language, language


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the command, whatever stands in it."""
        super().error(sayable(message))


def parsed(words: Sequence[str], lang: str) -> argparse.Namespace:
    """What a command asks for; help and faults are said in the language."""
    with worded(lang):
        return command_parser(language(lang)).parse_args(words)


def command_parser(say: Language) -> argparse.ArgumentParser:
    """The parser of all commands, in words of a language."""
    head = _Parser(
        prog="mintgeo",
        description=say("Wer erreicht ein MINT-Angebot? Von Listen zum Bericht, offline."),
    )
    head.add_argument("--version", action="version", version=f"mintgeo {__version__}")
    head.add_argument("--lang", choices=LANGUAGES, help=say("Sprache, sonst Deutsch"))
    of_all = head.add_subparsers(dest="command", required=True, metavar=say("BEFEHL"))
    for add in (_new, _report, _geocode, _compare, _data, add_template, add_survey, add_register):
        add(of_all, say)
    return head


def _new(of_all: Any, say: Language) -> None:
    text = say("aus Listen eine eigene Studie anlegen; fragt, was nicht gesagt ist")
    one = of_all.add_parser("new", help=text, description=text)
    listed = {
        "list": say("Liste der Angebote oder der Teilnehmenden; welche es ist, sagt ihr Inhalt"),
        "--sites": say("eine Liste von Angeboten; mehrfach"),
        "--participants": say("eine Liste von Teilnehmenden; mehrfach"),
    }
    one.add_argument(
        "list", type=Path, nargs="*", metavar=say("LISTE"), help=listed.pop("list"), default=[]
    )
    for name, meaning in listed.items():
        one.add_argument(
            name, type=Path, action="append", default=[], metavar=say("LISTE"), help=meaning
        )
    one.add_argument(
        "--within", action="append", metavar=say("GEBIET"),
        help=say("Land, Kreis, Gemeinde oder eine Datei mit Flächen; mehrfach; - heißt überall"),
    )  # fmt: skip
    one.add_argument(
        "--modes", metavar=say("MITTEL"), help=say("Verkehrsmittel, das wichtigste zuerst")
    )  # fmt: skip
    one.add_argument(
        "--districts", type=Path, metavar=say("DATEI"), help=say("eigene Flächen, etwa Stadtteile")
    )
    one.add_argument(
        "--borders", type=Path, metavar=say("DATEI"),
        help=say("amtliche Grenzen der Gemeinden (VG250 des BKG)"),
    )  # fmt: skip
    one.add_argument("--title", default="", metavar=say("TITEL"), help=say("Titel des Berichts"))
    _column(one, say)
    one.add_argument(
        "-o", "--out", type=Path, metavar=say("STUDIE.toml"), help=say("sonst studie.toml")
    )
    _lang(one, say("Sprache der Studie und ihrer Kommentare, sonst Deutsch"))
    one.add_argument(
        "--force", action="store_true", help=say("überschreiben, was es schon gibt")
    )  # fmt: skip
    one.set_defaults(run=starting.new)


def _column(command: argparse.ArgumentParser, say: Language) -> None:
    command.add_argument(
        "--column", action="append", default=[], metavar=say("KOPF=NAME"),
        help=say("was ein Spaltenkopf bedeutet, z. B. Standort=place; mehrfach"),
    )  # fmt: skip


def _report(of_all: Any, say: Language) -> None:
    text = say("eine Studie rechnen und den Bericht schreiben")
    one = of_all.add_parser("report", help=text, description=text)
    one.add_argument(
        "study", type=Path, metavar=say("STUDIE.toml"), help=say("Studiendatei")
    )  # fmt: skip
    one.add_argument(
        "-o", "--out", type=Path, metavar=say("ORDNER"), help=say("anderer Ergebnisordner")
    )
    _lang(one, say("Sprache, sonst die der Studie"))
    _workers(one, say)
    one.add_argument(
        "--fresh", action="store_true",
        help=say("auch rechnen, was sich seit dem letzten Mal nicht geändert hat"),
    )  # fmt: skip
    _force(one, say)
    one.set_defaults(run=commands.report)


def _geocode(of_all: Any, say: Language) -> None:
    text = say("eine Liste verorten, alle Spalten bleiben")
    one = of_all.add_parser("geocode", help=text, description=text)
    one.add_argument(
        "list", type=Path, nargs="+", metavar=say("LISTE"),
        help=say("CSV, Excel oder OpenDocument; mehrere Dateien werden eine Liste"),
    )  # fmt: skip
    one.add_argument(
        "-o", "--out", type=Path, required=True, metavar=say("ZIEL"),
        help=say(".xlsx, .csv oder .gpkg"),
    )  # fmt: skip
    one.add_argument(
        "--sites", action="store_true", help=say("es ist eine Liste von Angeboten")
    )  # fmt: skip
    one.add_argument(
        "--sheet", action="append", metavar=say("BLATT"), help=say("Name des Blatts; mehrfach")
    )
    _column(one, say)
    one.add_argument(
        "--addresses", action="append", default=[], type=Path, metavar=say("DATEI"),
        help=say(
            "Auszug von OpenStreetMap oder Adressindex: findet Straße und Hausnummer; mehrfach"
        ),
    )  # fmt: skip
    one.add_argument(
        "--corrections", action="append", default=[], type=Path, metavar=say("DATEI"),
        help=say("Korrekturen, die eine Karte gespeichert hat (korrekturen.csv); mehrfach"),
    )  # fmt: skip
    one.add_argument(
        "--map", type=Path, metavar=say("KARTE.html"),
        help=say("dazu eine Karte der Zeilen, auf der man sie berichtigen kann"),
    )  # fmt: skip
    _lang(one, say("Sprache von allem, was geschrieben wird, sonst Deutsch"))
    _workers(one, say)
    _force(one, say)
    one.set_defaults(run=commands.geocode)


def _compare(of_all: Any, say: Language) -> None:
    text = say("zwei Läufe vergleichen: wer gewinnt, wer verliert")
    one = of_all.add_parser("compare", help=text, description=text)
    one.add_argument(
        "before", type=Path, metavar=say("LAUF_A"), help=say("Ergebnisordner von früher")
    )
    one.add_argument(
        "after", type=Path, metavar=say("LAUF_B"), help=say("Ergebnisordner von heute")
    )
    one.add_argument(
        "-o", "--out", type=Path, metavar=say("ORDNER"), help=say("Zielordner, sonst LAUF_B")
    )
    _lang(one, say("Sprache, sonst Deutsch"))
    _force(one, say)
    one.set_defaults(run=commands.compare)


def _data(of_all: Any, say: Language) -> None:
    text = say("amtliche Daten auflisten und herunterladen")
    data = of_all.add_parser("data", help=text, description=text)
    _lang(data, say("Sprache, sonst Deutsch"))
    verbs = data.add_subparsers(dest="verb", required=True, metavar=say("BEFEHL"))
    listing = verbs.add_parser("list", help=say("was es gibt, unter welcher Lizenz"))
    _lang(listing, say("Sprache, sonst Deutsch"))
    listing.set_defaults(run=commands.list_sources)
    one = verbs.add_parser("fetch", help=say("eine Datei herunterladen, wo nötig fortsetzen"))
    one.add_argument("name", metavar=say("NAME"), help=say("Name aus der Liste"))
    one.add_argument(
        "-o", "--out", type=Path, default=Path("data/raw"), metavar=say("ORDNER"),
        help=say("Ordner für die Datei, sonst data/raw"),
    )  # fmt: skip
    one.add_argument("--url", help=say("andere Adresse derselben Datei"))
    one.add_argument("--sha256", help=say("Prüfsumme, die die Datei haben muss"))
    _lang(one, say("Sprache, sonst Deutsch"))
    one.set_defaults(run=commands.fetch)


def _lang(one: argparse.ArgumentParser, text: str) -> None:
    one.add_argument("--lang", choices=LANGUAGES, default=argparse.SUPPRESS, help=text)


def _workers(one: argparse.ArgumentParser, say: Language) -> None:
    one.add_argument(
        "--workers", type=int, default=1, metavar=say("ZAHL"),
        help=say("so viele Prozesse rechnen zugleich, sonst einer; das Ergebnis ist dasselbe"),
    )  # fmt: skip


def _force(one: argparse.ArgumentParser, say: Language) -> None:
    one.add_argument(
        "--force", action="store_true",
        help=say("auch überschreiben, was mintgeo nicht geschrieben hat; nie, was gelesen wird"),
    )  # fmt: skip
