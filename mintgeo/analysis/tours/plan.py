"""A plan of tours: its tables, and what they sum up to."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import geopandas as gpd
import pandas as pd

from mintgeo.analysis.tours.changed import CHANGED
from mintgeo.analysis.tours.handouts.appointments import AnyTime, write_ics
from mintgeo.analysis.tours.handouts.pages import write_pages
from mintgeo.analysis.tours.handouts.tracks import write_tours_gpx
from mintgeo.analysis.tours.handouts.workbook import write_workbook
from mintgeo.analysis.tours.wishes import CALLED
from mintgeo.travel import Router

_SUMMED: Final = (
    "km", "hours", "nights", "fuel", "co2_kg", "cost_eur", "children", "children_low",
    "children_high",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True, eq=False)
class TourPlan:
    """Tours of a term.

    Attributes
    ----------
    tours
        A row per visit (``tours`` of docs/tables.md), by date, van and order, at the stop's place.
    days
        A row per date and van that drives (``tour_days``).
    costs
        A row per tour (``tour_costs``).
    changes
        A row per appointment of this plan and of the one it keeps to (``tour_changes``); empty
        without ``keep=``.
    places
        Depots, stops and lodgings: ``id``, ``name``, ``kind``, points in EPSG:4326.
    value
        What days and nights cost by the weights of the goal; a search found it, nothing proves that
        there is no better plan.
    status
        ``open``: the search ended. ``out_of_time``: the time ran out before.
    unknown_years
        Years of the term whose school holidays are not fixed yet.
    about
        Term, goal, prices, vans and router, as they go into a run's parameters.
    """

    tours: gpd.GeoDataFrame
    days: pd.DataFrame
    costs: pd.DataFrame
    changes: pd.DataFrame
    places: gpd.GeoDataFrame
    value: float
    status: str
    unknown_years: tuple[int, ...] = ()
    about: dict[str, Any] = field(default_factory=dict)

    @property
    def changed(self) -> pd.DataFrame:
        """Appointments of the plan before that are no more what they were."""
        return self.changes[self.changes["change"].isin(CHANGED)]

    def totals(self) -> dict[str, float]:
        """Sums of all tours: km, hours, nights, fuel, CO2, money, and of children their span."""
        names = [one for one in _SUMMED if one in self.costs]
        found = {name: float(self.costs[name].sum()) for name in names}
        found["visits"], found["days"] = float(len(self.tours)), float(len(self.days))
        if "children" in found:
            found |= per_child(found["cost_eur"], found)
        return found

    def to_ics(
        self, path: str | Path, *, as_of: AnyTime, name: str = CALLED, lang: str = "de"
    ) -> Path:
        """Write a calendar with one appointment per visit, which lasts as long as the stay.

        Parameters
        ----------
        path
            Where to.
        as_of
            When the plan was made (a date, or a time with its zone). A later one brings the
            appointments up to date when the file is imported again: the k-th visit of a stop is the
            same appointment, and what is no more in a plan made with ``keep=`` is cancelled.
        name
            Of the calendar; calendars of different names are different ones.
        lang
            ``de`` or ``en``.

        Raises
        ------
        MissingExtraError
            Without the extra ``plan``.
        """
        return write_ics(self, path, as_of=as_of, name=name, lang=lang)

    def to_gpx(
        self, path: str | Path, *, router: Router | None = None,
        ways: gpd.GeoDataFrame | None = None, lang: str = "de",
    ) -> Path:  # fmt: skip
        """Write a track per day of a van, and its places as waypoints.

        Parameters
        ----------
        path
            Where to.
        router
            Draws ways along roads if it knows them; tracks of straight lines say so.
        ways
            ``tour_ways`` of the plan, if they are there already.
        lang
            ``de`` or ``en``.

        Raises
        ------
        MissingExtraError
            Without the extra ``plan``.
        """
        return write_tours_gpx(self, path, router=router, ways=ways, lang=lang)

    def to_xlsx(self, path: str | Path, *, as_of: AnyTime, lang: str = "de") -> Path:
        """Write a workbook: all days, a sheet of A4 for each week and van, holidays by Land."""
        return write_workbook(self, path, as_of=str(as_of), lang=lang)

    def to_pages(self, folder: str | Path, *, name: str = CALLED, lang: str = "de") -> list[Path]:
        """Write a page of HTML for each stop, to be printed: its dates, what the van brings."""
        return write_pages(self, folder, name=name, lang=lang)


def per_child(euro: Any, children: Any) -> dict[str, Any]:
    """Euro per child, with the span of the children."""
    pairs = {"per_child_eur": "children", "per_child_low": "children_high",
             "per_child_high": "children_low"}  # fmt: skip
    return {name: euro / children[of] if not _none(children[of]) else float("nan")
            for name, of in pairs.items()}  # fmt: skip


def _none(number: Any) -> bool:
    return not number > 0
