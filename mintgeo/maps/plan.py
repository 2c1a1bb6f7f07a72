"""The stops of a plan on a map, by their numbers, with whom each of them adds."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final, Literal, Unpack

import geopandas as gpd
import pandas as pd

from mintgeo._crs import WGS84
from mintgeo._errors import InputError
from mintgeo.cartography.sources import told_sources
from mintgeo.language import MODES, PEOPLE, language
from mintgeo.language.planned import hub_sign, stop_lines
from mintgeo.maps._plan_data import PlanData
from mintgeo.maps._spots import placed, unplaced
from mintgeo.maps._theme import LayerOptions, ThemeLayer
from mintgeo.maps.ground import bounds_of
from mintgeo.modes import MODES as KNOWN

if TYPE_CHECKING:
    from mintgeo.maps._data import PlannedStop

Look = Literal["stop", "other", "hub"]
"""Stops of the plan are filled, those of another plan are rings, hubs are squares with letters."""
_NEEDED: Final = ("order", "name", "geometry")
_OF_A_STOP: Final = ("people", "adds", "loses", "status")


class PlanLayer(ThemeLayer):
    """Stops of a plan by their numbers; who opens one reads whom it adds.

    Parameters
    ----------
    stops
        The table of ``plan_stops(…).stops``, or any with ``order``, ``name`` and geometry; what a
        column ``text`` says stands in the popup of rows that are no stops of a plan. Rows without a
        place are left out and counted in the legend.
    reached
        ``plan_stops(…).reached``: the Gemeinden that a stop adds are named then.
    look
        ``stop``, ``other`` (rings, for an alternative), or ``hub`` (squares with letters).
    minutes, mode, who
        What the plan was made for, as it is said of its stops.
    attributions, lang, options
        As of ``CoverageLayer``; ``name`` is what the legend and the switch say.

    Raises
    ------
    InputError
        If the table is none of stops.
    """

    kind = "plan"

    def __init__(
        self,
        stops: gpd.GeoDataFrame,
        *,
        reached: pd.DataFrame | None = None,
        look: Look = "stop",
        minutes: float = 15,
        mode: str = "",
        who: str = PEOPLE,
        attributions: Sequence[str] = (),
        lang: str = "de",
        **options: Unpack[LayerOptions],
    ) -> None:
        if missing := [one for one in _NEEDED if one not in stops.columns]:
            raise InputError(
                "PlanLayer() wants the stops of a plan; {missing} are missing.", missing=missing
            )
        say = language(lang)
        there = placed(stops.to_crs(WGS84)).sort_values("order", kind="stable")
        lonlat = there.geometry.get_coordinates().round(5).to_numpy().tolist()
        whole = set(_OF_A_STOP) <= set(there.columns)
        words: dict[str, Any] = {
            "who": say.who(who), "minutes": minutes, "mode": say(MODES[mode or KNOWN.first()]),
        }  # fmt: skip
        found: list[PlannedStop] = []
        for (lon, lat), row in zip(lonlat, there.to_dict("records"), strict=True):
            of = None if reached is None else reached[reached["id"] == row["id"]]
            text, order = [str(row["text"])] if row.get("text") else [], int(row["order"])
            found.append({
                "at": [lat, lon], "sign": hub_sign(order) if look == "hub" else str(order),
                "name": str(row["name"]),
                "lines": stop_lines(row, of, say, **words) if whole else text,
            })  # fmt: skip
        titles = {"stop": say("Halte des Plans"), "other": say("Halte eines anderen Plans"),
                  "hub": say("Standorte für Kisten")}  # fmt: skip
        name = options.get("name", titles[look])
        data = PlanData(
            stops=found, look=look, name=name, missing=unplaced(stops), bounds=bounds_of(there),
            credits=told_sources(say, stops, named=attributions),
        )  # fmt: skip
        super().__init__(data, say, name, options)
