"""The one source of every table's columns, dtypes and units, and the check that uses it."""

from typing import Final

from mintgeo._schema.column import Column, Table
from mintgeo._schema.findings import GAP_POINTS, GAPS, PARTICIPATION, PARTNERS
from mintgeo._schema.networks import (
    CALLS,
    COMPANY_NETWORKS,
    MEMBER_COHORTS,
    MEMBER_DISTANCES,
    MEMBER_GROWTH,
    MEMBER_HISTORY,
    NETWORK_TABLES,
    SCHOOL_ACCESS,
    SCHOOL_COMPANIES,
    SCHOOL_PARTIES,
)
from mintgeo._schema.outings import COURSES, OUTING_PAIRS, OUTINGS
from mintgeo._schema.places import DEMAND, GEOCODED, PARTICIPANTS, REGIONS, SITES
from mintgeo._schema.plans import HUB_WAYS, PLAN_HUBS, PLAN_REACHED, PLAN_SHARES, PLAN_STOPS
from mintgeo._schema.received import Received
from mintgeo._schema.registers import REGISTER_TABLES
from mintgeo._schema.shares import AREA_COUNTS, AREA_PAIRS, AREA_RANKS, CHANGE, COVERAGE
from mintgeo._schema.stops import STOP_COVERAGE, STOP_SERVICE, TIMETABLE_DAYS
from mintgeo._schema.surveys import OFFERS, SENDERS, SURVEY_FINDINGS, SURVEY_HEADERS, SURVEY_SHEETS
from mintgeo._schema.tours import (
    LOANS,
    TOUR_CHANGES,
    TOUR_COSTS,
    TOUR_DAYS,
    TOUR_STOPS,
    TOUR_WAYS,
    TOURS,
    TRAIL,
)
from mintgeo._schema.values import AREA_TYPES, CELL_TYPES, MATCH_LEVELS, ROLES, STATUSES, VERDICTS
from mintgeo._schema.ways import DEPARTURES, ISOCHRONES, REACH, TRAVEL

OF_STUDIES: Final = (
    PARTICIPANTS, SITES, GEOCODED, REGIONS, DEMAND, TRAVEL, REACH, COVERAGE, GAP_POINTS, GAPS,
    AREA_RANKS, AREA_PAIRS, AREA_COUNTS, CHANGE, PARTICIPATION, PARTNERS, ISOCHRONES,
    STOP_SERVICE, STOP_COVERAGE, TIMETABLE_DAYS,
    OUTINGS, OUTING_PAIRS, COURSES,
    TOUR_STOPS, TOURS, TOUR_DAYS, TOUR_COSTS, TOUR_CHANGES, TOUR_WAYS, TRAIL, LOANS,
    PLAN_STOPS, PLAN_REACHED, PLAN_SHARES, PLAN_HUBS, HUB_WAYS,
)  # fmt: skip
OF_SURVEYS: Final = (OFFERS, SENDERS, SURVEY_SHEETS, SURVEY_HEADERS, SURVEY_FINDINGS)
TABLES: Final = (*OF_STUDIES, *NETWORK_TABLES, *OF_SURVEYS, *REGISTER_TABLES)
received: Final = Received(*OF_STUDIES)
"""The door of tables of others: their known columns once each, and plain; checked if asked."""

__all__ = [
    "AREA_COUNTS",
    "AREA_PAIRS",
    "AREA_RANKS",
    "AREA_TYPES",
    "CALLS",
    "CELL_TYPES",
    "CHANGE",
    "COMPANY_NETWORKS",
    "COURSES",
    "COVERAGE",
    "DEMAND",
    "DEPARTURES",
    "GAPS",
    "GAP_POINTS",
    "GEOCODED",
    "HUB_WAYS",
    "ISOCHRONES",
    "LOANS",
    "MATCH_LEVELS",
    "MEMBER_COHORTS",
    "MEMBER_DISTANCES",
    "MEMBER_GROWTH",
    "MEMBER_HISTORY",
    "OFFERS",
    "OUTINGS",
    "OUTING_PAIRS",
    "PARTICIPANTS",
    "PARTICIPATION",
    "PARTNERS",
    "PLAN_HUBS",
    "PLAN_REACHED",
    "PLAN_SHARES",
    "PLAN_STOPS",
    "REACH",
    "REGIONS",
    "ROLES",
    "SCHOOL_ACCESS",
    "SCHOOL_COMPANIES",
    "SCHOOL_PARTIES",
    "SENDERS",
    "SITES",
    "STATUSES",
    "STOP_COVERAGE",
    "STOP_SERVICE",
    "SURVEY_FINDINGS",
    "SURVEY_HEADERS",
    "SURVEY_SHEETS",
    "TABLES",
    "TIMETABLE_DAYS",
    "TOURS",
    "TOUR_CHANGES",
    "TOUR_COSTS",
    "TOUR_DAYS",
    "TOUR_STOPS",
    "TOUR_WAYS",
    "TRAIL",
    "TRAVEL",
    "VERDICTS",
    "Column",
    "Table",
    "received",
]
