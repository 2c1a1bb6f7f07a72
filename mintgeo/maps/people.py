"""Participants on a map: their places, or circles by Kreis, and the meeting that they go to."""

from collections.abc import Sequence
from typing import Unpack

import geopandas as gpd
import numpy as np
import pandas as pd

from mintgeo._crs import UTM32, WGS84
from mintgeo.analysis.participation import rate_base, rate_words, readable_rates
from mintgeo.cartography.sources import told_sources
from mintgeo.germany.own_areas import as_regions
from mintgeo.germany.regions import regions
from mintgeo.language import language
from mintgeo.maps._data import CountCircle
from mintgeo.maps._map import around
from mintgeo.maps._spots import placed, spots, unplaced
from mintgeo.maps._theme import LayerOptions, ThemeLayer
from mintgeo.maps._theme_data import PeopleData
from mintgeo.maps.ground import bounds_of


class PeopleLayer(ThemeLayer):
    """Participants where they live, circles by Kreis, and the meeting with lines to it.

    Parameters
    ----------
    participants, meeting
        Geocoded tables; rows without a place are left out and counted in the legend.
    participation
        A participation table by Kreis, as it is or from the public variant of a run: a circle per
        Kreis, its area as the number of participants; of a public variant only what it shows.
    kreise
        A regions table of Kreise, or the layer of areas, in which circles stand; the embedded
        Kreise by default.
    quiet
        Whether the places of single people wait to be switched on, where a map is about more.
    attributions, lang, options
        As of ``CoverageLayer``.
    """

    kind = "people"

    def __init__(
        self,
        participants: gpd.GeoDataFrame | None = None,
        *,
        meeting: gpd.GeoDataFrame | None = None,
        participation: pd.DataFrame | None = None,
        kreise: gpd.GeoDataFrame | None = None,
        quiet: bool = False,
        attributions: Sequence[str] = (),
        lang: str = "de",
        **options: Unpack[LayerOptions],
    ) -> None:
        say, tables = language(lang), (participants, meeting, participation)
        own = None if kreise is None else as_regions(kreise)
        layer = regions("kreis") if own is None and participation is not None else own
        data = PeopleData(
            people=spots(participants, ["postcode", "place"]),
            meeting=spots(meeting, ["name"]),
            counts=_circles(participation, layer),
            per="" if participation is None else rate_words(participation, say),
            missing=unplaced(participants),
            quiet=quiet,
            bounds=around([
                *(bounds_of(placed(one)) for one in (participants, meeting) if one is not None),
                *(bounds_of(one) for one in (layer,) if one is not None),
            ]),
            credits=told_sources(say, *tables, named=attributions),
        )  # fmt: skip
        super().__init__(data, say, say("Teilnehmende"), options)


def _circles(
    participation: pd.DataFrame | None, kreise: gpd.GeoDataFrame | None
) -> list[CountCircle]:
    """A circle for every Kreis with participants, the largest first, so that all can be touched.

    Numbers of a public variant are ``about`` so many; a Kreis whose number is not shown has none.
    """
    if participation is None or kreise is None:
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
