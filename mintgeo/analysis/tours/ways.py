"""Lines of tours and trails: along roads where the router knows them, else straight."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely.geometry import LineString

from mintgeo._credits import credited
from mintgeo._crs import WGS84
from mintgeo._schema import TOUR_WAYS
from mintgeo._schema.values import TOUR_LINES
from mintgeo.travel import Router
from mintgeo.travel.protocol import WayRouter

if TYPE_CHECKING:
    from mintgeo.analysis.tours.plan import TourPlan
    from mintgeo.analysis.tours.trail import Trail

ROAD, STRAIGHT = TOUR_LINES
_POINT: Final = 2
Leg = tuple[str, str]


def tour_ways(plan: "TourPlan", router: Router | None = None) -> gpd.GeoDataFrame:
    """The lines that vans drive: one row per way of a day, the way back among them.

    Parameters
    ----------
    plan
        Of ``plan_tours``.
    router
        Its router. One that knows ways (``route``) draws them along roads; what it can't draw, and
        all without one, is a straight line and says so.

    Returns
    -------
    GeoDataFrame
        ``tour_ways`` of docs/tables.md, by date, van and order; lines in EPSG:4326.

    Examples
    --------
    >>> import pandas as pd
    >>> import mintgeo as mg
    >>> towns = mg.geocode(mg.read_sites(pd.DataFrame({"Name": ["Waren"], "PLZ": ["17192"]})))
    >>> depot = mg.geocode(mg.read_sites(pd.DataFrame({"Name": ["Depot"], "PLZ": ["17033"]})))
    >>> depot["id"] = "depot"
    >>> term = mg.Term(first="2027-04-12", last="2027-04-30")
    >>> plan = mg.plan_tours(towns, depot, mg.Airline(), term=term, search=0)
    >>> mg.tour_ways(plan)[["order", "from_id", "to_id", "line"]].to_dict("records")[0]["line"]
    'straight'
    """
    rows = [row for day in plan.days.to_dict("records") for row in _legs(plan, day)]
    legs = pd.DataFrame(rows, columns=[one.name for one in TOUR_WAYS.columns][:-2])
    out = _drawn(legs, plan.places, router)
    TOUR_WAYS.check(out)
    return credited(out, plan.tours)


def trail_ways(trail: "Trail", router: Router | None = None) -> gpd.GeoDataFrame:
    """The lines of a round, in their order, the way back to the start among them.

    Returns
    -------
    GeoDataFrame
        ``order``, ``from_id``, ``to_id``, ``line`` (as of ``tour_ways``) and lines in EPSG:4326.
    """
    both = [trail.start[["id", "geometry"]], trail.sites[["id", "geometry"]]]
    places = gpd.GeoDataFrame(pd.concat(both, ignore_index=True).drop_duplicates("id"), crs=WGS84)
    start = str(trail.start["id"].iloc[0])
    ids = [str(one) for one in trail.sites["id"]]
    names = [*([] if ids[:1] == [start] else [start]), *ids, start]
    legs = pd.DataFrame({
        "order": np.arange(1, len(names)), "from_id": pd.Series(names[:-1], dtype="str"),
        "to_id": pd.Series(names[1:], dtype="str"),
    })  # fmt: skip
    return credited(_drawn(legs, places, router), trail.sites)


def _legs(plan: "TourPlan", day: dict[Any, Any]) -> Iterator[dict[str, Any]]:
    of_day = (plan.tours["date"] == day["date"]) & (plan.tours["van"] == day["van"])
    stops = plan.tours[of_day].sort_values("order")["id"].tolist()
    names = [day["starts"], *stops, day["ends"]]
    for order, (start, end) in enumerate(pairwise(names), start=1):
        yield {
            "tour": day["tour"], "day": day["day"], "date": day["date"], "van": day["van"],
            "order": order, "from_id": start, "to_id": end,
        }  # fmt: skip


def _drawn(legs: pd.DataFrame, places: gpd.GeoDataFrame, router: Router | None) -> gpd.GeoDataFrame:
    """Legs with their lines; each pair of places is asked for once."""
    pairs = list(dict.fromkeys(zip(legs["from_id"], legs["to_id"], strict=True)))
    at = dict(zip(places["id"].astype("str"), places.geometry.to_crs(WGS84), strict=True))
    lines = {pair: (LineString([at[pair[0]], at[pair[1]]]), STRAIGHT) for pair in pairs}
    if isinstance(router, WayRouter):
        found = _routed([one for one in pairs if one[0] != one[1]], at, router)
        lines |= {pair: (line, ROAD) for pair, line in found}
    drawn = [lines[pair] for pair in zip(legs["from_id"], legs["to_id"], strict=True)]
    return gpd.GeoDataFrame(
        legs.assign(line=pd.Series([kind for _, kind in drawn], legs.index, dtype="str")),
        geometry=[line for line, _ in drawn], crs=WGS84,
    )  # fmt: skip


def _routed(
    pairs: Sequence[Leg], at: dict[str, Any], router: WayRouter
) -> Iterator[tuple[Leg, LineString]]:
    """Lines of the ways that the router knows."""
    if not pairs:
        return
    ends = [
        gpd.GeoDataFrame(
            {"id": [str(row) for row in range(len(pairs))]},
            geometry=[at[pair[side]] for pair in pairs], crs=WGS84,
        )
        for side in (0, 1)
    ]  # fmt: skip
    found = router.route(*ends).geometry.to_crs(WGS84)
    for pair, line in zip(pairs, found, strict=True):
        whole = None if line is None else LineString(shapely.get_coordinates(line))
        if whole is not None and len(whole.coords) >= _POINT:
            yield pair, whole
