"""AddressIndex: addresses of OpenStreetMap as a step of geocode()."""

from pathlib import Path
from typing import Any, Self

import pandas as pd

from mintgeo._card import card
from mintgeo._osm import ATTRIBUTION, ENDINGS
from mintgeo.addresses.lookup import Lookup
from mintgeo.addresses.store import Store
from mintgeo.gazetteer.gazetteer import Gazetteer
from mintgeo.gazetteer.step import Placed
from mintgeo.language import language


class AddressIndex(Store):
    """Addresses of one or more extracts of OpenStreetMap, to be used by ``geocode``.

    Examples
    --------
    >>> index = AddressIndex.from_osm("town.osm.pbf", save_to="town.addresses")  # doctest: +SKIP
    >>> mg.geocode(sites, using=[index])  # doctest: +SKIP

    Attributes
    ----------
    progress
        Show a progress bar when rows are placed, if the output is a terminal or notebook.
    local
        It asks nobody, so it may see the names of all sites.
    apart
        No row depends on another one.
    """

    progress = True
    local = True
    apart = True

    @classmethod
    def of_file(cls, path: str | Path) -> Self:
        """Open an index that has been kept, or build one of an extract of OpenStreetMap.

        Raises
        ------
        InputError
            If the file is neither.
        MissingExtraError
            If it is an extract and osmium is not installed (``pip install 'mintgeo[osm]'``).
        """
        extract = Path(path).name.lower().endswith(ENDINGS)
        return cls.from_osm(path) if extract else cls.open(path)

    def find(self, rows: pd.DataFrame, known: Gazetteer) -> dict[int, Placed]:
        """Place rows; see :class:`mintgeo.gazetteer.step.Step`."""
        return Lookup(self, known).find(rows, progress=self.progress)

    def describe(self) -> dict[str, Any]:
        """What the run says of the index."""
        return {"step": "AddressIndex", "attributions": [ATTRIBUTION], **self.about}

    def _repr_html_(self) -> str:
        """How many streets, houses and facilities it knows."""
        say = language()
        names = {"streets": "Straßen", "houses": "Hausnummern", "facilities": "Einrichtungen"}
        counts = [(name, say.number(int(self.about[key]))) for key, name in names.items()]
        return card("Adressen aus OpenStreetMap", [*counts, ("Quelle", ATTRIBUTION)])
