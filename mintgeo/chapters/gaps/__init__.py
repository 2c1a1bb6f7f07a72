"""Areas whose people need longer than the threshold, and the Kreise that have few who don't."""

from typing import Final

from mintgeo.chapters.gaps.book import columns, sheets
from mintgeo.chapters.gaps.drawn import FIGURE, layers, sections, themes
from mintgeo.chapters.gaps.tables import AREAS, POINTS, SHARE, STAGE, TOWNS, parameters
from mintgeo.chapters.gaps.words import points, steps
from mintgeo.chapters.protocol import Chapter

GAPS: Final = Chapter(
    name="gaps",
    kinds=(POINTS, AREAS, SHARE, TOWNS),
    stages=(STAGE,),
    parameters=parameters,
    points=points,
    steps=steps,
    sections=sections,
    sheets=sheets,
    columns=columns,
    layers=layers,
    themes=themes,
    figures=(FIGURE,),
)
