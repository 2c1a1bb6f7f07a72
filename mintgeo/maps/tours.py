"""Tours and trails on a map: the line of each round, and its stops by their numbers."""

from collections.abc import Iterator, Sequence
from typing import Any, Final, Unpack

import geopandas as gpd
import pandas as pd

from mintgeo._crs import WGS84
from mintgeo.analysis.tours.handouts.rows import Place, places_of
from mintgeo.analysis.tours.plan import TourPlan
from mintgeo.analysis.tours.rounds import Round, rounds_of
from mintgeo.analysis.tours.trail import Trail
from mintgeo.analysis.tours.ways import STRAIGHT, tour_ways, trail_ways
from mintgeo.cartography.palettes import ROUND_COLOURS
from mintgeo.cartography.simplify import coarse
from mintgeo.cartography.sources import told_sources
from mintgeo.language import Language, language
from mintgeo.maps._data import OfRound, TourRound, TourStop
from mintgeo.maps._map import Map
from mintgeo.maps._pack import FINE, packed
from mintgeo.maps._plan_data import ToursData
from mintgeo.maps._theme import LayerOptions, ThemeLayer
from mintgeo.maps.basemap import Basemap
from mintgeo.maps.ground import bounds_of
from mintgeo.travel import Router

_DEPOT: Final = -1
_EXACT_M: Final = 10
_DECIMALS: Final = 6
_NAMED: Final = 4
"""So many dates are said, and how many there are besides."""


class ToursLayer(ThemeLayer):
    """Rounds of vans, or a trail, on a map.

    Days of a van that go the same round are one layer with one colour, which can be switched; who
    opens a stop reads its dates and times.

    Parameters
    ----------
    plan
        Of ``plan_tours``, or of ``plan_trail``.
    ways
        ``tour_ways`` or ``trail_ways`` of it; straight lines by default.
    attributions, lang, options
        As of ``CoverageLayer``; ``name`` is what the legend and the switch say.
    """

    kind = "tours"

    def __init__(
        self,
        plan: TourPlan | Trail,
        *,
        ways: gpd.GeoDataFrame | None = None,
        attributions: Sequence[str] = (),
        lang: str = "de",
        **options: Unpack[LayerOptions],
    ) -> None:
        say = language(lang)
        if isinstance(plan, Trail):
            drawn = _of_trail(plan, trail_ways(plan) if ways is None else ways, say)
            name, source = options.get("name", say("MINT-Parcours")), plan.sites
        else:
            drawn = _of_tours(plan, tour_ways(plan) if ways is None else ways, say)
            name, source = options.get("name", say("Touren")), plan.tours
        rounds, stops, lines = drawn
        simple = coarse(lines, _EXACT_M, _DECIMALS)
        told: list[OfRound] = [
            {"round": int(at), "straight": kind == STRAIGHT}
            for at, kind in zip(lines["round"], lines["line"], strict=True)
        ]
        data = ToursData(
            rounds=rounds, stops=stops, name=name, bounds=bounds_of(lines),
            lines=packed("MultiLineString", list(zip(simple, told, strict=True)), scale=FINE),
            whole="" if options.get("show", True) else name,
            credits=told_sources(say, source, named=attributions),
        )  # fmt: skip
        super().__init__(data, say, name, options)


def tours_map(
    plan: TourPlan | Trail,
    *,
    router: Router | None = None,
    ways: gpd.GeoDataFrame | None = None,
    title: str = "",
    basemap: Basemap | str | None = None,
    attributions: Sequence[str] = (),
    lang: str = "de",
) -> Map:
    """Draw tours or a trail as a page that loads nothing.

    Parameters
    ----------
    plan
        Of ``plan_tours``, or of ``plan_trail``.
    router
        Draws ways along roads if it knows them.
    ways
        ``tour_ways`` or ``trail_ways`` of the plan, if they are there already.
    title, basemap, lang
        As of ``Map``.
    attributions
        Whom to name besides the sources of the tables.

    Examples
    --------
    >>> import geopandas as gpd
    >>> import mintgeo as mg
    >>> places = gpd.GeoDataFrame(
    ...     {"id": ["wind", "sun"]},
    ...     geometry=gpd.points_from_xy([13.26, 13.27], [53.55, 53.56], crs=4326),
    ... )
    >>> trail = mg.plan_trail(places, mg.Airline(mode="foot"), max_km=5)
    >>> mg.maps.tours_map(trail, title="Energie", attributions=["eigene Liste"])
    Map('Energie', ToursLayer('MINT-Parcours'), NamesLayer('Ortsnamen'))
    """
    if ways is None:
        ways = trail_ways(plan, router) if isinstance(plan, Trail) else tour_ways(plan, router)
    layer = ToursLayer(plan, ways=ways, attributions=attributions, lang=lang)
    return Map(layer, title=title or layer.said, lang=lang, basemap=basemap)


