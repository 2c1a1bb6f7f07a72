"""What best_meeting answers: the venues in their order, the change, and the ways of people."""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any, Final

import geopandas as gpd
import pandas as pd

from mintgeo._card import card
from mintgeo.analysis.venues.wish import UNITS, Wish
from mintgeo.language import Language, language

_SHOWN: Final = 5


@dataclass(frozen=True, kw_only=True, eq=False)
class BestMeeting:
    """Which place to meet at is the best one, for whom, and how sure that is.

    Attributes
    ----------
    venues
        GeoDataFrame (EPSG:4326), one row per venue in order, the best first: ``rank`` (equal ones
        share it), ``tied``, the columns that it had, ``value`` (what was asked for), ``people`` and
        ``without`` (with and without a way there), ``beyond`` (the limit; NaN without one),
        ``total_min``, ``mean_min``, ``median_min``, ``longest_min`` (one way, of those who have
        one), ``person_km`` and ``co2_kg`` (there and back; NaN if the emissions of a mode are not
        known), ``more`` (than the best one, in the unit of ``value``; NaN where more people have no
        way), ``wins`` (share of the draws in which it is the best) and ``open`` (whether the best
        one is better in fewer than 95 of 100 draws; of the best one itself it is False).
    missing
        People without a way, by reason: ``id`` of the venue, ``status``, ``people``.
    change
        The last meeting against the best place, None without ``existing``: rows ``before``,
        ``after`` and ``saved`` (column ``plan``) with the numbers of ``venues``, and ``shorter``
        and ``longer`` (people whose way becomes so; in the row ``saved``).
    ways
        A row per participant and mode to the best place (``venue`` is ``best``) and to the last
        one (``existing``): ``id``, ``venue``, ``mode``, ``people``, ``travel_min``, ``distance_m``,
        ``status``. It tells of single people and is nothing to pass on.
    left_out
        Venues without a place: ``id``, ``name``.
    wish, draws
        What was asked for, and in how many draws homes were moved.
    existing_open
        Whether the last place is no worse in more than 5 of 100 draws; None without one.
    """

    venues: gpd.GeoDataFrame
    missing: pd.DataFrame
    change: pd.DataFrame | None
    ways: pd.DataFrame
    left_out: pd.DataFrame
    wish: Wish
    draws: int
    existing_open: bool | None = None

    @property
    def best(self) -> pd.Series:
        """The row of the best place."""
        return pd.Series(self.venues.iloc[0])

    @property
    def ties(self) -> list[str]:
        """Ids of the places that are the best: more than one if they are equal."""
        return list(self.venues.loc[self.venues["rank"] == 1, "id"])

    @property
    def open(self) -> list[str]:
        """Ids of the places that can't be told from the best one."""
        return list(self.venues.loc[self.venues["open"], "id"])

    @property
    def unit(self) -> str:
        """Unit of ``value`` and ``more``: ``minutes`` or ``people``."""
        return UNITS[self.wish.by]

    def _repr_html_(self) -> str:
        """The first places, in a notebook."""
        say = language()
        rows = [
            (f"{row['rank']}. {row['name']}", _said(row, say))
            for row in self.venues[:_SHOWN].to_dict("records")
        ]
        return card("Wo man sich treffen könnte", rows)


def _said(row: dict[Hashable, Any], say: Language) -> str:
    mean, longest = say.duration(row["mean_min"]), say.duration(row["longest_min"])
    return f"{mean} im Mittel, {longest} am längsten, {say.number(row['without'])} ohne Weg"
