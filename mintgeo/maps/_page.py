"""The one door to folium: a Leaflet page that is whole in itself and asks nothing of anyone."""

import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from importlib.metadata import files as package_files
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import folium
from branca.element import Element, MacroElement
from markupsafe import Markup

from mintgeo._cache import write_atomically
from mintgeo._errors import MissingDataError
from mintgeo._markup import filled, template, verbatim
from mintgeo.language import language
from mintgeo.maps.basemap import Basemap, find_basemap

POLICY: Final = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:"
)
"""What the page may load: only what is inside it."""

GERMANY_CENTRE: Final = (51.2, 10.4)
_COMMON: Final = "common.js"
_TILES: Final = "basemap.js"
_LEAFLET: Final = "xstatic-leaflet"
_NOT_IN_SCRIPT: Final = re.compile("[<>&\u2028\u2029\ud800-\udfff]")
"""Letters of JSON that HTML, JavaScript or UTF-8 would take for something else."""
_FIXED: Final = re.compile(r",\s*maximum-scale=1.0, user-scalable=no")
_FRAME: Final = template(
    '<iframe title="{{ title }}" sandbox="allow-scripts" '
    'style="width:100%;height:{{ height }}px;border:1px solid #ccc" srcdoc="{{ page }}"></iframe>'
)
_PLACE: Final = template('<main class="folium-map" id="{{ name }}"></main>')
_PAGE: Final = template("""\
<!DOCTYPE html>
<html lang="{{ lang }}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{{ policy }}{{ tiles }}">
<title>{{ title }}</title>
<style>{{ styles[0] }}</style>
<script>{{ leaflet }}</script>
<style>{{ styles[1] }}</style>
{{ header }}
</head>
<body>
<header><h1>{{ title }}</h1></header>
{{ html }}
<script>
{{ script }}
</script>
</body>
</html>
""")


@dataclass(frozen=True)
class MapPage:
    """A map as one HTML file."""

    text: str
    lang: str = "de"

    def html(self) -> str:
        """Return the whole page."""
        return self.text

    def save(self, path: str | Path) -> Path:
        """Write the page; it is whole or not there."""
        with write_atomically(path) as part:
            part.write_text(self.text, encoding="utf-8")
        return Path(path)

    def _repr_html_(self) -> str:
        say = language(self.lang)
        return str(framed(self.text, title=say("Karte"), height=640))


def framed(page: str, *, title: str, height: int) -> Markup:
    """Return a page as a frame inside another one, cut off from it."""
    return filled(_FRAME, page=str(page), title=title, height=height)


def build(
    *,
    title: str,
    script: str,
    style: str,
    data: dict[str, Any],
    lang: str = "de",
    also: Sequence[str] = (),
    basemap: Basemap | str | None = None,
) -> MapPage:
    """Make a page with a map that ``script`` (a file of ``assets``) fills with ``data``.

    Parameters
    ----------
    title
        Title of the page.
    script, style
        Names of files in ``mintgeo/maps/assets``. The script defines ``draw(map, data)``.
    data
        What the script draws; anything that JSON can hold. It can't break out of its place.
    lang
        The page's language; ``words`` of the data hold what it has for messages of the script.
    also
        Further scripts that ``script`` needs.
    basemap
        Tiles below the map; only with them the page knows how to ask for any, and only their host.

    Raises
    ------
    OptionError
        If mintgeo does not speak the language or does not know the basemap.
    """
    say, tiles = language(lang), find_basemap(basemap)
    names = (_COMMON, *also, *([_TILES] if tiles else []), script)
    code = "\n".join(asset(name) for name in names)
    data = {**data, "words": say.used_in(code)}
    if tiles:
        data["basemap"] = {**asdict(tiles), "host": tiles.host}
    leaflet = _Map(location=GERMANY_CENTRE, zoom_start=6, tiles=None, zoom_snap=0.25)
    leaflet.options["attribution_control"] = False
    leaflet.add_child(_Drawing(code, data))
    for number, part in enumerate([leaflet, *leaflet._children.values()]):  # noqa: SLF001
        # folium draws lots; the same map must have the same bytes
        part._id = f"mintgeo{number + 1}"  # noqa: SLF001
    return MapPage(str(_rendered(leaflet, title, style, tiles, lang)), lang)


