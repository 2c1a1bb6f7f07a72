"""The one door to folium: a Leaflet page that is whole in itself and asks nothing of anyone."""

import html
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
from jinja2 import Template

from mintgeo._cache import write_atomically
from mintgeo._errors import MissingDataError
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
        return framed(self.text, title=say("Karte"), height=640)


def framed(page: str, *, title: str, height: int) -> str:
    """Return a page as a frame inside another one, cut off from it."""
    return (
        f'<iframe title="{html.escape(title)}" sandbox="allow-scripts" '
        f'style="width:100%;height:{height}px;border:1px solid #ccc" '
        f'srcdoc="{html.escape(page)}"></iframe>'
    )


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
    leaflet = folium.Map(location=GERMANY_CENTRE, zoom_start=6, tiles=None, zoom_snap=0.25)
    leaflet.default_js, leaflet.default_css = [], []
    leaflet.options["attribution_control"] = False
    page: Any = leaflet.get_root()
    page.title = None
    for name, element in _head(title, style, tiles).items():
        page.header.add_child(Element(element), name=name)
    leaflet.add_child(_Script(code, data))
    for number, part in enumerate([page, leaflet, *leaflet._children.values()]):  # noqa: SLF001
        # folium draws lots; the same map must have the same bytes
        part._id = f"mintgeo{number}"  # noqa: SLF001
    return MapPage(_for_everyone(page.render(), title, lang), lang)


def _for_everyone(text: str, title: str, lang: str) -> str:
    """The page with its language, its heading and its main part, and free to be enlarged."""
    text = text.replace("<html>", f'<html lang="{lang}">', 1)
    text = re.sub(r",\s*maximum-scale=1.0, user-scalable=no", "", text, count=1)
    heading = f"<header><h1>{html.escape(title)}</h1></header>"
    return re.sub(
        r'<div (class="folium-map" id="\w+" *)></div>',
        lambda found: f"{heading}<main {found[1]}></main>",
        text,
        count=1,
    )


def asset(name: str) -> str:
    """Read a file of ``mintgeo/maps/assets``."""
    return (files("mintgeo.maps") / "assets" / name).read_text(encoding="utf-8")


def embed_json(data: Any) -> str:
    """JSON that can stand inside a script element, whatever its texts are."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for letter in "<>&\u2028\u2029":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return text


class _Script(MacroElement):
    """A script that draws on the map once Leaflet has made it.

    Browsers read JSON much faster than the same data as a part of a script.
    """

    _template = Template(
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
        self.code = code
        self.data = embed_json(data)


def _head(title: str, style: str, tiles: Basemap | None) -> dict[str, str]:
    policy = POLICY if tiles is None else f"{POLICY} {html.escape(tiles.origin)}"
    return {
        "policy": f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        "page_title": f"<title>{html.escape(title)}</title>",
        "leaflet_style": f"<style>{_leaflet('leaflet.css')}</style>",
        "leaflet_script": f"<script>{_leaflet('leaflet.js')}</script>",
        "own_style": f"<style>{asset(style)}</style>",
    }


@lru_cache(maxsize=2)
def _leaflet(name: str) -> str:
    """Leaflet's own file, without what would make a browser ask for more."""
    found = [file for file in package_files(_LEAFLET) or [] if file.name == name]
    if not found:
        raise MissingDataError(f"The package {_LEAFLET} holds no {name}; install it again.")
    text = Path(str(found[0].locate())).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if "sourceMappingURL" not in line]
    safe = "\n".join(lines).replace("</script", "<\\/script")
    return _without_images(safe) if name.endswith(".css") else safe


def _without_images(style: str) -> str:
    """Leaflet's images are those of its default markers and buttons, which no map here uses."""
    kept = "\n".join(line for line in style.splitlines() if "url(images/" not in line)
    return re.sub(r"/\*.*?\*/", "", kept, flags=re.DOTALL)
