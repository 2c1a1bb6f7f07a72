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
    from mintgeo import maps, official, report, study
    from mintgeo._errors import MintgeoError
    from mintgeo.coverage import coverage
    from mintgeo.fetch import fetch
    from mintgeo.gaps import gaps
    from mintgeo.gebietsstand import recode
    from mintgeo.geocode import doubtful_rows, geocode, geocode_report
    from mintgeo.geocode.reverse import reverse
    from mintgeo.journeys import journey_summary, journeys
    from mintgeo.participation import participation
    from mintgeo.population import population
    from mintgeo.reach import reach
    from mintgeo.read import read_participants, read_sites
    from mintgeo.regions import assign_regions, regions
    from mintgeo.run import Run
    from mintgeo.stations import stations
    from mintgeo.travel import Airline, Osrm, RoadNetwork, Router, nearest, travel_times
    from mintgeo.travel.isochrones import isochrones
    from mintgeo.urbanisation import degree_of_urbanisation

__all__ = [
    "Airline",
    "MintgeoError",
    "Osrm",
    "RoadNetwork",
    "Router",
    "Run",
    "assign_regions",
    "coverage",
    "degree_of_urbanisation",
    "doubtful_rows",
    "fetch",
    "gaps",
    "geocode",
    "geocode_report",
    "isochrones",
    "journey_summary",
    "journeys",
    "maps",
    "nearest",
    "official",
    "participation",
    "population",
    "reach",
    "read_participants",
    "read_sites",
    "recode",
    "regions",
    "report",
    "reverse",
    "stations",
    "study",
    "travel_times",
]

_HOMES = {
    "Airline": "travel",
    "MintgeoError": "_errors",
    "Osrm": "travel",
    "RoadNetwork": "travel",
    "Router": "travel",
    "Run": "run",
    "assign_regions": "regions",
    "coverage": "coverage",
    "degree_of_urbanisation": "urbanisation",
    "doubtful_rows": "geocode",
    "fetch": "fetch",
    "gaps": "gaps",
    "geocode": "geocode",
    "geocode_report": "geocode",
    "isochrones": "travel.isochrones",
    "journey_summary": "journeys",
    "journeys": "journeys",
    "nearest": "travel",
    "participation": "participation",
    "population": "population",
    "reach": "reach",
    "read_participants": "read",
    "read_sites": "read",
    "recode": "gebietsstand",
    "regions": "regions",
    "reverse": "geocode.reverse",
    "stations": "stations",
    "travel_times": "travel",
}
_MODULES = frozenset({"maps", "official", "report", "study"})


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
