"""Errors in words: what went wrong, said in the language of whoever reads it."""

from typing import Final

from mintgeo._errors import reason
from mintgeo._phrase import Phrase
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
    '„orte.csv“ hat keinen Inhalt.'
    """
    return said(reason(error), lang=lang)


def said(text: str, *, lang: str = "de") -> str:
    """Say a phrase, and all phrases in it, in a language; another text stays as it is."""
    return _said(text, language(lang))


def _said(text: str, say: Language) -> str:
    if not isinstance(text, Phrase):
        return text
    values = {name: _value(value, say) for name, value in text.values.items()}
    return say(text.template, **values)


def _value(value: object, say: Language) -> object:
    if isinstance(value, BaseException):
        value = reason(value)
    if isinstance(value, str):
        return _said(value, say)
    return _Number(value, say) if isinstance(value, int | float) else value


class _Number:
    """A number whose format is that of a language."""

    def __init__(self, value: float, say: Language) -> None:
        self._value, self._swaps = value, say.number(0.5, 1) == "0,5"

    def __format__(self, spec: str) -> str:
        text = format(self._value, spec)
        return text.translate(_SWAPPED) if spec and self._swaps else text

    def __repr__(self) -> str:
        return repr(self._value)
