"""Figures for print: maps and charts as PNG (300 dpi) and SVG, with words for screen readers."""

from mintgeo.figures._picture import Picture
from mintgeo.figures.coverage import coverage_figure
from mintgeo.figures.local import local_figure
from mintgeo.figures.shares import share_figure

__all__ = ["Picture", "coverage_figure", "local_figure", "share_figure"]
