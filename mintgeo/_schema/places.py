"""Tables of people and places: lists, placed lists, regions, demand."""

from typing import Final

from mintgeo._schema.column import (
    AGS,
    GEOMETRY,
    ID,
    LAT,
    LON,
    Column,
    Table,
    number,
    optional,
    text,
)
from mintgeo._schema.values import AREA_TYPES, CELL_TYPES, MATCH_LEVELS, ROLES

ADDRESS: Final = (
    text("street", "street and house number"),
    text("postcode", "PLZ, five digits"),
    text("place", "place name"),
    text("state", "Land"),
    LAT,
    LON,
)

FINDINGS: Final = text("findings", "what was found of the row: codes and values, see findings.md")
READ_NOTE: Final = text("read_note", "findings of the reader, said in German for whoever looks")
MATCH_NOTE: Final = text("match_note", "findings of geocode(), said in German for whoever looks")

PARTICIPANTS: Final = Table(
    name="participants",
    meaning="who took part; one row may stand for several people",
    columns=(
        ID,
        *ADDRESS,
        Column(name="count", kind="integer", meaning="people in this row", unit="people",
               nullable=False, low=0),
        *optional((FINDINGS, READ_NOTE)),
    ),
)  # fmt: skip

SITES: Final = Table(
    name="sites",
    meaning="where MINT is offered, or could be",
    columns=(
        ID,
        text("name", "name of the place", nullable=False),
        text("role", "takes children today, or could be won", nullable=False, allowed=ROLES),
        text("category", "kind of place"),
        text("topics", "MINT topics, separated by semicolons"),
        text("provider", "who runs it"),
        *ADDRESS,
        number("age_min", "youngest age taken", "years", low=0, high=120),
        number("age_max", "oldest age taken", "years", low=0, high=120),
        number("capacity", "children at a time", "people", low=0),
        text("url", "web page"),
        text("source", "where the row comes from"),
        *optional(
            (
                text(
                    "days",
                    "when it takes place, separated by semicolons: mo tu we th fr sa su, "
                    "only on school days (school), only in school holidays (holidays)",
                ),
                text("start", "when it begins, as 15:00"),
                text("end", "when it ends, as 17:00"),
                FINDINGS,
                READ_NOTE,
            )
        ),
    ),
)

GEOCODED: Final = Table(
    name="geocoded",
    meaning="participants or sites with their place",
    columns=(
        ID,
        GEOMETRY,
        text("match_level", "how exactly the row was placed", nullable=False, allowed=MATCH_LEVELS),
        number(
            "match_score",
            "probability that the true place is within 5 km; of street addresses one per rung",
            "0–100",
            low=0,
            high=100,
        ),
        number("radius_m", "the true point lies inside in 95 of 100 cases", "m", low=0),
        text("match_source", "which data placed it"),
        *optional((FINDINGS, MATCH_NOTE)),
    ),
)

LEVELS_OF_REGIONS: Final = ("land", "kreis", "gemeinde", "plz", "district", "cell")

REGIONS: Final = Table(
    name="regions",
    meaning="Länder, Kreise or Gemeinden, or areas of a study",
    columns=(
        text("level", "kind of region", allowed=LEVELS_OF_REGIONS),
        text("name", "name of the region", nullable=False),
        AGS,
        text("gebietsstand", "date of the borders"),
        number("population", "inhabitants", "people", low=0),
        number("area_km2", "area", "km²", low=0),
        *optional(
            (
                number("density", "people per area", "1/km²", low=0),
                text("area_type", "degree of urbanisation", allowed=AREA_TYPES),
                text("kind", "what the region is called: Landkreis, Stadt …"),
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
        number("population", "people living here", "people", nullable=False, low=0),
        text("ags", "Gemeinde, 8 digits"),
        text("ags_kreis", "Kreis, 5 digits"),
        text("ags_land", "Land, 2 digits"),
        text("place", "nearest named place"),
        *optional(
            (
                text("area_type", "degree of urbanisation of the Gemeinde", allowed=AREA_TYPES),
                text("cell_type", "kind of 1 km cell the point lies in", allowed=CELL_TYPES),
                number("outside_m", "distance to the region it was given to", "m", low=0),
                number("hidden", "people to be expected besides, suppressed", "people", low=0),
                number("residents", "all inhabitants, where children are counted", "people", low=0),
                number(
                    "cell_m",
                    "side of the square a point stands for; empty or 0 if exact",
                    "m",
                    low=0,
                ),
                number(
                    "scatter_m",
                    "σ in x and y of where the people live; empty or 0 where they were counted",
                    "m",
                    low=0,
                ),
                number(
                    "scatter_log",
                    "σ of log(true / estimated people); empty or 0 where they were counted",
                    "log",
                    low=0,
                ),
            )
        ),
    ),
)
