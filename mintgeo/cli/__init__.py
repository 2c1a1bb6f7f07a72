"""The command line: a thin face over the verbs."""

import argparse
import os
import sys
from collections.abc import Sequence
from contextlib import suppress

from mintgeo._console import calm_console, complain
from mintgeo._errors import MintgeoError
from mintgeo._phrase import Phrase
from mintgeo.cli.language import asked_language, heard
from mintgeo.cli.parser import parsed
from mintgeo.language import explained, said

__all__ = ["main"]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; return 0 if it went well, 2 if the input was at fault.

    Everything is said in German or English: as ``--lang`` asks, or the study file, else in German.
    """
    words = list(sys.argv[1:] if argv is None else argv)
    lang = asked_language(words)
    with calm_console():
        try:
            options = parsed(words, lang)
            options.lang = lang = options.lang or lang
            with heard(lang):
                return _run(options, lang)
        except BrokenPipeError:
            _let_go()
            return 0
        except SystemExit:
            try:
                sys.stdout.flush()
            except OSError:
                _let_go()
            raise


def _run(options: argparse.Namespace, lang: str) -> int:
    try:
        options.run(options)
        sys.stdout.flush()
    except MintgeoError as error:
        complain(explained(error, lang=lang))
        return 2
    except BrokenPipeError:
        raise
    except OSError as error:
        complain(said(_of_system(error), lang=lang))
        _let_go()
        return 2
    return 0


def _of_system(error: OSError) -> Phrase:
    if error.filename is None:
        return Phrase("It could not be said or written: {why}.", why=error)
    return Phrase("'{file}': {why}.", file=error.filename, why=error)


def _let_go() -> None:
    """Let what is still to be said go nowhere: the reader has gone, or the disk is full."""
    with suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
