"""Errors in words: what went wrong, said in the language of whoever reads it."""

from collections.abc import Mapping, Sequence
from string import Formatter
from typing import Any, Final

from mintgeo._errors import reason
from mintgeo._phrase import Phrase
from mintgeo.language._catalog import messages
from mintgeo.language._speech import Language, language

_SWAPPED: Final = str.maketrans(",.", ".,")
"""Commas and points of an English number as German writes them."""


def explained(error: BaseException, *, lang: str = "de") -> str:
    """Say an error in a language.

    What libraries and the system say is quoted as it is, where mintgeo does not know it.

    Examples
    --------
    >>> from mintgeo._errors import InputError
    >>> explained(InputError("'{file}' has no content.", file="orte.csv"))
    "'orte.csv' hat keinen Inhalt."
    """
    return said(reason(error), lang=lang)


def said(text: str, *, lang: str = "de") -> str:
    """Say a phrase, and all phrases in it, in a language; another text stays as it is."""
    return _Sayer(language(lang)).say(text)


class _Sayer(Formatter):
    """Fills a template of another language, with its way to write numbers."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._swaps = language.number(0.5, 1) == "0,5"

    def say(self, text: str) -> str:
        if not isinstance(text, Phrase):
            return text
        template = messages(self._language.code).get(text.template, (text.template,))[0]
        return self.vformat(template, (), text.values) if text.values else template

    def get_field(
        self, field_name: str, args: Sequence[Any], kwargs: Mapping[str, Any]
    ) -> tuple[Any, str]:
        value, key = super().get_field(field_name, args, kwargs)
        if isinstance(value, BaseException):
            value = reason(value)
        return (self.say(value) if isinstance(value, str) else value), str(key)

    def format_field(self, value: Any, format_spec: str) -> str:
        text = str(super().format_field(value, format_spec))
        is_number = isinstance(value, int | float) and bool(format_spec)
        return text.translate(_SWAPPED) if is_number and self._swaps else text
