"""Who reaches an offer in how many minutes: shares with their spans, by region."""

from typing import Final

from mintgeo.chapters.coverage.book import sheets
from mintgeo.chapters.coverage.coarse import omissions
from mintgeo.chapters.coverage.drawn import FIGURES, layers, themes
from mintgeo.chapters.coverage.lead import headlines, message, small_map
from mintgeo.chapters.coverage.page import columns, head, sections
from mintgeo.chapters.coverage.tables import REACH, SHARES, STAGES, parameters
from mintgeo.chapters.coverage.words import card, caveats, lines, points
from mintgeo.chapters.protocol import Chapter

COVERAGE: Final = Chapter(
    name="coverage",
    kinds=(REACH, SHARES),
    stages=STAGES,
    parameters=parameters,
    message=message,
    points=points,
    sketch=small_map,
    caveats=caveats,
    omissions=omissions,
    headlines=headlines,
    lines=lines,
    card=card,
    sections=sections,
    sheets=sheets,
    columns=columns,
    layers=layers,
    figures=FIGURES,
    head=head,
    themes=themes,
)
