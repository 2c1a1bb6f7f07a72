"""Feeds → what a timetable keeps: read, put together, cut and joined by ways, once."""

from collections.abc import Iterable
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import numpy as np

from mintgeo._cache import cache_folder, kept
from mintgeo._errors import InputError
from mintgeo.germany.within import Area, Within, area_of
from mintgeo.timetable.cutting import cut
from mintgeo.timetable.feed import Feed
from mintgeo.timetable.gtfs.reading import read_feed
from mintgeo.timetable.gtfs.source import Source, source_of
from mintgeo.timetable.options import TimetableOptions
from mintgeo.timetable.store import FORMAT, Kept, load, save
from mintgeo.timetable.twins import same_trips
from mintgeo.timetable.uniting import united
from mintgeo.timetable.ways import same_stops, ways_between


def made(
    paths: str | Path | Iterable[str | Path],
    *,
    within: Within | None,
    cache: str | Path | bool,
    options: TimetableOptions,
) -> Kept:
    """Read feeds, or take them from the cache; as of ``Timetable.from_gtfs``."""
    several = [paths] if isinstance(paths, str | Path) else list(paths)
    if not several:
        raise InputError("Timetable.from_gtfs() needs at least one feed.")
    sources = [source_of(one) for one in several]
    area = None if within is None else area_of(within)

    def make() -> Kept:
        return _read(sources, area, options)

    folder = cache_folder() if cache is True else Path(cache) if cache else None
    if folder is None:
        return make()
    name = f"{_key(sources, area, options)}-{version('mintgeo')}-{FORMAT}"
    return kept(folder / "timetables" / name, load=load, make=make, save=save)


def credits_of(feed: Feed) -> tuple[str, ...]:
    """Whom to name: publishers and credits of each feed, else its agencies."""
    names: dict[str, None] = {}
    for one in feed.about.itertuples():
        agencies = feed.agencies["name"][feed.agencies["feed"] == one.feed]
        told = [part for part in (*str(one.credits).split("; "), str(one.publisher)) if part]
        names.update(dict.fromkeys(told or map(str, agencies)))
    return tuple(names)


def _read(sources: list[Source], area: Area | None, options: TimetableOptions) -> Kept:
    feed = united([read_feed(one, on_call=options.on_call) for one in sources])
    twins = same_stops(feed.stops)
    same, findings = same_trips(feed, twins)
    feed = feed.with_findings(findings)
    if area is not None:
        feed = cut(feed, area, margin_km=options.margin_km)
    used = np.zeros(len(feed.stops), dtype=bool)
    used[feed.calls.stop] = True
    return Kept(feed, ways_between(feed, used, twins, walk_m=options.walk_m), same)


def _key(sources: list[Source], area: Area | None, options: TimetableOptions) -> str:
    """A short name of what is read, and how."""
    shapes = b"".join(
        one.shape.wkb if one.shape is not None else one.key.encode()
        for one in (area.parts if area else ())
    )
    text = "|".join([*(f"{one.name} {one.key}" for one in sources), str(options)])
    return sha256(text.encode() + b"|" + shapes).hexdigest()[:24]
