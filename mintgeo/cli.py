"""The command line: a thin face over the verbs."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter
from typing import NoReturn

from mintgeo import __version__
from mintgeo._console import calm_console, complain
from mintgeo._errors import MintgeoError, OptionError
from mintgeo._text import sayable
from mintgeo.language import LANGUAGES


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; return 0 if it went well, 2 if the input was at fault."""
    with calm_console():
        return _run(_parser().parse_args(argv))


def _run(options: argparse.Namespace) -> int:
    try:
        options.run(options)
        sys.stdout.flush()
    except MintgeoError as error:
        complain(str(error))
        return 2
    except BrokenPipeError:
        # The reader has gone (`| head`); what is still to be flushed goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        complain(f"{error.strerror}: {error.filename}")
        return 2
    return 0


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the command, whatever stands in it."""
        super().error(sayable(message))


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="mintgeo",
        description="Wer erreicht ein MINT-Angebot? Von Listen zum Bericht, offline.",
    )
    parser.add_argument("--version", action="version", version=f"mintgeo {__version__}")
    commands = parser.add_subparsers(dest="command", required=True)
    report = commands.add_parser("report", help="eine Studie rechnen und den Bericht schreiben")
    report.add_argument("study", type=Path, metavar="STUDY.toml", help="Studiendatei")
    report.add_argument("-o", "--out", type=Path, metavar="FOLDER", help="anderer Ergebnisordner")
    report.add_argument("--lang", choices=LANGUAGES, help="Sprache, sonst die der Studie")
    _force(report)
    report.set_defaults(run=_report)
    placing = commands.add_parser("geocode", help="eine Liste verorten, alle Spalten bleiben")
    placing.add_argument("list", type=Path, metavar="IN", help="CSV oder Excel")
    placing.add_argument(
        "-o", "--out", type=Path, required=True, metavar="OUT", help=".xlsx, .csv oder .gpkg"
    )
    placing.add_argument("--sites", action="store_true", help="es ist eine Liste von Angeboten")
    placing.add_argument("--sheet", action="append", help="Name des Blatts; mehrfach")
    placing.add_argument(
        "--column", action="append", default=[], metavar="KOPF=NAME",
        help="was ein Spaltenkopf bedeutet, z. B. Standort=place; mehrfach",
    )  # fmt: skip
    placing.add_argument(
        "--addresses", action="append", default=[], type=Path, metavar="DATEI",
        help="Auszug von OpenStreetMap oder Adressindex: findet Straße und Hausnummer; mehrfach",
    )  # fmt: skip
    placing.add_argument("--lang", choices=LANGUAGES, default="de", help="Sprache der Hinweise")
    _force(placing)
    placing.set_defaults(run=_geocode)
    compare = commands.add_parser(
        "compare", help="zwei Läufe vergleichen: wer gewinnt, wer verliert"
    )
    compare.add_argument("before", type=Path, metavar="RUN_A", help="Ergebnisordner von früher")
    compare.add_argument("after", type=Path, metavar="RUN_B", help="Ergebnisordner von heute")
    compare.add_argument("-o", "--out", type=Path, metavar="FOLDER", help="sonst RUN_B")
    compare.add_argument("--lang", choices=LANGUAGES, default="de", help="Sprache")
    _force(compare)
    compare.set_defaults(run=_compare)
    data = commands.add_parser("data", help="amtliche Daten auflisten und herunterladen")
    verbs = data.add_subparsers(dest="verb", required=True)
    listing = verbs.add_parser("list", help="was es gibt, unter welcher Lizenz")
    listing.set_defaults(run=lambda _: _list())
    fetching = verbs.add_parser("fetch", help="eine Datei herunterladen, wo nötig fortsetzen")
    fetching.add_argument("name", metavar="NAME", help="Name aus der Liste")
    fetching.add_argument("-o", "--out", type=Path, default=Path("data/raw"), metavar="FOLDER")
    fetching.add_argument("--url", help="andere Adresse derselben Datei")
    fetching.add_argument("--sha256", help="Prüfsumme, die die Datei haben muss")
    fetching.set_defaults(run=_fetch)
    return parser


def _force(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--force", action="store_true",
        help="auch überschreiben, was mintgeo nicht geschrieben hat; nie, was gelesen wird",
    )  # fmt: skip


def _report(options: argparse.Namespace) -> None:
    from mintgeo import report, study
    from mintgeo._outputs import writing
    from mintgeo.report.folder import file_names, prepare
    from mintgeo.study.names import input_files, table_names

    start = perf_counter()
    plan = study.load_study(options.study).in_language(options.lang)
    outputs = plan.outputs
    folder = options.out or plan.resolve(outputs.folder)
    wanted = file_names(
        table_names(plan), for_print=outputs.for_print, public=outputs.public, run=True
    )
    with writing(
        folder, parts={"run", "report"}, wanted=wanted, inputs=input_files(plan),
        force=options.force,
    ) as new:  # fmt: skip
        result = study.run(plan)
        result.prepare(new)
        names = prepare(
            result, new, for_print=outputs.for_print, public=outputs.public, lang=outputs.lang
        )
    print(report.summary(result, lang=outputs.lang))
    files = [folder / name for name in names]
    print(report.written(files, folder, perf_counter() - start, lang=outputs.lang))
    if outputs.for_print and (missing := report.missing_for_pdf(lang=outputs.lang)):
        print(missing)


def _geocode(options: argparse.Namespace) -> None:
    from mintgeo._outputs.single import check_file, remember
    from mintgeo.addresses import AddressIndex
    from mintgeo.lists import check_goal, geocode_list
    from mintgeo.report.summary import placed_summary

    pairs = [text.rpartition("=") for text in options.column]
    wrong = [text for text, (head, _, _) in zip(options.column, pairs, strict=True) if not head]
    if wrong:
        raise OptionError(f"--column wants KOPF=NAME, not {', '.join(wrong)}.")
    check_goal(options.out)
    read = [options.list, *options.addresses]
    check_file(options.out, inputs=read, force=options.force)
    placed = geocode_list(
        options.list,
        kind="sites" if options.sites else "participants",
        sheet=options.sheet[0] if options.sheet and len(options.sheet) == 1 else options.sheet,
        columns={head: name for head, _, name in pairs},
        using=[AddressIndex.of_file(file) for file in options.addresses],
        lang=options.lang,
    )
    print(placed_summary(placed))
    print(placed.save(options.out))
    remember(options.out)


def _compare(options: argparse.Namespace) -> None:
    from mintgeo.report import write_change
    from mintgeo.run import Run

    before, after = Run.load(options.before), Run.load(options.after)
    home = options.out or options.after
    text, files = write_change(before, after, home, lang=options.lang, force=options.force)
    print(text)
    for file in files:
        print(f"  {file.name}")


def _list() -> None:
    from mintgeo.sources import SOURCES

    for source in SOURCES.values():
        print(f"{source.name:28} {source.title}")
        print(f"{'':28} {source.vintage}; {source.licence}; {source.attribution}")
        print(f"{'':28} {source.page}; gelesen mit {source.reader}")


def _fetch(options: argparse.Namespace) -> None:
    from mintgeo.download import fetch
    from mintgeo.sources import find_source

    source = find_source(options.name)
    path = fetch(source, options.out, url=options.url, sha256=options.sha256)
    print(f"{path} ({path.stat().st_size:,} Byte)")
    print(f"Lizenz {source.licence}; zu nennen: {source.attribution}")
