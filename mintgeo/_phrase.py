"""English texts that can be said in other languages later: a template, and the values in it."""

from collections.abc import Iterable, Mapping
from typing import Any, Self


class Phrase(str):
    """A text for whoever wants no more than a ``str``; ``language.explained`` says it in German.

    The template is the message of the files of ``language``, so it must stand as a literal where a
    phrase is made. Values may be phrases and errors themselves.

    Attributes
    ----------
    template, values
        The text with ``{names}``, and what stands for them; without values nothing is replaced.

    Examples
    --------
    >>> Phrase("'{file}' has {n:,} rows.", file="orte.csv", n=12_000)
    "'orte.csv' has 12,000 rows."
    """

    __slots__ = ("template", "values")
    template: str
    values: Mapping[str, Any]

    def __new__(cls, template: str, /, **values: object) -> Self:
        self = super().__new__(cls, template.format(**values) if values else template)
        self.template, self.values = template, values
        return self

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, Any]]:
        return (self.template,), dict(self.values)


def phrases(parts: Iterable[str], by: str = ", ") -> Phrase:
    """Put phrases or texts together, each to be said in its language.

    Examples
    --------
    >>> phrases(["a", Phrase("no {x}", x="b")], by="; ")
    'a; no b'
    """
    values = {f"part{at}": part for at, part in enumerate(parts)}
    return Phrase(by.join(f"{{{name}}}" for name in values), **values)