def _rendered(leaflet: folium.Map, title: str, style: str, tiles: Basemap | None, lang: str) -> str:
    leaflet.render()  # type: ignore[no-untyped-call]
    page: Any = leaflet.get_root()
    return filled(
        _PAGE,
        lang=lang,
        title=title,
        policy=verbatim(POLICY),
        tiles=f" {tiles.origin}" if tiles else "",
        styles=[_leaflet("leaflet.css"), verbatim(asset(style))],
        leaflet=_leaflet("leaflet.js"),
        **{part: _joined(getattr(page, part)) for part in ("header", "html", "script")},
    )


def _joined(part: Any) -> Markup:
    """What the elements of a part of the page render; that is markup, made by templates."""
    made = (element.render() for element in part._children.values())  # noqa: SLF001
    return verbatim("\n".join(made))


def asset(name: str) -> str:
    """Read a file of ``mintgeo/maps/assets``."""
    return (files("mintgeo.maps") / "assets" / name).read_text(encoding="utf-8")


def embed_json(data: Any) -> Markup:
    """JSON that can stand inside a script element, whatever its texts are."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return verbatim(_NOT_IN_SCRIPT.sub(lambda found: f"\\u{ord(found[0]):04x}", text))


class _Rendered(Element):
    """What has been rendered. branca takes texts for templates; here nothing is rendered again."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def render(self, **_: Any) -> str:
        return self.text


class _Inert(MacroElement):
    """An element whose macros are rendered once: a text in it is never a part of a template."""

    def render(self, **kwargs: Any) -> str:
        page: Any = self.get_root()
        for part in ("header", "html", "script"):
            if macro := getattr(self._template.module, part, None):
                text = self.settled(part, macro(self, kwargs))
                getattr(page, part).add_child(_Rendered(text), name=self.get_name())
        for child in self._children.values():
            child.render(**kwargs)
        return ""

    def settled(self, part: str, text: str) -> str:  # noqa: ARG002
        """What becomes of the text of a part."""
        return text


class _Map(_Inert, folium.Map):
    """A map of folium that can be enlarged by whoever needs it, and loads nothing."""

    def settled(self, part: str, text: str) -> str:
        """Let folium's own markup be, but for what forbids to enlarge, and for its place."""
        if part == "html":
            return filled(_PLACE, name=self.get_name())
        return _FIXED.sub("", text) if part == "header" else text


class _Drawing(_Inert):
    """A script that draws on the map once Leaflet has made it.

    Browsers read JSON much faster than the same data as a part of a script.
    """

    _template = template(
        "{% macro html(this, kwargs) %}"
        '<script type="application/json" id="mintgeo-data">{{ this.data }}</script>'
        "{% endmacro %}"
        "{% macro script(this, kwargs) %}"
        "{{ this.code }}\ndraw({{ this._parent.get_name() }}, "
        "JSON.parse(document.getElementById('mintgeo-data').textContent));"
        "{% endmacro %}"
    )

    def __init__(self, code: str, data: dict[str, Any]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "mintgeo"
        self.code = verbatim(code)
        self.data = embed_json(data)


@lru_cache(maxsize=2)
def _leaflet(name: str) -> Markup:
    """Leaflet's own file, without what would make a browser ask for more."""
    found = [file for file in package_files(_LEAFLET) or [] if file.name == name]
    if not found:
        raise MissingDataError(f"The package {_LEAFLET} holds no {name}; install it again.")
    text = Path(str(found[0].locate())).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if "sourceMappingURL" not in line]
    safe = "\n".join(lines).replace("</script", "<\\/script")
    return verbatim(_without_images(safe) if name.endswith(".css") else safe)


def _without_images(style: str) -> str:
    """Leaflet's images are those of its default markers and buttons, which no map here uses."""
    kept = "\n".join(line for line in style.splitlines() if "url(images/" not in line)
    return re.sub(r"/\*.*?\*/", "", kept, flags=re.DOTALL)
