"""A page for one map: whole in itself, it asks nothing of anyone, unless others add to it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from branca.element import Element, Figure, Link
from markupsafe import Markup

from mintgeo._markup import filled, template, verbatim
from mintgeo._text import printable
from mintgeo.language import Language
from mintgeo.maps._assets import asset, leaflet_script, leaflet_style, marker_pictures
from mintgeo.maps._element import Kit, Rendered
from mintgeo.maps._needs import Needs, libraries, needs_of, others

POLICY: Final = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:"
)
"""What a page around a map may load: only what is inside it."""
_PARTS: Final = ("header", "html", "script")
_HEIGHT: Final = 640
_FRAME: Final = template(
    '<iframe title="{{ title }}" sandbox="allow-scripts{{ more }}" '
    'style="width:100%;height:{{ height }}px;border:1px solid #ccc" srcdoc="{{ page }}"></iframe>'
)
_PAGE: Final = template("""\
<!DOCTYPE html>
<html lang="{{ lang }}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{{ policy }}">
<meta name="viewport" content="width=device-width, initial-scale=1.0">
<title>{{ title }}</title>
<style>{{ leaflet_style }}</style>
<script>{{ leaflet }}</script>
<style>{{ style }}</style>
{{ header }}
</head>
<body>
<header class="mintgeo">
<h1>{{ title }}</h1>
{% if told %}
<p class="notice">{{ told }}</p>
{% endif %}
</header>
{{ html }}
<script>{{ script }}</script>
</body>
</html>
""")


def framed(page: str, *, title: str, height: int, saves: bool = False) -> Markup:
    """Return a page as a frame inside another one, cut off from it; it may save files if it can."""
    more = " allow-downloads" if saves else ""
    return filled(_FRAME, page=str(page), title=title, height=height, more=more)


class Page(Figure):
    """The figure of a map of ours. What others put into it keeps its place."""

    by_mintgeo = True

    def __init__(self, title: str, say: Language) -> None:
        super().__init__()
        self.title, self.say = title, say
        self.added: list[Element] = []
        for part in _PARTS:
            getattr(self, part)._children.clear()  # noqa: SLF001 its own tags stand in the template

    def render(self, **kwargs: Any) -> str:
        """Return the whole page."""
        added = self.added = others(self)
        with self._kept():
            page: Any = next(one for one in self._children.values() if hasattr(one, "finish"))
            page.options["attribution_control"] = bool(added)
            for one in list(self._children.values()):
                one.render(**kwargs)
            page.finish()
            return self._whole(page, added)

    def _whole(self, page: Any, added: list[Element]) -> str:
        script = _joined(self.script, "\n")
        if added:
            for name, link in libraries(page, script):
                self.header.add_child(link, name=name)
            script = "\n".join([marker_pictures(), script])
        head = _links_first(self.header)
        needs = needs_of(added, head)
        parts = {"header": head, "html": [*self.html._children.values()]}  # noqa: SLF001
        texts = {name: [one.render() for one in some] for name, some in parts.items()}
        for name, some in parts.items():
            for one, text in zip(some, texts[name], strict=True):
                self._allow(needs, one, text)
        told = self._told(needs)
        needs.allow(page.tiles_from, "img")
        code = {
            "leaflet": verbatim(_plain(leaflet_script())), "script": verbatim(_plain(script)),
        }  # fmt: skip
        needs.scripts += code.values()
        return str(filled(
            _PAGE,
            lang=self.say.code,
            title=self.title,
            policy=verbatim(needs.policy()),
            leaflet_style=leaflet_style(pictures=bool(added)),
            style=verbatim(asset("page.css")),
            told=told,
            **code,
            **{name: verbatim(_plain("\n".join(some))) for name, some in texts.items()},
        ))  # fmt: skip

    @staticmethod
    def _allow(needs: Needs, element: Element, text: str) -> None:
        if isinstance(element, Kit):
            needs.scripts.append(element.code)
        elif not isinstance(element, Rendered | Link):
            needs.markup(_plain(text))

    def _told(self, needs: Needs) -> str:
        """Whom the page asks because of what others added; tiles of ours speak for themselves."""
        hosts, say = ", ".join(needs.hosts()), self.say
        return hosts and say(
            "Diese Seite lädt Teile von {hosts}. Wer sie betreibt, sieht Ihre IP-Adresse.",
            hosts=hosts,
        )

    @contextmanager
    def _kept(self) -> Iterator[None]:
        """Take away again what rendering puts into the parts of the page."""
        before = {part: dict(getattr(self, part)._children) for part in _PARTS}  # noqa: SLF001
        try:
            yield
        finally:
            for part, children in before.items():
                known = getattr(self, part)._children  # noqa: SLF001
                known.clear()
                known.update(children)

    def _repr_html_(self, **kwargs: Any) -> str:
        page, title = self.render(**kwargs), self.say("Karte")
        saves = any(getattr(one, "saves", False) for one in self._children.values())
        return str(framed(page, title=title, height=_HEIGHT, saves=saves))


def _links_first(part: Element) -> list[Element]:
    """Libraries before the scripts that use them."""
    return sorted(part._children.values(), key=lambda one: not isinstance(one, Link))  # noqa: SLF001


def _joined(part: Element, mark: str) -> str:
    return mark.join(one.render() for one in part._children.values())  # noqa: SLF001


def _plain(text: str) -> str:
    """A text with the line ends that a browser reads, so that its hash is right."""
    return printable(text.replace("\r\n", "\n").replace("\r", "\n"))
