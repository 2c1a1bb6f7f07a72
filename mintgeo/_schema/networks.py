"""Tables of whom to work with: companies and networks, calls, schools, members."""

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
from mintgeo._schema.findings import PARTNERS
from mintgeo._schema.values import OUTING_REASONS, STATUSES
from mintgeo.modes import MODES

GROUPED_BY: Final = ("name", "name_alone", "domain", "domain; name")
"""Why sites are one company: one normal name, one domain, or both; ``name_alone``
if nothing but the name says it, no legal form, no page and no provider."""
NETWORK_REASONS: Final = ("inside", "outside", "no_location")
CALL_REASONS: Final = (
    "in_gap", "near_gap", "gains", "gains_nothing", "new_topics", "no_topics", "no_location",
)  # fmt: skip
"""Why to call somebody, or why not."""
PARTY_REASONS: Final = ("ok", "no_partner", "partners_full", "no_location")
ACCESS_REASONS: Final = tuple(dict.fromkeys((*STATUSES, *OUTING_REASONS)))


def _count(name: str, meaning: str, unit: str) -> Column:
    return Column(name=name, kind="integer", meaning=meaning, unit=unit, nullable=False, low=0)


COMPANY_NETWORKS: Final = Table(
    name="company_networks",
    meaning="one row per company and network that it has sites in",
    columns=(
        text("company", "key of the company: its domain, or its normal name", nullable=False),
        text("name", "its name as most of its sites have it", nullable=False),
        text("names", "all spellings, separated by semicolons", nullable=False),
        text("grouped_by", "why its sites are one company", nullable=False, allowed=GROUPED_BY),
        text("network", "key of the network; empty where the sites lie in none"),
        text("network_name", "its name"),
        text("land", "Länder of the network, that of most of its area first, by semicolons"),
        text("reason", "where the sites are", nullable=False, allowed=NETWORK_REASONS),
        _count("sites", "sites of the company there", "sites"),
        _count("shared", "those of them that lie in another network, too", "sites"),
        _count("unsure", "those so near to a border that they may lie beyond it; who lies in "
               "several networks counts in each", "sites"),
        text("places", "where these are, separated by semicolons", nullable=False),
        text("site_ids", "their ids, separated by semicolons", nullable=False),
        _count("networks", "networks that the company has sites in", "networks"),
        _count("all_sites", "sites of the company", "sites"),
    ),
    key=None,
)  # fmt: skip

CALLS: Final = Table(
    name="calls",
    meaning="whom to call, those first whom the most people would newly reach",
    columns=(
        *PARTNERS.columns,
        text("gap", "nearest gap area"),
        number("gap_m", "straight way to it, 0 inside", "m", low=0),
        text("topics", "topics that the place, or its kind, can offer"),
        text("could_offer", "what such a place could do with children"),
        text("reasons", "codes, separated by semicolons: " + ", ".join(CALL_REASONS),
             nullable=False),
        text("notes", "empty, for what the call brought", nullable=False),
    ),
)  # fmt: skip

SCHOOL_ACCESS: Final = Table(
    name="school_access",
    meaning="one row per school and way to travel: the nearest offer in reach, or why none",
    columns=(
        ID,
        text("name", "name of the school"),
        GEOMETRY,
        text("mode", "way to travel", nullable=False, allowed=MODES),
        number("minutes", "threshold; exactly this long counts as reached", "minutes", low=0),
        Column(name="reached", kind="flag", meaning="whether an offer is in reach this way"),
        text("reason", "why, or why not", nullable=False, allowed=ACCESS_REASONS),
        text("nearest_id", "nearest offer"),
        text("nearest", "its name"),
        number("travel_min", "time to it", "minutes", low=0),
        number("back_min", "time back, where a timetable says it", "minutes", low=0),
        text("modes", "all ways of this school that reach an offer, by semicolons",
             nullable=False),
        Column(name="nothing", kind="flag", meaning="whether no way reaches any offer"),
        *optional((number("radius_m", "the school lies inside in 95 of 100 cases", "m", low=0),)),
    ),
    key=None,
)  # fmt: skip

