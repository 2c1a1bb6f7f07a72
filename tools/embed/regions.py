"""Kreise and Länder: 401 shapes of 2017 → 400 Kreise and 16 Länder with shared, simple borders."""

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

METRIC = 25832
TOLERANCE_M = 200
MERGED = {"16056": "16063"}
"""Eisenach joined the Wartburgkreis on 1 July 2021."""
SPLIT = {"03152": "03159", "03156": "03159"}
"""Göttingen and Osterode became one Kreis on 1 November 2016."""
LAENDER = {
    "01": "Schleswig-Holstein", "02": "Hamburg", "03": "Niedersachsen", "04": "Bremen",
    "05": "Nordrhein-Westfalen", "06": "Hessen", "07": "Rheinland-Pfalz",
    "08": "Baden-Württemberg", "09": "Bayern", "10": "Saarland", "11": "Berlin",
    "12": "Brandenburg", "13": "Mecklenburg-Vorpommern", "14": "Sachsen",
    "15": "Sachsen-Anhalt", "16": "Thüringen",
}  # fmt: skip


def kreise(shapes: gpd.GeoDataFrame, totals: pd.DataFrame) -> gpd.GeoDataFrame:
    """400 Kreise with population, area and simplified geometry, EPSG:4326."""
    layer = shapes.assign(ags=shapes["AGS"].str[:5].replace(MERGED)).to_crs(METRIC)
    # The absorbing Kreis comes first in its group, so that its name and kind stay.
    layer = layer.sort_values("ags", key=lambda s: s + (layer["AGS"].str[:5] != s).astype(str))
    layer = layer.dissolve("ags", aggfunc="first").reset_index()
    people = totals.assign(ags=totals["AGS"].replace(MERGED)).groupby("ags")["population"].sum()
    area = layer.to_crs(3035).area / 1e6
    simple = shapely.coverage_simplify(layer.geometry.to_numpy(), TOLERANCE_M)
    out = gpd.GeoDataFrame(
        {
            "ags": layer["ags"],
            "name": layer["GEN"],
            "kind": layer["BEZ"],
            "nuts": layer["NUTS"],
            "population": people.reindex(layer["ags"]).to_numpy(),
            "area_km2": area.round(2),
        },
        geometry=simple,
        crs=METRIC,
    )
    return _to_degrees(out)


def laender(kreise: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """16 Länder, dissolved from the simplified Kreise so that they share their borders."""
    groups = kreise.assign(ags=kreise["ags"].str[:2]).groupby("ags")
    shapes = groups["geometry"].apply(lambda parts: shapely.coverage_union_all(parts.to_numpy()))
    out = gpd.GeoDataFrame(
        {
            "ags": shapes.index,
            "name": [LAENDER[ags] for ags in shapes.index],
            "population": groups["population"].sum().to_numpy(),
            "area_km2": groups["area_km2"].sum().round(2).to_numpy(),
        },
        geometry=shapes.to_numpy(),
        crs=kreise.crs,
    )
    return out.reset_index(drop=True)


def _to_degrees(layer: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """WGS84 with five decimals; the rounding is the same on both sides of a border."""
    degrees = layer.to_crs(4326)
    rounded = shapely.transform(degrees.geometry.to_numpy(), lambda xy: np.round(xy, 5))
    return degrees.set_geometry(gpd.GeoSeries(rounded, index=layer.index, crs=4326))
