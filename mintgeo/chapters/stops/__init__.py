"""Where a mobile offer should stop: ``[plan]``, from the wish to a sheet for the driver."""

from typing import Final

from mintgeo.chapters.protocol import Chapter
from mintgeo.chapters.stops import hubs
from mintgeo.chapters.stops.book import columns, sheets
from mintgeo.chapters.stops.drawn import FIGURE, layers, themes
from mintgeo.chapters.stops.leaves import leaves
from mintgeo.chapters.stops.options import PlanOptions, check
from mintgeo.chapters.stops.page import sections
from mintgeo.chapters.stops.tables import KINDS, STAGE, attributions, inputs, parameters
from mintgeo.chapters.stops.trial import files
from mintgeo.chapters.stops.words import points, steps

PLAN: Final = Chapter(
    name="plan",
    kinds=(*KINDS, hubs.HUBS, hubs.WAYS),
    section=PlanOptions,
    check=check,
    inputs=inputs,
    open_inputs=frozenset({"plan", "plan_start"}),
    stages=(STAGE, hubs.STAGE),
    parameters=lambda work: {**parameters(work), **hubs.parameters(work)},
    attributions=attributions,
    points=points,
    steps=steps,
    sections=sections,
    sheets=sheets,
    columns=columns,
    layers=layers,
    themes=themes,
    figures=(FIGURE,),
    pages=leaves,
    files=files,
)
