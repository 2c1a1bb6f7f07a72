"""mintgeo: who can reach a MINT (STEM) learning place in Germany, from address lists to a report.

The public verbs stand here and load what they need when they are first used; importing the package
does no work and opens no connection.
"""

import sys as _sys
from importlib import import_module as _import_module
from importlib.metadata import version as _version
from types import ModuleType as _ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mintgeo import figures, maps, official, privacy, report, sites, study
    from mintgeo._errors import MintgeoError
    from mintgeo._located import Located
    from mintgeo.accessibility import (
        Concentration,
        Decay,
        concentration,
        cumulative,
        floating_catchment,
        gini,
        gravity,
        lorenz,
    )
    from mintgeo.compare import compare
    from mintgeo.coverage import coverage
    from mintgeo.fetch import fetch
    from mintgeo.findings import list_findings, row_findings, row_notes
    from mintgeo.gaps import AreaRules, gap_points, gaps
    from mintgeo.gebietsstand import recode
    from mintgeo.geocode import (
        AddressIndex,
        Consent,
        Online,
        doubtful_rows,
        geocode,
        geocode_report,
        withheld,
    )
    from mintgeo.geocode.reverse import reverse
    from mintgeo.journeys import journey_summary, journeys
    from mintgeo.offers import coverage_by_offers, offer_groups
    from mintgeo.participation import participation
    from mintgeo.partners import partner_gains
    from mintgeo.population import population
    from mintgeo.ranking import AreaShares, area_shares
    from mintgeo.reach import reach
    from mintgeo.read import read_participants, read_sites
    from mintgeo.regions import assign_regions, regions
    from mintgeo.run import Run
    from mintgeo.stations import stations
    from mintgeo.travel import (
        Airline,
        Matrix,
        Osrm,
        RoadNetwork,
        Router,
        matrix,
        nearest,
        travel_times,
    )
    from mintgeo.travel.isochrones import isochrones
    from mintgeo.uncertainty import ErrorLaw, uncertainty
    from mintgeo.urbanisation import degree_of_urbanisation

__all__ = [
    "AddressIndex",
    "Airline",
    "AreaRules",
    "AreaShares",
    "Concentration",
    "Consent",
    "Decay",
    "ErrorLaw",
    "Located",
    "Matrix",
    "MintgeoError",
    "Online",
    "Osrm",
    "RoadNetwork",
    "Router",
    "Run",
    "area_shares",
    "assign_regions",
    "compare",
    "concentration",
    "coverage",
    "coverage_by_offers",
    "cumulative",
    "degree_of_urbanisation",
    "doubtful_rows",
    "fetch",
    "figures",
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
    "nearest",
    "offer_groups",
    "official",
    "participation",
    "partner_gains",
    "population",
    "privacy",
    "reach",
    "read_participants",
    "read_sites",
    "recode",
    "regions",
    "report",
    "reverse",
    "row_findings",
    "row_notes",
    "sites",
    "stations",
    "study",
    "travel_times",
    "uncertainty",
    "withheld",
]

_HOMES = {
    "AddressIndex": "geocode",
    "Airline": "travel",
    "AreaRules": "gaps",
    "AreaShares": "ranking",
    "Concentration": "accessibility",
    "Consent": "geocode",
    "Decay": "accessibility",
    "ErrorLaw": "uncertainty",
    "Located": "_located",
    "Matrix": "travel",
    "MintgeoError": "_errors",
    "Online": "geocode",
    "Osrm": "travel",
    "RoadNetwork": "travel",
    "Router": "travel",
    "Run": "run",
    "area_shares": "ranking",
    "assign_regions": "regions",
    "compare": "compare",
    "concentration": "accessibility",
    "coverage": "coverage",
    "coverage_by_offers": "offers",
    "cumulative": "accessibility",
    "degree_of_urbanisation": "urbanisation",
    "doubtful_rows": "geocode",
    "fetch": "fetch",
    "floating_catchment": "accessibility",
    "gap_points": "gaps",
    "gaps": "gaps",
    "geocode": "geocode",
    "geocode_report": "geocode",
    "gini": "accessibility",
    "gravity": "accessibility",
    "isochrones": "travel.isochrones",
    "journey_summary": "journeys",
    "journeys": "journeys",
    "list_findings": "findings",
    "lorenz": "accessibility",
    "matrix": "travel",
    "nearest": "travel",
    "offer_groups": "offers",
    "participation": "participation",
    "partner_gains": "partners",
    "population": "population",
    "reach": "reach",
    "read_participants": "read",
    "read_sites": "read",
    "recode": "gebietsstand",
    "regions": "regions",
    "reverse": "geocode.reverse",
    "row_findings": "findings",
    "row_notes": "findings",
    "stations": "stations",
    "travel_times": "travel",
    "uncertainty": "uncertainty",
    "withheld": "geocode",
}
_MODULES = frozenset({"figures", "maps", "official", "privacy", "report", "sites", "study"})


def __getattr__(name: str) -> Any:
    if name == "__version__":
        return _version("mintgeo")
    if name in _MODULES:
        return _import_module(f"mintgeo.{name}")
    if name in _HOMES:
        return getattr(_import_module(f"mintgeo.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'mintgeo' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])


class _Package(_ModuleType):
    """The package; loading a module does not hide the verb of the same name."""

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in _HOMES and isinstance(value, _ModuleType)):
            super().__setattr__(name, value)


_sys.modules[__name__].__class__ = _Package
