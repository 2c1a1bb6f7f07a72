"""Isochrones as a map draws them: one area per mode and time."""

from collections.abc import Sequence

import geopandas as gpd

from mintgeo._crs import UTM32, WGS84
from mintgeo._errors import InputError
from mintgeo._phrase import Phrase
from mintgeo._schema import ISOCHRONES, received
from mintgeo.maps._data import Packed, ReachedArea, View
from mintgeo.maps._pack import SCALE, packed
from mintgeo.maps._views import view_key


def reached_areas(
    isochrones: gpd.GeoDataFrame | None,
    shown: Sequence[View],
    *,
    exact_m: float,
    scale: int = SCALE,
) -> Packed[ReachedArea]:
    """Return one packed feature for every view that has areas; ``view`` is its key.

    Parameters
    ----------
    isochrones
        An isochrones table; areas of different sites are drawn as one.
    shown
        The views of the map.
    exact_m
        How far a drawn line may be from the true one.
    scale
        As of ``packed``.

    Raises
    ------
    TableError
        If the table breaks its schema.
    InputError
        If there is no area of any view.
    """
    if isochrones is None:
        return packed("MultiPolygon", [])
    isochrones = received(isochrones, ISOCHRONES)
    groups = isochrones.groupby(["mode", "minutes"], sort=False).geometry
    found = {view_key(str(mode), float(minutes)): part for (mode, minutes), part in groups}
    keys = [one["key"] for one in shown if one["key"] in found]
    if not keys:
        wanted = ", ".join(one["key"] for one in shown)
        raise InputError(
            "The isochrones are of {found}; the map shows {wanted}, so it could never show them.",
            found=", ".join(found) or Phrase("no mode and time"),
            wanted=wanted,
        )
    unions = [found[key].to_crs(UTM32).simplify(exact_m).union_all() for key in keys]
    shapes = gpd.GeoSeries(unions, crs=UTM32).to_crs(WGS84)
    features = [(one, ReachedArea(view=key)) for one, key in zip(shapes, keys, strict=True)]
    return packed("MultiPolygon", features, scale=scale)
