"""A theme of mintgeo as a layer that can be added to any map of folium."""

from collections.abc import Sequence
from hashlib import sha256
from typing import Any, ClassVar, Final, TypedDict

from folium.map import Layer
from markupsafe import escape

from mintgeo._markup import filled, template
from mintgeo.language import Language
from mintgeo.maps._assets import embed_json, joined
from mintgeo.maps._data import Bounds, ThemeData
from mintgeo.maps._element import COMMON, Rendered, equip

_DATA: Final = template(
    '<script type="application/json" id="{{ name }}_data">{{ data }}</script>'
)  # fmt: skip
_SCRIPT: Final = template("""\
var {{ name }} = mintgeoKit("{{ lang }}", {{ words }}).layer("{{ kind }}", "{{ name }}_data");
{% if parent %}{{ name }}.addTo({{ parent }});{% endif %}
""")

_BRACES: Final = {ord(one): f"&#{ord(one)};" for one in "{}"}


class LayerOptions(TypedDict, total=False):
    """What every layer of folium takes.

    Attributes
    ----------
    name
        What a control for layers calls it; by default it says its theme.
    overlay, control, show
        As of ``folium.FeatureGroup``: whether it lies over others, can be switched, is shown first.
    """

    name: str
    overlay: bool
    control: bool
    show: bool


class ThemeLayer(Layer):
    """A layer with its part of legend, control and sources, on any map of folium.

    Its data stand in the page as JSON, its scripts make texts of them and no HTML; nothing of it
    passes through a template of folium. It loads nothing.
    """

    by_mintgeo = True
    kind: ClassVar[str]
    needs: ClassVar[Sequence[str]] = ()
    saves: ClassVar[bool] = False
    """Whether a page saves files for it."""

    def __init__(self, data: ThemeData, say: Language, name: str, options: LayerOptions) -> None:
        super().__init__(
            name=control_text(options.get("name", name)),
            overlay=options.get("overlay", True),
            control=options.get("control", True),
            show=options.get("show", True),
        )
        self._name, self.said = type(self).__name__, options.get("name", name)
        self.lang = say.code
        self.bounds: Bounds | None = data["bounds"]
        self.data = embed_json(data)
        self.files = (*COMMON, *self.needs, f"{self.kind}.js")
        self._words = say.used_in(joined(self.files))
        # folium draws lots; the same layer must have the same bytes
        self._id = digest(self.data, self.layer_name, self.lang)

    def render(self, **kwargs: Any) -> str:
        """Put the layer into its page, which may be anyone's."""
        page: Any = self.get_root()
        equip(page, self.files)
        name = self.get_name()
        page.html.add_child(Rendered(filled(_DATA, name=name, data=self.data)), name=f"{name}_data")
        parent: Any = self._parent
        alone = self.show and not getattr(parent, "shows_themes", False)
        script = filled(
            _SCRIPT, name=name, lang=self.lang, words=embed_json(self._words), kind=self.kind,
            parent=parent.get_name() if alone else "",
        )  # fmt: skip
        page.script.add_child(Rendered(script), name=name)
        for child in self._children.values():
            child.render(**kwargs)
        return ""

    def _get_self_bounds(self) -> Any:
        return self.bounds or [[None, None], [None, None]]

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.said!r})"


def control_text(name: str) -> str:
    """A name for Leaflet's control, which takes HTML, and for folium's, which is a template.

    Examples
    --------
    >>> control_text("{{ 7 }} <b>")
    '&#123;&#123; 7 &#125;&#125; &lt;b&gt;'
    """
    return str(escape(name)).translate(_BRACES)


def digest(*texts: str) -> str:
    """A name for something with these texts, the same every time."""
    return sha256("\0".join(texts).encode("utf-8", "replace")).hexdigest()[:12]
