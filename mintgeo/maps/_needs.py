"""What elements of others need on a page of ours: which files, which hosts, which scripts.

Everything follows from the elements themselves: the links that they name, the addresses that they
were given, the words of folium's own libraries in their scripts. A page without any needs nothing.
"""

import base64
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from html.parser import HTMLParser
from typing import Any, Final
from urllib.parse import urlsplit

import folium
from branca.element import CssLink, Element, Figure, IFrame, JavascriptLink, Link

_LIBRARIES: Final = {
    "jquery": ("$(", "$.", "jQuery"),
    "bootstrap": ("bootstrap.", "data-bs-"),
    "bootstrap_css": ("bootstrap.", "data-bs-"),
    "awesome_markers": ("AwesomeMarkers",),
    "awesome_markers_css": ("AwesomeMarkers",),
    "awesome_rotate_css": ("AwesomeMarkers",),
    "glyphicons_css": ("glyphicon",),
    "awesome_markers_font_css": ('"fa"', "fa fa-", "fa-solid"),
}
"""Libraries that folium gives every map, and the words of a script that uses them."""
_OURS: Final = frozenset({"leaflet", "leaflet_css"})
"""These stand in the page."""
_ADDRESSES: Final = {
    "tiles": ("img",),
    "url": ("img", "connect"),
    "image": ("img",),
    "embed_link": ("connect",),
    "src": ("connect",),
    "video_url": ("media",),
    "iconUrl": ("img",),
    "icon_url": ("img",),
    "shadowUrl": ("img",),
    "shadow_url": ("img",),
}
"""Where an element keeps an address that it loads from, and what comes from there."""
_MARKUP: Final = {
    "script": ("src", ("script",)),
    "link": ("href", ("style", "font", "img")),
    "img": ("src", ("img",)),
    "video": ("src", ("media",)),
    "audio": ("src", ("media",)),
    "source": ("src", ("media",)),
    "iframe": ("src", ("frame",)),
}
"""Which elements of markup load something, and by which attribute."""
_TEXTS: Final = ("html", "text", "data")
"""Where popups, tooltips and signs keep their markup."""
_SHOWN: Final = ("img", "media")
"""What markup in a popup or a tooltip may load: no script of anyone."""
_HOST: Final = frozenset("abcdefghijklmnopqrstuvwxyz0123456789.-:*")
_EVALUATE: Final = (folium.Vega, folium.VegaLite)
"""Charts that make functions of their texts."""


@dataclass
class Needs:
    """What a page must allow: origins by kind of content, and scripts as they stand in it."""

    origins: dict[str, set[str]] = field(default_factory=dict)
    scripts: list[str] = field(default_factory=list)
    inline: bool = False
    evaluate: bool = False

    def allow(self, address: object, *kinds: str) -> None:
        """Let the page load some kinds of content from the host of an address."""
        if found := origin(address):
            for kind in kinds:
                self.origins.setdefault(kind, set()).add(found)

    def link(self, one: Link) -> None:
        """Let the page load what a link names, and what a style loads from its own host."""
        kinds = ("style", "font", "img") if isinstance(one, CssLink) else ("script",)
        self.allow(one.url, *kinds)

    def markup(self, text: str) -> None:
        """Let markup of others run its scripts and load what it names."""
        found = _Markup(text)
        self.scripts += found.scripts
        self.inline |= found.handlers
        for address, kinds in found.addresses:
            self.allow(address, *kinds)

    def shown(self, text: object) -> None:
        """Let markup in a popup or a tooltip show its pictures."""
        for address, kinds in _Markup(text if isinstance(text, str) else "").addresses:
            self.allow(address, *(one for one in kinds if one in _SHOWN))

    def hosts(self) -> list[str]:
        """All hosts that something comes from."""
        known = {one for some in self.origins.values() for one in some}
        return sorted(one.split("://", 1)[1] for one in known if "://" in one)

    def policy(self) -> str:
        """The page's content security policy: nothing but this."""
        code = ["'unsafe-inline'"] if self.inline else [hashed(one) for one in self.scripts]
        own = {
            "script": [*code, *["'unsafe-eval'"] * self.evaluate],
            "style": ["'unsafe-inline'"],
            "img": ["data:"],
            "font": ["data:"] if "font" in self.origins else [],
            "connect": [],
            "media": [],
            "frame": [],
        }
        rules = ["default-src 'none'"]
        for kind, known in own.items():
            if wanted := [*known, *sorted(self.origins.get(kind, ()))]:
                rules.append(f"{kind}-src {' '.join(wanted)}")
        return "; ".join(rules)


