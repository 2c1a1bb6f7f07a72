"""Ways to one venue as flows: from every place, from every Kreis, and as they may be published."""

from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd

from mintgeo._crs import UTM32, WGS84
from mintgeo._errors import PrivacyError
from mintgeo._quantiles import grouped_quantiles
from mintgeo.analysis.participation import participation
from mintgeo.privacy import secret_key
from mintgeo.privacy.counts import Choose, Participation
from mintgeo.privacy.infer import Published
from mintgeo.privacy.ways import distances_m

_WAY: Final = ("travel_min", "distance_m", "blur_m")


def places(drawn: gpd.GeoDataFrame) -> int:
    """Count the different points of some rows."""
    return len(drawn.geometry.get_coordinates().round(5).drop_duplicates())


def by_place(drawn: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """One row per point: its name, its people, their way; ``blur_m`` is the largest."""
    given = [drawn[name].fillna("").astype(str) for name in ("postcode", "place") if name in drawn]
    names = [" ".join(filter(None, parts)) for parts in zip(*given, strict=True)]
    at = drawn.geometry.get_coordinates().round(5)
    rows = drawn[["geometry", "people", "travel_min", "distance_m", "blur_m"]].assign(
        name=names or ""
    )
    return gpd.GeoDataFrame(
        rows.groupby([at["x"], at["y"]], sort=True)
        .agg({"geometry": "first", "name": "first", "people": "sum", "travel_min": "median",
              "distance_m": "median", "blur_m": "max"})
        .reset_index(drop=True)
    )  # fmt: skip


def by_area(drawn: gpd.GeoDataFrame, keys: pd.Series, layer: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """One row per area that someone came from, with the medians of its people.

    ``keys`` say which area of the layer every row is of.
    """
    there = keys.isin(layer["ags"])
    inside = drawn[there]
    codes, ags = pd.factorize(keys[there], sort=True)
    people = inside["people"].to_numpy(dtype=float)
    flows = _middles(layer, ags)
    for name in _WAY:
        values = inside[name].to_numpy(dtype=float)
        flows[name] = grouped_quantiles(values, people, codes, len(ags), [0.5])[:, 0]
    flows["people"] = np.bincount(codes, people, len(ags)).astype(int)
    return flows


def _middles(layer: gpd.GeoDataFrame, ags: Any) -> gpd.GeoDataFrame:
    """``ags``, ``name`` and a point inside of some Kreise, in the order asked for."""
    rows = layer.set_index("ags").loc[list(ags)]
    inside = rows.geometry.to_crs(UTM32).representative_point().to_crs(WGS84)
    return gpd.GeoDataFrame(
        {"ags": rows.index, "name": rows["name"].to_numpy()}, geometry=inside.to_numpy(), crs=WGS84
    )


def publication(table: gpd.GeoDataFrame, layer: gpd.GeoDataFrame | None, way: Choose) -> Published:
    """Perturbed numbers of people as a public run has them; Länder only with the embedded layer.

    Raises
    ------
    PrivacyError
        If there are so few that nothing of them may be told.
    """
    kreise = participation(table, by="kreis", layer=layer)
    counts = (
        Participation.of(participation(table, by="land"), kreise)
        if layer is None
        else Participation.of_kreise(kreise)
    )
    found = counts.publish(secret_key(), way)
    if found is None:
        raise PrivacyError(
            "There are {n} people in these journeys, too few to tell anything of them in public.",
            n=int(table["people"].sum()),
        )
    return found


def published(
    numbers: Published, layer: gpd.GeoDataFrame, venue: gpd.GeoDataFrame
) -> gpd.GeoDataFrame:
    """Kreise whose number may be shown; their way is that of their middle, as the crow flies."""
    shown = {ags: one for ags, one in numbers.kreise.items() if one and ags in set(layer["ags"])}
    out = _middles(layer, list(shown))
    return out.assign(
        people=list(shown.values()),
        travel_min=np.nan,
        distance_m=distances_m(out, venue),
        blur_m=np.nan,
    )
