"""Surveys of a network: what members say they offer, read, checked, and sent back with remarks."""

from mintgeo.survey.reading import read_survey
from mintgeo.survey.table import Survey

__all__ = ["Survey", "read_survey"]