Drawn = tuple[list[TourRound], list[TourStop], gpd.GeoDataFrame]


def _of_tours(plan: TourPlan, ways: gpd.GeoDataFrame, say: Language) -> Drawn:
    where, rounds = places_of(plan.places), rounds_of(plan, ways)
    told: list[TourRound] = [
        {"name": say("Runde {n}", n=say.number(at + 1)), "text": _span(one.dates, say),
         "colour": ROUND_COLOURS[at % len(ROUND_COLOURS)]}
        for at, one in enumerate(rounds)
    ]  # fmt: skip
    stops = [stop for at, one in enumerate(rounds) for stop in _stops(one, at, where, say)]
    ends = dict.fromkeys(key for one in rounds for key in (one.starts, one.ends))
    stops += [_depot(where[key], say) for key in ends if where[key].kind != "stop"]
    return told, stops, _lines([one.ways for one in rounds] or [ways])


def _stops(one: Round, at: int, where: dict[str, Place] | Any, say: Language) -> Iterator[TourStop]:
    for order, (key, visits) in enumerate(zip(one.stops, one.visits, strict=True), start=1):
        place = where[key]
        lines = [
            say("{begin} bis {leave}", begin=_times(visits, "begin", say),
                leave=_times(visits, "leave", say)),
            _dates(one.dates, say), place.address,
            say("Bringt mit: {boxes}", boxes=place.boxes) if place.boxes else "",
        ]  # fmt: skip
        yield {"at": [place.lat, place.lon], "sign": str(order), "name": place.name,
               "lines": [line for line in lines if line], "round": at}  # fmt: skip


def _times(visits: list[dict[Any, Any]], name: str, say: Language) -> str:
    """The clock time, or between which it lies on different dates."""
    times = sorted({str(one[name]) for one in visits})
    if len(times) == 1:
        return times[0]
    return say("{first}–{last}", first=times[0], last=times[-1])


def _dates(dates: Sequence[str], say: Language) -> str:
    named = [say("{weekday} {day}", weekday=say.weekday(one, short=True), day=say.day(one))
             for one in dates[:_NAMED]]  # fmt: skip
    text = ", ".join(named)
    if len(dates) <= _NAMED:
        return text
    return say("{dates} und {n} weitere Termine", dates=text, n=say.number(len(dates) - _NAMED))


def _span(dates: Sequence[str], say: Language) -> str:
    """Say how often, and from when until when."""
    first, last = say.day(dates[0]), say.day(dates[-1])
    return say.count(
        "am {first}", "{n}-mal, {first} bis {last}", len(dates), first=first, last=last
    )


def _depot(place: Place, say: Language) -> TourStop:
    sign = say("D") if place.kind == "depot" else say("N")
    lines = [place.address] if place.address else []
    return {"at": [place.lat, place.lon], "sign": sign, "name": place.name, "lines": lines,
            "round": _DEPOT}  # fmt: skip


def _of_trail(trail: Trail, ways: gpd.GeoDataFrame, say: Language) -> Drawn:
    length = say("{km}, {time} mit allen Stationen", km=say.short_way(trail.km * 1000),
                 time=say.duration(trail.minutes))  # fmt: skip
    rounds: list[TourRound] = [
        {"name": say("Parcours"), "text": length, "colour": ROUND_COLOURS[0]}
    ]
    sites = trail.sites.to_crs(WGS84)
    stops: list[TourStop] = [
        {"at": [round(at.y, 6), round(at.x, 6)], "sign": str(row["order"]),
         "name": str(row["name"]), "round": 0,
         "lines": [say("Zeit hier: {stay}", stay=say.duration(row["stay_min"]))]}
        for row, at in zip(sites.to_dict("records"), sites.geometry, strict=True)
    ]  # fmt: skip
    start = trail.start.to_crs(WGS84)
    if str(start["id"].iloc[0]) not in set(sites["id"].astype("str")):
        at = start.geometry.iloc[0]
        stops.append({"at": [round(at.y, 6), round(at.x, 6)], "sign": say("S"), "lines": [],
                      "name": str(start["name"].iloc[0]), "round": _DEPOT})  # fmt: skip
    return rounds, stops, _lines([ways])


def _lines(ways: Sequence[gpd.GeoDataFrame]) -> gpd.GeoDataFrame:
    parts = [one.to_crs(WGS84).assign(round=at) for at, one in enumerate(ways)]
    return gpd.GeoDataFrame(pd.concat(parts, ignore_index=True), crs=WGS84)
