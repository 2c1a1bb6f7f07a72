"""What a thing says of itself in a notebook: a small table."""

from collections.abc import Iterable
from typing import Final

from mintgeo._markup import filled, template

_CARD: Final = template(
    '<table class="mathjax_ignore tex2jax_ignore">'
    '<caption style="text-align:left;font-weight:bold">{{ title }}</caption><tbody>'
    "{% for name, value in rows %}"
    '<tr><th scope="row" style="text-align:left;vertical-align:top">{{ name }}</th>'
    '<td style="text-align:left;vertical-align:top">{{ value }}</td></tr>'
    "{% endfor %}</tbody></table>"
)
"""Notebooks take dollars for mathematics where they are not told to leave a table alone."""


def card(title: str, rows: Iterable[tuple[str, object]]) -> str:
    """Make a table of two columns with a caption; whatever the texts are, they stay texts.

    Examples
    --------
    >>> card("<b>", [("Stand", "heute")]).count("<b>")
    0
    """
    return str(filled(_CARD, title=title, rows=[(name, str(value)) for name, value in rows]))
