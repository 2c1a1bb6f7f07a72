"""Where participants come from, by Land and Kreis."""

from typing import Final

from mintgeo.chapters.participation.drawn import FIGURE, layers, themes
from mintgeo.chapters.participation.lead import message, points, small_map
from mintgeo.chapters.participation.own import OWN
from mintgeo.chapters.participation.own import STAGE as OWN_STAGE
from mintgeo.chapters.participation.page import columns, head, sections, sheets
from mintgeo.chapters.participation.tables import COUNTS, STAGE, Attendance
from mintgeo.chapters.protocol import Chapter

PARTICIPATION: Final = Chapter(
    name="participation",
    kinds=(COUNTS, OWN),
    section=Attendance,
    stages=(STAGE, OWN_STAGE),
    head=head,
    message=message,
    sketch=small_map,
    points=points,
    sections=sections,
    sheets=sheets,
    columns=columns,
    layers=layers,
    themes=themes,
    figures=(FIGURE,),
)
