"""What lies on the Kreise of a coverage map: areas of gaps, circles of participants."""

from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from mintgeo._crs import UTM32, WGS84
from mintgeo.maps._pack import packed
from mintgeo.participation import rate_base, readable_rates

GAP_M: Final = 500
"""How far borders of gap areas may be from the true ones."""


def gap_areas(gaps: gpd.GeoDataFrame | None) -> dict[str, Any]:
    """One feature per gap area, the highest score last, so that it lies on top."""
    features = []
    if gaps is not None and len(gaps):
        metric = gaps.geometry.to_crs(UTM32).simplify(GAP_M)
        shapes = shapely.transform(metric.to_crs(WGS84).to_numpy(), lambda xy: np.round(xy, 3))
        ends = ["population_low", "population_high", "established"]
        spans = [one for one in ends if one in gaps]
        columns = ["rank", "name", "kreise", "population", "extra_min", *spans]
        for shape, row in zip(shapes, gaps[columns].to_dict("records"), strict=True):
            known = np.isfinite(row["extra_min"])
            row["extra_min"] = round(float(row["extra_min"])) if known else None
            whole = {one: round(row[one]) for one in ("population", *spans[:2])}
            if "established" in row:
                whole["established"] = bool(row["established"])
            features.append((shape, {**row, **whole}))
    return packed("MultiPolygon", features[::-1])


def participant_counts(
    participation: pd.DataFrame | None, kreise: gpd.GeoDataFrame
) -> list[dict[str, Any]]:
    """A circle for every Kreis with participants, the largest first, so that all can be touched.

    Numbers of a public variant are ``about`` so many; a Kreis whose number is not shown has none.
    """
    if participation is None:
        return []
    about = "hidden" in participation.columns
    rates = readable_rates(participation, rate_base(participation))
    table = participation.assign(rate=rates["rate"])
    table = table[table["participants"].fillna(0) > 0]
    table = table[table["ags"].isin(kreise["ags"])]
    table = table.sort_values(["participants", "ags"], ascending=[False, True])
    inside = kreise.set_index("ags").geometry.to_crs(UTM32).representative_point().to_crs(WGS84)
    at = inside.loc[table["ags"]]
    return [
        {
            "at": [round(point.y, 4), round(point.x, 4)],
            "name": row["name"],
            "about": about,
            "count": int(row["participants"]),
            "rate": None if np.isnan(row["rate"]) else float(f"{row['rate']:.6g}"),
            "small": bool(row["small"]),
        }
        for point, (_, row) in zip(at, table.iterrows(), strict=True)
    ]
