"""The message files, read once; Babel knows their format.

A message of the code is German, and ``en`` has its English. Only errors are English in the code, so
that a programmer reads them in one language everywhere, and ``de/errors.po`` has their German.
"""

from collections import ChainMap
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Final

from babel.messages.pofile import read_po

from mintgeo.modes import MODES

Messages = dict[str, tuple[str, ...]]
"""German message → its translations: one, or that for one thing and that for several."""

LOCALES: Final = {"de": "de_DE", "en": "en_GB"}
LANGUAGES: Final = tuple(LOCALES)


_further: Final[dict[str, Messages]] = {}


def messages(lang: str) -> Mapping[str, tuple[str, ...]]:
    """Return what a language has for messages of the code that it says in other words."""
    modes: Messages = {text: (said,) for text, said in MODES.phrases(lang).items()}
    return ChainMap(_of_files(lang), _further.get(lang, {}), modes)


def set_further(said: Mapping[str, Mapping[str, str | tuple[str, str]]]) -> None:
    """Let languages know messages that are in no file of the package, in place of earlier ones.

    Parameters
    ----------
    said
        Language → German message → its translation, or that for one thing and that for several.
        What the files of the package say stays as it is.
    """
    _further.clear()
    for lang, texts in said.items():
        _further[lang] = {text: _all(forms) for text, forms in texts.items()}


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
