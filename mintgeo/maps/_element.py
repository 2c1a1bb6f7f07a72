"""What our themes put into a page of folium, whosever it is: rendered once, never again."""

from collections.abc import Iterable
from typing import Any, Final, cast

from branca.element import Element

from mintgeo._markup import filled, template, verbatim
from mintgeo.maps._assets import asset, joined

_STYLE: Final = template("<style>{{ text }}</style>")
_SCRIPT: Final = template("<script>{{ code }}</script>")
_KIT: Final = template("""\
const mintgeoKits = {};
const mintgeoKit = (lang, words) => mintgeoKits[lang + JSON.stringify(words)] ||= (() => {
"use strict";
{{ code }}
return themes;
})();""")
COMMON: Final = (
    "phrases.js", "common.js", "packed.js", "theme.js", "paths.js", "shapes.js", "chosen.js",
)  # fmt: skip
"""What every theme needs."""
_ORDER: Final = (
    *COMMON, "names.js", "ground.js", "filters.js", "coverage.js", "change.js", "gaps.js",
    "people.js", "offers.js", "classed.js", "areas.js", "reach.js", "local.js", "ways.js",
    "plan.js", "tours.js", "handle.js", "correcting.js", "placement.js", "cover.js", "crowd.js",
    "stop_list.js", "stop_card.js", "plan_file.js", "what_if.js", "basemap.js", "search.js",
    "link.js", "bar.js", "page.js",
)  # fmt: skip
"""Scripts of the themes; later ones use what earlier ones define."""


class Rendered(Element):
    """What has been rendered. branca takes texts for templates; here nothing is rendered again."""

    by_mintgeo = True

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def render(self, **_: Any) -> str:
        """Return it as it is."""
        return self.text


class Kit(Rendered):
    """The script of all themes of a page, which stands there once, whatever their number."""

    def __init__(self) -> None:
        super().__init__("")
        self.files: set[str] = set()

    @property
    def code(self) -> str:
        """The script itself: a function that gives the themes a language."""
        code = joined(name for name in _ORDER if name in self.files)
        return filled(_KIT, code=verbatim(code))

    def render(self, **_: Any) -> str:
        """Return the script as an element."""
        return filled(_SCRIPT, code=self.code)


def equip(page: Any, names: Iterable[str]) -> None:
    """Let a page hold the scripts of a theme, and the style of all, each once."""
    head = page.header
    if (kit := head._children.get("mintgeo_kit")) is None:  # noqa: SLF001
        style = filled(_STYLE, text=verbatim(asset("theme.css")))
        head.add_child(Rendered(style), name="mintgeo_style")
        head.add_child(kit := Kit(), name="mintgeo_kit")
    cast("Kit", kit).files.update(names)
