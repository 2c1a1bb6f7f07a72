"""Templates that speak a language."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from jinja2 import ChoiceLoader, DictLoader, Environment, PackageLoader
from markupsafe import Markup, escape

from mintgeo import _markup
from mintgeo.language import NOTHING, Language, bound, quoted

Templates: TypeAlias = Environment


@dataclass(frozen=True)
class Said:
    """Messages of a template: they may hold HTML, the values that go into them are escaped."""

    language: Language

    def __call__(self, text: str, /, **values: Any) -> Markup:
        """Say a message that stands in the template; words that are data go through ``said``."""
        return _markup.verbatim(bound(_markup.verbatim(self.language(text)).format(**values)))

    def count(self, one: str, many: str, n: float, /, **values: Any) -> Markup:
        """Say a message about one thing or several."""
        safe = {name: escape(value) for name, value in values.items()}
        return _markup.verbatim(bound(self.language.count(one, many, n, **safe)))


def environment(say: Language, *rooms: str, further: Mapping[str, str] | None = None) -> Templates:
    """Return templates, their messages and filters, in one language.

    Parameters
    ----------
    say
        The language.
    rooms
        Packages with templates, which are looked at first; those of all pages come last.
    further
        Name → text of templates that stand in no package.
    """
    places = [*map(PackageLoader, (*rooms, __package__)), DictLoader(dict(further or {}))]

    def set_in_lines(text: str) -> str:
        return bound(quoted(text, say.code))

    env = _markup.environment(
        ChoiceLoader(places),
        set_in_lines=set_in_lines,
        known=_markup.compiled(say.code),
    )
    said = Said(say)
    env.globals |= {"say": said, "count": said.count, "nothing": NOTHING}
    env.filters |= {
        "said": say,
        "number": say.number,
        "percent": say.percent,
        "km": say.kilometres,
        "short": say.short_way,
        "people": say.people,
        "full": say.people_in_full,
        "minutes": say.number,
        "limit": say.limit,
        "metres": say.number,
        "kilometres": lambda metres: say.number(None if metres is None else metres / 1000, 1),
        "day": say.day,
        "rate": say.rate,
        "rate_span": say.rate_span,
        "duration": say.duration,
    }
    return env
