"""Tiles below a map, for those who ask: whose they are, and the one host that the page may ask."""

import re
from dataclasses import dataclass
from typing import Final

from mintgeo._errors import OptionError

_PLACES: Final = frozenset({"x", "y", "z"})
_LOCAL: Final = frozenset({"127.0.0.1", "localhost"})
_ADDRESS: Final = re.compile(
    r"(?P<scheme>https?)://(?P<host>(?i:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?))(?P<port>(?::[0-9]{1,5})?)"
    r"/[\w.~%!$&()*+,;=:@/?{}-]*",
    re.ASCII,
)
"""All that an address of tiles may hold: a host, perhaps its port, and a path of plain letters."""
_MAX_ZOOM: Final = 22


@dataclass(frozen=True, kw_only=True)
class Basemap:
    """A server of map tiles (EPSG:3857) that a map shows below its own layers.

    Attributes
    ----------
    name
        What the map calls it.
    url
        Address of a tile with ``{z}``, ``{x}`` and ``{y}``: https, or http on this machine.
    attribution
        Line that its licence asks for; it stands at the lower edge of the map.
    max_zoom
        Largest zoom that the server has.

    Raises
    ------
    OptionError
        If the address is not one of tiles, or does not say one host.
    """

    name: str
    url: str
    attribution: str
    max_zoom: int = 18

    def __post_init__(self) -> None:
        if not self.name.strip() or not self.attribution.strip():
            raise OptionError("A basemap needs a name and the attribution that its licence wants.")
        if not 1 <= self.max_zoom <= _MAX_ZOOM:
            raise OptionError(
                "max_zoom must be from 1 to {max_zoom}, it is {max_zoom2}.",
                max_zoom=_MAX_ZOOM,
                max_zoom2=self.max_zoom,
            )
        if sorted(re.findall(r"\{(.*?)\}", self.url)) != sorted(_PLACES):
            raise OptionError(
                "The address of tiles must hold {{z}}, {{x}} and {{y}} once each and no other "
                "place to fill in: {url}",
                url=self.url,
            )
        if not self._allowed():
            raise OptionError(
                "The address of tiles must start with https:// and one host (http:// only on this "
                "machine): {url}",
                url=self.url,
            )

    @property
    def host(self) -> str:
        """The host that tiles come from."""
        return self._part("host").lower()

    @property
    def origin(self) -> str:
        """Scheme, host and port: all that the page's policy is opened for."""
        return f"{self._part('scheme')}://{self.host}{self._part('port')}"

    def _allowed(self) -> bool:
        return self._part("scheme") == "https" or self.host in _LOCAL

    def _part(self, name: str) -> str:
        found = _ADDRESS.fullmatch(self.url)
        return found[name] if found else ""


BASEMAPS: Final = {
    "basemap.de": Basemap(
        name="basemap.de",
        url="https://sgx.geodatenzentrum.de/wmts_basemapde/tile/1.0.0/"
        "de_basemapde_web_raster_grau/default/GLOBAL_WEBMERCATOR/{z}/{y}/{x}.png",
        attribution="© basemap.de / BKG, CC BY 4.0",
        max_zoom=18,
    ),
    "osm": Basemap(
        name="OpenStreetMap",
        url="https://tile.openstreetmap.org/{z}/{x}/{y}.png",
        attribution="© OpenStreetMap-Mitwirkende",
        max_zoom=19,
    ),
}
"""Tiles that are known by name.

``basemap.de`` is the grey raster map of the surveying offices of Bund and Länder. ``osm`` is run on
donations: it may be used lightly, by people who look at a map, never to fetch many tiles, and it
answers only pages that come from a web server (a page opened as a file names no referrer).
"""


def find_basemap(asked: "Basemap | str | None") -> Basemap | None:
    """Return the tiles that a map was asked for, or none.

    Raises
    ------
    OptionError
        If the name is not known.
    """
    if asked is None or isinstance(asked, Basemap):
        return asked
    if asked not in BASEMAPS:
        known = ", ".join(f"'{name}'" for name in BASEMAPS)
        raise OptionError(
            "basemap must be {known} or a Basemap of your own, not {asked!r}.",
            known=known,
            asked=asked,
        )
    return BASEMAPS[asked]
