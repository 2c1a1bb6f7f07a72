"""Ways to one venue as flows: from every place, from every Kreis, and as they may be published."""

from typing import Any, Final

import geopandas as gpd
import pandas as pd

from mintgeo._crs import UTM32, WGS84
from mintgeo._quantiles import grouped_quantiles
from mintgeo.participation import participation
from mintgeo.privacy import LEAST, suppress

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
        name=names or "", hidden=False
    )
    return gpd.GeoDataFrame(
        rows.groupby([at["x"], at["y"]], sort=True)
        .agg({"geometry": "first", "name": "first", "people": "sum", "travel_min": "median",
              "distance_m": "median", "blur_m": "max", "hidden": "first"})
        .reset_index(drop=True)
    )  # fmt: skip


def by_kreis(drawn: gpd.GeoDataFrame, layer: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """One row per Kreis that someone came from, with the medians of its people."""
    inside = drawn[drawn["ags_kreis"].isin(layer["ags"])]
    codes, ags = pd.factorize(inside["ags_kreis"], sort=True)
    people = inside["people"].to_numpy(dtype=float)
    flows = _middles(layer, ags).assign(hidden=False)
    for name in _WAY:
        values = inside[name].to_numpy(dtype=float)
        flows[name] = grouped_quantiles(values, people, codes, len(ags), [0.5])[:, 0]
    flows["people"] = inside.groupby("ags_kreis")["people"].sum().reindex(ags).to_numpy()
    return flows


def _middles(layer: gpd.GeoDataFrame, ags: Any) -> gpd.GeoDataFrame:
    """``ags``, ``name`` and a point inside of some Kreise, in the order asked for."""
    rows = layer.set_index("ags").loc[list(ags)]
    inside = rows.geometry.to_crs(UTM32).representative_point().to_crs(WGS84)
    return gpd.GeoDataFrame(
        {"ags": rows.index, "name": rows["name"].to_numpy()}, geometry=inside.to_numpy(), crs=WGS84
    )


def published(
    flows: gpd.GeoDataFrame, table: gpd.GeoDataFrame, layer: gpd.GeoDataFrame
) -> gpd.GeoDataFrame:
    """Kreise as they may be published; a hidden one has no number and no class.

    Medians of fewer than 5 people are left out too: some of a Kreis may have had no way.
    """
    both = [participation(table, by="land"), participation(table, by="kreis", layer=layer)]
    _, kreise = suppress(*both)
    kreise = kreise[kreise["ags"].isin(layer["ags"])]
    kreise = kreise[kreise["hidden"] | (kreise["participants"].fillna(0) > 0)]
    known = flows.set_index("ags").reindex(kreise["ags"])
    told = (~kreise["hidden"]).to_numpy() & (known["people"] >= LEAST).to_numpy()
    out = _middles(layer, kreise["ags"])
    for name in _WAY:
        out[name] = known[name].where(told).to_numpy()
    return out.assign(people=kreise["participants"].to_numpy(), hidden=kreise["hidden"].to_numpy())
