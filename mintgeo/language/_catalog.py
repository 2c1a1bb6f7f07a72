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
            found |= {_first(one.id): _all(one.string or one.id) for one in catalog if one.id}
    return found


def _first(text: str | tuple[str, ...] | list[str]) -> str:
    return text if isinstance(text, str) else text[0]


def _all(text: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)
