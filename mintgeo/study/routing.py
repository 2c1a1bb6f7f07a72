"""The router that a study asks for, and how wrong its times are."""

from collections.abc import Sequence

import geopandas as gpd
import pandas as pd

from mintgeo.coverage import coverage
from mintgeo.study.options import Study
from mintgeo.travel import Airline, RoadNetwork
from mintgeo.travel.isochrones import isochrones
from mintgeo.travel.protocol import Router
from mintgeo.uncertainty import Draws, ErrorLaw, law_of


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


def law(plan: Study, chosen: Router) -> ErrorLaw:
    """How far the times of a router may be off: measured for the airline, a choice on roads."""
    if isinstance(chosen, Airline):
        return law_of(chosen.curve, chosen.mode)
    return ErrorLaw(spread=plan.router.spread)


def widths(reached: gpd.GeoDataFrame, draws: Draws, minutes: float) -> dict[str, float] | None:
    """Median width of the spans of the Länder, under three estimates of what a Kreis shares.

    None where they are one, or nothing is known of any Land.
    """
    if "ags_land" not in reached or reached["ags_land"].isna().all() or (draws.high == 1).all():
        return None
    worlds = {"low": draws.under(draws.low), "best": draws, "high": draws.under(draws.high)}
    found = {}
    for name, drawn in worlds.items():
        table = coverage(reached, by="land", minutes=minutes, uncertainty=drawn)
        found[name] = float((table["share_high"] - table["share_low"]).median())
    return found


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
