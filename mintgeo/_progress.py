"""Progress bars: only where someone is watching, and only for what takes a while."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Final, TypeVar

from tqdm import tqdm

T = TypeVar("T")
_SOON: Final = 1.0
"""Seconds after which a bar appears."""
_QUIET: Final = ContextVar("quiet", default=False)


def waiting(items: Iterable[T], *, progress: bool, **options: Any) -> "tqdm[T]":
    """Show how far a loop is.

    Parameters
    ----------
    items
        What is gone through.
    progress
        Whether the caller wants a bar. There is one only on a terminal or in a notebook.
    options
        Of tqdm: ``desc``, ``unit``, ``total`` …
    """
    shown = progress and not _QUIET.get() and (sys.stderr.isatty() or _in_notebook())
    return tqdm(items, disable=not shown, leave=False, delay=_SOON, **options)


@contextmanager
def quiet(*, when: bool = True) -> Iterator[None]:
    """Show no bars inside of this block, whoever asks for them."""
    before = _QUIET.set(when or _QUIET.get())
    try:
        yield
    finally:
        _QUIET.reset(before)


def _in_notebook() -> bool:
    """Whether a Jupyter kernel runs this; its output is no terminal, but someone reads it."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    return type(shell).__name__ == "ZMQInteractiveShell"
