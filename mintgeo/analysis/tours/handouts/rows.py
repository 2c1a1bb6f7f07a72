"""Places as handouts name them: address, degrees for the satnav, what the van brings."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import pandas as pd

from mintgeo._crs import WGS84
from mintgeo.analysis.tours.ground import TOLD


@dataclass(frozen=True, kw_only=True)
class Place:
    """A depot, stop or lodging.

    Attributes
    ----------
    name, kind
        Its name, and what it is.
    lat, lon
        Degrees (EPSG:4326).
    address
        Street, PLZ and place, as far as they are known.
    boxes
        What the van brings there.
    """

    name: str
    kind: str
    lat: float
    lon: float
    address: str
    boxes: str

    @property
    def degrees(self) -> str:
        """Degrees as every satnav takes them, whatever the language."""
        return f"{self.lat:.5f}, {self.lon:.5f}"


def places_of(table: gpd.GeoDataFrame) -> Mapping[str, Place]:
    """Places of a plan by their ids."""
    flat = table.to_crs(WGS84)
    out = {}
    for row, at in zip(flat.to_dict("records"), flat.geometry, strict=True):
        said = {name: "" if pd.isna(row.get(name)) else str(row[name]).strip() for name in TOLD}
        town = " ".join(filter(None, (said["postcode"], said["place"])))
        out[str(row["id"])] = Place(
            name=str(row["name"]), kind=str(row["kind"]), lat=round(float(at.y), 6),
            lon=round(float(at.x), 6), boxes=said["boxes"],
            address=", ".join(filter(None, (said["street"], town))),
        )  # fmt: skip
    return out


Visits = Mapping[tuple[str, str], list[dict[Any, Any]]]


def visits_of(tours: gpd.GeoDataFrame) -> Visits:
    """Visits by date and van, in their order."""
    out: dict[tuple[str, str], list[dict[Any, Any]]] = {}
    for row in pd.DataFrame(tours.drop(columns="geometry")).sort_values("order").to_dict("records"):
        out.setdefault((str(row["date"]), str(row["van"])), []).append(row)
    return out
