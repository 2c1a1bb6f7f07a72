"""Tours and trails as GPX 1.1: a track for each day, and the stops as waypoints."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import geopandas as gpd
import shapely

from mintgeo._cache import write_atomically
from mintgeo._errors import MissingExtraError
from mintgeo._text import printable
from mintgeo.analysis.tours.handouts.rows import places_of
from mintgeo.analysis.tours.ways import STRAIGHT, tour_ways, trail_ways
from mintgeo.language import Language, language

if TYPE_CHECKING:
    from mintgeo.analysis.tours.plan import TourPlan
    from mintgeo.analysis.tours.trail import Trail
    from mintgeo.travel import Router

_DECIMALS: Final = 6
_KINDS: Final = {"depot": "Depot", "stop": "Stop", "lodging": "Lodging"}


def write_tours_gpx(
    plan: "TourPlan", path: str | Path, *, router: "Router | None", ways: gpd.GeoDataFrame | None,
    lang: str,
) -> Path:  # fmt: skip
    """Write the tracks of a plan; see ``TourPlan.to_gpx``."""
    gpx, say = _gpxpy(), language(lang)
    lines = tour_ways(plan, router) if ways is None else ways
    file = _file(gpx)
    names = {}
    for key, place in places_of(plan.places).items():
        names[key] = place.name
        told = ", ".join(filter(None, (place.address, place.boxes)))
        file.waypoints.append(gpx.GPXWaypoint(
            latitude=place.lat, longitude=place.lon, name=printable(place.name),
            description=printable(told) or None, type=_KINDS.get(place.kind),
        ))  # fmt: skip
    for (on, van), some in lines.groupby(["date", "van"], sort=True):
        title = say("{date} {day}: {van}", date=str(on), day=say.weekday(str(on), short=True),
                    van=van)  # fmt: skip
        stops = " – ".join(names[one] for one in [*some["from_id"], some["to_id"].iloc[-1]])
        file.tracks.append(_track(gpx, title, stops, some, say))
    return _written(file, path)


def write_trail_gpx(
    trail: "Trail", path: str | Path, *, router: "Router | None", ways: gpd.GeoDataFrame | None,
    name: str, lang: str,
) -> Path:  # fmt: skip
    """Write the track of a trail; see ``Trail.to_gpx``."""
    gpx, say = _gpxpy(), language(lang)
    lines = trail_ways(trail, router) if ways is None else ways
    file = _file(gpx)
    for row in trail.sites.to_dict("records"):
        at = row["geometry"]
        file.waypoints.append(gpx.GPXWaypoint(
            latitude=round(at.y, _DECIMALS), longitude=round(at.x, _DECIMALS),
            name=printable(say("{n}. {name}", n=say.number(row["order"]), name=row["name"])),
        ))  # fmt: skip
    title = name or say("MINT-Parcours")
    stops = " – ".join(str(one) for one in trail.sites["name"])
    file.tracks.append(_track(gpx, title, stops, lines, say))
    return _written(file, path)


def _file(gpx: Any) -> Any:
    file = gpx.GPX()
    file.creator = "mintgeo"
    return file


def _track(gpx: Any, title: str, stops: str, ways: gpd.GeoDataFrame, say: Language) -> Any:
    """A track with a segment for each way; it says which are no roads."""
    track = gpx.GPXTrack(name=printable(title), description=printable(_described(stops, ways, say)))
    for line in ways.sort_values("order").geometry:
        points = shapely.get_coordinates(line).round(_DECIMALS).tolist()
        track.segments.append(gpx.GPXTrackSegment(
            [gpx.GPXTrackPoint(latitude=lat, longitude=lon) for lon, lat in points]
        ))  # fmt: skip
    return track


def _described(stops: str, ways: gpd.GeoDataFrame, say: Language) -> str:
    lines: Sequence[str] = list(ways["line"])
    if not _any_straight(lines):
        return stops
    if all(one == STRAIGHT for one in lines):
        return say("{stops}. Die Linien sind gerade; sie folgen keiner Straße.", stops=stops)
    return say("{stops}. Manche Linien sind gerade; sie folgen keiner Straße.", stops=stops)


def _any_straight(lines: Iterable[str]) -> bool:
    return any(one == STRAIGHT for one in lines)


def _written(file: Any, path: str | Path) -> Path:
    with write_atomically(path) as part:
        part.write_text(file.to_xml(version="1.1"), encoding="utf-8", newline="\n")
    return Path(path)


def _gpxpy() -> Any:
    try:
        import gpxpy.gpx
    except ImportError as error:
        raise MissingExtraError(
            "Tracks need gpxpy: install mintgeo with the extra 'plan' (mintgeo[plan])."
        ) from error
    return gpxpy.gpx