SCHOOL_PARTIES: Final = Table(
    name="school_parties",
    meaning="schools that reach nothing, and the partner who could come to each",
    columns=(
        ID,
        text("name", "name of the school"),
        GEOMETRY,
        text("reason", "whether there is a partner, or why not", nullable=False,
             allowed=PARTY_REASONS),
        text("partner_id", "who could come"),
        text("partner", "their name"),
        number("travel_min", "time of the partner's way to the school", "minutes", low=0),
        number("blur_m", "how far both places may be off together: the sum of their radii", "m",
               low=0),
    ),
)  # fmt: skip

SCHOOL_COMPANIES: Final = Table(
    name="school_companies",
    meaning="one row per school and topic: which companies are within the time",
    columns=(
        ID,
        text("name", "name of the school"),
        text("topic", "topic of the companies", nullable=False),
        number("minutes", "threshold; exactly this long counts as reached", "minutes", low=0),
        _count("companies", "companies of the topic within it", "companies"),
        text("nearest_id", "nearest one"),
        text("nearest", "its name"),
        number("travel_min", "time to it", "minutes", low=0),
    ),
    key=None,
)  # fmt: skip

MEMBER_HISTORY: Final = Table(
    name="member_history",
    meaning="one row per person and meeting; of people, never to be published",
    columns=(
        text("member", "pseudonym of a person, the same over all lists", nullable=False),
        Column(name="known", kind="flag", meaning="whether the lists tell who it is"),
        text("meeting", "name of the meeting", nullable=False),
        text("date", "its day: 2026-11-24", nullable=False),
        _count("year", "year of the meeting", "year"),
        Column(name="digital", kind="flag", meaning="whether the person took part from afar"),
        _count("count", "people in this row", "people"),
        text("ags_kreis", "Kreis, 5 digits"),
        text("ags_land", "Land, 2 digits"),
        GEOMETRY,
    ),
    key=None,
)  # fmt: skip

MEMBER_GROWTH: Final = Table(
    name="member_growth",
    meaning="one row per area and year: who was there, who was new, who had ever been there",
    columns=(
        AGS,
        text("name", "name of the area", nullable=False),
        _count("year", "year of the meetings", "year"),
        _count("active", "people who took part in it", "people"),
        _count("digital", "those of them who took part only from afar", "people"),
        _count("new", "those of them who had never been there before", "people"),
        _count("total", "people who took part until then", "people"),
        _count("unknown", "people besides of whom no list tells who they are", "people"),
    ),
    key=None,
)  # fmt: skip

MEMBER_COHORTS: Final = Table(
    name="member_cohorts",
    meaning="one row per first year and year: how many of them are still there",
    columns=(
        _count("cohort", "year of the first meeting", "year"),
        _count("year", "year that is looked at", "year"),
        _count("members", "people of the cohort", "people"),
        _count("active", "those of them who took part in that year", "people"),
        number("share", "active / members", "0–1", low=0, high=1),
    ),
    key=None,
)  # fmt: skip

MEMBER_DISTANCES: Final = Table(
    name="member_distances",
    meaning="how far members live from each other, as the crow flies",
    columns=(
        number("from_km", "lower bound, excluded but for the first bin", "km", low=0),
        number("to_km", "upper bound, included; empty if there is none", "km", low=0),
        _count("pairs", "pairs of people that far apart", "pairs"),
        number("share", "pairs / all pairs", "0–1", low=0, high=1),
    ),
    key=None,
)  # fmt: skip

NETWORK_TABLES: Final = (
    COMPANY_NETWORKS, CALLS, SCHOOL_ACCESS, SCHOOL_PARTIES, SCHOOL_COMPANIES, MEMBER_HISTORY,
    MEMBER_GROWTH, MEMBER_COHORTS, MEMBER_DISTANCES,
)  # fmt: skip
