"""The map of a run: the themes of all chapters, one above the other."""

from collections.abc import Iterable
from operator import attrgetter
from typing import Any

from mintgeo._errors import MissingDataError, OptionError
from mintgeo.chapters import Theme, registered
from mintgeo.language import language
from mintgeo.maps import Map, ThemeLayer
from mintgeo.report.shared import Maker, plainly
from mintgeo.run import Run


def study_map(run: Run, *, lang: str = "de", made: Maker = plainly) -> Map:
    """Draw the map of a run: every theme that a chapter has for it.

    A country is drawn by Kreis, a town on its streets. ``made`` lets chapters make their themes.

    Raises
    ------
    MissingDataError
        If no chapter has a theme for it.
    OptionError
        If mintgeo does not speak the language, or chapters draw a theme in different ways.
    """
    say = language(lang)
    given = [theme for chapter in registered() for theme in made(chapter.themes, run, say)]
    if not given:
        raise MissingDataError("No chapter draws a map of '{run}'; it has no shares.", run=run.name)
    layers = layers_of(given, attributions=run.attributions, lang=lang)
    return Map(*layers, title=run.title, lang=lang, bounds=layers[0].bounds)


def layers_of(given: Iterable[Theme], **common: Any) -> list[ThemeLayer]:
    """The layers of some themes, the lowest first; parts of one theme become one layer.

    Raises
    ------
    OptionError
        If two parts of a theme name another layer, or the same thing.
    """
    known: dict[str, Theme] = {}
    parts: dict[str, dict[str, Any]] = {}
    for one in sorted(given, key=attrgetter("place")):
        whole, of = known.setdefault(one.name, one), parts.setdefault(one.name, {})
        if whole.layer is not one.layer or of.keys() & one.of.keys():
            twice = ", ".join(sorted(of.keys() & one.of.keys())) or one.layer
            raise OptionError(
                "Two chapters draw the theme '{one}' of the map: {twice}.",
                one=one.name,
                twice=twice,
            )
        of |= one.of
    return [theme.layer(**parts[name], **common) for name, theme in known.items()]
