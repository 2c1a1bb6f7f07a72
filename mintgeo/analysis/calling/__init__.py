"""Whom to call: places that could join, near what area, with which topics, and why."""

from mintgeo.analysis.calling.ranked import call_list
from mintgeo.analysis.calling.workbook import save_call_list

__all__ = ["call_list", "save_call_list"]