def others(root: Element) -> list[Element]:
    """All elements of a tree that mintgeo did not make, with those that elements keep aside."""
    return list(_walk(root, set()))


def needs_of(elements: Iterable[Element], head: Iterable[Element]) -> Needs:
    """What elements of others need; ``head`` is what stands in the head of the page."""
    found = Needs()
    for one in elements:
        found.evaluate |= isinstance(one, _EVALUATE)
        options = getattr(one, "options", None)
        if isinstance(one, IFrame):
            found.origins.setdefault("frame", set()).add("data:")
        for known in (vars(one), options if isinstance(options, dict) else {}):
            for name, kinds in _ADDRESSES.items():
                found.allow(known.get(name), *kinds)
            for name in _TEXTS:
                found.shown(known.get(name))
    for one in head:
        if isinstance(one, Link):
            found.link(one)
    return found


def libraries(page: folium.Map, script: str) -> list[tuple[str, Link]]:
    """Libraries that folium would give the map, as far as a script speaks of them."""
    known: list[tuple[str, Link]] = [(name, JavascriptLink(url)) for name, url in page.default_js]
    known += [(name, CssLink(url)) for name, url in page.default_css]
    return [
        (name, link)
        for name, link in known
        if name not in _OURS and any(word in script for word in _LIBRARIES.get(name, ("",)))
    ]


def origin(address: object) -> str | None:
    """Scheme, host and port of an address, or none; ``{s}`` is any host below.

    Examples
    --------
    >>> origin("https://{s}.tiles.example.org/{z}/{x}/{y}.png"), origin("data:image/png;base64,")
    ('https://*.tiles.example.org', None)
    """
    if not isinstance(address, str) or not address.startswith(("https://", "http://")):
        return None
    parts = urlsplit(address.replace("{s}", "*"))
    host = parts.netloc.lower()
    whole = set(host) <= _HOST and "*" not in host.removeprefix("*.")
    return f"{parts.scheme}://{host}" if host and whole else None


def hashed(script: str) -> str:
    """What a policy calls a script that stands in the page."""
    digest = base64.b64encode(sha256(script.encode("utf-8")).digest()).decode("ascii")
    return f"'sha256-{digest}'"


class _Markup(HTMLParser):
    """Scripts of some markup, and the addresses that it loads from."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=False)
        self.scripts: list[str] = []
        self.addresses: list[tuple[str | None, tuple[str, ...]]] = []
        self.handlers = self._inside = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = tag == "script"
        self.handlers |= any(name.startswith("on") for name, _ in attrs)
        if tag in _MARKUP:
            name, kinds = _MARKUP[tag]
            self.addresses.append((dict(attrs).get(name), kinds))

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.scripts.append(data)
        self._inside = False


def _walk(element: Element, seen: set[int]) -> Iterator[Element]:
    if id(element) in seen:
        return
    seen.add(id(element))
    kept: list[Any] = []
    if isinstance(element, Figure):
        for part in (element.header, element.html, element.script):
            kept += part._children.values()  # noqa: SLF001
    elif not is_ours(element):
        yield element
        kept = [one for name, one in vars(element).items() if name != "_parent"]
    for one in [*element._children.values(), *kept]:  # noqa: SLF001
        if isinstance(one, Element):
            yield from _walk(one, seen)


def is_ours(element: Element) -> bool:
    """Whether mintgeo made an element."""
    return getattr(element, "by_mintgeo", False)
