"""The one door for texts into markup: templates are ours, texts are values of them and escaped.

A test reads the whole package and fails on markup that is put together in another way.
"""

from collections.abc import Callable
from typing import Any

from jinja2 import BaseLoader, Environment, StrictUndefined, Template
from markupsafe import Markup

from mintgeo._text import printable


def environment(
    loader: BaseLoader | None = None, *, set_in_lines: Callable[[str], str] = str
) -> Environment:
    """Templates that escape every value, and replace letters that no page can hold.

    ``set_in_lines`` is done to every value that is text, and not markup already.
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
