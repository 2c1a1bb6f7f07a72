"""The router that a study asks for, and how wrong its times are."""

from collections.abc import Sequence
from typing import Final

import geopandas as gpd
import pandas as pd

from mintgeo.study.options import Study
from mintgeo.travel import Airline, RoadNetwork
from mintgeo.travel.isochrones import isochrones
from mintgeo.travel.protocol import Router
from mintgeo.uncertainty import ErrorLaw, law_of

ON_ROADS: Final = ErrorLaw(spread=0.1)
"""Times on real roads follow OSRM's free-flow speeds within 5 %; traffic, weather and how people
drive are not in them. A first assumption: two of three true times lie within ± 10 %."""


def router(plan: Study, mode: str) -> Router:
    """Return the router of a mode.

    Raises
    ------
    InputError
        If the extract can't be read or has no road for the mode.
    MissingExtraError
        If reading it needs a package that is not installed.
    """
    if plan.router.kind == "roads":
        return RoadNetwork.from_osm(plan.resolve(plan.router.extract), mode)
    return Airline(mode=mode)


def law(chosen: Router) -> ErrorLaw:
    """How far the times of a router may be off."""
    return law_of(chosen.curve, chosen.mode) if isinstance(chosen, Airline) else ON_ROADS


def street_tables(
    routers: dict[str, Router], sites: gpd.GeoDataFrame, minutes: Sequence[float]
) -> dict[str, gpd.GeoDataFrame]:
    """Return what a map of streets needs: the areas from where offers are reached, and the roads.

    Without road networks there is neither.
    """
    networks = {mode: way for mode, way in routers.items() if isinstance(way, RoadNetwork)}
    if not networks:
        return {}
    offers = sites[(sites["role"] == "offer") & sites.geometry.notna()]
    areas = [isochrones(offers, way, minutes=minutes, merge=True) for way in networks.values()]
    lines = next(iter(networks.values())).road_lines()
    return {
        "isochrones": gpd.GeoDataFrame(pd.concat(areas, ignore_index=True)),
        "roads": gpd.GeoDataFrame(geometry=lines),
    }
