from . import (
    chapters,
    emissions,
    figures,
    maps,
    modes,
    official,
    plan,
    privacy,
    report,
    sites,
    study,
    survey,
    travel,
)
from ._errors import MintgeoError
from ._located import Located
from ._parallel import ExecutorLender
from ._receive import FetchOptions
from .addresses import AddressIndex
from .analysis.accessibility import (
    Concentration,
    Decay,
    concentration,
    cumulative,
    floating_catchment,
    gini,
    gravity,
    lorenz,
)
from .analysis.calling import call_list, save_call_list
from .analysis.companies import company_networks, company_sentences, read_networks
from .analysis.coverage import coverage
from .analysis.division import Division
from .analysis.gaps import AreaRules, gap_points, gaps
from .analysis.journeys import journey_summary, journeys
from .analysis.members import (
    Meeting,
    member_cohorts,
    member_distances,
    member_growth,
    member_history,
)
from .analysis.offers import coverage_by_offers, offer_groups
from .analysis.outings import course_times, outing_pairs, outings
from .analysis.parted import reach_parts
from .analysis.participation import participation
from .analysis.partners import partner_gains
from .analysis.planning import (
    HubPlan,
    StopPlan,
    StopWeights,
    plan_hubs,
    plan_stops,
    stop_candidates,
)
from .analysis.ranking import AreaShares, area_shares
from .analysis.reach import reach
from .analysis.schools import school_access, school_companies, school_parties
from .analysis.stops.covered import stop_coverage
from .analysis.stops.service import stop_service
from .analysis.tours.asked import Usual
from .analysis.tours.loans import LoanPlan, plan_loans
from .analysis.tours.plan import TourPlan
from .analysis.tours.touring import plan_tours
from .analysis.tours.trail import Trail, plan_trail
from .analysis.tours.ways import tour_ways, trail_ways
from .analysis.tours.wishes import Prices, Term, Van
from .analysis.uncertainty import Draws, ErrorLaw, surely, uncertainty
from .analysis.venues import BestMeeting, best_meeting, station_towns
from .comparison import compare
from .download import fetch
from .duplicates import DuplicateOptions, Duplicates, Merged, find_duplicates, merge
from .emissions import EmissionFactors
from .findings import list_findings, row_findings, row_notes
from .gazetteer import Gazetteer, Placed, Placement, Step, reverse_geocode
from .gebietsstand import recode
from .geocoding import doubtful_rows, geocode, geocode_report
from .germany.population import population
from .germany.regions import assign_regions, regions
from .germany.stations import stations
from .germany.urbanisation import degree_of_urbanisation
from .germany.within import Area
from .online import Consent, Online, withheld
from .plan.tours import Goal, Rest
from .read import read_participants, read_sites
from .register import Changes, Register, diff, review_duplicates
from .run import Run
from .sources import Download
from .survey import Survey, read_survey
from .timetable import Timetable, TimetableOptions
from .travel import (
    Airline,
    Matrix,
    Osrm,
    RoadNetwork,
    Router,
    SpeedCurve,
    matrix,
    nearest,
    travel_times,
)
from .travel.isochrones import isochrones
from .travel.transit import Transit, TransitOptions

__version__: str
__all__ = [
    "AddressIndex",
    "Airline",
    "Area",
    "AreaRules",
    "AreaShares",
    "BestMeeting",
    "Changes",
    "Concentration",
    "Consent",
    "Decay",
    "Division",
    "Download",
    "Draws",
    "DuplicateOptions",
    "Duplicates",
    "EmissionFactors",
    "ErrorLaw",
    "ExecutorLender",
    "FetchOptions",
    "Gazetteer",
    "Goal",
    "HubPlan",
    "LoanPlan",
    "Located",
    "Matrix",
    "Meeting",
    "Merged",
    "MintgeoError",
    "Online",
    "Osrm",
    "Placed",
    "Placement",
    "Prices",
    "Register",
    "Rest",
    "RoadNetwork",
    "Router",
    "Run",
    "SpeedCurve",
    "Step",
    "StopPlan",
    "StopWeights",
    "Survey",
    "Term",
    "Timetable",
    "TimetableOptions",
    "TourPlan",
    "Trail",
    "Transit",
    "TransitOptions",
    "Usual",
    "Van",
    "area_shares",
    "assign_regions",
    "best_meeting",
    "call_list",
    "chapters",
    "company_networks",
    "company_sentences",
    "compare",
    "concentration",
    "course_times",
    "coverage",
    "coverage_by_offers",
    "cumulative",
    "degree_of_urbanisation",
    "diff",
    "doubtful_rows",
    "emissions",
    "fetch",
    "figures",
    "find_duplicates",
    "floating_catchment",
    "gap_points",
    "gaps",
    "geocode",
    "geocode_report",
    "gini",
    "gravity",
    "isochrones",
    "journey_summary",
    "journeys",
    "list_findings",
    "lorenz",
    "maps",
    "matrix",
    "member_cohorts",
    "member_distances",
    "member_growth",
    "member_history",
    "merge",
    "modes",
    "nearest",
    "offer_groups",
    "official",
    "outing_pairs",
    "outings",
    "participation",
    "partner_gains",
    "plan",
    "plan_hubs",
    "plan_loans",
    "plan_stops",
    "plan_tours",
    "plan_trail",
    "population",
    "privacy",
    "reach",
    "reach_parts",
    "read_networks",
    "read_participants",
    "read_sites",
    "read_survey",
    "recode",
    "regions",
    "report",
    "reverse_geocode",
    "review_duplicates",
    "row_findings",
    "row_notes",
    "save_call_list",
    "school_access",
    "school_companies",
    "school_parties",
    "sites",
    "station_towns",
    "stations",
    "stop_candidates",
    "stop_coverage",
    "stop_service",
    "study",
    "surely",
    "survey",
    "tour_ways",
    "trail_ways",
    "travel",
    "travel_times",
    "uncertainty",
    "withheld",
]
