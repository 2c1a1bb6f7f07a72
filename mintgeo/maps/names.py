"""Names of places on a map: the largest first, as many as there is room for at every zoom."""

from typing import Final, Unpack

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mintgeo import _embedded
from mintgeo.gazetteer.gazetteer import NAMELESS
from mintgeo.language import language
from mintgeo.maps._data import Bounds
from mintgeo.maps._theme import LayerOptions, ThemeLayer
from mintgeo.maps._theme_data import NamesData

MOST: Final = 5000
"""So many names a page takes along; those of the least people are left out."""
PARTS: Final = 1000
"""Parts of a degree to which places of names are rounded: 110 m."""
_FEWEST: Final = 20
"""So many places may be named at any zoom, if there is room."""
_LARGE: Final = (100_000, 20_000)
"""Places of so many people have larger letters."""
_SEEN: Final = {5: 200_000, 6: 90_000, 7: 30_000, 8: 10_000, 9: 4_000, 10: 1_000}
"""People that a place needs at least to be named at a zoom; any will do when nearer."""
_USED: Final = ("gemeinden", "places")


class NamesLayer(ThemeLayer):
    """Names of places from the embedded gazetteer, which never overlap at any zoom.

    Which names are seen follows from their people, their letters and the zoom alone: the largest
    place takes its room first, and the same map shows the same names wherever it is moved to.

    Parameters
    ----------
    bounds
        South-west and north-east corner; all of Germany by default.
    lang, options
        As of ``CoverageLayer``.

    Raises
    ------
    OptionError
        If mintgeo does not speak ``lang``.
    """

    kind = "names"

    def __init__(
        self,
        bounds: Bounds | None = None,
        *,
        lang: str = "de",
        **options: Unpack[LayerOptions],
    ) -> None:
        say, found = language(lang), named_places(bounds)
        whole = np.round(found[["lat", "lon"]].to_numpy(dtype=float) * PARTS).astype(int)
        data = NamesData(
            names=found["name"].tolist(),
            at=whole.ravel().tolist(),
            parts=PARTS,
            large=[int((found["population"] >= least).sum()) for least in _LARGE],
            seen={
                str(zoom): max(_FEWEST, int((found["population"] >= least).sum()))
                for zoom, least in _SEEN.items()
            },
            bounds=None,
            credits=[_embedded.source(name).attribution for name in _USED],
        )
        self.count = len(found)
        super().__init__(data, say, say("Ortsnamen"), options)


def named_places(bounds: Bounds | None = None) -> pd.DataFrame:
    """Places by the people of their Gemeinde: ``name``, ``lat``, ``lon`` (degrees), ``population``.

    Gemeinden come first, the most people before the fewer; then their parts, of which the gazetteer
    knows the number of people only roughly. What has no name of its own is left out.
    """
    gemeinden, places = (_inside(_embedded.read(name), bounds) for name in _USED)
    whole = gemeinden[~gemeinden["name"].str.startswith(NAMELESS)]
    whole = whole.sort_values(["population", "ags"], ascending=[False, True])
    parts = places[~_known(places, gemeinden, "name") & ~_known(places, gemeinden, "lat", "lon")]
    parts = parts.sort_values(["population", "ags", "name"], ascending=[False, True, True])
    columns = ["name", "lat", "lon", "population"]
    parts = parts[columns].assign(population=0.0)
    return pd.concat([whole[columns], parts], ignore_index=True).head(MOST)


def _inside(table: pd.DataFrame, bounds: Bounds | None) -> pd.DataFrame:
    if bounds is None:
        return table
    (south, west), (north, east) = bounds
    return table[table["lat"].between(south, north) & table["lon"].between(west, east)]


def _known(places: pd.DataFrame, gemeinden: pd.DataFrame, *columns: str) -> NDArray[np.bool_]:
    """Which places their Gemeinde names by itself, or stands at."""
    keys = (pd.MultiIndex.from_frame(one[["ags", *columns]]) for one in (places, gemeinden))
    found: NDArray[np.bool_] = next(keys).isin(next(keys))
    return found
