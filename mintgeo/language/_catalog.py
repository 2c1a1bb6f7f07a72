"""The message files, read once; Babel knows their format.

A message of the code is German, and ``en`` has its English. Only errors are English in the code, so
that a programmer reads them in one language everywhere, and ``de/errors.po`` has their German.
"""

from collections import ChainMap
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Final

from babel.messages.pofile import read_po

from mintgeo.modes import GERMAN, MODES

Messages = dict[str, tuple[str, ...]]
"""German message → its translations: one, or that for one thing and that for several."""

LOCALES: Final = {"de": "de_DE", "en": "en_GB"}
LANGUAGES: Final = tuple(LOCALES)


_further: Final[dict[str, dict[str, Messages]]] = {}
"""By who has registered them, and language."""


def messages(lang: str) -> Mapping[str, tuple[str, ...]]:
    """Return what a language has for messages of the code that it says in other words."""
    modes: Messages = {text: (said,) for text, said in MODES.phrases(lang).items()}
    return ChainMap(_of_files(lang), *(one.get(lang, {}) for one in _further.values()), modes)


def known_as(lang: str, text: str) -> tuple[str, ...] | None:
    """What ``messages`` has for one message, or None."""
    of_files = _of_files(lang).get(text)
    if of_files is not None or (lang == GERMAN and not _further):
        return of_files
    return messages(lang).get(text)


def set_further(of: str, said: Iterable[Mapping[str, Mapping[str, str | tuple[str, str]]]]) -> None:
    """Let languages know messages that are in no file of the package.

    Parameters
    ----------
    of
        Who says them; they take the place of earlier ones of the same.
    said
        Language → German message → its translation, or that for one thing and that for several;
        several of these. What the files of the package say stays as it is.
    """
    found: dict[str, Messages] = {}
    for one in said:
        for lang, texts in one.items():
            new = {text: _all(forms) for text, forms in texts.items()}
            found.setdefault(lang, {}).update(new)
    _further[of] = found


@lru_cache(maxsize=len(LOCALES))
def _of_files(lang: str) -> Messages:
    found: Messages = {}
    folder = files("mintgeo.language") / lang
    for file in sorted(folder.iterdir(), key=lambda one: one.name):
        if file.name.endswith(".po"):
            with file.open("rb") as stream:
                catalog = read_po(stream, locale=LOCALES[lang])
            said = {_first(one.id): _all(one.string or one.id) for one in catalog if one.id}
            found |= {
                text: forms for text, forms in said.items() if len(forms) >= _known(found, text)
            }
    return found


def _known(found: Messages, text: str) -> int:
    """How many forms are known: what is also said of several things stays, whoever comes later."""
    return len(found.get(text, ()))


def _first(text: str | tuple[str, ...] | list[str]) -> str:
    return text if isinstance(text, str) else text[0]


def _all(text: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)
