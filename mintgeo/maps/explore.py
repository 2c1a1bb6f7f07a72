"""The right map for a table, by its columns."""

from collections.abc import Mapping
from typing import Any, Final

import geopandas as gpd
import pandas as pd

from mintgeo._errors import InputError
from mintgeo._schema import received
from mintgeo.germany.regions import regions
from mintgeo.maps._map import Map
from mintgeo.maps.areas import areas_map
from mintgeo.maps.change import change_map
from mintgeo.maps.coverage import coverage_map
from mintgeo.maps.placement import placement_map
from mintgeo.maps.reach import reach_map
from mintgeo.maps.travel import travel_map

_KREIS_KEY: Final = r"\d{5}"
_KNOWN: Final = (
    "a geocoded table, coverage() or compare() by kreis, reach(), gaps(), isochrones() and "
    "journeys()"
)


def explore(table: pd.DataFrame, **options: Any) -> Map:
    """Draw a table with the map that fits its columns.

    Parameters
    ----------
    table
        A geocoded table (``placement_map``), journeys (``travel_map``, with ``venue=``), coverage
        or change by Kreis (``coverage_map``, ``change_map`` on the embedded Kreise), reach (people
        by time), gaps or isochrones (areas).
    options
        Those of the map: ``title``, ``lang``, ``basemap`` …

    Returns
    -------
    Map
        A map of folium, as of ``coverage_map``.

    Raises
    ------
    InputError
        If no map fits; it names the tables that have one.
    """
    if isinstance(tables := getattr(table, "tables", None), Mapping):
        names = ", ".join(tables)
        raise InputError(
            "explore() draws one table; the run has {names}: run.table(name).", names=names
        )
    if not isinstance(table, pd.DataFrame):
        raise InputError(
            "explore() draws a table, not {kind}: {known}.", kind=type(table).__name__, known=_KNOWN
        )
    table = received(table)
    columns = set(table.columns)
    if {"distance_text", "blur_m", "travel_min"} <= columns:
        return _travel(table, options)
    if "geometry" in columns:
        return _places(table, columns, options)
    return _by_kreis(table, columns, options)


def _travel(table: Any, options: dict[str, Any]) -> Map:
    if "venue" not in options:
        raise InputError("Journeys need the place they lead to: explore(journeys, venue=…).")
    return travel_map(table, **options)


def _places(table: Any, columns: set[str], options: dict[str, Any]) -> Map:
    table = gpd.GeoDataFrame(table)
    if "match_level" in columns:
        return placement_map(table, **options)
    if {"nearest_id", "edge", "travel_min"} <= columns:
        return reach_map(table, **options)
    if {"extra_min", "kreise"} <= columns or {"minutes", "mode", "area_km2"} <= columns:
        return areas_map(table, **options)
    return _by_kreis(table, columns, options)


def _by_kreis(table: pd.DataFrame, columns: set[str], options: dict[str, Any]) -> Map:
    kreise = "ags" in columns and table["ags"].astype(str).str.fullmatch(_KREIS_KEY).all()
    if kreise and {"share_before", "change"} <= columns:
        return change_map(table, **{"kreise": regions("kreis"), **options})
    if kreise and {"share", "minutes"} <= columns:
        return coverage_map(table, **{"kreise": regions("kreis"), **options})
    listed = ", ".join(str(one) for one in table.columns)
    raise InputError(
        "No map fits a table with {listed}. explore() knows {known}.", listed=listed, known=_KNOWN
    )
