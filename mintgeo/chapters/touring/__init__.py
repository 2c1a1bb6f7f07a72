"""When the van comes: ``[tours]``, and a round on foot: ``[trail]``."""

from typing import Final

from mintgeo.chapters.protocol import Chapter
from mintgeo.chapters.touring import trail
from mintgeo.chapters.touring.book import columns, layers, sheets, themes
from mintgeo.chapters.touring.files import files, pages
from mintgeo.chapters.touring.options import TourOptions, TrailOptions, check, check_trail
from mintgeo.chapters.touring.page import points, sections, steps
from mintgeo.chapters.touring.tables import KINDS, STAGE, attributions, inputs, parameters

TOURING: Final = Chapter(
    name="tours",
    kinds=KINDS,
    section=TourOptions,
    check=check,
    inputs=inputs,
    open_inputs=frozenset({"tours"}),
    stages=(STAGE,),
    parameters=parameters,
    attributions=attributions,
    points=points,
    steps=steps,
    sections=sections,
    sheets=sheets,
    columns=columns,
    layers=layers,
    themes=themes,
    pages=pages,
    files=files,
)
TRAIL: Final = Chapter(
    name="trail",
    kinds=trail.KINDS,
    section=TrailOptions,
    check=check_trail,
    inputs=trail.inputs,
    open_inputs=frozenset({"trail"}),
    stages=(trail.STAGE,),
    parameters=trail.parameters,
    attributions=trail.attributions,
    points=trail.points,
    sections=trail.sections,
    sheets=trail.sheets,
    themes=trail.themes,
    pages=trail.pages,
    files=trail.files,
)
