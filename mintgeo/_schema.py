"""The one source of every table's columns, dtypes and units, and the check that uses it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Final, Literal

import geopandas as gpd
import pandas as pd
from pandas.api import types

from mintgeo._errors import DuplicateIdError, TableError, name_ids
from mintgeo.modes import MODES

Kind = Literal["text", "integer", "number", "flag", "geometry"]

MATCH_LEVELS: Final = (
    "coordinate", "house", "street", "place", "postcode", "municipality", "none",
)  # fmt: skip
"""How exactly a row was placed, finest first."""

STATUSES: Final = (
    "ok", "over_limit", "not_snapped", "other_component", "outside_extract", "no_location",
    "no_stop", "no_service", "no_connection",
)  # fmt: skip
"""Why a travel time is there or missing: ``travel_min`` is NaN if and only if it is not ``ok``."""

ROLES: Final = ("offer", "potential")
"""``offer`` takes children today and counts in coverage; ``potential`` could be won."""


AREA_TYPES: Final = ("city", "town", "rural")
"""Degree of urbanisation: cities (dicht), towns and suburbs (mittel), rural (gering besiedelt)."""

VERDICTS: Final = ("more", "less", "open")
"""Whether a difference is surely above zero, surely below, or open."""

CELL_TYPES: Final = ("centre", "cluster", "rural")
"""Kind of 1 km cell: urban centre, urban cluster, rural."""


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column of a table: what it holds, in which unit, and what it may be."""

    name: str
    kind: Kind
    meaning: str
    unit: str = ""
    required: bool = True
    nullable: bool = True
    allowed: Collection[str] = ()
    low: float | None = None
    high: float | None = None

    def faults(self, frame: pd.DataFrame) -> list[str]:
        """Say everything that is wrong with this column of ``frame``."""
        if self.name not in frame.columns:
            return [f"column '{self.name}' ({self.meaning}) is missing"] if self.required else []
        values = frame[self.name]
        if not self._fits(values):
            return [f"column '{self.name}' should hold {self.kind}, not {values.dtype}"]
        return [*self._gaps(frame, values), *self._outside(frame, values)]

    def _fits(self, values: pd.Series) -> bool:
        if values.isna().all():
            return True
        if self.kind == "geometry":
            return isinstance(values, gpd.GeoSeries)
        if self.kind == "text":
            return bool(types.is_string_dtype(values.dropna()))
        if self.kind == "flag":
            return bool(types.is_bool_dtype(values))
        if self.kind == "integer":
            return bool(types.is_integer_dtype(values))
        return bool(types.is_numeric_dtype(values))

    def _gaps(self, frame: pd.DataFrame, values: pd.Series) -> list[str]:
        empty = values.isna()
        if self.nullable or not empty.any():
            return []
        return [f"column '{self.name}' is empty in {_rows(frame, empty)}"]

    def _outside(self, frame: pd.DataFrame, values: pd.Series) -> list[str]:
        if self.allowed:
            bad = values.notna() & ~values.isin(list(self.allowed))
            wanted = f"one of {', '.join(self.allowed)}"
        elif self.low is not None or self.high is not None:
            low = -float("inf") if self.low is None else self.low
            high = float("inf") if self.high is None else self.high
            bad = values.notna() & ~values.between(low, high)
            wanted = f"between {low:g} and {high:g}"
        else:
            return []
        return [f"column '{self.name}' is not {wanted} in {_rows(frame, bad)}"] if bad.any() else []


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table that other code relies on: its name, its columns and its key."""

    name: str
    meaning: str
    columns: tuple[Column, ...]
    key: str | None = "id"

    def check(self, frame: pd.DataFrame) -> None:
        """Raise one error that lists every fault of ``frame``, or return nothing.

        Raises
        ------
        DuplicateIdError
            If only the key is wrong: some ids are given more than once.
        TableError
            If any column is missing, of the wrong kind, empty or out of range.
        """
        faults = [fault for column in self.columns for fault in column.faults(frame)]
        doubles = self._doubles(frame)
        if faults:
            listed = "; ".join([*faults, *doubles])
            raise TableError(f"The {self.name} table does not fit: {listed}.")
        if doubles:
            raise DuplicateIdError(f"The {self.name} table does not fit: {doubles[0]}.")

    def _doubles(self, frame: pd.DataFrame) -> list[str]:
        if self.key is None or self.key not in frame.columns:
            return []
        twice = frame.loc[frame[self.key].duplicated(keep=False), self.key]
        if twice.empty:
            return []
        unique = twice.drop_duplicates()
        return [f"{len(twice)} rows share an id ({name_ids(unique)}); every id must be unique"]


def _rows(frame: pd.DataFrame, mask: pd.Series) -> str:
    ids = frame["id"] if "id" in frame.columns else pd.Series(frame.index, index=frame.index)
    return f"{int(mask.sum())} of {len(frame)} rows ({name_ids(ids[mask])})"


def _text(name: str, meaning: str, **more: object) -> Column:
    return Column(name=name, kind="text", meaning=meaning, **more)  # type: ignore[arg-type]


def _number(name: str, meaning: str, unit: str, **more: object) -> Column:
    return Column(name=name, kind="number", meaning=meaning, unit=unit, **more)  # type: ignore[arg-type]


def _optional(columns: Iterable[Column]) -> tuple[Column, ...]:
    return tuple(replace(column, required=False) for column in columns)


ID: Final = _text("id", "unique name of the row, by default its number in the file", nullable=False)
AGS: Final = _text("ags", "Amtlicher Gemeindeschlüssel, 2, 5 or 8 digits", nullable=False)
GEOMETRY: Final = Column(name="geometry", kind="geometry", meaning="place in EPSG:4326")
LAT: Final = _number("lat", "latitude", "degrees, WGS84", low=-90, high=90)
LON: Final = _number("lon", "longitude", "degrees, WGS84", low=-180, high=180)

ADDRESS: Final = (
    _text("street", "street and house number"),
    _text("postcode", "PLZ, five digits"),
    _text("place", "place name"),
    _text("state", "Land"),
    LAT,
    LON,
)

FINDINGS: Final = _text("findings", "what was found of the row: codes and values, see findings.md")
READ_NOTE: Final = _text("read_note", "findings of the reader, said in German for whoever looks")
MATCH_NOTE: Final = _text("match_note", "findings of geocode(), said in German for whoever looks")

PARTICIPANTS: Final = Table(
    name="participants",
    meaning="who took part; one row may stand for several people",
    columns=(
        ID,
        *ADDRESS,
        Column(name="count", kind="integer", meaning="people in this row", unit="people",
               nullable=False, low=0),
        *_optional((FINDINGS, READ_NOTE)),
    ),
)  # fmt: skip

SITES: Final = Table(
    name="sites",
    meaning="where MINT is offered, or could be",
    columns=(
        ID,
        _text("name", "name of the place", nullable=False),
        _text("role", "takes children today, or could be won", nullable=False, allowed=ROLES),
        _text("category", "kind of place"),
        _text("topics", "MINT topics, separated by semicolons"),
        _text("provider", "who runs it"),
        *ADDRESS,
        _number("age_min", "youngest age taken", "years", low=0, high=120),
        _number("age_max", "oldest age taken", "years", low=0, high=120),
        _number("capacity", "children at a time", "people", low=0),
        _text("url", "web page"),
        _text("source", "where the row comes from"),
        *_optional((FINDINGS, READ_NOTE)),
    ),
)

GEOCODED: Final = Table(
    name="geocoded",
    meaning="participants or sites with their place",
    columns=(
        ID,
        GEOMETRY,
        _text(
            "match_level", "how exactly the row was placed", nullable=False, allowed=MATCH_LEVELS
        ),
        _number(
            "match_score",
            "probability that the true place is within 5 km; of street addresses one per rung",
            "0–100",
            low=0,
            high=100,
        ),
        _number("radius_m", "the true point lies inside in 95 of 100 cases", "m", low=0),
        _text("match_source", "which data placed it"),
        *_optional((FINDINGS, MATCH_NOTE)),
    ),
)

REGIONS: Final = Table(
    name="regions",
    meaning="Länder, Kreise or Gemeinden",
    columns=(
        _text("level", "kind of region", allowed=("land", "kreis", "gemeinde", "plz")),
        _text("name", "name of the region", nullable=False),
        AGS,
        _text("gebietsstand", "date of the borders"),
        _number("population", "inhabitants", "people", low=0),
        _number("area_km2", "area", "km²", low=0),
        *_optional(
            (
                _number("density", "people per area", "1/km²", low=0),
                _text("area_type", "degree of urbanisation", allowed=AREA_TYPES),
                _text("kind", "what the region is called: Landkreis, Stadt …"),
            )
        ),
        GEOMETRY,
    ),
    key="ags",
)

DEMAND: Final = Table(
    name="demand",
    meaning="where people live: points with a number of people",
    columns=(
        ID,
        GEOMETRY,
        _number("population", "people living here", "people", nullable=False, low=0),
        _text("ags", "Gemeinde, 8 digits"),
        _text("ags_kreis", "Kreis, 5 digits"),
        _text("ags_land", "Land, 2 digits"),
        _text("place", "nearest named place"),
        *_optional(
            (
                _text("area_type", "degree of urbanisation of the Gemeinde", allowed=AREA_TYPES),
                _text("cell_type", "kind of 1 km cell the point lies in", allowed=CELL_TYPES),
                _number("outside_m", "distance to the region it was given to", "m", low=0),
                _number("hidden", "people to be expected besides, suppressed", "people", low=0),
                _number(
                    "residents", "all inhabitants, where children are counted", "people", low=0
                ),
                _number(
                    "cell_m",
                    "side of the square a point stands for; empty or 0 if exact",
                    "m",
                    low=0,
                ),
                _number(
                    "scatter_m",
                    "σ in x and y of where the people live; empty or 0 where they were counted",
                    "m",
                    low=0,
                ),
                _number(
                    "scatter_log",
                    "σ of log(true / estimated people); empty or 0 where they were counted",
                    "log",
                    low=0,
                ),
            )
        ),
    ),
)

DEPARTURES: Final = _optional(
    (
        _number("p10_min", "time in the quickest tenth of all departures", "minutes", low=0),
        _number("p90_min", "time that nine of ten departures do not exceed", "minutes", low=0),
        _number("share_departures", "departures with a connection / all", "0–1", low=0, high=1),
        _number("rides", "connections in the time looked at", "rides", low=0),
        _number("walk_min", "part of the time spent walking", "minutes", low=0),
        _number("wait_min", "part of the time spent waiting on the way", "minutes", low=0),
        _number("transfers", "changes of vehicle", "changes", low=0),
    )
)
"""What a router that goes by a timetable says besides: the time itself is the median."""

TRAVEL: Final = Table(
    name="travel",
    meaning="one row per pair, or per origin that reaches nothing",
    columns=(
        _text("from_id", "origin", nullable=False),
        _text("to_id", "destination; empty where the origin reaches nothing"),
        Column(name="rank", kind="integer", meaning="1 is the nearest", required=False),
        _text("mode", "way to travel", nullable=False, allowed=MODES),
        _number("travel_min", "time from door to door", "minutes", low=0),
        _number("access_min", "part of it spent walking to and from the road", "minutes", low=0),
        _number("distance_m", "way travelled", "m", low=0),
        _number("snap_m", "gap between the points and the road", "m", low=0),
        _text("status", "why a time is there or missing", nullable=False, allowed=STATUSES),
        *DEPARTURES,
    ),
    key=None,
)

REACH: Final = Table(
    name="reach",
    meaning="demand with the nearest two offers",
    columns=(
        *DEMAND.columns,
        _text("mode", "way to travel", nullable=False, allowed=MODES),
        _text("nearest_id", "nearest offer"),
        _number("travel_min", "time to the nearest offer", "minutes", low=0),
        _number("distance_m", "way to the nearest offer", "m", low=0),
        _text("second_id", "second nearest offer"),
        _number("second_min", "time to the second nearest offer", "minutes", low=0),
        _text("status", "why a time is there or missing", nullable=False, allowed=STATUSES),
        Column(name="edge", kind="flag", meaning="could change with data beyond the extract"),
        *_optional(
            (
                _number("max_min", "longest time that was looked for", "minutes", low=0),
                _number(
                    "least_min",
                    "time to the nearest offer that is too far to be named; infinite without one",
                    "minutes",
                    low=0,
                ),
                _number(
                    "edge_min",
                    "least time to where neither roads nor offers are known; infinite without",
                    "minutes",
                    low=0,
                ),
            )
        ),
        *DEPARTURES,
    ),
)

ISOCHRONES: Final = Table(
    name="isochrones",
    meaning="from where a site is reached in time, one row per site and threshold",
    columns=(
        _text("id", "site, or alle for the areas of all sites together", nullable=False),
        _number("minutes", "threshold; exactly this long is still inside", "minutes", low=0),
        _text("mode", "way to travel", nullable=False, allowed=MODES),
        _number("area_km2", "area", "km²", low=0),
        *_optional((_number("population", "people who reach the site in time", "people", low=0),)),
        GEOMETRY,
    ),
    key=None,
)

COVERAGE: Final = Table(
    name="coverage",
    meaning="one row per region and threshold",
    columns=(
        _text("ags", "region key", nullable=False),
        _text("name", "name of the region", nullable=False),
        _text("mode", "way to travel", nullable=False, allowed=MODES),
        _number("minutes", "threshold; exactly this long counts as reached", "minutes", low=0),
        _number("population", "people in the region", "people", low=0),
        _number("covered", "people within the threshold, at the estimated times", "people", low=0),
        _number("share", "covered / population; with draws, their median", "0–1", low=0, high=1),
        *_optional((
            _number("share_low", "lower bound of the share (90 %)", "0–1", low=0, high=1),
            _number("share_high", "upper bound of the share (90 %)", "0–1", low=0, high=1),
            Column(name="determined", kind="flag",
                   meaning="the bounds are near enough to say something"),
            _number("p10_min", "one of ten people is at least this near", "minutes", low=0),
        )),
        _number("median_min", "half of the people are at least this near", "minutes", low=0),
        _number("p90_min", "nine of ten people are at least this near", "minutes", low=0),
        *_optional((
            _number("median_point_min", "half of the inhabited points are at least this near",
                    "minutes", low=0),
            _number("second_median_min", "half of the people have two offers at least this near",
                    "minutes", low=0),
        )),
        _number("median_m", "half of the people have at most this way", "m", low=0),
        *_optional((
            _number("offers", "offers inside the region", "sites", low=0),
            _number("offers_per_10k", "offers per 10,000 people", "1/10,000", low=0),
        )),
    ),
    key=None,
)  # fmt: skip

GAP_POINTS: Final = Table(
    name="gap_points",
    meaning="settlements beyond the threshold, the most people first",
    columns=(
        Column(name="rank", kind="integer", meaning="1 has the most people"),
        ID,
        GEOMETRY,
        _text("place", "nearest named place"),
        _text("ags_kreis", "Kreis, 5 digits"),
        _text("kreis", "name of the Kreis"),
        _number("population", "people living here", "people", low=0),
        _text("nearest_id", "nearest offer"),
        _number("travel_min", "time to it", "minutes", low=0),
        _number("extra_min", "time beyond the threshold", "minutes", low=0),
        _number("distance_m", "way to it", "m", low=0),
        _text("status", "why a time is there or missing", allowed=STATUSES),
    ),
)

GAPS: Final = Table(
    name="gaps",
    meaning="contiguous areas beyond the threshold, those of most person hours first",
    columns=(
        Column(name="rank", kind="integer", meaning="1 has the highest score"),
        _text("id", "name of the area, unique in the table", nullable=False),
        _text("name", "places where most of the people counted live", nullable=False),
        GEOMETRY,
        _text("ags_kreis", "Kreis of most people, 5 digits"),
        _text("kreise", "names of the Kreise responsible, that of most people first"),
        _text("area_type", "degree of urbanisation of most people", allowed=AREA_TYPES),
        _number("population", "people living here", "people", low=0),
        _number("children", "children among them, where the data know", "people", low=0),
        _number("points", "settlements or grid cells", "points", low=1),
        _text("nearest_id", "offer that is the nearest to most people"),
        _number("travel_min", "half of the people are at least this near", "minutes", low=0),
        _number("extra_min", "time beyond the threshold, median of the people", "minutes", low=0),
        _number("extra_max_min", "time beyond the threshold, the farthest", "minutes", low=0),
        _number("distance_m", "half of the people have at most this way", "m", low=0),
        _number(
            "score",
            "hours beyond the threshold of all people, one way, at most one each",
            "person hours",
            low=0,
        ),
        *_optional(
            (
                _text("places", "the places of its name, as they are called"),
                _text("counted", "types of area whose people count, city; town; rural if all do"),
                _number("population_low", "people, lower bound (90 %)", "people", low=0),
                _number("population_high", "people, upper bound (90 %)", "people", low=0),
                Column(
                    name="established",
                    kind="flag",
                    meaning="whether the lower bound is at least half of the people",
                ),
                _text("missing", "kinds of offers that are out of reach even in twice the time"),
                _number("partners", "sites inside that could be won", "sites", low=0),
                _text("partner_names", "their names"),
            )
        ),
    ),
)

CHANGE: Final = Table(
    name="change",
    meaning="one row per region and threshold: who gained and who lost between two reach tables",
    columns=(
        _text("ags", "region key", nullable=False),
        _text("name", "name of the region", nullable=False),
        _text("mode", "way to travel", nullable=False, allowed=MODES),
        _number("minutes", "threshold; exactly this long counts as reached", "minutes", low=0),
        _number("population", "people in the region, afterwards", "people", low=0),
        _number("share_before", "share within the threshold, before", "0–1", low=0, high=1),
        _number("share_after", "share within the threshold, afterwards", "0–1", low=0, high=1),
        _number("gained", "people within the threshold that were not", "people", low=0),
        _number("lost", "people no longer within the threshold", "people", low=0),
        _number("change", "(gained − lost) / population", "−1–1", low=-1, high=1),
        *_optional((
            _number("change_low", "lower bound of the change (90 %)", "−1–1", low=-1, high=1),
            _number("change_high", "upper bound of the change (90 %)", "−1–1", low=-1, high=1),
            _text("verdict", "direction, if all those of the threshold hold together (90 %)",
                  allowed=VERDICTS),
        )),
        _number("median_before_min", "half of the people were at least this near", "minutes",
                low=0),
        _number("median_after_min", "half of the people are at least this near", "minutes", low=0),
        _number("median_change_min", "afterwards − before", "minutes"),
    ),
    key=None,
)  # fmt: skip

_DRAWS: Final = Column(name="draws", kind="integer", meaning="how many draws that rests on", low=1)

AREA_RANKS: Final = Table(
    name="area_ranks",
    meaning="one row per area and threshold: which rank its share can have; 1 is the highest",
    columns=(
        _text("level", "what the areas are", nullable=False),
        _text("ags", "region key", nullable=False),
        _text("name", "name of the region", nullable=False),
        _text("mode", "way to travel", nullable=False, allowed=MODES),
        _number("minutes", "threshold; exactly this long counts as reached", "minutes", low=0),
        _number("share", "share within the threshold, best estimate", "0–1", low=0, high=1),
        Column(name="areas", kind="integer", meaning="how many areas are ranked", low=1),
        Column(name="rank_low", kind="integer", meaning="lower bound of the rank (90 %)", low=1),
        Column(name="rank_high", kind="integer", meaning="upper bound of the rank (90 %)", low=1),
        _number("p_highest", "part of the draws in which no other share is as high", "0–1", low=0,
                high=1),
        _number("p_lowest", "part of the draws in which no other share is as low", "0–1", low=0,
                high=1),
        _DRAWS,
    ),
    key=None,
)  # fmt: skip

AREA_PAIRS: Final = Table(
    name="area_pairs",
    meaning="one row per pair of areas and threshold: how far their shares are apart",
    columns=(
        _text("level", "what the areas are", nullable=False),
        _text("ags", "region key", nullable=False),
        _text("name", "name of the region", nullable=False),
        _text("other_ags", "key of the other region", nullable=False),
        _text("other_name", "name of the other region", nullable=False),
        _text("mode", "way to travel", nullable=False, allowed=MODES),
        _number("minutes", "threshold; exactly this long counts as reached", "minutes", low=0),
        _number("difference", "share − share of the other, best estimate", "−1–1", low=-1, high=1),
        _number("difference_low", "lower bound of the difference (90 %)", "−1–1", low=-1, high=1),
        _number("difference_high", "upper bound of the difference (90 %)", "−1–1", low=-1, high=1),
        _number("p_more", "part of the draws in which the share is the higher one", "0–1", low=0,
                high=1),
        _text("verdict", "direction, if all those of the threshold hold together (90 %)",
              nullable=False, allowed=VERDICTS),
        _DRAWS,
    ),
    key=None,
)  # fmt: skip

AREA_COUNTS: Final = Table(
    name="area_counts",
    meaning="one row per level, threshold and share: in how many areas it is reached",
    columns=(
        _text("level", "what the areas are", nullable=False),
        _text("mode", "way to travel", nullable=False, allowed=MODES),
        _number("minutes", "threshold; exactly this long counts as reached", "minutes", low=0),
        _number("at_least", "share that an area has or exceeds", "0–1", low=0, high=1),
        Column(name="areas", kind="integer", meaning="how many areas there are", low=1),
        Column(name="count", kind="integer", meaning="areas that do, best estimate", low=0),
        Column(name="count_low", kind="integer", meaning="lower bound of them (90 %)", low=0),
        Column(name="count_high", kind="integer", meaning="upper bound of them (90 %)", low=0),
        _DRAWS,
    ),
    key=None,
)  # fmt: skip

PARTICIPATION: Final = Table(
    name="participation",
    meaning="participants per region and per 1,000 inhabitants",
    columns=(
        AGS,
        _text("name", "name of the region", nullable=False),
        Column(name="participants", kind="integer", meaning="people who took part", low=0,
               unit="people"),
        _number("population", "inhabitants, or children under that age", "people", low=0),
        _number("per_1000", "participants / population", "1/1,000", low=0),
        _number("per_1000_low", "lower end of the 90 % interval of its mean", "1/1,000", low=0),
        _number("per_1000_high", "upper end of the 90 % interval of its mean", "1/1,000", low=0),
        Column(name="small", kind="flag", meaning="too few took part to compare the rate"),
        *_optional((
            _number("smoothed_per_1000", "rate for maps: drawn towards that of all, the more the "
                    "less it tells (empirical Bayes)", "1/1,000", low=0),
            Column(name="next_low", kind="integer", low=0, unit="people",
                   meaning="next year's participants, lower bound (90 %)"),
            Column(name="next_high", kind="integer", low=0, unit="people",
                   meaning="next year's participants, upper bound (90 %)"),
            _number("dispersion", "variance of counts over their mean; 1 if everybody comes alone",
                    "", low=1),
            _text("dispersion_of", "what it is known from",
                  allowed=("told", "groups", "years", "rows")),
            Column(name="under", kind="integer", low=0, unit="years",
                   meaning="the population is children under this age; empty for inhabitants"),
        )),
    ),
    key="ags",
)  # fmt: skip

PARTNERS: Final = Table(
    name="partners",
    meaning="sites that could join, and whom they would reach",
    columns=(
        Column(name="rank", kind="integer", meaning="1 would gain the most people"),
        ID,
        _text("name", "name of the place", nullable=False),
        GEOMETRY,
        _text("mode", "way to travel", nullable=False, allowed=MODES),
        _number("minutes", "threshold; exactly this long counts as reached", "minutes", low=0),
        _number("within", "people within the threshold of the partner", "people", low=0),
        _number("gained", "those of them who reach nothing in that time today", "people", low=0),
        _number("share_before", "share of people who reach an offer today", "0–1", low=0, high=1),
        _number("share_after", "the same if this partner joined", "0–1", low=0, high=1.000001),
    ),
)

TABLES: Final = (
    PARTICIPANTS, SITES, GEOCODED, REGIONS, DEMAND, TRAVEL, REACH, COVERAGE, GAP_POINTS, GAPS,
    AREA_RANKS, AREA_PAIRS, AREA_COUNTS, CHANGE, PARTICIPATION, PARTNERS, ISOCHRONES,
)  # fmt: skip
