"""By bus and train: whom it takes to an offer, one way as an example, what is not known."""

from typing import Final

from mintgeo.chapters.protocol import Chapter
from mintgeo.chapters.transit.drawn import layers, themes
from mintgeo.chapters.transit.page import columns, sections, sheets
from mintgeo.chapters.transit.tables import (
    ACCESS,
    DAYS,
    JOURNEY,
    SERVED,
    STAGES,
    STOPS,
    TRIPS,
    parameters,
)
from mintgeo.chapters.transit.words import points

TRANSIT: Final = Chapter(
    name="transit",
    kinds=(ACCESS, JOURNEY, DAYS, STOPS, SERVED, TRIPS),
    stages=STAGES,
    parameters=parameters,
    points=points,
    sections=sections,
    sheets=sheets,
    columns=columns,
    layers=layers,
    themes=themes,
)
