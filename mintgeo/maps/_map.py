"""The map of mintgeo: a map of folium on a page that loads nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final, overload

import folium
from branca.element import Element

from mintgeo._cache import write_atomically
from mintgeo._markup import filled, template
from mintgeo.language import language
from mintgeo.maps._assets import embed_json, joined
from mintgeo.maps._data import About, Bounds, Tiles
from mintgeo.maps._element import COMMON, Rendered, equip
from mintgeo.maps._page import Page
from mintgeo.maps._theme import ThemeLayer, digest
from mintgeo.maps.basemap import Basemap, find_basemap
from mintgeo.maps.names import NamesLayer

GERMANY_CENTRE: Final = (51.2, 10.4)
_OWN: Final = (*COMMON, "search.js", "link.js", "bar.js", "page.js")
_AROUND: Final = 0.3
"""Names are known so much farther than the data reach, as parts of their width and height."""
_PLACE: Final = template('<main class="folium-map" id="{{ name }}"></main>')
_FINISH: Final = template("""\
mintgeoKit("{{ lang }}", {{ words }}).page({{ map }}, {{ about }}, [
{% for layer in layers %}
  { layer: {{ layer.get_name() }}, shown: {{ "true" if layer.show else "false" }} },
{% endfor %}
]);
""")


class Map(folium.Map):
    """A map of folium as one HTML page that loads nothing.

    Everything of folium can be added to it: markers, layers, plugins, a control. What these load
    is allowed then, and nothing else; the page says from whom it loads.

    Parameters
    ----------
    layers
        Layers of mintgeo, such as ``CoverageLayer``; more can be added with ``add_to``.
    title
        Title of the page.
    lang
        ``de`` or ``en``.
    basemap
        Tiles below the map: ``basemap.de``, ``osm`` (for light use only) or a ``Basemap``. None by
        default.
    bounds
        South-west and north-east corner that are shown first; by default those of the layers.
    names
        Names of places, of the embedded gazetteer. By default where layers are given and no
        basemap, which has its own.
    options
        Those of ``folium.Map``; with a ``location`` the map begins there.

    Raises
    ------
    OptionError
        If mintgeo does not speak ``lang`` or does not know the basemap.

    Examples
    --------
    >>> Map(title="Leer")
    Map('Leer')
    """

    by_mintgeo = True

    def __init__(
        self,
        *layers: ThemeLayer,
        title: str,
        lang: str = "de",
        basemap: Basemap | str | None = None,
        bounds: Bounds | None = None,
        names: bool | None = None,
        **options: Any,
    ) -> None:
        self.basemap, self._begins = find_basemap(basemap), bounds
        self._placed = "location" in options
        known = {"location": GERMANY_CENTRE, "zoom_start": 6, "zoom_snap": 0.25, "tiles": None}
        super().__init__(**{**known, **options})
        self._name = "Map"
        # folium draws lots; the same map must have the same bytes
        self._id = digest(title, lang, *(one._id for one in layers))  # noqa: SLF001
        Page(title, language(lang)).add_child(self)
        self.page_title, self.lang = title, lang
        wanted = bool(layers) and basemap is None if names is None else names
        for one in (*layers, *(_names(bounds, layers, lang) if wanted else [])):
            self.add_child(one)

    def html(self) -> str:
        """Return the whole page."""
        return str(self.get_root().render())

    @overload
    def save(self, outfile: str | Path, close_file: bool = ..., **kwargs: Any) -> Path: ...
    @overload
    def save(self, outfile: Any, close_file: bool = ..., **kwargs: Any) -> None: ...

    def save(self, outfile: Any, close_file: bool = True, **kwargs: Any) -> Path | None:
        """Write the page; a file is whole or not there.

        Parameters
        ----------
        outfile
            Where to: a path, or a binary file that is open.
        close_file, kwargs
            As of folium.
        """
        if not isinstance(outfile, str | Path):
            super().save(outfile, close_file, **kwargs)
            return None
        text = self.get_root().render(**kwargs)
        with write_atomically(outfile) as part:
            part.write_text(text, encoding="utf-8", newline="\n")
        return Path(outfile)

    def render(self, **kwargs: Any) -> str:
        """Put the map into its page; in a figure of others it is drawn as folium does."""
        page: Any = self.get_root()
        if not isinstance(page, Page):
            return super().render(**kwargs) or ""  # type: ignore[no-untyped-call]
        name = self.get_name()
        page.html.add_child(Rendered(filled(_PLACE, name=name)), name=name)
        script = folium.Map._template.module.script(self, kwargs)  # noqa: SLF001
        page.script.add_child(Rendered(script), name=name)
        # A control for layers stands behind the layers that it knows, whatever was added first.
        for child in sorted(self._children.values(), key=_is_control):
            child.render(**kwargs)
        return ""

    @property
    def saves(self) -> bool:
        """Whether a theme of the page saves files."""
        return any(one.saves for one in self.themes())

    @property
    def shows_themes(self) -> bool:
        """Whether the page itself shows the layers, once it has its size."""
        return isinstance(self.get_root(), Page)

    @property
    def tiles_from(self) -> str | None:
        """Where the tiles of the basemap come from."""
        return self.basemap.origin if self.basemap else None

    def themes(self) -> list[ThemeLayer]:
        """Layers of mintgeo that lie on the map."""
        return [one for one in self._children.values() if isinstance(one, ThemeLayer)]

    def finish(self) -> None:
        """Put the last line of script into the page: what is shown, and which part of the world."""
        page: Any = self.get_root()
        names = (*_OWN, *(["basemap.js"] if self.basemap else []))
        equip(page, names)
        words = language(self.lang).used_in(joined(names))
        about: About = {
            "bounds": self._first_view(),
            "limited": not page.added,
            "basemap": self._tiles(),
        }
        script = filled(
            _FINISH, lang=self.lang, words=embed_json(words), map=self.get_name(),
            about=embed_json(about), layers=self.themes(),
        )  # fmt: skip
        page.script.add_child(Rendered(script), name="mintgeo_page")

    def _tiles(self) -> Tiles | None:
        of = self.basemap
        return Tiles(**asdict(of), host=of.host) if of else None  # type: ignore[typeddict-item]

    def _first_view(self) -> Bounds | None:
        """Corners of what is shown first; none where someone else chose them."""
        chosen = (folium.FitBounds, folium.FitOverlays)
        if self._placed or any(isinstance(one, chosen) for one in self._children.values()):
            return None
        return self._begins or around([one.bounds for one in self.themes() if one.show])

    def _repr_html_(self, **kwargs: Any) -> str:
        root: Any = self.get_root()
        return str(root._repr_html_(**kwargs))

    def __repr__(self) -> str:
        parts = [repr(self.page_title), *map(repr, self.themes())]
        return f"Map({', '.join(parts)})"


def _names(bounds: Bounds | None, layers: Sequence[ThemeLayer], lang: str) -> Iterator[NamesLayer]:
    """Names of where the layers are, if any are known there."""
    within = bounds or around([one.bounds for one in layers])
    if within is not None:
        (south, west), (north, east) = within
        high, wide = _AROUND * (north - south), _AROUND * (east - west)
        within = [[south - high, west - wide], [north + high, east + wide]]
    found = NamesLayer(within, lang=lang)
    if found.count:
        yield found


def _is_control(element: Element) -> bool:
    return isinstance(element, folium.LayerControl)


def around(bounds: Sequence[Bounds | None]) -> Bounds | None:
    """Corners around some corners, or none if there are none."""
    known = [one for one in bounds if one]
    if not known:
        return None
    south, west = (min(one[0][axis] for one in known) for axis in (0, 1))
    north, east = (max(one[1][axis] for one in known) for axis in (0, 1))
    return [[south, west], [north, east]]
