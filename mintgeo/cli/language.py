"""The language of the command line: which one, and the words of others in it."""

import argparse
import logging
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from mintgeo._collector import loading
from mintgeo._console import complain
from mintgeo._phrase import Phrase
from mintgeo.language import LANGUAGES, said

_OPTION: Final = "--lang"
WORDS: Final = (
    Phrase("usage: "), Phrase("positional arguments"), Phrase("options"),
    Phrase("show this help message and exit"), Phrase("show program's version number and exit"),
    Phrase("%(prog)s: error: %(message)s\n"), Phrase("argument %(argument_name)s: %(message)s"),
    Phrase("the following arguments are required: %s"), Phrase("unrecognized arguments: %s"),
    Phrase("invalid choice: %(value)r (choose from %(choices)s)"),
    Phrase("invalid %(type)s value: %(value)r"), Phrase("expected one argument"),
    Phrase("expected at least one argument"), Phrase("expected at most one argument"),
    Phrase("expected %s argument"), Phrase("expected %s arguments"),
    Phrase("ambiguous option: %(option)s could match %(matches)s"),
    Phrase("ignored explicit argument %r"), Phrase("not allowed with argument %s"),
)  # fmt: skip
"""What argparse itself says."""


def asked_language(words: Sequence[str]) -> str:
    """Which language a command asks for: by ``--lang``, else by its study file, else German."""
    for word, after in pairwise([*words, ""]):
        asked = after if word == _OPTION else word.removeprefix(f"{_OPTION}=")
        if word.startswith(_OPTION) and asked in LANGUAGES:
            return asked
    files = [Path(word) for word in words[1:] if word.lower().endswith(".toml")]
    if words[:1] == ["report"] and files:
        with loading():
            from mintgeo.study.options import language_of

        return language_of(files[0])
    return LANGUAGES[0]


@contextmanager
def worded(lang: str) -> Iterator[None]:
    """Let argparse speak a language, inside of this block.

    It looks up its texts with ``_`` and ``ngettext`` of its module, which know no German.
    """

    def one(text: str) -> str:
        return said(Phrase(text), lang=lang)

    def several(single: str, many: str, n: int) -> str:
        return one(single if n == 1 else many)

    theirs = {name: getattr(argparse, name) for name in ("_", "ngettext")}
    vars(argparse).update(_=one, ngettext=several)
    try:
        yield
    finally:
        vars(argparse).update(theirs)


@contextmanager
def heard(lang: str) -> Iterator[None]:
    """Say what mintgeo warns of in a language, as one line of the error stream."""
    handler = _Handler(lang)
    log = logging.getLogger("mintgeo")
    log.addHandler(handler)
    passes, log.propagate = log.propagate, False
    with warnings.catch_warnings():
        usual = warnings.showwarning

        def show(message: Warning | str, *about: Any, **more: Any) -> None:
            text = message.args[0] if isinstance(message, Warning) and message.args else message
            if isinstance(text, Phrase):
                complain(said(text, lang=lang))
            else:
                usual(message, *about, **more)

        warnings.showwarning = show
        try:
            yield
        finally:
            log.removeHandler(handler)
            log.propagate = passes


class _Handler(logging.Handler):
    """Says warnings as the command line says errors."""

    def __init__(self, lang: str) -> None:
        super().__init__(level=logging.WARNING)
        self._lang = lang

    def emit(self, record: logging.LogRecord) -> None:
        text = record.msg if isinstance(record.msg, Phrase) else record.getMessage()
        complain(said(text, lang=self._lang))
