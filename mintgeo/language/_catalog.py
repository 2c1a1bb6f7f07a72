"""The message files, read once; Babel knows their format."""

from functools import lru_cache
from importlib.resources import files
from typing import Final

from babel.messages.pofile import read_po

Messages = dict[str, tuple[str, ...]]
"""German message → its translations: one, or that for one thing and that for several."""

SOURCE: Final = "de"
LOCALES: Final = {"de": "de_DE", "en": "en_GB"}
LANGUAGES: Final = tuple(LOCALES)


@lru_cache(maxsize=len(LOCALES))
def messages(lang: str) -> Messages:
    """Read what a language has for the messages of the code; German needs nothing."""
    if lang == SOURCE:
        return {}
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
