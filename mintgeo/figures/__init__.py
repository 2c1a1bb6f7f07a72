"""Figures for print: maps and charts as PNG (300 dpi) and SVG, with words for screen readers."""

from mintgeo.figures._picture import Picture
from mintgeo.figures.coverage import coverage_figure
from mintgeo.figures.gaps import gaps_figure
from mintgeo.figures.journeys import journeys_figure
from mintgeo.figures.local import local_figure
from mintgeo.figures.participation import participation_figure
from mintgeo.figures.partners import partners_figure
from mintgeo.figures.reach import reach_figure
from mintgeo.figures.shares import share_figure

__all__ = [
    "Picture", "coverage_figure", "gaps_figure", "journeys_figure", "local_figure",
    "participation_figure", "partners_figure", "reach_figure", "share_figure",
]  # fmt: skip
