"""A timetable within an area: stops in it or near it, and trips as far as they call there."""

from dataclasses import replace

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from mintgeo._crs import LAEA, WGS84
from mintgeo._errors import MissingDataError
from mintgeo.findings import found
from mintgeo.germany.regions import regions
from mintgeo.germany.within import Area
from mintgeo.timetable.feed import Calls, Feed

_LEAST = 2


def cut(feed: Feed, area: Area, *, margin_km: float) -> Feed:
    """Keep what is of use in an area.

    A trip stays if it calls at least twice at stops in the area or within ``margin_km`` of it; its
    calls before the first such and after the last one are cut off, those between stay, wherever
    they are. Stops stay in the table, since positions are theirs; those without calls are not used.

    Raises
    ------
    MissingDataError
        If no trip calls there twice.
    """
    inside = _inside(feed.stops, area, margin_km)
    calls = feed.calls
    trip = np.repeat(np.arange(len(feed.trips)), np.diff(calls.first))
    here = np.flatnonzero(inside[calls.stop])
    of = trip[here]
    n = np.bincount(of, minlength=len(feed.trips))
    begins = np.full(len(feed.trips), len(trip))
    np.minimum.at(begins, of, here)
    ends = np.full(len(feed.trips), -1)
    np.maximum.at(ends, of, here)
    position = np.arange(len(trip))
    keep = (n >= _LEAST)[trip] & (position >= begins[trip]) & (position <= ends[trip])
    if not keep.any():
        raise MissingDataError(
            "No trip of {feeds} calls twice in {area} or within {km:g} km of it.",
            feeds=", ".join(feed.about["feed"]), area=str(area), km=margin_km,
        )  # fmt: skip
    before, left = np.diff(calls.first), np.bincount(trip[keep], minlength=len(feed.trips))
    findings = [
        found(f"timetable.{code}", n=int(rows.sum()), file=", ".join(feed.about["feed"]), line=0,
              value=str(area))
        for code, rows in (
            ("cut_away", (before > 0) & (left == 0)), ("shortened", (left > 0) & (left < before)),
        )
        if rows.any()
    ]  # fmt: skip
    return replace(
        feed,
        calls=Calls(
            first=np.concatenate([[0], np.cumsum(left)]).astype(np.int32),
            stop=calls.stop[keep], arrive=calls.arrive[keep], depart=calls.depart[keep],
            flags=calls.flags[keep],
        ),
        findings=(*feed.findings, *findings),
    )  # fmt: skip


def _inside(stops: pd.DataFrame, area: Area, margin_km: float) -> NDArray[np.bool_]:
    shapes = gpd.GeoSeries([_shape(area)], crs=WGS84).to_crs(LAEA)
    wide = shapes.buffer(margin_km * 1000).iloc[0]
    points = gpd.GeoSeries(gpd.points_from_xy(stops["lon"], stops["lat"]), crs=WGS84).to_crs(LAEA)
    known = np.isfinite(stops["lat"].to_numpy(dtype=float))
    shapely.prepare(wide)
    return np.asarray(known & shapely.intersects(wide, points.to_numpy()))


def _shape(area: Area) -> shapely.Geometry:
    """The area as one shape, in degrees."""
    shapes = []
    for part in area.parts:
        if part.shape is not None:
            shapes.append(part.shape)
            continue
        layer = regions({2: "land", 5: "kreis"}.get(len(part.key), "kreis"))
        keys = layer["ags"].astype("str")
        shapes.append(shapely.union_all(layer.geometry[keys == part.key[:5]].to_numpy()))
    return shapely.union_all(shapes)
