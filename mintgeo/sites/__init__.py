"""Places of OpenStreetMap: who could offer MINT (potential partners), and villages by name."""

from mintgeo._osm import ATTRIBUTION
from mintgeo.sites.osm import from_osm, places_from_osm
from mintgeo.sites.taxonomy import taxonomy

__all__ = ["ATTRIBUTION", "from_osm", "places_from_osm", "taxonomy"]
