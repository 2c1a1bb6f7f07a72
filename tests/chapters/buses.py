"""A kind of router of the test suite, as a user could have one: buses that leave now and then.

Its mode, options, words and translations are all in this file.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd

from mintgeo._errors import OptionError
from mintgeo.chapters import ROUTERS, RouterKind
from mintgeo.travel import CURVES, Airline, ErrorLaw, SpeedCurve
from tests.timetable import SOURCE, TRANSIT, registered

LAW = ErrorLaw(spread=0.25, country=0.3, region=0.2, lean=1.5, doubt=(0.5, 2.0))
_ROWS = {"from_id": "str", "to_id": "str", "mode": "str", "status": "str"}


@dataclass(frozen=True, kw_only=True)
class Buses:
    """A file with times of departure, and how long people wait."""

    timetable: Path
    wait: float = 4
    calendar: Path | None = None

    def __post_init__(self) -> None:
        if self.wait < 0:
            raise OptionError(f"[router] wait must not be negative: {self.wait}.")


class BusRouter:
    """Straight lines at the speed of a bike, and the wait for a bus."""

    mode = TRANSIT.key
    curve: SpeedCurve = CURVES["bike"]
    law = LAW

    def __init__(self, asked: Buses) -> None:
        self.departures = asked.timetable.read_text(encoding="utf-8").split()
        self._wait, self._ways = asked.wait, Airline(self.mode, curve=self.curve)

    def describe(self) -> dict[str, object]:
        return {"kind": "fake", "mode": self.mode, "attributions": [SOURCE]}

    def nearest(
        self, origins: gpd.GeoDataFrame, destinations: gpd.GeoDataFrame, *, k: int = 1,
        max_min: float | None = None,
    ) -> pd.DataFrame:  # fmt: skip
        found = self._ways.nearest(origins, destinations, k=k, max_min=max_min)
        return self._timed(found, max_min)

    def travel_times(
        self, origins: gpd.GeoDataFrame, destinations: gpd.GeoDataFrame, *,
        max_min: float | None = None,
    ) -> pd.DataFrame:  # fmt: skip
        return self._timed(self._ways.travel_times(origins, destinations, max_min=max_min), max_min)

    def _timed(self, table: pd.DataFrame, max_min: float | None) -> pd.DataFrame:
        minutes = table["travel_min"] + self._wait
        late = minutes > (np.inf if max_min is None else max_min)
        out = table.assign(
            travel_min=minutes, p10_min=minutes * 0.8, p90_min=minutes * 1.5,
            share_departures=1.0, wait_min=float(self._wait),
        )  # fmt: skip
        lost = late | out["status"].ne("ok")
        out["status"] = out["status"].mask(late, "over_limit").astype("str")
        numbers = [name for name in out if out[name].dtype.kind == "f"]
        out.loc[lost, [*numbers, "to_id"]] = np.nan
        return out.astype(_ROWS)


FAKE: RouterKind[Buses] = RouterKind(
    key="fake",
    make=lambda asked, _: BusRouter(asked),
    modes=(TRANSIT.key,),
    options=Buses,
    vintages=lambda asked: [("Fahrplan", asked.timetable.name)],
    open_inputs=frozenset({"timetable"}),
    title="Fahrplan von Kleinland",
    limits=("Ob der Bus voll ist, weiß der Fahrplan nicht.",),
    messages={
        "en": {
            "Fahrplan": "timetable",
            "Fahrplan von Kleinland": "timetable of Kleinland",
            "Ob der Bus voll ist, weiß der Fahrplan nicht.": "Whether a bus is full, it can't say.",
        }
    },
)


@contextmanager
def running(*kinds: RouterKind[Any]) -> Iterator[None]:
    """Buses run for the time of a test."""
    with ExitStack() as stack:
        stack.enter_context(registered())
        stack.enter_context(ROUTERS.with_kinds(*(kinds or (FAKE,))))
        yield
