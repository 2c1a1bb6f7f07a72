"""What the public verbs take and give has a public name, wherever one begins to read."""

import inspect
import typing
from collections.abc import Callable, Iterator
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd

import mintgeo as mg

_LATER: Final = {
    "gpd": gpd, "np": np, "pd": pd, "Points": mg.travel.Points, "Picture": mg.figures.Picture,
    "ThemeLayer": mg.maps.ThemeLayer, "Register": mg.Register, "TourPlan": mg.TourPlan,
    "Trail": mg.Trail, "Any": Any,
}  # fmt: skip
"""Names that modules import for types only."""
INNER: Final = {
    "AddressIndex.in_place": "geocode() asks it",
    "AddressIndex.in_postcode": "geocode() asks it",
    "Located.check": "verbs check what they are given by it",
    "Run.prepare": "report and study write through it",
    "Draws.__init__": "uncertainty() makes them",
    "BestMeeting.__init__": "best_meeting() makes them",
    "Survey.__init__": "read_survey() makes them",
    "survey.Survey.__init__": "read_survey() makes them",
    "Van.driver": "plan_tours() goes by it",
    "Area.rows": "population(), regions() and stations() ask it",
    "study.Inputs.files": "chapters read lists by it",
    "Area.__init__": "what is given as within= makes them",
    "travel.RoadPoints.__init__": "router.place() makes them",
    "travel.RoadPoints.at": "router.place() makes them",
    "travel.StopPoints.__init__": "router.place() makes them",
    "Timetable.__init__": "from_gtfs() makes them",
    "Timetable.day": "routers and searches go by it",
    "Transit.service": "searches go by it",
    "Transit.walks": "outings ask it",
    "Transit.on_foot": "outings ask it",
    "Transit.slowed": "outings ask it",
    "Transit.search": "its tables and areas ask it",
    "Transit.place": "it makes points that only it takes",
    "Transit.reached_areas": "isochrones() asks it",
    "Transit.stops": "its areas ask it",
}
"""Methods that only other rooms of the package call."""


def rooms() -> dict[str, ModuleType]:
    """Public modules and packages directly below the package."""
    names = [one.name for one in iter_modules(mg.__path__) if not one.name.startswith("_")]
    return {name: import_module(f"mintgeo.{name}") for name in names}


def reachable() -> set[int]:
    """Everything public: of the package, of a room's own list, or what a module defines."""
    found = {id(getattr(mg, name)) for name in mg.__all__}
    for room in rooms().values():
        names = getattr(room, "__all__", None) or [
            name for name, one in vars(room).items()
            if getattr(one, "__module__", "") == room.__name__ and not name.startswith("_")
        ]  # fmt: skip
        found |= {id(getattr(room, name)) for name in names}
    return found


def named() -> Iterator[tuple[str, Any]]:
    """Everything that ``mg`` and its rooms list, by name."""
    for name in mg.__all__:
        thing = getattr(mg, name)
        if isinstance(thing, ModuleType):
            for inner in getattr(thing, "__all__", ()):
                yield f"{name}.{inner}", getattr(thing, inner)
        else:
            yield name, thing


def functions(name: str, thing: Any) -> Iterator[tuple[str, Callable[..., Any]]]:
    """A function, or the constructor, public methods and properties of a class."""
    if inspect.isfunction(thing):
        yield name, thing
    if not inspect.isclass(thing) or not thing.__module__.startswith("mintgeo"):
        return
    for inner, one in inspect.getmembers(thing):
        made = one.fget if isinstance(one, property) else getattr(one, "__func__", one)
        shown = not inner.startswith("_") or inner == "__init__"
        if shown and inspect.isfunction(made) and made.__module__.startswith("mintgeo"):
            yield f"{name}.{inner}", made


def parts(hint: Any) -> Iterator[type]:
    """Classes of ours in a type."""
    origin = typing.get_origin(hint) or hint
    if isinstance(origin, type) and origin.__module__.startswith("mintgeo"):
        yield origin
    for one in typing.get_args(hint):
        for inner in one if isinstance(one, list) else [one]:
            yield from parts(inner)


def types_of(made: Callable[..., Any]) -> set[type]:
    hints = typing.get_type_hints(made, localns=_LATER).values()
    return {one for hint in hints for one in parts(hint)}


def test_what_verbs_take_and_give_stands_beside_them() -> None:
    here = {id(getattr(mg, name)) for name in mg.__all__}
    verbs = {name: getattr(mg, name) for name in mg.__all__}
    hidden = {
        (name, one.__name__)
        for name, verb in verbs.items() if inspect.isfunction(verb)
        for one in types_of(verb) if id(one) not in here
    }  # fmt: skip
    assert hidden == set()
    assert {mg.Draws, mg.Placement, mg.Step} <= types_of(mg.geocode) | types_of(mg.uncertainty)


def test_every_type_in_a_public_signature_is_public() -> None:
    known = reachable()
    hidden = {
        (where, f"{one.__module__}.{one.__name__}")
        for name, thing in named()
        for where, made in functions(name, thing) if where not in INNER
        for one in types_of(made) if id(one) not in known
    }  # fmt: skip
    assert hidden == set()


def test_no_module_has_the_name_of_a_verb() -> None:
    for name, room in rooms().items():
        assert getattr(mg, name, room) is room
