"""Which schools have an offer in reach, and who could come to the others: ``[schools]``."""

from typing import Final

from mintgeo.chapters.protocol import Chapter
from mintgeo.chapters.schools.book import columns, layers, sheets, themes
from mintgeo.chapters.schools.options import Schools
from mintgeo.chapters.schools.page import points, sections, steps
from mintgeo.chapters.schools.tables import (
    KINDS,
    STAGES,
    attributions,
    inputs,
    parameters,
    vintages,
)

SCHOOLS: Final = Chapter(
    name="schools",
    kinds=KINDS,
    section=Schools,
    inputs=inputs,
    open_inputs=frozenset({"schools"}),
    stages=STAGES,
    parameters=parameters,
    vintages=vintages,
    attributions=attributions,
    points=points,
    steps=steps,
    sections=sections,
    sheets=sheets,
    columns=columns,
    layers=layers,
    themes=themes,
)
