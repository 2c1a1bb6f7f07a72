"""The one door for texts into markup: templates are ours, texts are values of them and escaped.

A test reads the whole package and fails on markup that is put together in another way.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

from jinja2 import BaseLoader, BytecodeCache, Environment, StrictUndefined, Template
from jinja2.bccache import Bucket
from markupsafe import Markup

from mintgeo._text import printable


class _Compiled(BytecodeCache):
    """Templates that were compiled once; one whose text has changed is compiled anew."""

    def __init__(self) -> None:
        self._known: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._known:
            bucket.bytecode_from_string(self._known[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._known[bucket.key] = bucket.bytecode_to_string()


@cache
def compiled(lang: str) -> BytecodeCache:  # noqa: ARG001 what is constant is compiled as said
    """Templates of a language, as they are compiled: that takes longer than to fill them."""
    return _Compiled()


def environment(
    loader: BaseLoader | None = None,
    *,
    set_in_lines: Callable[[str], str] = str,
    known: BytecodeCache | None = None,
) -> Environment:
    """Templates that escape every value, and replace letters that no page can hold.

    ``set_in_lines`` is done to every value that is text, and not markup already; ``known`` keeps
    what was compiled.
    """

    def held(value: Any) -> Any:
        return _held(set_in_lines(value) if type(value) is str else value)

    return Environment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=held,
        bytecode_cache=known,
    )


def template(source: str) -> Template:
    """Make a template of a text that stands in the package; never of one with data in it.

    Examples
    --------
    >>> template("<b>{{ name }}</b>").render(name="{{ 1 }} <i>")
    '<b>{{ 1 }} &lt;i&gt;</b>'
    """
    return _OURS.from_string(source)


def filled(form: Template, **values: Any) -> Markup:
    """Fill a template; what comes out is markup, and goes into others as it is."""
    return verbatim(form.render(**values))


def verbatim(text: str) -> Markup:
    """Vouch for a text: it is markup of the package, or made by a template of it."""
    return Markup(text)  # noqa: S704 the one place; the tests know who comes here


def _held(value: Any) -> Any:
    return type(value)(printable(value)) if isinstance(value, str) else value


_OURS = environment()
