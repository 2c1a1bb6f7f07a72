"""The map of travel to a meeting: from where people came, how many, how long and how far."""

from collections.abc import Sequence
from functools import partial
from typing import Final

import geopandas as gpd
import pandas as pd

from mintgeo._credits import credits_of
from mintgeo._errors import InputError, OptionError
from mintgeo.language import MODES, N_, language
from mintgeo.maps._flow_classes import flow, public_totals, totals, views
from mintgeo.maps._flows import by_kreis, by_place, places, publication, published
from mintgeo.maps._ground import bounds_of, ground, ground_credits
from mintgeo.maps._page import MapPage, build
from mintgeo.maps.basemap import Basemap
from mintgeo.maps.coverage import spots
from mintgeo.privacy.ways import told_way
from mintgeo.regions import regions

PALETTE: Final = ("#bf8300", "#cf5a2c", "#a8316a", "#6b2a8a", "#2a1a5e")
"""From near to far, ever darker: also in grey print and for colour-blind eyes."""
_COLUMNS: Final = ("id", "geometry", "travel_min", "distance_m", "blur_m", "status", "ags_kreis")
_MANY_PLACES: Final = 400


def travel_map(
    journeys: gpd.GeoDataFrame,
    venue: gpd.GeoDataFrame,
    *,
    by: str | None = None,
    public: bool = False,
    mode: str = "car",
    kreise: gpd.GeoDataFrame | None = None,
    title: str = N_("Wege zum Treffen"),
    attributions: Sequence[str] = (),
    lang: str = "de",
    basemap: Basemap | str | None = None,
) -> MapPage:
    """Draw the ways to a meeting: a line from every place or Kreis, wide for many people.

    A way shorter than its ends are known is said as "unter X km", without a time. The map of
    places shows where single participants live and says that it is not to be published;
    ``public=True`` makes one that may be.

    Parameters
    ----------
    journeys
        A table of ``journeys``.
    venue
        The geocoded table of one row that they go to.
    by
        ``place`` (rows at the same point together) or ``kreis`` (from the middle of the Kreis, with
        the median of its people). By default places, and Kreise from 400 places on.
    public
        Only Kreise whose number a public run shows, perturbed as there (see ``privacy``), from
        their middle and by distance as the crow flies: no time and no way of a person.
    mode
        How people travelled; it is said, nothing is computed.
    kreise
        A regions table of Kreise; the embedded ones by default.
    title, attributions, lang, basemap
        As of ``placement_map``.

    Returns
    -------
    MapPage
        One file: ``.save(path)``.

    Raises
    ------
    InputError
        If the tables are not journeys and one venue with a place.
    OptionError
        For another ``by``, ``mode``, ``lang`` or basemap, or a public map by place.
    PrivacyError
        If there are too few people to tell anything of them in public.
    """
    _check(journeys, venue, by, mode, public=public)
    say, layer = language(lang), regions("kreis") if kreise is None else kreise
    table = journeys.reset_index(drop=True)
    table["people"] = table["count"].astype(int) if "count" in table else 1
    drawn = table[table["status"] == "ok"]
    level = by or ("kreis" if public or places(drawn) > _MANY_PLACES else "place")
    flows = by_place(drawn) if level == "place" else by_kreis(drawn, layer)
    numbers = None
    if public:
        journeys_of = partial(told_way, table.assign(count=table["people"]), venue)
        numbers = publication(table, kreise, journeys_of)
        flows = published(numbers, layer, venue)
    shown = views(drawn if numbers is None else flows, public=public)
    data = {
        **ground(layer),
        "venue": {"name": "", **spots(venue, ["name"])[0]},
        "mode": say(MODES[mode]),
        "views": shown,
        "palette": list(PALETTE),
        "flows": [flow(row, shown, public=public) for row in flows.to_dict("records")],
        "public": public,
        "level": level,
        "totals": totals(table, flows) if numbers is None else public_totals(numbers),
        "bounds": bounds_of(gpd.GeoDataFrame(pd.concat([flows, venue])[["geometry"]])),
        "credits": credits_of(attributions, journeys, venue, ground_credits(kreise)),
    }
    return build(
        title=say(title), script="travel.js", style="coverage.css", data=data, lang=lang,
        basemap=basemap,
    )  # fmt: skip


def _check(
    journeys: gpd.GeoDataFrame, venue: gpd.GeoDataFrame, by: str | None, mode: str, *, public: bool
) -> None:
    missing = [name for name in _COLUMNS if name not in journeys.columns]
    if missing:
        raise InputError(f"travel_map() wants the table of journeys(); {missing} are missing.")
    if len(venue) != 1 or venue.geometry.isna().any() or venue.geometry.is_empty.any():
        raise InputError("The venue must be exactly one row with a place; geocode() gives it one.")
    if by not in (None, "place", "kreis"):
        raise OptionError(f"by must be place or kreis, not {by!r}.")
    if mode not in MODES:
        raise OptionError(f"mode must be one of {', '.join(MODES)}, not {mode!r}.")
    if public and by == "place":
        raise OptionError("A public map can't show places of participants; use by='kreis'.")
