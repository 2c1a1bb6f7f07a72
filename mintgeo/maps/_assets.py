"""Files of the pages: scripts and styles of the package, Leaflet's own, and data as JSON."""

import base64
import json
import re
from collections.abc import Iterable
from functools import lru_cache
from importlib.metadata import files as package_files
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from markupsafe import Markup

from mintgeo._errors import MissingDataError
from mintgeo._markup import filled, template, verbatim

_LEAFLET: Final = "xstatic-leaflet"
_NOT_IN_SCRIPT: Final = re.compile("[<>&\u2028\u2029\ud800-\udfff]")
"""Letters of JSON that HTML, JavaScript or UTF-8 would take for something else."""
_TYPES: Final = re.compile(r"^ */\*\* @.*\*/\n|/\*\* @type .*?\*/ ?", re.MULTILINE)
_PICTURE: Final = re.compile(r"url\(images/([\w-]+\.png)\)")
_MARKERS: Final = {
    "iconUrl": "marker-icon.png",
    "iconRetinaUrl": "marker-icon-2x.png",
    "shadowUrl": "marker-shadow.png",
}
_ICONS: Final = template("L.Icon.Default.mergeOptions({{ pictures }});")


def asset(name: str) -> str:
    """Read a file of ``mintgeo/maps/assets``."""
    return (files("mintgeo.maps") / "assets" / name).read_text(encoding="utf-8")


def joined(names: Iterable[str]) -> str:
    """Read several scripts as one, without their types, which only checks read."""
    return _TYPES.sub("", "\n".join(asset(name) for name in names))


def embed_json(data: Any) -> Markup:
    """JSON that can stand inside a script element, whatever its texts are."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return verbatim(_NOT_IN_SCRIPT.sub(lambda found: f"\\u{ord(found[0]):04x}", text))


@lru_cache(maxsize=1)
def leaflet_script() -> Markup:
    """Leaflet's own script."""
    return verbatim(_lines("leaflet.js").replace("</script", "<\\/script"))


@lru_cache(maxsize=2)
def leaflet_style(*, pictures: bool) -> Markup:
    """Leaflet's own style, its pictures inside of it or left out: no map of ours shows them."""
    style = _lines("leaflet.css")
    if pictures:
        return verbatim(_PICTURE.sub(lambda found: f"url({_picture(found[1])})", style))
    kept = "\n".join(line for line in style.splitlines() if not _PICTURE.search(line))
    return verbatim(re.sub(r"/\*.*?\*/", "", kept, flags=re.DOTALL))


@lru_cache(maxsize=1)
def marker_pictures() -> Markup:
    """A line of script that gives Leaflet's default markers their pictures."""
    return filled(_ICONS, pictures=embed_json({key: _picture(of) for key, of in _MARKERS.items()}))


def _lines(name: str) -> str:
    """A text of Leaflet without what would make a browser ask for more."""
    lines = _file(name).read_text(encoding="utf-8").splitlines()
    return "\n".join(line for line in lines if "sourceMappingURL" not in line)


def _picture(name: str) -> str:
    content = base64.b64encode(_file(name).read_bytes()).decode("ascii")
    return f"data:image/png;base64,{content}"


def _file(name: str) -> Path:
    found = [file for file in package_files(_LEAFLET) or [] if file.name == name]
    if not found:
        raise MissingDataError(
            "The package {leaflet} holds no {name}; install it again.", leaflet=_LEAFLET, name=name
        )
    return Path(str(found[0].locate()))
