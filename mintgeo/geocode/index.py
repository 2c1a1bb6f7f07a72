"""AddressIndex: addresses of OpenStreetMap as a step of geocode()."""

from typing import Any, Final

import pandas as pd

from mintgeo.geocode.gazetteer import Gazetteer
from mintgeo.geocode.lookup import Lookup
from mintgeo.geocode.step import Placed
from mintgeo.geocode.store import Store

ATTRIBUTION: Final = "© OpenStreetMap contributors, ODbL"


class AddressIndex(Store):
    """Addresses of one or more extracts of OpenStreetMap, to be used by ``geocode``.

    Examples
    --------
    >>> index = AddressIndex.from_osm("town.osm.pbf", save_to="town.addresses")  # doctest: +SKIP
    >>> mg.geocode(sites, using=[index])  # doctest: +SKIP
    """

    def find(self, rows: pd.DataFrame, known: Gazetteer) -> dict[int, Placed]:
        """Place rows; see :class:`mintgeo.geocode.step.Step`."""
        return Lookup(self, known).find(rows)

    def describe(self) -> dict[str, Any]:
        """What the run says of the index."""
        return {"step": "AddressIndex", "attribution": ATTRIBUTION, **self.about}
