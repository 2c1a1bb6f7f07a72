"""The command line: a thin face over the verbs."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

from mintgeo import __version__
from mintgeo._errors import MintgeoError


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; return 0 if it went well, 2 if the input was at fault."""
    options = _parser().parse_args(argv)
    try:
        _report(options.study, out=options.out)
    except MintgeoError as error:
        print(f"mintgeo: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"mintgeo: {error.strerror}: {error.filename}", file=sys.stderr)
        return 2
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="mintgeo",
        description="Wer erreicht ein MINT-Angebot? Von Listen zum Bericht, offline.",
    )
    parser.add_argument("--version", action="version", version=f"mintgeo {__version__}")
    commands = parser.add_subparsers(dest="command", required=True)
    report = commands.add_parser("report", help="eine Studie rechnen und den Bericht schreiben")
    report.add_argument("study", type=Path, metavar="STUDY.toml", help="Studiendatei")
    report.add_argument("-o", "--out", type=Path, metavar="FOLDER", help="anderer Ergebnisordner")
    return parser


def _report(path: Path, *, out: Path | None) -> None:
    from mintgeo import report, study

    start = perf_counter()
    plan = study.load_study(path)
    result = study.run(plan)
    folder = result.save(out or plan.resolve(plan.outputs.folder))
    files = report.write(result, folder)
    print(report.summary(result))
    print(f"{perf_counter() - start:.1f} s, Ergebnisse in {folder}:")
    for file in files:
        print(f"  {file.name}")
