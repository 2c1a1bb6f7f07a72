"""Surveys of a network: what members say they offer, read, checked, and sent back with remarks."""

from mintgeo.survey.reading import read_survey
from mintgeo.survey.review import review, summary
from mintgeo.survey.table import Survey
from mintgeo.survey.workbook import write_template

__all__ = ["Survey", "read_survey", "review", "summary", "write_template"]
