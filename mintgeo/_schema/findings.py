"""Tables of what a study finds: gaps, participation, partners."""

from typing import Final

from mintgeo._schema.column import (
    AGS,
    GEOMETRY,
    ID,
    Column,
    Table,
    number,
    optional,
    text,
)
from mintgeo._schema.values import AREA_TYPES, STATUSES
from mintgeo.modes import MODES

GAP_POINTS: Final = Table(
    name="gap_points",
    meaning="settlements beyond the threshold, the most people first",
    columns=(
        Column(name="rank", kind="integer", meaning="1 has the most people"),
        ID,
        GEOMETRY,
        text("place", "nearest named place"),
        text("ags_kreis", "Kreis, 5 digits"),
        text("kreis", "name of the Kreis"),
        number("population", "people living here", "people", low=0),
        text("nearest_id", "nearest offer"),
        number("travel_min", "time to it", "minutes", low=0),
        number("extra_min", "time beyond the threshold", "minutes", low=0),
        number("distance_m", "way to it", "m", low=0),
        text("status", "why a time is there or missing", allowed=STATUSES),
    ),
)

GAPS: Final = Table(
    name="gaps",
    meaning="contiguous areas beyond the threshold, those of most person hours first",
    columns=(
        Column(name="rank", kind="integer", meaning="1 has the highest score"),
        text("id", "name of the area, unique in the table", nullable=False),
        text("name", "places where most of the people counted live", nullable=False),
        GEOMETRY,
        text("ags_kreis", "Kreis of most people, 5 digits"),
        text("kreise", "names of the Kreise responsible, that of most people first"),
        text("area_type", "degree of urbanisation of most people", allowed=AREA_TYPES),
        number("population", "people living here", "people", low=0),
        number("children", "children among them, where the data know", "people", low=0),
        number("points", "settlements or grid cells", "points", low=1),
        text("nearest_id", "offer that is the nearest to most people"),
        number("travel_min", "half of the people are at least this near", "minutes", low=0),
        number("extra_min", "time beyond the threshold, median of the people", "minutes", low=0),
        number("extra_max_min", "time beyond the threshold, the farthest", "minutes", low=0),
        number("distance_m", "half of the people have at most this way", "m", low=0),
        number(
            "score",
            "hours beyond the threshold of all people, one way, at most one each",
            "person hours",
            low=0,
        ),
        *optional(
            (
                text("places", "the places of its name, as they are called"),
                text("counted", "types of area whose people count, city; town; rural if all do"),
                number("population_low", "people, lower bound (90 %)", "people", low=0),
                number("population_high", "people, upper bound (90 %)", "people", low=0),
                Column(
                    name="established",
                    kind="flag",
                    meaning="whether the lower bound is at least half of the people",
                ),
                text("missing", "kinds of offers that are out of reach even in twice the time"),
                number("partners", "sites inside that could be won", "sites", low=0),
                text("partner_names", "their names"),
            )
        ),
    ),
)

PARTICIPATION: Final = Table(
    name="participation",
    meaning="participants per region and per 1,000 inhabitants",
    columns=(
        AGS,
        text("name", "name of the region", nullable=False),
        Column(name="participants", kind="integer", meaning="people who took part", low=0,
               unit="people"),
        number("population", "inhabitants, or children under that age", "people", low=0),
        number("per_1000", "participants / population", "1/1,000", low=0),
        number("per_1000_low", "lower end of the 90 % interval of its mean", "1/1,000", low=0),
        number("per_1000_high", "upper end of the 90 % interval of its mean", "1/1,000", low=0),
        Column(name="small", kind="flag", meaning="too few took part to compare the rate"),
        *optional((
            number("smoothed_per_1000", "rate for maps: drawn towards that of all, the more the "
                    "less it tells (empirical Bayes)", "1/1,000", low=0),
            Column(name="next_low", kind="integer", low=0, unit="people",
                   meaning="next year's participants, lower bound (90 %)"),
            Column(name="next_high", kind="integer", low=0, unit="people",
                   meaning="next year's participants, upper bound (90 %)"),
            number("dispersion", "variance of counts over their mean; 1 if everybody comes alone",
                    "", low=1),
            text("dispersion_of", "what it is known from",
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
        text("name", "name of the place", nullable=False),
        GEOMETRY,
        text("mode", "way to travel", nullable=False, allowed=MODES),
        number("minutes", "threshold; exactly this long counts as reached", "minutes", low=0),
        number("within", "people within the threshold of the partner", "people", low=0),
        number("gained", "those of them who reach nothing in that time today", "people", low=0),
        number("share_before", "share of people who reach an offer today", "0–1", low=0, high=1),
        number("share_after", "the same if this partner joined", "0–1", low=0, high=1.000001),
    ),
)
